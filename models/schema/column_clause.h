// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/statement_reader.h"
#include "models/schema/table_definition.h"

#include <QList>

namespace orrery::models {

/// A column as it stands in the statement, with what belongs to the table once it is read.
struct ColumnClause
{
    ColumnDefinition column;
    bool primaryKey = false;
    bool uniqueKey = false;
    QList<CheckDefinition> checks; ///< names may be empty
    std::optional<ForeignKeyDefinition> reference; ///< without name
};

/// Reads "`name` type attribute…" up to the comma or closing parenthesis behind it. False: the reader has the failure.
bool readColumn(StatementReader &reader, ColumnClause &clause);

} // namespace orrery::models
