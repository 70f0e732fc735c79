// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/drawn_lines.h"

#include <algorithm>

namespace orrery::views {

namespace {

std::optional<QPointF> newestPoint(const QList<PointRun> &runs, double to)
{
    std::optional<QPointF> newest;
    for (const PointRun &run : runs) {
        const auto last =
            std::find_if(run.crbegin(), run.crend(), [to](const QPointF &point) { return point.x() <= to; });
        if (last != run.crend() && (!newest || newest->x() <= last->x()))
            newest = *last;
    }
    return newest;
}

} // namespace

QList<DrawnLine> drawnLines(const ChartContent &content, const TimeRange &times, double pixels)
{
    const int count = content.readings.count();
    // Where many lines share the pixels, finer ones are not seen but have to be drawn; those in the background least of all.
    const int coarse = count > 32 ? 4 : count > 8 ? 2 : 1;
    const int coarseBehind = count > 32 ? 6 : coarse;
    QList<DrawnLine> lines;
    lines.reserve(count);
    for (int i = 0; i < count; ++i) {
        const StorageLine &line = content.readings.line(i);
        const bool isBehind = content.styles.at(i).isBackground();
        const int columns = std::max(40, static_cast<int>(pixels) / (isBehind ? coarseBehind : coarse));
        DrawnLine drawn;
        drawn.runs = lineRuns(line, line.values(content.isInBytes()), times.from, times.to, columns);
        drawn.newest = newestPoint(drawn.runs, times.to);
        if (content.isInBytes() && !isBehind)
            drawn.capacity = capacitySteps(line, times.from, times.to, columns);
        lines.append(drawn);
    }
    return lines;
}

double highestValue(const ChartContent &content, const QList<DrawnLine> &lines)
{
    double highest = 0;
    for (const DrawnLine &line : lines) {
        for (const PointRun &run : line.runs) {
            for (const QPointF &point : run)
                highest = std::max(highest, point.y());
        }
        for (const QPointF &point : line.capacity)
            highest = std::max(highest, point.y());
    }
    if (content.isInBytes()) {
        for (const StorageMarker &marker : content.markers) {
            // A limit far above today's disk would leave the curve at the bottom.
            const double value = content.valueOf(marker).value_or(0);
            if (value < highest * 1.6)
                highest = std::max(highest, value);
        }
    }
    return highest;
}

int pointCount(const QList<DrawnLine> &lines)
{
    qsizetype count = 0;
    for (const DrawnLine &line : lines) {
        count += line.capacity.size();
        for (const PointRun &run : line.runs)
            count += run.size();
    }
    return static_cast<int>(count);
}

} // namespace orrery::views
