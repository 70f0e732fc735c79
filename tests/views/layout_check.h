// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace orrery::test {

// What a person with a ruler finds on a window. Each finding is a line: the widget's place and text, and what is wrong.

/// Visible widgets that are smaller than what they say or hold, lie partly outside their parent, or cover a sibling's text.
/// What may be elided has to keep its beginning; what scrolls is not cut.
QStringList cutWidgets(const QWidget *root);
/// Visible tables and scrolling areas that are wider than the room they have.
QStringList sidewaysScrolling(const QWidget *root);
/// Visible tables whose titles or states are cut.
QStringList cutColumns(const QWidget *root);
/// Steps of the Tab key that do not go the way a person reads: from the top, and in a row from its beginning.
QStringList tabOrderBreaks(QWidget *root);
/// Visible fields of one line in which Enter does nothing although there is something to accept.
QStringList fieldsWithoutEnter(const QWidget *root);

} // namespace orrery::test
