// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/access/requests.h"

#include "api/access/actor.h"
#include "api/access/endpoints.h"
#include "api/core/json_codec.h"

ORRERY_API_PART(orrery::api::Actor)
ORRERY_API_PART(orrery::api::TokenAccess)
ORRERY_API_RESOURCE(orrery::api::TokenFacts)
ORRERY_API_RESOURCE(orrery::api::User)

namespace orrery::api::access {

Request<User> currentUser()
{
    return makeRequest<User>(endpoint("get_current_user"), {});
}

Request<TokenFacts> tokenFacts(const OrganizationRef &organization, const QString &tokenId)
{
    return makeRequest<TokenFacts>(endpoint("get_service_token"), organization.path(tokenId));
}

} // namespace orrery::api::access
