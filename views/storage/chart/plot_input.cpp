// SPDX-License-Identifier: GPL-3.0-or-later
// How StoragePlot is worked by mouse, wheel and keys.
#include "views/storage/chart/plot.h"

#include "views/storage/chart/plot_metrics.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace orrery::views {

using namespace storage_plot;

namespace {

constexpr double shortestDrag = 6; ///< pixels; less is a click
constexpr double zoomStep = 1.5; ///< of a key
constexpr double panStep = 0.25; ///< of a key

} // namespace

void StoragePlot::mousePressEvent(QMouseEvent *event)
{
    const bool pans = event->button() == Qt::MiddleButton
        || (event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ShiftModifier));
    if (m_times.isEmpty() || (!pans && event->button() != Qt::LeftButton)) {
        event->ignore();
        return;
    }
    m_drag = pans ? Drag::Pan : Drag::Range;
    m_dragFrom = event->position();
    m_dragTo = m_dragFrom;
    m_dragView = shown();
    if (pans)
        viewport()->setCursor(Qt::ClosedHandCursor);
    event->accept();
}

void StoragePlot::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF area = plotArea();
    const QPointF position = event->position();
    event->accept();
    if (m_drag == Drag::Pan) {
        const double moved = (position.x() - m_dragFrom.x()) / area.width() * m_dragView.span();
        changeView(Window{m_dragView.from - moved, m_dragView.to - moved});
        return;
    }
    m_dragTo = position;
    if (m_drag == Drag::Range && std::abs(m_dragTo.x() - m_dragFrom.x()) >= shortestDrag)
        repaintMarks();
    int event_ = -1;
    for (const EventMark &mark : eventMarks()) {
        const QRectF rect = eventRect(mark.events.constFirst());
        if (rect.adjusted(-2, -4, 2, 4).contains(position))
            event_ = mark.events.contains(m_currentEvent) ? m_currentEvent : mark.events.constLast();
    }
    if (event_ >= 0 || !hasFocus())
        setCurrentEvent(event_);
    const bool opens = event_ >= 0 && m_events.at(event_).place != models::Location();
    viewport()->setCursor(opens ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (event_ < 0 && area.adjusted(-8, 0, 8, 0).contains(position)) {
        const int near = m_series.size() > 1 ? seriesNear(position) : -1;
        if (near != m_hovered) {
            m_hovered = near;
            repaintMarks();
        }
        const Window view = shown();
        setCrosshair(
            QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(std::clamp(timeAt(position.x()), view.from, view.to))));
    } else {
        m_hovered = -1;
        setCrosshair({});
    }
}

void StoragePlot::mouseReleaseEvent(QMouseEvent *event)
{
    const Drag drag = m_drag;
    m_drag = Drag::None;
    viewport()->setCursor(Qt::ArrowCursor);
    m_dragTo = event->position();
    event->accept();
    if (drag != Drag::Range)
        return;
    if (std::abs(m_dragTo.x() - m_dragFrom.x()) >= shortestDrag) {
        const QRectF area = plotArea();
        const double from = timeAt(std::clamp(std::min(m_dragFrom.x(), m_dragTo.x()), area.left(), area.right()));
        const double to = timeAt(std::clamp(std::max(m_dragFrom.x(), m_dragTo.x()), area.left(), area.right()));
        changeView(Window{from, to});
        repaintMarks(); // the rubber band goes, also when nothing changed
        return;
    }
    for (const EventMark &mark : eventMarks()) {
        if (!eventRect(mark.events.constFirst()).adjusted(-2, -4, 2, 4).contains(m_dragTo))
            continue;
        const double first = msOf(m_events.at(mark.events.constFirst()).at);
        const double last = msOf(m_events.at(mark.events.constLast()).at);
        const Window before = shown();
        if (last - first >= 60000 && before.span() > shortestView) {
            // Several in one place: closer first.
            const double span = std::max((last - first) * 3, shortestView);
            changeView(Window{(first + last - span) / 2, (first + last + span) / 2});
            if (shown().from != before.from || shown().to != before.to)
                return;
        }
        openEvent(mark.events.constLast());
        return;
    }
    if (plotArea().contains(m_dragTo) && m_series.size() > 1) {
        const int near = seriesNear(m_dragTo);
        setHighlighted(near == m_highlight ? -1 : near);
    }
}

void StoragePlot::mouseDoubleClickEvent(QMouseEvent *event)
{
    event->accept();
    if (event->button() == Qt::LeftButton)
        resetView();
}

void StoragePlot::wheelEvent(QWheelEvent *event)
{
    const QPoint turned = event->angleDelta();
    const QRectF area = plotArea();
    if (m_times.isEmpty() || turned.isNull()
        || !area.adjusted(0, -topMargin, 0, timeHeight).contains(event->position())) {
        event->ignore();
        return;
    }
    event->accept();
    if (std::abs(turned.x()) > std::abs(turned.y())) {
        pan(-turned.x() / 1200.0);
        return;
    }
    const double factor = std::pow(1.2, -turned.y() / 120.0);
    const Window view = shown();
    const double at = timeAt(event->position().x());
    changeView(Window{at - (at - view.from) * factor, at + (view.to - at) * factor});
}

void StoragePlot::leaveEvent(QEvent *event)
{
    m_hovered = -1;
    if (!hasFocus()) {
        setCrosshair({});
        setCurrentEvent(-1);
    }
    repaintMarks();
    QChartView::leaveEvent(event);
}

void StoragePlot::keyPressEvent(QKeyEvent *event)
{
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool plain = modifiers == Qt::NoModifier;
    const bool shift = modifiers == Qt::ShiftModifier;
    const bool control = modifiers == Qt::ControlModifier;
    const int side = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up ? -1 : 1;
    event->accept();
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (plain)
            moveCrosshair(side);
        else if (shift)
            pan(side * panStep);
        else if (control)
            moveToEvent(side);
        else
            break; // Alt+Left goes back in the window's history
        return;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (!plain || m_series.size() < 2)
            break;
        moveHighlight(side);
        return;
    case Qt::Key_Home:
        if (!plain)
            break;
        setCrosshair(viewFrom());
        return;
    case Qt::Key_End:
        if (!plain)
            break;
        if (!m_times.isEmpty())
            setCrosshair(std::min(viewTo(), QDateTime::fromMSecsSinceEpoch(m_times.constLast(), Qt::UTC)));
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal: // the same key without Shift on many keyboards
        if (control)
            break;
        zoom(1 / zoomStep);
        return;
    case Qt::Key_Minus:
        if (!plain)
            break;
        zoom(zoomStep);
        return;
    case Qt::Key_0:
        if (!plain)
            break;
        resetView();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_currentEvent < 0)
            break;
        openEvent(m_currentEvent);
        return;
    case Qt::Key_Escape:
        // One thing at a time: what is named first, then the line, then it is the page's.
        if (m_drag != Drag::None) {
            m_drag = Drag::None;
            viewport()->setCursor(Qt::ArrowCursor);
            repaintMarks();
            return;
        }
        if (m_crosshair || m_currentEvent >= 0) {
            setCurrentEvent(-1);
            setCrosshair({});
            return;
        }
        if (m_highlight >= 0) {
            setHighlighted(-1);
            return;
        }
        break;
    default:
        break;
    }
    event->ignore();
}

void StoragePlot::focusInEvent(QFocusEvent *event)
{
    QChartView::focusInEvent(event);
    repaintMarks();
}

void StoragePlot::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    setCurrentEvent(-1);
    setCrosshair({});
    repaintMarks();
}

} // namespace orrery::views
