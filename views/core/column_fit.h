// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QSet>

class QHeaderView;
class QModelIndex;
class QTreeView;

namespace orrery::views {

/// The widths of a table's columns. They follow the first rows that arrive and then never again, so that text does not move
/// under the pointer. In a narrow view columns give way together, down to their content; where that is not enough the last
/// ones are left out, and a column nobody has written anything in is left out anyway. What a person chose stays.
class ColumnFit final : public QObject
{
public:
    explicit ColumnFit(QTreeView *view);

    /// The columns are others. `stretch` takes the free width; `kept` have a width that somebody chose.
    void begin(int stretch, const QSet<int> &kept);
    /// Somebody chose this column's width.
    void keepWidth(int column);
    /// Somebody chose to see this column.
    void keepShown(int column);
    /// The rows are there: widths follow the first of them.
    void measure();
    /// The view has another width.
    void fit();
    /// Hidden, and not because somebody wanted it.
    [[nodiscard]] bool isLeftOut(int column) const { return m_leftOut.contains(column); }
    /// The header changes because of this class.
    [[nodiscard]] bool isAdjusting() const { return m_adjusting; }

private:
    struct Need
    {
        int least = 0; ///< title and content
        int asked = 0; ///< what the column would like
    };

    void followModel();
    void onRows(int first, int last);
    [[nodiscard]] Need needOf(int column) const;
    [[nodiscard]] bool isEmpty(int column, int first, int last) const;
    [[nodiscard]] QList<int> columnsWithRoom(int room) const;

    QTreeView *m_view;
    QHeaderView *m_header;
    int m_stretch = -1;
    bool m_measured = false;
    bool m_adjusting = false;
    QSet<int> m_kept; ///< their width is somebody's
    QSet<int> m_wanted; ///< somebody chose to see them
    QSet<int> m_empty;
    QSet<int> m_leftOut;
    QHash<int, Need> m_needs; ///< of the columns whose width is this class's
};

} // namespace orrery::views
