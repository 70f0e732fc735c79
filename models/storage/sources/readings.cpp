// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/sources/readings.h"
#include "api/core/utc.h"

#include <QMap>

#include <cmath>

namespace orrery::models {

namespace {

constexpr double percentMaximum = 100;

std::optional<double> toDouble(std::optional<qint64> value)
{
    return value ? std::optional(double(*value)) : std::nullopt;
}

/// The side that is missing is computed only where the others leave no doubt.
StoragePoint pointOf(const QDateTime &at, std::optional<double> used, std::optional<double> capacity,
                     StorageSource source)
{
    StoragePoint point;
    point.at = at;
    point.usedBytes = used;
    point.capacityBytes = capacity;
    point.source = source;
    if (used && capacity && *capacity > 0)
        point.usedPercent = *used / *capacity * percentMaximum;
    return point;
}

bool isPrimary(const QString &role)
{
    return role.compare(QLatin1String("primary"), Qt::CaseInsensitive) == 0;
}

/// Each tablet of a Vitess shard has a disk of its own: of those at one moment the fullest speaks for the shard.
class Fullest
{
public:
    explicit Fullest(StorageVolume branch) : m_branch(std::move(branch)) {}

    void add(const api::VolumeIdentity &identity, qint64 moment, StoragePoint point)
    {
        StorageVolume volume = m_branch;
        volume.keyspace = identity.keyspace;
        volume.shard = identity.shard;
        const bool shard = !volume.keyspace.isEmpty() || !volume.shard.isEmpty();
        if (!shard)
            volume.pod = identity.pod;
        QMap<qint64, StorageReading> &moments = m_readings[volume];
        const auto known = moments.constFind(moment);
        if (known == moments.cend() || point.usedPercent.value_or(0) > known->point.usedPercent.value_or(0))
            moments.insert(moment, {volume, std::move(point), shard ? QString() : identity.role});
    }

