// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"
#include "models/deploy_requests/deployment_events.h"

#include <QObject>

class QAction;
class QSettings;

namespace orrery::models {
class Accounts;
class Workspace;
} // namespace orrery::models

namespace orrery::views {

class Notifier;

/// Tells what happens to the deployments every account follows, outside the window where the desktop allows it. Can be
/// turned off; what happens meanwhile is not told later.
class DeploymentNotices final : public QObject
{
    Q_OBJECT
public:
    /// `notifier` may be null: the window has to say everything then. All outlive this.
    DeploymentNotices(models::Accounts *accounts, Notifier *notifier, QSettings *settings, QObject *parent = nullptr);

    /// The switch for the menu, remembered.
    [[nodiscard]] QAction *action() const { return m_action; }

Q_SIGNALS:
    /// A notification was clicked: show the window and this place.
    void opened(const orrery::models::Location &place);
    /// The desktop shows no notifications.
    void told(const QString &sentence, bool urgent);

private:
    void follow(models::Workspace *workspace);
    void tell(const models::DeploymentNotice &notice, const models::Location &place);

    Notifier *m_notifier;
    QAction *m_action;
};

} // namespace orrery::views
