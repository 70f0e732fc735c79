// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace orrery::views {

/// From now on the Tab key goes through the widget in the order of its layouts, whatever was made first, also when something
/// is added later.
void followReadingOrder(QWidget *root);

} // namespace orrery::views
