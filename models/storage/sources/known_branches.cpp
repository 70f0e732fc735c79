// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/sources/known_branches.h"

#include "models/auth/accounts.h"
#include "models/branches/branch_places.h"
#include "models/branches/module.h"
#include "models/core/feature_registry.h"
#include "models/storage/view/radar.h"

#include <QMap>

namespace orrery::models {

QList<KnownBranch> knownBranches(const Accounts *accounts, const StorageRadar *radar)
{
    QMap<StorageVolume, QString> ids;
    const auto add = [&ids](const QString &account, const QString &organization, const QString &database,
                            const QString &branch, const QString &id) {
        StorageVolume volume;
        volume.account = account;
        volume.organization = organization;
        volume.database = database;
        volume.branch = branch;
        QString &known = ids[volume];
        if (!id.isEmpty())
            known = id;
    };
    const QList<Workspace *> workspaces = accounts->workspaces();
    for (const Workspace *workspace : workspaces) {
        const QString &account = workspace->facts().id;
        const StorageCollector *collector = radar ? radar->collector(account) : nullptr;
        if (!collector)
            continue;
        for (const StorageTarget &target : collector->targets()->targets())
            add(account, target.organization, target.database, target.branch, target.branchId);
    }
    if (radar) {
        for (const RadarVolume &row : radar->model()->rows()) {
            for (const QString &account : row.accounts)
                add(account, row.volume.organization, row.volume.database, row.volume.branch, {});
        }
    }
    for (Workspace *workspace : workspaces) {
        for (const KnownPlace &place : knownBranchPlaces(workspace))
            add(place.location.account, organizationOf(place.location), databaseOf(place.location),
                branchOf(place.location), {});
    }
    QList<KnownBranch> all;
    all.reserve(ids.size());
    for (auto each = ids.cbegin(); each != ids.cend(); ++each)
        all.append({each.key(), each.value()});
    return all;
}

} // namespace orrery::models
