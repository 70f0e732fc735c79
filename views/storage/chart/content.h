// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/forecast/forecast.h"
#include "models/storage/view/event.h"
#include "views/storage/chart/marker.h"
#include "views/storage/chart/readings.h"

namespace orrery::views {

/// Everything a chart shows: readings, the forecast of one series, events, levels of the disk, all in one unit.
struct ChartContent
{
    ChartReadings readings;
    QList<StorageLineStyle> styles; ///< one for each series
    StorageUnit unit = StorageUnit::Percent;
    models::StorageForecast forecast;
    int forecastSeries = 0;
    QList<models::StorageEvent> events; ///< in order of time
    QList<StorageMarker> markers;

    [[nodiscard]] bool isInBytes() const { return unit == StorageUnit::Bytes; }
    [[nodiscard]] std::optional<double> valueOf(const models::StoragePoint &point) const;
    /// A marker's level; converted by the capacity where it is given in the other unit and there is one volume.
    [[nodiscard]] std::optional<double> valueOf(const StorageMarker &marker) const;

    enum class Side : quint8 { Expected, Low, High };
    [[nodiscard]] std::optional<double> valueOf(const models::ForecastPoint &point, Side side) const;
    /// Where the forecast ends; empty when it says nothing of the time after the last reading.
    [[nodiscard]] std::optional<double> forecastEnd() const;
    /// What is expected at this moment; null when it is not after the last reading.
    [[nodiscard]] const models::ForecastPoint *expectedAt(qint64 milliseconds) const;

    /// The nearest moment of which something is known: a reading or a point of the forecast.
    [[nodiscard]] std::optional<qint64> nearestMoment(qint64 milliseconds) const;
    /// Series that are named at the end of their line.
    [[nodiscard]] QList<int> namedSeries() const;
};

inline double msOf(const QDateTime &at)
{
    return static_cast<double>(at.toMSecsSinceEpoch());
}

} // namespace orrery::views
