// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/branches/module.h"

#include "api/branches/branch_schema.h"
#include "models/branches/branch_list.h"
#include "models/branches/branch_places.h"
#include "models/core/feature_registry.h"
#include "models/core/local_database.h"
#include "models/core/text.h"
#include "models/core/workspace.h"
#include "models/databases/module.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(BranchesModule)
};
} // namespace

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

namespace {

/// The names in a list's scope: organization, database, branch.
QString nameIn(const QString &scope, int position)
{
    return scope.section(QLatin1Char('/'), position, position);
}

QList<KnownPlace> keptBranch(const QString &account, const QString &scope, const CacheEntry &row)
{
    const QString organization = nameIn(scope, 0);
    const QString database = nameIn(scope, 1);
    return {{branchPlace(account, organization, database, row.id), joinedNames({organization, database, row.id})}};
}

/// The tables of a schema that was read.
QList<KnownPlace> keptTables(const QString &account, const QString &scope, const CacheEntry &row)
{
    const auto tables = api::Codec<api::TableSchema>::decodeList(row.bytes);
    if (!tables)
        return {};
    const QString organization = nameIn(scope, 0);
    const QString database = nameIn(scope, 1);
    const QString branch = nameIn(scope, 2);
    const Location place = branchPlace(account, organization, database, branch).withTab(QStringLiteral("schema"));
    QList<KnownPlace> places;
    for (const api::TableSchema &table : *tables)
        places.append({place,
                       Words::tr("%1: table %2", "a branch, a table of it")
                           .arg(joinedNames({organization, database, branch}), visibleText(table.name))});
    return places;
}

} // namespace

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
    registry.keptPlaceSources.push_back({QStringLiteral("branches"), &keptBranch});
    registry.keptPlaceSources.push_back({QStringLiteral("schema"), &keptTables});
}

} // namespace orrery::models
