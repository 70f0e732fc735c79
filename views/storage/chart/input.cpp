// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/input.h"

#include "views/storage/chart/navigator.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace orrery::views {

namespace {

constexpr double shortestDrag = 6; ///< pixels; less is a click
constexpr double zoomStep = 1.5; ///< of a key
constexpr double panStep = 0.25; ///< of a key

} // namespace

void ChartInput::press(QMouseEvent *event)
{
    const bool pans = event->button() == Qt::MiddleButton
        || (event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ShiftModifier));
    if (m_navigator->content().readings.isEmpty() || (!pans && event->button() != Qt::LeftButton)) {
        event->ignore();
        return;
    }
    m_drag = pans ? Drag::Pan : Drag::Range;
    m_from = event->position();
    m_viewBefore = m_navigator->shown();
    if (pans)
        m_cursor = Qt::ClosedHandCursor;
    event->accept();
}

void ChartInput::move(QMouseEvent *event, bool keepsEvent)
{
    const QRectF &area = m_navigator->axes().area();
    const QPointF position = event->position();
    event->accept();
    if (m_drag == Drag::Pan) {
        const double moved = (position.x() - m_from.x()) / area.width() * m_viewBefore.span();
        m_navigator->show({m_viewBefore.from - moved, m_viewBefore.to - moved});
        return;
    }
    if (m_drag == Drag::Range && std::abs(position.x() - m_from.x()) >= shortestDrag)
        m_navigator->setBand(std::pair(m_from.x(), position.x()));
    else
        m_navigator->setBand(std::nullopt);
    const QList<EventMark> marks = m_navigator->marks();
    const EventMark *mark = markAt(marks, position);
    const int current = m_navigator->selection().event;
    const int pointed = !mark ? -1 : mark->contains(current) ? current : mark->events.constLast();
    if (mark || !keepsEvent)
        m_navigator->setEvent(pointed);
    const bool opens = mark && m_navigator->content().events.at(pointed).place != models::Location();
    m_cursor = opens ? Qt::PointingHandCursor : Qt::ArrowCursor;
    if (mark || !area.adjusted(-8, 0, 8, 0).contains(position)) {
        m_navigator->setHovered(-1);
        m_navigator->setCrosshair(std::nullopt);
        return;
    }
    m_navigator->setHovered(m_navigator->content().readings.count() > 1 ? m_navigator->seriesNear(position) : -1);
    const TimeRange view = m_navigator->shown();
    m_navigator->setCrosshair(
        static_cast<qint64>(std::clamp(m_navigator->axes().timeAt(position.x()), view.from, view.to)));
}

void ChartInput::release(QMouseEvent *event)
{
    const Drag drag = m_drag;
    m_drag = Drag::None;
    m_cursor = Qt::ArrowCursor;
    m_navigator->setBand(std::nullopt);
    event->accept();
    if (drag != Drag::Range)
        return;
    const QPointF to = event->position();
    if (std::abs(to.x() - m_from.x()) < shortestDrag) {
        click(to);
        return;
    }
    const ChartAxes &axes = m_navigator->axes();
    const auto timeAt = [&axes](double x) {
        return axes.timeAt(std::clamp(x, axes.area().left(), axes.area().right()));
    };
    m_navigator->show({timeAt(std::min(m_from.x(), to.x())), timeAt(std::max(m_from.x(), to.x()))});
}

void ChartInput::click(const QPointF &position)
{
    const QList<EventMark> marks = m_navigator->marks();
    if (const EventMark *mark = markAt(marks, position)) {
        const QList<models::StorageEvent> &events = m_navigator->content().events;
        const double first = msOf(events.at(mark->events.constFirst()).at);
        const double last = msOf(events.at(mark->events.constLast()).at);
        const TimeRange before = m_navigator->shown();
        if (last - first >= 60000 && before.span() > TimeView::shortest) {
            // Several in one place: closer first.
            const double span = std::max((last - first) * 3, TimeView::shortest);
            m_navigator->show({(first + last - span) / 2, (first + last + span) / 2});
            if (m_navigator->shown() != before)
                return;
        }
        m_navigator->openEvent(mark->events.constLast());
        return;
    }
    if (m_navigator->axes().area().contains(position) && m_navigator->content().readings.count() > 1) {
        const int near = m_navigator->seriesNear(position);
        m_navigator->setHighlighted(near == m_navigator->selection().highlighted ? -1 : near);
    }
}

