// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/deployment_notices.h"

#include "models/auth/accounts.h"
#include "models/deploy_requests/deployment_watch.h"
#include "views/core/notifier.h"

#include <QAction>
#include <QSettings>

namespace orrery::views {

namespace {
const QString enabledKey = QStringLiteral("notifications/deployments");
} // namespace

DeploymentNotices::DeploymentNotices(models::Accounts *accounts, Notifier *notifier, QSettings *settings,
                                     QObject *parent)
    : QObject(parent), m_notifier(notifier), m_action(new QAction(tr("Deployment notifications"), this))
{
    m_action->setCheckable(true);
    m_action->setChecked(!settings || settings->value(enabledKey, true).toBool());
    m_action->setToolTip(tr("When a deployment is ready to be applied, failed, or can no longer be reverted soon"));
    if (settings) {
        connect(m_action, &QAction::toggled, this, [settings](bool on) { settings->setValue(enabledKey, on); });
    }
    for (models::Workspace *workspace : accounts->workspaces())
        follow(workspace);
    connect(accounts, &models::Accounts::workspaceAdded, this, &DeploymentNotices::follow);
    if (m_notifier) {
        connect(m_notifier, &Notifier::activated, this, [this](const QVariant &target) {
            if (target.canConvert<models::Location>())
                Q_EMIT opened(target.value<models::Location>());
        });
    }
}

void DeploymentNotices::follow(models::Workspace *workspace)
{
    connect(workspace->deploymentWatch(), &models::DeploymentWatch::happened, this, &DeploymentNotices::tell);
}

void DeploymentNotices::tell(const models::DeploymentNotice &notice, const models::Location &place)
{
    if (!m_action->isChecked())
        return;
    const Notification notification{notice.title, notice.text, notice.urgent, QVariant::fromValue(place)};
    if (!m_notifier || !m_notifier->notify(notification))
        Q_EMIT told(tr("%1. %2", "title and text of a notification").arg(notice.title, notice.text), notice.urgent);
}

} // namespace orrery::views
