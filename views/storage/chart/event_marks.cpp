// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/event_marks.h"

#include <algorithm>

namespace orrery::views {

namespace {

template<class Wanted>
const EventMark *firstMark(const QList<EventMark> &marks, Wanted wanted)
{
    const auto mark = std::find_if(marks.cbegin(), marks.cend(), wanted);
    return mark == marks.cend() ? nullptr : &*mark;
}

} // namespace

QList<EventMark> eventMarks(const QList<models::StorageEvent> &events, const ChartAxes &axes)
{
    QList<EventMark> marks;
    const QRectF &area = axes.area();
    for (int i = 0; i < events.size(); ++i) {
        const double x = axes.x(static_cast<double>(events.at(i).at.toMSecsSinceEpoch()));
        if (x < area.left() - 1 || x > area.right() + 1)
            continue;
        if (!marks.isEmpty() && x - marks.constLast().x < EventMark::size + 2)
            marks.last().events.append(i);
        else
            marks.append(
                {x, {i}, QRectF(x - EventMark::size / 2, area.bottom() + 4, EventMark::size, EventMark::size)});
    }
    return marks;
}

const EventMark *markAt(const QList<EventMark> &marks, const QPointF &position)
{
    return firstMark(
        marks, [&position](const EventMark &mark) { return mark.rect.adjusted(-2, -4, 2, 4).contains(position); });
}

const EventMark *markOf(const QList<EventMark> &marks, int event)
{
    return firstMark(marks, [event](const EventMark &mark) { return mark.contains(event); });
}

} // namespace orrery::views
