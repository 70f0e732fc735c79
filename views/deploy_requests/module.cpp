// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/module.h"

#include "models/deploy_requests/deploy_request_places.h"
#include "models/deploy_requests/module.h"
#include "views/deploy_requests/request/deploy_request_page.h"
#include "views/deploy_requests/create/new_request_page.h"
#include "views/window/page_row.h"

namespace orrery::views {

void contributeDeployRequests(ViewRegistry &registry)
{
    registry.pages.push_back(
        pageRow<DeployRequestPage>(models::deployRequestPlace({}, {}, {}, 1).route, Glyph::DeployRequest));
    registry.pages.push_back(
        pageRow<NewRequestPage>(models::newDeployRequestPlace({}, {}, {}).route, Glyph::DeployRequest));
    registry.commands.push_back(
        {.text = DeployRequestPage::tr("Deployment notifications"),
         .run = {},
         .setting = models::deploymentNotices,
         .toolTip = DeployRequestPage::tr(
             "When a deployment is ready to be applied, failed, or can no longer be reverted soon")});
}

} // namespace orrery::views
