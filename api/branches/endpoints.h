// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/endpoint_permissions.h"

#include <QtGlobal>

#include <array>

namespace orrery::api {

inline constexpr std::array branchesEndpoints{
    Endpoint{.id = "list_branches",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/branches",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See the branches"),
             .paging = Paging::Pages,
             .scopes = scopes::readBranches,
             .accesses = accesses::anyBranch},
    Endpoint{.id = "create_branch",
             .method = Method::Post,
             .path = "/organizations/{organization}/databases/{database}/branches",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Create a branch, empty or from a backup"),
             .scopes = {.organization = "write_branches restore_production_branch_backups restore_backups",
                        .database = "write_branches restore_production_branch_backups restore_backups",
                        .branch = "restore_backups"},
             .accesses = "create_branch restore_production_branch_backup restore_backup"},
    Endpoint{.id = "get_branch",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See a branch"),
             .scopes = scopes::readBranches,
             .accesses = accesses::anyBranch},
    Endpoint{.id = "update_branch",
             .method = Method::Patch,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Rename or protect a branch"),
             .scopes = {.organization = "write_branches write_databases",
                        .database = "write_branches write_database",
                        .branch = "write_branch"},
             .accesses = "write_database"},
    Endpoint{.id = "delete_branch",
             .method = Method::Delete,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Delete a branch"),
             .scopes = {.organization = "delete_branches delete_production_branches",
                        .database = "delete_branches delete_production_branches",
                        .branch = "delete_branch"},
             .accesses = "delete_branch"},
    Endpoint{.id = "demote_branch",
             .method = Method::Post,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}/demote",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Make a production branch a development branch"),
             .scopes = {.organization = "demote_branches", .database = "demote_branches"},
             .accesses = "connect_production_branch demote_branches"},
    Endpoint{.id = "promote_branch",
             .method = Method::Post,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}/promote",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Make a branch a production branch"),
             .scopes = {.organization = "promote_branches", .database = "promote_branches"},
             .accesses = "connect_production_branch promote_branches"},
    Endpoint{.id = "enable_safe_migrations",
             .method = Method::Post,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}/safe-migrations",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Turn safe migrations on")},
    Endpoint{.id = "update_safe_migrations",
             .method = Method::Put,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}/safe-migrations",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Turn safe migrations on or off")},
    Endpoint{.id = "disable_safe_migrations",
             .method = Method::Delete,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}/safe-migrations",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Turn safe migrations off")},
    Endpoint{.id = "get_branch_schema",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}/schema",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See a branch's schema"),
             .scopes = scopes::readBranches,
             .accesses = accesses::anyBranch},
    Endpoint{.id = "lint_branch_schema",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}/schema/lint",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Check a branch's schema for errors"),
             .paging = Paging::Pages,
             .scopes = scopes::readBranches,
             .accesses = accesses::anyBranch},
    Endpoint{.id = "get_branch_diff",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}/diff",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See how a branch's schema differs from its parent"),
             .provenance = Provenance::Observed},
};

namespace branches {
/// The row of one of these operations; an unknown id does not compile.
consteval const Endpoint &endpoint(std::string_view id)
{
    return rowOf(branchesEndpoints, id);
}
} // namespace branches

} // namespace orrery::api
