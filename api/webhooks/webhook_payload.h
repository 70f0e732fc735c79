// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/result.h"
#include "api/core/secret.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace orrery::api {

/// Whether a webhook's body is what the holder of the secret signed.
enum class WebhookVerdict : quint8 {
    Genuine,
    NoSecret,
    NoSignature,
    BadSignature, ///< not 64 hexadecimal digits
    Different, ///< another secret, or the body was changed (also by reformatting or a line break at its end)
    DifferentByLineEnd, ///< the signature fits the body without the line breaks at its end, which pasting adds
};

/// Verifies the header X-PlanetScale-Signature, an HMAC-SHA-256 in hexadecimal of the raw bytes of the body, in constant
/// time. Blanks around header and secret are taken away, and "sha256=" before the digits. Page: webhooks.
WebhookVerdict verifyWebhook(const QByteArray &body, const QByteArray &signature, const Secret &secret);

/// One shard in a storage event; Postgres has one without a name.
struct WebhookShardStorage
{
    QString shard;
    std::optional<double> usedBytes;
    std::optional<double> capacityBytes;
    std::optional<double> availableBytes;
    std::optional<double> usedPercent;
    friend bool operator==(const WebhookShardStorage &, const WebhookShardStorage &) = default;
};

/// The resource of "cluster.storage" (Postgres) and "keyspace.storage" (Vitess), which come at 60, 75, 85, 90 and 95 %.
struct WebhookStorage
{
    QString branch;
    QString keyspace; ///< Vitess
    std::optional<double> usedPercent;
    QList<WebhookShardStorage> shards;
    int leftOut = 0; ///< shards that are no objects or say nothing
    friend bool operator==(const WebhookStorage &, const WebhookStorage &) = default;
};

/// A webhook's body. What is missing or of another type is empty. Page: webhook-events.
struct WebhookPayload
{
    QString event; ///< "keyspace.storage"; never empty
    QDateTime timestamp; ///< UTC; invalid when missing
    QString organization;
    QString database;
    QByteArray resource; ///< the object as JSON, indented; empty when there is none
    std::optional<WebhookStorage> storage; ///< of a storage event that has readings
    /// Pieces that a storage event should have and this one lacks, as their names ("timestamp", "branch_name", "shards").
    QStringList missing;

    friend bool operator==(const WebhookPayload &, const WebhookPayload &) = default;
};

/// Reads a body. Kind::Decode when it is not JSON, no object, or names no event; `detail` says which.
Result<WebhookPayload> decodeWebhook(const QByteArray &body);

} // namespace orrery::api
