// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/history/series.h"
#include "views/storage/chart/lines.h"
#include "views/storage/chart/time_range.h"

namespace orrery::views {

enum class StorageUnit : quint8 { Percent, Bytes };

/// The readings of a chart: as they were given, as columns of numbers to draw from, and what is nearest to a moment.
class ChartReadings
{
public:
    void set(const QList<models::StorageSeries> &series);

    /// In order of time, each moment once.
    [[nodiscard]] const QList<models::StorageSeries> &series() const { return m_series; }
    [[nodiscard]] int count() const { return static_cast<int>(m_series.size()); }
    [[nodiscard]] bool isOneVolume() const { return m_series.size() == 1; }
    [[nodiscard]] const StorageLine &line(int series) const { return m_lines.at(static_cast<size_t>(series)); }
    /// The newest known percentage of each series.
    [[nodiscard]] const QList<std::optional<double>> &levels() const { return m_levels; }
    /// The newest known capacity of a series.
    [[nodiscard]] std::optional<double> capacity(int series) const;

    /// Moments of all series, once each, rising.
    [[nodiscard]] const QList<qint64> &moments() const { return m_moments; }
    [[nodiscard]] bool isEmpty() const { return m_moments.isEmpty(); }
    [[nodiscard]] std::optional<TimeRange> range() const;
    /// Whether any value is known in this unit.
    [[nodiscard]] bool hasValues(StorageUnit unit) const;

    /// The moment nearest to `milliseconds`; empty without readings.
    [[nodiscard]] std::optional<qint64> nearestMoment(qint64 milliseconds) const;
    /// The reading of a series nearest to `milliseconds`; null when it has none.
    [[nodiscard]] const models::StoragePoint *nearest(int series, qint64 milliseconds) const;

private:
    QList<models::StorageSeries> m_series;
    std::vector<StorageLine> m_lines;
    QList<std::optional<double>> m_levels;
    QList<qint64> m_moments;
};

/// Whether both are of the same volumes, in the same order: then one is an update of the other.
bool sameVolumes(const QList<models::StorageSeries> &a, const QList<models::StorageSeries> &b);

} // namespace orrery::views
