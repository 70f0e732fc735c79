// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/deploy_requests/storage_check.h"
#include "models/core/load_state.h"
#include "models/deploy_requests/diff/deploy_tables.h"
#include "models/deploy_requests/request/known_requests.h"
#include "views/deploy_requests/check_list.h"

namespace orrery::views {

// What the side panel of a review says. Pure.

/// What the change of one table does, the service's own findings first, then what the two definitions tell, each with its
/// severity in a word: data, use, keys, the way back, instant or not.
QList<Check> tableImpact(const models::DeployTable &table, const api::DeployRequest &request, const QDateTime &now);

/// Whether the target has room for the deployment: needed against free, of the fullest shard where there are several.
Check storageImpact(const models::LoadState &state, const std::optional<api::StorageCheck> &value,
                    const QString &failureTitle);

/// What stands before the deployment in the queue; nothing where that is not known.
std::optional<Check> queueImpact(std::optional<int> ahead);

/// Other open requests that change the table, and its last deployments, among what is known here; says what was looked at.
QList<Check> neighbourImpact(const models::DeployTable &table, const api::DeployRequest &request,
                             const QList<models::KnownRequest> &known, const QDateTime &now);

} // namespace orrery::views
