// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/queue_timeline.h"

#include "models/core/roles.h"
#include "models/core/text.h"
#include "models/deploy_requests/deployment_states.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace orrery::models {

using S = api::DeploymentState;

namespace {

constexpr qint64 longestPast = 2 * 3600; ///< seconds of the axis before now
constexpr qint64 shortestFuture = 15 * 60;

struct Queue
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::QueueTimeline)
};

QString numberText(qint64 number)
{
    return number > 0 ? QLatin1Char('#') + QString::number(number) : Queue::tr("a deployment");
}

QString numbersText(const QList<qint64> &numbers)
{
    QStringList texts;
    for (const qint64 number : numbers)
        texts.append(numberText(number));
    return texts.join(Queue::tr(", ", "between the names of a list"));
}

QString clockText(const QDateTime &when)
{
    return QLocale().toString(when.toLocalTime().time(), QLocale::ShortFormat);
}

/// The slowest of what still runs.
std::optional<double> secondsLeft(const api::Deployment &deployment)
{
    std::optional<double> longest;
    const auto look = [&longest](std::optional<double> eta) {
        if (eta && std::isfinite(*eta) && *eta >= 0)
            longest = std::max(longest.value_or(0), *eta);
    };
    for (const api::DeployOperationSummary &summary : deployment.deployOperationSummaries) {
        look(summary.etaSeconds ? std::optional<double>(double(*summary.etaSeconds)) : std::nullopt);
        for (const api::ShardOperation &shard : summary.operations)
            look(shard.etaSeconds ? std::optional<double>(double(*shard.etaSeconds)) : std::nullopt);
    }
    if (deployment.deployOperationSummaries.isEmpty()) {
        for (const api::DeployOperation &operation : deployment.deployOperations)
            look(operation.etaSeconds);
    }
    return longest;
}

double progressOf(const api::Deployment &deployment)
{
    double sum = 0;
    int known = 0;
    for (const api::DeployOperationSummary &summary : deployment.deployOperationSummaries) {
        if (summary.progressPercentage && std::isfinite(*summary.progressPercentage)) {
            sum += std::clamp(*summary.progressPercentage, 0.0, 100.0);
            ++known;
        }
    }
    return known > 0 ? sum / known / 100.0 : -1;
}

/// The whole request as far as revertDeadline() looks at it.
QDateTime deadlineOf(const api::Deployment &deployment)
{
    api::DeployRequest request;
    request.deploymentState = deployment.state;
    request.deployment = deployment;
    return revertDeadline(request);
}

