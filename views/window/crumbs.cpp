// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/crumbs.h"

#include "models/auth/accounts.h"
#include "models/core/feature_registry.h"
#include "views/window/page.h"

namespace orrery::views {

QList<Crumb> crumbsFor(const models::Location &location, const PageContext &context)
{
    const models::Route *accountRoot = context.features->routes.accountRoot();
    QList<Crumb> crumbs;
    for (const models::RouteStep &step : context.features->routes.steps(location)) {
        QString text = step.title;
        if (accountRoot && step.place.route == accountRoot->id) {
            // With one account its name says nothing that the sidebar does not.
            const bool needed = context.accounts->workspaces().size() > 1 || location.route == accountRoot->id;
            if (!needed)
                continue;
            if (const models::Workspace *workspace = context.accounts->workspace(location.account))
                text = workspace->facts().label;
        }
        crumbs.append({text, QVariant::fromValue(step.place), std::nullopt});
    }
    return crumbs;
}

} // namespace orrery::views
