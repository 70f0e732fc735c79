// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/reference.h"
#include "api/core/request.h"
#include "api/databases/database.h"
#include "api/databases/database_bodies.h"
#include "api/organizations/region.h"

namespace orrery::api::databases {

/// GET …/databases, those whose name contains `search`.
Request<Page<Database>> list(const OrganizationRef &organization, const QString &search = {},
                             const PageRequest &page = {});
/// GET …/databases/{database}
Request<Database> get(const DatabaseRef &database);
/// POST …/databases
Request<Database> create(const OrganizationRef &organization, const DatabaseCreate &body);
/// PATCH …/databases/{database}
Request<Database> updateSettings(const DatabaseRef &database, const DatabaseSettings &body);
/// DELETE …/databases/{database}
Request<Nothing> remove(const DatabaseRef &database);

/// GET …/databases/{database}/regions: where branches of the database may be created.
Request<Page<Region>> regions(const DatabaseRef &database, const PageRequest &page = {});

} // namespace orrery::api::databases
