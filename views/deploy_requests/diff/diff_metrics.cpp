// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/diff_metrics.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace orrery::views {

void DiffMetrics::setFont(const QFont &font)
{
    m_font = font;
    const QFontMetricsF metrics(font);
    m_lineHeight = static_cast<int>(std::ceil(metrics.height())) + 6;
    m_charWidth = metrics.horizontalAdvance(QStringLiteral("0000000000")) / 10.0;
}

void DiffMetrics::setHighestNumber(int number)
{
    m_digits = std::max(3, static_cast<int>(QString::number(number).size()));
}

void DiffMetrics::setNoteMargin(bool on)
{
    constexpr int width = 20;
    m_noteMargin = on ? width : 0;
}

void DiffMetrics::setViewport(const QSize &size, const QPoint &scrolled)
{
    m_viewport = size;
    m_scrolled = scrolled;
}

int DiffMetrics::numberWidth() const
{
    return static_cast<int>(std::ceil(m_charWidth * m_digits)) + padding;
}

DiffMetrics::Column DiffMetrics::column(DiffSide side) const
{
    if (m_mode == DiffMode::Unified)
        return {m_noteMargin, m_noteMargin + 2 * numberWidth() + signWidth, m_viewport.width()};
    const bool isLeft = side == DiffSide::Left;
    const int left = m_noteMargin + (isLeft ? 0 : middle() + 1);
    return {left, left + numberWidth() + signWidth, isLeft ? middle() : m_viewport.width()};
}

DiffSide DiffMetrics::sideAt(const QPoint &position) const
{
    return m_mode == DiffMode::SideBySide && position.x() > middle() ? DiffSide::Right : DiffSide::Left;
}

bool DiffMetrics::isInNoteMargin(const QPoint &position) const
{
    const int right = column(sideAt(position)).numbersX;
    return position.x() >= right - m_noteMargin && position.x() < right;
}

QRect DiffMetrics::rowRect(int row) const
{
    return {0, rowTop(row) - m_scrolled.y() + padding / 2, m_viewport.width(), rowTop(row + 1) - rowTop(row)};
}

int DiffMetrics::rowAt(int y, int rowCount) const
{
    int row = (y + m_scrolled.y() - padding / 2) / m_lineHeight;
    if (isWrapped())
        row = static_cast<int>(std::upper_bound(m_tops.cbegin(), m_tops.cend(), row) - m_tops.cbegin()) - 1;
    return std::clamp(row, 0, std::max(0, rowCount - 1));
}

int DiffMetrics::rowsPerPage(int row, int direction) const
{
    const int lines = std::max(1, m_viewport.height() / m_lineHeight - 1);
    if (!isWrapped())
        return lines;
    const int wanted = m_tops.value(row) + direction * lines;
    const auto there = std::upper_bound(m_tops.cbegin(), m_tops.cend(), wanted) - m_tops.cbegin() - 1;
    return std::max(1, static_cast<int>(direction * (there - row)));
}

int DiffMetrics::textColumns() const
{
    constexpr int fewest = 16;
    return std::max(fewest, static_cast<int>(textRoom() / m_charWidth));
}

int DiffMetrics::contentWidth(int columns) const
{
    return static_cast<int>(std::ceil(columns * m_charWidth)) + padding;
}

int DiffMetrics::textRoom() const
{
    const Column left = column(DiffSide::Left);
    return left.right - left.textX - padding;
}

} // namespace orrery::views
