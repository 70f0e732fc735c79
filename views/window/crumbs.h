// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"
#include "views/core/breadcrumb_bar.h"

namespace orrery::views {

struct PageContext;

/// The way from the account to a page.
QList<Crumb> crumbsFor(const models::Location &location, const PageContext &context);

} // namespace orrery::views
