// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/reference.h"
#include "models/backups/backup_list.h"
#include "models/core/load_state.h"
#include "views/window/page.h"
#include "views/window/pane.h"

class QComboBox;
class QVBoxLayout;

namespace orrery::models {
class Workspace;
}

namespace orrery::views {

class ListPane;
class StateOverlay;

/// The backups of a branch: list, create, restore to a new branch, delete, protect. Without a branch of its own (on a
/// database page) the branch is chosen from a list, the default branch at first. Follows the page "backups".
class BackupsPane final : public Pane
{
    Q_OBJECT
public:
    /// `branch.branch` is empty on the page of a database.
    BackupsPane(PageContext context, const api::BranchRef &branch, QWidget *parent = nullptr);

    void refresh() override;
    void setActive(bool active) override;
    [[nodiscard]] models::LoadState loadState() const override;

private:
    void chooseFromList();
    void fillBranches();
    void chooseBranch(const QString &branch);
    void openWhatIsAsked();

    PageContext m_context;
    models::Workspace *m_workspace;
    api::BranchRef m_branch;
    models::BackupList *m_backups = nullptr; ///< of the branch shown
    QList<QMetaObject::Connection> m_connections; ///< to what belongs to that branch
    QVBoxLayout *m_column;
    QComboBox *m_branches = nullptr; ///< null when the branch is fixed
    ListPane *m_list = nullptr;
    StateOverlay *m_waiting = nullptr; ///< until it is known whose backups to show
    bool m_active = false;
};

} // namespace orrery::views
