// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/access/user.h"
#include "models/core/item_store.h"

namespace orrery::models {

class Workspace;

using UserItem = ItemStore<api::User>;

/// Who is signed in (GET /user); its value stays empty for service tokens.
UserItem *currentUser(Workspace *workspace);

} // namespace orrery::models
