// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/resources/json.h"

#include <algorithm>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

/// The one way in which a deploy request is moved by a caller: the pure machine decides, the rest follows.
HttpResponse act(Context &context, DeployAction action, const QString &audit)
{
    DeployRequest &request = *context.deployRequest;
    const QString refusal = perform(action, request.deployment, context.now());
    if (!refusal.isEmpty())
        return HttpResponse::unprocessable(refusal);
    request.updatedAt = context.now();
    request.cachedJson.clear();
    if (action == DeployAction::Deploy || action == DeployAction::DeployInstant)
        request.deployedBy = context.caller.actor;
    else if (action == DeployAction::ApplyDeploy)
        request.appliedBy = context.caller.actor;
    else if (action == DeployAction::Cancel)
        request.canceledBy = context.caller.actor;
    if (request.deployment.state == DeployState::Complete || request.deployment.state == DeployState::CompleteRevert) {
        request.open = false;
        request.closedAt = context.now();
    }
    context.world.watch(*context.database, request);
    context.world.record(*context.organization, context.caller.actor, audit, u"DeployRequest"_s, request.id,
                         u"#%1"_s.arg(request.number));
    context.world.settle(); // a free queue starts at once
    return HttpResponse::json(deployRequestJson(context, request));
}

HttpResponse deploy(Context &context)
{
    DeployRequest &request = *context.deployRequest;
    if (!request.open)
        return HttpResponse::unprocessable(u"Deploy request is closed"_s);
    if (context.database->requireApproval && !request.approved)
        return HttpResponse::unprocessable(u"Deploy request must be approved before it can be deployed"_s);
    const QJsonValue instant = context.body.value(u"instant_ddl"_s);
    if (!instant.isUndefined() && !instant.isBool())
        return HttpResponse::error(422, u"invalid_params"_s, u"instant_ddl must be a boolean"_s);
    Deployment &deployment = request.deployment;
    double ratio = 0;
    const auto &configured = request.throttler.isEmpty() ? context.database->throttler : request.throttler;
    for (const double keyspaceRatio : configured)
        ratio = std::max(ratio, keyspaceRatio);
    deployment.throttle = ratio;
    return act(context, instant.toBool() ? DeployAction::DeployInstant : DeployAction::Deploy,
               u"deploy_request.deployed"_s);
}

HttpResponse close(Context &context)
{
    DeployRequest &request = *context.deployRequest;
    if (context.body.value(u"state"_s).toString() != u"closed")
        return HttpResponse::error(422, u"invalid_params"_s, u"state can only be set to closed"_s);
    if (!request.open)
        return HttpResponse::unprocessable(u"Deploy request is already closed"_s);
    const QString refusal = perform(DeployAction::Close, request.deployment, context.now());
    if (!refusal.isEmpty())
        return HttpResponse::unprocessable(refusal);
    request.open = false;
    request.closedBy = context.caller.actor;
    request.closedAt = request.updatedAt = context.now();
    request.cachedJson.clear();
    context.world.record(*context.organization, context.caller.actor, u"deploy_request.closed"_s, u"DeployRequest"_s,
                         request.id, u"#%1"_s.arg(request.number));
    return HttpResponse::json(deployRequestJson(context, request));
}

HttpResponse autoApply(Context &context)
{
    const QJsonValue enable = context.body.value(u"enable"_s);
    if (!enable.isBool())
        return HttpResponse::error(422, u"invalid_params"_s, u"enable is required"_s);
    if (!context.deployRequest->open)
        return HttpResponse::unprocessable(u"Deploy request is closed"_s);
    return act(context, enable.toBool() ? DeployAction::EnableAutoApply : DeployAction::DisableAutoApply,
               u"deploy_request.updated"_s);
}

HttpResponse autoDeleteBranch(Context &context)
{
    DeployRequest &request = *context.deployRequest;
    const QJsonValue enable = context.body.value(u"enable"_s);
    if (!enable.isBool())
        return HttpResponse::error(422, u"invalid_params"_s, u"enable is required"_s);
    if (!request.open)
        return HttpResponse::unprocessable(u"Deploy request is closed"_s);
    const Branch *head = context.database->branch(request.branch);
    if (!head)
        return HttpResponse::unprocessable(u"Branch has already been deleted"_s);
    if (enable.toBool() && (head->production || head->name == context.database->defaultBranch))
        return HttpResponse::unprocessable(u"A production branch is never deleted automatically"_s);
    request.deployment.autoDeleteBranch = enable.toBool();
    request.updatedAt = context.now();
    return HttpResponse::json(deployRequestJson(context, request));
}

} // namespace

void addDeployActionRoutes(Router &router)
{
    const QString one = u"/organizations/{organization}/databases/{database}/deploy-requests/{number}"_s;
    const Access write = Access::listed(u"deploy_deploy_requests"_s, u"create_deploy_request"_s);
    router.add("PATCH", one, Access::listed(u"write_deploy_requests"_s, u"create_deploy_request"_s), close);
    router.add("POST", one + u"/deploy"_s, write, deploy);
    router.add("PUT", one + u"/auto-apply"_s, write, autoApply);
    router.add("PUT", one + u"/auto-delete-branch"_s, write, autoDeleteBranch);
    struct Row
    {
        QString path;
        DeployAction action;
        QString audit;
    };
    const QList<Row> rows{{u"/cancel"_s, DeployAction::Cancel, u"deploy_request.canceled"_s},
                          {u"/apply-deploy"_s, DeployAction::ApplyDeploy, u"deploy_request.applied"_s},
                          {u"/complete-deploy"_s, DeployAction::CompleteDeploy, u"deploy_request.completed"_s},
                          {u"/force-cutover"_s, DeployAction::ForceCutover, u"deploy_request.force_cutover"_s},
                          {u"/revert"_s, DeployAction::Revert, u"deploy_request.reverted"_s},
                          {u"/skip-revert"_s, DeployAction::SkipRevert, u"deploy_request.revert_skipped"_s}};
    for (const Row &row : rows)
        router.add("POST", one + row.path, write,
                   [action = row.action, audit = row.audit](Context &context) { return act(context, action, audit); });
}

} // namespace orrery::simulator
