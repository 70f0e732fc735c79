// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/resources/json.h"

#include <algorithm>
#include <cmath>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

/// The state of a table's change over all its shards: the slowest shard speaks for it.
QString operationState(const Deployment &deployment, const TableOperation &operation, Instant now)
{
    QString state = u"pending"_s;
    bool allComplete = !operation.shards.isEmpty();
    for (const ShardCopy &copy : operation.shards) {
        state = shardState(deployment, copy, now);
        allComplete = allComplete && state == u"complete";
        if (state != u"complete")
            return state;
    }
    return allComplete ? u"complete"_s : state;
}

QJsonValue operationEta(const Deployment &deployment, const TableOperation &operation, Instant now)
{
    std::optional<qint64> worst;
    for (const ShardCopy &copy : operation.shards) {
        const auto eta = shardEta(deployment, copy, now);
        if (eta)
            worst = std::max(worst.value_or(0), *eta);
    }
    return worst ? QJsonValue(*worst) : QJsonValue(QJsonValue::Null);
}

QJsonValue operationProgress(const Deployment &deployment, const TableOperation &operation, Instant now)
{
    double sum = 0;
    int known = 0;
    for (const ShardCopy &copy : operation.shards) {
        if (const auto progress = shardProgress(deployment, copy, now)) {
            sum += *progress;
            ++known;
        }
    }
    return known ? QJsonValue(std::floor(sum / known * 10.0) / 10.0) : QJsonValue(QJsonValue::Null);
}

bool usedRecently(const TableOperation &operation, Instant now)
{
    return operation.recentlyUsedAt != 0 && operation.recentlyUsedAt > now - 7 * kDay;
}

/// A summary has numbers where an operation may have null.
QJsonValue orZero(const QJsonValue &value)
{
    return value.isNull() ? QJsonValue(0) : value;
}

QJsonObject summaryJson(const Deployment &deployment, const TableOperation &operation, Instant now)
{
    QJsonArray shards;
    QStringList names;
    for (const ShardCopy &copy : operation.shards) {
        names += copy.shard;
        const auto progress = shardProgress(deployment, copy, now);
        const auto eta = shardEta(deployment, copy, now);
        shards.append(QJsonObject{{u"id"_s, operation.id.left(8) + copy.shard},
                                  {u"shard"_s, copy.shard},
                                  {u"state"_s, shardState(deployment, copy, now)},
                                  {u"progress_percentage"_s, progress.value_or(0)},
                                  {u"eta_seconds"_s, eta.value_or(0)}});
    }
    QString state = operationState(deployment, operation, now);
    if (state == u"queued") // a summary knows no "queued"
        state = u"pending"_s;
    return {{u"id"_s, u"s"_s + operation.id.left(11)},
            {u"type"_s, u"DeployOperationSummary"_s},
            {u"created_at"_s, timeOrNull(deployment.createdAt)},
            {u"deploy_errors"_s, operation.error},
            {u"ddl_statement"_s, operation.ddl},
            {u"eta_seconds"_s, orZero(operationEta(deployment, operation, now))},
            {u"keyspace_name"_s, operation.keyspace},
            {u"operation_name"_s, operation.name},
            {u"progress_percentage"_s, orZero(operationProgress(deployment, operation, now))},
            {u"state"_s, state},
            {u"syntax_highlighted_ddl"_s, operation.ddlHtml},
            {u"table_name"_s, operation.table},
            {u"table_recently_used_at"_s, timeOrNull(operation.recentlyUsedAt)},
            {u"throttled_at"_s, QJsonValue::Null},
            {u"removed_foreign_key_names"_s, toArray(operation.removedForeignKeys)},
            {u"shard_count"_s, operation.shards.size()},
            {u"shard_names"_s, toArray(names)},
            {u"can_drop_data"_s, operation.canDropData},
            {u"table_recently_used"_s, usedRecently(operation, now)},
            {u"sharded"_s, operation.shards.size() > 1},
            {u"operations"_s, shards}};
}

QJsonArray precedingJson(const Database &database, const DeployRequest &request)
{
    QJsonArray preceding;
    if (request.deployment.state != DeployState::Queued)
        return preceding;
    for (const DeployRequest *other : World::queue(database, request.intoBranch)) {
        if (other == &request)
            break;
        const Deployment &d = other->deployment;
        preceding.append(QJsonObject{{u"id"_s, d.id},
                                     {u"type"_s, u"Deployment"_s},
                                     {u"state"_s, deployStateName(d.state)},
                                     {u"deploy_request_number"_s, other->number},
                                     {u"into_branch"_s, other->intoBranch},
                                     {u"actor"_s, actorJson(other->deployedBy)},
                                     {u"created_at"_s, timeOrNull(d.createdAt)},
                                     {u"updated_at"_s, timeOrNull(d.updatedAt)},
                                     {u"started_at"_s, timeOrNull(d.startedAt)},
                                     {u"queued_at"_s, timeOrNull(d.queuedAt)},
                                     {u"finished_at"_s, timeOrNull(d.finishedAt)}});
    }
    return preceding;
}

