// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/table_definition.h"

#include <QList>
#include <QStringList>
#include <QStringView>

namespace orrery::models {

/// What an ALTER TABLE statement says of the table by itself: it does not tell what the table was before, so no more than
/// this can be known from it.
struct AlterParts
{
    /// With as much of their definitions as is understood; at least the name.
    QList<ColumnDefinition> addedColumns;
    QStringList changedColumns; ///< MODIFY and CHANGE, by their new names
    QStringList droppedColumns;
    bool dropsKey = false; ///< an index, a primary key or a constraint: it may have been a unique one
};

/// Reads one statement; empty for any other. Pure, any input, linear in its length; what comes behind a part that cannot be
/// told from the next is left out.
AlterParts readAlterParts(QStringView sql);

} // namespace orrery::models
