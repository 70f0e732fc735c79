// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/deployment_machine.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

using S = DeployState;

constexpr std::array<const char *, kDeployStateCount> kNames = {"pending",
                                                                "ready",
                                                                "no_changes",
                                                                "queued",
                                                                "submitting",
                                                                "in_progress",
                                                                "pending_cutover",
                                                                "in_progress_vschema",
                                                                "in_progress_cancel",
                                                                "in_progress_cutover",
                                                                "complete",
                                                                "complete_cancel",
                                                                "complete_error",
                                                                "complete_pending_revert",
                                                                "in_progress_revert",
                                                                "in_progress_revert_vschema",
                                                                "complete_revert",
                                                                "complete_revert_error",
                                                                "cancelled",
                                                                "error"};

void enter(Deployment &d, S state, Instant at)
{
    d.state = state;
    d.since = at;
    d.updatedAt = at;
    d.held = false;
}

void finish(Deployment &d, S state, Instant at)
{
    enter(d, state, at);
    if (d.finishedAt == 0)
        d.finishedAt = at;
}

void openRevertWindow(Deployment &d, Instant at)
{
    finish(d, S::CompletePendingRevert, at);
    d.revertUntil = at + pace::revertWindow;
}

bool among(S state, std::initializer_list<S> states)
{
    return std::find(states.begin(), states.end(), state) != states.end();
}

double speed(const Deployment &d)
{
    return 1.0 - std::clamp(d.throttle, 0.0, 95.0) / 100.0;
}

QString refusal(const QString &what, const Deployment &d)
{
    return u"%1 (deployment is %2)."_s.arg(what, deployStateName(d.state));
}

QString deploy(Deployment &d, bool instant, Instant now)
{
    switch (d.state) {
    case S::Ready:
        break;
    case S::Pending:
        return refusal(u"Deploy request is not ready: its schema changes are still being computed"_s, d);
    case S::NoChanges:
        return refusal(u"Deploy request has no schema changes to deploy"_s, d);
    case S::Error:
        return refusal(u"Deploy request cannot be deployed: its deploy checks failed"_s, d);
    default:
        return refusal(u"Deploy request has already been deployed or queued"_s, d);
    }
    if (instant && !d.instantEligible())
        return u"Deploy request cannot be deployed instantly: not all of its changes support instant DDL."_s;
    if (instant && !d.autoCutover)
        return u"Instant deployments cannot be gated: enable auto-apply first."_s;
    d.instant = instant;
    d.queuedAt = now;
    enter(d, S::Queued, now);
    return {};
}

QString cancel(Deployment &d, Instant now)
{
    if (d.state == S::Queued) {
        finish(d, S::Cancelled, now);
        return {};
    }
    if (!among(d.state, {S::Submitting, S::InProgress, S::PendingCutover}))
        return refusal(u"Only a queued or running deployment can be canceled"_s, d);
    d.workDone = workDoneAt(d, now);
    d.workAt = now;
    enter(d, S::InProgressCancel, now);
    return {};
}

QString setAutoApply(Deployment &d, bool enable, Instant now)
{
    if (!among(
            d.state,
            {S::Pending, S::Ready, S::NoChanges, S::Error, S::Queued, S::Submitting, S::InProgress, S::PendingCutover}))
        return refusal(u"Auto-apply can no longer be changed"_s, d);
    if (d.instant && !enable)
        return u"Instant deployments are always applied automatically."_s;
    d.autoCutover = enable;
    d.updatedAt = now;
    if (enable && d.state == S::PendingCutover) {
        d.cutoverAt = now;
        enter(d, S::InProgressCutover, now);
    }
    return {};
}

} // namespace

QString deployStateName(DeployState state)
{
    return QString::fromLatin1(kNames[static_cast<size_t>(state)]);
}

std::optional<DeployState> deployStateFromName(const QString &name)
{
    for (size_t i = 0; i < kNames.size(); ++i) {
        if (name == QLatin1String(kNames[i]))
            return static_cast<S>(i);
    }
    return std::nullopt;
}

bool Deployment::instantEligible() const
{
    return !operations.isEmpty() && std::all_of(operations.cbegin(), operations.cend(), [](const TableOperation &o) {
        return o.instantEligible;
    });
}

double Deployment::totalWork() const
{
    double most = 0;
    for (const TableOperation &operation : operations) {
        for (const ShardCopy &copy : operation.shards)
            most = std::max(most, copy.seconds);
    }
    return most;
}

