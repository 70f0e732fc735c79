// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/permissions.h"

#include "models/core/services.h"

namespace orrery::models {

Permissions *permissionsOf(const StoreContext &context)
{
    return context.services ? context.services->find<Permissions>() : nullptr;
}

PermissionAnswer askPermission(const StoreContext &context, const api::RequestData &request, std::string_view accesses)
{
    Permissions *permissions = permissionsOf(context);
    return permissions ? permissions->ask(context.account, request, accesses) : PermissionAnswer();
}

} // namespace orrery::models
