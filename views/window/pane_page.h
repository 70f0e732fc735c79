// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/window/page.h"
#include "views/window/view_registry.h"

namespace orrery::views {

class Pane;

/// The row of a page that is a title over one pane. Most lists with an address of their own are one.
PageRow panePage(const QString &route, Glyph icon, const QString &title,
                 std::function<Pane *(const PageContext &, const models::Location &)> make);

} // namespace orrery::views
