// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/backups/backup.h"
#include "api/clusters/branch_change.h"
#include "api/clusters/keyspace_resize.h"
#include "api/deploy_requests/deploy_request.h"
#include "models/storage/history/series.h"
#include "models/storage/view/event.h"

namespace orrery::models {

// What happened to the branch of a volume, for the time axis of its chart. Pure.

/// Deploy requests that were deployed into the branch.
QList<StorageEvent> deploymentEvents(const QList<api::DeployRequest> &requests, const StorageVolume &volume);
/// Finished backups of the branch.
QList<StorageEvent> backupEvents(const QList<api::Backup> &backups, const StorageVolume &volume);
/// Resizes of the volume's keyspace, "Cluster PS-40 → PS-80, Replicas 6 → 9": completed ones when they completed, running
/// ones when they started. What waits or was called off did not happen.
QList<StorageEvent> resizeEvents(const QList<api::KeyspaceResize> &resizes, const StorageVolume &volume);
/// Likewise changes of the volume's Postgres branch, "Storage 80 GiB → 120 GiB".
QList<StorageEvent> changeEvents(const QList<api::BranchChange> &changes, const StorageVolume &volume);
/// Where the capacity stepped: "Capacity 80 GiB → 120 GiB". Differences below 1 % are rounding. A step to the size that one of
/// `changes` set at that time is left out: changeEvents() has it.
QList<StorageEvent> capacityEvents(const StorageSeries &series, const StorageVolume &volume,
                                   const QList<api::BranchChange> &changes = {});

} // namespace orrery::models
