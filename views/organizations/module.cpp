// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/organizations/module.h"

#include "models/organizations/organization_places.h"
#include "views/organizations/organization_page.h"
#include "views/organizations/organizations_page.h"
#include "views/window/page_row.h"

namespace orrery::views {

void contributeOrganizations(ViewRegistry &registry)
{
    registry.pages.push_back(pageRow<OrganizationsPage>(models::organizationsPlace({}).route, Glyph::Organization));
    registry.pages.push_back(pageRow<OrganizationPage>(models::organizationPlace({}, {}).route, Glyph::Organization));
}

} // namespace orrery::views
