// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/table_definition.h"

#include <QString>
#include <QStringView>

#include <tl/expected.hpp>

namespace orrery::models {

/// Why a statement was not understood, and where.
struct ParseFailure
{
    int line = 1; ///< from 1
    int column = 1; ///< from 1, in UTF-16 units
    QString message; ///< translated, one clause without position: "a column type was expected before “,”"
    friend bool operator==(const ParseFailure &, const ParseFailure &) = default;
};

/// Reads one CREATE TABLE or CREATE VIEW statement, as SHOW CREATE of MySQL 8.0 to 8.4 and Vitess prints it or as people
/// write it (IF NOT EXISTS, keys, references and checks at a column, names left out, comments, a semicolon at the end).
///
/// All or nothing: what is not understood is a failure, and options without a member of their own are kept by name. Names
/// that are left out are made up as MySQL does, columns of the primary key become NOT NULL, type synonyms are resolved.
/// Strings are read with backslash escapes (no NO_BACKSLASH_ESCAPES), "x" as a string where a string can stand and as a
/// name where a name can. Pure, any input, linear in its length.
tl::expected<SchemaObject, ParseFailure> parseCreateStatement(QStringView sql);

} // namespace orrery::models
