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

QStringList path(const QString &organization, const QString &database, qint64 number)
{
    return {organization, database, QString::number(number)};
}

JsonBody switched(bool enable)
{
    Switch body;
    body.enable = enable;
    return Codec<Switch>::body(body);
}

} // namespace

Request<Page<DeployRequest>> list(const QString &organization, const QString &database, const ListFilter &filter,
                                  const PageRequest &page)
{
    Query query;
    query.add("state", filter.state)
        .add("branch", filter.branch)
        .add("into_branch", filter.intoBranch)
        .add("deployed_at", filter.deployedAt)
        .add("running_at", filter.runningAt);
    return makePageRequest<DeployRequest>(endpoint("list_deploy_requests"), {organization, database}, page,
                                          query.items());
}

Request<Page<Deployment>> queue(const QString &organization, const QString &database, const PageRequest &page)
{
    return makePageRequest<Deployment>(endpoint("get_deploy_queue"), {organization, database}, page);
}

Request<DeployRequest> get(const QString &organization, const QString &database, qint64 number)
{
    return makeRequest<DeployRequest>(endpoint("get_deploy_request"), path(organization, database, number));
}

Request<DeployRequest> create(const QString &organization, const QString &database, const DeployRequestCreate &body)
{
    return makeRequest<DeployRequest>(endpoint("create_deploy_request"), {organization, database}, {},
                                      Codec<DeployRequestCreate>::body(body));
}

Request<DeployRequest> close(const QString &organization, const QString &database, qint64 number)
{
    DeployRequestUpdate body;
    body.state = DeployRequestState::Closed;
    return makeRequest<DeployRequest>(endpoint("close_deploy_request"), path(organization, database, number), {},
                                      Codec<DeployRequestUpdate>::body(body));
}

Request<DeployRequest> deploy(const QString &organization, const QString &database, qint64 number,
                              const DeployOptions &options)
{
    return makeRequest<DeployRequest>(endpoint("queue_deploy_request"), path(organization, database, number), {},
                                      Codec<DeployOptions>::body(options));
}

Request<DeployRequest> apply(const QString &organization, const QString &database, qint64 number)
{
    return makeRequest<DeployRequest>(endpoint("complete_gated_deploy_request"), path(organization, database, number));
}

Request<DeployRequest> cancel(const QString &organization, const QString &database, qint64 number)
{
    return makeRequest<DeployRequest>(endpoint("cancel_deploy_request"), path(organization, database, number));
}

Request<DeployRequest> unblock(const QString &organization, const QString &database, qint64 number)
{
    return makeRequest<DeployRequest>(endpoint("complete_errored_deploy"), path(organization, database, number));
}

Request<DeployRequest> forceCutover(const QString &organization, const QString &database, qint64 number)
{
    return makeRequest<DeployRequest>(endpoint("force_cutover_deploy_request"), path(organization, database, number));
}

Request<DeployRequest> revert(const QString &organization, const QString &database, qint64 number)
{
    return makeRequest<DeployRequest>(endpoint("complete_revert"), path(organization, database, number));
}

Request<DeployRequest> skipRevert(const QString &organization, const QString &database, qint64 number)
{
    return makeRequest<DeployRequest>(endpoint("skip_revert_period"), path(organization, database, number));
}

Request<DeployRequest> setAutoApply(const QString &organization, const QString &database, qint64 number, bool enable)
{
    return makeRequest<DeployRequest>(endpoint("update_auto_apply"), path(organization, database, number), {},
                                      switched(enable));
}

Request<DeployRequest> setAutoDeleteBranch(const QString &organization, const QString &database, qint64 number,
                                           bool enable)
{
    return makeRequest<DeployRequest>(endpoint("update_auto_delete_branch"), path(organization, database, number), {},
                                      switched(enable));
}

Request<Deployment> deployment(const QString &organization, const QString &database, qint64 number)
{
    return makeRequest<Deployment>(endpoint("get_deployment"), path(organization, database, number));
}

Request<Page<DeployOperation>> operations(const QString &organization, const QString &database, qint64 number,
                                          const PageRequest &page)
{
    return makePageRequest<DeployOperation>(endpoint("list_deploy_operations"), path(organization, database, number),
                                            page);
}

Request<QList<TableDiff>> diff(const QString &organization, const QString &database, qint64 number)
{
    return makeDataRequest<TableDiff>(endpoint("get_deploy_request_diff"), path(organization, database, number));
}

Request<Page<Review>> reviews(const QString &organization, const QString &database, qint64 number,
                              const PageRequest &page)
{
    return makePageRequest<Review>(endpoint("list_deploy_request_reviews"), path(organization, database, number), page);
}

Request<Review> review(const QString &organization, const QString &database, qint64 number, const ReviewCreate &body)
{
    return makeRequest<Review>(endpoint("review_deploy_request"), path(organization, database, number), {},
                               Codec<ReviewCreate>::body(body));
}

Request<StorageCheck> storageCheck(const QString &organization, const QString &database, qint64 number)
{
    return makeRequest<StorageCheck>(endpoint("check_deploy_request_storage"), path(organization, database, number));
}

Request<Throttler> throttler(const QString &organization, const QString &database, qint64 number)
{
    return makeRequest<Throttler>(endpoint("get_deploy_request_throttler"), path(organization, database, number));
}

Request<Throttler> setThrottler(const QString &organization, const QString &database, qint64 number,
                                const ThrottlerUpdate &body)
{
    return makeRequest<Throttler>(endpoint("update_deploy_request_throttler"), path(organization, database, number), {},
                                  Codec<ThrottlerUpdate>::body(body));
}

Request<Throttler> databaseThrottler(const QString &organization, const QString &database)
{
    return makeRequest<Throttler>(databases::endpoint("get_database_throttler"), {organization, database});
}

Request<Throttler> setDatabaseThrottler(const QString &organization, const QString &database,
                                        const ThrottlerUpdate &body)
{
    return makeRequest<Throttler>(databases::endpoint("update_database_throttler"), {organization, database}, {},
                                  Codec<ThrottlerUpdate>::body(body));
}

} // namespace orrery::api::deploy_requests