/// Ends, and the sentence of a deployment that is not merely waiting.
void describeFront(QueueEntry &entry, const api::Deployment &deployment, const QDateTime &now)
{
    if (!deployment.state.isKnown()) {
        entry.reason = Queue::tr("In a state this version of Orrery does not know.");
        return;
    }
    switch (deployment.state.value()) {
    case S::Submitting:
        entry.reason = Queue::tr("Is being handed to the database.");
        break;
    case S::InProgress: {
        const auto left = secondsLeft(deployment);
        entry.done = progressOf(deployment);
        if (!left) {
            entry.reason = Queue::tr("Copies tables; duration unknown.");
            break;
        }
        entry.endsAt = now.addSecs(qint64(std::min(*left, 366.0 * 86400.0)));
        if (deployment.autoCutover == false) {
            entry.reason = Queue::tr("Copies tables, %1; then it waits until it is applied.").arg(etaText(left));
        } else if (deployment.instantDdl == true) {
            entry.freeAt = entry.endsAt;
            entry.reason = Queue::tr("Changes the tables in place.");
        } else {
            entry.freeAt = entry.endsAt.addSecs(revertWindowSeconds);
            entry.reason = Queue::tr("Copies tables, %1; then it can be reverted for 30 minutes.").arg(etaText(left));
        }
        break;
    }
    case S::PendingCutover:
        entry.done = 1;
        entry.reason = deployment.cutoverExpiring == true
            ? Queue::tr("Blocks the queue until it is applied; its cutover expires soon.")
            : Queue::tr("Blocks the queue until it is applied.");
        break;
    case S::InProgressCutover:
        entry.done = 1;
        entry.reason = deployment.tableLocked == true
            ? Queue::tr("Waits for a lock on %1 to swap the tables; forcing the cutover ends that.")
                  .arg(deployment.lockedTableName.isEmpty() ? Queue::tr("a table")
                                                            : visibleText(deployment.lockedTableName))
            : Queue::tr("Swaps the tables.");
        break;
    case S::CompletePendingRevert:
        entry.endsAt = deployment.finishedAt.isValid() ? deployment.finishedAt : deployment.cutoverAt;
        entry.freeAt = deadlineOf(deployment);
        entry.reason = entry.freeAt.isValid()
            ? Queue::tr("Blocks the queue until %1, when its revert window ends, or until it is skipped.")
                  .arg(clockText(entry.freeAt))
            : Queue::tr("Blocks the queue until its revert window ends, or until it is skipped.");
        break;
    case S::CompleteError:
        entry.endsAt = deployment.finishedAt;
        entry.reason = Queue::tr("Failed, and blocks the queue until it is unblocked.");
        break;
    case S::CompleteRevertError:
        entry.endsAt = deployment.finishedAt;
        entry.reason = Queue::tr("Its revert failed; it blocks the queue until it is unblocked.");
        break;
    case S::InProgressVschema:
        entry.reason = Queue::tr("Updates the VSchema.");
        break;
    case S::InProgressCancel:
        entry.reason = Queue::tr("Is being canceled; the queue goes on after that.");
        break;
    case S::InProgressRevert:
    case S::InProgressRevertVschema:
        entry.reason = Queue::tr("Is being reverted; the queue goes on after that.");
        break;
    default:
        entry.reason = describeDeploymentState(deployment.state).explanation;
        break;
    }
}

/// "#18, whose revert window is open until 12:30": why the first one is in the way.
QString blockerText(const QueueEntry &front, const api::OpenEnum<S> &state)
{
    QString number = numberText(front.number);
    if (state == S::CompletePendingRevert)
        return front.freeAt.isValid()
            ? Queue::tr("%1, whose revert window is open until %2").arg(number, clockText(front.freeAt))
            : Queue::tr("%1, whose revert window is open").arg(number);
    if (state == S::CompleteError || state == S::CompleteRevertError)
        return Queue::tr("%1, which failed and has to be unblocked").arg(number);
    if (state == S::PendingCutover)
        return Queue::tr("%1, which has to be applied").arg(number);
    if (isRunning(state))
        return Queue::tr("%1, which is under way").arg(number);
    return number;
}

void describeWaiting(QueueEntry &entry, const api::Deployment &deployment, const QueueEntry *front,
                     const api::OpenEnum<S> &frontState)
{
    if (deployment.queuePaused == true && !front) {
        entry.reason = deployment.queuePauseReason.isEmpty()
            ? Queue::tr("The queue is paused.")
            : Queue::tr("The queue is paused: %1.").arg(visibleText(deployment.queuePauseReason));
        return;
    }
    if (entry.waitsFor.isEmpty()) {
        entry.reason = Queue::tr("Is next.");
        return;
    }
    if (!front || entry.waitsFor.first() != front->number) {
        entry.reason = Queue::tr("Waits for %1.").arg(numbersText(entry.waitsFor));
        return;
    }
    const QString blocker = blockerText(*front, frontState);
    entry.reason = entry.waitsFor.size() == 1
        ? Queue::tr("Waits for %1.").arg(blocker)
        : Queue::tr("Waits for %1, and then for %2.").arg(blocker, numbersText(entry.waitsFor.mid(1)));
}

} // namespace

