// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/endpoint_permissions.h"

#include <QtGlobal>

#include <array>

namespace orrery::api {

inline constexpr std::array storageEndpoints{
    Endpoint{.id = "get_branch_metrics",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}/metrics",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See a branch's metrics over time"),
             .scopes = scopes::readBranches,
             .accesses = accesses::anyBranch},
    Endpoint{.id = "get_instant_branch_metrics",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}/metrics/instant",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See a branch's present metrics"),
             .scopes = scopes::readBranches,
             .accesses = accesses::anyBranch},
    Endpoint{.id = "get_branch_keyspace_table_metrics",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}/metrics/keyspace-tables",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See table sizes by keyspace"),
             .scopes = scopes::readBranches,
             .accesses = accesses::anyBranch},
    Endpoint{.id = "get_branch_table_metrics",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}/metrics/tables",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See table sizes"),
             .scopes = scopes::readBranches,
             .accesses = accesses::anyBranch},
    Endpoint{.id = "get_tablet_metrics",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}/metrics/tablets",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See the tablets' metrics over time"),
             .scopes = scopes::readBranches,
             .accesses = accesses::anyBranch},
    Endpoint{.id = "get_instant_tablet_metrics",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}/metrics/tablets-instant",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See the tablets' present metrics"),
             .scopes = scopes::readBranches,
             .accesses = accesses::anyBranch},
    Endpoint{.id = "list_scrape_targets",
             .method = Method::Get,
             .path = "/organizations/{organization}/metrics",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See where metrics are scraped"),
             .accesses = "read_metrics_endpoints",
             .provenance = Provenance::Observed},
};

namespace storage {
/// The row of one of these operations; an unknown id does not compile.
consteval const Endpoint &endpoint(std::string_view id)
{
    return rowOf(storageEndpoints, id);
}
} // namespace storage

} // namespace orrery::api
