// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/simulator/clock.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace orrery::simulator {

/// The twenty states of a deployment, in the order the specification lists them.
enum class DeployState {
    Pending,
    Ready,
    NoChanges,
    Queued,
    Submitting,
    InProgress,
    PendingCutover,
    InProgressVschema,
    InProgressCancel,
    InProgressCutover,
    Complete,
    CompleteCancel,
    CompleteError,
    CompletePendingRevert,
    InProgressRevert,
    InProgressRevertVschema,
    CompleteRevert,
    CompleteRevertError,
    Cancelled,
    Error
};
constexpr int kDeployStateCount = 20;

QString deployStateName(DeployState state);
std::optional<DeployState> deployStateFromName(const QString &name);

enum class DeployAction {
    Deploy,
    DeployInstant,
    Cancel,
    ApplyDeploy,
    CompleteDeploy,
    ForceCutover,
    Revert,
    SkipRevert,
    EnableAutoApply,
    DisableAutoApply,
    Close
};

/// How long each step takes, in simulated milliseconds.
namespace pace {
constexpr Instant diff = 2 * kSecond;
constexpr Instant submitting = 2 * kSecond;
constexpr Instant instant = 1 * kSecond;
constexpr Instant cutover = 3 * kSecond;
constexpr Instant forcedCutover = 1 * kSecond;
constexpr Instant vschema = 3 * kSecond;
constexpr Instant cancel = 2 * kSecond;
constexpr Instant revert = 4 * kSecond;
constexpr Instant revertVschema = 3 * kSecond;
constexpr Instant revertWindow = 30 * kMinute; ///< docs "deploy-requests": up to 30 minutes
constexpr Instant gateExpiring = 6 * kDay;
constexpr Instant gateExpiry = 7 * kDay;
} // namespace pace

/// The copy of one table on one shard: the seconds it takes unthrottled.
struct ShardCopy
{
    QString shard;
    double seconds = 0;
};

/// One table's change on all shards of its keyspace.
struct TableOperation
{
    QString id;
    QString keyspace;
    QString table;
    QString name; ///< "ALTER", "CREATE" or "DROP"
    QString ddl;
    QString ddlHtml; ///< rendered once: it is most of the work of a page of deploy requests
    bool canDropData = false;
    bool instantEligible = false;
    Instant recentlyUsedAt = 0;
    QStringList removedForeignKeys;
    QList<ShardCopy> shards;
    QString error;
};

/// A deployment: pure data, moved by the functions below only.
struct Deployment
{
    QString id;
    DeployState state = DeployState::Pending;
    Instant since = 0; ///< when the state was entered
    bool autoCutover = true;
    bool autoDeleteBranch = false;
    bool instant = false;
    bool changesVschema = false;
    bool hasChanges = true;
    bool checkFailed = false;
    bool schemaApplied = false;
    bool unblocked = false; ///< complete-deploy was called after an error
    bool held = false; ///< stays where it is until someone acts (scenarios, locked tables)
    QString failsWith; ///< set: the copy ends in complete_error with this text
    QString revertFailsWith; ///< set: a revert ends in complete_revert_error with this text
    QString lockedTable; ///< a cutover that waits for this table's lock
    double throttle = 0; ///< 0…95
    double workDone = 0; ///< seconds of unthrottled copying done at `workAt`
    Instant workAt = 0;
    Instant createdAt = 0;
    Instant updatedAt = 0;
    Instant queuedAt = 0;
    Instant submittedAt = 0;
    Instant startedAt = 0;
    Instant readyToCutoverAt = 0;
    Instant cutoverAt = 0;
    Instant finishedAt = 0; ///< the changes were in place, or it ended without them
    Instant revertUntil = 0; ///< end of the revert window; set when it opens
    Instant revertedAt = 0;
    Instant forceCutoverAt = 0;
    QList<TableOperation> operations;

    bool instantEligible() const;
    /// Seconds of unthrottled copying the slowest shard needs.
    double totalWork() const;
};

/// Whether a deployment in this state keeps those behind it from starting.
bool blocksQueue(const Deployment &deployment);
/// Whether it is listed in the deploy queue: blocking it or waiting in it.
bool inQueue(const Deployment &deployment);

/// Performs what a caller asked for. Returns the service's refusal, or an empty string when it was accepted.
/// Approval is not judged here (see deploy_requests.cpp).
QString perform(DeployAction action, Deployment &deployment, Instant now);

/// When the deployment will move by itself; nothing when it waits for somebody or is finished.
/// A queued one moves only when `headOfQueue`.
std::optional<Instant> nextStep(const Deployment &deployment, bool headOfQueue);
/// Makes the move that nextStep() announced, dated `at`.
void takeStep(Deployment &deployment, Instant at);

/// Seconds of unthrottled copying done by `now`.
double workDoneAt(const Deployment &deployment, Instant now);
/// Changes the throttle ratio (0…95) without losing what was copied so far.
void setThrottle(Deployment &deployment, double ratio, Instant now);

/// 0…100, or nothing before the copy began.
std::optional<double> shardProgress(const Deployment &deployment, const ShardCopy &copy, Instant now);
/// Seconds left at the present speed, or nothing when unknown.
std::optional<qint64> shardEta(const Deployment &deployment, const ShardCopy &copy, Instant now);
/// The deploy operation state ("pending", "queued", "in_progress", "complete", "cancelled", "error").
QString shardState(const Deployment &deployment, const ShardCopy &copy, Instant now);

} // namespace orrery::simulator
