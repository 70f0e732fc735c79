// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/view/event.h"
#include "views/storage/chart/axes.h"

#include <QList>

namespace orrery::views {

/// A mark between the lines and the times; events that would cover each other share one.
struct EventMark
{
    static constexpr double size = 18;

    double x = 0;
    QList<int> events; ///< indexes, in order of time
    QRectF rect;

    [[nodiscard]] bool contains(int event) const { return events.contains(event); }
};

/// The marks of the events in view.
QList<EventMark> eventMarks(const QList<models::StorageEvent> &events, const ChartAxes &axes);
/// The mark under a point, with some room around it; null when there is none.
const EventMark *markAt(const QList<EventMark> &marks, const QPointF &position);
/// The mark of an event; null when it is out of view.
const EventMark *markOf(const QList<EventMark> &marks, int event);

} // namespace orrery::views
