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

Request<Page<Database>> list(const QString &organization, const QString &search, const PageRequest &page)
{
    return makePageRequest<Database>(endpoint("list_databases"), {organization}, page,
                                     Query().add("q", search).items());
}

Request<Database> get(const QString &organization, const QString &database)
{
    return makeRequest<Database>(endpoint("get_database"), {organization, database});
}

Request<Database> create(const QString &organization, const DatabaseCreate &body)
{
    return makeRequest<Database>(endpoint("create_database"), {organization}, {}, Codec<DatabaseCreate>::body(body));
}

Request<Database> updateSettings(const QString &organization, const QString &database, const DatabaseSettings &body)
{
    return makeRequest<Database>(endpoint("update_database_settings"), {organization, database}, {},
                                 Codec<DatabaseSettings>::body(body));
}

Request<Nothing> remove(const QString &organization, const QString &database)
{
    return makeRequest<Nothing>(endpoint("delete_database"), {organization, database});
}

Request<Page<Region>> regions(const QString &organization, const QString &database, const PageRequest &page)
{
    return makePageRequest<Region>(endpoint("list_database_regions"), {organization, database}, page);
}

} // namespace orrery::api::databases
