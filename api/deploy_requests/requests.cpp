// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/deploy_requests/requests.h"

#include "api/core/json_codec.h"
#include "api/databases/endpoints.h"
#include "api/deploy_requests/endpoints.h"

ORRERY_API_RESOURCE(orrery::api::DeployOperation)
ORRERY_API_PART(orrery::api::ShardOperation)
ORRERY_API_PART(orrery::api::DeployOperationSummary)
ORRERY_API_PART(orrery::api::PrecedingDeployment)
ORRERY_API_PART(orrery::api::RevertOperation)
ORRERY_API_PART(orrery::api::DeploymentRevert)
ORRERY_API_RESOURCE(orrery::api::Deployment)
ORRERY_API_RESOURCE(orrery::api::DeployRequest)
ORRERY_API_RESOURCE(orrery::api::Review)
ORRERY_API_PART(orrery::api::ThrottlerConfiguration)
ORRERY_API_PART(orrery::api::Throttler)
ORRERY_API_PART(orrery::api::ShardStorage)
ORRERY_API_PART(orrery::api::StorageCheck)
ORRERY_API_PART(orrery::api::DeployRequestCreate)
ORRERY_API_PART(orrery::api::DeployRequestUpdate)
ORRERY_API_PART(orrery::api::DeployOptions)
ORRERY_API_PART(orrery::api::Switch)
ORRERY_API_PART(orrery::api::ReviewCreate)
ORRERY_API_PART(orrery::api::ThrottlerUpdate)

namespace orrery::api::deploy_requests {

namespace {

QStringList path(const DatabaseRef &database, qint64 number)
{
    return database.path(QString::number(number));
}

JsonBody switched(bool enable)
{
    Switch body;
    body.enable = enable;
    return Codec<Switch>::body(body);
}

} // namespace

Request<Page<DeployRequest>> list(const DatabaseRef &database, const ListFilter &filter, const PageRequest &page)
{
    Query query;
    query.add("state", filter.state)
        .add("branch", filter.branch)
        .add("into_branch", filter.intoBranch)
        .add("deployed_at", filter.deployedAt)
        .add("running_at", filter.runningAt);
    return makePageRequest<DeployRequest>(endpoint("list_deploy_requests"), database.path(), page, query.items());
}

Request<Page<Deployment>> queue(const DatabaseRef &database, const PageRequest &page)
{
    return makePageRequest<Deployment>(endpoint("get_deploy_queue"), database.path(), page);
}

Request<DeployRequest> get(const DatabaseRef &database, qint64 number)
{
    return makeRequest<DeployRequest>(endpoint("get_deploy_request"), path(database, number));
}

Request<DeployRequest> create(const DatabaseRef &database, const DeployRequestCreate &body)
{
    return makeRequest<DeployRequest>(endpoint("create_deploy_request"), database.path(), {},
                                      Codec<DeployRequestCreate>::body(body));
}

Request<DeployRequest> close(const DatabaseRef &database, qint64 number)
{
    DeployRequestUpdate body;
    body.state = DeployRequestState::Closed;
    return makeRequest<DeployRequest>(endpoint("close_deploy_request"), path(database, number), {},
                                      Codec<DeployRequestUpdate>::body(body));
}

Request<DeployRequest> deploy(const DatabaseRef &database, qint64 number, const DeployOptions &options)
{
    return makeRequest<DeployRequest>(endpoint("queue_deploy_request"), path(database, number), {},
                                      Codec<DeployOptions>::body(options));
}

Request<DeployRequest> apply(const DatabaseRef &database, qint64 number)
{
    return makeRequest<DeployRequest>(endpoint("complete_gated_deploy_request"), path(database, number));
}

Request<DeployRequest> cancel(const DatabaseRef &database, qint64 number)
{
    return makeRequest<DeployRequest>(endpoint("cancel_deploy_request"), path(database, number));
}

Request<DeployRequest> unblock(const DatabaseRef &database, qint64 number)
{
    return makeRequest<DeployRequest>(endpoint("complete_errored_deploy"), path(database, number));
}

Request<DeployRequest> forceCutover(const DatabaseRef &database, qint64 number)
{
    return makeRequest<DeployRequest>(endpoint("force_cutover_deploy_request"), path(database, number));
}

Request<DeployRequest> revert(const DatabaseRef &database, qint64 number)
{
    return makeRequest<DeployRequest>(endpoint("complete_revert"), path(database, number));
}

Request<DeployRequest> skipRevert(const DatabaseRef &database, qint64 number)
{
    return makeRequest<DeployRequest>(endpoint("skip_revert_period"), path(database, number));
}

Request<DeployRequest> setAutoApply(const DatabaseRef &database, qint64 number, bool enable)
{
    return makeRequest<DeployRequest>(endpoint("update_auto_apply"), path(database, number), {}, switched(enable));
}

Request<DeployRequest> setAutoDeleteBranch(const DatabaseRef &database, qint64 number, bool enable)
{
    return makeRequest<DeployRequest>(endpoint("update_auto_delete_branch"), path(database, number), {},
                                      switched(enable));
}

Request<Deployment> deployment(const DatabaseRef &database, qint64 number)
{
    return makeRequest<Deployment>(endpoint("get_deployment"), path(database, number));
}

Request<Page<DeployOperation>> operations(const DatabaseRef &database, qint64 number, const PageRequest &page)
{
    return makePageRequest<DeployOperation>(endpoint("list_deploy_operations"), path(database, number), page);
}

Request<QList<TableDiff>> diff(const DatabaseRef &database, qint64 number)
{
    return makeDataRequest<TableDiff>(endpoint("get_deploy_request_diff"), path(database, number));
}

Request<Page<Review>> reviews(const DatabaseRef &database, qint64 number, const PageRequest &page)
{
    return makePageRequest<Review>(endpoint("list_deploy_request_reviews"), path(database, number), page);
}

Request<Review> review(const DatabaseRef &database, qint64 number, const ReviewCreate &body)
{
    return makeRequest<Review>(endpoint("review_deploy_request"), path(database, number), {},
                               Codec<ReviewCreate>::body(body));
}

Request<StorageCheck> storageCheck(const DatabaseRef &database, qint64 number)
{
    return makeRequest<StorageCheck>(endpoint("check_deploy_request_storage"), path(database, number));
}

Request<Throttler> throttler(const DatabaseRef &database, qint64 number)
{
    return makeRequest<Throttler>(endpoint("get_deploy_request_throttler"), path(database, number));
}

Request<Throttler> setThrottler(const DatabaseRef &database, qint64 number, const ThrottlerUpdate &body)
{
    return makeRequest<Throttler>(endpoint("update_deploy_request_throttler"), path(database, number), {},
                                  Codec<ThrottlerUpdate>::body(body));
}

Request<Throttler> databaseThrottler(const DatabaseRef &database)
{
    return makeRequest<Throttler>(databases::endpoint("get_database_throttler"), database.path());
}

Request<Throttler> setDatabaseThrottler(const DatabaseRef &database, const ThrottlerUpdate &body)
{
    return makeRequest<Throttler>(databases::endpoint("update_database_throttler"), database.path(), {},
                                  Codec<ThrottlerUpdate>::body(body));
}

} // namespace orrery::api::deploy_requests
