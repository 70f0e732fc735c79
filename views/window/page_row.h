// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/window/page.h"
#include "views/window/view_registry.h"

namespace orrery::views {

/// The row of a page class whose constructor takes context, location and parent.
template<class P>
PageRow pageRow(const QString &route, Glyph icon)
{
    return {route, icon, [](const PageContext &context, const models::Location &location, QWidget *parent) -> Page * {
                return new P(context, location, parent);
            }};
}

} // namespace orrery::views
