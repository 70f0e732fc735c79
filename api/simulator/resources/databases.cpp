// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/resources/json.h"

#include <algorithm>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

QString databaseAccesses()
{
    return u"read_database delete_database write_database read_branch delete_branch create_branch promote_branches "
           u"demote_branches "
           "delete_production_branch connect_branch connect_production_branch read_deploy_request "
           "create_deploy_request "
           "approve_deploy_request read_comment create_comment restore_backup restore_production_branch_backup "
           "read_backups "
           "write_backups delete_backups delete_production_branch_backups"_s;
}

QJsonObject databaseJson(const Context &context, const Database &database)
{
    const Organization &organization = *context.organization;
    const QString api = u"%1/v1/organizations/%2/databases/%3"_s.arg(context.base, pathPart(organization.name),
                                                                     pathPart(database.name));
    const auto production = std::count_if(database.branches.cbegin(), database.branches.cend(),
                                          [](const auto &b) { return b->production; });
    const auto all = static_cast<qint64>(database.branches.size());
    const Branch *main = database.branch(database.defaultBranch);
    const bool mysql = database.kind == u"mysql";
    const int shards = main ? main->shardCount() : 1;
    QJsonObject json{
        {u"id"_s, database.id},
        {u"type"_s, u"Database"_s},
        {u"url"_s, api},
        {u"branches_url"_s, api + u"/branches"_s},
        {u"branches_count"_s, all},
        {u"open_schema_recommendations_count"_s, database.openRecommendations},
        {u"development_branches_count"_s, all - production},
        {u"production_branches_count"_s, static_cast<qint64>(production)},
        {u"issues_count"_s, database.issues},
        {u"multiple_admins_required_for_deletion"_s, false},
        {u"ready"_s, database.state == u"ready"},
        {u"at_backup_restore_branches_limit"_s, false},
        {u"at_development_branch_usage_limit"_s, false},
        {u"data_import"_s, QJsonValue::Null},
        {u"region"_s, database.region ? QJsonValue(regionJson(*database.region)) : QJsonValue(QJsonValue::Null)},
        {u"html_url"_s, u"%1/app/%2/%3"_s.arg(context.base, pathPart(organization.name), pathPart(database.name))},
        {u"name"_s, database.name},
        {u"state"_s, database.state},
        {u"sharded"_s, mysql && shards > 1},
        {u"default_branch_shard_count"_s, shards},
        {u"default_branch_read_only_regions_count"_s, 0},
        {u"default_branch_table_count"_s, main ? main->schema.size() : 0},
        {u"default_branch"_s, database.defaultBranch},
        {u"require_approval_for_deploy"_s, database.requireApproval},
        {u"deletion_protected"_s, database.deletionProtected},
        {u"resizing"_s, false},
        {u"resize_queued"_s, false},
        {u"config_changing"_s, false},
        {u"config_change_queued"_s, false},
        {u"allow_data_branching"_s, database.allowDataBranching},
        {u"foreign_keys_enabled"_s, database.foreignKeys},
        {u"automatic_migrations"_s, mysql ? QJsonValue(database.automaticMigrations) : QJsonValue(QJsonValue::Null)},
        {u"restrict_branch_region"_s, database.restrictBranchRegion},
        {u"prefer_instant"_s, database.preferInstant},
        {u"insights_raw_queries"_s, database.insightsRawQueries},
        {u"plan"_s, database.plan},
        {u"insights_enabled"_s, true},
        {u"production_branch_web_console"_s, database.webConsole},
        {u"migration_table_name"_s, textOrNull(database.migrationTable)},
        {u"migration_framework"_s, textOrNull(database.migrationFramework)},
        {u"created_at"_s, timeOrNull(database.createdAt)},
        {u"updated_at"_s, timeOrNull(database.updatedAt)},
        {u"schema_last_updated_at"_s, timeOrNull(database.schemaUpdatedAt)},
        {u"kind"_s, database.kind}};
    database.quirks.apply(json);
    return json;
}

