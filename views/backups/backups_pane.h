// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/backups/backup_store.h"
#include "models/core/load_state.h"
#include "views/window/page.h"
#include "views/window/pane.h"

class QAction;
class QComboBox;
class QTimer;
class QVBoxLayout;

namespace orrery::models {
class Workspace;
}

namespace orrery::views {

class ErrorBar;
class ListPane;
class StateOverlay;

/// The backups of a branch: list, create, restore to a new branch, delete, protect. Without a branch of its own (on a
/// database page) the branch is chosen from a list, the default branch at first. Follows the page "backups".
class BackupsPane final : public Pane
{
    Q_OBJECT
public:
    BackupsPane(PageContext context, models::Workspace *workspace, QString organization, QString database,
                QString branch, QWidget *parent = nullptr);

    void open();
    void refresh() override;
    /// On screen: running backups are followed.
    void setActive(bool active) override;
    [[nodiscard]] models::LoadState loadState() const override;

private:
    void buildActions();
    void fillBranches();
    void chooseBranch(const QString &branch);
    void updateActions();
    void pollWhileRunning();
    void create();
    void restore();
    void remove();
    void toggleProtection();
    void showResult(const models::ActionResult &result);
    [[nodiscard]] QString selected() const;
    [[nodiscard]] bool isPostgres() const;

    PageContext m_context;
    models::Workspace *m_workspace;
    QString m_organization;
    QString m_database;
    QString m_branch;
    models::BackupStore *m_store = nullptr;
    QList<QMetaObject::Connection> m_connections; ///< to the store of the branch shown
    QVBoxLayout *m_column;
    QComboBox *m_branches = nullptr; ///< null when the branch is fixed
    ErrorBar *m_bar;
    ListPane *m_list = nullptr;
    StateOverlay *m_waiting = nullptr; ///< until it is known whose backups to show
    QAction *m_create;
    QAction *m_restore;
    QAction *m_remove;
    QAction *m_protect;
    QTimer *m_poll;
    bool m_active = false;
};

} // namespace orrery::views
