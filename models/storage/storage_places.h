// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"

namespace orrery::models {

/// The disks of every account.
inline Location storagePlace()
{
    return {.route = QStringLiteral("storage"), .account = {}, .parameters = {}, .tab = {}};
}

} // namespace orrery::models
