// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/storage_readings.h"

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
    QMap<StorageVolume, StorageReading> fullest;
    for (const api::VolumeSample &sample : scraped.volumes) {
        if (!sample.capacityBytes || !sample.availableBytes)
            continue;
        StorageVolume volume = branch;
        volume.keyspace = sample.volume.keyspace;
        volume.shard = sample.volume.shard;
        const bool shard = !volume.keyspace.isEmpty() || !volume.shard.isEmpty();
        if (!shard)
            volume.pod = sample.volume.pod;
        StorageReading reading{volume,
                               pointOf(sample.at.isValid() ? sample.at : scrapedAt,
                                       *sample.capacityBytes - *sample.availableBytes, sample.capacityBytes,
                                       StorageSource::Scrape),
                               shard ? QString() : sample.volume.role};
        const auto known = fullest.find(volume);
        if (known == fullest.end())
            fullest.insert(volume, reading);
        else if (reading.point.usedPercent.value_or(0) > known->point.usedPercent.value_or(0))
            *known = reading;
    }
    return fullest.values();
}

QList<StorageReading> tableReadingsOf(const StorageVolume &branch, const api::ScrapedVolumes &scraped,
                                      const QDateTime &scrapedAt)
{
    struct Size
    {
        double primary = -1;
        double largest = 0;
    };
    QMap<std::pair<QString, QString>, QMap<QString, Size>> tables; // keyspace and table, shard
    for (const api::TableSample &sample : scraped.tables) {
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
        readings.append({volume, pointOf(scrapedAt, bytes, std::nullopt, StorageSource::Scrape), {}});
    }
    return readings;
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

} // namespace orrery::models
