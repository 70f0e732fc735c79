// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/window/page.h"

namespace orrery::views {

/// The page of a location; the one place that knows them all. Never null.
Page *makePage(const PageContext &context, const models::Location &location, QWidget *parent);

} // namespace orrery::views
