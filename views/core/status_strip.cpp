// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/status_strip.h"

#include "views/core/icons.h"
#include "views/core/link_button.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QTimer>

namespace orrery::views {

class StatusStrip::Icon : public QWidget
{
public:
    explicit Icon(QWidget *parent) : QWidget(parent) { setFixedSize(16, 16); }
    models::Tone tone = models::Tone::Ok;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintGlyph(&painter, toneGlyph(tone), rect(), Theme::of(this).tone(tone));
    }
};

StatusStrip::StatusStrip(QWidget *parent)
    : QWidget(parent), m_icon(new Icon(this)), m_text(new PlainLabel(this)), m_action(new LinkButton(this)),
      m_timer(new QTimer(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::group, 0, space::group, 0);
    row->setSpacing(space::inner);
    row->addWidget(m_icon);
    row->addWidget(m_text);
    row->addWidget(m_action);
    row->addStretch(1);
    m_text->setElide(Qt::ElideRight);
    m_icon->hide();
    m_action->hide();
    m_timer->setSingleShot(true);
    setMinimumHeight(space::row);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Status"));
    connect(m_timer, &QTimer::timeout, this, &StatusStrip::clear);
    connect(m_action, &LinkButton::clicked, this, [this] {
        const std::function<void()> callback = m_callback;
        clear();
        if (callback)
            callback();
    });
}

void StatusStrip::showMessage(const QString &sentence, models::Tone tone, const QString &actionText,
                              const std::function<void()> &action, int milliseconds)
{
    m_icon->tone = tone;
    m_icon->show();
    m_icon->update();
    m_text->setText(sentence);
    m_action->setText(actionText);
    m_action->setVisible(!actionText.isEmpty());
    m_action->updateGeometry();
    m_callback = action;
    setAccessibleDescription(m_text->text());
    if (milliseconds > 0)
        m_timer->start(milliseconds);
    else
        m_timer->stop();
}

void StatusStrip::clear()
{
    m_timer->stop();
    m_callback = {};
    m_icon->hide();
    m_action->hide();
    m_text->setText({});
    setAccessibleDescription({});
}

QString StatusStrip::text() const
{
    return m_text->text();
}

void StatusStrip::addPermanentWidget(QWidget *widget)
{
    static_cast<QHBoxLayout *>(layout())->addWidget(widget);
}

QSize StatusStrip::sizeHint() const
{
    return {200, space::row};
}

void StatusStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 1), Theme::of(this).color(ColorRole::Border));
}

void StatusStrip::enterEvent(QEnterEvent *event)
{
    // Nobody loses an Undo they are reaching for.
    if (m_timer->isActive()) {
        m_timer->setProperty("orrery_left", m_timer->remainingTime());
        m_timer->stop();
    }
    QWidget::enterEvent(event);
}

void StatusStrip::leaveEvent(QEvent *event)
{
    const int left = m_timer->property("orrery_left").toInt();
    if (left > 0 && !m_text->text().isEmpty()) {
        m_timer->setProperty("orrery_left", 0);
        m_timer->start(qMax(left, 2000));
    }
    QWidget::leaveEvent(event);
}

} // namespace orrery::views
