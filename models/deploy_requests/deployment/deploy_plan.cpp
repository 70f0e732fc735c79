// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/deploy_plan.h"

#include "models/core/text.h"
#include "models/deploy_requests/deployment/deployment_consequences.h"

#include <QCoreApplication>

namespace orrery::models {

using A = DeployRequestAction;

namespace {

struct DeployPlan
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::DeployPlan)
};

bool isGated(DeployStrategy strategy)
{
    return strategy == DeployStrategy::Gated;
}

A deployAction(DeployStrategy strategy)
{
    return strategy == DeployStrategy::Instant ? A::DeployInstantly : A::Deploy;
}

/// The setting the strategy needs that is not there yet.
std::optional<A> autoApplyStep(DeployStrategy strategy, const api::DeployRequest &request)
{
    const bool wanted = !isGated(strategy);
    if (deploymentOrNone(request).autoCutover == wanted)
        return std::nullopt;
    return wanted ? A::EnableAutoApply : A::DisableAutoApply;
}

} // namespace

QString strategyName(DeployStrategy strategy)
{
    switch (strategy) {
    case DeployStrategy::Online:
        return DeployPlan::tr("Online");
    case DeployStrategy::Instant:
        return DeployPlan::tr("Instant");
    case DeployStrategy::Gated:
        return DeployPlan::tr("Gated");
    }
    return {};
}

QString strategyConsequence(DeployStrategy strategy, const ReviewContext &context)
{
    const QString into = visibleText(context.request.intoBranch);
    switch (strategy) {
    case DeployStrategy::Online:
        return DeployPlan::tr(
                   "Copies the tables in the background and swaps them into %1 as soon as they are ready; it "
                   "can be reverted for 30 minutes after that.")
            .arg(into);
    case DeployStrategy::Instant:
        return DeployPlan::tr(
                   "Changes the tables of %1 in place within seconds; it cannot be reverted and cannot be gated.")
            .arg(into);
    case DeployStrategy::Gated:
        return DeployPlan::tr("Copies the tables, then waits until it is applied; nothing else is deployed into "
                              "%1 meanwhile, and the cutover expires when it is not applied.")
            .arg(into);
    }
    return {};
}

std::optional<QString> strategyRefusal(DeployStrategy strategy, const ReviewContext &context)
{
    ReviewContext then = context;
    if (then.request.deployment)
        then.request.deployment->autoCutover = !isGated(strategy);
    if (auto reason = refusalReason(deployAction(strategy), then))
        return reason;
    if (const auto setting = autoApplyStep(strategy, context.request))
        return refusalReason(*setting, context);
    return std::nullopt;
}

DeployChoice presentChoice(const api::DeployRequest &request)
{
    const api::Deployment &deployment = deploymentOrNone(request);
    DeployChoice choice;
    choice.strategy = deployment.autoCutover == false ? DeployStrategy::Gated : DeployStrategy::Online;
    choice.deleteBranch = deployment.autoDeleteBranch.value_or(false);
    return choice;
}

QList<DeployStep> deploySteps(const DeployChoice &choice, const api::DeployRequest &request)
{
    QList<DeployStep> steps;
    if (const auto setting = autoApplyStep(choice.strategy, request))
        steps.append({setting, {}});
    if (deploymentOrNone(request).autoDeleteBranch.value_or(false) != choice.deleteBranch)
        steps.append({choice.deleteBranch ? A::EnableAutoDelete : A::DisableAutoDelete, {}});
    // An instant deployment copies nothing that could be slowed down.
    if (!choice.throttle.isEmpty() && choice.strategy != DeployStrategy::Instant)
        steps.append({std::nullopt, choice.throttle});
    steps.append({deployAction(choice.strategy), {}});
    return steps;
}

QString stepTitle(const DeployStep &step)
{
    return step.action ? actionVerb(*step.action) : DeployPlan::tr("Throttle: %1").arg(throttleText(step.throttle));
}

api::DeployRequest afterSettings(api::DeployRequest request, const DeployChoice &choice)
{
    if (request.deployment) {
        request.deployment->autoCutover = !isGated(choice.strategy);
        if (request.deployment->autoDeleteBranch.value_or(false) != choice.deleteBranch)
            request.deployment->autoDeleteBranch = choice.deleteBranch;
    }
    return request;
}

QString deploySummaryLine(const DeployChoice &choice, const ReviewContext &context)
{
    const api::DeployRequest &request = context.request;
    QStringList parts{
        DeployPlan::tr("%1/%2 ← %3", "database, target branch, branch that is deployed")
            .arg(visibleText(context.database), visibleText(request.intoBranch), visibleText(request.branch))};
    if (const auto tables = changedTableCount(request))
        parts.append(DeployPlan::tr("%Ln table(s)", nullptr, *tables));
    const int destructive = int(dataLoss(request).size());
    if (destructive > 0)
        parts.append(DeployPlan::tr("%Ln destructive", nullptr, destructive));
    else if (dropsNothing(request))
        parts.append(DeployPlan::tr("nothing dropped"));
    if (isGated(choice.strategy))
        parts.append(DeployPlan::tr("applied by hand"));
    if (choice.deleteBranch)
        parts.append(DeployPlan::tr("branch deleted afterwards"));
    parts.append(choice.strategy == DeployStrategy::Instant ? DeployPlan::tr("revert possible: no")
                                                            : DeployPlan::tr("revert possible: 30 min"));
    return parts.join(DeployPlan::tr(", ", "between the parts of a list"));
}

} // namespace orrery::models
