// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"
#include "models/deploy_requests/deployment_events.h"
#include "models/storage/alerts/alerts.h"

#include <QObject>

class QAction;
class QSettings;

namespace orrery::models {
class Accounts;
class StorageWatch;
class Workspace;
} // namespace orrery::models

namespace orrery::views {

class Notifier;

/// The one place that tells things outside the window, where the desktop allows it: what happens to the deployments every
/// account follows, and disks that cross a threshold. Deployments can be turned off here, disks by their rules; what happens
/// meanwhile is not told later.
class DesktopNotices final : public QObject
{
    Q_OBJECT
public:
    /// `storage` and `notifier` may be null; without the latter the window has to say everything. All outlive this.
    DesktopNotices(models::Accounts *accounts, models::StorageWatch *storage, Notifier *notifier, QSettings *settings,
                   QObject *parent = nullptr);

    /// The switch for the menu, remembered.
    [[nodiscard]] QAction *action() const { return m_action; }

Q_SIGNALS:
    /// A notification was clicked: show the window and this place.
    void opened(const orrery::models::Location &place);
    /// The desktop shows no notifications: say it in the window, and lead to the place.
    void told(const QString &sentence, bool urgent, const orrery::models::Location &place);

private:
    void follow(models::Workspace *workspace);
    void tellDeployment(const models::DeploymentNotice &notice, const models::Location &place);
    void tellStorage(const models::StorageAlert &alert);

    Notifier *m_notifier;
    QAction *m_action;
};

} // namespace orrery::views
