// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/forecast/trend.h"
#include "models/storage/history/series.h"

#include <optional>
#include <vector>

namespace orrery::models {

// What of a volume's readings a forecast may count. Pure.

/// One usable moment: a percentage, bytes, or both.
struct UsageSample
{
    qint64 at = 0; ///< ms since 1970
    std::optional<double> percent;
    std::optional<double> bytes;
    std::optional<double> capacity;
};

/// What can be used of the readings between two moments (ms since 1970), in order of time, one for each moment.
std::vector<UsageSample> usableSamples(const QList<StoragePoint> &points, qint64 from, qint64 until);

/// The part of a history that one straight line may be drawn through.
struct UsageHistory
{
    std::vector<TrendPoint> points; ///< bytes or percent, never none; days from `origin`
    qint64 origin = 0; ///< ms since 1970
    bool inBytes = false;
    std::optional<double> capacity; ///< bytes, the newest
    std::optional<double> newestPercent; ///< as the newest reading gives it, right or wrong
    bool capacityChanged = false; ///< why there is a `rebasedAt`: this, or the use fell
    qint64 rebasedAt = -1; ///< ms since 1970; -1: everything counts

    /// The moment of one of `points`, ms since 1970.
    [[nodiscard]] qint64 timeOf(double days) const;
};

/// Chooses bytes or percent, and cuts off what is before the last step. `samples` is not empty.
UsageHistory usageHistory(const std::vector<UsageSample> &samples);

} // namespace orrery::models
