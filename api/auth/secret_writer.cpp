// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/secret_writer.h"

namespace orrery::api {

void SecretWriter::write(const SecretEntry &entry, const Secret &secret)
{
    m_waiting.removeIf([&entry](const auto &waiting) { return waiting.first.key == entry.key; });
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
    const auto done = [this](const SecretStore::WriteResult &result) {
        if (!result && !m_error)
            m_error = result.error();
        writeNext();
    };
    if (secret.isEmpty())
        m_store->remove(entry, this, done);
    else
        m_store->write(entry, secret, this, done);
}

} // namespace orrery::api
