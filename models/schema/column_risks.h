// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/risk_list.h"

namespace orrery::models {

/// What the change of one column does to its values and to statements that rely on it. `change` is of `before` and `after`.
void judgeColumn(const StructureChange &change, const TableDefinition &before, const TableDefinition &after,
                 RiskList &risks);

} // namespace orrery::models
