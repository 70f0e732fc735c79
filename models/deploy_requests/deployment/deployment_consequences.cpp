// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/deployment_consequences.h"

#include "models/core/text.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace orrery::models {

using S = api::DeploymentState;
using A = DeployRequestAction;

namespace {

struct DeploymentConsequences
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::DeploymentConsequences)
};

QString target(const ReviewContext &context)
{
    const QString name = visibleText(context.request.intoBranch);
    if (!context.intoProduction)
        return DeploymentConsequences::tr("%1 (treated as production: its role is not known)", "a branch").arg(name);
    return *context.intoProduction ? DeploymentConsequences::tr("%1, production", "a branch").arg(name) : name;
}

QString what(const ReviewContext &context)
{
    const QString branch = visibleText(context.request.branch);
    const auto tables = changedTableCount(context.request);
    return tables ? DeploymentConsequences::tr("%Ln table change(s) of %1", nullptr, *tables).arg(branch)
                  : DeploymentConsequences::tr("the changes of %1").arg(branch);
}

QString lossSentence(const ReviewContext &context)
{
    constexpr qsizetype named = 5;
    const QStringList lost = dataLoss(context.request);
    if (lost.isEmpty())
        return {};
    QStringList shown = lost.mid(0, named);
    for (QString &name : shown)
        name = visibleText(name);
    const QString list = shown.join(DeploymentConsequences::tr(", ", "between the names of a list"));
    if (lost.size() <= named)
        return DeploymentConsequences::tr("Drops data in %1.").arg(list);
    return DeploymentConsequences::tr("Drops data in %1 and %Ln more.", nullptr, int(lost.size() - named)).arg(list);
}

QString queueSentence(const ReviewContext &context)
{
    const api::Deployment &deployment = deploymentOrNone(context.request);
    if (deployment.queuePaused == true) {
        return deployment.queuePauseReason.isEmpty()
            ? DeploymentConsequences::tr("The deploy queue is paused: it waits until the queue goes on.")
            : DeploymentConsequences::tr("The deploy queue is paused (%1): it waits until the queue goes on.")
                  .arg(visibleText(deployment.queuePauseReason));
    }
    const int ahead = context.aheadInQueue.value_or(int(deployment.precedingDeployments.size()));
    return ahead > 0 ? DeploymentConsequences::tr("Waits for %Ln deployment(s) ahead of it.", nullptr, ahead)
                     : QString();
}

QString joined(const QStringList &sentences)
{
    QStringList present;
    for (const QString &sentence : sentences) {
        if (!sentence.isEmpty())
            present.append(sentence);
    }
    return present.join(QLatin1Char(' '));
}

QString revertSentence()
{
    return DeploymentConsequences::tr("Revert possible for 30 minutes after it finishes.");
}

/// What one action does, and how it is confirmed.
struct Effect
{
    A action;
    ConfirmationTier tier;
    ConfirmationTier whenDataIsLost;
    bool destructive; ///< also where no name has to be typed
    QString (*sentence)(const ReviewContext &);
};

using Tier = ConfirmationTier;

QString branchOf(const ReviewContext &context)
{
    return visibleText(context.request.branch);
}

QString deletionSentence(const ReviewContext &context)
{
    return deploymentOrNone(context.request).autoDeleteBranch == true
        ? DeploymentConsequences::tr("The branch %1 is deleted afterwards.").arg(branchOf(context))
        : QString();
}

bool waitsToBeApplied(const ReviewContext &context)
{
    return deploymentStateOf(context.request) == S::PendingCutover;
}