namespace {

HttpResponse listDatabases(Context &context)
{
    const QString search = context.request.query(u"q"_s);
    QList<const Database *> found;
    for (const auto &database : context.organization->databases) {
        if (search.isEmpty() || database->name.contains(search, Qt::CaseInsensitive))
            found.append(database.get());
    }
    return listResponse(context.request, context.base, found.size(), true,
                        [&](qsizetype i) { return compact(databaseJson(context, *found.at(i))); });
}

HttpResponse createDatabase(Context &context)
{
    const QString name = context.body.value(u"name"_s).toString();
    if (name.isEmpty())
        return HttpResponse::error(422, u"invalid_params"_s, u"Name can't be blank"_s);
    if (context.organization->database(name))
        return HttpResponse::unprocessable(u"Name has already been taken"_s);
    if (context.body.value(u"cluster_size"_s).toString().isEmpty())
        return HttpResponse::error(422, u"invalid_params"_s, u"cluster_size is required"_s);
    Database &database =
        context.world.addDatabase(*context.organization, name, context.body.value(u"kind"_s).toString(u"mysql"_s));
    database.createdAt = database.updatedAt = context.now();
    database.schemaUpdatedAt = 0;
    if (const Region *region = context.world.region(context.body.value(u"region"_s).toString()))
        database.region = region;
    Branch &main = context.world.addBranch(database, u"main"_s);
    main.production = true;
    main.createdAt = main.updatedAt = context.now();
    main.schemaUpdatedAt = 0;
    Keyspace keyspace;
    keyspace.id = context.world.newId();
    keyspace.name = name;
    keyspace.shards = {u"-"_s};
    keyspace.clusterName = context.body.value(u"cluster_size"_s).toString();
    keyspace.createdAt = context.now();
    StorageCurve curve;
    curve.percentNow = 1;
    curve.percentPerDay = 0.1;
    curve.capacity = 10'737'418'240;
    curve.anchor = context.now();
    keyspace.storage.insert(u"-"_s, curve);
    main.keyspaces.append(keyspace);
    context.world.record(*context.organization, context.caller.actor, u"database.created"_s, u"Database"_s, database.id,
                         name);
    return HttpResponse::json(databaseJson(context, database), 201);
}

HttpResponse updateDatabase(Context &context)
{
    Database &database = *context.database;
    const QJsonObject &body = context.body;
    const auto flag = [&body](const QString &name, bool *target) {
        if (body.value(name).isBool())
            *target = body.value(name).toBool();
    };
    const QString newName = body.value(u"new_name"_s).toString();
    if (!newName.isEmpty() && newName != database.name && context.organization->database(newName))
        return HttpResponse::unprocessable(u"Name has already been taken"_s);
    const QString defaultBranch = body.value(u"default_branch"_s).toString();
    if (!defaultBranch.isEmpty()) {
        const Branch *branch = database.branch(defaultBranch);
        if (!branch || !branch->production)
            return HttpResponse::unprocessable(u"Default branch must be an existing production branch"_s);
        database.defaultBranch = defaultBranch;
    }
    if (!newName.isEmpty())
        database.name = newName;
    flag(u"automatic_migrations"_s, &database.automaticMigrations);
    flag(u"require_approval_for_deploy"_s, &database.requireApproval);
    flag(u"restrict_branch_region"_s, &database.restrictBranchRegion);
    flag(u"allow_data_branching"_s, &database.allowDataBranching);
    flag(u"allow_foreign_key_constraints"_s, &database.foreignKeys);
    flag(u"insights_raw_queries"_s, &database.insightsRawQueries);
    flag(u"deletion_protected"_s, &database.deletionProtected);
    flag(u"production_branch_web_console"_s, &database.webConsole);
    if (body.contains(u"migration_framework"_s))
        database.migrationFramework = body.value(u"migration_framework"_s).toString();
    if (body.contains(u"migration_table_name"_s))
        database.migrationTable = body.value(u"migration_table_name"_s).toString();
    database.updatedAt = context.now();
    context.world.record(*context.organization, context.caller.actor, u"database.updated"_s, u"Database"_s, database.id,
                         database.name);
    return HttpResponse::json(databaseJson(context, database));
}

HttpResponse deleteDatabase(Context &context)
{
    if (context.database->deletionProtected)
        return HttpResponse::unprocessable(u"Database is protected from deletion"_s);
    context.world.record(*context.organization, context.caller.actor, u"database.deleted"_s, u"Database"_s,
                         context.database->id, context.database->name);
    context.world.removeDatabase(*context.organization, context.database->name);
    return HttpResponse::noContent();
}

} // namespace

void addDatabaseRoutes(Router &router)
{
    const QString list = u"/organizations/{organization}/databases"_s;
    const QString one = list + u"/{database}"_s;
    router.add("GET", list, Access::listed(u"read_databases"_s, databaseAccesses()), listDatabases);
    router.add("POST", list, Access::listed(u"create_databases"_s, u"create_databases"_s), createDatabase);
    router.add("GET", one, Access::listed(u"read_databases read_database"_s, databaseAccesses()),
               [](Context &context) { return HttpResponse::json(databaseJson(context, *context.database)); });
    router.add("PATCH", one, Access::listed(u"write_databases write_database"_s, u"write_database"_s), updateDatabase);
    router.add("DELETE", one, Access::listed(u"delete_databases delete_database"_s, u"delete_database"_s),
               deleteDatabase);
}

} // namespace orrery::simulator
