// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/webhooks/webhook.h"
#include "models/core/tone.h"

#include <QString>

namespace orrery::models {

/// When an event is sent, in one sentence. Follows the page "webhook-events".
QString webhookEventMeaning(api::WebhookEvent event);
/// A payload of the event as the documentation describes it, with made-up names: indented JSON. Empty where the reference
/// does not say what the resource is.
QString webhookSample(api::WebhookEvent event, const QString &organization, const QString &database);
/// Delivered, failed with what came back, or nothing sent yet.
StateWord describeLastDelivery(const api::Webhook &webhook);
/// Enabled or paused.
StateWord describeWebhookState(const api::Webhook &webhook);

} // namespace orrery::models
