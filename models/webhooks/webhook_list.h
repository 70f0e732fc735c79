// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/webhooks/webhook.h"
#include "models/core/list_store.h"

namespace orrery::models {

class Workspace;

using WebhookList = ListStore<api::Webhook>;

namespace webhook_column {
inline constexpr const char *url = "url";
inline constexpr const char *state = "enabled";
inline constexpr const char *events = "events";
inline constexpr const char *lastDelivery = "last_sent_success";
inline constexpr const char *lastSentAt = "last_sent_at";
inline constexpr const char *createdAt = "created_at";
} // namespace webhook_column

/// The webhooks of a database. Kept over runs, without their secrets.
WebhookList *webhookList(Workspace *workspace, const QString &organization, const QString &database);
/// Only when it was asked for already; null otherwise.
const WebhookList *loadedWebhooks(const Workspace *workspace, const QString &organization, const QString &database);

} // namespace orrery::models
