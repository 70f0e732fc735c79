// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/endpoint_permissions.h"

#include <QtGlobal>

#include <array>

namespace orrery::api {

inline constexpr std::array backupsEndpoints{
    Endpoint{.id = "list_backup_policies",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/backup-policies",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See the backup policies"),
             .paging = Paging::Pages,
             .scopes = scopes::readBackupPolicies,
             .accesses = "read_backups"},
    Endpoint{.id = "create_backup_policy",
             .method = Method::Post,
             .path = "/organizations/{organization}/databases/{database}/backup-policies",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Add a backup policy"),
             .scopes = scopes::writeBackupPolicies,
             .accesses = "write_backups"},
    Endpoint{.id = "get_backup_policy",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/backup-policies/{id}",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See a backup policy"),
             .scopes = scopes::readBackupPolicies,
             .accesses = "read_backups"},
    Endpoint{.id = "update_backup_policy",
             .method = Method::Patch,
             .path = "/organizations/{organization}/databases/{database}/backup-policies/{id}",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Change a backup policy"),
             .scopes = scopes::writeBackupPolicies,
             .accesses = "write_backups"},
    Endpoint{.id = "delete_backup_policy",
             .method = Method::Delete,
             .path = "/organizations/{organization}/databases/{database}/backup-policies/{id}",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Delete a backup policy"),
             .scopes = scopes::writeBackupPolicies,
             .accesses = "write_backups"},
    Endpoint{.id = "list_backups",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}/backups",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See a branch's backups"),
             .paging = Paging::Pages,
             .scopes = scopes::readBackups,
             .accesses = "read_backups"},
    Endpoint{.id = "create_backup",
             .method = Method::Post,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}/backups",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Back up a branch"),
             .scopes = scopes::writeBackups,
             .accesses = "write_backups"},
    Endpoint{.id = "get_backup",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}/backups/{id}",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See a backup"),
             .scopes = scopes::readBackups,
             .accesses = "read_backups"},
    Endpoint{.id = "update_backup",
             .method = Method::Patch,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}/backups/{id}",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Protect a backup or lift its protection"),
             .scopes = scopes::writeBackups,
             .accesses = "write_backups"},
    Endpoint{.id = "delete_backup",
             .method = Method::Delete,
             .path = "/organizations/{organization}/databases/{database}/branches/{branch}/backups/{id}",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Delete a backup"),
             .scopes = {.organization = "delete_backups delete_production_branch_backups",
                        .database = "delete_backups delete_production_branch_backups",
                        .branch = "delete_backups"},
             .accesses = "delete_backups delete_production_branch_backups"},
};

namespace backups {
/// The row of one of these operations; an unknown id does not compile.
consteval const Endpoint &endpoint(std::string_view id)
{
    return rowOf(backupsEndpoints, id);
}
} // namespace backups

} // namespace orrery::api
