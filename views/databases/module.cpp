// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/databases/module.h"

#include "models/databases/database_places.h"
#include "views/databases/database_page.h"
#include "views/window/page_row.h"

namespace orrery::views {

void contributeDatabases(ViewRegistry &registry)
{
    registry.pages.push_back(pageRow<DatabasePage>(models::databasePlace({}, {}, {}).route, Glyph::Database));
}

} // namespace orrery::views
