// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"

namespace orrery::views {

class Pane;
struct PageContext;

/// The webhooks of a database and what can be done with them, for its tab and for the page of their own.
Pane *makeWebhooksPane(const PageContext &context, const models::Location &place);

} // namespace orrery::views
