// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/resources/json.h"
#include "api/simulator/storage_model.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

struct Range
{
    Instant from = 0;
    Instant to = 0;
    Instant step = kMinute;
};

/// Named period (default 12h) or from/to; `steps` points, else about 240.
bool readRange(const Context &context, Range *range, QString *refusal)
{
    static const QHash<QString, Instant> periods{{u"15m"_s, 15 * kMinute}, {u"1h"_s, kHour},       {u"3h"_s, 3 * kHour},
                                                 {u"6h"_s, 6 * kHour},     {u"12h"_s, 12 * kHour}, {u"1d"_s, kDay},
                                                 {u"2d"_s, 2 * kDay},      {u"7d"_s, 7 * kDay},    {u"8d"_s, 8 * kDay}};
    const HttpRequest &request = context.request;
    range->to = context.now();
    if (request.hasQuery(u"from"_s) || request.hasQuery(u"to"_s)) {
        range->from = parseIsoTime(request.query(u"from"_s));
        if (request.hasQuery(u"to"_s))
            range->to = parseIsoTime(request.query(u"to"_s));
        if (range->from == 0 || range->to <= range->from) {
            *refusal = u"from and to must be ISO 8601 timestamps, from before to"_s;
            return false;
        }
    } else {
        const QString period = request.query(u"period"_s);
        if (!period.isEmpty() && !periods.contains(period)) {
            *refusal = u"period is not valid"_s;
            return false;
        }
        range->from = range->to - periods.value(period, 12 * kHour);
    }
    const int steps =
        std::clamp(request.query(u"steps"_s).isEmpty() ? 240 : request.query(u"steps"_s).toInt(), 2, 2000);
    range->step = std::max(kSecond, (range->to - range->from) / steps / kSecond * kSecond);
    return true;
}

template<typename Value>
QJsonArray points(const Range &range, Value value)
{
    QJsonArray array;
    for (Instant at = range.from + range.step; at <= range.to; at += range.step)
        array.append(QJsonArray{at / kSecond, value(at)});
    return array;
}

double rounded(double value)
{
    return std::round(value * 100) / 100;
}

QJsonObject seriesJson(const QString &metric, const QString &label, const QJsonObject &labels, const QJsonArray &data)
{
    return {{u"type"_s, u"TimeSeries"_s},
            {u"metric"_s, metric},
            {u"label"_s, label},
            {u"labels"_s, labels},
            {u"points"_s, data}};
}

HttpResponse seriesResponse(const Range &range, const QJsonArray &series)
{
    return HttpResponse::json({{u"type"_s, u"MetricSeries"_s},
                               {u"start_date"_s, isoTime(range.from)},
                               {u"end_date"_s, isoTime(range.to)},
                               {u"interval"_s, range.step / kSecond},
                               {u"series"_s, series}});
}

HttpResponse wrongMetric(const QString &name)
{
    return HttpResponse::error(422, u"invalid_params"_s, u"metrics: %1 is not a known metric"_s.arg(name));
}

/// A believable curve for metrics that are not storage: a daily wave plus noise.
double waveAt(const Branch &branch, const QString &metric, Instant at)
{
    const quint32 seed = static_cast<quint32>(qHash(branch.id + metric, size_t(7)));
    const double day = std::sin(static_cast<double>(at % kDay) / static_cast<double>(kDay) * 6.283185307);
    return std::max(0.0, 35.0 + 18.0 * day + 6.0 * noiseAt(seed, at, 5 * kMinute));
}

bool isPostgresStorage(const QString &metric)
{
    static const QSet<QString> names{
        u"planetscale_volume_usage_percentages"_s, u"planetscale_replica_volume_usage_percentages"_s,
        u"planetscale_storage_usage_bytes"_s, u"planetscale_primary_storage_usage"_s, u"planetscale_wal_size_bytes"_s};
    return names.contains(metric);
}

