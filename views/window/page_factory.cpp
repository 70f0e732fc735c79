// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/page_factory.h"

#include "views/auth/sign_in_page.h"
#include "views/branches/branch_page.h"
#include "views/branches/compare_page.h"
#include "views/databases/database_page.h"
#include "views/deploy_requests/deploy_request_page.h"
#include "views/deploy_requests/new_request_page.h"
#include "views/organizations/organization_page.h"
#include "views/organizations/organizations_page.h"
#include "views/storage/page/page.h"
#include "views/window/activity_page.h"

namespace orrery::views {

Page *makePage(const PageContext &context, const models::Location &location, QWidget *parent)
{
    using Kind = models::Location::Page;
    switch (location.page) {
    case Kind::Organizations:
        return new OrganizationsPage(context, location, parent);
    case Kind::Organization:
        return new OrganizationPage(context, location, parent);
    case Kind::Database:
        return new DatabasePage(context, location, parent);
    case Kind::Branch:
        return new BranchPage(context, location, parent);
    case Kind::DeployRequest:
        return new DeployRequestPage(context, location, parent);
    case Kind::NewDeployRequest:
        return new NewRequestPage(context, location, parent);
    case Kind::Compare:
        return new ComparePage(context, location, parent);
    case Kind::Activity:
        return new ActivityPage(context, location, parent);
    case Kind::Storage:
        if (context.storage)
            return new StoragePage(context, location, parent);
        break;
    case Kind::Welcome:
        break;
    }
    return new SignInPage(context, location, parent);
}

} // namespace orrery::views
