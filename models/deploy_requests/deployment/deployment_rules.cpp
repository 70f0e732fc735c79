// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/deployment_rules.h"

#include "models/core/text.h"

#include <QCoreApplication>

namespace orrery::models {

using S = api::DeploymentState;
using A = DeployRequestAction;

namespace {

struct DeploymentRules
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::DeploymentRules)
};

/// States of a deployment, a bit each.
using States = quint32;
constexpr States statesOf(std::initializer_list<S> list)
{
    States all = 0;
    for (const S each : list)
        all |= States(1) << quint8(each);
    return all;
}
constexpr States everyState = ~States(0);

bool among(const api::OpenEnum<S> &state, States states)
{
    return state.isKnown() && (states & statesOf({state.value()})) != 0;
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

using Refusal = std::optional<QString>;

Refusal refusedApproval(const ReviewContext &context)
{
    // Where no approval is required, the reference does not say whether one's own counts: the service decides.
    if (isOwnRequest(context) && context.approvalRequired == true && context.soleAdministrator == false) {
        return DeploymentRules::tr(
            "You opened this deploy request; it needs approval from someone else, because you are "
            "not the only administrator of the organization.");
    }
    return std::nullopt;
}

Refusal refusedDeployment(const ReviewContext &context)
{
    const api::Deployment &deployment = deploymentOrNone(context.request);
    if (deployment.deployable == false) {
        return deployment.deployCheckErrors.isEmpty()
            ? DeploymentRules::tr("PlanetScale says it cannot be deployed; see the checks.")
            : DeploymentRules::tr("Its deploy checks failed: %1").arg(visibleText(deployment.deployCheckErrors));
    }
    if (context.approvalRequired == true && context.request.approved == false)
        return DeploymentRules::tr("This database deploys only what was approved; someone other than the author "
                                   "has to approve it first.");
    return std::nullopt;
}

Refusal refusedInstantly(const ReviewContext &context)
{
    const api::Deployment &deployment = deploymentOrNone(context.request);
    if (deployment.instantDdlEligible == false)
        return DeploymentRules::tr("Not all of its changes can be made instantly (indexes, foreign keys and "
                                   "changed types cannot); deploy it the usual way.");
    if (deployment.autoCutover == false)
        return DeploymentRules::tr("An instant deployment cannot be gated; turn auto-apply on first.");
    return refusedDeployment(context);
}

Refusal refusedForce(const ReviewContext &context)
{
    const QDateTime requested = deploymentOrNone(context.request).forceCutoverRequestedAt;
    if (!requested.isValid())
        return std::nullopt;
    return DeploymentRules::tr(
               "Forcing the cutover was already requested (%1); it happens as soon as the table's lock is had.")
        .arg(byAndWhen({}, requested, context.now));
}

Refusal refusedUnblocking(const ReviewContext &context)
{
    if (context.inQueue == false)
        return DeploymentRules::tr("The deploy queue is no longer blocked by it; it was unblocked already.");
    return std::nullopt;
}

Refusal refusedClosing(const ReviewContext &context)
{
    if (among(deploymentStateOf(context.request), statesOf({S::CompleteError, S::CompleteRevertError}))
        && context.inQueue == true)
        return DeploymentRules::tr("It still blocks the deploy queue; unblock the queue first, then close it.");
    return std::nullopt;
}

Refusal refusedRevert(const ReviewContext &context)
{
    if (deploymentOrNone(context.request).instantDdl == true)
        return DeploymentRules::tr(
            "Instant deployments cannot be reverted; open a deploy request that changes the schema back.");
    return std::nullopt;
}

Refusal refusedGate(const ReviewContext &context)
{
    const api::Deployment &deployment = deploymentOrNone(context.request);
    if (deployment.instantDdl == true && deployment.queuedAt.isValid())
        return DeploymentRules::tr("Instant deployments are always applied at once; they cannot be gated.");
    return std::nullopt;
}

Refusal refusedDeletion(const ReviewContext &context)
{
    const api::DeployRequest &request = context.request;
    if (request.branchDeleted != true)
        return std::nullopt;
    const QString detail = byAndWhen(request.branchDeletedBy, request.branchDeletedAt, context.now);
    return detail.isEmpty()
        ? DeploymentRules::tr("The branch %1 is deleted already.").arg(visibleText(request.branch))
        : DeploymentRules::tr("The branch %1 is deleted already (%2).").arg(visibleText(request.branch), detail);
}

constexpr auto autoApplyCondition =
    QT_TRANSLATE_NOOP("orrery::models::DeploymentRules", "Auto-apply can be changed only before the cutover");
constexpr States beforeCutover = statesOf(
    {S::Pending, S::Ready, S::NoChanges, S::Error, S::Queued, S::Submitting, S::InProgress, S::PendingCutover});

/// When an action is possible.
struct Rule
{
    A action;
    States states; ///< of the deployment, in which the service takes it
    const char *condition; ///< the first half of a refusal in another state; null where every state will do
    bool needsOpenRequest; ///< the others are judged by the deployment alone
    Refusal (*refused)(const ReviewContext &); ///< what else the service looks at once the state fits; may be null
};
constexpr Rule rules[] = {
    // The service itself names no state for an approval; what cannot be seen, or is done already, we do not offer.
    {A::Approve,
     everyState
         & ~statesOf({S::Pending, S::NoChanges, S::Complete, S::CompletePendingRevert, S::InProgressRevert,
                      S::InProgressRevertVschema, S::CompleteRevert, S::CompleteRevertError}),
     QT_TRANSLATE_NOOP("orrery::models::DeploymentRules",
                       "Only schema changes that can be seen and are not deployed yet can be approved"),
     true, refusedApproval},
    {A::Comment, everyState, nullptr, false, nullptr},
    {A::Deploy, statesOf({S::Ready}),
     QT_TRANSLATE_NOOP("orrery::models::DeploymentRules",
                       "Only a deploy request whose checks have passed can be deployed"),
     true, refusedDeployment},
    {A::DeployInstantly, statesOf({S::Ready}),
     QT_TRANSLATE_NOOP("orrery::models::DeploymentRules",
                       "Only a deploy request whose checks have passed can be deployed instantly"),
     true, refusedInstantly},
    {A::Apply, statesOf({S::PendingCutover}),
     QT_TRANSLATE_NOOP("orrery::models::DeploymentRules",
                       "Only a gated deployment that waits for its cutover can be applied"),
     false, nullptr},
    {A::ForceCutover, statesOf({S::InProgressCutover}),
     QT_TRANSLATE_NOOP("orrery::models::DeploymentRules", "Only a cutover under way can be forced"), false,
     refusedForce},
    {A::Cancel, statesOf({S::Queued, S::Submitting, S::InProgress, S::PendingCutover}),
     QT_TRANSLATE_NOOP("orrery::models::DeploymentRules",
                       "Only a queued or running deployment can be canceled, up to its cutover"),
     false, nullptr},
    {A::Unblock, statesOf({S::CompleteError, S::CompleteRevertError}),
     QT_TRANSLATE_NOOP("orrery::models::DeploymentRules",
                       "Only a failed deployment or revert blocks the queue so that it needs unblocking"),
     false, refusedUnblocking},
    {A::Close,
     everyState
         & ~statesOf({S::Queued, S::Submitting, S::InProgress, S::InProgressVschema, S::InProgressCancel,
                      S::PendingCutover, S::InProgressCutover, S::CompletePendingRevert, S::InProgressRevert,
                      S::InProgressRevertVschema}),
     QT_TRANSLATE_NOOP("orrery::models::DeploymentRules",
                       "A deploy request can be closed only while it is not being deployed or reverted"),
     true, refusedClosing},
    {A::Revert, statesOf({S::CompletePendingRevert}),
     QT_TRANSLATE_NOOP("orrery::models::DeploymentRules",
                       "A deployment can be reverted only in the 30 minutes after it was deployed"),
     false, refusedRevert},
    {A::SkipRevert, statesOf({S::CompletePendingRevert}),
     QT_TRANSLATE_NOOP("orrery::models::DeploymentRules", "Only an open revert window can be skipped"), false, nullptr},
    {A::EnableAutoApply, beforeCutover, autoApplyCondition, true, nullptr},
    {A::DisableAutoApply, beforeCutover, autoApplyCondition, true, refusedGate},
    {A::EnableAutoDelete, everyState, nullptr, true, refusedDeletion},
    {A::DisableAutoDelete, everyState, nullptr, true, refusedDeletion},
};
static_assert(isRowForEach(rules));

std::optional<QString> refusedByRequest(A action, const ReviewContext &context)
{
    const api::DeployRequest &request = context.request;
    if (!rowOf(rules, action).needsOpenRequest)
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
        return DeploymentRules::tr("PlanetScale did not say where the deployment stands; refresh before acting on it.");
    if (!state.isKnown()) {
        return DeploymentRules::tr("The deployment is in a state this version of Orrery does not know (“%1”); until it "
                                   "does, only comments are sent.")
            .arg(visibleText(state.text()));
    }
    if (!among(state, rowOf(rules, action).states))
        return DeploymentRules::tr("%1; %2.", "when an action is possible; where this deployment stands")
            .arg(DeploymentRules::tr(rowOf(rules, action).condition), standing(state, context));
    return std::nullopt;
}

std::optional<QString> refusedByFacts(A action, const ReviewContext &context)
{
    const auto refused = rowOf(rules, action).refused;
    return refused ? refused(context) : std::nullopt;
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
        return DeploymentRules::tr("You opened this deploy request: PlanetScale takes your approval only while you are "
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
        const States accepted = rowOf(rules, action).states;
        const bool expected = action == A::Cancel && among(before, accepted) && among(now, accepted);
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
