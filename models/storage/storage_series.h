// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/tone.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <array>
#include <optional>

namespace orrery::models {

/// Percentages at which the service itself warns (webhook events "cluster.storage" and "keyspace.storage").
inline constexpr std::array<int, 5> storageThresholds{60, 75, 85, 90, 95};

/// One reading. A missing side is an empty optional, never 0.
struct StoragePoint
{
    QDateTime at; ///< UTC
    std::optional<double> usedPercent; ///< 0..100 (can exceed 100 on bad input)
    std::optional<double> usedBytes;
    std::optional<double> capacityBytes;
    friend bool operator==(const StoragePoint &, const StoragePoint &) = default;
};

/// The storage of one volume (a Postgres branch's pod, or a Vitess keyspace's shard) over time, oldest first.
struct StorageSeries
{
    QString name; ///< "commerce / -80", "primary"
    QString source; ///< translated: where the numbers come from
    QList<StoragePoint> points;
    friend bool operator==(const StorageSeries &, const StorageSeries &) = default;
};

/// The highest threshold reached by `usedPercent`, if any.
std::optional<int> thresholdReached(double usedPercent);

/// Tone and sentence for a level: "86 % used: above the 85 % threshold, 4 points below 90 %".
StateWord describeStorageLevel(std::optional<double> usedPercent);

/// At most `maxPoints` points that keep each bucket's minimum and maximum and the ends, for drawing. Pure.
QList<StoragePoint> downsample(const QList<StoragePoint> &points, int maxPoints);

} // namespace orrery::models
