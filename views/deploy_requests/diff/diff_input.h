// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QKeyEvent;
class QMouseEvent;
class QPoint;

namespace orrery::views {

class DiffView;

/// What keys and the mouse do in a diff: turns events into intents of the view, and knows what the mouse is over.
class DiffInput
{
public:
    explicit DiffInput(DiffView *view) : m_view(view) {}

    /// False where the key means nothing here.
    bool keyPress(const QKeyEvent *event);
    void mousePress(const QMouseEvent *event);
    void mouseMove(const QMouseEvent *event);
    void mouseRelease() { m_pressed = false; }
    void mouseLeave();

    /// A row; -1: none.
    [[nodiscard]] int hoveredFold() const { return m_hoveredFold; }
    /// The line beside whose margin the mouse is; -1: none.
    [[nodiscard]] int hoveredMargin() const { return m_hoveredMargin; }
    /// The rows are others than before.
    void forgetHover();

private:
    bool command(int key, bool shift);
    [[nodiscard]] int foldAt(const QPoint &position) const;
    [[nodiscard]] int marginLineAt(const QPoint &position) const;

    DiffView *m_view;
    bool m_pressed = false;
    int m_hoveredFold = -1;
    int m_hoveredMargin = -1;
};

} // namespace orrery::views
