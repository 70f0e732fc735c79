// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/window/page.h"

namespace orrery::views {

/// Goes where a link on a page leads: to a place of the page's account, or to PlanetScale in the browser; nowhere else.
void followLink(const PageContext &context, const models::Location &page, const QUrl &link,
                const std::function<void(const models::Location &)> &navigate);

} // namespace orrery::views
