// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/keychain_secret_store.h"

#include "api/auth/pkce.h"

#include <QAbstractEventDispatcher>
#include <QLoggingCategory>
#include <QPointer>
#include <QTimer>
#include <qt6keychain/keychain.h>

namespace orrery::api {

Q_LOGGING_CATEGORY(keychainLog, "orrery.api.auth.keychain", QtInfoMsg)

namespace {
constexpr QLatin1String trialKey("Orrery keychain check");
constexpr qsizetype trialLength = 24;

constexpr int mostLateTries = 5; ///< each after twice the time of the one before

using Kind = SecretError::Kind;

Kind kindOf(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::EntryNotFound:
        return Kind::Missing;
    case QKeychain::AccessDeniedByUser:
        return Kind::Denied;
    case QKeychain::AccessDenied:
        return Kind::Locked;
    case QKeychain::NoError:
    case QKeychain::CouldNotDeleteEntry:
        return Kind::Failed;
    // A missing bus, daemon or library all come as "other error"; the proper code for it is never used (0.13).
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError:
        return Kind::NoKeychain;
    }
    return Kind::Failed;
}

// libsecret answers through GLib's main loop. Without it its jobs never end.
bool loopCannotServeKeychain()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    if (qgetenv("XDG_CURRENT_DESKTOP").contains("KDE"))
        return false;
    const QAbstractEventDispatcher *loop = QAbstractEventDispatcher::instance();
    for (const QMetaObject *type = loop ? loop->metaObject() : nullptr; type; type = type->superClass()) {
        if (QByteArrayView(type->className()).contains("Glib"))
            return false;
    }
    return true;
#else
    return false;
#endif
}
} // namespace

class KeychainSecretStore::Private
{
public:
    using JobDone = std::function<void(QKeychain::Job *, const std::optional<SecretError> &)>;
    struct Waiter
    {
        QPointer<QObject> context;
        std::function<void(const std::optional<SecretError> &)> proceed;
    };
    enum class Trial : quint8 { Untried, Running, Passed, Failed };

    Private(KeychainSecretStore *store, Options storeOptions) : q(store), options(std::move(storeOptions)) {}

    void run(QKeychain::Job *job, const QString &key, JobDone done);
    void whenUsable(QObject *context, std::function<void(const std::optional<SecretError> &)> proceed);
    void tryOut();
    void trialWritten(const QByteArray &text, const std::optional<SecretError> &error);
    void trialEnded(const std::optional<SecretError> &error);
    void setSlow(int change);

    KeychainSecretStore *q;
    Options options;
    Trial trial = Trial::Untried;
    std::optional<SecretError> trialError;
    QList<Waiter> waiters;
    int lateTries = 0;
    int slowJobs = 0;
};

void KeychainSecretStore::Private::setSlow(int change)
{
    const bool before = slowJobs > 0;
    slowJobs += change;
    if (before != (slowJobs > 0))
        Q_EMIT q->waiting(slowJobs > 0);
}

// A running job must never be destroyed: the system's library keeps a pointer to it. So it belongs to nobody, survives our
// timeout and even the store, and goes when it ends.
void KeychainSecretStore::Private::run(QKeychain::Job *job, const QString &key, JobDone done)
{
    struct Watch
    {
        bool ended = false;
        bool slow = false;
    };
    auto watch = std::make_shared<Watch>();
    auto report = std::make_shared<JobDone>(std::move(done));
    job->setAutoDelete(false);
    job->setInsecureFallback(false);
    job->setKey(key);

    const auto end = [this, watch, report](QKeychain::Job *finished, const std::optional<SecretError> &error) {
        if (watch->slow)
            setSlow(-1);
        watch->slow = false;
        if (!std::exchange(watch->ended, true))
            (*report)(finished, error);
    };
    connect(job, &QKeychain::Job::finished, q, [end, key](QKeychain::Job *finished) {
        std::optional<SecretError> error;
        if (finished->error() != QKeychain::NoError) {
            error = SecretError{.kind = kindOf(finished->error()), .key = key, .detail = finished->errorString()};
            if (error->kind != Kind::Missing)
                qCInfo(keychainLog, "keychain error %d", int(finished->error()));
        }
        end(finished, error);
    });
    connect(job, &QKeychain::Job::finished, job, [](QKeychain::Job *finished) { finished->deleteLater(); });
    QTimer::singleShot(options.slowAfter, q, [this, watch] {
        if (watch->ended)
            return;
        watch->slow = true;
        setSlow(+1);
    });
    QTimer::singleShot(options.timeout, q, [end, watch, key] {
        if (!watch->ended)
            end(nullptr, SecretError{.kind = Kind::Slow, .key = key, .detail = {}});
    });
    job->start();
}

void KeychainSecretStore::Private::whenUsable(QObject *context,
                                              std::function<void(const std::optional<SecretError> &)> proceed)
{
    if (trial == Trial::Passed) {
        proceed(std::nullopt);
        return;
    }
    waiters.append({context, std::move(proceed)});
    if (trial != Trial::Running)
        tryOut();
}

void KeychainSecretStore::Private::tryOut()
{
    trial = Trial::Running;
    if (loopCannotServeKeychain()) {
        const SecretError error{.kind = Kind::NoKeychain,
                                .key = trialKey,
                                .detail = QStringLiteral("the event loop runs without GLib (QT_NO_GLIB)")};
        QMetaObject::invokeMethod(
            q, [this, error] { trialEnded(error); }, Qt::QueuedConnection);
        return;
    }
    const QByteArray text = randomToken(trialLength);
    auto *job = new QKeychain::WritePasswordJob(options.service);
    job->setBinaryData(text);
    run(job, trialKey,
        [this, text](QKeychain::Job *, const std::optional<SecretError> &error) { trialWritten(text, error); });
}

