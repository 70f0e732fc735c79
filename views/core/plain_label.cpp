// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/plain_label.h"

#include "models/core/text.h"
#include "views/core/action_gate.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace orrery::views {

PlainLabel::PlainLabel(QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::NoTextInteraction);
}

PlainLabel::PlainLabel(const QString &text, QWidget *parent) : PlainLabel(parent)
{
    setText(text);
}

PlainLabel::PlainLabel(const QString &text, TextSize size, ColorRole role, QWidget *parent) : PlainLabel(text, parent)
{
    if (size != TextSize::Body)
        setTextSize(this, size);
    if (role != ColorRole::Text)
        setTextRole(this, role);
}

void PlainLabel::setText(const QString &text)
{
    m_raw = text;
    QLabel::setText(models::visibleText(text, m_multiLine ? models::LineBreaks::Keep : models::LineBreaks::Show));
    // What somebody wrote is read in its own direction, whatever that of the window is.
    if (m_multiLine && !text.isEmpty())
        setLayoutDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
}

void PlainLabel::setMultiLine(bool multiLine)
{
    m_multiLine = multiLine;
    setWordWrap(multiLine);
    setText(m_raw);
}

void PlainLabel::setElide(Qt::TextElideMode mode)
{
    m_elide = mode;
    updateGeometry();
    update();
}

void PlainLabel::setSelectable(bool selectable)
{
    setTextInteractionFlags(selectable ? Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard
                                       : Qt::NoTextInteraction);
    setFocusPolicy(selectable ? Qt::ClickFocus : Qt::NoFocus);
}

QSize PlainLabel::minimumSizeHint() const
{
    QSize hint = QLabel::minimumSizeHint();
    if (m_elide != Qt::ElideNone)
        hint.setWidth(qMin(hint.width(), fontMetrics().averageCharWidth() * 6));
    return hint;
}

void PlainLabel::paintEvent(QPaintEvent *event)
{
    if (m_elide == Qt::ElideNone || fontMetrics().horizontalAdvance(text()) <= contentsRect().width()) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    const QString cut = fontMetrics().elidedText(text(), m_elide, contentsRect().width());
    style()->drawItemText(&painter, contentsRect(),
                          static_cast<int>(QStyle::visualAlignment(layoutDirection(), alignment())), palette(),
                          isEnabled(), cut, foregroundRole());
}

bool PlainLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && m_elide != Qt::ElideNone
        && fontMetrics().horizontalAdvance(text()) > contentsRect().width()) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), plainToolTip(text()), this);
        return true;
    }
    return QLabel::event(event);
}

} // namespace orrery::views
