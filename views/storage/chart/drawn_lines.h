// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/storage/chart/content.h"

namespace orrery::views {

/// A line as it is drawn in one view: in milliseconds and values.
struct DrawnLine
{
    QList<PointRun> runs;
    PointRun capacity; ///< only in bytes, and not of a background line
    std::optional<QPointF> newest; ///< the last point in the view
};

/// Cuts the lines of a chart to a part of the time, thinned to what pixels can show.
QList<DrawnLine> drawnLines(const ChartContent &content, const TimeRange &times, double pixels);
/// The largest value among them and the markers near them; where 0, nothing is known.
double highestValue(const ChartContent &content, const QList<DrawnLine> &lines);
/// Number of points, for the benchmark and the tests.
int pointCount(const QList<DrawnLine> &lines);

} // namespace orrery::views
