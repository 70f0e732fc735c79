// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/deploy_requests/deploy_request.h"
#include "models/core/aside.h"
#include "models/deploy_requests/diff/deploy_tables.h"

#include <QObject>

namespace orrery::models {

/// The changed tables of a deploy request as they are on screen. They do not move while somebody reads them: when the diff
/// is another one meanwhile, the new one waits for showPending(). Many tables are read on a worker thread.
class ShownChanges final : public QObject
{
    Q_OBJECT
public:
    explicit ShownChanges(QObject *parent = nullptr);

    /// Whether somebody reads them: what is hidden changes at once.
    void setVisible(bool visible) { m_visible = visible; }
    /// What the service sent. Cheap to call again with the same list.
    void setDiffs(const QList<api::TableDiff> &diffs);
    /// What the deployment says of each table. Without one there are no rows: it names the keyspaces.
    void setDeployment(const api::Deployment &deployment);
    /// The newest diffs with more structures read; others are ignored.
    void setStructures(const ParsedDiffs &diffs);

    [[nodiscard]] DeployTableModel *tables() const { return m_tables; }
    /// Whether tables() is about to change: a diff is being read, or rows are being made of it.
    [[nodiscard]] bool isReading() const { return m_reading > 0; }
    /// Identifies what is on screen; empty before a diff was shown.
    [[nodiscard]] const QByteArray &digest() const { return m_shown.digest; }
    /// What was read last, on screen or waiting.
    [[nodiscard]] const ParsedDiffs &latest() const { return m_latest; }
    /// Tables whose change is another than the one on screen; 0: the screen is up to date.
    [[nodiscard]] int pending() const;
    void showPending();

Q_SIGNALS:
    /// tables() shows other changes than before, or pending() is another number.
    void shownChanged();
    /// latest() is another.
    void latestChanged();
    /// One of the works on other threads has ended.
    void readingChanged();

private:
    void adopt(const ParsedDiffs &parsed);
    void updateTables(bool changesShown = false);
    void adoptTables(const QList<DeployTable> &rows);

    DeployTableModel *m_tables;
    std::optional<api::Deployment> m_deployment;
    ParsedDiffs m_shown;
    ParsedDiffs m_latest;
    std::optional<QList<api::TableDiff>> m_parsedFrom; ///< the answer that was parsed last
    quint64 m_generation = 0; ///< of parsing: only the newest result counts
    quint64 m_tablesGeneration = 0; ///< of making rows: likewise
    int m_reading = 0; ///< works on other threads, newest or not
    bool m_changesShown = false; ///< the rows that are being made are of another diff than those on screen
    bool m_visible = false;
    Wanted m_wantedDiffs;
    Wanted m_wantedTables;
};

} // namespace orrery::models
