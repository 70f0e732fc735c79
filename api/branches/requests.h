// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/branches/branch.h"
#include "api/branches/branch_bodies.h"
#include "api/branches/branch_schema.h"
#include "api/branches/keyspace.h"
#include "api/branches/lint_error.h"
#include "api/core/reference.h"
#include "api/core/request.h"

namespace orrery::api::branches {

/// What GET …/branches can leave out.
struct ListFilter
{
    QString search; ///< part of the name
    std::optional<bool> production;
    std::optional<bool> safeMigrations;
    bool newestFirst = false; ///< by creation; else the service's own order
    friend bool operator==(const ListFilter &, const ListFilter &) = default;
};

/// GET …/branches
Request<Page<Branch>> list(const DatabaseRef &database, const ListFilter &filter = {}, const PageRequest &page = {});
/// GET …/branches/{branch}
Request<Branch> get(const BranchRef &branch);
/// POST …/branches; with `backupId` set it restores a backup.
Request<Branch> create(const DatabaseRef &database, const BranchCreate &body);
/// PATCH …/branches/{branch}
Request<Branch> update(const BranchRef &branch, const BranchUpdate &body);
/// DELETE …/branches/{branch}, on wish with everything branched from it. The default branch is refused (422).
Request<Nothing> remove(const BranchRef &branch, bool deleteDescendants = false);

/// POST …/promote and …/demote: to a production branch and back.
Request<Branch> promote(const BranchRef &branch);
Request<Branch> demote(const BranchRef &branch);
/// POST and DELETE …/safe-migrations (Vitess only).
Request<Branch> enableSafeMigrations(const BranchRef &branch);
Request<Branch> disableSafeMigrations(const BranchRef &branch);

/// Which part of a schema GET …/schema answers; empty: the service's choice.
struct SchemaFilter
{
    QString keyspace; ///< Vitess
    QString catalogNamespace; ///< Postgres, "database.schema"
    friend bool operator==(const SchemaFilter &, const SchemaFilter &) = default;
};

/// GET …/schema: the tables.
Request<QList<TableSchema>> schema(const BranchRef &branch, const SchemaFilter &filter = {});
/// GET …/schema/lint
Request<Page<LintError>> lint(const BranchRef &branch, const PageRequest &page = {});
/// GET …/diff: against the parent branch. Not in the reference; official clients send it.
Request<QList<TableDiff>> diff(const BranchRef &branch);

/// GET …/keyspaces (Vitess only). No OAuth scope opens it: it takes a service token.
Request<Page<Keyspace>> keyspaces(const BranchRef &branch, const PageRequest &page = {});

/// The branch whose backup a create() restores, which only its body tells; empty for every other request.
QString branchOfBackup(const RequestData &request);

} // namespace orrery::api::branches
