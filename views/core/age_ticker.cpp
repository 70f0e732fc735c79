// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/age_ticker.h"

#include <QEvent>
#include <QTimer>
#include <QWidget>

namespace orrery::views {

AgeTicker::AgeTicker(QWidget *widget, std::function<void()> tick)
    : QObject(widget), m_widget(widget), m_tick(std::move(tick)), m_timer(new QTimer(this))
{
    // Wake-ups of several may fall together.
    m_timer->setTimerType(Qt::CoarseTimer);
    m_timer->setInterval(usualPace);
    connect(m_timer, &QTimer::timeout, this, &AgeTicker::tick);
    m_sinceLast.start();
    widget->installEventFilter(this);
    if (widget->isVisible())
        m_timer->start();
}

void AgeTicker::setPace(std::chrono::milliseconds pace)
{
    if (m_timer->intervalAsDuration() != pace)
        m_timer->setInterval(pace);
}

bool AgeTicker::isTicking() const
{
    return m_timer->isActive();
}

bool AgeTicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_widget && event->type() == QEvent::Show) {
        m_timer->start();
        // What was written before it was hidden is old; the first time it has just been written.
        if (m_sinceLast.hasExpired(m_timer->interval()))
            QMetaObject::invokeMethod(this, &AgeTicker::tick, Qt::QueuedConnection);
    } else if (watched == m_widget && event->type() == QEvent::Hide) {
        m_timer->stop();
    }
    return QObject::eventFilter(watched, event);
}

void AgeTicker::tick()
{
    if (!m_widget->isVisible() || m_widget->window()->isMinimized())
        return;
    m_sinceLast.start();
    m_tick();
}

} // namespace orrery::views
