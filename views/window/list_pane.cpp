// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/list_pane.h"

#include "models/core/list_store.h"
#include "views/core/filter_bar.h"
#include "views/core/resource_proxy.h"
#include "views/core/spacing.h"
#include "views/window/details_dialog.h"

#include <QKeyEvent>
#include <QTreeView>
#include <QVBoxLayout>

namespace orrery::views {

ListPane::ListPane(models::ListStoreBase *store, TableOptions options, QWidget *parent)
    : QWidget(parent), m_store(store), m_proxy(new ResourceProxy(this)), m_filter(new FilterBar)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::inner);
    auto *view = new QTreeView;
    m_proxy->setSourceModel(store->model());
    m_overlay = new StateOverlay(view);
    m_table = bindTable(view, m_proxy, std::move(options));
    m_filter->bind(m_table, this);
    m_overlay->bind(store);
    m_overlay->bindTable(m_table);
    column->addWidget(m_filter);
    column->addWidget(m_overlay, 1);
    view->installEventFilter(this);
    connect(m_table, &TableBinding::locationOpened, this, &ListPane::locationOpened);
    connect(m_table, &TableBinding::currentChanged, this, [this]() { Q_EMIT currentChanged(); });
    connect(m_table, &TableBinding::notice, this, &ListPane::notice);
    connect(m_overlay, &StateOverlay::signInRequested, this, &ListPane::signInRequested);
}

void ListPane::open()
{
    m_store->open();
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
    showDetailsDialog(this, id, m_describe(id));
}

} // namespace orrery::views
