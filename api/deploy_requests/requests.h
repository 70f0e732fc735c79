// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/branches/branch_schema.h"
#include "api/core/query.h"
#include "api/core/reference.h"
#include "api/core/request.h"
#include "api/deploy_requests/deploy_request.h"
#include "api/deploy_requests/deploy_request_bodies.h"
#include "api/deploy_requests/review.h"
#include "api/deploy_requests/storage_check.h"
#include "api/deploy_requests/throttler.h"

// Deploy requests exist for Vitess databases only. Follows the page "deploy-requests". Which action a state allows is for models/
// to know; the service refuses the others with 422.

namespace orrery::api::deploy_requests {

/// What GET …/deploy-requests can leave out.
struct ListFilter
{
    QString state; ///< "open", "closed" or "deployed" (the last is no DeployRequestState)
    QString branch;
    QString intoBranch;
    TimeRange deployedAt;
    TimeRange runningAt;
    friend bool operator==(const ListFilter &, const ListFilter &) = default;
};

/// GET …/deploy-requests
Request<Page<DeployRequest>> list(const DatabaseRef &database, const ListFilter &filter = {},
                                  const PageRequest &page = {});
/// GET …/deploy-queue: deployments in the order they will run.
Request<Page<Deployment>> queue(const DatabaseRef &database, const PageRequest &page = {});
/// GET …/deploy-requests/{number}
Request<DeployRequest> get(const DatabaseRef &database, qint64 number);
/// POST …/deploy-requests
Request<DeployRequest> create(const DatabaseRef &database, const DeployRequestCreate &body);
/// PATCH …/{number} to closed.
Request<DeployRequest> close(const DatabaseRef &database, qint64 number);

/// POST …/deploy: queues it. Needs an approval where the database's settings ask for one.
Request<DeployRequest> deploy(const DatabaseRef &database, qint64 number, const DeployOptions &options = {});
/// POST …/apply-deploy: lets a gated deployment that waits in pending_cutover go on.
Request<DeployRequest> apply(const DatabaseRef &database, qint64 number);
/// POST …/cancel: stops a queued or running deployment.
Request<DeployRequest> cancel(const DatabaseRef &database, qint64 number);
/// POST …/complete-deploy: ends a failed deployment (complete_error, complete_revert_error) that blocks the queue.
Request<DeployRequest> unblock(const DatabaseRef &database, qint64 number);
/// POST …/force-cutover: while in_progress_cutover; a second call is refused (422).
Request<DeployRequest> forceCutover(const DatabaseRef &database, qint64 number);
/// POST …/revert: takes the deployment back while complete_pending_revert.
Request<DeployRequest> revert(const DatabaseRef &database, qint64 number);
/// POST …/skip-revert: gives up the revert window and frees the queue.
Request<DeployRequest> skipRevert(const DatabaseRef &database, qint64 number);
/// PUT …/auto-apply: off makes the deployment gated.
Request<DeployRequest> setAutoApply(const DatabaseRef &database, qint64 number, bool enable);
/// PUT …/auto-delete-branch
Request<DeployRequest> setAutoDeleteBranch(const DatabaseRef &database, qint64 number, bool enable);

/// GET …/deployment
Request<Deployment> deployment(const DatabaseRef &database, qint64 number);
/// GET …/operations
Request<Page<DeployOperation>> operations(const DatabaseRef &database, qint64 number, const PageRequest &page = {});
/// GET …/diff: one entry for each changed table. Not in the reference; official clients send it.
Request<QList<TableDiff>> diff(const DatabaseRef &database, qint64 number);

/// GET …/reviews
Request<Page<Review>> reviews(const DatabaseRef &database, qint64 number, const PageRequest &page = {});
/// POST …/reviews: approves or comments. Authors cannot approve their own.
Request<Review> review(const DatabaseRef &database, qint64 number, const ReviewCreate &body);

/// GET …/storage-check
Request<StorageCheck> storageCheck(const DatabaseRef &database, qint64 number);
/// GET and PATCH …/throttler of one deploy request.
Request<Throttler> throttler(const DatabaseRef &database, qint64 number);
Request<Throttler> setThrottler(const DatabaseRef &database, qint64 number, const ThrottlerUpdate &body);
/// GET and PATCH /databases/{database}/throttler: of all its deploy requests.
Request<Throttler> databaseThrottler(const DatabaseRef &database);
Request<Throttler> setDatabaseThrottler(const DatabaseRef &database, const ThrottlerUpdate &body);

} // namespace orrery::api::deploy_requests