void KeychainSecretStore::Private::trialWritten(const QByteArray &text, const std::optional<SecretError> &error)
{
    if (error) {
        trialEnded(error);
        return;
    }
    run(new QKeychain::ReadPasswordJob(options.service), trialKey,
        [this, text](QKeychain::Job *job, const std::optional<SecretError> &readError) {
            std::optional<SecretError> result = readError;
            if (!readError && static_cast<QKeychain::ReadPasswordJob *>(job)->binaryData() != text)
                result = SecretError{
                    .kind = Kind::Failed, .key = trialKey, .detail = QStringLiteral("read back something else")};
            if (readError && readError->kind == Kind::Missing)
                result->kind = Kind::Failed;
            run(new QKeychain::DeletePasswordJob(options.service), trialKey,
                [this, result](QKeychain::Job *, const std::optional<SecretError> &) { trialEnded(result); });
        });
}

void KeychainSecretStore::Private::trialEnded(const std::optional<SecretError> &error)
{
    const bool failedBefore = trialError.has_value();
    trial = error ? Trial::Failed : Trial::Passed;
    trialError = error;
    const QList<Waiter> ready = std::exchange(waiters, {});
    for (const Waiter &waiter : ready) {
        if (waiter.context)
            waiter.proceed(error);
    }
    const QPointer<KeychainSecretStore> alive(q);
    Q_EMIT q->checked(error);
    if (!alive)
        return;
    if (!error) {
        if (failedBefore)
            Q_EMIT q->becameAvailable();
        return;
    }
    qCInfo(keychainLog, "the keychain is not usable (kind %d)", int(error->kind));
    // A session's keychain may come up after its programs, and a person may make one in a prompt that the trial opened; a
    // refusal by the person is final. Not for ever: each trial may open a prompt.
    if (error->kind == Kind::Denied || lateTries == mostLateTries)
        return;
    QTimer::singleShot(options.lateRetry * (1 << lateTries++), q, [this] {
        if (trial == Trial::Failed)
            tryOut();
    });
}

KeychainSecretStore::KeychainSecretStore(QObject *parent) : KeychainSecretStore(Options(), parent) {}

KeychainSecretStore::KeychainSecretStore(Options options, QObject *parent)
    : SecretStore(parent), d(std::make_unique<Private>(this, std::move(options)))
{}

KeychainSecretStore::~KeychainSecretStore() = default;

void KeychainSecretStore::check()
{
    if (d->trial != Private::Trial::Running)
        d->tryOut();
}

void KeychainSecretStore::readValue(const QString &key, QObject *context, ReadDone done)
{
    const QPointer<QObject> guard(context);
    d->whenUsable(context, [this, key, guard, done = std::move(done)](const std::optional<SecretError> &unusable) {
        if (unusable) {
            done(tl::unexpected(SecretError{.kind = unusable->kind, .key = key, .detail = unusable->detail}));
            return;
        }
        d->run(new QKeychain::ReadPasswordJob(d->options.service), key,
               [guard, done](QKeychain::Job *job, const std::optional<SecretError> &error) {
                   if (!guard)
                       return;
                   if (error)
                       done(tl::unexpected(*error));
                   else
                       done(Secret(static_cast<QKeychain::ReadPasswordJob *>(job)->binaryData()));
               });
    });
}

void KeychainSecretStore::writeValue(const QString &key, const Secret &value, QObject *context, WriteDone done)
{
    const QPointer<QObject> guard(context);
    if (value.size() > d->options.maximumSize) {
        const SecretError error{.kind = Kind::TooLarge, .key = key, .detail = QString::number(value.size())};
        QMetaObject::invokeMethod(
            context, [done = std::move(done), error] { done(tl::unexpected(error)); }, Qt::QueuedConnection);
        return;
    }
    d->whenUsable(
        context, [this, key, value, guard, done = std::move(done)](const std::optional<SecretError> &unusable) {
            if (unusable) {
                done(tl::unexpected(SecretError{.kind = unusable->kind, .key = key, .detail = unusable->detail}));
                return;
            }
            auto *job = new QKeychain::WritePasswordJob(d->options.service);
            job->setBinaryData(value.reveal());
            d->run(job, key, [guard, done](QKeychain::Job *, const std::optional<SecretError> &error) {
                if (guard)
                    done(error ? WriteResult(tl::unexpected(*error)) : WriteResult());
            });
        });
}

void KeychainSecretStore::removeValue(const QString &key, QObject *context, WriteDone done)
{
    const QPointer<QObject> guard(context);
    d->whenUsable(context, [this, key, guard, done = std::move(done)](const std::optional<SecretError> &unusable) {
        if (unusable) {
            done(tl::unexpected(SecretError{.kind = unusable->kind, .key = key, .detail = unusable->detail}));
            return;
        }
        d->run(new QKeychain::DeletePasswordJob(d->options.service), key,
               [guard, done](QKeychain::Job *, const std::optional<SecretError> &error) {
                   if (!guard)
                       return;
                   const bool gone = !error || error->kind == Kind::Missing;
                   done(gone ? WriteResult() : WriteResult(tl::unexpected(*error)));
               });
    });
}

} // namespace orrery::api
