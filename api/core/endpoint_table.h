// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/endpoint.h"

#include <array>
#include <span>

namespace orrery::api {

// Scopes and accesses that come in the same combination again and again.
namespace scopes {
inline constexpr OAuthScopes readOrganization{.user = "read_organizations", .organization = "read_organization"};
inline constexpr OAuthScopes readDatabases{.organization = "read_databases", .database = "read_database"};
inline constexpr OAuthScopes readBranches{.organization = "read_branches", .database = "read_branches", .branch = "read_branch"};
inline constexpr OAuthScopes readDeployRequests{.organization = "read_deploy_requests", .database = "read_deploy_requests"};
} // namespace scopes

/// Every operation Orrery can send, one row each, in the order of the reference.
inline constexpr std::array endpointTable{
    Endpoint{.id = "list_organizations", .method = Method::Get, .path = "/organizations", .summary = "List organizations",
             .paging = Paging::Pages, .scopes = {.user = "read_organizations"}},
    Endpoint{.id = "get_organization", .method = Method::Get, .path = "/organizations/{organization}",
             .summary = "Get an organization", .scopes = scopes::readOrganization, .accesses = "read_organization"},
};

/// The row of an operation; an unknown id does not compile.
consteval const Endpoint &endpoint(std::string_view id)
{
    for (const Endpoint &row : endpointTable) {
        if (row.id == id)
            return row;
    }
    throw "no such endpoint";
}

/// All rows, for the permission matrix and `orrery endpoints`.
constexpr std::span<const Endpoint> allEndpoints()
{
    return endpointTable;
}

} // namespace orrery::api
