// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/secret_store.h"

#include <QList>

#include <chrono>
#include <optional>

namespace orrery::api {

/// Secrets in the operating system's keychain: Keychain on macOS, Credential Manager on Windows, Secret Service or KWallet
/// on Linux. Entries carry readable names, so that a person can find and remove them.
///
/// Before the first use a trial entry is written, read and removed, because a locked Linux keyring answers "not found" to
/// reading and "done" to removing: only writing tells it from an empty one.
class KeychainSecretStore final : public SecretStore
{
    Q_OBJECT
public:
    struct Options
    {
        QString service = QStringLiteral("Orrery");
        std::chrono::milliseconds slowAfter{5'000}; ///< then waiting(true)
        std::chrono::milliseconds timeout{60'000}; ///< then Kind::Slow; the system's prompt may stay open
        std::chrono::milliseconds lateRetry{10'000}; ///< after a failed trial, a few times, twice as long each time
        qsizetype maximumSize = 2'560; ///< bytes; what Windows keeps, the same everywhere
    };

    explicit KeychainSecretStore(QObject *parent = nullptr);
    explicit KeychainSecretStore(Options options, QObject *parent = nullptr);
    ~KeychainSecretStore() override;

    [[nodiscard]] bool isPersistent() const override { return true; }

    /// Tries the keychain (again). Ends with checked().
    void check();

Q_SIGNALS:
    /// What the trial gave: nothing when the keychain works.
    void checked(const std::optional<orrery::api::SecretError> &error);

protected:
    void readValue(const QString &key, QObject *context, ReadDone done) override;
    void writeValue(const QString &key, const Secret &value, QObject *context, WriteDone done) override;
    void removeValue(const QString &key, QObject *context, WriteDone done) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace orrery::api
