// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/table_definition.h"

#include <QString>

#include <optional>

namespace orrery::models {

// What can be said about column types without the data. Pure; facts from MySQL's manual, chapter "Data Types".

/// "varchar(100)", "int unsigned", "enum('a','b') CHARACTER SET latin1".
QString typeText(const ColumnType &type);

/// The column's type with charset and collation filled in: from the table's defaults, and where it names none from the
/// server's (utf8mb4, utf8mb4_0900_ai_ci). Aliases are resolved (utf8 is utf8mb3).
ColumnType resolvedType(const ColumnDefinition &column, const TableDefinition &table);

/// Whether the two mean the same: display width counts only with zerofill, utf8 is utf8mb3. Resolved types on both sides
/// also see through charsets that are only written out.
bool sameType(const ColumnType &before, const ColumnType &after);

/// Whether values that fit `before` may not fit `after`, or may change: why, in one or more translated sentences; nothing
/// when every value stays as it is. Charsets are compared when both sides name one: pass resolved types.
std::optional<QString> narrows(const ColumnType &before, const ColumnType &after);

/// Whether values that differ in `before` can be equal in `after`, which a unique key does not forgive: why, in a
/// translated sentence. Resolved types on both sides.
std::optional<QString> makesEqual(const ColumnType &before, const ColumnType &after);

/// Whether the type holds characters and so has a charset.
bool hasCharset(const ColumnType &type);

} // namespace orrery::models
