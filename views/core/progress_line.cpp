// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/progress_line.h"

#include "views/core/theme.h"

#include <QPainter>
#include <QTimer>

#include <algorithm>

namespace orrery::views {

ProgressLine::ProgressLine(QWidget *parent) : QWidget(parent), m_delay(new QTimer(this)), m_tick(new QTimer(this))
{
    setFixedHeight(2);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Loading"));
    m_delay->setSingleShot(true);
    m_delay->setInterval(200);
    m_tick->setInterval(33);
    connect(m_delay, &QTimer::timeout, this, [this] {
        m_drawn = true;
        updateTimer();
        update();
    });
    connect(m_tick, &QTimer::timeout, this, [this] {
        m_phase += 0.02;
        if (m_phase > 1.0)
            m_phase -= 1.0;
        update();
    });
}

void ProgressLine::setLoading(bool loading)
{
    if (loading == m_loading)
        return;
    m_loading = loading;
    if (loading) {
        m_phase = 0;
        m_delay->start();
    } else {
        m_delay->stop();
        m_drawn = false;
        m_part.reset();
    }
    updateTimer();
    update();
}

void ProgressLine::setProgress(std::optional<double> part)
{
    m_part = part ? std::optional<double>(std::clamp(*part, 0.0, 1.0)) : std::nullopt;
    updateTimer();
    update();
}

void ProgressLine::updateTimer()
{
    // A hidden page costs nothing.
    if (m_drawn && !m_part && isVisible())
        m_tick->start();
    else
        m_tick->stop();
}

void ProgressLine::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    updateTimer();
}

void ProgressLine::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    updateTimer();
}

void ProgressLine::paintEvent(QPaintEvent *)
{
    if (!m_drawn)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = Theme::of(this).color(ColorRole::Accent);
    if (m_part) {
        painter.fillRect(QRectF(0, 0, width() * *m_part, height()), color);
        return;
    }
    const double length = width() * 0.25;
    painter.fillRect(QRectF(m_phase * (width() + length) - length, 0, length, height()), color);
}

} // namespace orrery::views
