// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/secret_store.h"

#include <QList>
#include <QObject>

#include <optional>
#include <utility>

namespace orrery::api {

/// Writes entries of a secret store one after the other; a newer value replaces one of the same entry that still waits.
class SecretWriter final : public QObject
{
    Q_OBJECT
public:
    /// `store` outlives the writer.
    explicit SecretWriter(SecretStore *store, QObject *parent = nullptr) : QObject(parent), m_store(store) {}

    /// An empty secret removes the entry.
    void write(const SecretEntry &entry, const Secret &secret);
    /// Forgets what waits.
    void clear() { m_waiting.clear(); }

Q_SIGNALS:
    /// Nothing waits any more: nothing, or the first error since the last time.
    void finished(const std::optional<orrery::api::SecretError> &error);

private:
    void writeNext();

    SecretStore *m_store;
    QList<std::pair<SecretEntry, Secret>> m_waiting;
    bool m_writing = false;
    std::optional<SecretError> m_error;
};

} // namespace orrery::api
