// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/webhooks/webhook_payload.h"
#include "models/core/tone.h"
#include "models/storage/history/series.h"
#include "models/storage/sources/known_branches.h"

namespace orrery::models {

/// What a pasted webhook is, and what can be done with it.
struct WebhookInspection
{
    api::WebhookVerdict verdict = api::WebhookVerdict::NoSecret;
    StateWord verdictWord;
    std::optional<api::WebhookPayload> payload; ///< empty: it could not be read
    QString problem; ///< why, as a sentence
    QList<StorageReading> readings; ///< of a storage event, for one account; empty parts where the branch is not known
    QString whyNoImport; ///< why these cannot be taken into the history, as a sentence; empty: they can
    QStringList accounts; ///< whose history they belong to, by id

    [[nodiscard]] bool isGenuine() const { return verdict == api::WebhookVerdict::Genuine; }
    /// The readings for each of the accounts.
    [[nodiscard]] QList<StorageReading> readingsForAll() const;
};

/// A chip's word and its sentence.
StateWord describeWebhookVerdict(api::WebhookVerdict verdict);

/// Verifies and reads the exact bytes that were sent. Pure.
WebhookInspection inspectWebhook(const QByteArray &body, const QByteArray &signature, const api::Secret &secret,
                                 const QList<KnownBranch> &known);

} // namespace orrery::models
