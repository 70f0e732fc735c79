// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/webhooks/webhook_list.h"

#include "api/webhooks/requests.h"
#include "models/core/column_kit.h"
#include "models/core/workspace.h"
#include "models/webhooks/webhook_text.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(WebhookList)
};

QStringList keyOf(const QString &organization, const QString &database)
{
    return {QStringLiteral("webhooks"), organization, database};
}

WebhookList::Spec specOf(const StoreContext &context, const api::DatabaseRef &database)
{
    using Row = api::Webhook;
    WebhookList::Spec spec;
    spec.key = {context.account, QStringLiteral("webhooks"), database.organization + u'/' + database.database};
    spec.failureTitle = Words::tr("The webhooks of %1/%2 could not be loaded.")
                            .arg(visibleText(database.organization), visibleText(database.database));
    spec.list = [database](const api::PageRequest &page) { return api::webhooks::list(database, page); };
    spec.idOf = [](const Row &row) { return row.id; };
    spec.columns = {
        textColumn<Row>(webhook_column::url, Words::tr("URL"), 360, [](const Row &row) { return row.url; }),
        stateColumn<Row>(webhook_column::state, Words::tr("State"), 110, &describeWebhookState),
        textColumn<Row>(webhook_column::events, Words::tr("Events"), 170,
                        [](const Row &row) {
                            QStringList names;
                            for (const auto &event : row.events)
                                names.append(event.text());
                            return names.join(QStringLiteral(", "));
                        }),
        stateColumn<Row>(webhook_column::lastDelivery, Words::tr("Last delivery"), 140, &describeLastDelivery),
        timeColumn<Row>(webhook_column::lastSentAt, Words::tr("Sent"), 110, context.clock,
                        [](const Row &row) { return row.lastSentAt; }),
        timeColumn<Row>(webhook_column::createdAt, Words::tr("Created"), 110, context.clock,
                        [](const Row &row) { return row.createdAt; }),
    };
    spec.columns.last().hiddenByDefault = true;
    return spec;
}

} // namespace

WebhookList *webhookList(Workspace *workspace, const QString &organization, const QString &database)
{
    return workspace->store<WebhookList>(
        keyOf(organization, database), [&](const StoreContext &context, QObject *parent) {
            return new WebhookList(context, specOf(context, {organization, database}), parent);
        });
}

const WebhookList *loadedWebhooks(const Workspace *workspace, const QString &organization, const QString &database)
{
    return workspace->loaded<WebhookList>(keyOf(organization, database));
}

} // namespace orrery::models
