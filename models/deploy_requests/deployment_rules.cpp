// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment_rules.h"

#include "api/core/endpoint_table.h"
#include "models/core/text.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace orrery::models {

using S = api::DeploymentState;
using A = DeployRequestAction;

namespace {

struct DeploymentRules
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::DeploymentRules)
};

bool among(const api::OpenEnum<S> &state, std::initializer_list<S> states)
{
    return state.isKnown() && std::find(states.begin(), states.end(), state.value()) != states.end();
}

const api::Deployment &deploymentOf(const api::DeployRequest &request)
{
    static const api::Deployment none;
    return request.deployment ? *request.deployment : none;
}

/// "Ana Ruiz, 2 h ago", or the half that is known; empty when nothing is.
QString byAndWhen(const std::optional<api::Actor> &actor, const QDateTime &at, const QDateTime &now)
{
    const QString name = actor ? visibleText(actor->displayName) : QString();
    const QString when = at.isValid() ? (now.isValid() ? relativeTime(at, now) : exactTime(at)) : QString();
    if (name.isEmpty())
        return when;
    return when.isEmpty() ? name : DeploymentRules::tr("%1, %2", "a person, how long ago").arg(name, when);
}

QString withDetail(const QString &clause, const QString &detail)
{
    return detail.isEmpty() ? clause : DeploymentRules::tr("%1 (%2)", "a fact, who and when").arg(clause, detail);
}

/// The second half of a refusal: where this one stands.
QString standing(const api::OpenEnum<S> &state, const ReviewContext &context)
{
    const api::Deployment &deployment = deploymentOf(context.request);
    switch (state.value()) {
    case S::Pending:
        return DeploymentRules::tr("its schema changes are still being worked out");
    case S::Ready:
        return DeploymentRules::tr("this one has not been deployed yet");
    case S::NoChanges:
        return DeploymentRules::tr("this one changes nothing");
    case S::Queued:
        return withDetail(DeploymentRules::tr("this one waits in the deploy queue"),
                          byAndWhen(deployment.actor, deployment.queuedAt, context.now));
    case S::Submitting:
        return DeploymentRules::tr("this one is being handed to the database");
    case S::InProgress:
        return DeploymentRules::tr("this one is still copying tables");
    case S::PendingCutover:
        return DeploymentRules::tr("this one waits to be applied");
    case S::InProgressVschema:
        return DeploymentRules::tr("this one is updating the VSchema");
    case S::InProgressCancel:
        return withDetail(DeploymentRules::tr("this one is being canceled"),
                          byAndWhen(deployment.cancelledActor, {}, context.now));
    case S::InProgressCutover:
        return DeploymentRules::tr("this one is cutting over");
    case S::Complete:
        return withDetail(DeploymentRules::tr("this one is deployed for good"),
                          byAndWhen({}, context.request.deployedAt, context.now));
    case S::CompleteCancel:
        return withDetail(DeploymentRules::tr("this one was canceled"),
                          byAndWhen(deployment.cancelledActor, deployment.finishedAt, context.now));
    case S::CompleteError:
        return withDetail(DeploymentRules::tr("this one failed"), byAndWhen({}, deployment.finishedAt, context.now));
    case S::CompletePendingRevert:
        return DeploymentRules::tr("this one is deployed and in its revert window");
    case S::InProgressRevert:
        return DeploymentRules::tr("this one is being reverted");
    case S::InProgressRevertVschema:
        return DeploymentRules::tr("the VSchema of this one is being reverted");
    case S::CompleteRevert:
        return DeploymentRules::tr("this one was reverted");
    case S::CompleteRevertError:
        return DeploymentRules::tr("the revert of this one failed");
    case S::Cancelled:
        return withDetail(DeploymentRules::tr("this one was canceled before it started"),
                          byAndWhen(deployment.cancelledActor, deployment.finishedAt, context.now));
    case S::Error:
        return DeploymentRules::tr("the deploy checks of this one failed");
    }
    return {};
}

