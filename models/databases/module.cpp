// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/databases/module.h"

#include "models/core/feature_registry.h"
#include "models/core/local_database.h"
#include "models/core/text.h"
#include "models/core/workspace.h"
#include "models/databases/database_list.h"
#include "models/databases/database_places.h"
#include "models/organizations/organization_list.h"

namespace orrery::models {

QList<KnownPlace> knownDatabases(Workspace *workspace)
{
    QList<KnownPlace> places;
    for (const api::Organization &organization : organizationList(workspace)->rows()) {
        const DatabaseList *list = loadedDatabases(workspace, organization.name);
        if (!list)
            continue;
        for (const api::Database &row : list->rows())
            places.append({databasePlace(workspace->facts().id, organization.name, row.name),
                           joinedNames({organization.name, row.name})});
    }
    return places;
}

namespace {
QList<KnownPlace> keptDatabase(const QString &account, const QString &organization, const CacheEntry &row)
{
    return {{databasePlace(account, organization, row.id), joinedNames({organization, row.id})}};
}
} // namespace

void contributeDatabases(FeatureRegistry &registry)
{
    registry.routes.add(
        {.id = databasePlace({}, {}, {}).route,
         // A branch of such a name is written branches/NAME.
         .patterns = {QStringLiteral("{organization}/{database}"),
                      QStringLiteral("{organization}/{database}/"
                                     "{tab:backups|branches|connect|deploy-requests|insights|queue|settings}")},
         .parent = organizationPlace({}, {}).route,
         .title = [](const Location &place) { return databaseOf(place); }});
    registry.sidebarLevels.push_back(
        {.parentRoute = organizationPlace({}, {}).route,
         .route = databasePlace({}, {}, {}).route,
         .expandsWithPage = true,
         .store = [](Workspace *workspace,
                     const Location &parent) { return databaseList(workspace, organizationOf(parent)); },
         .children =
             [](Workspace *workspace, const Location &parent) {
                 const QString organization = organizationOf(parent);
                 QList<SidebarChild> children;
                 for (const api::Database &row : databaseList(workspace, organization)->rows())
                     children.append(
                         {row.name, row.name, false, databasePlace(workspace->facts().id, organization, row.name)});
                 return children;
             }});
    registry.placeSources.push_back(&knownDatabases);
    registry.keptPlaceSources.push_back({QStringLiteral("databases"), &keptDatabase});
}

} // namespace orrery::models
