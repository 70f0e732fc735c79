// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/access/user.h"
#include "api/core/request.h"

namespace orrery::api::access {

/// GET /user: the person behind an OAuth sign-in. A service token has none and is refused.
Request<User> currentUser();

} // namespace orrery::api::access
