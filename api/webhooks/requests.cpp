// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/webhooks/requests.h"

#include "api/core/endpoint_table.h"
#include "api/core/json_codec.h"

ORRERY_API_RESOURCE(orrery::api::Webhook)
ORRERY_API_PART(orrery::api::WebhookCreate)
ORRERY_API_PART(orrery::api::WebhookUpdate)

namespace orrery::api::webhooks {

Request<Page<Webhook>> list(const QString &organization, const QString &database, const PageRequest &page)
{
    return makePageRequest<Webhook>(endpoint("list_webhooks"), {organization, database}, page);
}

Request<Webhook> get(const QString &organization, const QString &database, const QString &id)
{
    return makeRequest<Webhook>(endpoint("get_webhook"), {organization, database, id});
}

Request<Webhook> create(const QString &organization, const QString &database, const WebhookCreate &body)
{
    return makeRequest<Webhook>(endpoint("create_webhook"), {organization, database}, {},
                                Codec<WebhookCreate>::body(body));
}

Request<Webhook> update(const QString &organization, const QString &database, const QString &id,
                        const WebhookUpdate &body)
{
    return makeRequest<Webhook>(endpoint("update_webhook"), {organization, database, id}, {},
                                Codec<WebhookUpdate>::body(body));
}

Request<Nothing> remove(const QString &organization, const QString &database, const QString &id)
{
    return makeRequest<Nothing>(endpoint("delete_webhook"), {organization, database, id});
}

Request<Nothing> test(const QString &organization, const QString &database, const QString &id)
{
    return makeRequest<Nothing>(endpoint("test_webhook"), {organization, database, id});
}

} // namespace orrery::api::webhooks
