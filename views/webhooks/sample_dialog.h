// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/reference.h"
#include "api/webhooks/webhook.h"

class QWidget;

namespace orrery::views {

/// What the events of a webhook look like when they arrive: one sample payload an event, to copy.
void showWebhookSamples(QWidget *parent, const api::Webhook &webhook, const api::DatabaseRef &database);

} // namespace orrery::views
