// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/resource_list_model.h"

#include <QMetaMethod>

namespace orrery::models {

void ResourceListModelBase::emitRowsChanged(const QList<int> &rows)
{
    if (rows.isEmpty())
        return;
    const int lastColumn = columnCount() - 1;
    // When more than half of the rows changed, one range is cheaper for a view than many.
    if (rows.size() * 2 > rowCount()) {
        Q_EMIT dataChanged(index(rows.first(), 0), index(rows.last(), lastColumn));
        return;
    }
    for (qsizetype i = 0; i < rows.size();) {
        qsizetype end = i;
        while (end + 1 < rows.size() && rows.at(end + 1) == rows.at(end) + 1)
            ++end;
        Q_EMIT dataChanged(index(rows.at(i), 0), index(rows.at(end), lastColumn));
        i = end + 1;
    }
}

void ResourceListModelBase::markNew(const QStringList &ids)
{
    for (const QString &id : ids)
        m_new.insert(id);
}

void ResourceListModelBase::markSeen(const QStringList &ids)
{
    for (const QString &id : ids) {
        if (!m_new.remove(id))
            continue;
        if (const int row = rowOf(id); row >= 0)
            Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1), {NewRole, Qt::AccessibleTextRole});
    }
}

QString ResourceListModelBase::describeNew(const QString &text)
{
    return tr("%1, new", "what a row is called; it came since one last looked").arg(text);
}

bool ResourceListModelBase::isObserved() const
{
    return isSignalConnected(QMetaMethod::fromSignal(&QAbstractItemModel::dataChanged))
        || isSignalConnected(QMetaMethod::fromSignal(&QAbstractItemModel::rowsInserted));
}

} // namespace orrery::models
