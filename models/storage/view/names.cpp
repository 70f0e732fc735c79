// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/view/names.h"

#include "models/branches/branch_places.h"
#include "models/core/text.h"
#include "models/databases/database_places.h"
#include "models/organizations/organization_places.h"

#include <QCoreApplication>
#include <QStringList>

namespace orrery::models {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::StorageVolume)
};

QString joined(std::initializer_list<QString> parts)
{
    QStringList shown;
    for (const QString &part : parts) {
        if (!part.isEmpty())
            shown.append(visibleText(part));
    }
    return shown.join(QStringLiteral(" / "));
}

} // namespace

QString volumeName(const StorageVolume &volume)
{
    return joined({volume.keyspace, volume.shard, volume.pod, volume.table});
}

QString volumePath(const StorageVolume &volume)
{
    const QString branch = joined({volume.database, volume.branch});
    QString name = volumeName(volume);
    if (branch.isEmpty())
        return name;
    return name.isEmpty() ? branch : Text::tr("%1, %2", "a branch, and the volume in it").arg(branch, name);
}

Location volumePlace(const StorageVolume &volume)
{
    const QString tab = QStringLiteral("storage");
    if (!volume.branch.isEmpty())
        return branchPlace(volume.account, volume.organization, volume.database, volume.branch, tab);
    if (!volume.database.isEmpty())
        return databasePlace(volume.account, volume.organization, volume.database);
    return organizationPlace(volume.account, volume.organization);
}

} // namespace orrery::models
