// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

// Written in the style of the reference, with values of our own.

namespace orrery::api::test {

/// Every field of Webhook.
inline const QByteArray webhookJson = R"json({
  "id": "whk3v0a9d1xz",
  "type": "Webhook",
  "url": "https://hooks.example/planetscale",
  "secret": "5b1f0c6a9e3d4f7782ab",
  "enabled": true,
  "last_sent_result": "200",
  "last_sent_success": true,
  "last_sent_at": "2026-02-04T10:30:00.000Z",
  "created_at": "2026-02-03T09:15:00.000Z",
  "updated_at": "2026-02-03T09:20:31.250Z",
  "events": ["branch.ready", "deploy_request.opened"]
})json";

} // namespace orrery::api::test
