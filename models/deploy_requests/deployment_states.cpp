// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment_states.h"

#include "models/core/text.h"
#include "models/schema/alter_parts.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace orrery::models {

using namespace std::chrono_literals;
using S = api::DeploymentState;

namespace {

struct DeploymentStates
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::DeploymentStates)
};

StateWord notToldWord(const QString &what)
{
    return {Tone::Neutral, DeploymentStates::tr("Unknown"), what};
}

StateWord strangeWord(const QString &text)
{
    return {Tone::Warn, visibleText(text),
            DeploymentStates::tr("PlanetScale reports the state “%1”, which this version of Orrery does not know.")
                .arg(visibleText(text))};
}

StateWord knownWord(S state)
{
    switch (state) {
    case S::Pending:
        return {
            Tone::Busy, DeploymentStates::tr("Checking"),
            DeploymentStates::tr("PlanetScale works out the schema changes and checks whether they can be deployed.")};
    case S::Ready:
        return {Tone::Accent, DeploymentStates::tr("Ready to deploy"),
                DeploymentStates::tr("The checks have passed; the schema changes can be deployed.")};
    case S::NoChanges:
        return {Tone::Neutral, DeploymentStates::tr("No changes"),
                DeploymentStates::tr("Both branches have the same schema; there is nothing to deploy.")};
    case S::Queued:
        return {Tone::Busy, DeploymentStates::tr("Queued"),
                DeploymentStates::tr("It waits in the deploy queue and starts when those ahead of it have ended.")};
    case S::Submitting:
        return {Tone::Busy, DeploymentStates::tr("Submitting"),
                DeploymentStates::tr("The schema changes are being handed to the database.")};
    case S::InProgress:
        return {Tone::Busy, DeploymentStates::tr("Deploying"),
                DeploymentStates::tr(
                    "Changed copies of the tables are being filled; the tables in use are not touched yet.")};
    case S::PendingCutover:
        return {
            Tone::Accent, DeploymentStates::tr("Ready to apply"),
            DeploymentStates::tr("The changed tables are in sync; the gated deployment waits until it is applied.")};
    case S::InProgressVschema:
        return {Tone::Busy, DeploymentStates::tr("Updating VSchema"),
                DeploymentStates::tr("The tables are changed; the VSchema and routing rules follow.")};
    case S::InProgressCancel:
        return {Tone::Busy, DeploymentStates::tr("Canceling"),
                DeploymentStates::tr("The deployment is being stopped.")};
    case S::InProgressCutover:
        return {Tone::Busy, DeploymentStates::tr("Cutting over"),
                DeploymentStates::tr("The changed tables take the place of those in use.")};
    case S::Complete:
        return {Tone::Ok, DeploymentStates::tr("Deployed"),
                DeploymentStates::tr("The schema changes are deployed; they can no longer be reverted.")};
    case S::CompleteCancel:
        return {Tone::Neutral, DeploymentStates::tr("Canceled"),
                DeploymentStates::tr("The deployment was stopped; the schema is as it was.")};
    case S::CompleteError:
        return {Tone::Critical, DeploymentStates::tr("Deployment failed"),
                DeploymentStates::tr("The deployment failed and blocks the deploy queue until it is unblocked.")};
    case S::CompletePendingRevert:
        return {Tone::Ok, DeploymentStates::tr("Deployed, revertible"),
                DeploymentStates::tr("The schema changes are deployed and can be reverted for 30 minutes; the deploy "
                                     "queue waits meanwhile.")};
    case S::InProgressRevert:
        return {Tone::Busy, DeploymentStates::tr("Reverting"),
                DeploymentStates::tr("The tables go back to their former schema.")};
    case S::InProgressRevertVschema:
        return {Tone::Busy, DeploymentStates::tr("Reverting VSchema"),
                DeploymentStates::tr("The VSchema and routing rules go back to what they were.")};
    case S::CompleteRevert:
        return {Tone::Warn, DeploymentStates::tr("Reverted"),
                DeploymentStates::tr("The schema changes were deployed and taken back.")};
    case S::CompleteRevertError:
        return {Tone::Critical, DeploymentStates::tr("Revert failed"),
                DeploymentStates::tr(
                    "The schema could not be taken back; the deploy queue is blocked until it is unblocked.")};
    case S::Cancelled:
        return {
            Tone::Neutral, DeploymentStates::tr("Canceled before start"),
            DeploymentStates::tr("It was taken out of the deploy queue before it started; the schema is as it was.")};
    case S::Error:
        return {Tone::Critical, DeploymentStates::tr("Not deployable"),
                DeploymentStates::tr("The deploy checks failed; the branch's schema has to be changed first.")};
    }
    return {};
}

} // namespace

