// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/secret_store.h"

namespace orrery::api {

void MemorySecretStore::read(const QString &key, QObject *context, ReadDone done)
{
    const auto found = m_secrets.constFind(key);
    const ReadResult result = found != m_secrets.cend()
        ? ReadResult(*found)
        : ReadResult(tl::unexpected(SecretError{.kind = SecretError::Kind::Missing, .key = key, .detail = {}}));
    QMetaObject::invokeMethod(
        context, [done = std::move(done), result] { done(result); }, Qt::QueuedConnection);
}

void MemorySecretStore::write(const QString &key, const Secret &secret, QObject *context, WriteDone done)
{
    m_secrets.insert(key, secret);
    QMetaObject::invokeMethod(
        context, [done = std::move(done)] { done({}); }, Qt::QueuedConnection);
}

void MemorySecretStore::remove(const QString &key, QObject *context, WriteDone done)
{
    m_secrets.remove(key);
    QMetaObject::invokeMethod(
        context, [done = std::move(done)] { done({}); }, Qt::QueuedConnection);
}

} // namespace orrery::api
