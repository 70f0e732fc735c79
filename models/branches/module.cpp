// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/branches/module.h"

#include "models/branches/branch_list.h"
#include "models/branches/branch_places.h"
#include "models/core/feature_registry.h"
#include "models/core/text.h"
#include "models/core/workspace.h"
#include "models/databases/module.h"

namespace orrery::models {

QList<KnownPlace> knownBranchPlaces(Workspace *workspace)
{
    QList<KnownPlace> places;
    for (const KnownPlace &database : knownDatabases(workspace)) {
        const QString organization = organizationOf(database.location);
        const QString name = databaseOf(database.location);
        const BranchList *list = loadedBranches(workspace, organization, name);
        if (!list)
            continue;
        for (const api::Branch &row : list->rows())
            places.append({branchPlace(workspace->facts().id, organization, name, row.name),
                           joinedNames({organization, name, row.name})});
    }
    return places;
}

void contributeBranches(FeatureRegistry &registry)
{
    registry.routes.add({.id = branchPlace({}, {}, {}, {}).route,
                         .patterns = {QStringLiteral("{organization}/{database}/{branch}"),
                                      QStringLiteral("{organization}/{database}/branches/{branch}")},
                         .parent = databasePlace({}, {}, {}).route,
                         .parentTab = QStringLiteral("branches"),
                         .title = [](const Location &place) { return branchOf(place); }});
    registry.sidebarLevels.push_back(
        {.parentRoute = databasePlace({}, {}, {}).route,
         .route = branchPlace({}, {}, {}, {}).route,
         .store =
             [](Workspace *workspace, const Location &parent) {
                 return branchList(workspace, organizationOf(parent), databaseOf(parent));
             },
         .children =
             [](Workspace *workspace, const Location &parent) {
                 const QString organization = organizationOf(parent);
                 const QString database = databaseOf(parent);
                 QList<SidebarChild> children;
                 for (const api::Branch &row : branchList(workspace, organization, database)->rows()) {
                     children.append({row.name, row.name, row.production.value_or(false),
                                      branchPlace(workspace->facts().id, organization, database, row.name)});
                 }
                 return children;
             }});
    registry.placeSources.push_back(&knownBranchPlaces);
}

} // namespace orrery::models
