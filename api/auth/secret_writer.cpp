// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/secret_writer.h"

namespace orrery::api {

void SecretWriter::write(const QString &key, const Secret &secret)
{
    m_waiting.removeIf([&key](const std::pair<QString, Secret> &entry) { return entry.first == key; });
    m_waiting.append({key, secret});
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
    const auto [key, secret] = m_waiting.takeFirst();
    const auto done = [this](const SecretStore::WriteResult &result) {
        if (!result && !m_error)
            m_error = result.error();
        writeNext();
    };
    if (secret.isEmpty())
        m_store->remove(key, this, done);
    else
        m_store->write(key, secret, this, done);
}

} // namespace orrery::api
