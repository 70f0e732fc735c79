// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/tone.h"
#include "models/storage/forecast/disk_limits.h"
#include "models/storage/forecast/forecast.h"

#include <compare>
#include <optional>

namespace orrery::models {

/// When a forecast becomes a matter of attention: `percent` within `days`. The same rule decides what is notified (AlertRule),
/// so that list, badge and notification count alike.
struct RiskRule
{
    int days = 7; ///< 0: a forecast never does
    int percent = 85;
    friend bool operator==(const RiskRule &, const RiskRule &) = default;
};

/// How much a volume needs somebody's attention: a value that sorts, and says so. Greater is worse.
struct StorageRisk
{
    /// In order: what has happened, then what is about to, then what is far off, then what nobody knows.
    enum class Level : quint8 {
        Unknown,
        Calm, ///< below 75 %, and the rule's level not in sight
        Autogrow, ///< the rule's level is in sight, but autoscaling is to add space before
        Elevated, ///< from 75 %
        Soon, ///< the rule's level within its days, and nothing will add space before
        High, ///< from 85 %
        VeryHigh, ///< from 90 %
        Critical, ///< from 95 %
        Full, ///< from 100 %
        ReadOnly, ///< the service has stopped writes
    };

    Level level = Level::Unknown;
    double percent = -1; ///< -1: not known
    int rulePercent = 85;
    double autogrowPercent = 0; ///< for Autogrow: where autoscaling is to act
    QDateTime ruleAt; ///< for Soon: when the rule's level is expected
    QDateTime seriousAt; ///< when 85 % is expected; invalid: not in sight, or autoscaling acts before
    QDateTime endsAt; ///< when it is expected to be full or read-only; invalid likewise
    qint64 minutesToEnd = 0; ///< the order among those that need attention: until then, or what stands for it
    StateWord word; ///< as of the judgement, see describeRisk(); no part of the order

    /// Counted in the badge, on the page and in the notification area.
    [[nodiscard]] bool needsAttention() const { return level >= Level::Soon; }
    /// The order as a number: read-only, full, then by the time until it is, then by level and percentage.
    [[nodiscard]] double sortKey() const;

    friend std::weak_ordering operator<=>(const StorageRisk &left, const StorageRisk &right);
    friend bool operator==(const StorageRisk &left, const StorageRisk &right)
    {
        return (left <=> right) == std::weak_ordering::equivalent;
    }
};

/// When `threshold` is crossed, by the first of the forecast's thresholds that is no lower. Empty when that is not in sight,
/// and where autoscaling will act before (unless it is less than a day off: a disk can be resized only once in several hours).
std::optional<QDateTime> expectedAt(double threshold, const StorageForecast &forecast, const DiskLimits &limits,
                                    std::optional<double> capacityBytes, const QDateTime &now);

/// `newest` is the newest reading.
StorageRisk riskOf(const StoragePoint &newest, const StorageForecast &forecast, const DiskLimits &limits,
                   const QDateTime &now, const RiskRule &rule = {});

/// The risk's word at `now`: what lies ahead comes nearer.
StateWord describeRisk(const StorageRisk &risk, const QDateTime &now);
/// "6 days", "20 hours": rounded as every sentence about the same moment is.
QString describeTimeUntil(const QDateTime &at, const QDateTime &now);

} // namespace orrery::models
