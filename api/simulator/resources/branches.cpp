// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/resources/cluster_sizes.h"
#include "api/simulator/resources/json.h"
#include "api/simulator/storage_model.h"

#include <algorithm>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

QJsonObject branchJson(const Context &context, const Branch &branch)
{
    const QString organization = pathPart(context.organization->name);
    const QString database = pathPart(context.database->name);
    const QString name = pathPart(branch.name);
    const bool mysql = branch.kind == u"mysql";
    QJsonObject json{
        {u"id"_s, branch.id},
        {u"type"_s, u"Branch"_s},
        {u"name"_s, branch.name},
        {u"created_at"_s, timeOrNull(branch.createdAt)},
        {u"updated_at"_s, timeOrNull(branch.updatedAt)},
        {u"deleted_at"_s, QJsonValue::Null},
        {u"restore_checklist_completed_at"_s, QJsonValue::Null},
        {u"schema_last_updated_at"_s, timeOrNull(branch.schemaUpdatedAt)},
        {u"kind"_s, branch.kind},
        {u"state"_s, branch.state},
        {u"cluster_name"_s, branch.clusterName},
        {u"cluster_iops"_s, QJsonValue::Null},
        {u"ready"_s, branch.state == u"ready"},
        {u"schema_ready"_s, branch.state == u"ready"},
        {u"metal"_s, branch.metal},
        {u"production"_s, branch.production},
        {u"safe_migrations"_s, branch.safeMigrations},
        {u"deletion_protected"_s, branch.deletionProtected},
        {u"stale_schema"_s, false},
        {u"actor"_s, actorJson(branch.actor)},
        {u"restored_from_branch"_s,
         branch.restoredFromBranchId.isEmpty()
             ? QJsonValue(QJsonValue::Null)
             : QJsonValue(referenceJson(u"Branch"_s, branch.restoredFromBranchId, branch.restoredFromBranch,
                                        branch.createdAt, branch.createdAt))},
        {u"private_edge_connectivity"_s, false},
        {u"has_replicas"_s, branch.production},
        {u"has_read_only_replicas"_s, false},
        {u"html_url"_s, u"%1/app/%2/%3/%4"_s.arg(context.base, organization, database, name)},
        {u"url"_s,
         u"%1/v1/organizations/%2/databases/%3/branches/%4"_s.arg(context.base, organization, database, name)},
        {u"region"_s, branch.region ? QJsonValue(regionJson(*branch.region)) : QJsonValue(QJsonValue::Null)},
        {u"parent_branch"_s, textOrNull(branch.parentBranch)}};
    if (mysql) {
        json.insert(u"mysql_address"_s, branch.id + u".connect.psdb.cloud"_s);
        json.insert(u"mysql_edge_address"_s, u"aws.connect.psdb.cloud"_s);
        json.insert(u"direct_vtgate"_s, false);
        json.insert(u"vtgate_size"_s, branch.production ? u"vg.c1.small"_s : u"vg.c1.nano"_s);
        json.insert(u"vtgate_name"_s, branch.production ? u"VTG-5"_s : u"VTG-1"_s);
        json.insert(u"vtgate_count"_s, branch.production ? 3 : 1);
        json.insert(u"vtgate_autoscaling"_s, false);
        json.insert(u"vtgate_max_count"_s, QJsonValue::Null);
        json.insert(u"vtgate_target_cpu_utilization"_s, QJsonValue::Null);
        json.insert(u"vtgate_options"_s, QJsonObject());
        json.insert(u"sharded"_s, branch.shardCount() > 1);
        json.insert(u"shard_count"_s, branch.shardCount());
        json.insert(u"keyspace_count"_s, branch.keyspaces.size());
    } else {
        // What Postgres branches carry on the wire although the specification's object does not list it.
        const StorageCurve curve =
            branch.keyspaces.isEmpty() ? StorageCurve() : branch.keyspaces.first().storage.first();
        json.insert(u"cluster_architecture"_s, u"x86_64"_s);
        json.insert(u"cluster_display_name"_s, branch.clusterName.section(u'_', 0, 1).replace(u'_', u'-'));
        json.insert(u"replicas"_s, branch.production ? 2 : 0);
        json.insert(u"has_roles"_s, true);
        json.insert(u"default"_s, branch.name == context.database->defaultBranch);
        json.insert(u"read_only_at"_s, QJsonValue::Null);
        json.insert(u"read_only_reason"_s, QJsonValue::Null);
        const StorageBounds bounds = storageBounds(curve);
        json.insert(u"minimum_storage_bytes"_s, bounds.minimum);
        json.insert(u"maximum_storage_bytes"_s, bounds.maximum);
        json.insert(u"storage_autoscaling"_s, branch.production);
        json.insert(u"storage_shrinking"_s, true);
        json.insert(u"storage_type"_s, u"gp3"_s);
        json.insert(u"storage_iops"_s, 3000);
        json.insert(u"storage_throughput_mibs"_s, 125);
    }
    branch.quirks.apply(json);
    return json;
}

