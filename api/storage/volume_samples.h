// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/storage/exposition.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace orrery::api {

/// Names of the service's metrics that tell of storage. Pages: integrations/prometheus-metrics (Vitess) and
/// monitoring/prometheus-metrics-postgres.
namespace storageMetric {
inline constexpr QByteArrayView vitessAvailable = "planetscale_vttablet_volume_available_bytes";
inline constexpr QByteArrayView vitessCapacity = "planetscale_vttablet_volume_capacity_bytes";
inline constexpr QByteArrayView postgresAvailable = "planetscale_volume_available_bytes";
inline constexpr QByteArrayView postgresCapacity = "planetscale_volume_capacity_bytes";
inline constexpr QByteArrayView tableBytes = "planetscale_vttablet_table_storage_bytes";
} // namespace storageMetric

/// Which volume a sample is about. Vitess names keyspace, shard and pod, Postgres the pod only.
struct VolumeIdentity
{
    QString branchId;
    QString keyspace;
    QString shard;
    QString pod;
    QString role; ///< "primary", "replica"; Vitess calls it the tablet type. It moves between pods.
    friend bool operator==(const VolumeIdentity &, const VolumeIdentity &) = default;
};

/// One volume at one moment. A side is empty when it was not told, or was no number of bytes (negative, NaN, infinite).
struct VolumeSample
{
    VolumeIdentity volume;
    std::optional<double> availableBytes;
    std::optional<double> capacityBytes;
    QDateTime at; ///< UTC; invalid: the moment of the scrape, which is the rule
    friend bool operator==(const VolumeSample &, const VolumeSample &) = default;
};

/// One table of one shard.
struct TableSample
{
    QString branchId;
    QString keyspace;
    QString shard;
    QString table;
    double bytes = 0;
    QString pod; ///< not documented; kept where it is told
    QString role; ///< not documented
    friend bool operator==(const TableSample &, const TableSample &) = default;
};

/// What a scrape of a branch says about storage.
struct ScrapedVolumes
{
    QList<VolumeSample> volumes; ///< in the order of the text
    QList<TableSample> tables;
    ExpositionCounts counts;
    int duplicates = 0; ///< samples of a volume and side, or of a table, that was there before; the last one counts
    int unusable = 0; ///< samples that are no number of bytes, or have a label no name has
};

/// The most volumes and tables of one scrape, which is of one branch: a hundred shards of 2,048 tables.
inline constexpr qsizetype maximumScrapedSeries = 250'000;
/// Bytes of a label; a sample with a longer one is not usable.
inline constexpr qsizetype maximumScrapedText = 64LL * 1024;

/// Reads the storage metrics out of a scrape and leaves out everything else, however much it is. Kind::Decode when the text
/// is something else, Kind::TooLarge when it has more series than that.
Result<ScrapedVolumes> readVolumes(QByteArrayView text, ExpositionFormat format = ExpositionFormat::Detect);

} // namespace orrery::api
