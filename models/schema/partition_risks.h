// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/risk_list.h"

namespace orrery::models {

/// What a change of the partitioning may do to rows.
void judgePartitioning(const StructureChange &change, RiskList &risks);

/// Whether a row of `before` may find no partition in `after`: it divides by ranges or lists that do not take every value.
/// Nothing: the table is not partitioned.
bool leavesNoPartition(const std::optional<Partitioning> &before, const std::optional<Partitioning> &after);

/// The partitions of ranges or lists that are in `before` only, while the scheme is the same: they are dropped as they are.
QStringList droppedPartitions(const std::optional<Partitioning> &before, const std::optional<Partitioning> &after);

} // namespace orrery::models