namespace {

HttpResponse listBranches(Context &context)
{
    const QString search = context.request.query(u"q"_s);
    const QString production = context.request.query(u"production"_s);
    const QString safe = context.request.query(u"safe_migrations"_s);
    const QString order = context.request.query(u"order"_s);
    QList<const Branch *> found;
    for (const auto &branch : context.database->branches) {
        if (!search.isEmpty() && !branch->name.contains(search, Qt::CaseInsensitive))
            continue;
        if (!production.isEmpty() && branch->production != (production == u"true"))
            continue;
        if (!safe.isEmpty() && branch->safeMigrations != (safe == u"true"))
            continue;
        found.append(branch.get());
    }
    if (!order.isEmpty()) {
        std::stable_sort(found.begin(), found.end(), [&](const Branch *a, const Branch *b) {
            return order == u"desc" ? a->createdAt > b->createdAt : a->createdAt < b->createdAt;
        });
    }
    return listResponse(context.request, context.base, found.size(), true,
                        [&](qsizetype i) { return compact(branchJson(context, *found.at(i))); });
}

HttpResponse createBranch(Context &context)
{
    const QJsonObject &body = context.body;
    Database &database = *context.database;
    const QString name = body.value(u"name"_s).toString();
    if (name.isEmpty())
        return HttpResponse::error(422, u"invalid_params"_s, u"Name can't be blank"_s);
    if (database.branch(name))
        return HttpResponse::unprocessable(u"Name has already been taken"_s);
    QString parentName = body.value(u"parent_branch"_s).toString();
    if (parentName.isEmpty()) // as pscale sends it with a restore
        parentName = database.defaultBranch;
    const Branch *parent = database.branch(parentName);
    if (!parent)
        return HttpResponse::unprocessable(u"Parent branch %1 does not exist"_s.arg(parentName));

    const QString size = body.value(u"cluster_size"_s).toString();
    if (!size.isEmpty() && !isClusterSize(database, size))
        return HttpResponse::error(422, u"invalid_params"_s, u"Cluster size %1 is not available"_s.arg(size));
    Backup *backup = nullptr;
    const QString backupId = body.value(u"backup_id"_s).toString();
    if (!backupId.isEmpty()) {
        for (const auto &candidate : database.backups) {
            if (candidate->id == backupId && candidate->deletedAt == 0)
                backup = candidate.get();
        }
        if (!backup)
            return HttpResponse::unprocessable(u"Backup does not exist"_s);
        if (backup->state != u"success")
            return HttpResponse::unprocessable(u"Only successful backups can be restored"_s);
        if (size.isEmpty() && !body.contains(u"keyspace_cluster_sizes"_s))
            return HttpResponse::error(422, u"invalid_params"_s, u"cluster_size is required to restore a backup"_s);
        const Branch *source = database.branchById(backup->branchId);
        const QString need = context.caller.kind == Caller::OAuth
            ? (source && source->production ? u"restore_production_branch_backups"_s : u"restore_backups"_s)
            : (source && source->production ? u"restore_production_branch_backup"_s : u"restore_backup"_s);
        if (!context.caller.rights.contains(need))
            return context.caller.kind == Caller::OAuth
                ? HttpResponse::error(403, u"forbidden"_s, u"The access token does not have the required scope"_s)
                : HttpResponse::notFound();
    }
    Branch &branch = context.world.addBranch(database, name, parent);
    branch.actor = context.caller.actor;
    branch.createdAt = branch.updatedAt = branch.schemaUpdatedAt = context.now();
    branch.state = u"pending"_s;
    branch.readyAt = context.now() + (backup ? 20 : 6) * kSecond;
    branch.deletionProtected = body.value(u"deletion_protected"_s).toBool();
    if (!size.isEmpty())
        branch.clusterName = size;
    if (const Region *region = context.world.region(body.value(u"region"_s).toString()))
        branch.region = region;
    if (!backup && database.kind == u"postgresql") {
        // The page "postgres/branching": such a branch begins empty.
        branch.schema = {};
        branch.baseSchema = {};
    }
    if (backup) {
        const Branch *source = database.branchById(backup->branchId);
        branch.schema = backup->schema;
        branch.baseSchema = backup->schema;
        branch.restoredFromBranchId = backup->branchId;
        branch.restoredFromBranch = source ? source->name : QString();
        backup->restoredBranchIds.append(branch.id);
    }
    context.world.watch(database, branch);
    context.world.record(*context.organization, context.caller.actor, u"branch.created"_s, u"DatabaseBranch"_s,
                         branch.id, name);
    return HttpResponse::json(branchJson(context, branch), 201);
}

HttpResponse updateBranch(Context &context)
{
    Branch &branch = *context.branch;
    const QString newName = context.body.value(u"new_name"_s).toString();
    if (!newName.isEmpty() && newName != branch.name) {
        if (context.database->branch(newName))
            return HttpResponse::unprocessable(u"Name has already been taken"_s);
        for (const auto &other : context.database->branches) {
            if (other->parentBranch == branch.name)
                other->parentBranch = newName;
        }
        if (context.database->defaultBranch == branch.name)
            context.database->defaultBranch = newName;
        branch.name = newName;
    }
    if (context.body.value(u"deletion_protected"_s).isBool())
        branch.deletionProtected = context.body.value(u"deletion_protected"_s).toBool();
    branch.updatedAt = context.now();
    return HttpResponse::json(branchJson(context, branch));
}

HttpResponse deleteBranch(Context &context)
{
    Database &database = *context.database;
    const Branch &branch = *context.branch;
    if (branch.name == database.defaultBranch)
        return HttpResponse::unprocessable(u"The default branch cannot be deleted"_s);
    if (branch.deletionProtected)
        return HttpResponse::unprocessable(u"Branch is protected from deletion"_s);
    const QString need =
        context.caller.kind == Caller::OAuth ? u"delete_production_branches"_s : u"delete_production_branch"_s;
    if (branch.production && !context.caller.rights.contains(need))
        return context.caller.kind == Caller::OAuth
            ? HttpResponse::error(403, u"forbidden"_s, u"The access token does not have the required scope"_s)
            : HttpResponse::notFound();
    QStringList doomed{branch.name};
    for (qsizetype i = 0; i < doomed.size(); ++i) {
        for (const auto &other : database.branches) {
            if (other->parentBranch == doomed.at(i))
                doomed += other->name;
        }
    }
    if (doomed.size() > 1 && context.request.query(u"delete_descendants"_s) != u"true")
        return HttpResponse::unprocessable(
            u"Branch has child branches; delete them first or pass delete_descendants"_s);
    for (const auto &request : database.deployRequests) {
        if (doomed.contains(request->branch) && inQueue(request->deployment))
            return HttpResponse::unprocessable(u"Branch has a deploy request that is being deployed"_s);
    }
    for (const QString &name : std::as_const(doomed)) {
        for (const auto &request : database.deployRequests) {
            if (request->branch == name && request->branchDeletedAt == 0) {
                request->branchDeletedAt = context.now();
                request->branchDeletedBy = context.caller.actor;
                request->cachedJson.clear();
            }
        }
        context.world.record(*context.organization, context.caller.actor, u"branch.deleted"_s, u"DatabaseBranch"_s,
                             database.branch(name)->id, name);
        context.world.removeBranch(database, name);
    }
    return HttpResponse::noContent();
}

HttpResponse setProduction(Context &context, bool production)
{
    Branch &branch = *context.branch;
    if (branch.production == production)
        return HttpResponse::unprocessable(production ? u"Branch is already a production branch"_s
                                                      : u"Branch is not a production branch"_s);
    const auto &branches = context.database->branches;
    if (!production && std::none_of(branches.cbegin(), branches.cend(), [&](const auto &other) {
            return other.get() != &branch && other->production;
        }))
        return HttpResponse::unprocessable(u"A database needs at least one production branch"_s);
    // The page "postgres/branching": a development branch cannot be the default one. Vitess has no such rule.
    if (!production && branch.kind == u"postgresql" && branch.name == context.database->defaultBranch)
        return HttpResponse::unprocessable(u"The default branch cannot be demoted"_s);
    if (branch.state != u"ready")
        return HttpResponse::unprocessable(u"Branch is not ready"_s);
    branch.production = production;
    if (!production)
        branch.safeMigrations = false;
    branch.updatedAt = context.now();
    context.world.record(*context.organization, context.caller.actor,
                         production ? u"branch.promoted"_s : u"branch.demoted"_s, u"DatabaseBranch"_s, branch.id,
                         branch.name);
    return HttpResponse::json(branchJson(context, branch));
}

HttpResponse setSafeMigrations(Context &context, bool enabled)
{
    Branch &branch = *context.branch;
    if (branch.kind != u"mysql")
        return HttpResponse::unprocessable(u"Safe migrations are only available for Vitess databases"_s);
    branch.safeMigrations = enabled;
    branch.updatedAt = context.now();
    return HttpResponse::json(branchJson(context, branch));
}

} // namespace

