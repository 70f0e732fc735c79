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
QString obstacle(const api::WebhookPayload &payload, const WebhookInspection &inspection)
{
    if (!payload.storage)
        return Words::tr("Only cluster.storage and keyspace.storage tell of storage.");
    if (inspection.readings.isEmpty())
        return Words::tr("The event names no disk with its level.");
    if (!payload.timestamp.isValid())
        return Words::tr("The payload does not say when it was sent.");
    if (inspection.accounts.isEmpty()) {
        return Words::tr("No signed-in account knows the branch %1.")
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
                Words::tr("The signature fits: whoever holds the secret sent exactly this.")};
    case Verdict::NoSecret:
        return {Tone::Neutral, Words::tr("Not verified"),
                Words::tr("Not verified: no secret was given. It is shown where the webhook was made.")};
    case Verdict::NoSignature:
        return {Tone::Neutral, Words::tr("Not verified"),
                Words::tr("Not verified: no signature was given. It is in the header X-PlanetScale-Signature.")};
    case Verdict::BadSignature:
        return {Tone::Warn, Words::tr("No signature"),
                Words::tr("What was given is no signature: that is 64 hexadecimal digits.")};
    case Verdict::Different:
        return {
            Tone::Critical, Words::tr("Does not fit"),
            Words::tr("The signature does not fit: the secret is another one, or the body was changed, be it only by "
                      "formatting it.")};
    case Verdict::DifferentByLineEnd:
        return {
            Tone::Warn, Words::tr("Fits without the last line break"),
            Words::tr("The signature fits once the line break at the end is gone, which pasting adds. What was sent is "
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
            ? Words::tr("The body is no webhook payload.")
            : Words::tr("The body is no webhook payload: %1.").arg(visibleText(detail));
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
    inspection.whyNoImport = obstacle(payload, inspection);
    return inspection;
}

} // namespace orrery::models
