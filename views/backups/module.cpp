// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/backups/module.h"

#include "models/branches/branch_places.h"
#include "views/backups/backups_pane.h"
#include "views/window/view_registry.h"

namespace orrery::views {

void contributeBackups(ViewRegistry &registry)
{
    // On a database's page the branch is chosen; a branch's page has its own.
    const auto make = [](const PageContext &context, const models::Location &place) -> Pane * {
        return new BackupsPane(context,
                               {models::organizationOf(place), models::databaseOf(place), models::branchOf(place)});
    };
    for (const QString &route : {models::databasePlace({}, {}, {}).route, models::branchPlace({}, {}, {}, {}).route})
        registry.tabs.push_back({.route = route,
                                 .id = QStringLiteral("backups"),
                                 .position = 40,
                                 .title = BackupsPane::tr("Backups"),
                                 .make = make});
}

} // namespace orrery::views
