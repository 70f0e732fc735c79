// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/content.h"

#include <cmath>

namespace orrery::views {

namespace {

constexpr qsizetype mostNamedSeries = 5;

} // namespace

std::optional<double> ChartContent::valueOf(const models::StoragePoint &point) const
{
    return isInBytes() ? point.usedBytes : point.usedPercent;
}

std::optional<double> ChartContent::valueOf(const StorageMarker &marker) const
{
    if (isInBytes() ? marker.bytes.has_value() : marker.percent.has_value())
        return isInBytes() ? marker.bytes : marker.percent;
    const std::optional<double> &other = isInBytes() ? marker.percent : marker.bytes;
    const std::optional<double> capacity = readings.isOneVolume() ? readings.capacity(0) : std::nullopt;
    if (!other || !capacity)
        return std::nullopt;
    return isInBytes() ? *other * *capacity / 100 : *other / *capacity * 100;
}

std::optional<double> ChartContent::valueOf(const models::ForecastPoint &point, Side side) const
{
    switch (side) {
    case Side::Low:
        return isInBytes() ? point.lowBytes : point.lowPercent;
    case Side::High:
        return isInBytes() ? point.highBytes : point.highPercent;
    case Side::Expected:
        break;
    }
    return isInBytes() ? point.bytes : point.percent;
}

std::optional<double> ChartContent::forecastEnd() const
{
    if (forecastSeries < 0 || forecastSeries >= readings.count() || readings.isEmpty() || forecast.cone.isEmpty())
        return std::nullopt;
    const double end = msOf(forecast.cone.constLast().at);
    return end > static_cast<double>(readings.moments().constLast()) ? std::optional(end) : std::nullopt;
}

const models::ForecastPoint *ChartContent::expectedAt(qint64 milliseconds) const
{
    if (!forecastEnd() || milliseconds <= readings.moments().constLast())
        return nullptr;
    const auto distance = [milliseconds](const models::ForecastPoint &point) {
        return std::abs(point.at.toMSecsSinceEpoch() - milliseconds);
    };
    const models::ForecastPoint *nearest = nullptr;
    for (const models::ForecastPoint &point : forecast.cone) {
        if (point.at.toMSecsSinceEpoch() > readings.moments().constLast()
            && (!nearest || distance(point) < distance(*nearest)))
            nearest = &point;
    }
    return nearest;
}

std::optional<qint64> ChartContent::nearestMoment(qint64 milliseconds) const
{
    const std::optional<qint64> read = readings.nearestMoment(milliseconds);
    const models::ForecastPoint *point = read ? expectedAt(milliseconds) : nullptr;
    if (!point)
        return read;
    const qint64 expected = point->at.toMSecsSinceEpoch();
    return std::abs(expected - milliseconds) < std::abs(*read - milliseconds) ? expected : read;
}

QList<int> ChartContent::namedSeries() const
{
    return fullestFirst(readings.levels()).mid(0, mostNamedSeries);
}

} // namespace orrery::views
