// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/backups/backups_pane.h"

#include "models/auth/accounts.h"
#include "models/backups/backup_store.h"
#include "models/branches/branch_list.h"
#include "models/core/text.h"
#include "models/core/workspace.h"
#include "models/databases/database_list.h"
#include "views/backups/backup_dialogs.h"
#include "views/core/action_button.h"
#include "views/core/action_gate.h"
#include "views/core/confirm_dialog.h"
#include "views/core/error_bar.h"
#include "views/core/filter_bar.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/state_overlay.h"
#include "views/window/list_pane.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

using namespace std::chrono_literals;

BackupsPane::BackupsPane(PageContext context, models::Workspace *workspace, QString organization, QString database,
                         QString branch, QWidget *parent)
    : Pane(parent), m_context(std::move(context)), m_workspace(workspace), m_organization(std::move(organization)),
      m_database(std::move(database)), m_column(new QVBoxLayout(this)), m_bar(new ErrorBar), m_poll(new QTimer(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(space::inner);
    m_bar->clear();
    m_column->addWidget(m_bar);
    connect(m_bar, &ErrorBar::retryRequested, this, &BackupsPane::refresh);
    connect(m_bar, &ErrorBar::signInRequested, this, &BackupsPane::askToSignIn);
    buildActions();
    m_poll->setSingleShot(true);
    m_poll->setInterval(15s);
    connect(m_poll, &QTimer::timeout, this, [this]() {
        if (m_store)
            m_store->list()->refresh(api::Priority::Background);
    });
    connect(m_context.accounts, &models::Accounts::readOnlyChanged, this, &BackupsPane::updateActions);
    if (!branch.isEmpty()) {
        chooseBranch(branch);
        return;
    }
    m_branches = new QComboBox;
    m_branches->setAccessibleName(tr("Branch whose backups are shown"));
    m_branches->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_branches, &QComboBox::activated, this, [this]() { chooseBranch(m_branches->currentData().toString()); });
    models::BranchList *branches = models::branchList(m_workspace, m_organization, m_database);
    connect(branches, &models::Store::stateChanged, this, &BackupsPane::fillBranches);
    const api::Database *row = models::knownDatabase(m_workspace, m_organization, m_database);
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

void BackupsPane::buildActions()
{
    const auto add = [this](Glyph glyph, const QString &text, void (BackupsPane::*handler)()) {
        auto *action = new QAction(glyphIcon(glyph), text, this);
        connect(action, &QAction::triggered, this, handler);
        return action;
    };
    m_create = add(Glyph::Plus, tr("Create backup…"), &BackupsPane::create);
    m_restore = add(Glyph::Revert, tr("Restore to a new branch…"), &BackupsPane::restore);
    m_protect = add(Glyph::Shield, tr("Protect"), &BackupsPane::toggleProtection);
    m_remove = add(Glyph::Trash, tr("Delete backup…"), &BackupsPane::remove);
}

void BackupsPane::fillBranches()
{
    const models::BranchList *branches = models::branchList(m_workspace, m_organization, m_database);
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
    if (m_branch.isEmpty() && !rows.isEmpty())
        chooseBranch(rows.first().name);
    if (!m_branch.isEmpty() && m_branches->findData(m_branch) < 0)
        m_branches->addItem(models::visibleText(m_branch), m_branch);
    m_branches->setCurrentIndex(m_branches->findData(m_branch));
}

void BackupsPane::chooseBranch(const QString &branch)
{
    if (branch == m_branch || branch.isEmpty())
        return;
    m_branch = branch;
    for (const auto &connection : std::as_const(m_connections))
        disconnect(connection);
    m_connections.clear();
    m_store = models::backupStore(m_workspace, m_organization, m_database, m_branch);
    if (m_branches)
        m_branches->setParent(nullptr);
    delete m_list;
    delete std::exchange(m_waiting, nullptr);
    TableOptions options;
    options.accessibleName = tr("Backups of branch %1").arg(models::visibleText(m_branch));
    options.settingsKey = QStringLiteral("backups");
    options.settings = m_context.settings;
    options.sortColumn = "created_at";
    options.sortOrder = Qt::DescendingOrder;
    options.stretchColumn = "name";
    options.contextActions = [this](QMenu *menu, const QModelIndexList &) {
        menu->addActions({m_restore, m_protect, m_remove});
    };
    m_list = new ListPane(m_store->list(), options);
    m_list->setDescribe([store = m_store](const QString &id) {
        const api::Backup *row = store->list()->model()->find(id);
        return row ? api::describeFields(*row) : QList<api::FieldValue>();
    });
    m_list->setEmptyState({Glyph::Backup, tr("No backups of branch %1").arg(models::visibleText(m_branch)),
                           tr("Scheduled and manual backups appear here; each can be restored to a new branch."),
                           m_create});
    if (m_branches)
        m_list->filterBar()->addWidget(m_branches);
    m_list->filterBar()->addWidget(new ActionButton(m_restore, ButtonKind::Quiet));
    m_list->filterBar()->addWidget(new ActionButton(m_create));
    m_column->addWidget(m_list, 1);
    connect(m_list, &ListPane::currentChanged, this, &BackupsPane::updateActions);
    passOn(m_list);
    m_connections = {
        connect(m_store->list(), &models::Store::stateChanged, this,
                [this]() {
                    updateActions();
                    pollWhileRunning();
                    reportLoadState();
                }),
        connect(m_store, &models::BackupStore::busyChanged, this, &BackupsPane::updateActions),
        connect(m_store, &models::BackupStore::actionFinished, this,
                [this](models::BackupAction, const models::ActionResult &result) { showResult(result); }),
        connect(m_store, &models::BackupStore::branchCreated, this,
                [this]() { models::branchList(m_workspace, m_organization, m_database)->refresh(); }),
    };
    updateActions();
    if (m_active)
        open();
}

void BackupsPane::open()
{
    if (m_list)
        m_list->open();
}

void BackupsPane::refresh()
{
    m_bar->clear();
    if (m_store)
        m_store->list()->refresh();
    else
        models::branchList(m_workspace, m_organization, m_database)->refresh();
}

void BackupsPane::setActive(bool active)
{
    m_active = active;
    if (active) {
        // A restore asks for the size of this branch and which names are taken; on a page of one branch nobody read those.
        models::branchList(m_workspace, m_organization, m_database)->open();
        open();
        pollWhileRunning();
    } else {
        m_poll->stop();
    }
}

models::LoadState BackupsPane::loadState() const
{
    return m_store ? m_store->list()->state() : models::branchList(m_workspace, m_organization, m_database)->state();
}

void BackupsPane::pollWhileRunning()
{
    if (!m_active || !m_store || m_store->list()->state().isLoading())
        return;
    const auto &rows = m_store->list()->rows();
    const bool running = std::any_of(rows.cbegin(), rows.cend(), [](const api::Backup &row) {
        return row.state == api::BackupState::Pending || row.state == api::BackupState::Running;
    });
    if (running)
        m_poll->start();
}

QString BackupsPane::selected() const
{
    return m_list ? m_list->table()->currentId() : QString();
}

bool BackupsPane::isPostgres() const
{
    const api::Database *row = models::knownDatabase(m_workspace, m_organization, m_database);
    return row && row->kind.isPresent() && !models::isVitess(row->kind);
}

void BackupsPane::updateActions()
{
    using Action = models::BackupAction;
    const std::optional<QString> none = tr("Choose a branch first.");
    const QString id = selected();
    setEnabledWithReason(m_create, m_store ? m_store->refusal(Action::Create, {}) : none);
    setEnabledWithReason(m_restore, m_store ? m_store->refusal(Action::Restore, id) : none);
    setEnabledWithReason(m_remove, m_store ? m_store->refusal(Action::Delete, id) : none);
    const api::Backup *row = m_store ? m_store->list()->model()->find(id) : nullptr;
    const bool isProtected = row && row->isProtected.value_or(false);
    m_protect->setText(isProtected ? tr("Remove protection…") : tr("Protect"));
    setEnabledWithReason(m_protect,
                         m_store ? m_store->refusal(isProtected ? Action::Unprotect : Action::Protect, id) : none);
}

void BackupsPane::create()
{
    askNewBackup(this, m_store, isPostgres(), [this](const models::NewBackup &backup) { m_store->create(backup); });
}

void BackupsPane::restore()
{
    const api::Branch *source = models::knownBranch(m_workspace, m_organization, m_database, m_branch);
    QStringList taken;
    for (const api::Branch &row : models::branchList(m_workspace, m_organization, m_database)->rows())
        taken.append(row.name);
    const QString id = selected();
    askRestore(this, m_store, id, source ? source->clusterName : QString(), taken,
               [this, id](const models::RestoreTarget &target) { m_store->restore(id, target); });
}

void BackupsPane::remove()
{
    const QString id = selected();
    const api::Backup *row = m_store->list()->model()->find(id);
    if (!row)
        return;
    ConfirmRequest question;
    question.words.tier = models::ConfirmationTier::TypeName;
    question.words.title = tr("Delete backup %1?").arg(models::visibleText(row->name));
    question.words.consequence = m_store->consequence(models::BackupAction::Delete, id);
    question.words.verb = tr("Delete backup");
    question.words.nameToType = row->name;
    question.words.destructive = true;
    question.preview = m_store->previewDelete(id);
    ConfirmDialog::ask(this, question, [this, id]() { m_store->remove(id); });
}

void BackupsPane::toggleProtection()
{
    const QString id = selected();
    const api::Backup *row = m_store->list()->model()->find(id);
    if (!row)
        return;
    if (!row->isProtected.value_or(false)) {
        // Protecting takes nothing away and is undone by the same action.
        m_store->setProtected(id, true);
        return;
    }
    ConfirmRequest question;
    question.words.tier = models::ConfirmationTier::Sentence;
    question.words.title = tr("Remove the protection of backup %1?").arg(models::visibleText(row->name));
    question.words.consequence = m_store->consequence(models::BackupAction::Unprotect, id);
    question.words.verb = tr("Remove protection");
    ConfirmDialog::ask(this, question, [this, id]() { m_store->setProtected(id, false); });
}

void BackupsPane::showResult(const models::ActionResult &result)
{
    if (result.kind == models::ActionResult::Kind::Done) {
        m_bar->clear();
        notice(result.sentence);
    } else if (result.kind == models::ActionResult::Kind::Changed) {
        m_bar->showNotice(models::Tone::Warn, result.sentence);
    } else {
        m_bar->showError(result.error);
    }
}

} // namespace orrery::views