/// The first half: when the action is possible at all.
QString condition(A action)
{
    switch (action) {
    case A::Approve:
        return DeploymentRules::tr("Only schema changes that can be seen can be approved");
    case A::Comment:
    case A::EnableAutoDelete:
    case A::DisableAutoDelete:
        return {}; // in every state
    case A::Deploy:
        return DeploymentRules::tr("Only a deploy request whose checks have passed can be deployed");
    case A::DeployInstantly:
        return DeploymentRules::tr("Only a deploy request whose checks have passed can be deployed instantly");
    case A::Apply:
        return DeploymentRules::tr("Only a gated deployment that waits for its cutover can be applied");
    case A::ForceCutover:
        return DeploymentRules::tr("Only a cutover under way can be forced");
    case A::Cancel:
        return DeploymentRules::tr("Only a queued or running deployment can be canceled, up to its cutover");
    case A::Unblock:
        return DeploymentRules::tr("Only a failed deployment or revert blocks the queue so that it needs unblocking");
    case A::Close:
        return DeploymentRules::tr("A deploy request can be closed only while it is not being deployed or reverted");
    case A::Revert:
        return DeploymentRules::tr("A deployment can be reverted only in the 30 minutes after it was deployed");
    case A::SkipRevert:
        return DeploymentRules::tr("Only an open revert window can be skipped");
    case A::EnableAutoApply:
    case A::DisableAutoApply:
        return DeploymentRules::tr("Auto-apply can be changed only before the cutover");
    }
    return {};
}

/// Whether the service takes the action in this state of the deployment.
bool acceptedIn(A action, const api::OpenEnum<S> &state)
{
    switch (action) {
    case A::Approve:
        // The service itself names no condition; approving what cannot be seen is what we do not offer.
        return !among(state, {S::Pending, S::NoChanges});
    case A::Comment:
        return true;
    case A::Deploy:
    case A::DeployInstantly:
        return state == S::Ready;
    case A::Apply:
        return state == S::PendingCutover;
    case A::ForceCutover:
        return state == S::InProgressCutover;
    case A::Cancel:
        return among(state, {S::Queued, S::Submitting, S::InProgress, S::PendingCutover});
    case A::Unblock:
        return among(state, {S::CompleteError, S::CompleteRevertError});
    case A::Close:
        return !isRunning(state) && !among(state, {S::Queued, S::PendingCutover, S::CompletePendingRevert});
    case A::Revert:
    case A::SkipRevert:
        return state == S::CompletePendingRevert;
    case A::EnableAutoApply:
    case A::DisableAutoApply:
        return among(
            state,
            {S::Pending, S::Ready, S::NoChanges, S::Error, S::Queued, S::Submitting, S::InProgress, S::PendingCutover});
    case A::EnableAutoDelete:
    case A::DisableAutoDelete:
        return true;
    }
    return false;
}

/// Actions that need the request itself to be open; the others are judged by the deployment alone.
bool needsOpenRequest(A action)
{
    switch (action) {
    case A::Approve:
    case A::Deploy:
    case A::DeployInstantly:
    case A::Close:
    case A::EnableAutoApply:
    case A::DisableAutoApply:
    case A::EnableAutoDelete:
    case A::DisableAutoDelete:
        return true;
    default:
        return false;
    }
}

