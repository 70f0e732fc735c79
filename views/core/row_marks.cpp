// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/row_marks.h"

#include "models/core/resource_list_model.h"
#include "models/core/roles.h"
#include "views/core/age_ticker.h"

#include <QAbstractProxyModel>
#include <QTreeView>

namespace orrery::views {

RowMarks::RowMarks(QTreeView *view) : QObject(view), m_view(view)
{
    new AgeTicker(view, [this]() { tick(); });
}

void RowMarks::tick()
{
    QAbstractItemModel *model = m_view->model();
    while (auto *proxy = qobject_cast<QAbstractProxyModel *>(model))
        model = proxy->sourceModel();
    auto *list = qobject_cast<models::ResourceListModelBase *>(model);
    if (!list)
        return;
    for (int column = 0; column < list->columnCount(); ++column) {
        // What ages is made of the clock when it is painted; nothing is kept of it.
        if (list->columnInfo(column).relativeTime && !m_view->isColumnHidden(column)) {
            m_view->viewport()->update();
            break;
        }
    }
    const QStringList onScreen = list->hasNew() && m_view->isActiveWindow() ? newOnScreen() : QStringList();
    // Seen is what was there a tick ago and still is.
    QStringList seen;
    for (const QString &id : onScreen) {
        if (m_looked.contains(id))
            seen.append(id);
    }
    m_looked = onScreen;
    if (!seen.isEmpty())
        list->markSeen(seen);
}

QStringList RowMarks::newOnScreen() const
{
    QStringList ids;
    const int bottom = m_view->viewport()->height();
    for (QModelIndex row = m_view->indexAt({0, 0}); row.isValid() && m_view->visualRect(row).top() < bottom;
         row = m_view->indexBelow(row)) {
        const QModelIndex first = row.siblingAtColumn(0);
        if (first.data(models::NewRole).toBool())
            ids.append(first.data(models::IdRole).toString());
    }
    return ids;
}

} // namespace orrery::views
