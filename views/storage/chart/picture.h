// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

namespace orrery::views {

class StoragePlot;

/// The chart as it is shown now, at twice its size on screen.
QImage chartImage(const StoragePlot &plot);
/// Writes that as PNG or, for a path that ends in .svg, a drawing. False when it failed.
bool saveChartImage(const StoragePlot &plot, const QString &path);

} // namespace orrery::views
