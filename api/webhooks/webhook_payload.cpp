// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/webhooks/webhook_payload.h"

#include "api/core/json_codec.h"
#include "api/core/json_text.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

namespace orrery::api {

using namespace Qt::StringLiterals;

namespace {

QByteArray digestOf(const QByteArray &body, const QByteArray &secret)
{
    return QMessageAuthenticationCode::hash(body, secret, QCryptographicHash::Sha256);
}

/// Looks at every byte, wherever the first difference is.
bool equalInConstantTime(const QByteArray &left, const QByteArray &right)
{
    if (left.size() != right.size())
        return false;
    unsigned char difference = 0;
    for (qsizetype i = 0; i < left.size(); ++i)
        difference = static_cast<unsigned char>(difference | (left.at(i) ^ right.at(i)));
    return difference == 0;
}

bool isHexadecimal(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
}

template<class V>
V readMember(const json::Json &object, const char *name)
{
    V value{};
    if (const auto found = object.find(name); found != object.end())
        json::read(*found, value);
    return value;
}

/// A number that can be a size or a share.
std::optional<double> readAmount(const json::Json &object, const char *name)
{
    const auto value = readMember<std::optional<double>>(object, name);
    return value && std::isfinite(*value) && *value >= 0 ? value : std::nullopt;
}

QDateTime readTime(const json::Json &object)
{
    constexpr qint64 furthest = 253'402'300'799; // the year 9999
    const auto seconds = readMember<std::optional<qint64>>(object, "timestamp");
    if (seconds)
        return *seconds > 0 && *seconds <= furthest ? QDateTime::fromSecsSinceEpoch(*seconds, QTimeZone::utc())
                                                    : QDateTime();
    return readMember<QDateTime>(object, "timestamp"); // documented as a number; a text does no harm
}

WebhookStorage readStorage(const json::Json &resource)
{
    WebhookStorage storage;
    storage.branch = readMember<QString>(resource, "branch_name");
    storage.keyspace = readMember<QString>(resource, "keyspace_name");
    storage.usedPercent = readAmount(resource, "storage_percentage");
    const auto shards = resource.find("shards");
    if (shards == resource.end() || !shards->is_array())
        return storage;
    for (const json::Json &in : *shards) {
        WebhookShardStorage shard;
        if (in.is_object()) {
            shard.shard = readMember<QString>(in, "shard");
            shard.usedBytes = readAmount(in, "bytes_used");
            shard.capacityBytes = readAmount(in, "bytes_total_capacity");
            shard.availableBytes = readAmount(in, "bytes_available");
            shard.usedPercent = readAmount(in, "storage_percentage");
        }
        if (shard.usedBytes || shard.capacityBytes || shard.availableBytes || shard.usedPercent)
            storage.shards.append(shard);
        else
            ++storage.leftOut;
    }
    return storage;
}

} // namespace

WebhookVerdict verifyWebhook(const QByteArray &body, const QByteArray &signature, const Secret &secret)
{
    const QByteArray key = secret.reveal().trimmed();
    QByteArray given = signature.trimmed();
    if (given.startsWith("sha256="))
        given = given.mid(7);
    if (key.isEmpty())
        return WebhookVerdict::NoSecret;
    if (given.isEmpty())
        return WebhookVerdict::NoSignature;
    const QByteArray digest = digestOf(body, key);
    if (given.size() != digest.size() * 2 || !isHexadecimal(given))
        return WebhookVerdict::BadSignature;
    given = QByteArray::fromHex(given);
    if (equalInConstantTime(digest, given))
        return WebhookVerdict::Genuine;
    QByteArray shorter = body;
    while (shorter.endsWith('\n') || shorter.endsWith('\r'))
        shorter.chop(1);
    return shorter.size() != body.size() && equalInConstantTime(digestOf(shorter, key), given)
        ? WebhookVerdict::DifferentByLineEnd
        : WebhookVerdict::Different;
}

Result<WebhookPayload> decodeWebhook(const QByteArray &body)
{
    const auto document = json::parse(body);
    if (!document)
        return tl::unexpected(document.error());
    if (!document->is_object())
        return tl::unexpected(json::decodeError(u"expected an object"_s, body));
    WebhookPayload payload;
    payload.event = readMember<QString>(*document, "event");
    if (payload.event.isEmpty())
        return tl::unexpected(json::decodeError(u"the text \"event\" is missing"_s, body));
    payload.timestamp = readTime(*document);
    payload.organization = readMember<QString>(*document, "organization");
    payload.database = readMember<QString>(*document, "database");
    const auto resource = document->find("resource");
    const bool hasResource = resource != document->end() && resource->is_object();
    if (hasResource)
        payload.resource =
            prettyJson(jsonMembers(body).value_or(QHash<QString, QString>()).value(u"resource"_s).toUtf8())
                .toUtf8(); // read again, because this keeps the order of the members

    const bool vitess = payload.event == u"keyspace.storage";
    if (!vitess && payload.event != u"cluster.storage")
        return payload;
    const WebhookStorage storage = hasResource ? readStorage(*resource) : WebhookStorage();
    const auto need = [&payload](bool isThere, const char *name) {
        if (!isThere)
            payload.missing.append(QString::fromLatin1(name));
    };
    need(payload.timestamp.isValid(), "timestamp");
    need(!payload.organization.isEmpty(), "organization");
    need(!payload.database.isEmpty(), "database");
    need(hasResource, "resource");
    need(!storage.branch.isEmpty(), "branch_name");
    need(!vitess || !storage.keyspace.isEmpty(), "keyspace_name");
    need(!storage.shards.isEmpty(), "shards");
    if (!storage.shards.isEmpty() || storage.usedPercent)
        payload.storage = storage;
    return payload;
}

} // namespace orrery::api
