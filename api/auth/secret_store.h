// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/secret.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <tl/expected.hpp>

#include <functional>

namespace orrery::api {

/// Why a secret could not be read, kept or removed. Each kind has a way on that the views offer.
struct SecretError
{
    enum class Kind : quint8 {
        Missing, ///< the store works, the entry is not there: sign in again
        NoKeychain, ///< no usable keychain on this machine or in this session: "for this run only"
        Locked, ///< there is one, but it is locked and nobody was asked: unlock it and try again
        Denied, ///< the person refused access
        Slow, ///< no answer in time; a prompt of the system may be open
        TooLarge, ///< above the 2,560 bytes Windows keeps
        Failed, ///< anything else
    };

    Kind kind = Kind::Failed;
    QString key; ///< the entry, e.g. "acme@planetscale OAuth access token"
    QString detail; ///< the system's words

    friend bool operator==(const SecretError &, const SecretError &) = default;
};

/// Where secrets live. All calls end exactly once through their callback, never before they returned, and not at all when
/// `context` is gone by then.
class SecretStore : public QObject
{
    Q_OBJECT
public:
    using ReadResult = tl::expected<Secret, SecretError>;
    using WriteResult = tl::expected<void, SecretError>;
    using ReadDone = std::function<void(const ReadResult &)>;
    using WriteDone = std::function<void(const WriteResult &)>;

    using QObject::QObject;

    virtual void read(const QString &key, QObject *context, ReadDone done) = 0;
    virtual void write(const QString &key, const Secret &secret, QObject *context, WriteDone done) = 0;
    /// Removing what is not there succeeds.
    virtual void remove(const QString &key, QObject *context, WriteDone done) = 0;
    /// Whether secrets are still there in the next run.
    [[nodiscard]] virtual bool isPersistent() const = 0;

Q_SIGNALS:
    /// The system's keychain has not answered for some seconds ("waiting for the keychain; a prompt may be open"), and
    /// later: it has.
    void waiting(bool waiting);
    /// A keychain that failed at first works now: what was missing can be read.
    void becameAvailable();
};

/// "For this run only": secrets stay in this process.
class MemorySecretStore final : public SecretStore
{
    Q_OBJECT
public:
    using SecretStore::SecretStore;

    void read(const QString &key, QObject *context, ReadDone done) override;
    void write(const QString &key, const Secret &secret, QObject *context, WriteDone done) override;
    void remove(const QString &key, QObject *context, WriteDone done) override;
    [[nodiscard]] bool isPersistent() const override { return false; }

private:
    QHash<QString, Secret> m_secrets;
};

} // namespace orrery::api
