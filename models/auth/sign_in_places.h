// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"

namespace orrery::models {

/// Where one signs in: again to `account`, or to a new one.
inline Location signInPlace(const QString &account = {})
{
    return {.route = QStringLiteral("welcome"), .account = account, .parameters = {}, .tab = {}};
}

} // namespace orrery::models
