// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/link_button.h"

#include "models/core/text.h"
#include "views/core/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace orrery::views {

LinkButton::LinkButton(QWidget *parent) : QAbstractButton(parent)
{
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

LinkButton::LinkButton(const QString &text, QWidget *parent) : LinkButton(parent)
{
    setText(text);
}

QSize LinkButton::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    return {metrics.horizontalAdvance(models::visibleText(text())) + 2, metrics.height() + 2};
}

QSize LinkButton::minimumSizeHint() const
{
    const QSize hint = sizeHint();
    return {qMin(hint.width(), fontMetrics().averageCharWidth() * 14), hint.height()};
}

void LinkButton::setWordWrap(bool wraps)
{
    m_wraps = wraps;
    // In a column of its own width: an alignment there would give it the height of one line.
    QSizePolicy policy(wraps ? QSizePolicy::Preferred : QSizePolicy::Maximum,
                       wraps ? QSizePolicy::Minimum : QSizePolicy::Fixed);
    policy.setHeightForWidth(wraps);
    setSizePolicy(policy);
    updateGeometry();
    update();
}

int LinkButton::heightForWidth(int width) const
{
    if (!m_wraps)
        return -1;
    const QRect room(0, 0, qMax(1, width - 2), QWIDGETSIZE_MAX);
    return fontMetrics().boundingRect(room, Qt::AlignLeft | Qt::TextWordWrap, models::visibleText(text())).height() + 2;
}

void LinkButton::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    QFont face = font();
    face.setUnderline(underMouse() && isEnabled());
    painter.setFont(face);
    painter.setPen(theme.color(isEnabled() ? ColorRole::Accent : ColorRole::TextDisabled));
    QString shown = models::visibleText(text());
    if (!m_wraps)
        shown = fontMetrics().elidedText(shown, Qt::ElideMiddle, width());
    painter.drawText(rect().adjusted(1, 0, -1, 0),
                     Qt::AlignVCenter | Qt::AlignLeft | (m_wraps ? Qt::TextWordWrap : Qt::TextSingleLine), shown);
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(ColorRole::Focus), 1.5));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), 3, 3);
    }
}

void LinkButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

} // namespace orrery::views
