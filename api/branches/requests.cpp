// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/branches/requests.h"

#include "api/branches/endpoints.h"
#include "api/clusters/endpoints.h"
#include "api/core/json_codec.h"
#include "api/core/query.h"

ORRERY_API_RESOURCE(orrery::api::Branch)
ORRERY_API_PART(orrery::api::KeyspaceClusterSize)
ORRERY_API_PART(orrery::api::BranchCreate)
ORRERY_API_PART(orrery::api::BranchUpdate)
ORRERY_API_RESOURCE(orrery::api::TableSchema)
ORRERY_API_RESOURCE(orrery::api::TableDiff)
ORRERY_API_RESOURCE(orrery::api::LintError)
ORRERY_API_PART(orrery::api::ReplicationDurability)
ORRERY_API_PART(orrery::api::VreplicationFlags)
ORRERY_API_RESOURCE(orrery::api::Keyspace)

namespace orrery::api::branches {

Request<Page<Branch>> list(const QString &organization, const QString &database, const ListFilter &filter,
                           const PageRequest &page)
{
    Query query;
    query.add("q", filter.search).add("production", filter.production).add("safe_migrations", filter.safeMigrations);
    if (filter.newestFirst)
        query.add("order", QStringLiteral("desc"));
    return makePageRequest<Branch>(endpoint("list_branches"), {organization, database}, page, query.items());
}

Request<Branch> get(const QString &organization, const QString &database, const QString &branch)
{
    return makeRequest<Branch>(endpoint("get_branch"), {organization, database, branch});
}

Request<Branch> create(const QString &organization, const QString &database, const BranchCreate &body)
{
    return makeRequest<Branch>(endpoint("create_branch"), {organization, database}, {},
                               Codec<BranchCreate>::body(body));
}

Request<Branch> update(const QString &organization, const QString &database, const QString &branch,
                       const BranchUpdate &body)
{
    return makeRequest<Branch>(endpoint("update_branch"), {organization, database, branch}, {},
                               Codec<BranchUpdate>::body(body));
}

Request<Nothing> remove(const QString &organization, const QString &database, const QString &branch,
                        bool deleteDescendants)
{
    Query query;
    if (deleteDescendants)
        query.add("delete_descendants", QStringLiteral("true"));
    return makeRequest<Nothing>(endpoint("delete_branch"), {organization, database, branch}, query.items());
}

Request<Branch> promote(const QString &organization, const QString &database, const QString &branch)
{
    return makeRequest<Branch>(endpoint("promote_branch"), {organization, database, branch});
}

Request<Branch> demote(const QString &organization, const QString &database, const QString &branch)
{
    return makeRequest<Branch>(endpoint("demote_branch"), {organization, database, branch});
}

Request<Branch> enableSafeMigrations(const QString &organization, const QString &database, const QString &branch)
{
    return makeRequest<Branch>(endpoint("enable_safe_migrations"), {organization, database, branch});
}

Request<Branch> disableSafeMigrations(const QString &organization, const QString &database, const QString &branch)
{
    return makeRequest<Branch>(endpoint("disable_safe_migrations"), {organization, database, branch});
}

Request<QList<TableSchema>> schema(const QString &organization, const QString &database, const QString &branch,
                                   const SchemaFilter &filter)
{
    return makeDataRequest<TableSchema>(
        endpoint("get_branch_schema"), {organization, database, branch},
        Query().add("keyspace", filter.keyspace).add("namespace", filter.catalogNamespace).items());
}

Request<Page<LintError>> lint(const QString &organization, const QString &database, const QString &branch,
                              const PageRequest &page)
{
    return makePageRequest<LintError>(endpoint("lint_branch_schema"), {organization, database, branch}, page);
}

Request<QList<TableDiff>> diff(const QString &organization, const QString &database, const QString &branch)
{
    return makeDataRequest<TableDiff>(endpoint("get_branch_diff"), {organization, database, branch});
}

Request<Page<Keyspace>> keyspaces(const QString &organization, const QString &database, const QString &branch,
                                  const PageRequest &page)
{
    return makePageRequest<Keyspace>(clusters::endpoint("list_keyspaces"), {organization, database, branch}, page);
}

} // namespace orrery::api::branches
