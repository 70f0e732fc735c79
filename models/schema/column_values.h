// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/table_definition.h"

namespace orrery::models {

// What a column holds in rows that bring no value for it, and whether an online deployment brings one.

/// Whether a row has to name the column: NOT NULL, without a default, not counted and not generated. An enum needs no
/// name: it takes its first member (MySQL's manual, "Data Type Default Values").
bool needsValue(const ColumnDefinition &column);

/// Whether a row that does not name the column gets NULL.
bool isNullByDefault(const ColumnDefinition &column);

/// Whether an online deployment copies the column from the old table to the new one. It leaves out what is generated on
/// either side, as Vitess does when it looks for the columns both tables share.
bool isCopied(const ColumnDefinition &before, const ColumnDefinition &after);

/// Generated from the same expression on both sides, or on neither.
bool hasSameExpression(const ColumnDefinition &before, const ColumnDefinition &after);

} // namespace orrery::models
