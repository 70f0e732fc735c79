// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/window/page.h"

namespace orrery::views {

/// Goes where a link on a page leads: to a place of the page's account, or to PlanetScale in the browser. Any other address
/// comes from what somebody wrote: it is named, over the window of `asker`, and opened when the person agrees.
void followLink(const PageContext &context, const models::Location &page, const QUrl &link, QWidget *asker,
                const std::function<void(const models::Location &)> &navigate);

} // namespace orrery::views
