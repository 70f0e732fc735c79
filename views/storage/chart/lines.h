// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/history/series.h"
#include "views/core/theme.h"

#include <QList>
#include <QPen>
#include <QPointF>

#include <limits>
#include <optional>
#include <vector>

// What the lines of a chart are drawn from. Pure.
namespace orrery::views {

/// One series as columns of numbers, NaN where a side is not known: a zoom step reads them without touching the points.
struct StorageLine
{
    std::vector<double> at; ///< milliseconds since 1970, rising
    std::vector<double> percent;
    std::vector<double> used;
    std::vector<double> capacity;
    std::vector<char> gapBefore; ///< nothing was measured between this reading and the one before: no line across

    [[nodiscard]] const std::vector<double> &values(bool bytes) const { return bytes ? used : percent; }
};

using PointRun = QList<QPointF>; ///< points that one line connects

/// The same readings in order of time, one a moment (the last given), without those that have no time; what is infinite or
/// not a number counts as not known.
QList<models::StoragePoint> orderedPoints(const QList<models::StoragePoint> &points);
/// `points` as orderedPoints gives them.
StorageLine storageLine(const QList<models::StoragePoint> &points);
/// Both at once: the line of `points`, which are put in order where they are not.
StorageLine orderedLine(QList<models::StoragePoint> &points);

/// The lines between `from` and `to` (and one reading beyond either side, so that they reach the edges): per pixel column
/// the lowest and the highest value, in the order of time, with the ends of each run. Columns are of equal time, not of
/// equal count, because old history has fewer readings than new.
QList<PointRun> lineRuns(const StorageLine &line, const std::vector<double> &values, double from, double to,
                         int columns);
/// The capacity as steps: straight up where it changes, nothing in between is invented.
PointRun capacitySteps(const StorageLine &line, double from, double to, int columns);

/// How one of several lines looks.
struct StorageLineStyle
{
    int color = 0; ///< for Theme::series; -1: one of the many in the background
    Qt::PenStyle dash = Qt::SolidLine;

    [[nodiscard]] bool isBackground() const { return color < 0; }
    friend bool operator==(const StorageLineStyle &, const StorageLineStyle &) = default;
};

/// Up to 8 lines differ by colour and dash (thirty looks before one comes again); of more, the five fullest do, and the
/// others are thin and grey. `levels` are the newest values.
QList<StorageLineStyle> lineStyles(const QList<std::optional<double>> &levels);
QPen linePen(const Theme &theme, const StorageLineStyle &style);
QColor lineColor(const Theme &theme, const StorageLineStyle &style);

/// Newest known percentage of a series.
std::optional<double> latestPercent(const models::StorageSeries &series);
/// Indexes of the series, fullest first; those without a figure last.
QList<int> fullestFirst(const QList<std::optional<double>> &levels);

} // namespace orrery::views
