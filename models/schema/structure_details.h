// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/structure_diff.h"
#include "models/schema/table_definition.h"

#include <QList>

namespace orrery::models {

// What differs between two values of the same part, property by property; empty when nothing does. The tables are needed
// for what a part inherits (charsets).

QList<StructureDetail> columnDetails(const ColumnDefinition &before, const TableDefinition &oldTable,
                                     const ColumnDefinition &after, const TableDefinition &newTable);
QList<StructureDetail> indexDetails(const IndexDefinition &before, const IndexDefinition &after);
QList<StructureDetail> foreignKeyDetails(const ForeignKeyDefinition &before, const ForeignKeyDefinition &after);
QList<StructureDetail> checkDetails(const CheckDefinition &before, const CheckDefinition &after);
QList<StructureDetail> partitioningDetails(const Partitioning &before, const Partitioning &after);
QList<StructureDetail> headDetails(const TableHead &before, const TableHead &after);
QList<StructureDetail> viewDetails(const ViewDefinition &before, const ViewDefinition &after);

/// Whether an option means something else; nothing on a side stands for an option that is not there.
bool isRealOptionChange(const NamedOption *before, const TableDefinition &oldTable, const NamedOption *after,
                        const TableDefinition &newTable);

// Whether two parts are the same but for their names.
bool sameIndexBody(const IndexDefinition &before, const IndexDefinition &after);
bool sameForeignKeyBody(const ForeignKeyDefinition &before, const ForeignKeyDefinition &after);
bool sameCheckBody(const CheckDefinition &before, const CheckDefinition &after);

} // namespace orrery::models
