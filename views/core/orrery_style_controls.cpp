// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/color_math.h"
#include "views/core/icons.h"
#include "views/core/orrery_style.h"
#include "views/core/orrery_style_paint.h"
#include "views/core/theme.h"

#include <QAbstractScrollArea>
#include <QAbstractSpinBox>

#include <algorithm>

namespace orrery::views {

namespace style_paint {

void roundedBox(QPainter *painter, const QRect &rect, const QBrush &fill, const QColor &border, double corner)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill);
    painter->setPen(border.isValid() ? QPen(border, 1) : QPen(Qt::NoPen));
    painter->drawRoundedRect(border.isValid() ? crisp(rect) : QRectF(rect), corner, corner);
    painter->restore();
}

void focusRing(QPainter *painter, const QRect &rect, const Theme &theme, double corner)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(theme.color(ColorRole::Focus), 2));
    painter->drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), corner, corner);
    painter->restore();
}

QColor scrolledBackground(const QWidget *widget, const Theme &theme)
{
    for (const QWidget *ancestor = widget; ancestor; ancestor = ancestor->parentWidget()) {
        if (const auto *area = qobject_cast<const QAbstractScrollArea *>(ancestor)) {
            const QWidget *viewport = area->viewport();
            return viewport->palette().color(QPalette::Active, viewport->backgroundRole());
        }
    }
    return theme.color(ColorRole::Surface);
}

} // namespace style_paint

using namespace style_paint;

void OrreryStyle::drawButton(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Theme theme = Theme::of(option->palette);
    const bool enabled = has(option, State_Enabled);
    const bool hover = enabled && has(option, State_MouseOver);
    const bool down = has(option, State_Sunken) || has(option, State_On);
    const ButtonKind kind = buttonKind(widget);
    QColor fill;
    QColor border;
    switch (kind) {
    case ButtonKind::Primary:
        fill = !enabled     ? theme.color(ColorRole::Hover)
            : hover || down ? theme.color(ColorRole::AccentHover)
                            : theme.color(ColorRole::Accent);
        break;
    case ButtonKind::Danger:
        fill = !enabled     ? theme.color(ColorRole::Hover)
            : hover || down ? blended(theme.color(ColorRole::Critical), theme.color(ColorRole::Text), 0.18)
                            : theme.color(ColorRole::Critical);
        break;
    case ButtonKind::Quiet:
        if (down)
            fill = theme.color(ColorRole::Pressed);
        else if (hover)
            fill = theme.color(ColorRole::Hover);
        break;
    case ButtonKind::Normal:
        fill = down ? theme.color(ColorRole::Pressed)
            : hover ? theme.color(ColorRole::Hover)
                    : theme.color(theme.isDark() ? ColorRole::SurfaceRaised : ColorRole::Surface);
        border = theme.color(enabled ? ColorRole::BorderStrong : ColorRole::Border);
        break;
    }
    if (fill.isValid() || border.isValid())
        roundedBox(painter, option->rect, fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush), border, radius);
    if (showsKeyboardFocus(option))
        focusRing(painter, option->rect, theme, radius);
}

void OrreryStyle::drawTab(const QStyleOption *option, QPainter *painter) const
{
    const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
    if (!tab)
        return;
    const Theme theme = Theme::of(option->palette);
    const bool selected = has(option, State_Selected);
    if (!selected && has(option, State_MouseOver) && has(option, State_Enabled))
        roundedBox(painter, option->rect.adjusted(2, 5, -2, -5), theme.color(ColorRole::Hover), QColor(), smallRadius);
    if (selected) {
        const QRect line(option->rect.x() + 12, option->rect.bottom() - 1, option->rect.width() - 24, 2);
        painter->fillRect(line, theme.color(ColorRole::Accent));
    }
    if (showsKeyboardFocus(option) && selected)
        focusRing(painter, option->rect.adjusted(3, 4, -3, -4), theme, smallRadius);
}

void OrreryStyle::drawMenuItem(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
    if (!item)
        return;
    const Theme theme = Theme::of(option->palette);
    const QRect rect = option->rect;
    if (item->menuItemType == QStyleOptionMenuItem::Separator) {
        if (!item->text.isEmpty()) {
            painter->setFont(Theme::font(TextSize::Small, true));
            painter->setPen(theme.color(ColorRole::TextSecondary));
            painter->drawText(rect.adjusted(10, 0, -8, 0), Qt::AlignLeft | Qt::AlignVCenter, item->text);
            return;
        }
        painter->fillRect(QRect(rect.x() + 6, rect.center().y(), rect.width() - 12, 1), theme.color(ColorRole::Border));
        return;
    }
    const bool enabled = has(option, State_Enabled);
    if (has(option, State_Selected))
        roundedBox(painter, rect, theme.color(enabled ? ColorRole::Selection : ColorRole::Hover), QColor(),
                   smallRadius);

    const int iconColumn = 28;
    const QRect iconRect(rect.x() + 6, rect.y(), 18, rect.height());
    const QColor text = theme.color(enabled ? ColorRole::Text : ColorRole::TextDisabled);
    if (item->checked) {
        paintGlyph(painter, item->checkType == QStyleOptionMenuItem::Exclusive ? Glyph::Dot : Glyph::Check, iconRect,
                   theme.color(enabled ? ColorRole::Accent : ColorRole::TextDisabled));
    } else if (!item->icon.isNull()) {
        item->icon.paint(painter, QRect(iconRect.x() + 1, iconRect.center().y() - 7, 16, 16), Qt::AlignCenter,
                         enabled ? QIcon::Normal : QIcon::Disabled);
    }
    QRect textRect = rect.adjusted(iconColumn, 0, -12, 0);
    painter->setFont(item->font);
    const qsizetype tab = item->text.indexOf(u'\t');
    if (tab >= 0) {
        painter->setPen(theme.color(enabled ? ColorRole::TextSecondary : ColorRole::TextDisabled));
        painter->drawText(textRect, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, item->text.mid(tab + 1));
    }
    painter->setPen(text);
    const int flags = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine
        | (proxy()->styleHint(SH_UnderlineShortcut, option, widget) ? Qt::TextShowMnemonic : Qt::TextHideMnemonic);
    painter->drawText(textRect, flags, tab >= 0 ? item->text.left(tab) : item->text);
    if (item->menuItemType == QStyleOptionMenuItem::SubMenu)
        paintGlyph(painter, Glyph::ChevronRight, QRect(rect.right() - 20, rect.y(), 16, rect.height()),
                   theme.color(ColorRole::TextSecondary));
}

