// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/readings.h"

#include <algorithm>
#include <cmath>

namespace orrery::views {

namespace {

QList<qint64> momentsOf(const std::vector<StorageLine> &lines)
{
    QList<qint64> times;
    const std::vector<double> *before = nullptr;
    for (const StorageLine &line : lines) {
        if (before && *before == line.at)
            continue; // shards are measured together
        before = &line.at;
        const qsizetype middle = times.size();
        times.reserve(middle + static_cast<qsizetype>(line.at.size()));
        for (const double at : line.at)
            times.append(static_cast<qint64>(at));
        if (middle == 0)
            continue;
        std::inplace_merge(times.begin(), times.begin() + middle, times.end());
        times.erase(std::unique(times.begin(), times.end()), times.end());
    }
    return times;
}

/// The element nearest to `wanted` in a rising list that is not empty; the later one when both are as near.
template<class List, class Value>
auto nearestIn(const List &rising, Value wanted)
{
    auto nearest = std::lower_bound(rising.cbegin(), rising.cend(), wanted);
    if (nearest == rising.cend() || (nearest != rising.cbegin() && wanted - *(nearest - 1) < *nearest - wanted))
        --nearest;
    return nearest;
}

} // namespace

bool sameVolumes(const QList<models::StorageSeries> &a, const QList<models::StorageSeries> &b)
{
    return !a.isEmpty()
        && std::equal(a.cbegin(), a.cend(), b.cbegin(), b.cend(),
                      [](const models::StorageSeries &left, const models::StorageSeries &right) {
                          return left.name == right.name && left.volume == right.volume;
                      });
}

void ChartReadings::set(const QList<models::StorageSeries> &series)
{
    m_series = series;
    m_lines.clear();
    m_levels.clear();
    for (models::StorageSeries &one : m_series) {
        m_lines.push_back(orderedLine(one.points));
        m_levels.append(latestPercent(one));
    }
    m_moments = momentsOf(m_lines);
}

std::optional<double> ChartReadings::capacity(int series) const
{
    const QList<models::StoragePoint> &points = m_series.at(series).points;
    for (qsizetype i = points.size() - 1; i >= 0; --i) {
        const std::optional<double> &capacity = points.at(i).capacityBytes;
        if (capacity && *capacity > 0)
            return capacity;
    }
    return std::nullopt;
}

std::optional<TimeRange> ChartReadings::range() const
{
    if (m_moments.isEmpty())
        return std::nullopt;
    return TimeRange{static_cast<double>(m_moments.constFirst()), static_cast<double>(m_moments.constLast())};
}

bool ChartReadings::hasValues(StorageUnit unit) const
{
    return std::any_of(m_lines.cbegin(), m_lines.cend(), [unit](const StorageLine &line) {
        const std::vector<double> &values = line.values(unit == StorageUnit::Bytes);
        return std::any_of(values.cbegin(), values.cend(), [](double value) { return !std::isnan(value); });
    });
}

std::optional<qint64> ChartReadings::nearestMoment(qint64 milliseconds) const
{
    if (m_moments.isEmpty())
        return std::nullopt;
    return *nearestIn(m_moments, milliseconds);
}

const models::StoragePoint *ChartReadings::nearest(int series, qint64 milliseconds) const
{
    const std::vector<double> &at = line(series).at;
    if (at.empty())
        return nullptr;
    const auto nearest = nearestIn(at, static_cast<double>(milliseconds));
    return &m_series.at(series).points.at(nearest - at.cbegin());
}

} // namespace orrery::views
