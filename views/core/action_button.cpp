// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/action_button.h"

#include "views/core/action_gate.h"

#include <QAction>
#include <QMenu>

namespace orrery::views {

ActionButton::ActionButton(QWidget *parent) : QPushButton(parent)
{
    setAutoDefault(false);
}

ActionButton::ActionButton(QAction *action, ButtonKind kind, QWidget *parent) : ActionButton(parent)
{
    setAction(action, kind);
}

void ActionButton::setAction(QAction *action, ButtonKind kind)
{
    setButtonKind(this, kind);
    if (m_action == action) {
        follow();
        return;
    }
    if (m_action) {
        disconnect(m_action, nullptr, this, nullptr);
        disconnect(this, nullptr, m_action, nullptr);
    }
    m_action = action;
    if (!action) {
        setMenu(nullptr);
        setIcon({});
        setToolTip({});
        setEnabled(true);
        return;
    }
    connect(action, &QAction::changed, this, &ActionButton::follow);
    if (!action->menu())
        connect(this, &QPushButton::clicked, action, [action] { action->trigger(); });
    follow();
}

void ActionButton::follow()
{
    if (!m_action)
        return;
    setText(m_action->text());
    setIcon(m_action->icon());
    setMenu(m_action->menu<QMenu *>());
    // A button without a parent would become a window.
    if (parentWidget() && isHidden() == m_action->isVisible())
        setVisible(m_action->isVisible());
    setEnabled(m_action->isEnabled());
    // An action's tooltip repeats its text when none was set.
    setToolTip(m_action->toolTip() == m_action->text() ? QString() : m_action->toolTip());
    // A doubt about an action that is possible is its status tip, as a reason is.
    setAccessibleDescription(m_action->statusTip());
}

} // namespace orrery::views
