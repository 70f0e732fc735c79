// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/core/facts_panel.h"

class QModelIndex;
class QTreeView;

namespace orrery::views {

/// A row as its table shows it: every column, also those that are hidden, in words, money and states as there.
QList<Fact> factsOfRow(const QModelIndex &row);

/// A group of facts under a heading; an empty heading: none.
struct FactsSection
{
    QString heading;
    QList<Fact> facts;
};

/// A sheet with the current row of the view as the view shows it; nothing without one.
void showRowDetails(QTreeView *view);
/// Space opens that sheet, for lists and trees that are no TableBinding's.
void showDetailsOnSpace(QTreeView *view);

/// A sheet with everything that is known of one object, to be read and copied.
void showFactsDialog(QWidget *parent, const QString &title, const QList<FactsSection> &sections);

} // namespace orrery::views
