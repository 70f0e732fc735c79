// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/lines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace orrery::views {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr qsizetype mostColored = 8;
constexpr qsizetype coloredOfMany = 5;
constexpr double shortestGap = 30 * 60 * 1000.0;
/// Two sources give the same capacity a little differently, by what a file system keeps for itself or by rounding: no step.
constexpr double sameCapacity = 0.01;

bool isDrawable(const std::optional<double> &value)
{
    return !value || std::isfinite(*value);
}

void dropInfinite(std::optional<double> &value)
{
    if (value && !std::isfinite(*value))
        value.reset();
}

double number(const std::optional<double> &value)
{
    return value.value_or(unknown);
}

/// Whether the pause before reading `i` is one in which readings are missing, against the pauses around it. History is kept
/// in steps from half a minute to a day, and of an older hour or day only the readings that matter: no fixed length and no
/// mean pause would do.
bool isGap(const std::vector<double> &at, size_t i)
{
    const double pause = at[i] - at[i - 1];
    if (pause < shortestGap)
        return false;
    double longest = 0;
    double second = 0;
    size_t count = 0;
    const auto look = [&](double other) {
        ++count;
        second = std::max(second, std::min(longest, other));
        longest = std::max(longest, other);
    };
    for (size_t k = 1; k <= 7; ++k) {
        if (i >= k + 1)
            look(at[i - k] - at[i - k - 1]);
        if (i + k < at.size())
            look(at[i + k] - at[i + k - 1]);
    }
    // Two readings say nothing about how often there should be one; the second longest, because gaps come in twos.
    return count >= 2 && pause > 3 * second;
}

void markGaps(StorageLine &line)
{
    line.gapBefore.resize(line.at.size(), 0);
    for (size_t i = 1; i < line.at.size(); ++i)
        line.gapBefore[i] = isGap(line.at, i) ? 1 : 0;
}

/// The times and values of `points`. False, and not all of them, where a point has no time, is not later than the one
/// before, or has a value that cannot be drawn: a year of readings is looked at once.
bool fillColumns(StorageLine &line, const QList<models::StoragePoint> &points)
{
    const auto count = static_cast<size_t>(points.size());
    for (std::vector<double> *column : {&line.at, &line.percent, &line.used, &line.capacity})
        column->reserve(count);
    double before = -std::numeric_limits<double>::infinity();
    for (const models::StoragePoint &point : points) {
        const auto at = static_cast<double>(point.at.toMSecsSinceEpoch());
        if (!point.at.isValid() || at <= before || !isDrawable(point.usedPercent) || !isDrawable(point.usedBytes)
            || !isDrawable(point.capacityBytes))
            return false;
        before = at;
        line.at.push_back(at);
        line.percent.push_back(number(point.usedPercent));
        line.used.push_back(number(point.usedBytes));
        line.capacity.push_back(number(point.capacityBytes));
    }
    return true;
}

/// Readings to look at: those inside and one on either side.
std::pair<size_t, size_t> inside(const std::vector<double> &at, double from, double to)
{
    auto first = std::lower_bound(at.begin(), at.end(), from);
    if (first != at.begin() && (first == at.end() || *first > from))
        --first;
    auto last = std::upper_bound(first, at.end(), to);
    if (last != at.end() && (last == at.begin() || *(last - 1) < to))
        ++last;
    return {static_cast<size_t>(first - at.begin()), static_cast<size_t>(last - at.begin())};
}

} // namespace

QList<models::StoragePoint> orderedPoints(const QList<models::StoragePoint> &points)
{
    bool good = true;
    for (qsizetype i = 0; i < points.size() && good; ++i) {
        const models::StoragePoint &point = points.at(i);
        good = point.at.isValid() && (i == 0 || points.at(i - 1).at < point.at) && isDrawable(point.usedPercent)
            && isDrawable(point.usedBytes) && isDrawable(point.capacityBytes);
    }
    if (good)
        return points; // the usual case, and no copy
    QList<models::StoragePoint> kept;
    kept.reserve(points.size());
    for (models::StoragePoint point : points) {
        if (!point.at.isValid())
            continue;
        dropInfinite(point.usedPercent);
        dropInfinite(point.usedBytes);
        dropInfinite(point.capacityBytes);
        kept.append(point);
    }
    std::stable_sort(kept.begin(), kept.end(),
                     [](const models::StoragePoint &a, const models::StoragePoint &b) { return a.at < b.at; });
    QList<models::StoragePoint> ordered;
    ordered.reserve(kept.size());
    for (const models::StoragePoint &point : std::as_const(kept)) {
        if (!ordered.isEmpty() && ordered.constLast().at == point.at)
            ordered.last() = point;
        else
            ordered.append(point);
    }
    return ordered;
}

StorageLine storageLine(const QList<models::StoragePoint> &points)
{
    StorageLine line;
    fillColumns(line, points);
    markGaps(line);
    return line;
}

StorageLine orderedLine(QList<models::StoragePoint> &points)
{
    StorageLine line;
    if (!fillColumns(line, points)) {
        points = orderedPoints(points);
        line = {};
        fillColumns(line, points);
    }
    markGaps(line);
    return line;
}

