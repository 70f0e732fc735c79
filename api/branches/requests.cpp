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

#include <QJsonDocument>
#include <QJsonObject>

namespace orrery::api::branches {

Request<Page<Branch>> list(const DatabaseRef &database, const ListFilter &filter, const PageRequest &page)
{
    Query query;
    query.add("q", filter.search).add("production", filter.production).add("safe_migrations", filter.safeMigrations);
    if (filter.newestFirst)
        query.add("order", QStringLiteral("desc"));
    return makePageRequest<Branch>(endpoint("list_branches"), database.path(), page, query.items());
}

Request<Branch> get(const BranchRef &branch)
{
    return makeRequest<Branch>(endpoint("get_branch"), branch.path());
}

Request<Branch> create(const DatabaseRef &database, const BranchCreate &body)
{
    return makeRequest<Branch>(endpoint("create_branch"), database.path(), {}, Codec<BranchCreate>::body(body));
}

Request<Branch> update(const BranchRef &branch, const BranchUpdate &body)
{
    return makeRequest<Branch>(endpoint("update_branch"), branch.path(), {}, Codec<BranchUpdate>::body(body));
}

Request<Nothing> remove(const BranchRef &branch, bool deleteDescendants)
{
    Query query;
    if (deleteDescendants)
        query.add("delete_descendants", QStringLiteral("true"));
    return makeRequest<Nothing>(endpoint("delete_branch"), branch.path(), query.items());
}

Request<Branch> promote(const BranchRef &branch)
{
    return makeRequest<Branch>(endpoint("promote_branch"), branch.path());
}

Request<Branch> demote(const BranchRef &branch)
{
    return makeRequest<Branch>(endpoint("demote_branch"), branch.path());
}

Request<Branch> enableSafeMigrations(const BranchRef &branch)
{
    return makeRequest<Branch>(endpoint("enable_safe_migrations"), branch.path());
}

Request<Branch> disableSafeMigrations(const BranchRef &branch)
{
    return makeRequest<Branch>(endpoint("disable_safe_migrations"), branch.path());
}

Request<QList<TableSchema>> schema(const BranchRef &branch, const SchemaFilter &filter)
{
    return makeDataRequest<TableSchema>(
        endpoint("get_branch_schema"), branch.path(),
        Query().add("keyspace", filter.keyspace).add("namespace", filter.catalogNamespace).items());
}

Request<Page<LintError>> lint(const BranchRef &branch, const PageRequest &page)
{
    return makePageRequest<LintError>(endpoint("lint_branch_schema"), branch.path(), page);
}

Request<QList<TableDiff>> diff(const BranchRef &branch)
{
    return makeDataRequest<TableDiff>(endpoint("get_branch_diff"), branch.path());
}

Request<Page<Keyspace>> keyspaces(const BranchRef &branch, const PageRequest &page)
{
    return makePageRequest<Keyspace>(clusters::endpoint("list_keyspaces"), branch.path(), page);
}

QString branchOfBackup(const RequestData &request)
{
    if (request.endpoint->id != "create_branch")
        return {};
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    return body.contains(QLatin1String("backup_id")) ? body.value(QLatin1String("parent_branch")).toString()
                                                     : QString();
}

} // namespace orrery::api::branches
