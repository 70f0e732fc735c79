// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/resources/json.h"
#include "api/simulator/schema_text.h"
#include "api/simulator/storage_model.h"

#include <algorithm>
#include <cmath>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

/// "from..to", either end may be missing.
bool within(const QString &range, Instant instant)
{
    const qsizetype dots = range.indexOf(".."_L1);
    const Instant from = parseIsoTime(dots < 0 ? range : range.left(dots));
    const Instant to = dots < 0 ? 0 : parseIsoTime(range.mid(dots + 2));
    return instant != 0 && instant >= from && (to == 0 || instant <= to);
}

bool ranWithin(const QString &range, const Deployment &deployment)
{
    const qsizetype dots = range.indexOf(".."_L1);
    const Instant from = parseIsoTime(dots < 0 ? range : range.left(dots));
    const Instant to = dots < 0 ? from : parseIsoTime(range.mid(dots + 2));
    return deployment.startedAt != 0 && deployment.startedAt <= to
        && (deployment.finishedAt == 0 || deployment.finishedAt >= from);
}

HttpResponse listDeployRequests(Context &context)
{
    const QString state = context.request.query(u"state"_s);
    const QString branch = context.request.query(u"branch"_s);
    const QString into = context.request.query(u"into_branch"_s);
    const QString deployedAt = context.request.query(u"deployed_at"_s);
    const QString runningAt = context.request.query(u"running_at"_s);
    const auto &all = context.database->deployRequests;
    QList<const DeployRequest *> found;
    found.reserve(static_cast<qsizetype>(all.size()));
    for (auto it = all.crbegin(); it != all.crend(); ++it) { // newest first
        const DeployRequest &request = **it;
        if ((state == u"open" && !request.open) || (state == u"closed" && request.open)
            || (state == u"deployed" && request.deployedAt == 0))
            continue;
        if ((!branch.isEmpty() && request.branch != branch) || (!into.isEmpty() && request.intoBranch != into))
            continue;
        if ((!deployedAt.isEmpty() && !within(deployedAt, request.deployedAt))
            || (!runningAt.isEmpty() && !ranWithin(runningAt, request.deployment)))
            continue;
        found.append(&request);
    }
    return listResponse(context.request, context.base, found.size(), true,
                        [&](qsizetype i) { return deployRequestText(context, *found.at(i)); });
}

HttpResponse createDeployRequest(Context &context)
{
    Database &database = *context.database;
    const QJsonObject &body = context.body;
    if (database.kind != u"mysql")
        return HttpResponse::unprocessable(u"Deploy requests are only available for Vitess databases"_s);
    const QString branchName = body.value(u"branch"_s).toString();
    if (branchName.isEmpty())
        return HttpResponse::error(422, u"invalid_params"_s, u"branch is required"_s);
    const Branch *branch = database.branch(branchName);
    if (!branch)
        return HttpResponse::unprocessable(u"Branch %1 does not exist"_s.arg(branchName));
    // The Go client leaves into_branch out; the parent stands in then.
    QString intoName = body.value(u"into_branch"_s).toString();
    if (intoName.isEmpty())
        intoName = branch->parentBranch.isEmpty() ? database.defaultBranch : branch->parentBranch;
    const Branch *into = database.branch(intoName);
    if (!into)
        return HttpResponse::unprocessable(u"Branch %1 does not exist"_s.arg(intoName));
    if (into == branch)
        return HttpResponse::unprocessable(u"A branch cannot be deployed into itself"_s);
    if (!into->safeMigrations)
        return HttpResponse::unprocessable(u"Safe migrations must be enabled on branch %1"_s.arg(intoName));
    for (const auto &other : database.deployRequests) {
        if (other->open && other->branch == branchName && other->intoBranch == intoName)
            return HttpResponse::unprocessable(
                u"There is already an open deploy request (#%1) from %2 into %3"_s.arg(other->number)
                    .arg(branchName, intoName));
    }
    DeployRequest &request = context.world.addDeployRequest(database, *branch, intoName, database.nextNumber());
    request.actor = context.caller.actor;
    request.notes = body.value(u"notes"_s).toString();
    request.deployment.autoCutover = body.value(u"auto_cutover"_s).toBool(true);
    request.deployment.autoDeleteBranch = body.value(u"auto_delete_branch"_s).toBool(false);
    request.lintErrors = lint(branch->schema);
    if (!request.lintErrors.isEmpty()) {
        request.deployment.checkFailed = true;
        request.deployCheckErrors = request.lintErrors.first().value(u"error_description"_s).toString();
    }
    context.world.watch(database, request);
    context.world.record(*context.organization, context.caller.actor, u"deploy_request.created"_s, u"DeployRequest"_s,
                         request.id, u"#%1"_s.arg(request.number));
    return HttpResponse::json(deployRequestJson(context, request), 201);
}

