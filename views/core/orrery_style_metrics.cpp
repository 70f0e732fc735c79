// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/orrery_style.h"

#include "views/core/icons.h"
#include "views/core/orrery_style_paint.h"
#include "views/core/theme.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QStyleOption>

namespace orrery::views {

using namespace style_paint;

QIcon OrreryStyle::standardIcon(StandardPixmap icon, const QStyleOption *option, const QWidget *widget) const
{
    // The clear button of every filter: without this each start searches the desktop's icon themes for it.
    if (icon == SP_LineEditClearButton)
        return glyphIcon(Glyph::Cross);
    return QProxyStyle::standardIcon(icon, option, widget);
}

int OrreryStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
    case PM_LineEditIconSize:
        return 16;
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_ScrollView_ScrollBarSpacing:
        return 0;
    case PM_SplitterWidth:
    case PM_DefaultFrameWidth:
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return 4;
    case PM_HeaderMargin:
        return 8;
    case PM_HeaderMarkSize:
        return 12;
    case PM_TreeViewIndentation:
        return 16;
    case PM_FocusFrameHMargin:
        return 7;
    case PM_TabBarTabHSpace:
        return 24;
    case PM_TabBarTabVSpace:
        return 16;
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_ToolBarFrameWidth:
        return 0;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 16;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 8;
    case PM_ToolBarItemSpacing:
        return 4;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int OrreryStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                           QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ComboBox_Popup:
    case SH_Widget_Animation_Duration:
    case SH_TitleBar_NoBorder:
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_Menu_MouseTracking:
    case SH_ComboBox_ListMouseTracking:
        return 1;
    case SH_ToolTipLabel_Opacity:
        return 255;
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    case SH_TabBar_ElideMode:
        return Qt::ElideNone;
    case SH_Header_ArrowAlignment:
        return Qt::AlignRight | Qt::AlignVCenter;
    case SH_Table_GridLineColor:
        return static_cast<int>(Theme::of(option ? option->palette : QPalette()).color(ColorRole::Border).rgba());
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize OrreryStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                    const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (!option)
        return result;
    switch (type) {
    case CT_PushButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (button) {
            int width = size.width() + 24;
            if (button->features.testFlag(QStyleOptionButton::HasMenu))
                width += 12;
            const bool iconOnly = button->text.isEmpty() && !button->icon.isNull();
            result = QSize(iconOnly ? controlHeight(option) : qMax(width, 64), controlHeight(option));
        }
        break;
    }
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
        result.setHeight(controlHeight(option));
        break;
    case CT_ToolButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        if (button && !button->text.isEmpty() && button->toolButtonStyle == Qt::ToolButtonTextBesideIcon)
            result.rwidth() += 2 * toolButtonInset;
        result = result.expandedTo(QSize(28, 28));
        break;
    }
    case CT_HeaderSection:
        // The header view asks as if every section were sorted, so the arrow has its room already.
        result.setHeight(qMax(28, option->fontMetrics.height() + 10));
        break;
    case CT_ItemViewItem:
        result.setHeight(qMax(result.height(), controlHeight(option)));
        break;
    case CT_MenuItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (item && item->menuItemType == QStyleOptionMenuItem::Separator)
            result.setHeight(9);
        else
            result = QSize(result.width() + 24, qMax(26, option->fontMetrics.height() + 8));
        break;
    }
    case CT_TabBarTab:
        result.setHeight(qMax(36, option->fontMetrics.height() + 18));
        break;
    default:
        break;
    }
    return result;
}

QRect OrreryStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    if (element == SE_LineEditContents) {
        const QRect rect = QProxyStyle::subElementRect(element, option, widget);
        const bool framed = widget && !qobject_cast<const QAbstractSpinBox *>(widget->parentWidget())
            && !qobject_cast<const QComboBox *>(widget->parentWidget());
        return framed ? rect.adjusted(4, 0, -4, 0) : rect;
    }
    if (element == SE_PushButtonFocusRect)
        return option->rect;
    if (element == SE_ProgressBarGroove || element == SE_ProgressBarContents)
        return option->rect;
    return QProxyStyle::subElementRect(element, option, widget);
}

QRect OrreryStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                                  const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (bar) {
            // No arrow buttons: the groove is the whole bar.
            const bool horizontal = bar->orientation == Qt::Horizontal;
            const int length = horizontal ? bar->rect.width() : bar->rect.height();
            const int range = bar->maximum - bar->minimum;
            int slider = length;
            if (range > 0) {
                slider = static_cast<int>(static_cast<qint64>(bar->pageStep) * length / (range + bar->pageStep));
                slider = qMin(length, qMax(slider, 32));
            }
            const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - slider,
                                                      bar->upsideDown);
            const auto along = [&](int from, int extent) {
                return horizontal ? QRect(bar->rect.x() + from, bar->rect.y(), extent, bar->rect.height())
                                  : QRect(bar->rect.x(), bar->rect.y() + from, bar->rect.width(), extent);
            };
            switch (subControl) {
            case SC_ScrollBarSlider:
                return visualRect(bar->direction, bar->rect, along(start, slider));
            case SC_ScrollBarGroove:
                return bar->rect;
            case SC_ScrollBarSubPage:
                return visualRect(bar->direction, bar->rect, along(0, start));
            case SC_ScrollBarAddPage:
                return visualRect(bar->direction, bar->rect, along(start + slider, length - start - slider));
            case SC_ScrollBarAddLine:
            case SC_ScrollBarSubLine:
                return {};
            default:
                break;
            }
        }
    }
    if (control == CC_ComboBox && subControl == SC_ComboBoxEditField) {
        const QRect rect = option->rect.adjusted(10, 1, -26, -1);
        return visualRect(option->direction, option->rect, rect);
    }
    if (control == CC_ComboBox && subControl == SC_ComboBoxArrow) {
        const QRect rect(option->rect.right() - 25, option->rect.y(), 22, option->rect.height());
        return visualRect(option->direction, option->rect, rect);
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

} // namespace orrery::views
