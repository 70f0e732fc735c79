// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/reference.h"
#include "api/core/request.h"
#include "api/webhooks/webhook.h"

namespace orrery::api::webhooks {

/// GET …/webhooks
Request<Page<Webhook>> list(const DatabaseRef &database, const PageRequest &page = {});
/// GET …/webhooks/{id}
Request<Webhook> get(const DatabaseRef &database, const QString &id);
/// POST …/webhooks
Request<Webhook> create(const DatabaseRef &database, const WebhookCreate &body);
/// PATCH …/webhooks/{id}
Request<Webhook> update(const DatabaseRef &database, const QString &id, const WebhookUpdate &body);
/// DELETE …/webhooks/{id}
Request<Nothing> remove(const DatabaseRef &database, const QString &id);
/// POST …/webhooks/{id}/test: one in webhookTestInterval; what came of it is in the webhook's lastSent… afterwards.
Request<Nothing> test(const DatabaseRef &database, const QString &id);

} // namespace orrery::api::webhooks