QList<PointRun> lineRuns(const StorageLine &line, const std::vector<double> &values, double from, double to,
                         int columns)
{
    const auto [first, last] = inside(line.at, from, to);
    const bool thin = last - first > 2 * static_cast<size_t>(std::max(1, columns));
    const double perColumn = std::max(1.0, (to - from) / std::max(1, columns));

    QList<PointRun> runs;
    PointRun run;
    size_t lowest = 0;
    size_t highest = 0;
    size_t newest = 0;
    double column = unknown;
    const auto add = [&](size_t i) { run.append({line.at[i], values[i]}); };
    const auto closeColumn = [&] {
        if (std::isnan(column))
            return;
        add(std::min(lowest, highest));
        if (lowest != highest)
            add(std::max(lowest, highest));
        column = unknown;
    };
    const auto closeRun = [&] {
        closeColumn();
        if (!run.isEmpty() && run.constLast().x() < line.at[newest])
            add(newest);
        if (!run.isEmpty())
            runs.append(run);
        run.clear();
    };
    for (size_t i = first; i < last; ++i) {
        if (line.gapBefore[i] || std::isnan(values[i]))
            closeRun();
        if (std::isnan(values[i]))
            continue;
        const bool begins = run.isEmpty() && std::isnan(column);
        newest = i;
        if (!thin || begins) {
            add(i);
            continue;
        }
        const double here = std::floor((line.at[i] - from) / perColumn);
        if (here != column) {
            closeColumn();
            column = here;
            lowest = i;
            highest = i;
        } else if (values[i] < values[lowest]) {
            lowest = i;
        } else if (values[i] > values[highest]) {
            highest = i;
        }
    }
    closeRun();
    return runs;
}

PointRun capacitySteps(const StorageLine &line, double from, double to, int columns)
{
    const auto [first, last] = inside(line.at, from, to);
    const double perColumn = std::max(1.0, (to - from) / std::max(1, columns));
    PointRun steps;
    double stepColumn = unknown;
    double newest = unknown;
    for (size_t i = first; i < last; ++i) {
        const double value = line.capacity[i];
        if (std::isnan(value) || value <= 0)
            continue;
        newest = line.at[i];
        if (steps.isEmpty()) {
            steps.append({newest, value});
            continue;
        }
        const double column = std::floor((newest - from) / perColumn);
        if (std::abs(steps.constLast().y() - value) <= sameCapacity * value || column == stepColumn)
            continue;
        steps.append({newest, steps.constLast().y()});
        steps.append({newest, value});
        stepColumn = column; // a capacity that goes to and fro within a pixel is bad input, not a picture
    }
    if (!steps.isEmpty() && steps.constLast().x() < newest)
        steps.append({newest, steps.constLast().y()});
    return steps;
}

QList<int> fullestFirst(const QList<std::optional<double>> &levels)
{
    QList<int> order(levels.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&levels](int a, int b) { return levels.at(a).value_or(-1) > levels.at(b).value_or(-1); });
    return order;
}

QList<StorageLineStyle> lineStyles(const QList<std::optional<double>> &levels)
{
    constexpr std::array<Qt::PenStyle, 5> dashes{Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine,
                                                 Qt::DashDotDotLine};
    const auto look = [&dashes](int index) {
        // Six colours, five dashes; the seventh line begins with another dash than the first.
        return StorageLineStyle{index % 6, dashes[static_cast<size_t>((index + index / 6) % 5)]};
    };
    QList<StorageLineStyle> styles(levels.size(), {-1, Qt::SolidLine});
    QList<int> colored = fullestFirst(levels);
    if (levels.size() > mostColored)
        colored = colored.mid(0, coloredOfMany);
    // By index, not by rank: two lines that cross do not swap their colours.
    std::sort(colored.begin(), colored.end());
    for (int i = 0; i < colored.size(); ++i)
        styles[colored.at(i)] = look(i);
    return styles;
}

QColor lineColor(const Theme &theme, const StorageLineStyle &style)
{
    return style.isBackground() ? theme.color(ColorRole::BorderStrong) : theme.series(style.color);
}

QPen linePen(const Theme &theme, const StorageLineStyle &style)
{
    QPen pen(lineColor(theme, style), style.isBackground() ? 1 : 2);
    pen.setStyle(style.dash);
    pen.setCapStyle(style.dash == Qt::SolidLine ? Qt::RoundCap : Qt::FlatCap);
    // Round joins are curves, thousands of them in a long line: half of the time it takes to draw it.
    pen.setJoinStyle(Qt::BevelJoin);
    return pen;
}

std::optional<double> latestPercent(const models::StorageSeries &series)
{
    for (qsizetype i = series.points.size() - 1; i >= 0; --i) {
        const std::optional<double> &percent = series.points.at(i).usedPercent;
        if (percent && std::isfinite(*percent))
            return percent;
    }
    return std::nullopt;
}

} // namespace orrery::views
