// SPDX-License-Identifier: GPL-3.0-or-later
// The one list of features. A new one adds a line; nothing else outside its own folders names it.
#include "app/features.h"

#include "app/endpoints_word.h"
#include "models/activity/module.h"
#include "models/auth/module.h"
#include "models/branches/module.h"
#include "models/databases/module.h"
#include "models/deploy_requests/module.h"
#include "models/organizations/module.h"
#include "models/schema/module.h"
#include "models/storage/module.h"
#include "models/webhooks/module.h"
#include "views/activity/module.h"
#include "views/auth/module.h"
#include "views/backups/module.h"
#include "views/branches/module.h"
#include "views/databases/module.h"
#include "views/deploy_requests/module.h"
#include "views/organizations/module.h"
#include "views/storage/module.h"
#include "views/webhooks/module.h"
#include "views/window/window_settings.h"

namespace orrery {

namespace {

struct Feature
{
    void (*toModels)(models::FeatureRegistry &) = nullptr;
    void (*toViews)(views::ViewRegistry &) = nullptr;
};

constexpr Feature features[] = {
    {&models::contributeAuth, &views::contributeAuth},
    {&models::contributeOrganizations, &views::contributeOrganizations},
    {&models::contributeDatabases, &views::contributeDatabases},
    {&models::contributeBranches, &views::contributeBranches},
    {nullptr, &views::contributeBackups},
    {&models::contributeDeployRequests, &views::contributeDeployRequests},
    {&models::contributeSchema, nullptr},
    {&models::contributeWebhooks, &views::contributeWebhooks},
    {&models::contributeStorage, &views::contributeStorage},
    {&models::contributeActivity, &views::contributeActivity},
};

} // namespace

Features Features::all()
{
    Features all;
    views::addWindowSettings(all.models);
    all.models.commandWords.push_back(endpointsWord());
    for (const Feature &feature : features) {
        if (feature.toModels)
            feature.toModels(all.models);
        if (feature.toViews)
            feature.toViews(all.views);
    }
    return all;
}

QStringList Features::problems() const
{
    return models.problems() + views.problems(models);
}

} // namespace orrery