void OrreryStyle::drawProgress(const QStyleOption *option, QPainter *painter) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
    if (!bar)
        return;
    const Theme theme = Theme::of(option->palette);
    const int height = qMin(6, option->rect.height());
    const QRect track(option->rect.x(), option->rect.center().y() - height / 2 + 1, option->rect.width(), height);
    roundedBox(painter, track, theme.color(ColorRole::Pressed), QColor(), height / 2.0);
    if (bar->maximum <= bar->minimum)
        return;
    const double part = std::clamp(
        static_cast<double>(bar->progress - bar->minimum) / static_cast<double>(bar->maximum - bar->minimum), 0.0, 1.0);
    QRect filled = track;
    filled.setWidth(qRound(part * track.width()));
    if (filled.width() > 0)
        roundedBox(painter, visualRect(option->direction, track, filled),
                   theme.color(has(option, State_Enabled) ? ColorRole::Accent : ColorRole::TextDisabled), QColor(),
                   height / 2.0);
}

void OrreryStyle::drawScrollBar(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!bar)
        return;
    const Theme theme = Theme::of(option->palette);
    painter->fillRect(option->rect, scrolledBackground(widget, theme));
    if (bar->maximum <= bar->minimum)
        return;
    const QRect slider = proxy()->subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
    const bool active = has(option, State_MouseOver) || has(option, State_Sunken);
    const int inset = active ? 2 : 3;
    const QColor color = active ? theme.color(ColorRole::TextDisabled) : theme.color(ColorRole::BorderStrong);
    const QRect thumb = bar->orientation == Qt::Horizontal ? slider.adjusted(2, inset, -2, -inset)
                                                           : slider.adjusted(inset, 2, -inset, -2);
    roundedBox(painter, thumb, color, QColor(), qMin(thumb.width(), thumb.height()) / 2.0);
}

void OrreryStyle::drawComboBox(const QStyleOptionComplex *option, QPainter *painter) const
{
    const Theme theme = Theme::of(option->palette);
    const bool enabled = has(option, State_Enabled);
    const bool hover = enabled && has(option, State_MouseOver);
    const ColorRole fill = hover ? ColorRole::Hover : theme.isDark() ? ColorRole::SurfaceRaised : ColorRole::Surface;
    roundedBox(painter, option->rect, theme.color(fill),
               theme.color(enabled ? ColorRole::BorderStrong : ColorRole::Border), radius);
    if (has(option, State_HasFocus))
        focusRing(painter, option->rect, theme, radius);
    const QRect arrow = proxy()->subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, nullptr);
    paintGlyph(painter, Glyph::ChevronDown, arrow,
               theme.color(enabled ? ColorRole::TextSecondary : ColorRole::TextDisabled));
}

void OrreryStyle::drawSpinBox(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
    if (!spin)
        return;
    const Theme theme = Theme::of(option->palette);
    const bool enabled = has(option, State_Enabled);
    roundedBox(painter, option->rect, theme.color(ColorRole::Surface),
               theme.color(enabled ? ColorRole::BorderStrong : ColorRole::Border), radius);
    if (has(option, State_HasFocus))
        focusRing(painter, option->rect, theme, radius);
    const auto arrow = [&](SubControl control, Glyph glyph, QAbstractSpinBox::StepEnabledFlag step) {
        const bool usable = enabled && spin->stepEnabled.testFlag(step);
        const QRect rect = proxy()->subControlRect(CC_SpinBox, option, control, widget);
        const int side = qMin(12, qMin(rect.width(), rect.height()));
        paintGlyph(painter, glyph, QRect(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side),
                   theme.color(usable ? ColorRole::TextSecondary : ColorRole::TextDisabled));
    };
    if (spin->buttonSymbols != QAbstractSpinBox::NoButtons) {
        arrow(SC_SpinBoxUp, Glyph::ChevronUp, QAbstractSpinBox::StepUpEnabled);
        arrow(SC_SpinBoxDown, Glyph::ChevronDown, QAbstractSpinBox::StepDownEnabled);
    }
}

} // namespace orrery::views
