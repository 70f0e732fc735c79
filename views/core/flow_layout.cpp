// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/flow_layout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace orrery::views {

FlowLayout::FlowLayout(QWidget *parent, int spacing) : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(spacing);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

QSize FlowLayout::wanted(int item) const
{
    const QLayoutItem *at = m_items.at(item);
    QSize size = at->sizeHint();
    if (at->expandingDirections() & Qt::Horizontal)
        size.setWidth(at->minimumSize().width());
    return size.expandedTo(at->minimumSize()).boundedTo(at->maximumSize());
}

QList<FlowLayout::Line> FlowLayout::linesFor(int width) const
{
    QList<Line> lines;
    for (int i = 0; i < m_items.size(); ++i) {
        if (m_items.at(i)->isEmpty())
            continue;
        QSize size = wanted(i);
        size.setWidth(std::min(size.width(), std::max(width, m_items.at(i)->minimumSize().width())));
        if (lines.isEmpty() || lines.constLast().width + spacing() + size.width() > width)
            lines.append(Line{{i}, size.width(), size.height()});
        else
            lines.last() = {lines.constLast().items + QList<int>{i}, lines.constLast().width + spacing() + size.width(),
                            std::max(lines.constLast().height, size.height())};
    }
    return lines;
}

int FlowLayout::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    const QList<Line> lines = linesFor(width - margins.left() - margins.right());
    int height = margins.top() + margins.bottom() + std::max(0, int(lines.size()) - 1) * spacing();
    for (const Line &line : lines)
        height += line.height;
    return height;
}

QSize FlowLayout::sizeHint() const
{
    const QMargins margins = contentsMargins();
    const QList<Line> lines = linesFor(QLAYOUTSIZE_MAX);
    const QSize line = lines.isEmpty() ? QSize(0, 0) : QSize(lines.constFirst().width, lines.constFirst().height);
    return line + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

QSize FlowLayout::minimumSize() const
{
    const QMargins margins = contentsMargins();
    QSize widest(0, 0);
    for (const QLayoutItem *item : m_items) {
        if (!item->isEmpty())
            widest = widest.expandedTo(item->minimumSize());
    }
    return widest + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    QRect room = rect.marginsRemoved(contentsMargins());
    const QList<Line> lines = linesFor(room.width());
    for (const Line &line : lines) {
        place(line, QRect(room.topLeft(), QSize(room.width(), line.height)));
        room.setTop(room.top() + line.height + spacing());
    }
}

void FlowLayout::place(const Line &line, const QRect &room)
{
    const Qt::LayoutDirection direction =
        parentWidget() ? parentWidget()->layoutDirection() : QGuiApplication::layoutDirection();
    int free = std::max(0, room.width() - line.width);
    int left = room.left();
    bool ended = m_stretchAt < 0;
    for (const int i : line.items) {
        QLayoutItem *item = m_items.at(i);
        QSize size = wanted(i);
        size.setWidth(std::min(size.width(), std::max(room.width(), item->minimumSize().width())));
        if (item->expandingDirections() & Qt::Horizontal) {
            const int more = std::min(free, item->maximumSize().width() - size.width());
            size.rwidth() += more;
            free -= more;
        }
        if (!ended && i >= m_stretchAt) {
            left += free;
            ended = true;
        }
        const QRect box(left, room.top() + (room.height() - size.height()) / 2, size.width(), size.height());
        item->setGeometry(QStyle::visualRect(direction, room, box));
        left += size.width() + spacing();
    }
}

} // namespace orrery::views