QStringList words(std::string_view text)
{
    return QString::fromLatin1(text.data(), qsizetype(text.size())).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

std::optional<QString> missingPermission(A action, const ReviewContext &context)
{
    const api::Endpoint &endpoint = endpointOf(action);
    if (context.grantedScopes) {
        const QStringList needed = words(endpoint.scopes.organization) + words(endpoint.scopes.database);
        for (const QString &scope : needed) {
            if (context.grantedScopes->contains(scope))
                return std::nullopt;
        }
        if (!needed.isEmpty())
            return DeploymentRules::tr(
                       "This sign-in was not granted “%1”; sign in again with it, or ask somebody who has it.")
                .arg(needed.first());
    } else if (context.grantedAccesses) {
        QStringList needed = words(endpoint.accesses);
        // One operation, two accesses: each kind of review has its own.
        if (action == A::Approve)
            needed = {QStringLiteral("approve_deploy_request")};
        if (action == A::Comment)
            needed = {QStringLiteral("review_deploy_request")};
        for (const QString &access : needed) {
            if (context.grantedAccesses->contains(access))
                return std::nullopt;
        }
        if (!needed.isEmpty())
            return DeploymentRules::tr(
                       "This service token lacks the access “%1”; an organization administrator can grant it.")
                .arg(needed.first());
    }
    return std::nullopt;
}

std::optional<QString> refusedByRequest(A action, const ReviewContext &context)
{
    const api::DeployRequest &request = context.request;
    if (!needsOpenRequest(action))
        return std::nullopt;
    if (request.state.isPresent() && !request.state.isKnown()) {
        return DeploymentRules::tr("The deploy request is in a state this version of Orrery does not know (“%1”); "
                                   "until it does, only comments are sent.")
            .arg(visibleText(request.state.text()));
    }
    if (request.state == api::DeployRequestState::Closed) {
        const QString detail = byAndWhen(request.closedBy, request.closedAt, context.now);
        return detail.isEmpty()
            ? DeploymentRules::tr("The deploy request is closed; a new one can be opened from its branch.")
            : DeploymentRules::tr("The deploy request is closed (%1); a new one can be opened from its branch.")
                  .arg(detail);
    }
    return std::nullopt;
}

std::optional<QString> refusedByState(A action, const ReviewContext &context)
{
    if (action == A::Comment)
        return std::nullopt;
    const auto state = deploymentStateOf(context.request);
    if (!state.isPresent())
        return DeploymentRules::tr("The service did not say where the deployment stands; refresh before acting on it.");
    if (!state.isKnown()) {
        return DeploymentRules::tr("The deployment is in a state this version of Orrery does not know (“%1”); until it "
                                   "does, only comments are sent.")
            .arg(visibleText(state.text()));
    }
    if (!acceptedIn(action, state))
        return DeploymentRules::tr("%1; %2.", "when an action is possible; where this deployment stands")
            .arg(condition(action), standing(state, context));
    return std::nullopt;
}

/// What else the service looks at once the state fits.
std::optional<QString> refusedByFacts(A action, const ReviewContext &context)
{
    const api::DeployRequest &request = context.request;
    const api::Deployment &deployment = deploymentOf(request);
    const auto state = deploymentStateOf(request);
    switch (action) {
    case A::Approve:
        if (!context.currentUserId.isEmpty() && request.actor && request.actor->id == context.currentUserId
            && context.soleAdministrator == false) {
            return DeploymentRules::tr("You opened this deploy request; somebody else has to approve it, because the "
                                       "organization has more than one administrator.");
        }
        if (context.approvalRequired == true && context.administrator == false)
            return DeploymentRules::tr(
                "This database asks for an administrator's approval; an organization administrator has to give it.");
        return std::nullopt;
    case A::DeployInstantly:
        if (deployment.instantDdlEligible == false)
            return DeploymentRules::tr("Not all of its changes can be made instantly (indexes, foreign keys and "
                                       "changed types cannot); deploy it the usual way.");
        if (deployment.autoCutover == false)
            return DeploymentRules::tr("An instant deployment cannot be gated; turn auto-apply on first.");
        [[fallthrough]];
    case A::Deploy:
        if (deployment.deployable == false) {
            return deployment.deployCheckErrors.isEmpty()
                ? DeploymentRules::tr("The service says it cannot be deployed; see the checks.")
                : DeploymentRules::tr("Its deploy checks failed: %1").arg(visibleText(deployment.deployCheckErrors));
        }
        if (context.approvalRequired == true && request.approved == false)
            return DeploymentRules::tr("This database deploys only what was approved; somebody other than the author "
                                       "has to approve it first.");
        return std::nullopt;
    case A::ForceCutover:
        if (deployment.forceCutoverRequestedAt.isValid()) {
            return DeploymentRules::tr(
                       "Forcing the cutover was already requested (%1); it happens as soon as the table's lock is had.")
                .arg(byAndWhen({}, deployment.forceCutoverRequestedAt, context.now));
        }
        return std::nullopt;
    case A::Unblock:
        if (context.inQueue == false)
            return DeploymentRules::tr(
                "The deploy queue is no longer blocked by it; somebody has unblocked it already.");
        return std::nullopt;
    case A::Close:
        if (among(state, {S::CompleteError, S::CompleteRevertError}) && context.inQueue == true)
            return DeploymentRules::tr("It still blocks the deploy queue; unblock the queue first, then close it.");
        return std::nullopt;
    case A::Revert:
        if (deployment.instantDdl == true)
            return DeploymentRules::tr(
                "Instant deployments cannot be reverted; open a deploy request that changes the schema back.");
        return std::nullopt;
    case A::DisableAutoApply:
        if (deployment.instantDdl == true && deployment.queuedAt.isValid())
            return DeploymentRules::tr("Instant deployments are always applied at once; they cannot be gated.");
        return std::nullopt;
    case A::EnableAutoDelete:
    case A::DisableAutoDelete:
        if (request.branchDeleted == true) {
            const QString detail = byAndWhen(request.branchDeletedBy, request.branchDeletedAt, context.now);
            return detail.isEmpty()
                ? DeploymentRules::tr("The branch %1 is deleted already.").arg(visibleText(request.branch))
                : DeploymentRules::tr("The branch %1 is deleted already (%2).")
                      .arg(visibleText(request.branch), detail);
        }
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

// --- what happens

QString target(const ReviewContext &context)
{
    const QString name = visibleText(context.request.intoBranch);
    return context.intoProduction.value_or(false) ? DeploymentRules::tr("%1, production", "a branch").arg(name) : name;
}

QString what(const ReviewContext &context)
{
    const QString branch = visibleText(context.request.branch);
    const auto tables = changedTableCount(context.request);
    return tables ? DeploymentRules::tr("%n table change(s) of %1", nullptr, *tables).arg(branch)
                  : DeploymentRules::tr("the changes of %1").arg(branch);
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
    const QString list = shown.join(DeploymentRules::tr(", ", "between the names of a list"));
    if (lost.size() <= named)
        return DeploymentRules::tr("Drops data in %1.").arg(list);
    return DeploymentRules::tr("Drops data in %1 and %n more.", nullptr, int(lost.size() - named)).arg(list);
}

QString queueSentence(const ReviewContext &context)
{
    const api::Deployment &deployment = deploymentOf(context.request);
    if (deployment.queuePaused == true) {
        return deployment.queuePauseReason.isEmpty()
            ? DeploymentRules::tr("The deploy queue is paused: it waits until the queue goes on.")
            : DeploymentRules::tr("The deploy queue is paused (%1): it waits until the queue goes on.")
                  .arg(visibleText(deployment.queuePauseReason));
    }
    const int ahead = context.aheadInQueue.value_or(int(deployment.precedingDeployments.size()));
    return ahead > 0 ? DeploymentRules::tr("Waits for %n deployment(s) ahead of it.", nullptr, ahead) : QString();
}

/// What will run, whatever order it is listed in.
QStringList statementsOf(const api::Deployment &deployment)
{
    QStringList statements;
    for (const api::DeployOperation &operation : deployment.deployOperations)
        statements.append(operation.keyspaceName + QLatin1Char(' ') + operation.ddlStatement);
    statements.sort();
    return statements;
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
    return DeploymentRules::tr("Revert possible for 30 minutes after it finishes.");
}

} // namespace

const api::Endpoint &endpointOf(A action)
{
    switch (action) {
    case A::Approve:
    case A::Comment:
        break;
    case A::Deploy:
    case A::DeployInstantly:
        return api::endpoint("queue_deploy_request");
    case A::Apply:
        return api::endpoint("complete_gated_deploy_request");
    case A::ForceCutover:
        return api::endpoint("force_cutover_deploy_request");
    case A::Cancel:
        return api::endpoint("cancel_deploy_request");
    case A::Unblock:
        return api::endpoint("complete_errored_deploy");
    case A::Close:
        return api::endpoint("close_deploy_request");
    case A::Revert:
        return api::endpoint("complete_revert");
    case A::SkipRevert:
        return api::endpoint("skip_revert_period");
    case A::EnableAutoApply:
    case A::DisableAutoApply:
        return api::endpoint("update_auto_apply");
    case A::EnableAutoDelete:
    case A::DisableAutoDelete:
        return api::endpoint("update_auto_delete_branch");
    }
    return api::endpoint("review_deploy_request");
}

QString actionVerb(A action)
{
    switch (action) {
    case A::Approve:
        return DeploymentRules::tr("Approve");
    case A::Comment:
        return DeploymentRules::tr("Comment");
    case A::Deploy:
        return DeploymentRules::tr("Deploy changes");
    case A::DeployInstantly:
        return DeploymentRules::tr("Deploy changes instantly");
    case A::Apply:
        return DeploymentRules::tr("Apply changes");
    case A::ForceCutover:
        return DeploymentRules::tr("Force cutover");
    case A::Cancel:
        return DeploymentRules::tr("Cancel deployment");
    case A::Unblock:
        return DeploymentRules::tr("Unblock deploy queue");
    case A::Close:
        return DeploymentRules::tr("Close deploy request");
    case A::Revert:
        return DeploymentRules::tr("Revert changes");
    case A::SkipRevert:
        return DeploymentRules::tr("Skip revert window");
    case A::EnableAutoApply:
        return DeploymentRules::tr("Turn auto-apply on");
    case A::DisableAutoApply:
        return DeploymentRules::tr("Turn auto-apply off");
    case A::EnableAutoDelete:
        return DeploymentRules::tr("Delete branch afterwards");
    case A::DisableAutoDelete:
        return DeploymentRules::tr("Keep branch afterwards");
    }
    return {};
}

QString actionTitle(A action, qint64 number)
{
    switch (action) {
    case A::Approve:
        return DeploymentRules::tr("Approve deploy request #%1").arg(number);
    case A::Comment:
        return DeploymentRules::tr("Comment on deploy request #%1").arg(number);
    case A::Deploy:
        return DeploymentRules::tr("Deploy #%1").arg(number);
    case A::DeployInstantly:
        return DeploymentRules::tr("Deploy #%1 instantly").arg(number);
    case A::Apply:
        return DeploymentRules::tr("Apply deployment #%1").arg(number);
    case A::ForceCutover:
        return DeploymentRules::tr("Force the cutover of #%1").arg(number);
    case A::Cancel:
        return DeploymentRules::tr("Cancel the deployment of #%1").arg(number);
    case A::Unblock:
        return DeploymentRules::tr("Unblock the deploy queue after #%1").arg(number);
    case A::Close:
        return DeploymentRules::tr("Close deploy request #%1").arg(number);
    case A::Revert:
        return DeploymentRules::tr("Revert #%1").arg(number);
    case A::SkipRevert:
        return DeploymentRules::tr("Skip the revert window of #%1").arg(number);
    case A::EnableAutoApply:
        return DeploymentRules::tr("Turn auto-apply on for #%1").arg(number);
    case A::DisableAutoApply:
        return DeploymentRules::tr("Turn auto-apply off for #%1").arg(number);
    case A::EnableAutoDelete:
        return DeploymentRules::tr("Delete the branch after deploying #%1").arg(number);
    case A::DisableAutoDelete:
        return DeploymentRules::tr("Keep the branch after deploying #%1").arg(number);
    }
    return {};
}

QString actionDone(A action, qint64 number)
{
    switch (action) {
    case A::Approve:
        return DeploymentRules::tr("Deploy request #%1 is approved.").arg(number);
    case A::Comment:
        return DeploymentRules::tr("The comment on deploy request #%1 is sent.").arg(number);
    case A::Deploy:
        return DeploymentRules::tr("Deploy request #%1 is in the deploy queue.").arg(number);
    case A::DeployInstantly:
        return DeploymentRules::tr("Deploy request #%1 is in the deploy queue, to be deployed instantly.").arg(number);
    case A::Apply:
        return DeploymentRules::tr("Deploy request #%1 is being applied.").arg(number);
    case A::ForceCutover:
        return DeploymentRules::tr("The cutover of deploy request #%1 is being forced.").arg(number);
    case A::Cancel:
        return DeploymentRules::tr("The deployment of #%1 is being canceled.").arg(number);
    case A::Unblock:
        return DeploymentRules::tr("Deploy request #%1 no longer blocks the deploy queue.").arg(number);
    case A::Close:
        return DeploymentRules::tr("Deploy request #%1 is closed.").arg(number);
    case A::Revert:
        return DeploymentRules::tr("Deploy request #%1 is being reverted.").arg(number);
    case A::SkipRevert:
        return DeploymentRules::tr("The revert window of #%1 is closed.").arg(number);
    case A::EnableAutoApply:
        return DeploymentRules::tr("Auto-apply is on for #%1.").arg(number);
    case A::DisableAutoApply:
        return DeploymentRules::tr("Auto-apply is off for #%1.").arg(number);
    case A::EnableAutoDelete:
        return DeploymentRules::tr("The branch is deleted after #%1 is deployed.").arg(number);
    case A::DisableAutoDelete:
        return DeploymentRules::tr("The branch stays after #%1 is deployed.").arg(number);
    }
    return {};
}

QString actionFailed(A action, qint64 number)
{
    switch (action) {
    case A::Approve:
        return DeploymentRules::tr("Deploy request #%1 could not be approved.").arg(number);
    case A::Comment:
        return DeploymentRules::tr("The comment on deploy request #%1 could not be sent.").arg(number);
    case A::Deploy:
    case A::DeployInstantly:
        return DeploymentRules::tr("Deploy request #%1 could not be deployed.").arg(number);
    case A::Apply:
        return DeploymentRules::tr("Deploy request #%1 could not be applied.").arg(number);
    case A::ForceCutover:
        return DeploymentRules::tr("The cutover of deploy request #%1 could not be forced.").arg(number);
    case A::Cancel:
        return DeploymentRules::tr("The deployment of #%1 could not be canceled.").arg(number);
    case A::Unblock:
        return DeploymentRules::tr("The deploy queue could not be unblocked after #%1.").arg(number);
    case A::Close:
        return DeploymentRules::tr("Deploy request #%1 could not be closed.").arg(number);
    case A::Revert:
        return DeploymentRules::tr("Deploy request #%1 could not be reverted.").arg(number);
    case A::SkipRevert:
        return DeploymentRules::tr("The revert window of #%1 could not be skipped.").arg(number);
    case A::EnableAutoApply:
    case A::DisableAutoApply:
        return DeploymentRules::tr("Auto-apply of #%1 could not be changed.").arg(number);
    case A::EnableAutoDelete:
    case A::DisableAutoDelete:
        return DeploymentRules::tr("Whether the branch of #%1 is deleted could not be changed.").arg(number);
    }
    return {};
}

std::optional<QString> refusalReason(A action, const ReviewContext &context)
{
    if (context.readOnly)
        return DeploymentRules::tr("Orrery is in read-only mode; turn it off to change anything.");
    if (context.offline)
        return DeploymentRules::tr("There is no connection; it can be done once PlanetScale is reachable again.");
    for (const auto &rule : {&refusedByRequest, &refusedByState, &missingPermission, &refusedByFacts}) {
        if (auto reason = rule(action, context))
            return reason;
    }
    return std::nullopt;
}

QString consequence(A action, const ReviewContext &context)
{
    const api::DeployRequest &request = context.request;
    const api::Deployment &deployment = deploymentOf(request);
    const QString into = target(context);
    const QString branch = visibleText(request.branch);
    switch (action) {
    case A::Approve: {
        const bool own =
            !context.currentUserId.isEmpty() && request.actor && request.actor->id == context.currentUserId;
        return joined(
            {context.approvalRequired == true
                 ? DeploymentRules::tr(
                       "Approves %1 as shown, so that they can be deployed into %2. An approval cannot be taken back.")
                       .arg(what(context), into)
                 : DeploymentRules::tr("Approves %1 as shown. An approval cannot be taken back.").arg(what(context)),
             own ? DeploymentRules::tr("You opened this deploy request: the service takes your approval only while you "
                                       "are the sole administrator.")
                 : QString()});
    }
    case A::Comment:
        return DeploymentRules::tr("Everybody who sees the deploy request sees the comment. It cannot be deleted.");
    case A::Deploy:
        return joined({DeploymentRules::tr("Deploys %1 into %2.").arg(what(context), into), lossSentence(context),
                       queueSentence(context),
                       deployment.autoCutover == false
                           ? DeploymentRules::tr("Gated: the tables are swapped only when somebody applies it.")
                           : QString(),
                       deployment.autoDeleteBranch == true
                           ? DeploymentRules::tr("The branch %1 is deleted afterwards.").arg(branch)
                           : QString(),
                       revertSentence()});
    case A::DeployInstantly:
        return joined({DeploymentRules::tr("Deploys %1 into %2 instantly.").arg(what(context), into),
                       lossSentence(context), queueSentence(context),
                       deployment.autoDeleteBranch == true
                           ? DeploymentRules::tr("The branch %1 is deleted afterwards.").arg(branch)
                           : QString(),
                       DeploymentRules::tr("An instant deployment cannot be reverted.")});
    case A::Apply:
        return joined({DeploymentRules::tr("Swaps the changed tables into %1 now.").arg(into), lossSentence(context),
                       revertSentence()});
    case A::ForceCutover:
        return DeploymentRules::tr(
                   "Swaps the changed tables into %1 now, by ending queries and transactions that hold the lock.")
            .arg(into);
    case A::Cancel:
        return deploymentStateOf(request) == S::Queued
            ? DeploymentRules::tr("Takes it out of the deploy queue. The schema of %1 stays as it is.").arg(into)
            : DeploymentRules::tr(
                  "Stops the deployment and throws away what was copied so far. The schema of %1 stays as it is.")
                  .arg(into);
    case A::Unblock:
        return DeploymentRules::tr("Marks the failed deployment as done with, so that the deploy queue of %1 goes on. "
                                   "It does not repair anything: look at the schema of %1 first.")
            .arg(into);
    case A::Close:
        return DeploymentRules::tr(
                   "Closes the deploy request without deploying it. It cannot be opened again; the branch %1 stays.")
            .arg(branch);
    case A::Revert:
        return DeploymentRules::tr("Takes %1 back to its former schema. Data written to new tables and columns since "
                                   "the deployment is lost.")
            .arg(into);
    case A::SkipRevert:
        return joined(
            {DeploymentRules::tr("The deployment into %1 becomes permanent and the deploy queue goes on.").arg(into),
             lossSentence(context)});
    case A::EnableAutoApply:
        return deploymentStateOf(request) == S::PendingCutover
            ? joined({DeploymentRules::tr(
                          "It waits to be applied: turning auto-apply on swaps the changed tables into %1 now.")
                          .arg(into),
                      lossSentence(context)})
            : DeploymentRules::tr("The tables are swapped into %1 as soon as they are ready.").arg(into);
    case A::DisableAutoApply:
        return DeploymentRules::tr("The tables are swapped into %1 only when somebody applies the deployment.")
            .arg(into);
    case A::EnableAutoDelete:
        return DeploymentRules::tr("The branch %1 is deleted when the deployment has finished.").arg(branch);
    case A::DisableAutoDelete:
        return DeploymentRules::tr("The branch %1 stays when the deployment has finished.").arg(branch);
    }
    return {};
}

ConfirmationTier confirmationTier(A action, const ReviewContext &context)
{
    const bool loses = !dataLoss(context.request).isEmpty();
    switch (action) {
    case A::Comment:
        return ConfirmationTier::None;
    case A::Deploy:
    case A::DeployInstantly:
    case A::SkipRevert:
        return loses ? ConfirmationTier::TypeName : ConfirmationTier::Sentence;
    case A::Approve:
    case A::Apply:
    case A::ForceCutover:
    case A::Cancel:
    case A::Unblock:
    case A::Close:
    case A::Revert:
        return ConfirmationTier::Sentence;
    case A::EnableAutoApply:
        // In this state it is Apply under another name.
        return deploymentStateOf(context.request) == S::PendingCutover ? ConfirmationTier::Sentence
                                                                       : ConfirmationTier::Undo;
    case A::DisableAutoApply:
    case A::EnableAutoDelete:
    case A::DisableAutoDelete:
        return ConfirmationTier::Undo;
    }
    return ConfirmationTier::TypeName;
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
            .destructive = tier == ConfirmationTier::TypeName || action == A::Revert || action == A::ForceCutover};
}

QStringList dataLoss(const api::DeployRequest &request)
{
    const api::Deployment &deployment = deploymentOf(request);
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

QString differenceSince(const api::DeployRequest &shown, const api::DeployRequest &fresh, A action)
{
    // A comment says nothing about a state or a schema.
    if (action == A::Comment)
        return {};
    if (!(fresh.state == shown.state) && fresh.state == api::DeployRequestState::Closed) {
        return fresh.closedBy && !fresh.closedBy->displayName.isEmpty()
            ? DeploymentRules::tr("The deploy request was closed by %1 meanwhile.")
                  .arg(visibleText(fresh.closedBy->displayName))
            : DeploymentRules::tr("The deploy request was closed meanwhile.");
    }
    if (!(fresh.state == shown.state))
        return DeploymentRules::tr("The deploy request is now “%1”.")
            .arg(describeRequestState(fresh.state, fresh.deployedAt).text);
    if (fresh.branch != shown.branch || fresh.intoBranch != shown.intoBranch)
        return DeploymentRules::tr("The deploy request now goes from %1 into %2.")
            .arg(visibleText(fresh.branch), visibleText(fresh.intoBranch));
    const api::Deployment &then = deploymentOf(shown);
    const api::Deployment &later = deploymentOf(fresh);
    const bool deploys = action == A::Deploy || action == A::DeployInstantly;
    if ((deploys || action == A::Approve)
        && (then.schemaLastUpdatedAt != later.schemaLastUpdatedAt || statementsOf(then) != statementsOf(later)))
        return DeploymentRules::tr("The schema changes are no longer those that were shown; read them again first.");
    const auto before = deploymentStateOf(shown);
    const auto now = deploymentStateOf(fresh);
    if (!(before == now)) {
        // Moving on within what the action applies to is no surprise: who cancels a queued deployment means the running one too.
        const bool expected = action == A::Cancel && acceptedIn(action, before) && acceptedIn(action, now);
        if (!expected) {
            return DeploymentRules::tr("The deployment went from “%1” to “%2” meanwhile.")
                .arg(describeDeploymentState(before).text, describeDeploymentState(now).text);
        }
    }
    if (fresh.approved != shown.approved && (deploys || action == A::Close)) {
        return fresh.approved.value_or(false) ? DeploymentRules::tr("The deploy request was approved meanwhile.")
                                              : DeploymentRules::tr("The deploy request is no longer approved.");
    }
    if (deploys && then.autoCutover != later.autoCutover) {
        return later.autoCutover.value_or(true) ? DeploymentRules::tr("Auto-apply was turned on meanwhile.")
                                                : DeploymentRules::tr("Auto-apply was turned off meanwhile.");
    }
    if (deploys && then.autoDeleteBranch != later.autoDeleteBranch) {
        return later.autoDeleteBranch.value_or(false)
            ? DeploymentRules::tr("The branch is now deleted after the deployment.")
            : DeploymentRules::tr("The branch is no longer deleted after the deployment.");
    }
    return {};
}

} // namespace orrery::models
