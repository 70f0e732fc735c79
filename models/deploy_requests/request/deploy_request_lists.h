// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/deploy_requests/deploy_request_summary.h"
#include "models/core/list_store.h"
#include "models/deploy_requests/review/review_counts.h"

#include <memory>

namespace orrery::models {

class Workspace;

using DeployRequestList = ListStore<api::DeployRequestSummary>;
using DeployQueueList = ListStore<api::Deployment>;
using ReviewList = ListStore<api::Review>;

/// All deploy requests of a database, newest first as the service sends them. Kept over runs. `counts`, read when they are
/// shown, tell how far their reviews are; null: no column of them.
DeployRequestList::Spec deployRequestListSpec(const StoreContext &context, const QString &organization,
                                              const QString &database,
                                              const std::shared_ptr<const ReviewCountsByNumber> &counts = {});
/// What is being deployed and what waits, in the order it runs. Not kept: yesterday's queue tells nothing.
DeployQueueList::Spec deployQueueSpec(const StoreContext &context, const QString &organization,
                                      const QString &database);
/// Comments and approvals of one deploy request, oldest first. Kept over runs.
ReviewList::Spec reviewListSpec(const StoreContext &context, const QString &organization, const QString &database,
                                qint64 number);

/// One chip for a row: the deployment's state while the request is open or was deployed, else that it was closed.
StateWord describeDeployRequest(const api::DeployRequestSummary &request);
/// Commented or approved.
StateWord describeReview(const api::Review &review);
/// "add-loyalty → main"
QString deployRequestTitle(const QString &branch, const QString &intoBranch);

DeployRequestList *deployRequestList(Workspace *workspace, const QString &organization, const QString &database);
/// Only when it was asked for already; null otherwise.
const DeployRequestList *loadedDeployRequests(const Workspace *workspace, const QString &organization,
                                              const QString &database);
/// Reads again how far the reviews of the database's requests are, for its list.
void readReviewCounts(Workspace *workspace, const QString &organization, const QString &database);
DeployQueueList *deployQueue(Workspace *workspace, const QString &organization, const QString &database);

} // namespace orrery::models
