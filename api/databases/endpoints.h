// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/endpoint_permissions.h"

#include <QtGlobal>

#include <array>

namespace orrery::api {

inline constexpr std::array databasesEndpoints{
    Endpoint{.id = "list_databases",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See the databases"),
             .paging = Paging::Pages,
             .scopes = {.organization = "read_databases"},
             .accesses = accesses::anyDatabase},
    Endpoint{.id = "create_database",
             .method = Method::Post,
             .path = "/organizations/{organization}/databases",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Create a database"),
             .scopes = {.organization = "create_databases"},
             .accesses = "create_databases"},
    Endpoint{.id = "get_database",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See a database"),
             .scopes = scopes::readDatabases,
             .accesses = accesses::anyDatabase},
    Endpoint{.id = "update_database_settings",
             .method = Method::Patch,
             .path = "/organizations/{organization}/databases/{database}",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Change a database's settings"),
             .scopes = scopes::writeDatabases,
             .accesses = "write_database"},
    Endpoint{.id = "delete_database",
             .method = Method::Delete,
             .path = "/organizations/{organization}/databases/{database}",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Delete a database"),
             .scopes = {.organization = "delete_databases", .database = "delete_database"},
             .accesses = "delete_database"},
    Endpoint{.id = "list_read_only_regions",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/read-only-regions",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See the read-only regions"),
             .paging = Paging::Pages,
             .scopes = {.organization = "read_branches", .database = "read_branches"},
             .accesses = accesses::anyDatabase},
    Endpoint{.id = "list_database_regions",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/regions",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See the regions of a database"),
             .paging = Paging::Pages,
             .scopes = scopes::readDatabases,
             .accesses = accesses::anyDatabase},
    Endpoint{.id = "get_database_throttler",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/throttler",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See how strongly a database's deployments are throttled"),
             .scopes = scopes::readDatabases,
             .accesses = "read_deploy_request create_deploy_request"},
    Endpoint{.id = "update_database_throttler",
             .method = Method::Patch,
             .path = "/organizations/{organization}/databases/{database}/throttler",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Throttle a database's deployments"),
             .scopes = scopes::deployDeployRequests,
             .accesses = "write_database"},
};

namespace databases {
/// The row of one of these operations; an unknown id does not compile.
consteval const Endpoint &endpoint(std::string_view id)
{
    return rowOf(databasesEndpoints, id);
}
} // namespace databases

} // namespace orrery::api
