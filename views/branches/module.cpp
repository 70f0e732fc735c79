// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/branches/module.h"

#include "models/branches/branch_list.h"
#include "models/branches/branch_places.h"
#include "models/core/text.h"
#include "models/core/workspace.h"
#include "models/databases/database_list.h"
#include "models/schema/compare_places.h"
#include "views/branches/branch_menu.h"
#include "views/branches/branch_overview_pane.h"
#include "views/branches/branch_page.h"
#include "views/branches/compare_page.h"
#include "views/branches/schema_pane.h"
#include "views/window/list_pane.h"
#include "views/window/page_row.h"

namespace orrery::views {

namespace {

Pane *makeBranches(const PageContext &context, const models::Location &place)
{
    const api::DatabaseRef database{models::organizationOf(place), models::databaseOf(place)};
    models::BranchList *branches = models::branchList(context.workspace, database.organization, database.database);
    ListSpec spec;
    spec.name = BranchPage::tr("Branches of %1").arg(models::visibleText(database.database));
    spec.settingsKey = QStringLiteral("branches");
    spec.sortColumn = "role"; // production first
    spec.stretchColumn = "name";
    spec.empty = {Glyph::Branch, BranchPage::tr("No branches"),
                  BranchPage::tr("Branches that the sign-in may see are listed here."), nullptr};
    spec.actions = [context, database, branches](const std::function<QString()> &currentId) {
        return branchMenu(context, database, [branches, currentId]() -> std::optional<api::Branch> {
            const api::Branch *row = branches->model()->find(currentId());
            return row ? std::optional<api::Branch>(*row) : std::nullopt;
        });
    };
    return makeListPane(context, branches, spec);
}

/// "New branch…" where only the database is meant.
QList<ListAction> databaseMenu(const PageContext &context, const models::Location &place)
{
    return branchMenu(context, {models::organizationOf(place), models::databaseOf(place)},
                      []() { return std::optional<api::Branch>(); })
        .mid(0, 1);
}

/// Before the branches are read, the database's own row tells how many there are.
QString branchCount(const PageContext &context, const models::Location &place)
{
    const QString organization = models::organizationOf(place);
    const QString database = models::databaseOf(place);
    const models::BranchList *list = models::loadedBranches(context.workspace, organization, database);
    if (list && list->state().hasContent)
        return models::formattedCount(list->model()->rowCount());
    const api::Database *row = models::knownDatabase(context.workspace, organization, database);
    return row && row->branchesCount ? models::formattedCount(*row->branchesCount) : QString();
}

} // namespace

void contributeBranches(ViewRegistry &registry)
{
    registry.signOutLosses.push_back({.text = BranchPage::tr("schema snapshots")});
    registry.pages.push_back(pageRow<BranchPage>(models::branchPlace({}, {}, {}, {}).route, Glyph::Branch));
    registry.tabs.push_back({.route = models::databasePlace({}, {}, {}).route,
                             .id = QStringLiteral("branches"),
                             .position = 10,
                             .title = BranchPage::tr("Branches"),
                             .make = &makeBranches,
                             .note = &branchCount});
    const QString branch = models::branchPlace({}, {}, {}, {}).route;
    registry.tabs.push_back({.route = branch,
                             .id = QStringLiteral("overview"),
                             .position = 10,
                             .title = BranchPage::tr("Overview"),
                             .make = [](const PageContext &context, const models::Location &place) -> Pane * {
                                 return new BranchOverviewPane(context, place);
                             }});
    registry.tabs.push_back({.route = branch,
                             .id = QStringLiteral("schema"),
                             .position = 20,
                             .title = BranchPage::tr("Schema"),
                             .make = [](const PageContext &context, const models::Location &place) -> Pane * {
                                 return new SchemaPane(context, context.workspace, models::organizationOf(place),
                                                       models::databaseOf(place), models::branchOf(place));
                             }});
    registry.menus.push_back(
        {branch, [](const PageContext &context, const models::Location &place) { return branchMenu(context, place); }});
    registry.menus.push_back({models::databasePlace({}, {}, {}).route, &databaseMenu});
    registry.pages.push_back(pageRow<ComparePage>(models::comparePlace({}, {}, {}).route, Glyph::Split));
}

} // namespace orrery::views
