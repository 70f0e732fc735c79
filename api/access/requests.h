// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/access/token_facts.h"
#include "api/access/user.h"
#include "api/core/reference.h"
#include "api/core/request.h"

namespace orrery::api::access {

/// GET /user: the person behind an OAuth sign-in. A service token has none and is refused.
Request<User> currentUser();
/// GET …/service-tokens/{id}: what a service token may do. Only a token with read_service_tokens is told.
Request<TokenFacts> tokenFacts(const OrganizationRef &organization, const QString &tokenId);

} // namespace orrery::api::access
