// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/deploy_requests/deployment.h"
#include "models/core/location.h"
#include "models/core/tone.h"

#include <QAbstractItemModel>

#include <functional>

namespace orrery::models {

/// One deployment of the queue: where it stands, what it waits for, whom it holds up.
struct QueueEntry
{
    QString id;
    qint64 number = 0; ///< of the deploy request; 0: the service did not say
    int position = 0; ///< in its lane; 0: it is the one at work (or in the way)
    StateWord state;
    QString who; ///< queued by; plain text
    QString reason; ///< "Waits for #18, whose revert window is open until …": one sentence, translated
    QList<qint64> waitsFor; ///< in the order they run
    QList<qint64> holdsUp;

    // The bar: each end may be unknown.
    QDateTime queuedAt;
    QDateTime startedAt;
    QDateTime startsAt; ///< estimated, of one that waits; invalid when a person decides, or nobody knows
    QDateTime endsAt; ///< of the work: estimated while it runs
    QDateTime freeAt; ///< when those behind it can go on: the end of its revert window; invalid: when somebody acts
    double done = -1; ///< 0..1 while copying; negative: not known

    friend bool operator==(const QueueEntry &, const QueueEntry &) = default;
};

/// The deployments into one branch, in the order they run.
struct QueueLane
{
    QString branch;
    QList<QueueEntry> entries;
    friend bool operator==(const QueueLane &, const QueueLane &) = default;
};

/// Lanes by target branch, in the order they first come. `rows` as the queue lists them. Pure.
QList<QueueLane> queueTimeline(const QList<api::Deployment> &rows, const QDateTime &now);
/// "in about 12 min, at 12:30" or empty.
QString estimatedStart(const QueueEntry &entry, const QDateTime &now);

/// The lanes as a tree: target branches, below each its deployments. update() changes rows in place where the same
/// deployments are there in the same order, and is a reset otherwise.
class QueueTimelineModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum ColumnIndex : int { NameColumn, StateColumn, TimelineColumn, StartColumn, ReasonColumn, ColumnCount };
    using LocationOf = std::function<Location(qint64 number)>;

    explicit QueueTimelineModel(LocationOf locationOf, QObject *parent = nullptr);

    void update(const QList<api::Deployment> &rows, const QDateTime &now);
    [[nodiscard]] const QList<QueueLane> &lanes() const { return m_lanes; }
    [[nodiscard]] const QDateTime &now() const { return m_now; }
    /// The entry of a row; null for a lane.
    [[nodiscard]] const QueueEntry *entry(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const QString &id) const;
    /// What the time axis has to show, from the earliest to the latest moment known; both hold now.
    [[nodiscard]] std::pair<QDateTime, QDateTime> axis() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    using QObject::parent;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] static QVariant laneData(const QueueLane &lane, int column, int role);

    LocationOf m_locationOf;
    QList<QueueLane> m_lanes;
    QDateTime m_now;
};

} // namespace orrery::models
