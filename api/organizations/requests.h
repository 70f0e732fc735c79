// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/request.h"
#include "api/organizations/organization.h"

namespace orrery::api::organizations {

/// GET /organizations: those the sign-in may see.
Request<Page<Organization>> list(const PageRequest &page = {});
/// GET /organizations/{organization}
Request<Organization> get(const QString &organization);

} // namespace orrery::api::organizations
