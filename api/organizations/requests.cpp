// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/organizations/requests.h"

#include "api/core/endpoint_table.h"
#include "api/core/json_codec.h"

ORRERY_API_RESOURCE(orrery::api::Organization)

namespace orrery::api::organizations {

Request<Page<Organization>> list(const PageRequest &page)
{
    return makePageRequest<Organization>(endpoint("list_organizations"), {}, page);
}

Request<Organization> get(const QString &organization)
{
    return makeRequest<Organization>(endpoint("get_organization"), {organization});
}

} // namespace orrery::api::organizations
