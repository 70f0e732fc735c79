// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/simulator/entities.h"

namespace orrery::simulator {

/// Whether a branch of this kind of database may have the size: one on offer, or one a branch of the database has already.
bool isClusterSize(const Database &database, const QString &name);

} // namespace orrery::simulator