HttpResponse branchMetrics(Context &context)
{
    Range range;
    QString refusal;
    if (!readRange(context, &range, &refusal))
        return HttpResponse::error(422, u"invalid_params"_s, refusal);
    const Branch &branch = *context.branch;
    const QString role = context.request.query(u"role"_s);
    const QString wantedPod = context.request.query(u"pod"_s);
    QJsonArray series;
    for (const QString &metric : context.request.queryList(u"metrics"_s)) {
        if (isPostgresStorage(metric) && branch.kind == u"postgresql") {
            const QList<Pod> pods = postgresPods(branch);
            for (qsizetype i = 0; i < pods.size(); ++i) {
                const Pod &pod = pods.at(i);
                const bool primaryOnly =
                    metric == u"planetscale_primary_storage_usage" || metric == u"planetscale_wal_size_bytes";
                const bool replicaOnly = metric == u"planetscale_replica_volume_usage_percentages";
                if ((primaryOnly && i > 0) || (replicaOnly && i == 0) || (!role.isEmpty() && pod.role != role)
                    || (!wantedPod.isEmpty() && pod.name != wantedPod))
                    continue;
                series.append(seriesJson(metric, pod.name, {{u"pod"_s, pod.name}, {u"role"_s, pod.role}},
                                         points(range, [&](Instant at) -> QJsonValue {
                                             const StorageSample sample = podStorage(branch, i, at);
                                             if (metric.endsWith("percentages"_L1))
                                                 return rounded(sample.percent());
                                             if (metric == u"planetscale_wal_size_bytes")
                                                 return sample.used / 50;
                                             return sample.used;
                                         })));
            }
            continue;
        }
        static const QStringList prefixes{
            u"planetscale_"_s, u"latency_"_s, u"avg_"_s,     u"max_"_s, u"blocks_"_s, u"block_"_s,
            u"rows_"_s,        u"egress_"_s,  u"ingress_"_s, u"io_"_s,  u"cpu_"_s,    u"queries"_s,
            u"connections"_s,  u"total_"_s,   u"primary_"_s, u"pod_"_s, u"traffic_"_s};
        const bool known = std::any_of(prefixes.cbegin(), prefixes.cend(),
                                       [&](const QString &prefix) { return metric.startsWith(prefix); });
        if (!known)
            return wrongMetric(metric);
        series.append(seriesJson(metric, metric, {}, points(range, [&](Instant at) -> QJsonValue {
                                     return rounded(waveAt(branch, metric, at));
                                 })));
    }
    return seriesResponse(range, series);
}

HttpResponse instantMetrics(Context &context)
{
    const Branch &branch = *context.branch;
    const QString role = context.request.query(u"role"_s);
    const QString wantedPod = context.request.query(u"pod"_s);
    QJsonArray metrics;
    for (const QString &metric : context.request.queryList(u"metrics"_s)) {
        if (!metric.startsWith("planetscale_"_L1))
            return wrongMetric(metric);
        QJsonArray values;
        if (branch.kind == u"postgresql") {
            const QList<Pod> pods = postgresPods(branch);
            for (qsizetype i = 0; i < pods.size(); ++i) {
                const Pod &pod = pods.at(i);
                if ((!role.isEmpty() && pod.role != role) || (!wantedPod.isEmpty() && pod.name != wantedPod))
                    continue;
                const StorageSample sample = podStorage(branch, i, context.now());
                QJsonValue value = rounded(waveAt(branch, metric, context.now()));
                if (metric == u"planetscale_volume_usage_percentage")
                    value = rounded(sample.percent());
                else if (metric == u"planetscale_volume_disk_usage_bytes")
                    value = sample.used;
                else if (metric == u"planetscale_volume_capacity_bytes")
                    value = sample.capacity;
                values.append(QJsonObject{{u"pod"_s, pod.name}, {u"role"_s, pod.role}, {u"value"_s, value}});
            }
        }
        QString label = metric;
        label.remove(u"planetscale_"_s).remove(u"_percentage"_s);
        metrics.append(QJsonObject{{u"metric"_s, metric}, {u"label"_s, label}, {u"values"_s, values}});
    }
    return HttpResponse::json({{u"type"_s, u"InstantMetrics"_s},
                               {u"branch"_s, QJsonObject{{u"id"_s, branch.id}, {u"name"_s, branch.name}}},
                               {u"metrics"_s, metrics}});
}

HttpResponse tabletMetrics(Context &context)
{
    static const QSet<QString> names{u"replication_lag"_s,
                                     u"vreplication_lag"_s,
                                     u"pod_cpu_usage"_s,
                                     u"pod_memory_usage"_s,
                                     u"pod_queries"_s,
                                     u"pod_rows_read"_s,
                                     u"pod_iops"_s,
                                     u"pod_ooms"_s,
                                     u"primary_cpu_usage"_s,
                                     u"primary_memory_usage"_s,
                                     u"primary_iops"_s,
                                     u"primary_queries"_s,
                                     u"primary_rows_read"_s,
                                     u"primary_rows_written"_s,
                                     u"shard_storage_usage"_s,
                                     u"shard_storage_available"_s};
    Range range;
    QString refusal;
    if (!readRange(context, &range, &refusal))
        return HttpResponse::error(422, u"invalid_params"_s, refusal);
    const Branch &branch = *context.branch;
    const QString wantedKeyspace = context.request.query(u"keyspace"_s);
    const QString wantedShard = context.request.query(u"shard"_s);
    // Live answers sometimes name the shard in `label` only; the "billing" database of the demo shows that form.
    const bool bareLabels = context.database->name == u"billing";
    QJsonArray series;
    for (const QString &metric : context.request.queryList(u"metrics"_s)) {
        if (!names.contains(metric))
            return wrongMetric(metric);
        if (branch.kind != u"mysql")
            continue;
        for (const Keyspace &keyspace : branch.keyspaces) {
            if (!wantedKeyspace.isEmpty() && keyspace.name != wantedKeyspace)
                continue;
            for (auto it = keyspace.storage.constBegin(); it != keyspace.storage.constEnd(); ++it) {
                if (!wantedShard.isEmpty() && it.key() != wantedShard)
                    continue;
                const StorageCurve &curve = it.value();
                const QString label = u"%1/%2"_s.arg(keyspace.name, it.key());
                const QJsonObject labels =
                    bareLabels ? QJsonObject() : QJsonObject{{u"keyspace"_s, keyspace.name}, {u"shard"_s, it.key()}};
                series.append(seriesJson(metric, label, labels, points(range, [&](Instant at) -> QJsonValue {
                                             if (metric == u"shard_storage_usage")
                                                 return rounded(storageAt(curve, at).percent());
                                             if (metric == u"shard_storage_available")
                                                 return storageAt(curve, at).available();
                                             return rounded(waveAt(branch, metric + label, at));
                                         })));
            }
        }
    }
    return seriesResponse(range, series);
}

