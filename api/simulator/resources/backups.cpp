// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/resources/json.h"
#include "api/simulator/storage_model.h"

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

QJsonObject policyJson(const BackupPolicy &policy)
{
    return {{u"id"_s, policy.id},
            {u"type"_s, u"BackupPolicy"_s},
            {u"display_name"_s, policy.displayName},
            {u"name"_s, policy.displayName},
            {u"target"_s, policy.target},
            {u"retention_value"_s, policy.retentionValue},
            {u"retention_unit"_s, policy.retentionUnit},
            {u"frequency_value"_s, policy.frequencyValue},
            {u"frequency_unit"_s, policy.frequencyUnit},
            {u"schedule_time"_s, textOrNull(policy.scheduleTime)},
            {u"schedule_day"_s, policy.scheduleDay < 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(policy.scheduleDay)},
            {u"schedule_week"_s, QJsonValue::Null},
            {u"created_at"_s, timeOrNull(policy.createdAt)},
            {u"updated_at"_s, timeOrNull(policy.createdAt)},
            {u"last_ran_at"_s, timeOrNull(policy.lastRanAt)},
            {u"next_run_at"_s, timeOrNull(policy.nextRunAt)},
            {u"required"_s, policy.required}};
}

/// Bytes on all volumes of a branch's primaries.
qint64 branchBytes(const Branch &branch, Instant now)
{
    qint64 bytes = 0;
    for (const Keyspace &keyspace : branch.keyspaces) {
        for (const StorageCurve &curve : keyspace.storage)
            bytes += storageAt(curve, now).used;
    }
    return bytes;
}

Instant lifetime(const QString &unit, int value)
{
    if (unit == u"hour")
        return value * kHour;
    if (unit == u"week")
        return value * 7 * kDay;
    if (unit == u"month")
        return value * 30 * kDay;
    if (unit == u"year")
        return value * 365 * kDay;
    return value * kDay;
}

/// The backup named in the path, of the branch named in the path.
Backup *find(const Context &context)
{
    for (const auto &backup : context.database->backups) {
        if (backup->id == context.path.value(u"id"_s) && backup->branchId == context.branch->id
            && backup->deletedAt == 0)
            return backup.get();
    }
    return nullptr;
}

HttpResponse listBackups(Context &context)
{
    const HttpRequest &request = context.request;
    const QString state = request.query(u"state"_s);
    const QString policy = request.query(u"policy"_s);
    const Instant from = parseIsoTime(request.query(u"from"_s));
    const Instant to = parseIsoTime(request.query(u"to"_s));
    const QString running = request.query(u"running_at"_s);
    const QString production = request.query(u"production"_s);
    const bool all = request.query(u"all"_s) == u"true";
    QList<const Backup *> found;
    for (auto it = context.database->backups.crbegin(); it != context.database->backups.crend(); ++it) {
        const Backup &backup = **it;
        if (backup.branchId != context.branch->id || (backup.deletedAt != 0 && !all))
            continue;
        if (!state.isEmpty() && backup.state != state)
            continue;
        if (!policy.isEmpty() && (!backup.policy || backup.policy->id != policy))
            continue;
        if ((from != 0 && backup.startedAt < from) || (to != 0 && (backup.startedAt == 0 || backup.startedAt > to)))
            continue;
        if (!running.isEmpty()) {
            const Instant begin = parseIsoTime(running.section(".."_L1, 0, 0));
            const Instant end = parseIsoTime(running.section(".."_L1, 1, 1));
            if (backup.startedAt == 0 || backup.startedAt > end
                || (backup.completedAt != 0 && backup.completedAt < begin))
                continue;
        }
        if (!production.isEmpty() && context.branch->production != (production == u"true"))
            continue;
        found.append(&backup);
    }
    return listResponse(request, context.base, found.size(), true,
                        [&](qsizetype i) { return compact(backupJson(context, *found.at(i))); });
}

HttpResponse createBackup(Context &context)
{
    const QJsonObject &body = context.body;
    const int value = body.value(u"retention_value"_s).toInt(7);
    const QString unit = body.value(u"retention_unit"_s).toString(u"day"_s);
    static const QStringList units{u"hour"_s, u"day"_s, u"week"_s, u"month"_s, u"year"_s};
    if (!units.contains(unit))
        return HttpResponse::error(422, u"invalid_params"_s,
                                   u"retention_unit must be one of hour, day, week, month, year"_s);
    if (value < 1 || value > 1000)
        return HttpResponse::error(422, u"invalid_params"_s, u"retention_value must be between 1 and 1000"_s);
    if (body.value(u"emergency"_s).toBool() && context.branch->kind != u"postgresql")
        return HttpResponse::unprocessable(u"Emergency backups are only supported for PostgreSQL databases"_s);
    for (const auto &other : context.database->backups) {
        if (other->branchId == context.branch->id && other->deletedAt == 0 && !other->policy
            && (other->state == u"pending" || other->state == u"running") && other->dueAt != 0)
            return HttpResponse::unprocessable(u"A backup of this branch is already in progress"_s);
    }
    const QString name =
        body.value(u"name"_s).toString(u"%1 %2"_s.arg(context.branch->name, isoTime(context.now()).left(10)));
    Backup &backup = context.world.addBackup(*context.database, *context.branch, name, u"pending"_s);
    backup.actor = context.caller.actor;
    backup.expiresAt = context.now() + lifetime(unit, value);
    backup.uncompressedSize = branchBytes(*context.branch, context.now());
    backup.size = backup.uncompressedSize / 3;
    backup.dueAt = context.now() + 3 * kSecond;
    context.world.watch(*context.database, backup);
    context.world.record(*context.organization, context.caller.actor, u"backup.created"_s, u"Backup"_s, backup.id,
                         name);
    return HttpResponse::json(backupJson(context, backup), 201);
}

