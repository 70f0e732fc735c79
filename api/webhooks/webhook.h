// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/field.h"
#include "api/core/required.h"
#include "api/webhooks/webhook_event.h"

#include <QtGlobal>

#include <chrono>

namespace orrery::api {

/// Limits of the page "webhooks".
inline constexpr int maximumWebhooks = 5; ///< of one database
inline constexpr std::chrono::seconds webhookTestInterval{20};

/// Where PlanetScale sends what happens to a database. Follows the page "get_webhook".
struct Webhook : Resource
{
    QString id;
    QString url;
    QString secret; ///< signs the payloads; every answer has it
    std::optional<bool> enabled;
    QString lastSentResult; ///< what came of the last delivery, in the service's words; null before the first
    std::optional<bool> lastSentSuccess;
    QDateTime lastSentAt;
    QDateTime createdAt;
    QDateTime updatedAt;
    QList<OpenEnum<WebhookEvent>> events;

    friend bool operator==(const Webhook &, const Webhook &) = default;

    static constexpr auto fields()
    {
        using W = Webhook;
        return FieldTable{
            field("id", &W::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("url", &W::url, Meaning::Url, QT_TRANSLATE_NOOP("Field", "URL")),
            field("secret", &W::secret, Meaning::Secret, QT_TRANSLATE_NOOP("Field", "Secret")),
            field("enabled", &W::enabled, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Enabled")),
            field("last_sent_result", &W::lastSentResult, Meaning::Text,
                  QT_TRANSLATE_NOOP("Field", "Last delivery result")),
            field("last_sent_success", &W::lastSentSuccess, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Last delivery succeeded")),
            field("last_sent_at", &W::lastSentAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Last delivery")),
            field("created_at", &W::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Created")),
            field("updated_at", &W::updatedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Updated")),
            field("events", &W::events, Meaning::State, QT_TRANSLATE_NOOP("Field", "Events")),
        };
    }
};

/// Body of POST …/webhooks. `url` is required; without `enabled` the command line's documentation says it starts disabled.
struct WebhookCreate : Resource
{
    QString url; ///< https, reachable from the internet, unique in its database
    std::optional<bool> enabled;
    QList<OpenEnum<WebhookEvent>> events;

    friend bool operator==(const WebhookCreate &, const WebhookCreate &) = default;

    static constexpr Required required[] = {{"url"}};

    static constexpr auto fields()
    {
        using W = WebhookCreate;
        return FieldTable{
            field("url", &W::url, Meaning::Url, QT_TRANSLATE_NOOP("Field", "URL")),
            field("enabled", &W::enabled, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Enabled")),
            field("events", &W::events, Meaning::State, QT_TRANSLATE_NOOP("Field", "Events")),
        };
    }
};

/// Body of PATCH …/webhooks/{id}: only what is set changes.
struct WebhookUpdate : Resource
{
    QString url;
    std::optional<bool> enabled;
    QList<OpenEnum<WebhookEvent>> events; ///< all of them, not only the new ones

    friend bool operator==(const WebhookUpdate &, const WebhookUpdate &) = default;

    static constexpr auto fields()
    {
        using W = WebhookUpdate;
        return FieldTable{
            field("url", &W::url, Meaning::Url, QT_TRANSLATE_NOOP("Field", "URL")),
            field("enabled", &W::enabled, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Enabled")),
            field("events", &W::events, Meaning::State, QT_TRANSLATE_NOOP("Field", "Events")),
        };
    }
};

} // namespace orrery::api
