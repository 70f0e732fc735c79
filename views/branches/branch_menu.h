// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/branches/branch.h"
#include "api/core/reference.h"
#include "models/core/location.h"
#include "views/window/list_pane.h"

namespace orrery::views {

struct PageContext;

/// The actions on branches of a database with their icons, in the order every list, page and menu shows them.
QList<ListAction> branchMenu(const PageContext &context, const api::DatabaseRef &database,
                             const std::function<std::optional<api::Branch>()> &current);

/// The same for the branch of a place.
QList<ListAction> branchMenu(const PageContext &context, const models::Location &branch);

} // namespace orrery::views