/// As the webhook payloads show it: there from the moment the revert window opens. Which statements the way back has is not
/// documented, so it lists none.
QJsonValue revertJson(const DeployRequest &request)
{
    const Deployment &d = request.deployment;
    if (d.revertUntil == 0)
        return QJsonValue::Null;
    return QJsonObject{{u"id"_s, d.id + u"r"_s},
                       {u"type"_s, u"DeploymentRevert"_s},
                       {u"actor"_s, actorJson(request.deployedBy)},
                       {u"cancelled_at"_s, QJsonValue::Null},
                       {u"finished_at"_s, timeOrNull(d.revertedAt)},
                       {u"waiting_period_end_at"_s, timeOrNull(d.revertUntil)},
                       {u"deploy_revert_operations"_s, QJsonArray()}};
}

} // namespace

QJsonObject operationJson(const Deployment &deployment, const TableOperation &operation, Instant now)
{
    const bool locked = deployment.state == DeployState::InProgressCutover && deployment.lockedTable == operation.table;
    return {{u"id"_s, operation.id},
            {u"type"_s, u"DeployOperation"_s},
            {u"state"_s, operationState(deployment, operation, now)},
            {u"keyspace_name"_s, operation.keyspace},
            {u"table_name"_s, operation.table},
            {u"operation_name"_s, operation.name},
            {u"eta_seconds"_s, operationEta(deployment, operation, now)},
            {u"progress_percentage"_s, operationProgress(deployment, operation, now)},
            {u"deploy_error_docs_url"_s,
             operation.error.isEmpty() ? QJsonValue(QJsonValue::Null)
                                       : QJsonValue(u"https://planetscale.com/docs/vitess/troubleshooting/errors"_s)},
            {u"ddl_statement"_s, operation.ddl},
            {u"syntax_highlighted_ddl"_s, operation.ddlHtml},
            {u"created_at"_s, timeOrNull(deployment.createdAt)},
            {u"updated_at"_s, timeOrNull(deployment.updatedAt)},
            {u"throttled_at"_s,
             deployment.throttle > 0 && deployment.state == DeployState::InProgress ? timeOrNull(deployment.workAt)
                                                                                    : QJsonValue(QJsonValue::Null)},
            {u"can_drop_data"_s, operation.canDropData},
            {u"table_locked"_s, locked},
            {u"table_recently_used"_s, usedRecently(operation, now)},
            {u"table_recently_used_at"_s, timeOrNull(operation.recentlyUsedAt)},
            {u"removed_foreign_key_names"_s,
             operation.removedForeignKeys.isEmpty() ? QJsonValue(QJsonValue::Null)
                                                    : QJsonValue(toArray(operation.removedForeignKeys))},
            {u"deploy_errors"_s, textOrNull(operation.error)}};
}

