// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/storage/chart/time_range.h"

#include <QPointF>
#include <Qt>

class QKeyEvent;
class QMouseEvent;
class QWheelEvent;

namespace orrery::views {

class ChartNavigator;

/// Turns mouse, wheel and keys into moves of a ChartNavigator. What it has no use for it leaves to the parent (ignores).
class ChartInput
{
public:
    explicit ChartInput(ChartNavigator *navigator) : m_navigator(navigator) {}

    void press(QMouseEvent *event);
    /// `keepsEvent`: the keyboard chose the current event, a pointer that passes by leaves it.
    void move(QMouseEvent *event, bool keepsEvent);
    void release(QMouseEvent *event);
    void doubleClick(QMouseEvent *event);
    void wheel(QWheelEvent *event);
    void key(QKeyEvent *event);
    /// The pointer left.
    void leave(bool keepsSelection);
    void focusLost();

    /// What the pointer should look like.
    [[nodiscard]] Qt::CursorShape cursor() const { return m_cursor; }

private:
    enum class Drag : quint8 { None, Range, Pan };

    void click(const QPointF &position);
    [[nodiscard]] bool arrowKey(int key, Qt::KeyboardModifiers modifiers);
    [[nodiscard]] bool escape();

    ChartNavigator *m_navigator;
    Drag m_drag = Drag::None;
    QPointF m_from;
    TimeRange m_viewBefore;
    Qt::CursorShape m_cursor = Qt::ArrowCursor;
};

} // namespace orrery::views
