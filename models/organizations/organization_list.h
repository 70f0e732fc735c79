// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/organizations/organization.h"
#include "models/core/list_store.h"

namespace orrery::models {

using OrganizationList = ListStore<api::Organization>;

/// The organizations a sign-in sees.
OrganizationList::Spec organizationListSpec(const StoreContext &context);

} // namespace orrery::models
