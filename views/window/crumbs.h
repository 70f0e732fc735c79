// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"
#include "views/core/breadcrumb_bar.h"

namespace orrery::models {
class Accounts;
}

namespace orrery::views {

/// The way from the account to a page.
QList<Crumb> crumbsFor(const models::Location &location, const models::Accounts *accounts);

} // namespace orrery::views
