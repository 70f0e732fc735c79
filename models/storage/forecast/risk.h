// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/tone.h"
#include "models/storage/forecast/disk_limits.h"
#include "models/storage/forecast/forecast.h"

#include <compare>
#include <optional>

namespace orrery::models {

/// How much a volume needs somebody's attention: a value that sorts, and says so. Greater is worse.
struct StorageRisk
{
    /// In order: what has happened, then what is about to, then what is far off, then what nobody knows.
    enum class Level : quint8 {
        Unknown,
        Calm, ///< below 75 %, and 85 % not in sight
        Elevated, ///< from 75 %
        Soon, ///< 85 % within 14 days, and nothing will add space before
        High, ///< from 85 %
        VeryHigh, ///< from 90 %
        Critical, ///< from 95 %
        Full, ///< from 100 %
        ReadOnly, ///< the service has stopped writes
    };

    Level level = Level::Unknown;
    double hoursToSerious = 0; ///< for Soon: until 85 %; fewer are worse
    double percent = -1; ///< -1: not known
    StateWord word; ///< for a chip; no part of the order

    friend std::weak_ordering operator<=>(const StorageRisk &left, const StorageRisk &right);
    friend bool operator==(const StorageRisk &left, const StorageRisk &right)
    {
        return (left <=> right) == std::weak_ordering::equivalent;
    }
};

/// The hours until `threshold` is crossed, by the first of the forecast's thresholds that is no lower. Empty when that is
/// not in sight, and where autoscaling will act before (unless it is less than a day off: a disk can be resized only once
/// in several hours).
std::optional<double> hoursToThreshold(double threshold, const StorageForecast &forecast, const DiskLimits &limits,
                                       std::optional<double> capacityBytes, const QDateTime &now);

/// `percent` is the newest reading.
StorageRisk riskOf(std::optional<double> percent, const StorageForecast &forecast, const DiskLimits &limits,
                   std::optional<double> capacityBytes, const QDateTime &now);

} // namespace orrery::models
