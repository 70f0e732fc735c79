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

Request<Page<Backup>> list(const QString &organization, const QString &database, const QString &branch,
                           const ListFilter &filter, const PageRequest &page)
{
    Query query;
    query.add("all", filter.all)
        .add("state", filter.state)
        .add("policy", filter.policy)
        .add("from", filter.from)
        .add("to", filter.to)
        .add("running_at", filter.runningAt)
        .add("production", filter.production);
    return makePageRequest<Backup>(endpoint("list_backups"), {organization, database, branch}, page, query.items());
}

Request<Backup> get(const QString &organization, const QString &database, const QString &branch, const QString &id)
{
    return makeRequest<Backup>(endpoint("get_backup"), {organization, database, branch, id});
}

Request<Backup> create(const QString &organization, const QString &database, const QString &branch,
                       const BackupCreate &body)
{
    return makeRequest<Backup>(endpoint("create_backup"), {organization, database, branch}, {},
                               Codec<BackupCreate>::body(body));
}

Request<Backup> setProtected(const QString &organization, const QString &database, const QString &branch,
                             const QString &id, bool isProtected)
{
    BackupUpdate body;
    body.isProtected = isProtected;
    return makeRequest<Backup>(endpoint("update_backup"), {organization, database, branch, id}, {},
                               Codec<BackupUpdate>::body(body));
}

Request<Nothing> remove(const QString &organization, const QString &database, const QString &branch, const QString &id)
{
    return makeRequest<Nothing>(endpoint("delete_backup"), {organization, database, branch, id});
}

Request<Branch> restore(const QString &organization, const QString &database, const BranchCreate &body)
{
    return branches::create(organization, database, body);
}

Request<Page<BackupPolicy>> policies(const QString &organization, const QString &database, const PageRequest &page)
{
    return makePageRequest<BackupPolicy>(endpoint("list_backup_policies"), {organization, database}, page);
}

} // namespace orrery::api::backups
