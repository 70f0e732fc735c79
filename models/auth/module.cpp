// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/auth/module.h"

#include "models/auth/account_permissions.h"
#include "models/auth/sign_in_places.h"
#include "models/core/feature_registry.h"
#include "models/core/services.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(AuthModule)
};
} // namespace

void contributeAuth(FeatureRegistry &registry)
{
    registry.signInRoute = signInPlace().route;
    registry.starters.push_back([](const FeatureContext &context) {
        context.services->add<Permissions>(std::make_unique<AccountPermissions>(context.accounts, context.clock));
    });
    registry.routes.add({.id = signInPlace().route,
                         .patterns = {QStringLiteral("~/welcome")},
                         .onlyOurs = true,
                         .ofAccount = false,
                         .title = [](const Location &) { return Words::tr("Sign in"); }});
}

} // namespace orrery::models
