// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/activity/module.h"
#include "models/auth/module.h"
#include "models/branches/module.h"
#include "models/core/feature_registry.h"
#include "models/core/local_database.h"
#include "models/databases/module.h"
#include "models/deploy_requests/module.h"
#include "models/organizations/module.h"
#include "models/schema/module.h"
#include "models/storage/module.h"
#include "models/webhooks/module.h"

namespace orrery::test {

/// What the features bring to the models, without their pages.
inline models::FeatureRegistry modelFeatures()
{
    models::FeatureRegistry registry;
    models::contributeAuth(registry);
    models::contributeOrganizations(registry);
    models::contributeDatabases(registry);
    models::contributeBranches(registry);
    models::contributeDeployRequests(registry);
    models::contributeSchema(registry);
    models::contributeWebhooks(registry);
    models::contributeStorage(registry);
    models::contributeActivity(registry);
    return registry;
}

/// The tables of every feature, for a local database.
inline models::LocalDatabase::Options allTables(models::LocalDatabase::Options options = {})
{
    options.tables = modelFeatures().tables;
    return options;
}

} // namespace orrery::test
