// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/storage_events.h"

#include "models/core/text.h"

#include <QCoreApplication>

#include <cmath>

namespace orrery::models {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::StorageEvent)
};

constexpr double roundingShare = 0.01;

} // namespace

QList<StorageEvent> deploymentEvents(const QList<api::DeployRequest> &requests, const StorageVolume &volume)
{
    QList<StorageEvent> events;
    for (const api::DeployRequest &request : requests) {
        if (!request.deployedAt.isValid() || request.intoBranch != volume.branch || !request.number)
            continue;
        const QString title = visibleText(request.notes.section(QLatin1Char('\n'), 0, 0));
        events.append(
            {StorageEvent::Kind::Deployment, request.deployedAt,
             title.isEmpty() ? Text::tr("Deploy request #%1, of %2")
                                   .arg(QString::number(*request.number), visibleText(request.branch))
                             : Text::tr("Deploy request #%1: %2").arg(QString::number(*request.number), title),
             Location::deployRequestPage(volume.account, volume.organization, volume.database, *request.number)});
    }
    return events;
}

QList<StorageEvent> backupEvents(const QList<api::Backup> &backups, const StorageVolume &volume)
{
    QList<StorageEvent> events;
    for (const api::Backup &backup : backups) {
        if (!backup.completedAt.isValid())
            continue;
        events.append({StorageEvent::Kind::Backup, backup.completedAt,
                       Text::tr("Backup %1").arg(visibleText(backup.name)),
                       Location::branchPage(volume.account, volume.organization, volume.database, volume.branch,
                                            QStringLiteral("backups"))});
    }
    return events;
}

QList<StorageEvent> capacityEvents(const StorageSeries &series, const StorageVolume &volume)
{
    QList<StorageEvent> events;
    std::optional<double> before;
    for (const StoragePoint &point : series.points) {
        if (!point.capacityBytes || *point.capacityBytes <= 0)
            continue;
        if (before && std::abs(*point.capacityBytes - *before) > *before * roundingShare) {
            events.append(
                {StorageEvent::Kind::CapacityChange, point.at,
                 Text::tr("Capacity %1 → %2").arg(formattedBytes(*before), formattedBytes(*point.capacityBytes)),
                 Location::branchPage(volume.account, volume.organization, volume.database, volume.branch,
                                      QStringLiteral("storage"))});
        }
        before = point.capacityBytes;
    }
    return events;
}

} // namespace orrery::models
