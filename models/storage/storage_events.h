// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/backups/backup.h"
#include "api/deploy_requests/deploy_request.h"
#include "models/storage/storage_event.h"
#include "models/storage/storage_series.h"

namespace orrery::models {

// What happened to the branch of a volume, for the time axis of its chart. Pure.

/// Deploy requests that were deployed into the branch.
QList<StorageEvent> deploymentEvents(const QList<api::DeployRequest> &requests, const StorageVolume &volume);
/// Finished backups of the branch.
QList<StorageEvent> backupEvents(const QList<api::Backup> &backups, const StorageVolume &volume);
/// Where the capacity stepped: "Capacity 80 GiB → 120 GiB". Differences below 1 % are rounding.
QList<StorageEvent> capacityEvents(const StorageSeries &series, const StorageVolume &volume);

} // namespace orrery::models
