// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/storage/metrics.h"
#include "models/storage/history/series.h"

namespace orrery::models {

// What the metrics operations say of a branch's volumes, as curves. Pure.

/// Reads a Vitess branch's answer (metrics shard_storage_usage and shard_storage_available) into one series per shard.
/// The reference contradicts itself about the unit of the first: values up to 100 are taken as percent, larger ones as bytes.
/// What is no size is left out and added to `leftOut`.
QList<StorageSeries> vitessStorageSeries(const api::MetricSeries &answer, qint64 *leftOut = nullptr);

/// Reads a Postgres branch's answers: percentages over time, one series per pod, with today's capacity from `now`,
/// which stands at the end of the history or, where that is not given, at `readAt`.
QList<StorageSeries> postgresStorageSeries(const api::MetricSeries &history, const api::InstantMetrics &now,
                                           const QDateTime &readAt);

} // namespace orrery::models
