// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/tone.h"
#include "models/storage/history/volume.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <array>
#include <optional>

namespace orrery::models {

/// Percentages at which the service itself warns (webhook events "cluster.storage" and "keyspace.storage").
inline constexpr std::array<int, 5> storageThresholds{60, 75, 85, 90, 95};

/// Where a reading came from. The numbers are kept in files: never renumber.
enum class StorageSource : quint8 {
    BranchMetrics = 0, ///< the service's metrics operations of a branch
    Scrape = 1, ///< the service's Prometheus endpoint
    PrometheusServer = 2, ///< a Prometheus-compatible server of the user
    StorageCheck = 3, ///< the storage check of a deploy request
    Webhook = 4, ///< a pasted webhook payload
    Imported = 5, ///< a file
};

/// "PlanetScale branch metrics", "A pasted webhook payload".
QString sourceName(StorageSource source);

/// One reading. A missing side is an empty optional, never 0.
struct StoragePoint
{
    QDateTime at; ///< UTC
    std::optional<double> usedPercent; ///< 0..100 (can exceed 100 on bad input)
    std::optional<double> usedBytes;
    std::optional<double> capacityBytes;
    StorageSource source = StorageSource::BranchMetrics;
    friend bool operator==(const StoragePoint &, const StoragePoint &) = default;
};

/// One reading of one volume, as a source gives it and the history keeps it.
struct StorageReading
{
    StorageVolume volume;
    StoragePoint point;
    QString role; ///< "primary", "replica" where given; it moves between pods, so it is no part of the name
    friend bool operator==(const StorageReading &, const StorageReading &) = default;
};

/// The storage of one volume (a Postgres branch's pod, or a Vitess keyspace's shard) over time, oldest first.
struct StorageSeries
{
    QString name; ///< "commerce / -80", "primary"
    QString source; ///< translated: where the numbers come from
    QList<StoragePoint> points;
    StorageVolume volume = {}; ///< empty parts where the maker of the series does not know them
    QString role = {}; ///< as in StorageReading
    friend bool operator==(const StorageSeries &, const StorageSeries &) = default;
};

/// A level beyond this is a mistake of whoever reported it: a disk cannot hold twice its size. A little above 100 is possible,
/// while a disk grows and its two numbers are not of the same moment.
inline constexpr double mostPercent = 200;
[[nodiscard]] bool isPossiblePercent(double usedPercent);

/// The highest threshold reached by `usedPercent`, if any.
std::optional<int> thresholdReached(double usedPercent);

/// Tone and sentence for a level: "86 % used: above the 85 % threshold, 4 points below 90 %".
StateWord describeStorageLevel(std::optional<double> usedPercent);

} // namespace orrery::models
