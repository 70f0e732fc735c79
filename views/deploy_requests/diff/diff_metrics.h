// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/deploy_requests/diff/diff_document.h"

#include <QFont>
#include <QRect>

namespace orrery::views {

/// Where rows and columns of a diff are, in pixels of its viewport. A value; knows no widget.
class DiffMetrics
{
public:
    static constexpr int padding = 8;
    /// Of the column with + and −.
    static constexpr int signWidth = 20;

    struct Column
    {
        int numbersX = 0; ///< where the numbers start
        int textX = 0;
        int right = 0; ///< one past the end
    };

    void setFont(const QFont &font);
    void setHighestNumber(int number);
    void setMode(DiffMode mode) { m_mode = mode; }
    /// Room left of the numbers, in which lines are marked.
    void setNoteMargin(bool on);
    void setViewport(const QSize &size, const QPoint &scrolled);
    /// Where rows begin when they are not of one height (DiffWrap::tops()); empty: one line each.
    void setRowTops(const QList<int> &tops) { m_tops = tops; }
    [[nodiscard]] bool isWrapped() const { return !m_tops.isEmpty(); }

    [[nodiscard]] const QFont &font() const { return m_font; }
    [[nodiscard]] int lineHeight() const { return m_lineHeight; }
    [[nodiscard]] double charWidth() const { return m_charWidth; }
    [[nodiscard]] int numberWidth() const;
    [[nodiscard]] int noteMargin() const { return m_noteMargin; }
    [[nodiscard]] const QSize &viewport() const { return m_viewport; }
    [[nodiscard]] const QPoint &scrolled() const { return m_scrolled; }

    [[nodiscard]] Column column(DiffSide side) const;
    /// The line between the sides.
    [[nodiscard]] int middle() const { return m_viewport.width() / 2; }
    [[nodiscard]] DiffSide sideAt(const QPoint &position) const;
    [[nodiscard]] bool isInNoteMargin(const QPoint &position) const;
    /// May lie outside of the viewport.
    [[nodiscard]] QRect rowRect(int row) const;
    /// The row at a height, or the nearest.
    [[nodiscard]] int rowAt(int y, int rowCount) const;
    /// From a row one page down (1) or up (-1), in rows.
    [[nodiscard]] int rowsPerPage(int row, int direction) const;
    /// Of the first line of a row, in the whole diff.
    [[nodiscard]] int rowTop(int row) const { return linesAbove(row) * m_lineHeight; }

    [[nodiscard]] int contentHeight(int rowCount) const { return rowTop(rowCount) + padding; }
    [[nodiscard]] int contentWidth(int columns) const;
    /// Pixels of a line that are seen at once.
    [[nodiscard]] int textRoom() const;
    /// The same in whole columns: where wrapped lines end.
    [[nodiscard]] int textColumns() const;

private:
    [[nodiscard]] int linesAbove(int row) const
    {
        return isWrapped() ? m_tops.at(qBound(0, row, int(m_tops.size()) - 1)) : row;
    }

    QFont m_font;
    int m_lineHeight = 20;
    double m_charWidth = 8;
    int m_digits = 3;
    int m_noteMargin = 0;
    DiffMode m_mode = DiffMode::Unified;
    QSize m_viewport;
    QPoint m_scrolled;
    QList<int> m_tops;
};

} // namespace orrery::views
