// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/databases/requests.h"

#include "api/core/json_codec.h"
#include "api/core/query.h"
#include "api/databases/endpoints.h"

ORRERY_API_PART(orrery::api::ImportSource)
ORRERY_API_PART(orrery::api::DataImport)
ORRERY_API_RESOURCE(orrery::api::Database)
ORRERY_API_PART(orrery::api::StorageLimits)
ORRERY_API_PART(orrery::api::DatabaseCreate)
ORRERY_API_PART(orrery::api::DatabaseSettings)

namespace orrery::api::databases {

Request<Page<Database>> list(const OrganizationRef &organization, const QString &search, const PageRequest &page)
{
    return makePageRequest<Database>(endpoint("list_databases"), organization.path(), page,
                                     Query().add("q", search).items());
}

Request<Database> get(const DatabaseRef &database)
{
    return makeRequest<Database>(endpoint("get_database"), database.path());
}

Request<Database> create(const OrganizationRef &organization, const DatabaseCreate &body)
{
    return makeRequest<Database>(endpoint("create_database"), organization.path(), {},
                                 Codec<DatabaseCreate>::body(body));
}

Request<Database> updateSettings(const DatabaseRef &database, const DatabaseSettings &body)
{
    return makeRequest<Database>(endpoint("update_database_settings"), database.path(), {},
                                 Codec<DatabaseSettings>::body(body));
}

Request<Nothing> remove(const DatabaseRef &database)
{
    return makeRequest<Nothing>(endpoint("delete_database"), database.path());
}

Request<Page<Region>> regions(const DatabaseRef &database, const PageRequest &page)
{
    return makePageRequest<Region>(endpoint("list_database_regions"), database.path(), page);
}

} // namespace orrery::api::databases
