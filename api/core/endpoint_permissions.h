// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/endpoint.h"

// Combinations of scopes and of accesses that several operations share.

namespace orrery::api::scopes {

inline constexpr OAuthScopes deployDeployRequests{.organization = "deploy_deploy_requests",
                                                  .database = "deploy_deploy_requests"};
inline constexpr OAuthScopes managePasswords{
    .organization = "manage_passwords manage_production_branch_passwords manage_read_only_passwords "
                    "manage_production_read_only_passwords",
    .database = "manage_passwords manage_production_branch_passwords manage_read_only_passwords "
                "manage_production_read_only_passwords",
    .branch = "manage_passwords manage_read_only_passwords"};
inline constexpr OAuthScopes readBackupPolicies{.organization = "read_backups", .database = "read_backups"};
inline constexpr OAuthScopes readBackups{
    .organization = "read_backups", .database = "read_backups", .branch = "read_backups"};
inline constexpr OAuthScopes readBranches{
    .organization = "read_branches", .database = "read_branches", .branch = "read_branch"};
inline constexpr OAuthScopes readDatabases{.organization = "read_databases", .database = "read_database"};
inline constexpr OAuthScopes readDeployRequests{.organization = "read_deploy_requests",
                                                .database = "read_deploy_requests"};
inline constexpr OAuthScopes readInvoices{.organization = "read_invoices"};
inline constexpr OAuthScopes readOrganization{.organization = "read_organization"};
inline constexpr OAuthScopes readOrganizations{.user = "read_organizations", .organization = "read_organization"};
inline constexpr OAuthScopes writeBackupPolicies{.organization = "write_backups", .database = "write_backups"};
inline constexpr OAuthScopes writeBackups{
    .organization = "write_backups", .database = "write_backups", .branch = "write_backups"};
inline constexpr OAuthScopes writeDatabases{.organization = "write_databases", .database = "write_database"};
inline constexpr OAuthScopes writeDeployRequests{.organization = "write_deploy_requests",
                                                 .database = "write_deploy_requests"};
inline constexpr OAuthScopes writeOrganization{.organization = "write_organization"};

} // namespace orrery::api::scopes

namespace orrery::api::accesses {

inline constexpr std::string_view anyBranch =
    "read_branch delete_branch create_branch connect_production_branch connect_branch";
inline constexpr std::string_view anyBranchOrReadOnly =
    "read_branch delete_branch create_branch connect_production_branch connect_production_read_only_branch"
    " connect_branch";
/// Every access that belongs to a database opens the reading of it.
inline constexpr std::string_view anyDatabase =
    "read_database delete_database write_database read_branch delete_branch create_branch promote_branches"
    " demote_branches delete_production_branch connect_branch connect_production_branch"
    " connect_production_read_only_branch delete_branch_password delete_production_branch_password"
    " delete_production_read_only_branch_password read_deploy_request create_deploy_request"
    " approve_deploy_request read_comment create_comment restore_backup restore_production_branch_backup"
    " read_backups write_backups delete_backups delete_production_branch_backups write_branch_vschema"
    " write_production_branch_vschema";
inline constexpr std::string_view connectBranches =
    "connect_production_branch connect_production_read_only_branch connect_branch";
inline constexpr std::string_view createPasswords =
    "create_production_branch_password create_production_read_only_branch_password create_branch_password";
inline constexpr std::string_view deletePasswords =
    "delete_production_branch_password delete_production_read_only_branch_password delete_branch_password";

} // namespace orrery::api::accesses
