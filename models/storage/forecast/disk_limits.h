// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/branches/branch.h"
#include "api/branches/keyspace.h"
#include "models/storage/forecast/forecast.h"
#include "models/storage/history/volume.h"

#include <QDateTime>
#include <QList>
#include <QUrl>

#include <optional>

namespace orrery::models {

/// What is set for the disk under a volume. Everything that is not given is left open. A value.
/// Pages: postgres/cluster-configuration/disk-autoscaling, …/cluster-storage, postgres/troubleshooting/read-only-mode,
/// metal, vitess/troubleshooting/planetscale-system-limits.
struct DiskLimits
{
    enum class Engine : quint8 { Unknown, Postgres, Vitess };
    enum class Medium : quint8 {
        Unknown,
        Network, ///< network-attached: it can grow by itself
        Metal, ///< a drive of fixed size: only a larger cluster has more
    };

    Engine engine = Engine::Unknown;
    Medium medium = Medium::Unknown;
    std::optional<double> minimumBytes;
    std::optional<double> maximumBytes; ///< the storage limit: autoscaling does not go past it
    std::optional<bool> autoscaling;
    std::optional<bool> shrinking;
    QString storageType; ///< "gp3"
    QDateTime readOnlySince; ///< valid: the service has stopped writes
    QString readOnlyReason; ///< from outside: make it visible before it is shown
    friend bool operator==(const DiskLimits &, const DiskLimits &) = default;
};

/// What the branch gives. Neki branches are read like Postgres, whose fields and metrics they share.
DiskLimits diskLimits(const api::Branch &branch);
/// Likewise for one keyspace of a Vitess branch, each of which stands on its own kind of disk.
DiskLimits diskLimits(const api::Branch &branch, const api::Keyspace &keyspace);

/// Some room is left for autoscaling, and nothing says that it is off. Disks of Vitess on network storage grow up to 4 TB, as
/// the page of system limits says.
bool canGrow(const DiskLimits &limits, std::optional<double> capacityBytes);

/// The usage at which autoscaling adds space on Postgres: 70 %, from 4 TiB on 25 %. Empty when autoscaling is off or unknown,
/// on Metal, where it cannot grow, and for Vitess, of which no page says when its disks grow.
std::optional<double> autoscalePercent(const DiskLimits &limits, std::optional<double> capacityBytes);

/// The usage below which the service marks the disk for shrinking: 12.5 %, 15 % from 1 TiB, 25 % above 2 TiB. Empty unless
/// shrinking is known to be on; never below the smallest size that is set.
std::optional<double> shrinkPercent(const DiskLimits &limits, double capacityBytes);

/// The usage at which writes are typically stopped: 95 % on Postgres; on Metal when 6 GiB are left, whichever comes first.
/// Empty where the documentation names none (Vitess on network storage) and where the kind of disk is unknown.
std::optional<double> readOnlyPercent(const DiskLimits &limits, std::optional<double> capacityBytes);

/// How large the disk can become by itself: the configured limit, else the service's own (16 TiB for Postgres, 4 TB for
/// Vitess). Empty on Metal, with autoscaling off, and where the kind of disk is unknown.
std::optional<double> storageLimitBytes(const DiskLimits &limits);

/// When the data fill the storage limit, at the pace of `forecast`; `usedBytes` is the newest reading, at `readAt`.
/// Empty when nothing grows, no limit is known, or not within ten years. `percent` counts of the limit.
std::optional<ThresholdForecast> limitForecast(const DiskLimits &limits, const StorageForecast &forecast,
                                               double usedBytes, const QDateTime &readAt);

/// "Autoscaling grows this volume at 70 % by at least half, up to its storage limit of 120 GiB." and what else holds, one
/// sentence each; none for what is not known. A disk that is well above the level at which it should have grown is said not
/// to grow.
QStringList describeDiskLimits(const DiskLimits &limits, std::optional<double> capacityBytes,
                               std::optional<double> usedPercent = std::nullopt);

/// A page that can be opened. Built from names only, never from text of the service.
struct StorageLink
{
    QString text; ///< translated
    QUrl url; ///< https
    friend bool operator==(const StorageLink &, const StorageLink &) = default;
};

/// Something that can be done about a full disk. Nothing here acts: the dashboard's pages do.
struct StorageRemedy
{
    enum class Kind : quint8 { TurnOnAutoscaling, RaiseLimit, GrowDisk, Resize, DropArtefacts, Shard, Vacuum };

    Kind kind = Kind::Resize;
    QString text; ///< "Raise the storage limit of 120 GiB"
    StorageLink documentation;
    StorageLink dashboard; ///< the service's page on which it is done, or the nearest one that has an address
    friend bool operator==(const StorageRemedy &, const StorageRemedy &) = default;
};

/// What you can do for `volume`, the most fitting first. `artefactBytes`: what left-over tables of schema changes take
/// (table_sizes.h). `dashboard` is the account's web host.
QList<StorageRemedy> storageRemedies(const DiskLimits &limits, const StorageVolume &volume,
                                     std::optional<double> capacityBytes, double artefactBytes = 0,
                                     const QUrl &dashboard = QUrl(QStringLiteral("https://app.planetscale.com")));

} // namespace orrery::models