HttpResponse instantTabletMetrics(Context &context)
{
    static const QSet<QString> names{u"replication_lag"_s, u"primary_cpu_usage"_s, u"primary_memory_usage"_s,
                                     u"vtgate_cpu_usage"_s, u"vtgate_memory_usage"_s};
    const Branch &branch = *context.branch;
    QJsonArray metrics;
    for (const QString &metric : context.request.queryList(u"metrics"_s)) {
        if (!names.contains(metric))
            return wrongMetric(metric);
        QJsonArray values;
        for (const Keyspace &keyspace : branch.keyspaces) {
            for (const QString &shard : keyspace.shards)
                values.append(QJsonObject{{u"keyspace"_s, keyspace.name},
                                          {u"shard"_s, shard},
                                          {u"value"_s, rounded(waveAt(branch, metric + shard, context.now()))}});
        }
        metrics.append(QJsonObject{{u"metric"_s, metric}, {u"label"_s, metric}, {u"values"_s, values}});
    }
    return HttpResponse::json({{u"type"_s, u"InstantMetrics"_s},
                               {u"branch"_s, QJsonObject{{u"id"_s, branch.id}, {u"name"_s, branch.name}}},
                               {u"metrics"_s, metrics}});
}

/// Bytes per table of a keyspace.
QJsonObject tableBytes(const Branch &branch, const Keyspace &keyspace, Instant now)
{
    qint64 used = 0;
    for (const StorageCurve &curve : keyspace.storage)
        used += storageAt(curve, now).used;
    QJsonObject bytes;
    for (const auto &[table, share] : tableShares(branch, keyspace))
        bytes.insert(table, static_cast<qint64>(static_cast<double>(used) * share));
    return bytes;
}

HttpResponse tableMetrics(Context &context, bool byKeyspace)
{
    QJsonObject answer;
    for (const Keyspace &keyspace : std::as_const(context.branch->keyspaces)) {
        const QJsonObject bytes = tableBytes(*context.branch, keyspace, context.now());
        if (byKeyspace) {
            answer.insert(keyspace.name, bytes);
        } else {
            for (auto it = bytes.constBegin(); it != bytes.constEnd(); ++it)
                answer.insert(it.key(), it.value());
        }
    }
    return HttpResponse::json(answer);
}

/// Seen in official clients only: which metrics there are.
HttpResponse catalog(Context &context)
{
    QJsonArray rows;
    const bool mysql = context.branch->kind == u"mysql";
    const auto add = [&rows](const char *name, const char *unit, bool available) {
        rows.append(QJsonObject{{u"name"_s, QString::fromLatin1(name)},
                                {u"unit"_s, QString::fromLatin1(unit)},
                                {u"available"_s, available}});
    };
    add("shard_storage_usage", "percent", mysql);
    add("shard_storage_available", "bytes", mysql);
    add("planetscale_volume_usage_percentages", "percent", !mysql);
    add("planetscale_storage_usage_bytes", "bytes", !mysql);
    add("planetscale_wal_size_bytes", "bytes", !mysql);
    return HttpResponse::json({{u"data"_s, rows}});
}

} // namespace

void addMetricRoutes(Router &router)
{
    const QString metrics = u"/organizations/{organization}/databases/{database}/branches/{branch}/metrics"_s;
    const Access read =
        Access::listed(u"read_branches read_branch"_s,
                       u"read_branch delete_branch create_branch connect_production_branch connect_branch"_s);
    router.add("GET", metrics, read, branchMetrics);
    router.add("GET", metrics + u"/instant"_s, read, instantMetrics);
    router.add("GET", metrics + u"/tablets"_s, read, tabletMetrics);
    router.add("GET", metrics + u"/tablets-instant"_s, read, instantTabletMetrics);
    router.add("GET", metrics + u"/catalog"_s, read, catalog);
    router.add("GET", metrics + u"/tables"_s, read, [](Context &context) { return tableMetrics(context, false); });
    router.add("GET", metrics + u"/keyspace-tables"_s, read,
               [](Context &context) { return tableMetrics(context, true); });
}

} // namespace orrery::simulator
