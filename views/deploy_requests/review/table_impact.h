// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/diff/deploy_tables.h"
#include "models/deploy_requests/request/open_requests.h"
#include "views/deploy_requests/check_list.h"

#include <functional>

namespace orrery::views {

// What the side panel of a review says. Pure.

/// What the change of one table does, the service's own findings first, then what the two definitions tell, each with its
/// severity in a word: data, use, keys, the way back, instant or not.
QList<Check> tableImpact(const models::DeployTable &table, const api::DeployRequest &request, const QDateTime &now);

/// What stands before the deployment in the queue; nothing where that is not known.
std::optional<Check> queueImpact(std::optional<int> ahead);

/// Other open requests into the same branch that change the table, each a link, and how many were looked at.
QList<Check> conflictImpact(const models::DeployTable &table, const api::DeployRequest &request,
                            const models::OpenRequests::Others &others,
                            const std::function<QUrl(qint64 number)> &linkTo);
/// The last deployments of the table, among what is known here.
QList<Check> historyImpact(const models::DeployTable &table, const api::DeployRequest &request,
                           const QList<models::KnownRequest> &known, const QDateTime &now);

} // namespace orrery::views
