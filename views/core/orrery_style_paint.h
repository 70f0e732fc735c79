// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/core/theme.h"

#include <QPainter>
#include <QStyleOption>

/// Strokes and boxes shared by the files of OrreryStyle; nobody else's business.
namespace orrery::views::style_paint {

inline constexpr double radius = 6.0;
inline constexpr double smallRadius = 4.0;
/// Free space at both ends of a tool button with icon and text.
inline constexpr int toolButtonInset = 6;

inline bool has(const QStyleOption *option, QStyle::StateFlag flag)
{
    return option->state.testFlag(flag);
}

/// A one-pixel pen drawn along this fills whole pixels.
inline QRectF crisp(const QRect &rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

/// Rings on buttons appear once the keyboard is used, as on every desktop.
inline bool showsKeyboardFocus(const QStyleOption *option)
{
    return has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange);
}

inline int controlHeight(const QStyleOption *option)
{
    return qMax(28, option->fontMetrics.height() + 10);
}

/// An invalid border colour means none.
void roundedBox(QPainter *painter, const QRect &rect, const QBrush &fill, const QColor &border, double corner);
void focusRing(QPainter *painter, const QRect &rect, const Theme &theme, double corner);

/// What lies behind a scroll bar: the background of the area it scrolls.
QColor scrolledBackground(const QWidget *widget, const Theme &theme);

} // namespace orrery::views::style_paint