constexpr Effect effects[] = {
    {A::Approve, Tier::Sentence, Tier::Sentence, false,
     [](const ReviewContext &context) {
         const QString approved = context.approvalRequired == true
             ? DeploymentConsequences::tr(
                   "Approves %1 as shown, so that they can be deployed into %2. An approval cannot be taken back.")
                   .arg(what(context), target(context))
             : DeploymentConsequences::tr("Approves %1 as shown. An approval cannot be taken back.").arg(what(context));
         return joined({approved, approvalDoubt(context)});
     }},
    {A::Comment, Tier::None, Tier::None, false,
     [](const ReviewContext &) {
         return DeploymentConsequences::tr(
             "Everybody who sees the deploy request sees the comment. It cannot be deleted.");
     }},
    {A::Deploy, Tier::Sentence, Tier::TypeName, false,
     [](const ReviewContext &context) {
         const bool gated = deploymentOrNone(context.request).autoCutover == false;
         return joined(
             {DeploymentConsequences::tr("Deploys %1 into %2.").arg(what(context), target(context)),
              lossSentence(context), queueSentence(context),
              gated ? DeploymentConsequences::tr("Gated: the tables are swapped only when it is applied.") : QString(),
              deletionSentence(context), revertSentence()});
     }},
    {A::DeployInstantly, Tier::Sentence, Tier::TypeName, false,
     [](const ReviewContext &context) {
         return joined({DeploymentConsequences::tr("Deploys %1 into %2 instantly.").arg(what(context), target(context)),
                        lossSentence(context), queueSentence(context), deletionSentence(context),
                        DeploymentConsequences::tr("An instant deployment cannot be reverted.")});
     }},
    {A::Apply, Tier::Sentence, Tier::Sentence, false,
     [](const ReviewContext &context) {
         return joined({DeploymentConsequences::tr("Swaps the changed tables into %1 now.").arg(target(context)),
                        lossSentence(context), revertSentence()});
     }},
    {A::ForceCutover, Tier::Sentence, Tier::Sentence, true,
     [](const ReviewContext &context) {
         return DeploymentConsequences::tr(
                    "Swaps the changed tables into %1 now, by ending queries and transactions that hold the lock.")
             .arg(target(context));
     }},
    {A::Cancel, Tier::Sentence, Tier::Sentence, false,
     [](const ReviewContext &context) {
         return (deploymentStateOf(context.request) == S::Queued
                     ? DeploymentConsequences::tr("Takes it out of the deploy queue. The schema of %1 stays as it is.")
                     : DeploymentConsequences::tr(
                         "Stops the deployment and throws away what was copied so far. The schema of %1 stays "
                         "as it is."))
             .arg(target(context));
     }},
    {A::Unblock, Tier::Sentence, Tier::Sentence, false,
     [](const ReviewContext &context) {
         return DeploymentConsequences::tr(
                    "Marks the failed deployment as done with, so that the deploy queue of %1 goes on. "
                    "It does not repair anything: look at the schema of %1 first.")
             .arg(target(context));
     }},
    {A::Close, Tier::Sentence, Tier::Sentence, false,
     [](const ReviewContext &context) {
         return DeploymentConsequences::tr(
                    "Closes the deploy request without deploying it. It cannot be opened again; the branch %1 stays.")
             .arg(branchOf(context));
     }},
    {A::Revert, Tier::Sentence, Tier::Sentence, true,
     [](const ReviewContext &context) {
         return DeploymentConsequences::tr(
                    "Restores the previous schema of %1. Data written to new tables and columns since "
                    "the deployment is lost.")
             .arg(target(context));
     }},
    {A::SkipRevert, Tier::Sentence, Tier::TypeName, false,
     [](const ReviewContext &context) {
         return joined(
             {DeploymentConsequences::tr("The deployment into %1 becomes permanent and the deploy queue goes on.")
                  .arg(target(context)),
              lossSentence(context)});
     }},
    {A::EnableAutoApply, Tier::Undo, Tier::Undo, false,
     [](const ReviewContext &context) {
         return waitsToBeApplied(context)
             ? joined({DeploymentConsequences::tr(
                           "It waits to be applied: turning auto-apply on swaps the changed tables into %1 now.")
                           .arg(target(context)),
                       lossSentence(context)})
             : DeploymentConsequences::tr("The tables are swapped into %1 as soon as they are ready.")
                   .arg(target(context));
     }},
    {A::DisableAutoApply, Tier::Undo, Tier::Undo, false,
     [](const ReviewContext &context) {
         return DeploymentConsequences::tr("The tables are swapped into %1 only when the deployment is applied.")
             .arg(target(context));
     }},
    {A::EnableAutoDelete, Tier::Undo, Tier::Undo, false,
     [](const ReviewContext &context) {
         return DeploymentConsequences::tr("The branch %1 is deleted when the deployment has finished.")
             .arg(branchOf(context));
     }},
    {A::DisableAutoDelete, Tier::Undo, Tier::Undo, false,
     [](const ReviewContext &context) {
         return DeploymentConsequences::tr("The branch %1 stays when the deployment has finished.")
             .arg(branchOf(context));
     }},
};
static_assert(isRowForEach(effects));

} // namespace

