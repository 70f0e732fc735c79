// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/table_definition.h"

#include <QList>
#include <QString>

namespace orrery::interop {

/// Columns that rows are written to: all that are not generated.
QList<models::ColumnDefinition> writtenColumns(const models::TableDefinition &table);

/// A value that goes into the column, another one for each number as far as the type has them; SQL.
QString plainValue(const models::ColumnType &type, int number);

/// Rows that look for trouble, a value for each written column: the ends of each type, NULL, texts that only some
/// collations tell apart, values that repeat in one column or in all but the first. Not every row fits the table's own keys
/// and checks.
QList<QStringList> sampleRows(const models::TableDefinition &table);

} // namespace orrery::interop
