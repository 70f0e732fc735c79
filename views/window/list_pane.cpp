// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/list_pane.h"

#include "models/core/text.h"
#include "views/core/action_button.h"
#include "views/core/action_set.h"
#include "views/core/error_bar.h"
#include "views/core/facts_dialog.h"
#include "views/core/filter_bar.h"
#include "views/core/resource_proxy.h"
#include "views/core/spacing.h"
#include "views/window/field_facts.h"

#include <QKeyEvent>
#include <QMenu>
#include <QTreeView>
#include <QVBoxLayout>

namespace orrery::views {

ListPane::ListPane(models::ListStoreBase *store, TableOptions options, QWidget *parent)
    : Pane(parent), m_store(store), m_column(new QVBoxLayout(this)), m_proxy(new ResourceProxy(this)),
      m_filter(new FilterBar)
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(space::inner);
    auto *view = new QTreeView;
    m_proxy->setSourceModel(store->model());
    m_overlay = new StateOverlay(view);
    m_table = bindTable(view, m_proxy, std::move(options));
    m_filter->bind(m_table, this);
    m_overlay->bind(store);
    m_overlay->bindTable(m_table);
    m_column->addWidget(m_filter);
    m_column->addWidget(m_overlay, 1);
    view->installEventFilter(this);
    connect(m_table, &TableBinding::locationOpened, this, &ListPane::navigate);
    connect(m_table, &TableBinding::currentChanged, this, [this]() { Q_EMIT currentChanged(); });
    connect(m_table, &TableBinding::notice, this, &ListPane::notice);
    connect(m_overlay, &StateOverlay::signInRequested, this, &ListPane::askToSignIn);
    connect(m_store, &models::Store::stateChanged, this, [this]() {
        if (m_actions)
            m_actions->update();
        reportLoadState();
    });
}

void ListPane::setEmptyState(const EmptyState &empty)
{
    m_empty = empty;
    m_overlay->setEmptyState(empty);
}

void ListPane::setActions(const QList<ListAction> &actions, QSettings *settings)
{
    m_bar = new ErrorBar;
    m_bar->clear();
    m_column->insertWidget(0, m_bar);
    connect(m_bar, &ErrorBar::retryRequested, this, &ListPane::refresh);
    connect(m_bar, &ErrorBar::signInRequested, this, &ListPane::askToSignIn);
    m_actions = new ActionSet(this, settings);
    for (const ListAction &each : actions) {
        QAction *shown = m_actions->add(each.action, each.icon);
        if (each.button)
            m_filter->addWidget(new ActionButton(shown, ButtonKind::Quiet));
    }
    // The primary one stands at the end of the row.
    for (const ListAction &each : actions) {
        if (!each.action.primary)
            continue;
        QAction *primary = m_actions->action(each.action.id);
        m_filter->addWidget(new ActionButton(primary, ButtonKind::Primary));
        if (!m_empty.action) {
            m_empty.action = primary;
            m_overlay->setEmptyState(m_empty);
        }
    }
    m_table->setContextActions(
        [this](QMenu *menu, const QModelIndexList &) { menu->addActions(m_actions->actions()); });
    connect(this, &ListPane::currentChanged, m_actions, &ActionSet::update);
    connect(m_actions, &ActionSet::finished, this,
            [this](const QString &, const models::ActionResult &result) { showResult(result); });
}

void ListPane::showResult(const models::ActionResult &result)
{
    m_bar->clear();
    switch (result.kind) {
    case models::ActionResult::Kind::Done:
        notice(result.sentence);
        return;
    case models::ActionResult::Kind::Changed:
        m_bar->showNotice(models::Tone::Warn, result.sentence);
        break;
    case models::ActionResult::Kind::Refused:
    case models::ActionResult::Kind::Unknown:
        m_bar->showError(result.error);
        break;
    }
    // After anything but success the rows on screen may be wrong.
    m_store->refresh();
}

void ListPane::setActive(bool active)
{
    if (!active) {
        m_store->removeViewer(this);
        return;
    }
    m_store->addViewer(this);
    open();
    if (m_whenActive)
        m_whenActive();
    if (m_actions)
        m_actions->update();
}

void ListPane::open()
{
    m_store->open();
}

void ListPane::refresh()
{
    m_store->refresh();
}

bool ListPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table->view() && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space) {
        showDetails();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ListPane::showDetails()
{
    const QString id = m_table->currentId();
    if (!m_describe || id.isEmpty())
        return;
    // What the table says comes first, in its words; then every field the service sent, also those without a name here.
    const QModelIndex row = m_table->view()->currentIndex();
    showFactsDialog(this, row.siblingAtColumn(0).data().toString(),
                    {{{}, factsOfRow(row)}, {tr("As PlanetScale sends it"), factsOf(m_describe(id))}});
}

} // namespace orrery::views
