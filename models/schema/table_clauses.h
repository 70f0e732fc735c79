// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/statement_reader.h"
#include "models/schema/table_definition.h"

namespace orrery::models {

// The parts of a CREATE TABLE statement besides its columns. False: the reader has the failure. Names that are left out
// stay empty; the parser makes them up when it has seen them all.

/// Whether an index, a constraint or a check begins here, not a column.
bool startsTableClause(const StatementReader &reader);

/// One index, foreign key or check, appended to the table.
bool readTableClause(StatementReader &reader, TableDefinition &table);

/// "REFERENCES t (a) MATCH … ON DELETE …", into a key that has its columns.
bool readReference(StatementReader &reader, ForeignKeyDefinition &key);

/// "CHECK (…) NOT ENFORCED".
bool readCheck(StatementReader &reader, CheckDefinition &check);

/// Everything behind the closing parenthesis: options and partitioning.
bool readTableOptions(StatementReader &reader, TableDefinition &table);

/// A NAME = value, NAME(value) or versioned word that has no member of its own, appended to the list.
bool readUnknownOption(StatementReader &reader, QList<NamedOption> &options);

/// Adds the option, or replaces the one of that name: the last one counts.
void setOption(QList<NamedOption> &options, const QString &name, const QString &value);

} // namespace orrery::models