    [[nodiscard]] QList<StorageReading> readings() const
    {
        QList<StorageReading> all;
        for (const QMap<qint64, StorageReading> &moments : m_readings)
            all.append(moments.values());
        return all;
    }

private:
    StorageVolume m_branch;
    QMap<StorageVolume, QMap<qint64, StorageReading>> m_readings;
};

} // namespace

QList<StorageReading> readingsOf(const StorageVolume &branch, const QList<StorageSeries> &series)
{
    QList<StorageReading> readings;
    for (const StorageSeries &each : series) {
        StorageVolume volume = branch;
        volume.keyspace = each.volume.keyspace;
        volume.shard = each.volume.shard;
        volume.pod = each.volume.pod;
        for (const StoragePoint &point : each.points)
            readings.append({volume, point, each.role});
    }
    return readings;
}

QList<StorageReading> readingsOf(const StorageVolume &branch, const api::ScrapedVolumes &scraped,
                                 const QDateTime &scrapedAt)
{
    Fullest fullest(branch);
    for (const api::VolumeSample &sample : scraped.volumes) {
        if (!sample.capacityBytes || !sample.availableBytes)
            continue;
        // One moment, whatever time single samples may carry.
        fullest.add(sample.volume, 0,
                    pointOf(sample.at.isValid() ? sample.at : scrapedAt, *sample.capacityBytes - *sample.availableBytes,
                            sample.capacityBytes, StorageSource::Scrape));
    }
    return fullest.readings();
}

QList<StorageReading> readingsOf(const StorageVolume &branch, const QList<api::VolumeSeries> &series)
{
    Fullest fullest(branch);
    for (const api::VolumeSeries &each : series) {
        for (const api::VolumeSeries::Point &point : each.points) {
            if (!point.capacityBytes || !point.availableBytes)
                continue;
            fullest.add(each.volume, point.at,
                        pointOf(QDateTime::fromMSecsSinceEpoch(point.at, kUtc),
                                *point.capacityBytes - *point.availableBytes, point.capacityBytes,
                                StorageSource::PrometheusServer));
        }
    }
    return fullest.readings();
}

QList<StorageReading> tableReadingsOf(const StorageVolume &branch, const QList<api::TableSample> &samples,
                                      const QDateTime &readAt, StorageSource source)
{
    struct Size
    {
        double primary = -1;
        double largest = 0;
    };
    QMap<std::pair<QString, QString>, QMap<QString, Size>> tables; // keyspace and table, shard
    for (const api::TableSample &sample : samples) {
        Size &size = tables[{sample.keyspace, sample.table}][sample.shard];
        size.largest = std::max(size.largest, sample.bytes);
        if (isPrimary(sample.role))
            size.primary = std::max(size.primary, sample.bytes);
    }
    QList<StorageReading> readings;
    for (auto table = tables.cbegin(); table != tables.cend(); ++table) {
        StorageVolume volume = branch;
        std::tie(volume.keyspace, volume.table) = table.key();
        double bytes = 0;
        for (const Size &size : *table)
            bytes += size.primary >= 0 ? size.primary : size.largest;
        readings.append({volume, pointOf(readAt, bytes, std::nullopt, source), {}});
    }
    return readings;
}

QList<StorageReading> tableReadingsOf(const StorageVolume &branch, const api::ScrapedVolumes &scraped,
                                      const QDateTime &scrapedAt)
{
    return tableReadingsOf(branch, scraped.tables, scrapedAt, StorageSource::Scrape);
}

QList<StorageReading> tableReadingsOf(const StorageVolume &branch, const api::TableBytes &sizes,
                                      const QDateTime &readAt)
{
    QList<StorageReading> readings;
    for (const auto &[table, bytes] : sizes.entries) {
        if (!bytes || *bytes < 0 || table.isEmpty())
            continue;
        StorageVolume volume = branch;
        volume.table = table;
        readings.append({volume, pointOf(readAt, double(*bytes), std::nullopt, StorageSource::BranchMetrics), {}});
    }
    return readings;
}

QList<StorageReading> tableReadingsOf(const StorageVolume &branch, const api::TableSizes &sizes,
                                      const QDateTime &readAt)
{
    QList<StorageReading> readings;
    for (const auto &[keyspace, tables] : sizes.entries) {
        StorageVolume volume = branch;
        volume.keyspace = keyspace;
        readings += tableReadingsOf(volume, tables, readAt);
    }
    return readings;
}

QList<StorageReading> readingsOf(const StorageVolume &branch, const api::StorageCheck &check, const QDateTime &readAt)
{
    QList<StorageReading> readings;
    for (const auto &[keyspace, shards] : check.storageReport.entries) {
        for (const auto &[shard, storage] : shards.entries) {
            StorageVolume volume = branch;
            volume.keyspace = keyspace;
            volume.shard = shard;
            StoragePoint point =
                pointOf(readAt, toDouble(storage.used), toDouble(storage.capacity), StorageSource::StorageCheck);
            if (!point.usedPercent)
                point.usedPercent = storage.percentageUsed;
            if (point.usedPercent || point.usedBytes)
                readings.append({volume, point, {}});
        }
    }
    return readings;
}

QList<StorageReading> readingsOf(const StorageVolume &branch, const api::WebhookStorage &storage, const QDateTime &at)
{
    QList<StorageReading> readings;
    for (const api::WebhookShardStorage &shard : storage.shards) {
        StorageVolume volume = branch;
        volume.keyspace = storage.keyspace;
        volume.shard = shard.shard;
        std::optional<double> used = shard.usedBytes;
        if (!used && shard.capacityBytes && shard.availableBytes)
            used = *shard.capacityBytes - *shard.availableBytes;
        StoragePoint point = pointOf(at, used, shard.capacityBytes, StorageSource::Webhook);
        if (!point.usedPercent)
            point.usedPercent = shard.usedPercent;
        if (point.usedPercent || point.usedBytes)
            readings.append({volume, point, {}});
    }
    return readings;
}

} // namespace orrery::models
