// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/organizations/requests.h"

#include "api/core/json_codec.h"
#include "api/core/query.h"
#include "api/organizations/endpoints.h"
#include "api/organizations/resource_reference.h"

ORRERY_API_RESOURCE(orrery::api::Organization)
ORRERY_API_RESOURCE(orrery::api::Member)
ORRERY_API_RESOURCE(orrery::api::Region)
ORRERY_API_PART(orrery::api::ResourceReference)

namespace orrery::api::organizations {

Request<Page<Organization>> list(const PageRequest &page)
{
    return makePageRequest<Organization>(endpoint("list_organizations"), {}, page);
}

Request<Organization> get(const OrganizationRef &organization)
{
    return makeRequest<Organization>(endpoint("get_organization"), organization.path());
}

Request<Page<Member>> members(const OrganizationRef &organization, const QString &search, const PageRequest &page)
{
    return makePageRequest<Member>(endpoint("list_organization_members"), organization.path(), page,
                                   Query().add("q", search).items());
}

Request<Member> member(const OrganizationRef &organization, const QString &userId)
{
    return makeRequest<Member>(endpoint("get_organization_membership"), organization.path(userId));
}

Request<Page<Region>> regions(const OrganizationRef &organization, const PageRequest &page)
{
    return makePageRequest<Region>(endpoint("list_regions_for_organization"), organization.path(), page);
}

Request<Page<Region>> publicRegions(const PageRequest &page)
{
    return makePageRequest<Region>(endpoint("list_public_regions"), {}, page);
}

} // namespace orrery::api::organizations
