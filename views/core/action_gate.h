// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

class QAbstractButton;
class QAction;
class QObject;
class QWidget;

namespace orrery::views {

/// Enables the action when `reason` is empty. With a reason it is disabled, and tooltip, status tip and (for its buttons)
/// accessible description say why and who may: "Only an administrator can deploy.". The tooltip that was set before comes
/// back when the reason goes. `doubt`, what is not known of whether it is allowed, stands there when nothing refuses it.
void setEnabledWithReason(QAction *action, const std::optional<QString> &reason, const QString &doubt = {});
void setEnabledWithReason(QAbstractButton *button, const std::optional<QString> &reason);

/// Why the action or button is disabled; empty when it is enabled or no reason was given.
QString disabledReason(const QObject *actionOrButton);

/// Sets the tooltip with the shortcut of the action, if it has one: "Refresh (Ctrl+R)".
void setToolTipWithShortcut(QAction *action, const QString &text);

/// `text` so that a Qt tooltip shows it literally (tooltips guess HTML), wrapped at a readable width.
QString plainToolTip(const QString &text);

} // namespace orrery::views
