// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/secret_writer.h"

#include <algorithm>

namespace orrery::api {

SecretWriter::SecretWriter(SecretStore *store, QObject *parent) : QObject(parent), m_store(store)
{
    connect(store, &SecretStore::becameAvailable, this, &SecretWriter::retry);
}

void SecretWriter::clear()
{
    m_waiting.clear();
    m_failed.clear();
}

void SecretWriter::retry()
{
    const auto failed = std::exchange(m_failed, {});
    for (const auto &[entry, secret] : failed)
        write(entry, secret);
}

void SecretWriter::write(const SecretEntry &entry, const Secret &secret)
{
    const auto isOfEntry = [&entry](const auto &waiting) { return waiting.first.key == entry.key; };
    m_waiting.removeIf(isOfEntry);
    m_failed.removeIf(isOfEntry);
    m_waiting.append({entry, secret});
    if (!std::exchange(m_writing, true))
        QMetaObject::invokeMethod(this, &SecretWriter::writeNext, Qt::QueuedConnection);
}

void SecretWriter::writeNext()
{
    if (m_waiting.isEmpty()) {
        m_writing = false;
        Q_EMIT finished(std::exchange(m_error, std::nullopt));
        return;
    }
    const auto [entry, secret] = m_waiting.takeFirst();
    const auto done = [this, entry = entry, secret = secret](const SecretStore::WriteResult &result) {
        if (!result && !m_error)
            m_error = result.error();
        // Unless a newer value of it waits by now.
        const bool superseded = std::any_of(m_waiting.cbegin(), m_waiting.cend(),
                                            [&entry](const auto &waiting) { return waiting.first.key == entry.key; });
        if (!result && !superseded)
            m_failed.append({entry, secret});
        writeNext();
    };
    if (secret.isEmpty())
        m_store->remove(entry, this, done);
    else
        m_store->write(entry, secret, this, done);
}

} // namespace orrery::api
