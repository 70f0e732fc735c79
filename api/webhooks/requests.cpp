// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/webhooks/requests.h"

#include "api/core/json_codec.h"
#include "api/webhooks/endpoints.h"

ORRERY_API_RESOURCE(orrery::api::Webhook)
ORRERY_API_PART(orrery::api::WebhookCreate)
ORRERY_API_PART(orrery::api::WebhookUpdate)

namespace orrery::api::webhooks {

Request<Page<Webhook>> list(const DatabaseRef &database, const PageRequest &page)
{
    return makePageRequest<Webhook>(endpoint("list_webhooks"), database.path(), page);
}

Request<Webhook> get(const DatabaseRef &database, const QString &id)
{
    return makeRequest<Webhook>(endpoint("get_webhook"), database.path(id));
}

Request<Webhook> create(const DatabaseRef &database, const WebhookCreate &body)
{
    return makeRequest<Webhook>(endpoint("create_webhook"), database.path(), {}, Codec<WebhookCreate>::body(body));
}

Request<Webhook> update(const DatabaseRef &database, const QString &id, const WebhookUpdate &body)
{
    return makeRequest<Webhook>(endpoint("update_webhook"), database.path(id), {}, Codec<WebhookUpdate>::body(body));
}

Request<Nothing> remove(const DatabaseRef &database, const QString &id)
{
    return makeRequest<Nothing>(endpoint("delete_webhook"), database.path(id));
}

Request<Nothing> test(const DatabaseRef &database, const QString &id)
{
    return makeRequest<Nothing>(endpoint("test_webhook"), database.path(id));
}

} // namespace orrery::api::webhooks
