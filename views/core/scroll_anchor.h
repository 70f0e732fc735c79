// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPersistentModelIndex>

class QAbstractItemModel;
class QTreeView;

namespace orrery::views {

/// Keeps a row of a table where it is on screen while other rows come and go: the one under the pointer, or else the first
/// one when the table is scrolled. At its top, a table shows what comes there.
class ScrollAnchor final : public QObject
{
    Q_OBJECT
public:
    /// A child of the view. Made before the view gets the model: the view forgets where its rows are when it hears of a change.
    ScrollAnchor(QTreeView *view, QAbstractItemModel *model);

private:
    [[nodiscard]] QModelIndex rowUnderPointer() const;
    void hold(bool alsoFirst);
    void putBack();

    QTreeView *m_view;
    QPersistentModelIndex m_row;
    int m_top = 0; ///< where it was
    bool m_holding = false;
};

} // namespace orrery::views
