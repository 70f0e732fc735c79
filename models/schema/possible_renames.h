// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/structure_diff.h"

#include <QList>

namespace orrery::models {

/// Pairs of a removed and an added part in `changes` that look like one part under a new name. Each part is in at most one
/// pair, the surest ones first chosen; the result follows the order of the changes.
QList<PossibleRename> possibleRenames(const QList<StructureChange> &changes, const TableDefinition &before,
                                      const TableDefinition &after);

} // namespace orrery::models
