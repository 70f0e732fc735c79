// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/column.h"
#include "models/storage/view/radar_volume.h"

namespace orrery {
class Clock;
}

namespace orrery::models {

/// name, organization, database, branch, risk, used, used_bytes, capacity, growth, serious (when 85 % is expected), source,
/// read. `clock` outlives the columns.
QList<Column<RadarVolume>> radarColumns(const Clock *clock);

} // namespace orrery::models
