// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/backups/backup.h"
#include "api/clusters/branch_change.h"
#include "api/clusters/keyspace_resize.h"
#include "api/deploy_requests/deploy_request.h"
#include "models/storage/forecast/table_sizes.h"
#include "models/storage/view/event.h"
#include "models/storage/view/radar.h"

#include <QObject>
#include <QPointer>

namespace orrery::models {

class Workspace;

/// What is on screen of one volume: its history over the time that is looked at, what is expected, what happened to its
/// branch, the other shards of its keyspace and the tables of its branch. Follows new readings.
class StorageView final : public QObject
{
    Q_OBJECT
public:
    /// All outlive this.
    StorageView(Accounts *accounts, StorageRadar *radar, const Clock *clock, QObject *parent = nullptr);

    /// Shows another volume, over the same time.
    void setVolume(const StorageVolume &volume);
    [[nodiscard]] const StorageVolume &volume() const { return m_volume; }
    /// The radar's row of the volume; null while there is none.
    [[nodiscard]] const RadarVolume *row() const { return m_radar->find(m_volume); }
    /// Both ends in UTC; an invalid one: as far as the history goes. `maxPoints`: what the chart can draw.
    void setSpan(const QDateTime &from, const QDateTime &to, int maxPoints);
    /// Reads the other shards' histories too, for as long as it is on.
    void setSiblingsWanted(bool wanted);

    [[nodiscard]] bool isLoading() const { return m_loading; }
    [[nodiscard]] const StorageSeries &series() const { return m_series; }
    /// Of all shards of the keyspace (or pods of the branch), the volume's own among them; empty unless wanted.
    [[nodiscard]] const QList<StorageSeries> &siblings() const { return m_siblings; }
    /// How many there are, whether wanted or not.
    [[nodiscard]] qsizetype siblingCount() const;
    [[nodiscard]] StorageForecast forecast() const;
    /// In the span, oldest first.
    [[nodiscard]] const QList<StorageEvent> &events() const { return m_events; }
    [[nodiscard]] const TableSummary &tables() const { return m_tables; }
    [[nodiscard]] QList<StorageRemedy> remedies() const;
    /// Of the accounts that see the volume.
    [[nodiscard]] QStringList accountLabels() const;

Q_SIGNALS:
    /// Anything above is another.
    void changed();

private:
    void load();
    void loadTables();
    void askEvents();
    void askResizes();
    /// Reads a list into `rows` in the background, unless the sign-in may not; an answer that comes after `generation` changed
    /// is dropped.
    template<class T, class Factory>
    void ask(QList<T> StorageView::*rows, quint64 StorageView::*generation, Factory factory);
    void showEvents();
    [[nodiscard]] QList<StorageVolume> siblingVolumes() const;
    [[nodiscard]] Workspace *workspace() const;

    Accounts *m_accounts;
    StorageRadar *m_radar;
    const Clock *m_clock;
    StorageVolume m_volume;
    QDateTime m_from;
    QDateTime m_to;
    int m_maxPoints = 0;
    bool m_siblingsWanted = false;
    bool m_loading = false;
    quint64 m_generation = 0; ///< answers to what is no longer asked for are dropped
    StorageSeries m_series;
    QList<StorageSeries> m_siblings;
    QList<StorageEvent> m_events;
    TableSummary m_tables;
    QList<api::DeployRequest> m_deployed; ///< into the branch, in the last months
    QList<api::Backup> m_backups; ///< of the branch, likewise
    QList<api::KeyspaceResize> m_resizes; ///< of the volume's keyspace
    QList<api::BranchChange> m_changes; ///< of the volume's Postgres branch
    quint64 m_branchGeneration = 0; ///< answers about another branch are dropped
    quint64 m_resizeGeneration = 0; ///< likewise about another branch or keyspace
};

} // namespace orrery::models
