// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/go_to_button.h"

#include "views/core/action_gate.h"
#include "views/core/icons.h"
#include "views/core/spacing.h"
#include "views/core/theme.h"

#include <QAction>
#include <QPainter>

namespace orrery::views {

GoToButton::GoToButton(QAction *action, QWidget *parent) : QAbstractButton(parent), m_action(action)
{
    setText(action->text());
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setToolTip(plainToolTip(tr("Go to any organization, database, branch or deploy request (%1)")
                                .arg(action->shortcut().toString(QKeySequence::NativeText))));
    setAccessibleName(tr("Go to anything"));
    connect(this, &QAbstractButton::clicked, action, &QAction::trigger);
}

QSize GoToButton::sizeHint() const
{
    return {120, qMax(space::row, fontMetrics().height() + 2 * space::unit)};
}

void GoToButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme theme = Theme::of(this);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(theme.color(hasFocus() ? ColorRole::Focus : ColorRole::BorderStrong), hasFocus() ? 2 : 1));
    painter.setBrush(theme.color(isDown() ? ColorRole::Pressed : underMouse() ? ColorRole::Hover : ColorRole::Surface));
    painter.drawRoundedRect(hasFocus() ? frame.adjusted(0.5, 0.5, -0.5, -0.5) : frame, space::unit, space::unit);
    const QRect inside = rect().adjusted(space::inner, 0, -space::inner, 0);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const int icon = 16;
    const QRect iconRect(mirrored ? inside.right() - icon : inside.left(), inside.center().y() - icon / 2, icon, icon);
    paintGlyph(&painter, Glyph::Search, iconRect, theme.color(ColorRole::TextSecondary));
    const QRect words =
        mirrored ? inside.adjusted(0, 0, -icon - space::inner, 0) : inside.adjusted(icon + space::inner, 0, 0, 0);
    painter.setPen(theme.color(ColorRole::TextSecondary));
    painter.drawText(words, int(Qt::AlignVCenter | (mirrored ? Qt::AlignRight : Qt::AlignLeft)), text());
    painter.setFont(Theme::font(TextSize::Small));
    painter.drawText(words, int(Qt::AlignVCenter | (mirrored ? Qt::AlignLeft : Qt::AlignRight)),
                     m_action->shortcut().toString(QKeySequence::NativeText));
}

} // namespace orrery::views
