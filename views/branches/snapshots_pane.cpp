// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/branches/snapshots_pane.h"

#include "models/core/roles.h"
#include "models/core/text.h"
#include "models/schema/snapshot_store.h"
#include "views/core/action_button.h"
#include "views/core/action_gate.h"
#include "views/core/error_bar.h"
#include "views/core/filter_bar.h"
#include "views/core/icons.h"
#include "views/core/spacing.h"
#include "views/core/state_overlay.h"
#include "views/core/table.h"
#include "views/core/text_dialog.h"

#include <QAction>
#include <QFileDialog>
#include <QMenu>
#include <QTreeView>
#include <QVBoxLayout>

namespace orrery::views {

SnapshotsPane::SnapshotsPane(models::SnapshotStore *store, QSettings *settings, QWidget *parent)
    : QWidget(parent), m_store(store), m_bar(new ErrorBar)
{
    buildActions();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::inner);
    m_bar->clear();
    column->addWidget(m_bar);
    auto *view = new QTreeView;
    m_overlay = new StateOverlay(view);
    auto *proxy = new ResourceProxy(view);
    proxy->setSourceModel(m_store->model());
    TableOptions options;
    options.accessibleName = tr("Schema snapshots on this computer");
    options.settingsKey = QStringLiteral("snapshots");
    options.settings = settings;
    options.sortColumn = "taken_at";
    options.sortOrder = Qt::DescendingOrder;
    options.stretchColumn = "name";
    options.contextActions = [this](QMenu *menu, const QModelIndexList &) {
        menu->addActions({m_compare, m_rename, m_export, m_remove});
    };
    m_table = bindTable(view, proxy, options);
    auto *filter = new FilterBar;
    filter->bind(m_table, this);
    for (QAction *action : {m_compare, m_rename, m_export})
        filter->addWidget(new ActionButton(action, ButtonKind::Quiet));
    column->addWidget(filter);
    column->addWidget(m_overlay, 1);
    m_overlay->bindTable(m_table);
    m_overlay->setEmptyTest([this]() { return m_store->model()->rowCount() == 0; });
    m_overlay->setEmptyState({Glyph::Schema, tr("No snapshots"),
                              tr("“Keep snapshot” on a branch's page or beside a comparison keeps its schema as it is "
                                 "now, on this computer."),
                              nullptr});
    view->addActions({m_rename, m_remove});
    for (QAction *action : {m_rename, m_remove})
        action->setShortcutContext(Qt::WidgetShortcut);

    connect(m_table, &TableBinding::locationOpened, this, &SnapshotsPane::locationOpened);
    connect(m_table, &TableBinding::notice, this, &SnapshotsPane::notice);
    connect(m_table, &TableBinding::currentChanged, this, &SnapshotsPane::updateActions);
    connect(m_store, &models::SnapshotStore::stateChanged, this, &SnapshotsPane::showState);
    connect(m_store, &models::SnapshotStore::removed, this, [this](const QString &id, const QString &name) {
        m_bar->showNotice(models::Tone::Neutral, tr("Snapshot %1 was deleted.").arg(models::visibleText(name)),
                          tr("Undo"), [this, id]() {
                              m_store->restore(id);
                              m_bar->clear();
                              m_table->selectId(id);
                          });
    });
    connect(m_store, &models::SnapshotStore::exported, this, [this](const QString &path, const QString &error) {
        if (error.isEmpty())
            Q_EMIT notice(tr("%1 was written.").arg(models::visibleText(path)));
        else
            m_bar->showNotice(models::Tone::Critical, error);
    });
    showState();
}

void SnapshotsPane::buildActions()
{
    const auto add = [this](Glyph glyph, const QString &text, void (SnapshotsPane::*handler)()) {
        auto *action = new QAction(glyphIcon(glyph), text, this);
        connect(action, &QAction::triggered, this, handler);
        return action;
    };
    m_compare = add(Glyph::Split, tr("Compare with its branch"), &SnapshotsPane::compare);
    m_rename = add(Glyph::Edit, tr("Rename…"), &SnapshotsPane::rename);
    m_export = add(Glyph::Download, tr("Export as SQL…"), &SnapshotsPane::exportSql);
    m_remove = add(Glyph::Trash, tr("Delete snapshot"), &SnapshotsPane::remove);
    m_rename->setShortcut(QKeySequence(Qt::Key_F2));
    m_remove->setShortcut(QKeySequence(Qt::Key_Delete));
    setToolTipWithShortcut(m_rename, tr("Rename the snapshot"));
    setToolTipWithShortcut(m_remove, tr("Delete the snapshot; this can be undone"));
}

void SnapshotsPane::open()
{
    m_store->open();
    showState();
}

models::LoadState SnapshotsPane::loadState() const
{
    return m_store->state();
}

void SnapshotsPane::showState()
{
    m_overlay->setState(m_store->state(), {});
    if (const QString notice = m_store->keepingNotice(); !notice.isEmpty() && !m_bar->isShowing())
        m_bar->showNotice(models::Tone::Warn, notice);
    if (m_table->currentId().isEmpty() && m_table->proxy()->rowCount() > 0)
        m_table->view()->setCurrentIndex(m_table->proxy()->index(0, 0));
    updateActions();
    Q_EMIT loadStateChanged();
}

void SnapshotsPane::updateActions()
{
    const std::optional<QString> reason =
        m_store->find(m_table->currentId()) ? std::nullopt : std::optional<QString>(tr("Select a snapshot first."));
    for (QAction *action : {m_compare, m_rename, m_export, m_remove})
        setEnabledWithReason(action, reason);
}

void SnapshotsPane::compare()
{
    const QModelIndex current = m_table->view()->currentIndex();
    if (current.isValid())
        Q_EMIT locationOpened(current.siblingAtColumn(0).data(models::LocationRole).value<models::Location>());
}

void SnapshotsPane::rename()
{
    const models::SchemaSnapshot *snapshot = m_store->find(m_table->currentId());
    if (!snapshot)
        return;
    askForText(this,
               {.title = tr("Rename snapshot"),
                .label = tr("Name"),
                .text = snapshot->name,
                .longest = int(models::SnapshotStore::longestName),
                .verb = tr("Rename"),
                .missing = tr("Type a name first.")},
               [this, id = snapshot->id](const QString &name) { m_store->rename(id, name); });
}

void SnapshotsPane::exportSql()
{
    const models::SchemaSnapshot *snapshot = m_store->find(m_table->currentId());
    if (!snapshot)
        return;
    auto *dialog = new QFileDialog(window(), tr("Export snapshot as SQL"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(QStringLiteral("sql"));
    dialog->selectFile(QStringLiteral("%1.sql").arg(tr("schema")));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, id = snapshot->id](const QString &path) { m_store->exportSql(id, path); });
    dialog->open();
}

void SnapshotsPane::remove()
{
    m_store->remove(m_table->currentId());
}

} // namespace orrery::views
