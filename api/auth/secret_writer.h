// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/secret_store.h"

#include <QList>
#include <QObject>

#include <optional>
#include <utility>

namespace orrery::api {

/// Writes entries of a secret store one after the other; a newer value replaces one of the same entry that still waits.
/// What the store did not take is written again when it becomes available: a keyring may be made while one signs in.
class SecretWriter final : public QObject
{
    Q_OBJECT
public:
    /// `store` outlives the writer.
    explicit SecretWriter(SecretStore *store, QObject *parent = nullptr);

    /// An empty secret removes the entry.
    void write(const SecretEntry &entry, const Secret &secret);
    /// Forgets what waits and what failed.
    void clear();
    /// Whether something could not be written.
    [[nodiscard]] bool hasFailed() const { return !m_failed.isEmpty(); }
    /// Writes that again.
    void retry();

Q_SIGNALS:
    /// Nothing waits any more: nothing, or the first error since the last time.
    void finished(const std::optional<orrery::api::SecretError> &error);

private:
    void writeNext();

    SecretStore *m_store;
    QList<std::pair<SecretEntry, Secret>> m_waiting;
    QList<std::pair<SecretEntry, Secret>> m_failed;
    bool m_writing = false;
    std::optional<SecretError> m_error;
};

} // namespace orrery::api
