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

bool ResourceListModelBase::isObserved() const
{
    return isSignalConnected(QMetaMethod::fromSignal(&QAbstractItemModel::dataChanged))
        || isSignalConnected(QMetaMethod::fromSignal(&QAbstractItemModel::rowsInserted));
}

void ResourceListModelBase::refreshRelativeTimes()
{
    if (rowCount() == 0)
        return;
    for (int column = 0; column < columnCount(); ++column) {
        if (columnInfo(column).relativeTime)
            Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column), {Qt::DisplayRole});
    }
}

} // namespace orrery::models
