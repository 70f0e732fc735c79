// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/backups/backups_pane.h"

#include "models/auth/accounts.h"
#include "models/backups/backup_actions.h"
#include "models/branches/branch_list.h"
#include "models/clusters/cluster_sizes.h"
#include "models/core/text.h"
#include "models/core/workspace.h"
#include "models/databases/database_list.h"
#include "views/core/action_set.h"
#include "views/core/filter_bar.h"
#include "views/core/spacing.h"
#include "views/core/state_overlay.h"
#include "views/window/list_pane.h"

#include <QComboBox>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

BackupsPane::BackupsPane(PageContext context, const api::BranchRef &branch, QWidget *parent)
    : Pane(parent), m_context(std::move(context)),
      m_workspace(m_context.workspace), m_branch{branch.organization, branch.database, {}},
      m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(space::inner);
    if (branch.branch.isEmpty())
        chooseFromList();
    else
        chooseBranch(branch.branch);
}

void BackupsPane::chooseFromList()
{
    m_branches = new QComboBox;
    m_branches->setAccessibleName(tr("Branch whose backups are shown"));
    m_branches->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_branches, &QComboBox::activated, this, [this]() { chooseBranch(m_branches->currentData().toString()); });
    models::BranchList *branches = models::branchList(m_workspace, m_branch.organization, m_branch.database);
    connect(branches, &models::Store::stateChanged, this, &BackupsPane::fillBranches);
    const api::Database *row = models::knownDatabase(m_workspace, m_branch.organization, m_branch.database);
    if (row && !row->defaultBranch.isEmpty())
        chooseBranch(row->defaultBranch);
    if (!m_list) {
        // Which branch it is about comes with the branches; where they stand is all there is to tell until then.
        m_waiting = new StateOverlay(new QWidget);
        m_waiting->bind(branches);
        m_waiting->setEmptyState({Glyph::Backup, tr("No backups"),
                                  tr("The database has no branch whose backups could be listed."), nullptr});
        connect(m_waiting, &StateOverlay::signInRequested, this, &BackupsPane::askToSignIn);
        m_column->addWidget(m_waiting, 1);
    }
    branches->open();
    fillBranches();
}

void BackupsPane::fillBranches()
{
    const models::BranchList *branches = models::branchList(m_workspace, m_branch.organization, m_branch.database);
    QList<api::Branch> rows = branches->rows();
    std::sort(rows.begin(), rows.end(), [](const api::Branch &a, const api::Branch &b) {
        if (a.production.value_or(false) != b.production.value_or(false))
            return a.production.value_or(false);
        return a.name.compare(b.name, Qt::CaseInsensitive) < 0;
    });
    const QSignalBlocker quiet(m_branches);
    m_branches->clear();
    for (const api::Branch &row : std::as_const(rows))
        m_branches->addItem(row.production.value_or(false) ? tr("%1 (production)").arg(models::visibleText(row.name))
                                                           : models::visibleText(row.name),
                            row.name);
    if (m_branch.branch.isEmpty() && !rows.isEmpty())
        chooseBranch(rows.first().name);
    if (!m_branch.branch.isEmpty() && m_branches->findData(m_branch.branch) < 0)
        m_branches->addItem(models::visibleText(m_branch.branch), m_branch.branch);
    m_branches->setCurrentIndex(m_branches->findData(m_branch.branch));
}

void BackupsPane::chooseBranch(const QString &branch)
{
    if (branch == m_branch.branch || branch.isEmpty())
        return;
    m_branch.branch = branch;
    for (const auto &connection : std::as_const(m_connections))
        disconnect(connection);
    m_backups = models::backupList(m_workspace, m_branch);
    if (m_branches)
        m_branches->setParent(nullptr);
    for (QWidget *old : {static_cast<QWidget *>(m_list), static_cast<QWidget *>(std::exchange(m_waiting, nullptr))}) {
        if (!old)
            continue;
        old->hide();
        old->deleteLater(); // the choice of a branch in it may be the reason for this
    }
    ListSpec spec;
    spec.name = tr("Backups of branch %1").arg(models::visibleText(branch));
    spec.settingsKey = QStringLiteral("backups");
    spec.sortColumn = "created_at";
    spec.sortOrder = Qt::DescendingOrder;
    spec.stretchColumn = "name";
    spec.empty = {Glyph::Backup, tr("No backups of branch %1").arg(models::visibleText(branch)),
                  tr("Scheduled and manual backups appear here; each can be restored to a new branch."), nullptr};
    m_list = makeListPane(m_context, m_backups, spec);
    if (m_branches)
        m_list->filterBar()->addWidget(m_branches);
    const models::BackupActions actions =
        models::backupActions(m_workspace, m_branch, [list = m_list]() { return list->table()->currentId(); });
    m_list->setActions({{actions.create, Glyph::Plus},
                        {actions.restore, Glyph::Revert, true},
                        {actions.protect, Glyph::Shield},
                        {actions.remove, Glyph::Trash}},
                       m_context.settings);
    m_column->addWidget(m_list, 1);
    passOn(m_list);
    const auto updateActions = [this]() { m_list->actions()->update(); };
    m_connections = {
        connect(m_context.accounts, &models::Accounts::readOnlyChanged, this, updateActions),
        connect(models::branchItem(m_workspace, m_branch.organization, m_branch.database, branch),
                &models::Store::stateChanged, this, &BackupsPane::openWhatIsAsked),
        connect(models::branchList(m_workspace, m_branch.organization, m_branch.database), &models::Store::stateChanged,
                this, &BackupsPane::openWhatIsAsked),
    };
    if (m_active)
        setActive(true);
}

void BackupsPane::openWhatIsAsked()
{
    const api::Branch *row =
        models::shownBranch(m_workspace, m_branch.organization, m_branch.database, m_branch.branch);
    if (!row || !m_active)
        return;
    // Restoring asks for a size, and these are read before somebody does.
    models::ClusterSizes *sizes = models::clusterSizes(m_workspace, {m_branch.organization, m_branch.database},
                                                       row->kind, row->region ? row->region->slug : QString());
    connect(sizes, &models::Store::stateChanged, m_list->actions(), &ActionSet::update, Qt::UniqueConnection);
    sizes->open();
    m_list->actions()->update();
}

void BackupsPane::refresh()
{
    if (m_list)
        m_list->refresh();
    else
        models::branchList(m_workspace, m_branch.organization, m_branch.database)->refresh();
}

void BackupsPane::setActive(bool active)
{
    m_active = active;
    if (m_list)
        m_list->setActive(active);
    if (!active || !m_list)
        return;
    // A restore asks for the size of this branch and which names are taken; on a page of one branch nobody read those.
    models::branchList(m_workspace, m_branch.organization, m_branch.database)->open();
    openWhatIsAsked();
}

models::LoadState BackupsPane::loadState() const
{
    return m_backups ? m_backups->state()
                     : models::branchList(m_workspace, m_branch.organization, m_branch.database)->state();
}

} // namespace orrery::views
