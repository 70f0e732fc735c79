// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/branches/module.h"

#include "models/branches/branch_places.h"
#include "models/schema/compare_places.h"
#include "views/branches/branch_page.h"
#include "views/branches/compare_page.h"
#include "views/window/page_row.h"

namespace orrery::views {

void contributeBranches(ViewRegistry &registry)
{
    registry.pages.push_back(pageRow<BranchPage>(models::branchPlace({}, {}, {}, {}).route, Glyph::Branch));
    registry.pages.push_back(pageRow<ComparePage>(models::comparePlace({}, {}, {}).route, Glyph::Split));
}

} // namespace orrery::views
