// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/access/endpoints.h"
#include "api/audit/endpoints.h"
#include "api/backups/endpoints.h"
#include "api/billing/endpoints.h"
#include "api/branches/endpoints.h"
#include "api/clusters/endpoints.h"
#include "api/core/endpoint.h"
#include "api/databases/endpoints.h"
#include "api/deploy_requests/endpoints.h"
#include "api/insights/endpoints.h"
#include "api/organizations/endpoints.h"
#include "api/storage/endpoints.h"
#include "api/webhooks/endpoints.h"
#include "api/workflows/endpoints.h"

#include <array>
#include <span>

namespace orrery::api {

namespace detail {
template<std::size_t... Sizes>
constexpr auto joined(const std::array<Endpoint, Sizes> &...parts)
{
    std::array<Endpoint, (Sizes + ...)> rows;
    std::size_t at = 0;
    const auto append = [&](const auto &part) {
        for (const Endpoint &row : part)
            rows[at++] = row;
    };
    (append(parts), ...);
    return rows;
}
} // namespace detail

/// Every operation Orrery knows, one row each: all documented ones, and those seen only in official clients that Orrery
/// sends. The rows live with their features, api/<feature>/endpoints.h; adding an operation is a row there.
inline constexpr auto endpointTable =
    detail::joined(organizationsEndpoints, accessEndpoints, databasesEndpoints, branchesEndpoints,
                   deployRequestsEndpoints, backupsEndpoints, storageEndpoints, clustersEndpoints, insightsEndpoints,
                   workflowsEndpoints, webhooksEndpoints, auditEndpoints, billingEndpoints);

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
