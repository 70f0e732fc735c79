// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/secret_store.h"

#include <QPointer>

#include <algorithm>

namespace orrery::api {

namespace {

constexpr char mark[] = "orrery-secret 1 ";

/// "https://api.planetscale.com https://auth.planetscale.com:8443": each once, sorted.
QByteArray originsOf(const QList<QUrl> &receivers)
{
    QByteArrayList origins;
    for (const QUrl &url : receivers) {
        QUrl origin;
        origin.setScheme(url.scheme());
        origin.setHost(url.host());
        const bool standard = url.port() == (url.scheme() == QLatin1String("https") ? 443 : 80);
        origin.setPort(standard ? -1 : url.port());
        origins.append(origin.toEncoded());
    }
    std::sort(origins.begin(), origins.end());
    origins.erase(std::unique(origins.begin(), origins.end()), origins.end());
    return origins.join(' ');
}

} // namespace

Secret sealedSecret(const Secret &secret, const QList<QUrl> &receivers)
{
    QByteArray value = mark + originsOf(receivers) + '\n' + secret.reveal();
    Secret sealed(value);
    Secret::wipe(value);
    return sealed;
}

SecretStore::ReadResult openedSecret(const Secret &value, const SecretEntry &entry)
{
    const QByteArray &bytes = value.reveal();
    const qsizetype end = bytes.indexOf('\n');
    if (!bytes.startsWith(mark) || end < 0)
        return tl::unexpected(SecretError{.kind = SecretError::Kind::Missing, .key = entry.key, .detail = {}});
    const QByteArray keptFor = bytes.mid(qsizetype(sizeof mark) - 1, end - (qsizetype(sizeof mark) - 1));
    if (keptFor != originsOf(entry.receivers)) {
        return tl::unexpected(
            SecretError{.kind = SecretError::Kind::OtherHost, .key = entry.key, .detail = QString::fromUtf8(keptFor)});
    }
    QByteArray plain = bytes.mid(end + 1);
    Secret secret(plain);
    Secret::wipe(plain);
    return secret;
}

void SecretStore::read(const SecretEntry &entry, QObject *context, ReadDone done)
{
    const QPointer<QObject> guard(context);
    readValue(entry.key, context, [this, entry, guard, done = std::move(done)](const ReadResult &value) {
        const ReadResult secret = value ? openedSecret(*value, entry) : value;
        if (!secret && secret.error().kind == SecretError::Kind::Missing && !entry.formerKey.isEmpty() && guard)
            takeOver(entry, guard, done);
        else
            done(secret);
    });
}

void SecretStore::takeOver(const SecretEntry &entry, QObject *context, const ReadDone &done)
{
    const QPointer<QObject> guard(context);
    readValue(entry.formerKey, context, [this, entry, guard, done](const ReadResult &former) {
        if (!former) {
            SecretError error = former.error();
            error.key = entry.key;
            done(tl::unexpected(error));
            return;
        }
        if (!guard)
            return;
        write(entry, *former, guard, [this, entry, guard, done, secret = *former](const WriteResult &written) {
            if (written && guard)
                removeValue(entry.formerKey, guard, [done, secret](const WriteResult &) { done(secret); });
            else
                done(secret);
        });
    });
}

void SecretStore::write(const SecretEntry &entry, const Secret &secret, QObject *context, WriteDone done)
{
    writeValue(entry.key, sealedSecret(secret, entry.receivers), context, std::move(done));
}

void SecretStore::remove(const SecretEntry &entry, QObject *context, WriteDone done)
{
    removeValue(entry.key, context, std::move(done));
}

void MemorySecretStore::readValue(const QString &key, QObject *context, ReadDone done)
{
    const auto found = m_secrets.constFind(key);
    const ReadResult result = found != m_secrets.cend()
        ? ReadResult(*found)
        : ReadResult(tl::unexpected(SecretError{.kind = SecretError::Kind::Missing, .key = key, .detail = {}}));
    QMetaObject::invokeMethod(
        context, [done = std::move(done), result] { done(result); }, Qt::QueuedConnection);
}

void MemorySecretStore::writeValue(const QString &key, const Secret &value, QObject *context, WriteDone done)
{
    m_secrets.insert(key, value);
    QMetaObject::invokeMethod(
        context, [done = std::move(done)] { done({}); }, Qt::QueuedConnection);
}

void MemorySecretStore::removeValue(const QString &key, QObject *context, WriteDone done)
{
    m_secrets.remove(key);
    QMetaObject::invokeMethod(
        context, [done = std::move(done)] { done({}); }, Qt::QueuedConnection);
}

} // namespace orrery::api