QJsonObject deploymentJson(const Database &database, const DeployRequest &request, Instant now)
{
    const Deployment &d = request.deployment;
    QJsonArray operations;
    QJsonArray summaries;
    for (const TableOperation &operation : d.operations) {
        operations.append(operationJson(d, operation, now));
        summaries.append(summaryJson(d, operation, now));
    }
    QJsonArray lintErrors;
    for (const QJsonObject &error : request.lintErrors)
        lintErrors.append(error);
    const bool expiring = d.state == DeployState::PendingCutover && now > d.readyToCutoverAt + pace::gateExpiring;
    bool paused = false;
    if (d.state == DeployState::Queued) {
        const DeployState first = World::queue(database, request.intoBranch).constFirst()->deployment.state;
        paused = first == DeployState::CompleteError || first == DeployState::CompleteRevertError;
    }
    return {{u"id"_s, d.id},
            {u"type"_s, u"Deployment"_s},
            {u"auto_cutover"_s, d.autoCutover},
            {u"auto_delete_branch"_s, d.autoDeleteBranch},
            {u"created_at"_s, timeOrNull(d.createdAt)},
            {u"cutover_at"_s, timeOrNull(d.cutoverAt)},
            {u"cutover_expiring"_s, expiring},
            {u"deploy_check_errors"_s, textOrNull(request.deployCheckErrors)},
            {u"finished_at"_s, timeOrNull(d.finishedAt)},
            {u"force_cutover_requested_at"_s, timeOrNull(d.forceCutoverAt)},
            {u"queued_at"_s, timeOrNull(d.queuedAt)},
            {u"ready_to_cutover_at"_s, timeOrNull(d.readyToCutoverAt)},
            {u"started_at"_s, timeOrNull(d.startedAt)},
            {u"state"_s, deployStateName(d.state)},
            {u"submitted_at"_s, timeOrNull(d.submittedAt)},
            {u"updated_at"_s, timeOrNull(d.updatedAt)},
            {u"into_branch"_s, request.intoBranch},
            {u"deploy_request_number"_s, request.number},
            {u"deployable"_s, d.state == DeployState::Ready && request.lintErrors.isEmpty()},
            {u"preceding_deployments"_s, precedingJson(database, request)},
            {u"deploy_operations"_s, operations},
            {u"deploy_operation_summaries"_s, summaries},
            {u"lint_errors"_s, lintErrors},
            {u"sequential_diff_dependencies"_s, QJsonArray()},
            {u"lookup_vindex_operations"_s, QJsonArray()},
            {u"throttler_configurations"_s, QJsonValue::Null},
            {u"deployment_revert_request"_s, revertJson(request)},
            {u"actor"_s, actorJson(request.deployedBy)},
            {u"cutover_actor"_s, actorJson(request.appliedBy)},
            {u"cancelled_actor"_s, actorJson(request.canceledBy)},
            {u"schema_last_updated_at"_s, timeOrNull(d.createdAt)},
            {u"table_locked"_s, d.state == DeployState::InProgressCutover && !d.lockedTable.isEmpty()},
            {u"locked_table_name"_s,
             d.state == DeployState::InProgressCutover ? textOrNull(d.lockedTable) : QJsonValue(QJsonValue::Null)},
            {u"instant_ddl"_s, d.instant},
            {u"instant_ddl_eligible"_s, d.instantEligible()},
            {u"queue_paused"_s, paused},
            {u"queue_pause_reason"_s,
             paused ? QJsonValue(u"The deployment at the front of the queue failed and has to be completed first"_s)
                    : QJsonValue(QJsonValue::Null)}};
}

QJsonObject deployRequestJson(const Context &context, const DeployRequest &request)
{
    const Database &database = *context.database;
    const Branch *into = database.branch(request.intoBranch);
    const auto comments = std::count_if(request.reviews.cbegin(), request.reviews.cend(),
                                        [](const Review &r) { return !r.body.isEmpty(); });
    QJsonObject json{
        {u"id"_s, request.id},
        {u"type"_s, u"DeployRequest"_s},
        {u"number"_s, request.number},
        {u"actor"_s, actorJson(request.actor)},
        {u"closed_by"_s, actorJson(request.closedBy)},
        {u"branch"_s, request.branch},
        {u"branch_id"_s, request.branchId},
        {u"branch_deleted"_s, request.branchDeletedAt != 0},
        {u"branch_deleted_by"_s, actorJson(request.branchDeletedBy)},
        {u"branch_deleted_at"_s, timeOrNull(request.branchDeletedAt)},
        {u"into_branch"_s, request.intoBranch},
        {u"into_branch_sharded"_s, into && into->shardCount() > 1},
        {u"into_branch_shard_count"_s, into ? into->shardCount() : 0},
        {u"into_branch_keyspace_count"_s, into ? into->keyspaces.size() : 0},
        {u"approved"_s, request.approved},
        {u"state"_s, request.open ? u"open"_s : u"closed"_s},
        {u"deployment_state"_s, deployStateName(request.deployment.state)},
        {u"deployment"_s, deploymentJson(database, request, context.now())},
        {u"num_comments"_s, static_cast<qint64>(comments)},
        {u"html_url"_s,
         u"%1/app/%2/%3/deploy-requests/%4"_s.arg(context.base, pathPart(context.organization->name),
                                                  pathPart(database.name), QString::number(request.number))},
        {u"notes"_s, request.notes},
        {u"html_body"_s,
         request.notes.isEmpty()
             ? QString()
             : u"<p>%1</p><script>window.orreryRenderedHtml=1</script>"_s.arg(request.notes.toHtmlEscaped())},
        {u"created_at"_s, timeOrNull(request.createdAt)},
        {u"updated_at"_s, timeOrNull(request.updatedAt)},
        {u"closed_at"_s, timeOrNull(request.closedAt)},
        {u"deployed_at"_s, timeOrNull(request.deployedAt)}};
    request.quirks.apply(json);
    return json;
}

QByteArray deployRequestText(const Context &context, const DeployRequest &request)
{
    const bool keep = context.world.cacheFinished && !request.open && !inQueue(request.deployment);
    if (!keep)
        return compact(deployRequestJson(context, request));
    if (request.cachedJson.isEmpty())
        request.cachedJson = compact(deployRequestJson(context, request));
    return request.cachedJson;
}

} // namespace orrery::simulator
