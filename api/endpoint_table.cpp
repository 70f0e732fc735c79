// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/endpoint_table.h"

#include "api/access/endpoints.h"
#include "api/audit/endpoints.h"
#include "api/backups/endpoints.h"
#include "api/billing/endpoints.h"
#include "api/branches/endpoints.h"
#include "api/clusters/endpoints.h"
#include "api/databases/endpoints.h"
#include "api/deploy_requests/endpoints.h"
#include "api/insights/endpoints.h"
#include "api/organizations/endpoints.h"
#include "api/storage/endpoints.h"
#include "api/webhooks/endpoints.h"
#include "api/workflows/endpoints.h"

#include <algorithm>

namespace orrery::api {

namespace {

// The rows themselves, not copies: a request refers to its row by address.
template<std::size_t... Sizes>
constexpr auto addressesOf(const std::array<Endpoint, Sizes> &...features)
{
    std::array<const Endpoint *, (Sizes + ...)> rows{};
    std::size_t at = 0;
    const auto append = [&](const auto &feature) {
        for (const Endpoint &row : feature)
            rows[at++] = &row;
    };
    (append(features), ...);
    return rows;
}

constexpr auto rows =
    addressesOf(organizationsEndpoints, accessEndpoints, databasesEndpoints, branchesEndpoints, deployRequestsEndpoints,
                backupsEndpoints, storageEndpoints, clustersEndpoints, insightsEndpoints, workflowsEndpoints,
                webhooksEndpoints, auditEndpoints, billingEndpoints);

} // namespace

std::span<const Endpoint *const> allEndpoints()
{
    return rows;
}

const Endpoint *endpointNamed(const QString &id)
{
    const auto *const found =
        std::find_if(rows.begin(), rows.end(), [id = id.toStdString()](const Endpoint *row) { return row->id == id; });
    return found == rows.end() ? nullptr : *found;
}

} // namespace orrery::api
