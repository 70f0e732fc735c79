// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QObject>
#include <QSqlDatabase>
#include <QString>

#include <functional>
#include <memory>

namespace orrery::models {

/// Names one kept list or object: account id, kind ("branches"), scope ("acme/shop").
struct CacheKey
{
    QString account;
    QString kind;
    QString scope;
    friend bool operator==(const CacheKey &, const CacheKey &) = default;
};

/// One kept resource: encoded by api::Codec, opaque here.
struct CacheEntry
{
    QString id;
    QByteArray bytes;
    friend bool operator==(const CacheEntry &, const CacheEntry &) = default;
};

struct CachedList
{
    QList<CacheEntry> entries;
    QDateTime fetchedAt; ///< UTC; invalid when nothing was ever kept under the key
};

/// The file that keeps what was last known, the action journal and what later features add: SQLite in WAL mode behind one
/// worker thread, which alone touches it. All calls return at once; callbacks come in the context's thread, and not at all
/// when the context is gone.
///
/// A damaged file is set aside as NAME.damaged-YYYYMMDD-HHMMSS and a new one begun; a folder that cannot be written, or a
/// full disk, turns keeping off: both are told once through problem(), work goes on without.
class LocalDatabase : public QObject
{
    Q_OBJECT
public:
    /// Work on the worker thread; gets the open connection.
    using Work = std::function<void(QSqlDatabase &)>;

    explicit LocalDatabase(QString filePath, QObject *parent = nullptr);
    ~LocalDatabase() override; ///< waits for queued writes

    void load(const CacheKey &key, QObject *context, std::function<void(CachedList)> callback);
    /// Loads and decodes on the worker thread: `decode` runs there, `callback` gets its values.
    template<class T>
    void loadDecoded(const CacheKey &key, std::function<T(const CachedList &)> decode, QObject *context,
                     std::function<void(T, QDateTime)> callback)
    {
        // Value travels by shared pointer so that T needs no metatype.
        auto value = std::make_shared<T>();
        auto at = std::make_shared<QDateTime>();
        run([key, decode, value, at](QSqlDatabase &database) {
                const CachedList list = read(database, key);
                *at = list.fetchedAt;
                *value = decode(list);
            },
            context, [callback, value, at]() { callback(std::move(*value), *at); });
    }
    /// Replaces everything under the key. `encode` runs on the worker thread.
    void store(const CacheKey &key, std::function<QList<CacheEntry>()> encode, const QDateTime &fetchedAt);
    /// Forgets everything of an account (sign-out).
    void forgetAccount(const QString &account);

    /// Runs `work` on the worker thread, then `done` in `context`'s thread. For journal, settings of review progress and the like.
    void run(Work work, QObject *context = nullptr, std::function<void()> done = {});

    [[nodiscard]] QString filePath() const;

Q_SIGNALS:
    /// A sentence for the person: what happened to the local database, and what that means.
    void problem(const QString &sentence);

private:
    static CachedList read(QSqlDatabase &database, const CacheKey &key);

    class Worker;
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace orrery::models
