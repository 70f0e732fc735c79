// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/orrery_style.h"

#include "views/core/icons.h"
#include "views/core/orrery_style_paint.h"
#include "views/core/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>
#include <QToolButton>

namespace orrery::views {

using namespace style_paint;

namespace {

constexpr const char *kindProperty = "orrery_button_kind";

} // namespace

void setButtonKind(QAbstractButton *button, ButtonKind kind)
{
    button->setProperty(kindProperty, static_cast<int>(kind));
    button->update();
}

ButtonKind buttonKind(const QWidget *button)
{
    return button ? static_cast<ButtonKind>(button->property(kindProperty).toInt()) : ButtonKind::Normal;
}

OrreryStyle::OrreryStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
    setObjectName(QStringLiteral("orrery"));
}

void OrreryStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget) || qobject_cast<QTabBar *>(widget)
        || qobject_cast<QLineEdit *>(widget) || qobject_cast<QHeaderView *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (auto *view = qobject_cast<QAbstractItemView *>(widget))
        view->viewport()->setAttribute(Qt::WA_Hover);
}

void OrreryStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                const QWidget *widget) const
{
    const Theme theme = Theme::of(option->palette);
    const bool enabled = has(option, State_Enabled);
    switch (element) {
    case PE_PanelButtonCommand:
        drawButton(option, painter, widget);
        return;
    case PE_PanelButtonTool: {
        if (buttonKind(widget) != ButtonKind::Normal) {
            drawButton(option, painter, widget);
            return;
        }
        const bool down = has(option, State_Sunken) || has(option, State_On);
        if (down || (enabled && has(option, State_MouseOver)))
            roundedBox(painter, option->rect, theme.color(down ? ColorRole::Pressed : ColorRole::Hover), QColor(),
                       radius);
        return;
    }
    case PE_FrameDefaultButton:
    case PE_FrameStatusBarItem:
    case PE_FrameTabWidget:
    case PE_FrameWindow:
        return;
    case PE_FrameFocusRect:
        if (qobject_cast<const QToolButton *>(widget)) {
            if (showsKeyboardFocus(option))
                focusRing(painter, widget->rect(), theme, radius);
            return;
        }
        if (qobject_cast<const QAbstractItemView *>(widget)) {
            // The current row is shown by its selection; the ring marks the current cell while unselected.
            if (!has(option, State_Selected) && has(option, State_KeyboardFocusChange))
                focusRing(painter, option->rect, theme, smallRadius);
        } else {
            focusRing(painter, option->rect, theme, smallRadius);
        }
        return;
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth > 0) {
            roundedBox(painter, option->rect, theme.color(enabled ? ColorRole::Surface : ColorRole::SurfaceSunken),
                       theme.color(enabled ? ColorRole::BorderStrong : ColorRole::Border), radius);
            if (has(option, State_HasFocus))
                focusRing(painter, option->rect, theme, radius);
        }
        return;
    }
    case PE_FrameLineEdit:
        return;
    case PE_Frame:
    case PE_FrameGroupBox: {
        const bool focused = has(option, State_HasFocus) && has(option, State_KeyboardFocusChange);
        painter->save();
        painter->setPen(QPen(theme.color(focused ? ColorRole::Focus : ColorRole::Border), 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(crisp(option->rect));
        painter->restore();
        return;
    }
    case PE_FrameMenu:
    case PE_PanelMenu:
    case PE_PanelTipLabel:
        painter->save();
        painter->setPen(QPen(theme.color(ColorRole::BorderStrong), 1));
        painter->setBrush(theme.color(theme.isDark() ? ColorRole::SurfaceRaised : ColorRole::Surface));
        painter->drawRect(crisp(option->rect));
        painter->restore();
        return;
    case PE_PanelItemViewRow:
    case PE_PanelItemViewItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
        if (item && item->backgroundBrush.style() != Qt::NoBrush)
            painter->fillRect(option->rect, item->backgroundBrush);
        if (has(option, State_Selected)) {
            const bool active = has(option, State_Active);
            painter->fillRect(option->rect, theme.color(active ? ColorRole::Selection : ColorRole::SelectionInactive));
        } else if (enabled && has(option, State_MouseOver)) {
            painter->fillRect(option->rect, theme.color(ColorRole::Hover));
        }
        return;
    }
    case PE_IndicatorBranch:
        if (has(option, State_Children)) {
            const Glyph glyph = has(option, State_Open) ? Glyph::ChevronDown
                : option->direction == Qt::RightToLeft  ? Glyph::ChevronLeft
                                                        : Glyph::ChevronRight;
            const QRect box(option->rect.center().x() - 5, option->rect.center().y() - 5, 12, 12);
            paintGlyph(painter, glyph, box, theme.color(ColorRole::TextSecondary));
        }
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: {
        const QRect box(option->rect.center().x() - 7, option->rect.center().y() - 7, 16, 16);
        const bool on = has(option, State_On);
        const bool mixed = has(option, State_NoChange);
        const QColor mark = theme.color(enabled ? ColorRole::Accent : ColorRole::TextDisabled);
        if (on || mixed) {
            roundedBox(painter, box, mark, QColor(), smallRadius);
            paintGlyph(painter, mixed ? Glyph::Minus : Glyph::Check, box.adjusted(2, 2, -2, -2),
                       theme.color(ColorRole::OnAccent));
        } else {
            const QColor edge = has(option, State_MouseOver) ? mark : theme.color(ColorRole::TextDisabled);
            roundedBox(painter, box, theme.color(ColorRole::Surface), edge, smallRadius);
        }
        if (showsKeyboardFocus(option))
            focusRing(painter, box.adjusted(-2, -2, 2, 2), theme, radius);
        return;
    }
    case PE_IndicatorRadioButton: {
        const QRect box(option->rect.center().x() - 7, option->rect.center().y() - 7, 16, 16);
        const QColor mark = theme.color(enabled ? ColorRole::Accent : ColorRole::TextDisabled);
        if (has(option, State_On)) {
            roundedBox(painter, box, mark, QColor(), 8);
            roundedBox(painter, box.adjusted(5, 5, -5, -5), theme.color(ColorRole::OnAccent), QColor(), 3);
        } else {
            const QColor edge = has(option, State_MouseOver) ? mark : theme.color(ColorRole::TextDisabled);
            roundedBox(painter, box, theme.color(ColorRole::Surface), edge, 8);
        }
        if (showsKeyboardFocus(option))
            focusRing(painter, box.adjusted(-2, -2, 2, 2), theme, 10);
        return;
    }
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowUp:
    case PE_IndicatorArrowLeft:
    case PE_IndicatorArrowRight: {
        const Glyph glyph = element == PE_IndicatorArrowDown ? Glyph::ChevronDown
            : element == PE_IndicatorArrowUp                 ? Glyph::ChevronUp
            : element == PE_IndicatorArrowLeft               ? Glyph::ChevronLeft
                                                             : Glyph::ChevronRight;
        const QRect box(option->rect.center().x() - 5, option->rect.center().y() - 5, 12, 12);
        paintGlyph(painter, glyph, box, theme.color(enabled ? ColorRole::TextSecondary : ColorRole::TextDisabled));
        return;
    }
    case PE_IndicatorHeaderArrow:
        return; // drawn beside the title
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, scrolledBackground(widget, theme));
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.x(), option->rect.bottom(), option->rect.width(), 1),
                          theme.color(ColorRole::Border));
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void OrreryStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    const Theme theme = Theme::of(option->palette);
    switch (element) {
    case CE_PushButtonBevel:
        drawButton(option, painter, widget);
        return;
    case CE_PushButtonLabel: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (!button)
            return;
        const bool enabled = has(option, State_Enabled);
        const ButtonKind kind = buttonKind(widget);
        const bool onFill = kind == ButtonKind::Primary || kind == ButtonKind::Danger;
        const QColor color = !enabled ? theme.color(ColorRole::TextDisabled)
            : onFill                  ? theme.color(ColorRole::OnAccent)
                                      : theme.color(ColorRole::Text);
        QRect rect = option->rect.adjusted(8, 0, -8, 0);
        if (button->features.testFlag(QStyleOptionButton::HasMenu)) {
            const QRect arrow(rect.right() - 11, rect.y(), 12, rect.height());
            paintGlyph(painter, Glyph::ChevronDown, visualRect(option->direction, option->rect, arrow), color);
            rect.setRight(rect.right() - 14);
        }
        const int flags = Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextShowMnemonic;
        const int textWidth = option->fontMetrics.size(Qt::TextShowMnemonic, button->text).width();
        const bool hasIcon = !button->icon.isNull();
        const int gap = button->text.isEmpty() ? 0 : 6;
        const int total = textWidth + (hasIcon ? 16 + gap : 0);
        int x = rect.x() + qMax(0, (rect.width() - total) / 2);
        if (hasIcon) {
            const QRect iconRect(x, rect.center().y() - 7, 16, 16);
            const QRect placed = visualRect(option->direction, rect, iconRect);
            if (onFill && enabled) {
                // The icon takes the label's colour on a filled button.
                const qreal ratio = painter->device()->devicePixelRatioF();
                QPixmap mask = button->icon.pixmap(QSize(16, 16), ratio);
                QPainter tint(&mask);
                tint.setCompositionMode(QPainter::CompositionMode_SourceIn);
                tint.fillRect(QRect(0, 0, 16, 16), color);
                tint.end();
                painter->drawPixmap(placed, mask);
            } else {
                button->icon.paint(painter, placed, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
            }
            x += 16 + gap;
        }
        painter->setPen(color);
        const QRect textRect(x, rect.y(), rect.right() - x + 1, rect.height());
        painter->drawText(visualRect(option->direction, rect, textRect), flags | Qt::AlignLeft, button->text);
        return;
    }
    case CE_HeaderSection:
    case CE_HeaderEmptyArea: {
        painter->fillRect(option->rect, theme.color(ColorRole::Surface));
        if (element == CE_HeaderSection && has(option, State_MouseOver) && has(option, State_Enabled))
            painter->fillRect(option->rect, theme.color(ColorRole::SurfaceSunken));
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        if (!header || header->orientation == Qt::Horizontal)
            painter->fillRect(QRect(option->rect.x(), option->rect.bottom(), option->rect.width(), 1),
                              theme.color(ColorRole::Border));
        return;
    }
    case CE_Header: {
        // Section and label in one: the common style's label rectangle loses the margin above and below, too.
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        if (!header)
            return;
        proxy()->drawControl(CE_HeaderSection, option, painter, widget);
        // The arrow follows its title; at the far end of a wide column nobody connects the two.
        const bool sorted = header->sortIndicator != QStyleOptionHeader::None;
        const int arrow = sorted ? 14 : 0;
        const QRect inside = option->rect.adjusted(8, 0, -8, -1);
        const QString text = option->fontMetrics.elidedText(header->text, Qt::ElideRight, inside.width() - arrow);
        const int width = option->fontMetrics.horizontalAdvance(text);
        const Qt::Alignment alignment = visualAlignment(option->direction, header->textAlignment);
        int x = inside.x();
        if (alignment & Qt::AlignRight)
            x = inside.right() - width + 1;
        else if (alignment & Qt::AlignHCenter)
            x = inside.x() + (inside.width() - width - arrow) / 2;
        painter->setPen(theme.color(sorted ? ColorRole::Text : ColorRole::TextSecondary));
        painter->drawText(QRect(x, inside.y(), width + 1, inside.height()), Qt::AlignVCenter | Qt::TextSingleLine,
                          text);
        if (sorted) {
            // Qt calls ascending SortDown; desktops draw it as an arrow that points up.
            const Glyph glyph =
                header->sortIndicator == QStyleOptionHeader::SortUp ? Glyph::ChevronDown : Glyph::ChevronUp;
            const bool before = (alignment & Qt::AlignRight) || option->direction == Qt::RightToLeft;
            const QRect box(before ? x - 14 : x + width + 4, inside.center().y() - 4, 10, 10);
            paintGlyph(painter, glyph, box, theme.color(ColorRole::TextSecondary));
        }
        return;
    }
    case CE_ToolButtonLabel: {
        const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        if (button && !button->text.isEmpty() && button->toolButtonStyle == Qt::ToolButtonTextBesideIcon) {
            QStyleOptionToolButton inset = *button;
            inset.rect.adjust(toolButtonInset, 0, -toolButtonInset, 0);
            QProxyStyle::drawControl(element, &inset, painter, widget);
            return;
        }
        break;
    }
    case CE_TabBarTabShape:
        drawTab(option, painter);
        return;
    case CE_TabBarTabLabel: {
        const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
        if (!tab)
            return;
        const bool selected = has(option, State_Selected);
        const bool enabled = has(option, State_Enabled);
        QRect rect = option->rect;
        const QSize iconSize = tab->icon.isNull() ? QSize(0, 0) : QSize(16, 16);
        const int textWidth = option->fontMetrics.size(Qt::TextShowMnemonic, tab->text).width();
        const int total = textWidth + (iconSize.width() ? 22 : 0);
        int x = rect.x() + (rect.width() - total) / 2;
        if (iconSize.width()) {
            tab->icon.paint(painter, QRect(x, rect.center().y() - 7, 16, 16), Qt::AlignCenter,
                            enabled ? QIcon::Normal : QIcon::Disabled);
            x += 22;
        }
        painter->setPen(theme.color(!enabled       ? ColorRole::TextDisabled
                                        : selected ? ColorRole::Text
                                                   : ColorRole::TextSecondary));
        painter->drawText(QRect(x, rect.y(), rect.right() - x + 1, rect.height()),
                          Qt::AlignVCenter | Qt::AlignLeft | Qt::AlignAbsolute | Qt::TextShowMnemonic
                              | Qt::TextSingleLine,
                          tab->text);
        return;
    }
    case CE_MenuItem:
        drawMenuItem(option, painter, widget);
        return;
    case CE_MenuEmptyArea:
        return;
    case CE_ProgressBar:
        drawProgress(option, painter);
        return;
    case CE_Splitter:
        painter->fillRect(option->rect, theme.color(ColorRole::Border));
        return;
    case CE_ShapedFrame: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && (frame->frameShape == QFrame::HLine || frame->frameShape == QFrame::VLine)) {
            QRect line = option->rect;
            if (frame->frameShape == QFrame::HLine)
                line = QRect(line.x(), line.center().y(), line.width(), 1);
            else
                line = QRect(line.center().x(), line.y(), 1, line.height());
            painter->fillRect(line, theme.color(ColorRole::Border));
            return;
        }
        QProxyStyle::drawControl(element, option, painter, widget);
        return;
    }
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void OrreryStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                     const QWidget *widget) const
{
    switch (control) {
    case CC_ScrollBar:
        drawScrollBar(option, painter, widget);
        return;
    case CC_ComboBox: {
        const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        if (combo && combo->frame) {
            drawComboBox(option, painter);
            return;
        }
        break;
    }
    case CC_SpinBox:
        drawSpinBox(option, painter, widget);
        return;
    case CC_ToolButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        if (button && button->features.testFlag(QStyleOptionToolButton::HasMenu)
            && !button->features.testFlag(QStyleOptionToolButton::MenuButtonPopup)
            && button->toolButtonStyle == Qt::ToolButtonIconOnly) {
            // "…" says already that there is more.
            QStyleOptionToolButton plain = *button;
            plain.features.setFlag(QStyleOptionToolButton::HasMenu, false);
            QProxyStyle::drawComplexControl(control, &plain, painter, widget);
            return;
        }
        break;
    }
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace orrery::views
