// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"

namespace orrery::models {

/// What was done from this computer, in every account.
inline Location activityPlace()
{
    return {.route = QStringLiteral("activity"), .account = {}, .parameters = {}, .tab = {}};
}

} // namespace orrery::models
