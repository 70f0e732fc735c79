// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/load_state.h"
#include "models/core/location.h"

#include <QWidget>

class QAction;
class QSettings;

namespace orrery::models {
class SnapshotStore;
}

namespace orrery::views {

class ErrorBar;
class StateOverlay;
class TableBinding;

/// The schema snapshots of an account: compare, rename, export, delete with a way back.
///
/// Keys: Enter compares with the branch as it is now, F2 renames, Del deletes.
class SnapshotsPane final : public QWidget
{
    Q_OBJECT
public:
    SnapshotsPane(models::SnapshotStore *store, QSettings *settings, QWidget *parent = nullptr);

    void open();
    [[nodiscard]] models::LoadState loadState() const;
    [[nodiscard]] TableBinding *table() const { return m_table; }
    [[nodiscard]] ErrorBar *bar() const { return m_bar; }

Q_SIGNALS:
    void locationOpened(const orrery::models::Location &location);
    void notice(const QString &sentence);
    void loadStateChanged();

private:
    void buildActions();
    void showState();
    void updateActions();
    void compare();
    void rename();
    void exportSql();
    void remove();

    models::SnapshotStore *m_store;
    TableBinding *m_table;
    StateOverlay *m_overlay;
    ErrorBar *m_bar;
    QAction *m_compare;
    QAction *m_rename;
    QAction *m_export;
    QAction *m_remove;
};

} // namespace orrery::views
