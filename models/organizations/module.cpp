// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/organizations/module.h"

#include "models/core/feature_registry.h"
#include "models/core/local_database.h"
#include "models/core/text.h"
#include "models/core/workspace.h"
#include "models/organizations/organization_list.h"
#include "models/organizations/organization_places.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(OrganizationsModule)
};

QList<KnownPlace> knownOrganizations(Workspace *workspace)
{
    QList<KnownPlace> places;
    for (const api::Organization &row : organizationList(workspace)->rows())
        places.append({organizationPlace(workspace->facts().id, row.name), visibleText(row.name)});
    return places;
}

QList<KnownPlace> keptOrganization(const QString &account, const QString &, const CacheEntry &row)
{
    return {{organizationPlace(account, row.id), visibleText(row.id)}};
}

} // namespace

void contributeOrganizations(FeatureRegistry &registry)
{
    registry.routes.add({.id = organizationsPlace({}).route,
                         .patterns = {QStringLiteral("~/organizations")},
                         .onlyOurs = true,
                         .title = [](const Location &) { return Words::tr("Organizations"); }});
    // Below an organization "settings" is the dashboard's own page, never a database.
    registry.routes.add({.id = organizationPlace({}, {}).route,
                         .patterns = {QStringLiteral("{organization}"), QStringLiteral("{organization}/settings")},
                         .parent = organizationsPlace({}).route,
                         .title = [](const Location &place) { return organizationOf(place); }});
    registry.sidebarLevels.push_back(
        {.parentRoute = organizationsPlace({}).route,
         .route = organizationPlace({}, {}).route,
         .expandsWithPage = true,
         .store = [](Workspace *workspace, const Location &) { return organizationList(workspace); },
         .children =
             [](Workspace *workspace, const Location &) {
                 QList<SidebarChild> children;
                 for (const api::Organization &row : organizationList(workspace)->rows())
                     children.append({row.name, row.name, false, organizationPlace(workspace->facts().id, row.name)});
                 return children;
             }});
    registry.placeSources.push_back(&knownOrganizations);
    registry.keptPlaceSources.push_back({QStringLiteral("organizations"), &keptOrganization});
}

} // namespace orrery::models