QString consequence(A action, const ReviewContext &context)
{
    return rowOf(effects, action).sentence(context);
}

ConfirmationTier confirmationTier(A action, const ReviewContext &context)
{
    // In this state it is Apply under another name.
    if (action == A::EnableAutoApply && waitsToBeApplied(context))
        action = A::Apply;
    const Effect &effect = rowOf(effects, action);
    return dataLoss(context.request).isEmpty() ? effect.tier : effect.whenDataIsLost;
}

Confirmation confirmation(A action, const ReviewContext &context)
{
    const ConfirmationTier tier = confirmationTier(action, context);
    return {.tier = tier,
            .title = actionTitle(action, context.request.number.value_or(0)),
            .consequence = consequence(action, context),
            .verb = actionVerb(action),
            .nameToType = tier == ConfirmationTier::TypeName
                ? context.database + QLatin1Char('/') + context.request.intoBranch
                : QString(),
            .destructive = tier == ConfirmationTier::TypeName || rowOf(effects, action).destructive};
}

QString deployConsequence(const ReviewContext &context)
{
    return joined({DeploymentConsequences::tr("Deploys %1 into %2.").arg(what(context), target(context)),
                   queueSentence(context)});
}

QStringList dataLoss(const api::DeployRequest &request)
{
    const api::Deployment &deployment = deploymentOrNone(request);
    QSet<QString> lost;
    const auto add = [&lost](const auto &operation) {
        if (operation.canDropData.value_or(false)) {
            for (const QString &object : droppedObjects(operation.tableName, operation.ddlStatement))
                lost.insert(object);
        }
    };
    std::for_each(deployment.deployOperations.cbegin(), deployment.deployOperations.cend(), add);
    std::for_each(deployment.deployOperationSummaries.cbegin(), deployment.deployOperationSummaries.cend(), add);
    QStringList sorted(lost.cbegin(), lost.cend());
    sorted.sort();
    return sorted;
}

bool dropsNothing(const api::DeployRequest &request)
{
    const api::Deployment &deployment = deploymentOrNone(request);
    const auto keeps = [](const auto &operation) { return operation.canDropData == false; };
    const auto &operations = deployment.deployOperations;
    const auto &summaries = deployment.deployOperationSummaries;
    return !(operations.isEmpty() && summaries.isEmpty()) && std::all_of(operations.cbegin(), operations.cend(), keeps)
        && std::all_of(summaries.cbegin(), summaries.cend(), keeps);
}

std::optional<int> changedTableCount(const api::DeployRequest &request)
{
    if (!request.deployment)
        return std::nullopt;
    QSet<QString> tables;
    const auto add = [&tables](const auto &operation) {
        tables.insert(operation.keyspaceName + QLatin1Char('.') + operation.tableName);
    };
    std::for_each(request.deployment->deployOperationSummaries.cbegin(),
                  request.deployment->deployOperationSummaries.cend(), add);
    std::for_each(request.deployment->deployOperations.cbegin(), request.deployment->deployOperations.cend(), add);
    return tables.isEmpty() ? std::nullopt : std::optional<int>(int(tables.size()));
}

} // namespace orrery::models
