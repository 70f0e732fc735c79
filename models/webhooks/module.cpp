// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/webhooks/module.h"

#include "models/core/feature_registry.h"
#include "models/databases/module.h"
#include "models/webhooks/webhook_places.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(WebhooksModule)
};

QList<KnownPlace> beginnings(Workspace *workspace)
{
    QList<KnownPlace> places;
    for (const KnownPlace &known : knownDatabases(workspace))
        places.append(
            {webhooksPlace(known.location.account, organizationOf(known.location), databaseOf(known.location)),
             Words::tr("%1: webhooks", "place").arg(known.text)});
    return places;
}

} // namespace

void contributeWebhooks(FeatureRegistry &registry)
{
    registry.routes.add({.id = webhooksPlace({}, {}, {}).route,
                         .patterns = {QStringLiteral("{organization}/{database}/settings/webhooks")},
                         .parent = databasePlace({}, {}, {}).route,
                         .title = [](const Location &) { return Words::tr("Webhooks"); }});
    registry.beginningSources.push_back(&beginnings);
}

} // namespace orrery::models