bool blocksQueue(const Deployment &d)
{
    if (among(d.state, {S::CompleteError, S::CompleteRevertError}))
        return !d.unblocked;
    return among(d.state,
                 {S::Submitting, S::InProgress, S::PendingCutover, S::InProgressVschema, S::InProgressCancel,
                  S::InProgressCutover, S::CompletePendingRevert, S::InProgressRevert, S::InProgressRevertVschema});
}

bool inQueue(const Deployment &d)
{
    return d.state == S::Queued || blocksQueue(d);
}

QString perform(DeployAction action, Deployment &d, Instant now)
{
    switch (action) {
    case DeployAction::Deploy:
        return deploy(d, false, now);
    case DeployAction::DeployInstant:
        return deploy(d, true, now);
    case DeployAction::Cancel:
        return cancel(d, now);
    case DeployAction::ApplyDeploy:
        if (d.state != S::PendingCutover)
            return refusal(u"Deployment is not waiting to be applied"_s, d);
        d.cutoverAt = now;
        enter(d, S::InProgressCutover, now);
        return {};
    case DeployAction::CompleteDeploy:
        if (!among(d.state, {S::CompleteError, S::CompleteRevertError}))
            return refusal(u"Only an errored deployment can be completed"_s, d);
        if (d.unblocked)
            return refusal(u"Deployment has already been completed"_s, d);
        d.unblocked = true;
        d.updatedAt = now;
        if (d.finishedAt == 0)
            d.finishedAt = now;
        return {};
    case DeployAction::ForceCutover:
        if (d.state != S::InProgressCutover)
            return refusal(u"Force cutover is only available while a cutover is in progress"_s, d);
        if (d.forceCutoverAt != 0)
            return refusal(u"Force cutover has already been requested"_s, d);
        d.forceCutoverAt = now;
        d.updatedAt = now;
        d.held = false;
        return {};
    case DeployAction::Revert:
        if (d.state == S::Complete && d.instant)
            return u"Instant deployments cannot be reverted."_s;
        if (d.state != S::CompletePendingRevert)
            return refusal(u"Deployment cannot be reverted: it is not in its revert period"_s, d);
        enter(d, S::InProgressRevert, now);
        return {};
    case DeployAction::SkipRevert:
        if (d.state != S::CompletePendingRevert)
            return refusal(u"There is no revert period to skip"_s, d);
        finish(d, S::Complete, now);
        return {};
    case DeployAction::EnableAutoApply:
        return setAutoApply(d, true, now);
    case DeployAction::DisableAutoApply:
        return setAutoApply(d, false, now);
    case DeployAction::Close:
        if (inQueue(d))
            return refusal(u"Deploy request cannot be closed while it is being deployed"_s, d);
        return {};
    }
    return {};
}

std::optional<Instant> nextStep(const Deployment &d, bool headOfQueue)
{
    if (d.held)
        return std::nullopt;
    switch (d.state) {
    case S::Pending:
        return d.since + pace::diff;
    case S::Queued:
        return headOfQueue ? std::optional<Instant>(d.since) : std::nullopt;
    case S::Submitting:
        return d.since + pace::submitting;
    case S::InProgress: {
        if (d.instant)
            return d.since + pace::instant;
        const double left = std::max(0.0, d.totalWork() - d.workDone);
        return d.workAt + static_cast<Instant>(std::ceil(left / speed(d) * 1000.0));
    }
    case S::PendingCutover:
        return d.readyToCutoverAt + pace::gateExpiry;
    case S::InProgressCutover:
        if (d.forceCutoverAt != 0)
            return d.forceCutoverAt + pace::forcedCutover;
        if (!d.lockedTable.isEmpty())
            return std::nullopt; // waits for the lock until somebody forces it
        return d.since + pace::cutover;
    case S::InProgressVschema:
        return d.since + pace::vschema;
    case S::InProgressCancel:
        return d.since + pace::cancel;
    case S::CompletePendingRevert:
        return d.since + pace::revertWindow;
    case S::InProgressRevert:
        return d.since + pace::revert;
    case S::InProgressRevertVschema:
        return d.since + pace::revertVschema;
    default:
        return std::nullopt;
    }
}