StateWord describeDeploymentState(const api::OpenEnum<S> &state)
{
    if (!state.isPresent())
        return notToldWord(DeploymentStates::tr("PlanetScale did not say where the deployment stands."));
    return state.isKnown() ? knownWord(state.value()) : strangeWord(state.text());
}

StateWord describeRequestState(const api::OpenEnum<api::DeployRequestState> &state, const QDateTime &deployedAt)
{
    if (!state.isPresent())
        return notToldWord(DeploymentStates::tr("PlanetScale did not say whether the deploy request is open."));
    if (!state.isKnown())
        return strangeWord(state.text());
    if (state == api::DeployRequestState::Open)
        return {Tone::Accent, DeploymentStates::tr("Open"), DeploymentStates::tr("The deploy request is open.")};
    if (deployedAt.isValid())
        return {Tone::Ok, DeploymentStates::tr("Deployed"),
                DeploymentStates::tr("The deploy request was deployed and is closed.")};
    return {Tone::Neutral, DeploymentStates::tr("Closed"),
            DeploymentStates::tr("The deploy request was closed without being deployed.")};
}

StateWord describeApproval(std::optional<bool> approved, std::optional<bool> required)
{
    if (approved.value_or(false))
        return {Tone::Ok, DeploymentStates::tr("Approved"), DeploymentStates::tr("The schema changes are approved.")};
    if (!approved)
        return notToldWord(DeploymentStates::tr("PlanetScale did not say whether the deploy request is approved."));
    if (required.value_or(false))
        return {Tone::Warn, DeploymentStates::tr("Approval required"),
                DeploymentStates::tr("Needs approval from someone other than the author.")};
    if (required)
        return {Tone::Neutral, DeploymentStates::tr("Not approved"),
                DeploymentStates::tr("No approval yet; this database does not require one.")};
    return {Tone::Neutral, DeploymentStates::tr("Not approved"), DeploymentStates::tr("No approval yet.")};
}

StateWord describeOperationState(const api::OpenEnum<api::OperationState> &state)
{
    using O = api::OperationState;
    if (!state.isPresent())
        return notToldWord(DeploymentStates::tr("PlanetScale did not say where this change stands."));
    if (!state.isKnown())
        return strangeWord(state.text());
    switch (state.value()) {
    case O::Pending:
        return {Tone::Neutral, DeploymentStates::tr("Pending"), DeploymentStates::tr("It is not deployed yet.")};
    case O::Queued:
        return {Tone::Neutral, DeploymentStates::tr("Queued"), DeploymentStates::tr("It waits for its turn.")};
    case O::InProgress:
        return {Tone::Busy, DeploymentStates::tr("In progress"), DeploymentStates::tr("It is being carried out.")};
    case O::Complete:
        return {Tone::Ok, DeploymentStates::tr("Complete"), DeploymentStates::tr("It is carried out.")};
    case O::Cancelled:
        return {Tone::Neutral, DeploymentStates::tr("Canceled"), DeploymentStates::tr("It was stopped.")};
    case O::Error:
        return {Tone::Critical, DeploymentStates::tr("Failed"), DeploymentStates::tr("It failed.")};
    }
    return {};
}

