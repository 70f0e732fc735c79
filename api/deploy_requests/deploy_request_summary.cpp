// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/deploy_requests/deploy_request_summary.h"

#include "api/core/json_codec.h"

ORRERY_API_RESOURCE(orrery::api::ActorName)
ORRERY_API_RESOURCE(orrery::api::DeployRequestSummary)

namespace orrery::api {

DeployRequestSummary summaryOf(const DeployRequest &request)
{
    DeployRequestSummary summary;
    summary.id = request.id;
    summary.number = request.number;
    summary.branch = request.branch;
    summary.intoBranch = request.intoBranch;
    summary.approved = request.approved;
    summary.state = request.state;
    summary.deploymentState = request.deploymentState;
    if (request.actor) {
        summary.actor.emplace();
        summary.actor->id = request.actor->id;
        summary.actor->displayName = request.actor->displayName;
    }
    summary.numComments = request.numComments;
    summary.createdAt = request.createdAt;
    summary.updatedAt = request.updatedAt;
    summary.closedAt = request.closedAt;
    summary.deployedAt = request.deployedAt;
    return summary;
}

namespace deploy_requests {

Request<Page<DeployRequestSummary>> listSummaries(const DatabaseRef &database, const ListFilter &filter,
                                                  const PageRequest &page)
{
    // The same request, read differently.
    auto whole = list(database, filter, page);
    return {static_cast<RequestData &&>(std::move(whole)), &Codec<DeployRequestSummary>::decodePage};
}

} // namespace deploy_requests
} // namespace orrery::api