void takeStep(Deployment &d, Instant at)
{
    switch (d.state) {
    case S::Pending:
        enter(d, d.checkFailed ? S::Error : d.hasChanges ? S::Ready : S::NoChanges, at);
        return;
    case S::Queued:
        d.submittedAt = at;
        enter(d, S::Submitting, at);
        return;
    case S::Submitting:
        d.startedAt = at;
        d.workDone = 0;
        d.workAt = at;
        enter(d, S::InProgress, at);
        return;
    case S::InProgress:
        if (!d.failsWith.isEmpty()) {
            if (!d.operations.isEmpty())
                d.operations.first().error = d.failsWith;
            finish(d, S::CompleteError, at);
            return;
        }
        if (d.instant) {
            d.cutoverAt = at;
            d.schemaApplied = true;
            finish(d, S::Complete, at);
            return;
        }
        d.workDone = d.totalWork();
        d.workAt = at;
        d.readyToCutoverAt = at;
        if (d.autoCutover)
            d.cutoverAt = at;
        enter(d, d.autoCutover ? S::InProgressCutover : S::PendingCutover, at);
        return;
    case S::PendingCutover: // nobody applied it in time
        enter(d, S::InProgressCancel, at);
        return;
    case S::InProgressCutover:
        d.schemaApplied = true;
        d.lockedTable.clear();
        if (d.changesVschema)
            enter(d, S::InProgressVschema, at);
        else
            openRevertWindow(d, at);
        return;
    case S::InProgressVschema:
        openRevertWindow(d, at);
        return;
    case S::InProgressCancel:
        finish(d, S::CompleteCancel, at);
        return;
    case S::CompletePendingRevert:
        finish(d, S::Complete, at);
        return;
    case S::InProgressRevert:
        if (!d.revertFailsWith.isEmpty()) {
            if (!d.operations.isEmpty())
                d.operations.first().error = d.revertFailsWith;
            finish(d, S::CompleteRevertError, at);
            return;
        }
        if (d.changesVschema) {
            enter(d, S::InProgressRevertVschema, at);
            return;
        }
        d.schemaApplied = false;
        d.revertedAt = at;
        finish(d, S::CompleteRevert, at);
        return;
    case S::InProgressRevertVschema:
        d.schemaApplied = false;
        d.revertedAt = at;
        finish(d, S::CompleteRevert, at);
        return;
    default:
        return;
    }
}

double workDoneAt(const Deployment &d, Instant now)
{
    if (d.state != S::InProgress || d.held)
        return d.workDone;
    return std::min(d.totalWork(), d.workDone + static_cast<double>(now - d.workAt) / 1000.0 * speed(d));
}

void setThrottle(Deployment &d, double ratio, Instant now)
{
    d.workDone = workDoneAt(d, now);
    d.workAt = now;
    d.throttle = std::clamp(ratio, 0.0, 95.0);
}

std::optional<double> shardProgress(const Deployment &d, const ShardCopy &copy, Instant now)
{
    switch (d.state) {
    case S::Pending:
    case S::Ready:
    case S::NoChanges:
    case S::Error:
    case S::Queued:
    case S::Submitting:
    case S::Cancelled:
        return std::nullopt;
    case S::InProgress:
    case S::InProgressCancel:
    case S::CompleteCancel:
    case S::CompleteError: {
        if (copy.seconds <= 0)
            return 100.0;
        const double percent = std::min(100.0, workDoneAt(d, now) / copy.seconds * 100.0);
        return std::floor(percent * 10.0) / 10.0;
    }
    default:
        return 100.0;
    }
}

std::optional<qint64> shardEta(const Deployment &d, const ShardCopy &copy, Instant now)
{
    if (d.state == S::InProgress)
        return static_cast<qint64>(std::ceil(std::max(0.0, copy.seconds - workDoneAt(d, now)) / speed(d)));
    const auto progress = shardProgress(d, copy, now);
    if (progress && *progress >= 100.0)
        return 0;
    return std::nullopt;
}

QString shardState(const Deployment &d, const ShardCopy &copy, Instant now)
{
    switch (d.state) {
    case S::Pending:
    case S::Ready:
    case S::NoChanges:
    case S::Error:
        return u"pending"_s;
    case S::Queued:
    case S::Submitting:
        return u"queued"_s;
    case S::Cancelled:
    case S::CompleteCancel:
    case S::InProgressCancel:
        return u"cancelled"_s;
    case S::CompleteError:
    case S::CompleteRevertError:
        return u"error"_s;
    case S::InProgress: {
        const auto progress = shardProgress(d, copy, now);
        return progress && *progress >= 100.0 ? u"complete"_s : u"in_progress"_s;
    }
    case S::PendingCutover:
    case S::InProgressCutover:
    case S::InProgressRevert:
    case S::InProgressRevertVschema:
        return u"in_progress"_s;
    default:
        return u"complete"_s;
    }
}

} // namespace orrery::simulator
