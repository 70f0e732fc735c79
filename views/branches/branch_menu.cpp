// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/branches/branch_menu.h"

#include "models/branches/branch_actions.h"
#include "models/branches/branch_list.h"
#include "models/branches/branch_places.h"
#include "models/core/workspace.h"

#include <QPointer>

namespace orrery::views {

QList<ListAction> branchMenu(const PageContext &context, const api::DatabaseRef &database,
                             const std::function<std::optional<api::Branch>()> &current)
{
    const models::BranchActions actions = models::branchActions(context.workspace, database, current);
    return {{actions.create, Glyph::Plus},         {actions.rename, Glyph::Edit},    {actions.role, Glyph::Production},
            {actions.safeMigrations, Glyph::Lock}, {actions.protect, Glyph::Shield}, {actions.remove, Glyph::Trash}};
}

QList<ListAction> branchMenu(const PageContext &context, const models::Location &branch)
{
    const api::DatabaseRef database{models::organizationOf(branch), models::databaseOf(branch)};
    return branchMenu(context, database,
                      [workspace = QPointer<models::Workspace>(context.workspace), database,
                       name = models::branchOf(branch)]() -> std::optional<api::Branch> {
                          const api::Branch *row = workspace
                              ? models::shownBranch(workspace, database.organization, database.database, name)
                              : nullptr;
                          return row ? std::optional<api::Branch>(*row) : std::nullopt;
                      });
}

} // namespace orrery::views
