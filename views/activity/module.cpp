// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/activity/module.h"

#include "models/activity/activity_places.h"
#include "views/activity/activity_page.h"
#include "views/window/page_row.h"

namespace orrery::views {

void contributeActivity(ViewRegistry &registry)
{
    registry.pages.push_back(pageRow<ActivityPage>(models::activityPlace().route, Glyph::Activity));
}

} // namespace orrery::views
