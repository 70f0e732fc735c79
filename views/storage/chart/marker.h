// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/core/theme.h"

#include <QString>

#include <optional>

namespace orrery::views {

/// A level of the disk itself, drawn across a storage chart: where autoscaling grows it, its limit, where it becomes
/// read-only. Given in one unit; with one volume on screen it is shown in the other too.
struct StorageMarker
{
    std::optional<double> percent;
    std::optional<double> bytes;
    QString label; ///< translated: "Autoscaling grows the disk"
    ColorRole role = ColorRole::TextSecondary;
    friend bool operator==(const StorageMarker &, const StorageMarker &) = default;
};

} // namespace orrery::views