api::OpenEnum<S> deploymentStateOf(const api::DeployRequest &request)
{
    if (request.deploymentState.isPresent() || !request.deployment)
        return request.deploymentState;
    return request.deployment->state;
}

const api::Deployment &deploymentOrNone(const api::DeployRequest &request)
{
    static const api::Deployment none;
    return request.deployment ? *request.deployment : none;
}

bool isTerminal(const api::OpenEnum<S> &state)
{
    if (!state.isKnown())
        return false;
    switch (state.value()) {
    case S::NoChanges:
    case S::Complete:
    case S::CompleteCancel:
    case S::CompleteError:
    case S::CompleteRevert:
    case S::CompleteRevertError:
    case S::Cancelled:
    case S::Error:
        return true;
    default:
        return false;
    }
}

bool isRunning(const api::OpenEnum<S> &state)
{
    if (!state.isKnown())
        return false;
    switch (state.value()) {
    case S::Submitting:
    case S::InProgress:
    case S::InProgressVschema:
    case S::InProgressCancel:
    case S::InProgressCutover:
    case S::InProgressRevert:
    case S::InProgressRevertVschema:
        return true;
    default:
        return false;
    }
}

bool blocksQueue(const api::OpenEnum<S> &state)
{
    return isRunning(state) || state == S::PendingCutover || state == S::CompletePendingRevert
        || state == S::CompleteError || state == S::CompleteRevertError;
}

std::optional<std::chrono::milliseconds> pollInterval(const api::DeployRequest &request, bool visible)
{
    const auto state = deploymentStateOf(request);
    // "pending" lasts seconds: the diff is being worked out.
    if (isRunning(state) || (state == S::Pending && request.state == api::DeployRequestState::Open))
        return visible ? 4s : 15s;
    if (state == S::Queued || state == S::PendingCutover || state == S::CompletePendingRevert)
        return visible ? 15s : 30s;
    // Ready, failed checks, no changes, a failed deployment, or something unknown: only people change it from here.
    if (request.state == api::DeployRequestState::Open && visible)
        return 2min;
    return std::nullopt;
}

QDateTime revertDeadline(const api::DeployRequest &request)
{
    if (!(deploymentStateOf(request) == S::CompletePendingRevert))
        return {};
    if (request.deployment) {
        const api::Deployment &deployment = *request.deployment;
        if (deployment.deploymentRevertRequest && deployment.deploymentRevertRequest->waitingPeriodEndAt.isValid())
            return deployment.deploymentRevertRequest->waitingPeriodEndAt;
        for (const QDateTime &at : {deployment.finishedAt, deployment.cutoverAt}) {
            if (at.isValid())
                return at.addSecs(revertWindowSeconds);
        }
    }
    return request.deployedAt.isValid() ? request.deployedAt.addSecs(revertWindowSeconds) : QDateTime();
}

QString etaText(std::optional<double> seconds)
{
    if (!seconds || !std::isfinite(*seconds) || *seconds < 0)
        return {};
    // A year is no estimate any more, and would overflow nothing below.
    const double capped = std::min(*seconds, 366.0 * 86400.0);
    if (capped < 1)
        return DeploymentStates::tr("almost done");
    // "About" and seconds behind minutes contradict each other.
    const double unit = capped < 60 ? 1 : capped < 3600 ? 60 : capped < 86400 ? 600 : 3600;
    const qint64 rounded = qint64(std::llround(capped / unit) * std::llround(unit));
    return DeploymentStates::tr("about %1 left").arg(formattedDuration(rounded));
}

QString progressText(std::optional<double> percent)
{
    if (!percent || !std::isfinite(*percent))
        return {};
    return formattedPercent(std::clamp(*percent, 0.0, 100.0), 0);
}

QStringList droppedObjects(const QString &table, const QString &ddl)
{
    QStringList columns;
    for (const QString &column : readAlterParts(ddl).droppedColumns)
        columns.append(table + QLatin1Char('.') + column);
    return columns.isEmpty() ? QStringList{table} : columns;
}

} // namespace orrery::models
