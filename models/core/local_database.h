// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/database_schema.h"
#include "models/core/expiry.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QObject>
#include <QSqlDatabase>
#include <QSqlError>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace orrery {
class Clock;
}

namespace orrery::models {

class DatabaseFile;

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
/// worker thread, which alone touches it. All calls return at once; callbacks come in this object's thread (a context has
/// to live there too), and not at all when the context is gone. run(), read() and write() without callback may be called
/// from any thread.
///
/// A damaged file is set aside as NAME.damaged-YYYYMMDD-HHMMSS and a new one begun; a folder that cannot be written, a full
/// disk or a file of a newer Orrery turns keeping off: each is told once through problem(), work goes on without. What has
/// to be remembered during this run (the journal) is in memory then; what a file has that only cannot be written is still
/// read, by load() and read().
class LocalDatabase : public QObject
{
    Q_OBJECT
public:
    /// Work on the worker thread; gets an open connection with the tables of this version.
    using Work = std::function<void(QSqlDatabase &)>;
    /// Work that changes something; returns the first error, or an invalid one when all went well.
    using WriteWork = std::function<QSqlError(QSqlDatabase &)>;
    /// Work that reads everything that can be read, oldest first: most often one connection; the file's and that of the
    /// tables in memory when the file cannot be written any more. A row's number belongs to one connection. Returns the
    /// first error, whichever connection's, after it has read what the others have.
    using ReadWork = std::function<QSqlError(const QList<QSqlDatabase *> &)>;

    struct Options
    {
        /// Dates the name of a damaged file, on the worker thread (null: the system's), and says what is old (moment()).
        const Clock *clock = nullptr;
        int maximumPages = 0; ///< 0: no limit of our own; for tests of a full disk
        QList<DatabaseTables> tables; ///< of the features, beside core's own
    };

    explicit LocalDatabase(QString filePath, QObject *parent = nullptr);
    LocalDatabase(QString filePath, Options options, QObject *parent = nullptr);
    ~LocalDatabase() override; ///< waits for queued writes, at most a few seconds

    void load(const CacheKey &key, QObject *context, std::function<void(CachedList)> callback);
    /// Loads and decodes on the worker thread: `decode` runs there, `callback` gets its values.
    template<class T>
    void loadDecoded(const CacheKey &key, std::function<T(const CachedList &)> decode, QObject *context,
                     std::function<void(T, QDateTime)> callback)
    {
        // Value travels by shared pointer so that T needs no metatype.
        auto value = std::make_shared<T>();
        auto at = std::make_shared<QDateTime>();
        readList(
            key,
            [decode = std::move(decode), value, at](const CachedList &list) {
                *at = list.fetchedAt;
                *value = decode(list);
            },
            context, [callback = std::move(callback), value, at]() { callback(std::move(*value), *at); });
    }
    /// Replaces everything under the key; only rows that differ are written. `encode` runs on the worker thread. A store
    /// that still waits is superseded by a newer one under the same key.
    void store(const CacheKey &key, std::function<QList<CacheEntry>()> encode, const QDateTime &fetchedAt);
    /// Changes or adds single entries of a kept list, and removes others. Does nothing while no list is kept under the
    /// key: a part must not be taken for the whole.
    void amend(const CacheKey &key, std::function<QList<CacheEntry>()> encode, const QStringList &removed = {});
    /// Forgets lists of the service that nobody has read for so many days.
    void expire(const Expiry::Moment &moment, int days);
    /// Forgets everything kept of an account (sign-out), in the tables of every feature. The journal stays. From a file that cannot be written as forget() does.
    void forgetAccount(const QString &account);

    /// Runs `work` on the worker thread, then `done` in `context`'s thread. For reading what write() would
    /// change: on a full disk only what this run wrote.
    void run(Work work, QObject *context = nullptr, std::function<void()> done = {});
    /// The same for reading everything that is there. A file that turns out to be damaged is set aside.
    void read(ReadWork work, QObject *context = nullptr, std::function<void()> done = {});
    /// Runs `work` in a transaction that is on the disk before `done` is called. When the file can take no more, the same
    /// work runs once again on the tables in memory: so `work` has to be repeatable. `done` always comes, with the error when
    /// nothing of it was written (somebody else holds the file, any refusal of SQLite's); the error is invalid when it was.
    void write(WriteWork work, QObject *context = nullptr, std::function<void(const QSqlError &)> done = {});
    /// As write(), but in the file or not at all, also when it has been given up for everything else: each time it is tried
    /// anew. For what must not be taken for kept when it is not.
    void record(WriteWork work, QObject *context = nullptr, std::function<void(const QSqlError &)> done = {});
    /// Whether the error says that the disk is full.
    [[nodiscard]] static bool isDiskFull(const QSqlError &error);
    /// Deletes as write() does. From a file that is not written to any more `remove` tries to delete too, at once and when
    /// the program ends; while it cannot, `hide` makes that nothing of it is read there: it makes temporary objects only
    /// (hideRows()). So `remove` names its tables "main.…".
    void forget(WriteWork remove, WriteWork hide, QObject *context = nullptr, std::function<void()> done = {});

    [[nodiscard]] QString filePath() const;
    /// To decide what is old enough to be removed; nothing without a clock of its own.
    [[nodiscard]] std::optional<Expiry::Moment> moment() const;

Q_SIGNALS:
    /// A sentence for the person: what happened to the local database, and what that means.
    void problem(const QString &sentence);
    /// Nothing of the account may be written any more: its sign-out is about to remove what is there.
    void accountForgotten(const QString &account);

private:
    void readList(const CacheKey &key, std::function<void(const CachedList &)> work, QObject *context,
                  std::function<void()> done);

    void enqueueWrite(std::function<QSqlError(DatabaseFile &)> work, QObject *context,
                      std::function<void(const QSqlError &)> done);

    class Worker;
    std::optional<Expiry> m_expiry;
    std::unique_ptr<Worker> d;
};

} // namespace orrery::models
