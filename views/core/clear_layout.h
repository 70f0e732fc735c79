// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>
#include <QWidget>

namespace orrery::views {

/// Takes everything out of the layout. The widgets are gone from the screen at once, and deleted with the next turn of the
/// event loop: one of them may be the reason for this.
inline void clearLayout(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        // At once: an item of a layout has no signals.
        delete item;
    }
}

} // namespace orrery::views
