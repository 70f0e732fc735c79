// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidgetList>

namespace orrery::views {

/// Where the work is: the first list, table or text; where it is still being loaded, the one that is coming; else the first
/// widget that takes the Tab key and is no text field. Null without any.
QWidget *workOf(const QWidget *root);

/// What F6 goes through on a page, as it is read: the parts of its splitters, and what stands around them; of each the widget
/// where the work is.
QWidgetList panesOf(const QWidget *page);

} // namespace orrery::views
