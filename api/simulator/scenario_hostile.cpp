// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/server.h"

namespace orrery::simulator {

void buildHostile(World &world)
{
    buildEmpty(world);
}

} // namespace orrery::simulator
