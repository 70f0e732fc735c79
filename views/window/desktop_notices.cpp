// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/desktop_notices.h"

#include "models/auth/accounts.h"
#include "models/core/text.h"
#include "models/deploy_requests/deployment_watch.h"
#include "models/storage/alerts/watch.h"
#include "views/core/notifier.h"

#include <QAction>
#include <QSettings>

namespace orrery::views {

namespace {

constexpr QLatin1String enabledKey("notifications/deployments");
/// From here on a disk does not wait until somebody has time.
constexpr int urgentThreshold = 95;

QString sentenceOf(const QString &title, const QString &text)
{
    return text.isEmpty() ? title : DesktopNotices::tr("%1. %2", "title and text of a notification").arg(title, text);
}

} // namespace

DesktopNotices::DesktopNotices(models::Accounts *accounts, models::StorageWatch *storage, Notifier *notifier,
                               QSettings *settings, QObject *parent)
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
    connect(accounts, &models::Accounts::workspaceAdded, this, &DesktopNotices::follow);
    if (storage)
        connect(storage, &models::StorageWatch::alert, this, &DesktopNotices::tellStorage);
    if (m_notifier) {
        connect(m_notifier, &Notifier::activated, this, [this](const QVariant &target) {
            if (target.canConvert<models::Location>())
                Q_EMIT opened(target.value<models::Location>());
        });
    }
}

void DesktopNotices::follow(models::Workspace *workspace)
{
    connect(workspace->deploymentWatch(), &models::DeploymentWatch::happened, this, &DesktopNotices::tellDeployment);
}

void DesktopNotices::tellDeployment(const models::DeploymentNotice &notice, const models::Location &place)
{
    if (!m_action->isChecked())
        return;
    // Names come from the service: none of them begins a line of its own.
    const QString text = models::visibleText(notice.text);
    if (!m_notifier || !m_notifier->notify({notice.title, text, notice.urgent, QVariant::fromValue(place)}))
        Q_EMIT told(sentenceOf(notice.title, text), notice.urgent, place);
}

void DesktopNotices::tellStorage(const models::StorageAlert &alert)
{
    const models::Location place =
        alert.place == models::Location() ? models::Location{.page = models::Location::Page::Storage} : alert.place;
    const bool urgent = alert.tone == models::Tone::Critical || alert.threshold >= urgentThreshold;
    if (!m_notifier || !m_notifier->notify({alert.title, alert.body, urgent, QVariant::fromValue(place)}))
        Q_EMIT told(sentenceOf(alert.title, alert.body.section(QLatin1Char('\n'), 0, 0)), urgent, place);
}

} // namespace orrery::views
