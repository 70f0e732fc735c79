// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/webhooks/module.h"

#include "models/core/text.h"
#include "models/core/workspace.h"
#include "models/webhooks/webhook_list.h"
#include "models/webhooks/webhook_places.h"
#include "views/webhooks/webhooks_pane.h"
#include "views/window/pane_page.h"

#include <QCoreApplication>

namespace orrery::views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(WebhooksView)
};

QString count(const PageContext &context, const models::Location &place)
{
    const auto *list =
        models::loadedWebhooks(context.workspace, models::organizationOf(place), models::databaseOf(place));
    return list && list->state().hasContent ? models::formattedCount(list->model()->rowCount()) : QString();
}

} // namespace

void contributeWebhooks(ViewRegistry &registry)
{
    registry.tabs.push_back({.route = models::databasePlace({}, {}, {}).route,
                             .id = QStringLiteral("webhooks"),
                             .position = 50,
                             .title = Words::tr("Webhooks"),
                             .make = &makeWebhooksPane,
                             .note = &count});
    registry.pages.push_back(
        panePage(models::webhooksPlace({}, {}, {}).route, Glyph::Link, Words::tr("Webhooks"), &makeWebhooksPane));
}

} // namespace orrery::views
