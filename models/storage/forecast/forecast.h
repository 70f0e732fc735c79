// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/history/series.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace orrery::models {

struct DiskLimits;

/// How fast a volume fills, over one window of its history: a robust slope (Theil–Sen) with an interval. Pure values.
struct StorageGrowth
{
    bool inBytes = true; ///< false: only percentages are known, and the slopes are in percentage points
    double perDay = 0; ///< bytes (or percentage points) a day; negative while it shrinks
    double low = 0; ///< the interval's slow end
    double high = 0; ///< the interval's fast end
    QDateTime from; ///< the first and the last reading that count
    QDateTime to;
    qsizetype readings = 0;
    friend bool operator==(const StorageGrowth &, const StorageGrowth &) = default;
};

/// When a threshold is expected to be crossed.
struct ThresholdForecast
{
    double percent = 0;
    QDateTime expected;
    QDateTime earliest;
    std::optional<QDateTime> latest; ///< empty: at the interval's slow end it is never crossed
    friend bool operator==(const ThresholdForecast &, const ThresholdForecast &) = default;
};

/// One point of the cone that is drawn beyond the last reading.
struct ForecastPoint
{
    QDateTime at;
    double percent = 0;
    double lowPercent = 0;
    double highPercent = 0;
    std::optional<double> bytes;
    std::optional<double> lowBytes;
    std::optional<double> highBytes;
    friend bool operator==(const ForecastPoint &, const ForecastPoint &) = default;
};

/// What the readings of one volume say about the days to come.
struct StorageForecast
{
    enum class Verdict : quint8 {
        NotEnoughData, ///< `sentence` says what is missing
        Steady, ///< no significant growth
        Shrinking,
        Growing,
        Full, ///< at or above 100 %
    };

    Verdict verdict = Verdict::NotEnoughData;
    QString sentence; ///< "Grows by 1.4 GiB a day: 85 % in 3 days (2–5)."
    std::optional<StorageGrowth> week; ///< over 7 days
    std::optional<StorageGrowth> month; ///< over 30 days
    std::optional<StorageGrowth> growth; ///< the one of the two that verdict, thresholds and cone follow
    QList<ThresholdForecast> thresholds; ///< those that are not reached yet and will be within the horizon, in order
    QList<ForecastPoint> cone; ///< from the last reading on; empty unless growing or shrinking
    QDateTime
        rebasedAt; ///< the capacity changed or the use fell here, and only what came after counts; invalid: neither
    friend bool operator==(const StorageForecast &, const StorageForecast &) = default;
};

/// Reads a volume's history, oldest first. `now` decides how old the newest reading is; `horizonDays` ends thresholds and
/// cone. Missing, unordered, doubled and absurd readings are put right or left out, never invented.
///
/// It counts bytes where most readings give them (thresholds are then of the newest capacity), else percent. Only what came
/// after the last change of capacity counts, and after the last sudden, lasting fall of the use by 5 % of the disk: that is
/// a purge, or a resize whose capacity was not given, and what was before would make a growing disk look like a shrinking
/// one. The last 7 days speak; the last 30 do where the 7 hold too little or cannot show significant growth. A window needs
/// 12 readings at different times over 24 hours, and the newest one must not be older than a day.
StorageForecast forecastStorage(const QList<StoragePoint> &points, const QDateTime &now, int horizonDays = 90);

/// Likewise, with the usage at which autoscaling acts among the thresholds.
StorageForecast forecastStorage(const QList<StoragePoint> &points, const QDateTime &now, const DiskLimits &limits,
                                int horizonDays = 90);

/// "85 % in 3 days (2–5)", "95 % in 7 hours (5–12)", "85 % within the hour".
QString describeThreshold(const ThresholdForecast &threshold, const QDateTime &now);
/// "1.4 GiB a day", "0.4 points a day"; without sign.
QString describeGrowth(const StorageGrowth &growth);
/// The same without "a day": "312 MiB", for where that is said already.
QString describeGrowthAmount(const StorageGrowth &growth);

} // namespace orrery::models
