// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/sources/webhook_inspection.h"

#include "models/core/text.h"
#include "models/storage/sources/readings.h"

#include <QCoreApplication>

namespace orrery::models {

using namespace Qt::StringLiterals;
using Verdict = api::WebhookVerdict;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::WebhookInspection)
};

/// Why the readings have no place in the history; empty: they have one.
QString reasonNotToImport(const api::WebhookPayload &payload, const WebhookInspection &inspection)
{
    if (!payload.storage)
        return Words::tr("Only cluster.storage and keyspace.storage events have storage figures.");
    if (inspection.readings.isEmpty())
        return Words::tr("The event has no disk usage.");
    if (!payload.timestamp.isValid())
        return Words::tr("The payload does not say when it was sent.");
    if (inspection.accounts.isEmpty()) {
        return Words::tr("Branch %1 was not found in any signed-in account.")
            .arg(visibleText(
                QStringList{payload.organization, payload.database, payload.storage->branch}.join(u" / "_s)));
    }
    return {};
}

} // namespace

QList<StorageReading> WebhookInspection::readingsForAll() const
{
    QList<StorageReading> all;
    for (const QString &account : accounts) {
        for (const StorageReading &reading : readings) {
            all.append(reading);
            all.last().volume.account = account;
        }
    }
    return all;
}

StateWord describeWebhookVerdict(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Genuine:
        return {Tone::Ok, Words::tr("Genuine"),
                Words::tr("The signature matches: the sender has the secret, and the payload was not changed.")};
    case Verdict::NoSecret:
        return {Tone::Neutral, Words::tr("Not verified"),
                Words::tr("Not verified: no secret was given. It is shown where the webhook was made.")};
    case Verdict::NoSignature:
        return {Tone::Neutral, Words::tr("Not verified"),
                Words::tr("Not verified: no signature was given. It is in the header X-PlanetScale-Signature.")};
    case Verdict::BadSignature:
        return {Tone::Warn, Words::tr("No signature"),
                Words::tr("This is not a signature: a signature has 64 hexadecimal digits.")};
    case Verdict::Different:
        return {Tone::Critical, Words::tr("Does not match"),
                Words::tr("The signature does not match: the secret is a different one, or the body was changed, if "
                          "only by formatting it.")};
    case Verdict::DifferentByLineEnd:
        return {Tone::Warn, Words::tr("Matches without the last line break"),
                Words::tr("The signature matches without the line break at the end, which pasting adds. The payload is "
                          "genuine.")};
    }
    return {};
}

WebhookInspection inspectWebhook(const QByteArray &body, const QByteArray &signature, const api::Secret &secret,
                                 const QList<KnownBranch> &known)
{
    WebhookInspection inspection;
    inspection.verdict = api::verifyWebhook(body, signature, secret);
    inspection.verdictWord = describeWebhookVerdict(inspection.verdict);
    const auto decoded = api::decodeWebhook(body);
    if (!decoded) {
        // The parser begins with a mark of its own: "[json.exception.parse_error.101] parse error at line 1, …".
        QString detail = decoded.error().detail;
        if (detail.startsWith(u'['))
            detail = detail.section(u"] "_s, 1);
        inspection.problem = detail.isEmpty()
            ? Words::tr("The body is not a webhook payload.")
            : Words::tr("The body is not a webhook payload: %1.").arg(visibleText(detail));
        return inspection;
    }
    const api::WebhookPayload &payload = *decoded;
    inspection.payload = payload;
    if (payload.storage) {
        StorageVolume branch;
        branch.organization = payload.organization;
        branch.database = payload.database;
        branch.branch = payload.storage->branch;
        for (const KnownBranch &each : known) {
            if (each.branch.organization == branch.organization && each.branch.database == branch.database
                && each.branch.branch == branch.branch)
                inspection.accounts.append(each.branch.account);
        }
        inspection.readings = readingsOf(branch, *payload.storage, payload.timestamp);
    }
    inspection.whyNoImport = reasonNotToImport(payload, inspection);
    return inspection;
}

} // namespace orrery::models
