// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/deploy_requests/deploy_request_summary.h"

#include "api/core/json_codec.h"

ORRERY_API_RESOURCE(orrery::api::ActorName)
ORRERY_API_RESOURCE(orrery::api::DeployRequestSummary)

namespace orrery::api {

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
