// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/sources/metrics.h"

#include "api/core/utc.h"
#include "models/core/text.h"
#include "models/storage/view/names.h"

#include <QMap>

#include <algorithm>
#include <cmath>

namespace orrery::models {

namespace {
constexpr double percentMaximum = 100;

QDateTime timeOf(const api::MetricPoint &point)
{
    return QDateTime::fromMSecsSinceEpoch(qint64(std::llround(point.seconds * 1000)), kUtc);
}

/// Keyspace, shard and pod of a curve. Some come without labels, their identity in `label` alone.
StorageVolume volumeOf(const api::TimeSeries &series, QString StorageVolume::*unlabelled)
{
    const auto text = [&series](const char *name) {
        const QString *value = series.labels.find(QLatin1String(name));
        return value ? *value : QString();
    };
    StorageVolume volume;
    volume.keyspace = text("keyspace");
    volume.shard = text("shard");
    if (volume.keyspace.isEmpty() && volume.shard.isEmpty())
        volume.pod = text("pod");
    if (volume == StorageVolume())
        volume.*unlabelled = series.label;
    return volume;
}
} // namespace

QList<StorageSeries> vitessStorageSeries(const api::MetricSeries &answer, qint64 *leftOut)
{
    qint64 unusable = 0;
    struct Sides
    {
        QMap<qint64, double> usage;
        QMap<qint64, double> available;
    };
    QMap<StorageVolume, Sides> volumes;
    for (const api::TimeSeries &series : answer.series) {
        const bool usage = series.metric == QLatin1String("shard_storage_usage");
        if (!usage && series.metric != QLatin1String("shard_storage_available"))
            continue;
        Sides &sides = volumes[volumeOf(series, &StorageVolume::shard)];
        for (const api::MetricPoint &point : series.points) {
            if (point.value && std::isfinite(*point.value) && *point.value >= 0)
                (usage ? sides.usage : sides.available).insert(timeOf(point).toMSecsSinceEpoch(), *point.value);
            else
                unusable += point.value ? 1 : 0; // none at all is a gap in the series
        }
    }
    QList<StorageSeries> result;
    for (auto volume = volumes.cbegin(); volume != volumes.cend(); ++volume) {
        const auto &usage = volume->usage;
        // One unit for the whole series: a nearly empty disk in bytes must not be read as percent point by point.
        const bool inPercent =
            std::all_of(usage.cbegin(), usage.cend(), [](double value) { return value <= percentMaximum; });
        StorageSeries series;
        series.volume = volume.key();
        series.name = volumeName(volume.key());
        series.source = sourceName(StorageSource::BranchMetrics);
        for (auto at = usage.cbegin(); at != usage.cend(); ++at) {
            StoragePoint point;
            point.at = QDateTime::fromMSecsSinceEpoch(at.key(), kUtc);
            const auto available = volume->available.constFind(at.key());
            const bool known = available != volume->available.cend();
            if (inPercent) {
                point.usedPercent = *at;
                if (known && *at < percentMaximum) {
                    point.capacityBytes = *available / (1 - *at / percentMaximum);
                    point.usedBytes = *point.capacityBytes - *available;
                }
            } else {
                point.usedBytes = *at;
                if (known && *at + *available > 0) {
                    point.capacityBytes = *at + *available;
                    point.usedPercent = *at / *point.capacityBytes * percentMaximum;
                }
            }
            series.points.append(point);
        }
        if (!series.points.isEmpty())
            result.append(series);
    }
    if (leftOut)
        *leftOut += unusable;
    return result;
}

QList<StorageSeries> postgresStorageSeries(const api::MetricSeries &history, const api::InstantMetrics &now,
                                           const QDateTime &readAt)
{
    QMap<QString, double> capacity;
    QMap<QString, double> used;
    QMap<QString, double> percent;
    QMap<QString, QString> roles;
    for (const api::InstantMetric &metric : now.metrics) {
        auto *side = metric.metric == QLatin1String("planetscale_volume_capacity_bytes") ? &capacity
            : metric.metric == QLatin1String("planetscale_volume_disk_usage_bytes")      ? &used
            : metric.metric == QLatin1String("planetscale_volume_usage_percentage")      ? &percent
                                                                                         : nullptr;
        if (!side)
            continue;
        for (const api::InstantValue &value : metric.values) {
            if (!value.value || !std::isfinite(*value.value))
                continue;
            side->insert(value.pod, *value.value);
            roles.insert(value.pod, value.role);
        }
    }
    QMap<StorageVolume, StorageSeries> volumes;
    for (const api::TimeSeries &each : history.series) {
        if (each.metric != QLatin1String("planetscale_volume_usage_percentages"))
            continue;
        StorageSeries &series = volumes[volumeOf(each, &StorageVolume::pod)];
        for (const api::MetricPoint &point : each.points) {
            if (!point.value || !std::isfinite(*point.value))
                continue;
            StoragePoint reading;
            reading.at = timeOf(point);
            reading.usedPercent = *point.value;
            series.points.append(reading);
        }
    }
    const QDateTime newest = history.endDate.isValid() ? history.endDate : readAt;
    for (auto pod = percent.cbegin(); pod != percent.cend(); ++pod) {
        StoragePoint reading;
        reading.at = newest;
        reading.usedPercent = *pod;
        if (capacity.contains(pod.key()))
            reading.capacityBytes = capacity.value(pod.key());
        if (used.contains(pod.key()))
            reading.usedBytes = used.value(pod.key());
        StorageVolume volume;
        volume.pod = pod.key();
        StorageSeries &series = volumes[volume];
        if (!series.points.isEmpty() && series.points.last().at >= reading.at)
            reading.at = series.points.last().at.addMSecs(1);
        series.points.append(reading);
    }
    QList<StorageSeries> result;
    for (auto volume = volumes.begin(); volume != volumes.end(); ++volume) {
        if (volume->points.isEmpty())
            continue;
        const QString name = volumeName(volume.key());
        volume->volume = volume.key();
        volume->role = roles.value(volume.key().pod);
        volume->name = volume->role.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, visibleText(volume->role));
        volume->source = sourceName(StorageSource::BranchMetrics);
        result.append(*volume);
    }
    return result;
}

} // namespace orrery::models
