// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/secret.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QString>
#include <QUrl>

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
        OtherHost, ///< kept for another host than the one it is wanted for: `detail`. It is not given out
        Failed, ///< anything else
    };

    Kind kind = Kind::Failed;
    QString key; ///< the entry, e.g. "Orrery: acme, OAuth access token"
    QString detail; ///< the system's words

    friend bool operator==(const SecretError &, const SecretError &) = default;
};

/// One entry of a secret store.
struct SecretEntry
{
    /// What people read in their keychain program. Two programs' profiles may share one keychain, so it names its owner
    /// beyond doubt.
    QString key;
    /// Where the secret may be sent: addresses of which scheme, host and port count. They are kept with the secret, and it is
    /// not given out for any other.
    QList<QUrl> receivers;
    /// The name it had in Orrery 0.1, without receivers: taken over once when there is nothing under `key`. Empty: never.
    QString formerKey = {};
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

    void read(const SecretEntry &entry, QObject *context, ReadDone done);
    void write(const SecretEntry &entry, const Secret &secret, QObject *context, WriteDone done);
    /// Removing what is not there succeeds.
    void remove(const SecretEntry &entry, QObject *context, WriteDone done);
    /// Whether secrets are still there in the next run.
    [[nodiscard]] virtual bool isPersistent() const = 0;

Q_SIGNALS:
    /// The system's keychain has not answered for some seconds ("waiting for the keychain; a prompt may be open"), and
    /// later: it has.
    void waiting(bool waiting);
    /// A keychain that failed at first works now: what was missing can be read.
    void becameAvailable();

protected:
    /// The bytes as they are kept, receivers included.
    virtual void readValue(const QString &key, QObject *context, ReadDone done) = 0;
    virtual void writeValue(const QString &key, const Secret &value, QObject *context, WriteDone done) = 0;
    virtual void removeValue(const QString &key, QObject *context, WriteDone done) = 0;

private:
    void takeOver(const SecretEntry &entry, QObject *context, const ReadDone &done);
};

/// What is kept for a secret: its receivers in a line of their own, then its bytes.
Secret sealedSecret(const Secret &secret, const QList<QUrl> &receivers);
/// The secret in a value that was kept; OtherHost when it is not for all of `receivers`, Missing when the value is none of
/// ours.
SecretStore::ReadResult openedSecret(const Secret &value, const SecretEntry &entry);

/// "For this run only": secrets stay in this process.
class MemorySecretStore final : public SecretStore
{
    Q_OBJECT
public:
    using SecretStore::SecretStore;

    [[nodiscard]] bool isPersistent() const override { return false; }

protected:
    void readValue(const QString &key, QObject *context, ReadDone done) override;
    void writeValue(const QString &key, const Secret &value, QObject *context, WriteDone done) override;
    void removeValue(const QString &key, QObject *context, WriteDone done) override;

private:
    QHash<QString, Secret> m_secrets;
};

} // namespace orrery::api