HttpResponse updateBackup(Context &context)
{
    Backup *backup = find(context);
    if (!backup)
        return HttpResponse::notFound();
    const QJsonValue wanted = context.body.value(u"protected"_s);
    if (!wanted.isBool())
        return HttpResponse::error(422, u"invalid_params"_s, u"protected is required"_s);
    if (wanted.toBool() && backup->state != u"success")
        return HttpResponse::unprocessable(u"Only successful backups can be protected"_s);
    backup->isProtected = wanted.toBool();
    backup->updatedAt = context.now();
    return HttpResponse::json(backupJson(context, *backup));
}

HttpResponse deleteBackup(Context &context)
{
    Backup *backup = find(context);
    if (!backup)
        return HttpResponse::notFound();
    const bool oauth = context.caller.kind == Caller::OAuth;
    if (context.branch->production && !context.caller.rights.contains(u"delete_production_branch_backups"_s))
        return oauth ? HttpResponse::error(403, u"forbidden"_s, u"The access token does not have the required scope"_s)
                     : HttpResponse::notFound();
    if (backup->isProtected)
        return HttpResponse::unprocessable(u"Backup is protected from deletion"_s);
    if (backup->required)
        return HttpResponse::unprocessable(u"Backup is required by its policy and cannot be deleted"_s);
    if (backup->state == u"running")
        return HttpResponse::unprocessable(u"Backup is running and cannot be deleted"_s);
    backup->deletedAt = backup->updatedAt = context.now();
    context.world.record(*context.organization, context.caller.actor, u"backup.deleted"_s, u"Backup"_s, backup->id,
                         backup->name);
    return HttpResponse::noContent();
}

} // namespace

QJsonObject backupJson(const Context &context, const Backup &backup)
{
    const Branch *branch = context.database->branchById(backup.branchId);
    QJsonArray restored;
    for (const QString &id : backup.restoredBranchIds) {
        if (const Branch *copy = context.database->branchById(id))
            restored.append(referenceJson(u"Branch"_s, copy->id, copy->name, copy->createdAt, copy->updatedAt));
    }
    const bool sized = backup.state == u"success";
    QJsonObject json{
        {u"id"_s, backup.id},
        {u"type"_s, u"Backup"_s},
        {u"name"_s, backup.name},
        {u"state"_s, backup.state},
        {u"size"_s, sized ? backup.size : 0},
        {u"estimated_storage_cost"_s, sized ? static_cast<double>(backup.size) / 1e9 * 0.023 : 0.0},
        {u"created_at"_s, timeOrNull(backup.createdAt)},
        {u"updated_at"_s, timeOrNull(backup.updatedAt)},
        {u"started_at"_s, timeOrNull(backup.startedAt)},
        {u"expires_at"_s, timeOrNull(backup.expiresAt)},
        {u"completed_at"_s, timeOrNull(backup.completedAt)},
        {u"deleted_at"_s, timeOrNull(backup.deletedAt)},
        {u"pvc_size"_s, sized ? backup.uncompressedSize * 2 : 0},
        {u"uncompressed_size"_s, sized ? backup.uncompressedSize : 0},
        {u"protected"_s, backup.isProtected},
        {u"required"_s, backup.required},
        {u"restored_branches"_s, restored},
        {u"actor"_s, actorJson(backup.actor)},
        {u"backup_policy"_s, backup.policy ? QJsonValue(policyJson(*backup.policy)) : QJsonValue(QJsonValue::Null)},
        {u"schema_snapshot"_s,
         sized ? QJsonValue(QJsonObject{
             {u"id"_s, u"sn"_s + backup.id.left(10)},
             {u"type"_s, u"SchemaSnapshot"_s},
             {u"name"_s, backup.name},
             {u"created_at"_s, timeOrNull(backup.startedAt)},
             {u"updated_at"_s, timeOrNull(backup.startedAt)},
             {u"linted_at"_s, QJsonValue::Null},
             {u"url"_s,
              u"%1/app/%2/%3/%4"_s.arg(context.base, pathPart(context.organization->name),
                                       pathPart(context.database->name), branch ? pathPart(branch->name) : QString())}})
               : QJsonValue(QJsonValue::Null)},
        {u"database_branch"_s,
         branch ? QJsonValue(referenceJson(u"Branch"_s, branch->id, branch->name, branch->createdAt, branch->updatedAt))
                : QJsonValue(QJsonValue::Null)}};
    backup.quirks.apply(json);
    return json;
}

void addBackupRoutes(Router &router)
{
    const QString list = u"/organizations/{organization}/databases/{database}/branches/{branch}/backups"_s;
    const QString one = list + u"/{id}"_s;
    const Access read = Access::listed(u"read_backups"_s, u"read_backups"_s);
    const Access write = Access::listed(u"write_backups"_s, u"write_backups"_s);
    router.add("GET", list, read, listBackups);
    router.add("POST", list, write, createBackup);
    router.add("GET", one, read, [](Context &context) {
        const Backup *backup = find(context);
        return backup ? HttpResponse::json(backupJson(context, *backup)) : HttpResponse::notFound();
    });
    router.add("PATCH", one, write, updateBackup);
    router.add("DELETE", one,
               Access::listed(u"delete_backups delete_production_branch_backups"_s,
                              u"delete_backups delete_production_branch_backups"_s),
               deleteBackup);
    router.add("GET", u"/organizations/{organization}/databases/{database}/backup-policies"_s, read,
               [](Context &context) {
                   QList<QJsonObject> items;
                   for (const auto &policy : context.database->policies)
                       items.append(policyJson(*policy));
                   return listResponse(context.request, context.base, items, false);
               });
}

} // namespace orrery::simulator
