// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/deploy_requests/storage_check.h"
#include "api/storage/metrics.h"
#include "api/storage/prometheus_query.h"
#include "api/webhooks/webhook_payload.h"
#include "models/storage/history/series.h"

namespace orrery::models {

// What each source says, as readings. `branch` names the branch whose answer it is; its other parts are empty. Pure.

/// Of the curves of the metrics operations; each volume keeps keyspace, shard and pod of its series.
QList<StorageReading> readingsOf(const StorageVolume &branch, const QList<StorageSeries> &series);

/// Of a scrape at `scrapedAt`. Each tablet of a Vitess shard has a disk of its own: the fullest speaks for the shard.
QList<StorageReading> readingsOf(const StorageVolume &branch, const api::ScrapedVolumes &scraped,
                                 const QDateTime &scrapedAt);
/// Of the curves of a Prometheus-compatible server, those of one branch. At each moment the fullest tablet speaks for its
/// shard, as in a scrape; a moment without both sides gives nothing.
QList<StorageReading> readingsOf(const StorageVolume &branch, const QList<api::VolumeSeries> &series);

/// Tables of one branch, each summed over the shards of its keyspace: of the primaries where roles are given, else the
/// largest of each shard's tablets.
QList<StorageReading> tableReadingsOf(const StorageVolume &branch, const QList<api::TableSample> &samples,
                                      const QDateTime &readAt, StorageSource source);
QList<StorageReading> tableReadingsOf(const StorageVolume &branch, const api::ScrapedVolumes &scraped,
                                      const QDateTime &scrapedAt);
/// Of a branch without keyspaces.
QList<StorageReading> tableReadingsOf(const StorageVolume &branch, const api::TableBytes &sizes,
                                      const QDateTime &readAt);
QList<StorageReading> tableReadingsOf(const StorageVolume &branch, const api::TableSizes &sizes,
                                      const QDateTime &readAt);

/// Of the storage check of a deploy request, whose answer came at `readAt`: exact bytes of every shard of the target.
QList<StorageReading> readingsOf(const StorageVolume &branch, const api::StorageCheck &check, const QDateTime &readAt);

/// Of a webhook's storage event that was sent `at`.
QList<StorageReading> readingsOf(const StorageVolume &branch, const api::WebhookStorage &storage, const QDateTime &at);

} // namespace orrery::models
