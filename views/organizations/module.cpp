// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/organizations/module.h"

#include "models/auth/account_actions.h"
#include "models/organizations/organization_places.h"
#include "views/organizations/organization_page.h"
#include "views/organizations/organizations_page.h"
#include "views/window/list_pane.h"
#include "views/window/page_row.h"

namespace orrery::views {

void contributeOrganizations(ViewRegistry &registry)
{
    registry.pages.push_back(pageRow<OrganizationsPage>(models::organizationsPlace({}).route, Glyph::Organization));
    registry.menus.push_back(
        {models::organizationsPlace({}).route, [](const PageContext &context, const models::Location &place) {
             const models::AccountActions actions =
                 models::accountActions(context.accounts, place.account, []() { return QString(); });
             return QList<ListAction>{{actions.appearance, Glyph::Edit}, {actions.addToken, Glyph::Plus}};
         }});
    registry.pages.push_back(pageRow<OrganizationPage>(models::organizationPlace({}, {}).route, Glyph::Organization));
}

} // namespace orrery::views
