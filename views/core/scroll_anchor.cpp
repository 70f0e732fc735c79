// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/scroll_anchor.h"

#include <QCursor>
#include <QScrollBar>
#include <QTreeView>

namespace orrery::views {

ScrollAnchor::ScrollAnchor(QTreeView *view, QAbstractItemModel *model) : QObject(view), m_view(view)
{
    const auto holdAny = [this]() { hold(true); };
    connect(model, &QAbstractItemModel::rowsAboutToBeInserted, this, holdAny);
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this, holdAny);
    // Sorted by its header, a table begins at its top again; a row that moves by itself leaves the pointer alone.
    connect(model, &QAbstractItemModel::layoutAboutToBeChanged, this, [this]() { hold(false); });
}

QModelIndex ScrollAnchor::rowUnderPointer() const
{
    const QWidget *viewport = m_view->viewport();
    return viewport->underMouse() ? m_view->indexAt(viewport->mapFromGlobal(QCursor::pos())) : QModelIndex();
}

void ScrollAnchor::hold(bool alsoFirst)
{
    if (m_holding)
        return;
    QModelIndex row = rowUnderPointer();
    if (!row.isValid() && alsoFirst && m_view->verticalScrollBar()->value() > 0)
        row = m_view->indexAt({0, 0});
    if (!row.isValid())
        return;
    m_holding = true;
    m_row = row.siblingAtColumn(0);
    m_top = m_view->visualRect(m_row).top();
    // Once for all that changes in this turn of the event loop: each time costs laying the rows out.
    QMetaObject::invokeMethod(this, &ScrollAnchor::putBack, Qt::QueuedConnection);
}

void ScrollAnchor::putBack()
{
    m_holding = false;
    if (!m_row.isValid())
        return; // it went itself
    // Asking where it is lays the rows out.
    const int moved = m_view->visualRect(m_row).top() - m_top;
    m_row = QPersistentModelIndex();
    if (moved != 0)
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->value() + moved);
}

} // namespace orrery::views
