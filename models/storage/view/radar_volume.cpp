// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/view/radar_volume.h"

namespace orrery::models {

namespace {

constexpr qint64 silentSeconds = 3600;

/// How exactly a source knows the capacity: the metrics operations of Vitess give two numbers it is computed from, and a file
/// may be of any age.
int exactness(StorageSource source)
{
    switch (source) {
    case StorageSource::Imported:
        return 0;
    case StorageSource::BranchMetrics:
        return 1;
    case StorageSource::Scrape:
    case StorageSource::PrometheusServer:
    case StorageSource::StorageCheck:
    case StorageSource::Webhook:
        break;
    }
    return 2;
}

} // namespace

QList<StorageVolume> RadarVolume::volumes() const
{
    QList<StorageVolume> all;
    for (const QString &account : accounts) {
        all.append(volume);
        all.last().account = account;
    }
    return all;
}

void takeReading(RadarVolume &row, const StoragePoint &point)
{
    const std::optional<double> known = row.point.capacityBytes;
    row.point = point;
    const bool isSilent = row.capacityAt.isValid() && row.capacityAt.secsTo(point.at) > silentSeconds;
    const bool counts = point.capacityBytes
        && (!known || isSilent || point.source == row.capacitySource
            || exactness(point.source) > exactness(row.capacitySource));
    if (counts) {
        row.capacitySource = point.source;
        row.capacityAt = point.at;
    } else if (known) {
        row.point.capacityBytes = known;
    }
}

} // namespace orrery::models