HttpResponse deployRequestDiff(Context &context)
{
    const DeployRequest &request = *context.deployRequest;
    if (!request.cachedDiff.isEmpty())
        return HttpResponse::raw(request.cachedDiff);
    QJsonArray data;
    for (const TableChange &change : std::as_const(request.changes)) {
        const QString diff = unifiedDiff(change.before, change.after);
        data.append(QJsonObject{{u"name"_s, change.table}, {u"raw"_s, diff}, {u"html"_s, schemaHtml(diff)}});
    }
    HttpResponse response = HttpResponse::json({{u"data"_s, data}});
    if (response.body.size() > 1'000'000)
        request.cachedDiff = response.body;
    return response;
}

HttpResponse listOperations(Context &context)
{
    const Deployment &deployment = context.deployRequest->deployment;
    return listResponse(context.request, context.base, deployment.operations.size(), false, [&](qsizetype i) {
        return compact(operationJson(deployment, deployment.operations.at(i), context.now()));
    });
}

HttpResponse deployQueue(Context &context)
{
    const QList<DeployRequest *> queue = World::queue(*context.database, QString());
    return listResponse(context.request, context.base, queue.size(), false, [&](qsizetype i) {
        return compact(deploymentJson(*context.database, *queue.at(i), context.now()));
    });
}

HttpResponse storageCheck(Context &context)
{
    const DeployRequest &request = *context.deployRequest;
    const Branch *into = context.database->branch(request.intoBranch);
    if (!into)
        return HttpResponse::notFound();
    qint64 total = 0;
    bool enough = true;
    QJsonObject report;
    for (const Keyspace &keyspace : into->keyspaces) {
        const auto altered =
            std::count_if(request.deployment.operations.cbegin(), request.deployment.operations.cend(),
                          [&](const TableOperation &o) { return o.keyspace == keyspace.name && o.name == u"ALTER"; });
        QJsonObject shards;
        for (auto it = keyspace.storage.constBegin(); it != keyspace.storage.constEnd(); ++it) {
            const StorageSample sample = storageAt(it.value(), context.now());
            // A table copy needs room for the table once more; a table is taken as its share of the shard.
            const qint64 tables = std::max<qint64>(1, into->schema.size());
            const qint64 needed = sample.used / tables * static_cast<qint64>(altered);
            const bool fits = needed <= sample.available();
            enough = enough && fits;
            total += needed;
            shards.insert(it.key(),
                          QJsonObject{{u"used"_s, sample.used},
                                      {u"capacity"_s, sample.capacity},
                                      {u"remaining"_s, sample.available()},
                                      {u"percentage_used"_s, std::round(sample.percent() * 100) / 100},
                                      {u"storage_needed"_s, needed},
                                      {u"has_enough"_s, fits}});
        }
        report.insert(keyspace.name, shards);
    }
    return HttpResponse::json({{u"enough_storage"_s, enough},
                               {u"upgradeable"_s, true},
                               {u"storage_bytes_needed"_s, total},
                               {u"storage_report"_s, report}});
}

} // namespace

void addDeployRequestRoutes(Router &router)
{
    const QString database = u"/organizations/{organization}/databases/{database}"_s;
    const QString list = database + u"/deploy-requests"_s;
    const QString one = list + u"/{number}"_s;
    const Access read = Access::listed(u"read_deploy_requests"_s, u"read_deploy_request"_s);
    router.add("GET", list, read, listDeployRequests);
    router.add("POST", list, Access::listed(u"write_deploy_requests"_s, u"create_deploy_request"_s),
               createDeployRequest);
    router.add("GET", one, read,
               [](Context &context) { return HttpResponse::json(deployRequestJson(context, *context.deployRequest)); });
    router.add("GET", one + u"/deployment"_s, read, [](Context &context) {
        return HttpResponse::json(deploymentJson(*context.database, *context.deployRequest, context.now()));
    });
    router.add("GET", one + u"/diff"_s, read, deployRequestDiff); // seen in official clients, not in the specification
    router.add("GET", one + u"/operations"_s, read, listOperations);
    router.add("GET", one + u"/storage-check"_s, read, storageCheck);
    router.add("GET", database + u"/deploy-queue"_s, Access::anyCredential(), deployQueue);
}

} // namespace orrery::simulator
