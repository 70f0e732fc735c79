// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/storage/requests.h"

#include "api/core/json_codec.h"
#include "api/core/query.h"
#include "api/core/utc.h"
#include "api/storage/endpoints.h"

namespace orrery::api {

// Points come as [[seconds, value], …]; the value is null where the service had none.
bool read(const json::Json &in, QList<MetricPoint> &out)
{
    if (!in.is_array())
        return false;
    QList<MetricPoint> points;
    points.reserve(qsizetype(in.size()));
    for (const json::Json &element : in) {
        if (!element.is_array() || element.size() != 2 || !element[0].is_number()
            || !(element[1].is_number() || element[1].is_null()))
            return false;
        MetricPoint point{.seconds = element[0].get<double>(), .value = {}};
        json::read(element[1], point.value);
        points.append(point);
    }
    out = std::move(points);
    return true;
}

json::Json write(const QList<MetricPoint> &points)
{
    json::Json out = json::Json::array();
    for (const MetricPoint &point : points)
        out.push_back(json::Json::array({point.seconds, json::write(point.value)}));
    return out;
}

void describeInto(FieldValue &out, const QList<MetricPoint> &points)
{
    for (const MetricPoint &point : points) {
        const QString time = QDateTime::fromMSecsSinceEpoch(qint64(point.seconds * 1000), kUtc).toString(Qt::ISODate);
        out.children.append({.name = time,
                             .label = time,
                             .meaning = Meaning::Count,
                             .value = json::plain(point.value),
                             .children = {}});
    }
}

} // namespace orrery::api

ORRERY_API_PART(orrery::api::TimeSeries)
ORRERY_API_PART(orrery::api::MetricSeries)
ORRERY_API_PART(orrery::api::InstantValue)
ORRERY_API_PART(orrery::api::InstantMetric)
ORRERY_API_PART(orrery::api::InstantMetrics)
template orrery::api::Result<orrery::api::TableBytes>
orrery::api::Codec<orrery::api::TableBytes>::decode(const QByteArray &);
template QByteArray orrery::api::Codec<orrery::api::TableBytes>::encode(const orrery::api::TableBytes &);
template orrery::api::Result<orrery::api::TableSizes>
orrery::api::Codec<orrery::api::TableSizes>::decode(const QByteArray &);
template QByteArray orrery::api::Codec<orrery::api::TableSizes>::encode(const orrery::api::TableSizes &);

namespace orrery::api::storage {

Request<MetricSeries> series(const BranchRef &branch, const SeriesQuery &query)
{
    Query sent;
    sent.add("metrics", query.metrics)
        .add("period", query.period)
        .add("from", query.from)
        .add("to", query.to)
        .add("steps", query.steps)
        .add("tablet_type", query.tabletType)
        .add("keyspace", query.keyspace)
        .add("shard", query.shard)
        .add("role", query.role)
        .add("container", query.container)
        .add("pods", query.pods);
    return makeRequest<MetricSeries>(endpoint("get_branch_metrics"), branch.path(), sent.items());
}

Request<MetricSeries> tablets(const BranchRef &branch, const TabletSeriesQuery &query)
{
    Query sent;
    sent.add("metrics", query.metrics)
        .add("period", query.period)
        .add("from", query.from)
        .add("to", query.to)
        .add("steps", query.steps)
        .add("keyspace", query.keyspace)
        .add("shard", query.shard)
        .add("pod", query.pod);
    return makeRequest<MetricSeries>(endpoint("get_tablet_metrics"), branch.path(), sent.items());
}

Request<InstantMetrics> instant(const BranchRef &branch, const InstantQuery &query)
{
    Query sent;
    sent.add("metrics", query.metrics)
        .add("role", query.role)
        .add("shard", query.shard)
        .add("container", query.container)
        .add("pod", query.pod);
    return makeRequest<InstantMetrics>(endpoint("get_instant_branch_metrics"), branch.path(), sent.items());
}

Request<InstantMetrics> tabletsInstant(const BranchRef &branch, const TabletInstantQuery &query)
{
    Query sent;
    sent.add("metrics", query.metrics).add("keyspace", query.keyspace).add("shard", query.shard);
    return makeRequest<InstantMetrics>(endpoint("get_instant_tablet_metrics"), branch.path(), sent.items());
}

Request<TableBytes> tables(const BranchRef &branch)
{
    return makeRequest<TableBytes>(endpoint("get_branch_table_metrics"), branch.path());
}

Request<TableSizes> keyspaceTables(const BranchRef &branch)
{
    return makeRequest<TableSizes>(endpoint("get_branch_keyspace_table_metrics"), branch.path());
}

} // namespace orrery::api::storage
