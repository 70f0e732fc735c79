// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/organizations/organization.h"
#include "models/core/list_store.h"

namespace orrery::models {

class Workspace;

using OrganizationList = ListStore<api::Organization>;

class OrganizationGrants;

/// The organizations a sign-in sees. `grants` outlives the list; null: the list does not tell which may be read.
OrganizationList::Spec organizationListSpec(const StoreContext &context, const OrganizationGrants *grants = nullptr);

/// Of the account. Some service tokens cannot list organizations: the one they were typed in for is read by its name then.
OrganizationList *organizationList(Workspace *workspace);

} // namespace orrery::models
