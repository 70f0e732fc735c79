// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/risk_list.h"

namespace orrery::models {

/// What the changes of indexes, foreign keys and checks may break, by what they forbid before and after: a new name, a
/// comment or another order of columns forbids nothing. In the order of the changes.
void judgeKeys(const StructureDiff &diff, const TableDefinition &before, const TableDefinition &after, RiskList &risks);

// Constraints of one table under which rows may be written that the other one refuses: names are no part of that. Null:
// nothing takes its place.

/// The foreign key of `other` that stands for `key` of `own`: of the same name, or on the same columns under another name.
const ForeignKeyDefinition *counterpart(const ForeignKeyDefinition &key, const TableDefinition &own,
                                        const TableDefinition &other);

/// Whether the two ask for the same rows elsewhere, whatever they do when those change.
bool asksForSameRows(const ForeignKeyDefinition &before, const ForeignKeyDefinition &after);

/// Whether a check of `table` says what `check` says. One that is not enforced says nothing.
bool isEnforcedBy(const TableDefinition &table, const CheckDefinition &check);

} // namespace orrery::models
