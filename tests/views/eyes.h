// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QStringList>
#include <QTreeView>

namespace orrery::test {

// What a person sees of a widget and everything in it, and what a screen reader and the Tab key find there.

/// Everything labels and state chips say, a line each; only what is visible.
QString shownText(const QWidget *root);
/// What stands in visible error bars and failure states, title, cause and next step each.
QStringList shownErrors(const QWidget *root);
/// The visible table; null when there is none.
QTreeView *shownTable(const QWidget *root);
/// The text of a column of every row of the table; none for a null table.
QStringList shownColumn(const QTreeView *table, int column = 0);
/// A visible, enabled button with this text (without mnemonics).
QAbstractButton *shownButton(const QWidget *root, const QString &text);

/// Visible widgets that the Tab key stops at and that have no name for a screen reader, each with its place.
QStringList unnamedWidgets(const QWidget *root);
/// Widgets that could take a text for HTML, each with its place and the text's beginning.
QStringList guessingWidgets(const QWidget *root);
/// Names (for screen readers) of what the Tab key stops at, from the first widget of `window` until it comes round.
QStringList tabStops(QWidget *window);
/// The first character in a text that changes how text is read or is a control character; empty when there is none.
QString dangerousCharacter(const QString &text);

} // namespace orrery::test