void ChartInput::doubleClick(QMouseEvent *event)
{
    event->accept();
    if (event->button() == Qt::LeftButton)
        m_navigator->reset();
}

void ChartInput::wheel(QWheelEvent *event)
{
    const QPoint turned = event->angleDelta();
    const ChartAxes &axes = m_navigator->axes();
    const QRectF zone = axes.area().adjusted(0, -ChartAxes::topMargin, 0, ChartAxes::timeHeight);
    if (m_navigator->content().readings.isEmpty() || turned.isNull() || !zone.contains(event->position())) {
        event->ignore();
        return;
    }
    event->accept();
    if (std::abs(turned.x()) > std::abs(turned.y()))
        m_navigator->pan(-turned.x() / 1200.0);
    else
        m_navigator->zoomAt(axes.timeAt(event->position().x()), std::pow(1.2, -turned.y() / 120.0));
}

void ChartInput::leave(bool keepsSelection)
{
    m_navigator->setHovered(-1);
    if (!keepsSelection)
        focusLost();
}

void ChartInput::focusLost()
{
    m_navigator->setEvent(-1);
    m_navigator->setCrosshair(std::nullopt);
}

bool ChartInput::arrowKey(int key, Qt::KeyboardModifiers modifiers)
{
    const int side = key == Qt::Key_Left || key == Qt::Key_Up ? -1 : 1;
    if (key == Qt::Key_Up || key == Qt::Key_Down) {
        if (modifiers != Qt::NoModifier || m_navigator->content().readings.count() < 2)
            return false;
        m_navigator->moveHighlight(side);
    } else if (modifiers == Qt::NoModifier) {
        m_navigator->moveCrosshair(side);
    } else if (modifiers == Qt::ShiftModifier) {
        m_navigator->pan(side * panStep);
    } else if (modifiers == Qt::ControlModifier) {
        m_navigator->moveToEvent(side);
    } else {
        return false; // Alt+Left goes back in the window's history
    }
    return true;
}

/// One thing at a time: a drag, then what is named, then the line, then it is the page's.
bool ChartInput::escape()
{
    const ChartSelection &selection = m_navigator->selection();
    if (m_drag != Drag::None) {
        m_drag = Drag::None;
        m_cursor = Qt::ArrowCursor;
        m_navigator->setBand(std::nullopt);
    } else if (selection.crosshair || selection.event >= 0) {
        focusLost();
    } else if (selection.highlighted >= 0) {
        m_navigator->setHighlighted(-1);
    } else {
        return false;
    }
    return true;
}

void ChartInput::key(QKeyEvent *event)
{
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool plain = modifiers == Qt::NoModifier;
    bool used = plain;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        used = arrowKey(event->key(), modifiers);
        break;
    case Qt::Key_Home:
        if (plain)
            m_navigator->setCrosshair(static_cast<qint64>(std::round(m_navigator->shown().from)));
        break;
    case Qt::Key_End:
        if (plain && !m_navigator->content().readings.isEmpty())
            m_navigator->setCrosshair(std::min(static_cast<qint64>(std::round(m_navigator->shown().to)),
                                               m_navigator->content().readings.moments().constLast()));
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal: // the same key without Shift on many keyboards
        used = modifiers != Qt::ControlModifier;
        if (used)
            m_navigator->zoom(1 / zoomStep);
        break;
    case Qt::Key_Minus:
        if (plain)
            m_navigator->zoom(zoomStep);
        break;
    case Qt::Key_0:
        if (plain)
            m_navigator->reset();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        used = m_navigator->selection().event >= 0;
        if (used)
            m_navigator->openEvent(m_navigator->selection().event);
        break;
    case Qt::Key_Escape:
        used = escape();
        break;
    default:
        used = false;
        break;
    }
    event->setAccepted(used);
}

} // namespace orrery::views
