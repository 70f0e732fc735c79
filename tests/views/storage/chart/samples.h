// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/utc.h"
#include "models/storage/forecast/forecast.h"
#include "models/storage/history/series.h"
#include "models/storage/view/event.h"

#include <algorithm>
#include <cmath>

// Storage curves as the suites, the pictures and the benchmark of the views use them.
namespace orrery::test {

inline constexpr double gib = 1073741824.0;

inline QDateTime storageStart()
{
    return QDateTime(QDate(2026, 11, 1), QTime(0, 0), orrery::kUtc);
}

inline QDateTime hour(int index)
{
    return storageStart().addSecs(3600 * index);
}

/// A straight line of hourly readings of a disk of 120 GiB.
inline models::StorageSeries grown(const QString &name, int hours, double from, double to)
{
    models::StorageSeries series{name, QStringLiteral("PlanetScale metrics"), {}, {}};
    for (int i = 0; i < hours; ++i) {
        const double percent = from + (to - from) * i / std::max(1, hours - 1);
        series.points.append({hour(i), percent, percent / 100 * 120 * gib, 120 * gib});
    }
    return series;
}

/// Readings every `seconds` with a daily wave; the disk grows by half in the middle when `resized`.
inline models::StorageSeries waved(const QString &name, int count, int seconds, double from, double to,
                                   bool resized = false)
{
    models::StorageSeries series{name, QStringLiteral("PlanetScale metrics"), {}, {}};
    series.points.reserve(count);
    for (int i = 0; i < count; ++i) {
        const double part = static_cast<double>(i) / std::max(1, count - 1);
        double percent =
            from + (to - from) * part + 0.8 * std::sin(i * seconds / 86400.0 * 6.28) + 0.2 * std::sin(i * 1.7);
        double capacity = 120 * gib;
        if (resized && part > 0.5) {
            capacity *= 1.5;
            percent /= 1.25;
        }
        series.points.append(
            {storageStart().addSecs(static_cast<qint64>(seconds) * i), percent, percent / 100 * capacity, capacity});
    }
    return series;
}

/// A cone of one point a day beyond the newest reading of `series`.
inline models::StorageForecast coneOf(const models::StorageSeries &series, double perDay, double spread, int days)
{
    models::StorageForecast forecast;
    forecast.verdict = models::StorageForecast::Verdict::Growing;
    forecast.sentence = QStringLiteral("Grows by 1.4 GiB a day: 85 % in 3 days (2–5).");
    const models::StoragePoint &last = series.points.constLast();
    const double capacity = last.capacityBytes.value_or(0);
    for (int day = 0; day <= days; ++day) {
        models::ForecastPoint point{last.at.addDays(day),
                                    *last.usedPercent + perDay * day,
                                    *last.usedPercent + (perDay - spread) * day,
                                    *last.usedPercent + (perDay + spread) * day,
                                    {},
                                    {},
                                    {}};
        point.bytes = point.percent / 100 * capacity;
        point.lowBytes = point.lowPercent / 100 * capacity;
        point.highBytes = point.highPercent / 100 * capacity;
        forecast.cone.append(point);
    }
    return forecast;
}

inline models::StorageEvent happened(models::StorageEvent::Kind kind, const QDateTime &at, const QString &title,
                                     const models::Location &place = {})
{
    return {kind, at, title, place};
}

} // namespace orrery::test
