// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/backups/requests.h"

#include "api/backups/endpoints.h"
#include "api/branches/requests.h"
#include "api/core/json_codec.h"

ORRERY_API_RESOURCE(orrery::api::BackupPolicy)
ORRERY_API_PART(orrery::api::SchemaSnapshot)
ORRERY_API_RESOURCE(orrery::api::Backup)
ORRERY_API_PART(orrery::api::BackupCreate)
ORRERY_API_PART(orrery::api::BackupUpdate)

namespace orrery::api::backups {

Request<Page<Backup>> list(const BranchRef &branch, const ListFilter &filter, const PageRequest &page)
{
    Query query;
    query.add("all", filter.all)
        .add("state", filter.state)
        .add("policy", filter.policy)
        .add("from", filter.from)
        .add("to", filter.to)
        .add("running_at", filter.runningAt)
        .add("production", filter.production);
    return makePageRequest<Backup>(endpoint("list_backups"), branch.path(), page, query.items());
}

Request<Backup> get(const BranchRef &branch, const QString &id)
{
    return makeRequest<Backup>(endpoint("get_backup"), branch.path(id));
}

Request<Backup> create(const BranchRef &branch, const BackupCreate &body)
{
    return makeRequest<Backup>(endpoint("create_backup"), branch.path(), {}, Codec<BackupCreate>::body(body));
}

Request<Backup> setProtected(const BranchRef &branch, const QString &id, bool isProtected)
{
    BackupUpdate body;
    body.isProtected = isProtected;
    return makeRequest<Backup>(endpoint("update_backup"), branch.path(id), {}, Codec<BackupUpdate>::body(body));
}

Request<Nothing> remove(const BranchRef &branch, const QString &id)
{
    return makeRequest<Nothing>(endpoint("delete_backup"), branch.path(id));
}

Request<Branch> restore(const DatabaseRef &database, const BranchCreate &body)
{
    return branches::create(database, body);
}

Request<Page<BackupPolicy>> policies(const DatabaseRef &database, const PageRequest &page)
{
    return makePageRequest<BackupPolicy>(endpoint("list_backup_policies"), database.path(), page);
}

} // namespace orrery::api::backups