void addBranchRoutes(Router &router)
{
    const QString list = u"/organizations/{organization}/databases/{database}/branches"_s;
    const QString one = list + u"/{branch}"_s;
    const QString readAccess = u"read_branch delete_branch create_branch connect_production_branch connect_branch"_s;
    router.add("GET", list, Access::listed(u"read_branches read_branch"_s, readAccess), listBranches);
    router.add("POST", list,
               Access::listed(u"write_branches restore_production_branch_backups restore_backups"_s,
                              u"create_branch restore_production_branch_backup restore_backup"_s),
               createBranch);
    router.add("GET", one, Access::listed(u"read_branches read_branch"_s, readAccess),
               [](Context &context) { return HttpResponse::json(branchJson(context, *context.branch)); });
    router.add("PATCH", one,
               Access::listed(u"write_branches write_databases write_database write_branch"_s, u"write_database"_s),
               updateBranch);
    router.add("DELETE", one,
               Access::listed(u"delete_branches delete_production_branches delete_branch"_s, u"delete_branch"_s),
               deleteBranch);
    router.add("POST", one + u"/promote"_s,
               Access::listed(u"promote_branches"_s, u"connect_production_branch promote_branches"_s),
               [](Context &context) { return setProduction(context, true); });
    router.add("POST", one + u"/demote"_s,
               Access::listed(u"demote_branches"_s, u"connect_production_branch demote_branches"_s),
               [](Context &context) { return setProduction(context, false); });
    // The specification gives these three no authorization text.
    router.add("POST", one + u"/safe-migrations"_s, Access::anyCredential(),
               [](Context &context) { return setSafeMigrations(context, true); });
    router.add("DELETE", one + u"/safe-migrations"_s, Access::anyCredential(),
               [](Context &context) { return setSafeMigrations(context, false); });
    router.add("PUT", one + u"/safe-migrations"_s, Access::anyCredential(), [](Context &context) {
        const QJsonValue wanted = context.body.value(u"safe_migrations"_s);
        return wanted.isBool() ? setSafeMigrations(context, wanted.toBool())
                               : HttpResponse::error(422, u"invalid_params"_s, u"safe_migrations is required"_s);
    });
}

} // namespace orrery::simulator
