// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/core/orrery_style.h"

#include <QPointer>
#include <QPushButton>

class QAction;

namespace orrery::views {

/// A push button that shows a QAction: text, icon, enabled, tooltip and the reason it is disabled follow the action.
class ActionButton : public QPushButton
{
    Q_OBJECT

public:
    explicit ActionButton(QWidget *parent = nullptr);
    explicit ActionButton(QAction *action, ButtonKind kind = ButtonKind::Normal, QWidget *parent = nullptr);

    /// Null detaches; the button is then an ordinary one.
    void setAction(QAction *action, ButtonKind kind = ButtonKind::Normal);
    [[nodiscard]] QAction *action() const { return m_action; }

private:
    void follow();

    QPointer<QAction> m_action;
};

} // namespace orrery::views
