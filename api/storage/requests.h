// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/reference.h"
#include "api/core/request.h"
#include "api/storage/metrics.h"

namespace orrery::api::storage {

/// What GET …/metrics answers: the named metrics over a time, of all pods or of some. Either `period` or `from` and `to`.
struct SeriesQuery
{
    QStringList metrics;
    QString period; ///< "15m" "1h" "3h" "6h" "12h" "1d" "2d" "7d" "8d"; empty: the service's 12 hours
    QDateTime from;
    QDateTime to;
    std::optional<qint64> steps; ///< number of points
    QString tabletType; ///< "primary", "replica", "rdonly"
    QString keyspace; ///< Vitess
    QString shard;
    QString role; ///< Postgres
    QString container;
    QStringList pods;
    friend bool operator==(const SeriesQuery &, const SeriesQuery &) = default;
};

/// What GET …/metrics/tablets answers (Vitess).
struct TabletSeriesQuery
{
    QStringList metrics;
    QString period; ///< as in SeriesQuery
    QDateTime from;
    QDateTime to;
    std::optional<qint64> steps;
    QString keyspace;
    QString shard;
    QString pod;
    friend bool operator==(const TabletSeriesQuery &, const TabletSeriesQuery &) = default;
};

/// What GET …/metrics/instant answers (Postgres).
struct InstantQuery
{
    QStringList metrics;
    QString role;
    QString shard;
    QString container;
    QString pod;
    friend bool operator==(const InstantQuery &, const InstantQuery &) = default;
};

/// What GET …/metrics/tablets-instant answers (Vitess).
struct TabletInstantQuery
{
    QStringList metrics;
    QString keyspace;
    QString shard;
    friend bool operator==(const TabletInstantQuery &, const TabletInstantQuery &) = default;
};

/// GET …/metrics. 503 means that the metrics service is down, not that there is no storage.
Request<MetricSeries> series(const BranchRef &branch, const SeriesQuery &query);
/// GET …/metrics/tablets
Request<MetricSeries> tablets(const BranchRef &branch, const TabletSeriesQuery &query);
/// GET …/metrics/instant
Request<InstantMetrics> instant(const BranchRef &branch, const InstantQuery &query);
/// GET …/metrics/tablets-instant
Request<InstantMetrics> tabletsInstant(const BranchRef &branch, const TabletInstantQuery &query);
/// GET …/metrics/tables: bytes of each table.
Request<TableBytes> tables(const BranchRef &branch);
/// GET …/metrics/keyspace-tables: bytes of each table by keyspace.
Request<TableSizes> keyspaceTables(const BranchRef &branch);

} // namespace orrery::api::storage