QList<QueueLane> queueTimeline(const QList<api::Deployment> &rows, const QDateTime &now)
{
    QList<QueueLane> lanes;
    QHash<QString, qsizetype> laneOf;
    QHash<QString, QList<const api::Deployment *>> sources;
    for (const api::Deployment &row : rows) {
        if (!laneOf.contains(row.intoBranch)) {
            laneOf.insert(row.intoBranch, lanes.size());
            lanes.append({row.intoBranch, {}});
        }
        sources[row.intoBranch].append(&row);
    }
    for (QueueLane &lane : lanes) {
        const QList<const api::Deployment *> &deployments = sources[lane.branch];
        api::OpenEnum<S> frontState;
        qsizetype front = -1; // the first one that does more than wait
        int waiting = 0;
        for (const api::Deployment *deployment : deployments) {
            QueueEntry entry;
            entry.id = deployment->id;
            entry.number = deployment->deployRequestNumber.value_or(0);
            entry.state = describeDeploymentState(deployment->state);
            entry.who = deployment->actor ? visibleText(deployment->actor->displayName) : QString();
            entry.queuedAt = deployment->queuedAt;
            entry.startedAt = deployment->startedAt;
            if (deployment->state == S::Queued) {
                entry.position = ++waiting;
                // The service says who is ahead; where it does not, the order of the list does.
                for (const api::PrecedingDeployment &ahead : deployment->precedingDeployments) {
                    if (ahead.deployRequestNumber)
                        entry.waitsFor.append(*ahead.deployRequestNumber);
                }
                if (deployment->precedingDeployments.isEmpty()) {
                    for (const QueueEntry &before : std::as_const(lane.entries))
                        entry.waitsFor.append(before.number);
                }
                describeWaiting(entry, *deployment, front < 0 ? nullptr : &lane.entries.at(front), frontState);
                // Right behind the one at work its end is known; how long a waiting one will take is not.
                if (front >= 0 && waiting == 1)
                    entry.startsAt = lane.entries.at(front).freeAt;
                else if (entry.waitsFor.isEmpty() && deployment->queuePaused != true)
                    entry.startsAt = now;
            } else {
                describeFront(entry, *deployment, now);
                if (front < 0) {
                    front = lane.entries.size();
                    frontState = deployment->state;
                }
            }
            lane.entries.append(entry);
        }
        for (QueueEntry &entry : lane.entries) {
            for (const QueueEntry &other : std::as_const(lane.entries)) {
                if (entry.number > 0 && other.waitsFor.contains(entry.number))
                    entry.holdsUp.append(other.number);
            }
        }
    }
    return lanes;
}

QString estimatedStart(const QueueEntry &entry, const QDateTime &now)
{
    if (entry.position == 0)
        return entry.startedAt.isValid() ? Queue::tr("started %1").arg(relativeTime(entry.startedAt, now)) : QString();
    if (!entry.startsAt.isValid())
        return Queue::tr("not known");
    const qint64 wait = now.secsTo(entry.startsAt);
    if (wait < 60)
        return Queue::tr("at once");
    return Queue::tr("in about %1, at %2")
        .arg(formattedDuration(wait < 3600 ? (wait + 30) / 60 * 60 : (wait + 300) / 600 * 600),
             clockText(entry.startsAt));
}

// --- the model

QueueTimelineModel::QueueTimelineModel(LocationOf locationOf, QObject *parent)
    : QAbstractItemModel(parent), m_locationOf(std::move(locationOf))
{}

void QueueTimelineModel::update(const QList<api::Deployment> &rows, const QDateTime &now)
{
    const QList<QueueLane> lanes = queueTimeline(rows, now);
    m_now = now;
    const bool same = std::equal(
        lanes.cbegin(), lanes.cend(), m_lanes.cbegin(), m_lanes.cend(), [](const QueueLane &a, const QueueLane &b) {
            return a.branch == b.branch
                && std::equal(a.entries.cbegin(), a.entries.cend(), b.entries.cbegin(), b.entries.cend(),
                              [](const QueueEntry &x, const QueueEntry &y) { return x.id == y.id; });
        });
    if (!same) {
        beginResetModel();
        m_lanes = lanes;
        endResetModel();
        return;
    }
    m_lanes = lanes;
    // All of them: the axis moves with the time.
    for (int lane = 0; lane < int(m_lanes.size()); ++lane) {
        const QModelIndex parent = index(lane, 0);
        Q_EMIT dataChanged(index(0, 0, parent), index(rowCount(parent) - 1, ColumnCount - 1, parent));
    }
}

const QueueEntry *QueueTimelineModel::entry(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return nullptr;
    return &m_lanes.at(qsizetype(index.internalId()) - 1).entries.at(index.row());
}

