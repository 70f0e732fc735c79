// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/branches/branch.h"
#include "api/branches/branch_bodies.h"
#include "api/branches/branch_schema.h"
#include "api/branches/keyspace.h"
#include "api/branches/lint_error.h"
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
Request<Page<Branch>> list(const QString &organization, const QString &database, const ListFilter &filter = {},
                           const PageRequest &page = {});
/// GET …/branches/{branch}
Request<Branch> get(const QString &organization, const QString &database, const QString &branch);
/// POST …/branches; with `backupId` set it restores a backup.
Request<Branch> create(const QString &organization, const QString &database, const BranchCreate &body);
/// PATCH …/branches/{branch}
Request<Branch> update(const QString &organization, const QString &database, const QString &branch,
                       const BranchUpdate &body);
/// DELETE …/branches/{branch}, on wish with everything branched from it. The default branch is refused (422).
Request<Nothing> remove(const QString &organization, const QString &database, const QString &branch,
                        bool deleteDescendants = false);

/// POST …/promote and …/demote: to a production branch and back.
Request<Branch> promote(const QString &organization, const QString &database, const QString &branch);
Request<Branch> demote(const QString &organization, const QString &database, const QString &branch);
/// POST and DELETE …/safe-migrations (Vitess only).
Request<Branch> enableSafeMigrations(const QString &organization, const QString &database, const QString &branch);
Request<Branch> disableSafeMigrations(const QString &organization, const QString &database, const QString &branch);

/// Which part of a schema GET …/schema answers; empty: the service's choice.
struct SchemaFilter
{
    QString keyspace; ///< Vitess
    QString catalogNamespace; ///< Postgres, "database.schema"
    friend bool operator==(const SchemaFilter &, const SchemaFilter &) = default;
};

/// GET …/schema: the tables.
Request<QList<TableSchema>> schema(const QString &organization, const QString &database, const QString &branch,
                                   const SchemaFilter &filter = {});
/// GET …/schema/lint
Request<Page<LintError>> lint(const QString &organization, const QString &database, const QString &branch,
                              const PageRequest &page = {});
/// GET …/diff: against the parent branch. Not in the reference; official clients send it.
Request<QList<TableDiff>> diff(const QString &organization, const QString &database, const QString &branch);

/// GET …/keyspaces (Vitess only). No OAuth scope opens it: it takes a service token.
Request<Page<Keyspace>> keyspaces(const QString &organization, const QString &database, const QString &branch,
                                  const PageRequest &page = {});

} // namespace orrery::api::branches
