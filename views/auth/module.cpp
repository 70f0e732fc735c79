// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/auth/module.h"

#include "models/auth/sign_in_places.h"
#include "views/auth/sign_in_page.h"
#include "views/window/page_row.h"

namespace orrery::views {

void contributeAuth(ViewRegistry &registry)
{
    registry.pages.push_back(pageRow<SignInPage>(models::signInPlace().route, Glyph::Organization));
}

} // namespace orrery::views