QModelIndex QueueTimelineModel::indexOf(const QString &id) const
{
    for (int lane = 0; lane < int(m_lanes.size()); ++lane) {
        const QList<QueueEntry> &entries = m_lanes.at(lane).entries;
        for (int row = 0; row < int(entries.size()); ++row) {
            if (entries.at(row).id == id)
                return index(row, 0, index(lane, 0));
        }
    }
    return {};
}

std::pair<QDateTime, QDateTime> QueueTimelineModel::axis() const
{
    QDateTime from = m_now;
    QDateTime to = m_now.addSecs(shortestFuture);
    for (const QueueLane &lane : m_lanes) {
        for (const QueueEntry &entry : lane.entries) {
            for (const QDateTime &at : {entry.queuedAt, entry.startedAt}) {
                if (at.isValid())
                    from = std::min(from, at);
            }
            for (const QDateTime &at : {entry.startsAt, entry.endsAt, entry.freeAt}) {
                if (at.isValid())
                    to = std::max(to, at);
            }
        }
    }
    return {std::max(from, m_now.addSecs(-longestPast)), to.addSecs(m_now.secsTo(to) / 12)};
}

QModelIndex QueueTimelineModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || row >= rowCount(parent))
        return {};
    // 0 for a lane, else the lane's number and one.
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : quintptr(0));
}

QModelIndex QueueTimelineModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return {};
    return createIndex(int(index.internalId()) - 1, 0, quintptr(0));
}

int QueueTimelineModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_lanes.size());
    return parent.column() == 0 && parent.internalId() == 0 ? int(m_lanes.at(parent.row()).entries.size()) : 0;
}

int QueueTimelineModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant QueueTimelineModel::laneData(const QueueLane &lane, int column, int role)
{
    if (role == IdRole)
        return QString(QLatin1String("lane ") + lane.branch);
    if (role != Qt::DisplayRole)
        return {};
    if (column == NameColumn)
        return Queue::tr("into %1", "a target branch").arg(visibleText(lane.branch));
    if (column == ReasonColumn) {
        const auto waiting = std::count_if(lane.entries.cbegin(), lane.entries.cend(),
                                           [](const QueueEntry &e) { return e.position > 0; });
        return waiting > 0 ? Queue::tr("%Ln deployment(s) waiting", nullptr, int(waiting))
                           : Queue::tr("No deployments waiting");
    }
    return {};
}

QVariant QueueTimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QueueEntry *row = entry(index);
    if (!row)
        return laneData(m_lanes.at(index.row()), index.column(), role);
    if (role == IdRole)
        return row->id;
    if (role == LocationRole && row->number > 0 && m_locationOf)
        return QVariant::fromValue(m_locationOf(row->number));
    switch (index.column()) {
    case NameColumn:
        if (role == Qt::DisplayRole)
            return row->position > 0 ? Queue::tr("%1 · position %2", "a deploy request, its place in the queue")
                                           .arg(numberText(row->number), QString::number(row->position))
                                     : numberText(row->number);
        if (role == Qt::ToolTipRole && !row->who.isEmpty())
            return Queue::tr("Queued by %1").arg(row->who);
        break;
    case StateColumn:
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
            return row->state.text;
        if (role == StateRole)
            return QVariant::fromValue(row->state);
        break;
    case TimelineColumn:
        // Painted; in words for everybody else.
        if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole)
            return estimatedStart(*row, m_now);
        break;
    case StartColumn:
        if (role == Qt::DisplayRole)
            return estimatedStart(*row, m_now);
        if (role == ExactRole)
            return exactTime(row->position > 0 ? row->startsAt : row->startedAt);
        break;
    case ReasonColumn:
        if (role == Qt::DisplayRole || role == Qt::ToolTipRole) {
            return row->holdsUp.isEmpty()
                ? row->reason
                : Queue::tr("%1 Holds up %2.", "a sentence").arg(row->reason, numbersText(row->holdsUp));
        }
        break;
    default:
        break;
    }
    return {};
}

QVariant QueueTimelineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Deploy request");
    case StateColumn:
        return tr("State");
    case TimelineColumn:
        return tr("Timeline");
    case StartColumn:
        return tr("Start");
    case ReasonColumn:
        return tr("Why");
    default:
        return {};
    }
}

} // namespace orrery::models
