// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/deployment_rules.h"

#include "models/core/text.h"

#include <QCoreApplication>

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

/// "Ana Ruiz, 2 h ago", or the half that is known; empty when nothing is.
QString byAndWhen(const std::optional<api::Actor> &actor, const QDateTime &at, const QDateTime &now)
{
    const QString name = actor ? visibleText(actor->displayName) : QString();
    QString when = at.isValid() ? (now.isValid() ? relativeTime(at, now) : exactTime(at)) : QString();
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
    const api::Deployment &deployment = deploymentOrNone(context.request);
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
        return DeploymentRules::tr("Only schema changes that can be seen and are not deployed yet can be approved");
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
        // The service itself names no condition; what cannot be seen, or is done already, we do not offer.
        return !among(state,
                      {S::Pending, S::NoChanges, S::Complete, S::CompletePendingRevert, S::InProgressRevert,
                       S::InProgressRevertVschema, S::CompleteRevert, S::CompleteRevertError});
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
    const api::Deployment &deployment = deploymentOrNone(request);
    const auto state = deploymentStateOf(request);
    switch (action) {
    case A::Approve:
        // Where no approval is required, the reference does not say whether one's own counts: the service decides.
        if (isOwnRequest(context) && context.approvalRequired == true && context.soleAdministrator == false) {
            return DeploymentRules::tr(
                "You opened this deploy request; somebody else has to approve it, because you are "
                "not the only administrator of the organization.");
        }
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

/// What will run, whatever order it is listed in.
QStringList statementsOf(const api::Deployment &deployment)
{
    QStringList statements;
    for (const api::DeployOperation &operation : deployment.deployOperations)
        statements.append(operation.keyspaceName + QLatin1Char(' ') + operation.ddlStatement);
    statements.sort();
    return statements;
}

} // namespace

std::optional<QString> refusedAltogether(const ReviewContext &context)
{
    if (context.readOnly)
        return DeploymentRules::tr("Orrery is in read-only mode; turn it off to change anything.");
    if (context.offline)
        return DeploymentRules::tr("There is no connection; it can be done once PlanetScale is reachable again.");
    return std::nullopt;
}

bool isOwnRequest(const ReviewContext &context)
{
    return !context.currentUserId.isEmpty() && context.request.actor
        && context.request.actor->id == context.currentUserId;
}

QString approvalDoubt(const ReviewContext &context)
{
    if (isOwnRequest(context) && context.soleAdministrator != true) {
        return DeploymentRules::tr("You opened this deploy request: the service takes your approval only while you are "
                                   "the sole administrator.");
    }
    if (context.approvalRequired != true || context.administrator != false)
        return {};
    const QString organization = visibleText(context.organization);
    const QString who = context.administrators.isEmpty()
        ? DeploymentRules::tr("an administrator of %1").arg(organization)
        : DeploymentRules::tr("an administrator of %1 (%2)", "an organization, names of people")
              .arg(organization, context.administrators.mid(0, 3).join(DeploymentRules::tr(", ")));
    return DeploymentRules::tr("Not known: whether you administer %1. This database asks for an administrator's "
                               "approval; otherwise it has to come from %2.")
        .arg(visibleText(context.database), who);
}

std::optional<QString> refusalReason(A action, const ReviewContext &context)
{
    if (auto reason = refusedAltogether(context))
        return reason;
    for (const auto &rule : {&refusedByRequest, &refusedByState, &refusedByFacts}) {
        if (auto reason = rule(action, context))
            return reason;
    }
    return std::nullopt;
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
    const api::Deployment &then = deploymentOrNone(shown);
    const api::Deployment &later = deploymentOrNone(fresh);
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
