// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/reference.h"
#include "api/core/request.h"
#include "api/organizations/member.h"
#include "api/organizations/organization.h"
#include "api/organizations/region.h"

namespace orrery::api::organizations {

/// GET /organizations: those the sign-in may see.
Request<Page<Organization>> list(const PageRequest &page = {});
/// GET /organizations/{organization}
Request<Organization> get(const OrganizationRef &organization);

/// GET …/members, those whose name or e-mail contains `search`.
Request<Page<Member>> members(const OrganizationRef &organization, const QString &search = {},
                              const PageRequest &page = {});

/// GET …/members/{id}: the membership of the person with this user id.
Request<Member> member(const OrganizationRef &organization, const QString &userId);

/// GET …/regions: where the organization may create databases.
Request<Page<Region>> regions(const OrganizationRef &organization, const PageRequest &page = {});
/// GET /regions: open to everyone, also without a sign-in.
Request<Page<Region>> publicRegions(const PageRequest &page = {});

} // namespace orrery::api::organizations
