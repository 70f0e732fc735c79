// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/local_database.h"

#include "models/core/database_file.h"
#include "models/core/database_schema.h"
#include "models/core/kept_lists.h"
#include "models/core/sql_statements.h"

#include <QElapsedTimer>
#include <QMutex>
#include <QPointer>
#include <QThread>
#include <QWaitCondition>

#include <algorithm>
#include <atomic>
#include <deque>

namespace orrery::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestBatch = 50; ///< ms a batch of stores may keep other work waiting
constexpr unsigned long patience = 5000; ///< ms the destructor waits for queued writes
constexpr unsigned long lastPatience = 500; ///< ms for the statement under way, after that

/// What waits for the worker: reading and small writes, done in the order they were asked for.
struct Task
{
    std::function<void(DatabaseFile &)> work;
    bool evenClosing = false; ///< not dropped when the program ends
};

/// A list (or part of one) to be kept; goes behind tasks, and is superseded by a newer one.
struct PendingStore
{
    CacheKey key;
    std::function<QList<CacheEntry>()> encode;
    QDateTime fetchedAt; ///< invalid: `encode` and `removed` amend what is there
    QStringList removed;
};

/// Runs `work` in a transaction that is on the disk afterwards.
QSqlError transactOn(QSqlDatabase &database, const LocalDatabase::WriteWork &work, bool synced)
{
    if (synced)
        runStatement(database, u"PRAGMA synchronous = FULL"_s);
    QSqlError error = runStatement(database, u"BEGIN IMMEDIATE"_s);
    if (!error.isValid())
        error = work(database);
    if (!error.isValid())
        error = runStatement(database, u"COMMIT"_s);
    if (error.isValid())
        runStatement(database, u"ROLLBACK"_s);
    if (synced)
        runStatement(database, u"PRAGMA synchronous = NORMAL"_s);
    return error;
}

bool isHeldByOthers(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt() & 0xff; // sqlite.org, "Result and Error Codes"
    return error.isValid() && (code == 5 || code == 6);
}

/// Runs `work` in a transaction, and once more elsewhere when the file could not take it. The last error when it is not
/// written.
QSqlError transact(DatabaseFile &file, const LocalDatabase::WriteWork &work, bool synced)
{
    QSqlError error;
    for (int attempt = 0; attempt < 2; ++attempt) {
        error = transactOn(file.active(), work, synced);
        if (!error.isValid() || !file.recoverFrom(error))
            break;
    }
    return error;
}

/// The same in the file only: the error when it did not take it.
QSqlError recordIn(DatabaseFile &file, const LocalDatabase::WriteWork &work)
{
    QSqlError error = file.whyNotKept();
    // A file that turns out to be damaged is replaced by one that takes it.
    for (int attempt = 0; attempt < 2; ++attempt) {
        QSqlDatabase *database = file.recordable();
        if (!database)
            return file.whyNotKept();
        error = transactOn(*database, work, true);
        if (!error.isValid() || !file.isKeeping() || !file.recoverFrom(error) || !file.isKeeping())
            break;
    }
    return error;
}

/// The error when what is to be removed is still in the database in use.
QSqlError forgetIn(DatabaseFile &file, const LocalDatabase::WriteWork &remove, const LocalDatabase::WriteWork &hide)
{
    QSqlError error = transact(file, remove, true);
    file.forgetUnwritten(remove, hide);
    file.wipeRemoved();
    return error;
}

} // namespace

class LocalDatabase::Worker final : public QThread
{
public:
    Worker(LocalDatabase *owner, QString path, Options options)
        : m_path(std::move(path)), m_owner(owner), m_options(options)
    {}

    void enqueue(Task task)
    {
        const QMutexLocker lock(&m_mutex);
        m_tasks.push_back(std::move(task));
        m_wake.wakeOne();
    }

    void enqueue(PendingStore store)
    {
        const QMutexLocker lock(&m_mutex);
        if (store.fetchedAt.isValid())
            std::erase_if(m_stores, [&store](const PendingStore &waiting) { return waiting.key == store.key; });
        m_stores.push_back(std::move(store));
        m_wake.wakeOne();
    }

    void forget(const QString &account)
    {
        const QMutexLocker lock(&m_mutex);
        ++m_forgets;
        std::erase_if(m_stores, [&account](const PendingStore &waiting) { return waiting.key.account == account; });
        m_tasks.push_back(
            {[this, account, tables = m_options.tables](DatabaseFile &file) {
                 const auto remove = [account, tables](QSqlDatabase &database) {
                     QSqlError error = kept::forgetAccount(database, account);
                     for (const DatabaseTables &each : tables) {
                         if (!error.isValid() && each.forgetAccount)
                             error = each.forgetAccount(database, account);
                     }
                     return error;
                 };
                 const auto hide = [account, tables](QSqlDatabase &database) {
                     QSqlError error = hideRows(database, u"kept_list"_s, {u"account"_s}, {notNull(account)});
                     for (const DatabaseTables &each : tables) {
                         if (!error.isValid() && each.hideAccount)
                             error = each.hideAccount(database, account);
                     }
                     return error;
                 };
                 const QSqlError error = forgetIn(file, remove, hide);
                 // Signing out says that all is gone: where it is not, that has to be said too.
                 if (error.isValid())
                     tell(LocalDatabase::tr("What was stored of the account could not be deleted: another "
                                            "program is using %1. Close it, then sign in and out again.")
                              .arg(m_path));
             },
             true});
        m_wake.wakeOne();
    }

    /// Writes what still waits for `key`: reading has to see what was stored before it.
    void flush(const CacheKey &key, DatabaseFile &file)
    {
        std::deque<PendingStore> due;
        {
            const QMutexLocker lock(&m_mutex);
            for (PendingStore &waiting : m_stores) {
                if (waiting.key == key)
                    due.push_back(waiting);
            }
            std::erase_if(m_stores, [&key](const PendingStore &waiting) { return waiting.key == key; });
        }
        if (!due.empty())
            apply(due, file);
    }

    /// True when the thread has ended.
    bool close()
    {
        {
            const QMutexLocker lock(&m_mutex);
            m_closing = true;
            m_wake.wakeOne();
        }
        if (wait(patience))
            return true;
        m_abandoned = true;
        if (wait(lastPatience))
            return true;
        const QMutexLocker lock(&m_ownerMutex);
        m_owner = nullptr;
        return false;
    }

    /// Calls `done` in the owner's thread, unless `context` is gone there by then.
    void deliver(const QPointer<QObject> &context, std::function<void()> done)
    {
        // The pointer is only looked at where it can change: in its own thread.
        post([context, done = std::move(done)]() {
            if (context)
                done();
        });
    }

    const QString m_path;

protected:
    void run() override
    {
        DatabaseFile file(m_path, m_options, [this](const QString &sentence) { tell(sentence); });
        file.open();
        while (!m_abandoned) {
            Task task;
            std::deque<PendingStore> store;
            {
                const QMutexLocker lock(&m_mutex);
                while (m_tasks.empty() && m_stores.empty() && !m_closing)
                    m_wake.wait(&m_mutex);
                if (m_closing)
                    std::erase_if(m_tasks, [](const Task &waiting) { return !waiting.evenClosing; });
                if (!m_tasks.empty()) {
                    task = std::move(m_tasks.front());
                    m_tasks.pop_front();
                } else if (!m_stores.empty()) {
                    store.push_back(std::move(m_stores.front()));
                    m_stores.pop_front();
                } else {
                    return;
                }
            }
            if (task.work)
                task.work(file);
            else
                apply(store, file);
        }
    }

private:
    void tell(const QString &sentence)
    {
        post([owner = m_owner, sentence]() { Q_EMIT owner->problem(sentence); });
    }

    void post(std::function<void()> call)
    {
        const QMutexLocker lock(&m_ownerMutex);
        if (m_owner)
            QMetaObject::invokeMethod(m_owner, std::move(call), Qt::QueuedConnection);
    }

    /// Writes the stores, and further waiting ones in the same transaction while that does not keep anything else waiting.
    void apply(std::deque<PendingStore> &stores, DatabaseFile &file)
    {
        if (!file.isKeeping())
            return;
        const int forgets = m_forgets;
        QElapsedTimer timer;
        timer.start();
        // Work may run again on a new file: what was encoded stays at hand.
        std::deque<std::pair<PendingStore, QList<CacheEntry>>> batch;
        const QSqlError error = transact(
            file,
            [&](QSqlDatabase &database) {
                if (!file.isKeeping())
                    return QSqlError();
                QSqlError error;
                for (std::size_t i = 0; i < batch.size() && !error.isValid(); ++i)
                    error = put(database, batch.at(i).first, batch.at(i).second);
                while (!error.isValid() && !stores.empty()) {
                    const auto entries = stores.front().encode();
                    batch.emplace_back(std::move(stores.front()), entries);
                    stores.pop_front();
                    error = put(database, batch.back().first, batch.back().second);
                    if (stores.empty() && timer.elapsed() < longestBatch) {
                        const QMutexLocker lock(&m_mutex);
                        if (m_tasks.empty() && !m_stores.empty()) {
                            stores.push_back(std::move(m_stores.front()));
                            m_stores.pop_front();
                        }
                    }
                }
                return error;
            },
            false);
        // Another program holds the file for a while: a draft among them is there once only. What fails otherwise the next
        // refresh stores again.
        if (isHeldByOthers(error))
            putBack(batch, stores, forgets);
    }

    void putBack(std::deque<std::pair<PendingStore, QList<CacheEntry>>> &batch, std::deque<PendingStore> &stores,
                 int forgets)
    {
        for (auto done = batch.rbegin(); done != batch.rend(); ++done)
            stores.push_front(std::move(done->first));
        const QMutexLocker lock(&m_mutex);
        // What a sign-out was to forget meanwhile must not come back.
        if (m_closing || m_forgets != forgets)
            return;
        for (auto store = stores.rbegin(); store != stores.rend(); ++store) {
            const bool isOld = std::any_of(m_stores.cbegin(), m_stores.cend(), [&store](const PendingStore &waiting) {
                return waiting.key == store->key && waiting.fetchedAt.isValid();
            });
            if (!isOld)
                m_stores.push_front(std::move(*store));
        }
    }

    static QSqlError put(QSqlDatabase &database, const PendingStore &store, const QList<CacheEntry> &entries)
    {
        return store.fetchedAt.isValid() ? kept::replace(database, store.key, entries, store.fetchedAt)
                                         : kept::amend(database, store.key, entries, store.removed);
    }

    QMutex m_ownerMutex;
    LocalDatabase *m_owner; ///< null once it is gone without this thread having ended
    const Options m_options;
    QMutex m_mutex;
    QWaitCondition m_wake;
    std::deque<Task> m_tasks;
    std::deque<PendingStore> m_stores;
    bool m_closing = false;
    std::atomic<int> m_forgets = 0; ///< sign-outs so far
    std::atomic<bool> m_abandoned = false;
};

LocalDatabase::LocalDatabase(QString filePath, QObject *parent) : LocalDatabase(std::move(filePath), Options(), parent)
{}

LocalDatabase::LocalDatabase(QString filePath, Options options, QObject *parent)
    : QObject(parent), d(std::make_unique<Worker>(this, std::move(filePath), options))
{
    if (options.clock)
        m_expiry.emplace(options.clock);
    d->setObjectName(u"orrery-database"_s);
    d->start();
}

LocalDatabase::~LocalDatabase()
{
    // A disk that does not answer must not keep the program from ending: the thread is left to the system then.
    if (!d->close())
        static_cast<void>(d.release());
}

std::optional<Expiry::Moment> LocalDatabase::moment() const
{
    return m_expiry ? std::optional(m_expiry->moment()) : std::nullopt;
}

QString LocalDatabase::filePath() const
{
    return d->m_path;
}

void LocalDatabase::load(const CacheKey &key, QObject *context, std::function<void(CachedList)> callback)
{
    auto found = std::make_shared<CachedList>();
    readList(
        key, [found](const CachedList &list) { *found = list; }, context,
        [found, callback = std::move(callback)]() { callback(std::move(*found)); });
}

void LocalDatabase::readList(const CacheKey &key, std::function<void(const CachedList &)> work, QObject *context,
                             std::function<void()> done)
{
    Q_ASSERT(context && context->thread() == thread());
    const QPointer<QObject> guard(context);
    d->enqueue(Task{[worker = d.get(), key, guard, work = std::move(work), done = std::move(done)](DatabaseFile &file) {
        worker->flush(key, file);
        CachedList list;
        if (QSqlDatabase *database = file.readable()) {
            if (const QSqlError error = kept::read(*database, key, &list); error.isValid())
                file.recoverFrom(error);
        }
        work(list);
        worker->deliver(guard, done);
    }});
}

void LocalDatabase::store(const CacheKey &key, std::function<QList<CacheEntry>()> encode, const QDateTime &fetchedAt)
{
    Q_ASSERT(fetchedAt.isValid());
    d->enqueue(PendingStore{key, std::move(encode), fetchedAt, {}});
}

void LocalDatabase::amend(const CacheKey &key, std::function<QList<CacheEntry>()> encode, const QStringList &removed)
{
    d->enqueue(PendingStore{key, std::move(encode), {}, removed});
}

void LocalDatabase::expire(const Expiry::Moment &moment, int days)
{
    write([moment, days](QSqlDatabase &database) {
        return kept::expire(database, Expiry::now(database, moment).addDays(-days));
    });
}

void LocalDatabase::forgetAccount(const QString &account)
{
    // Who still has unwritten work of the account drops it first: written later, it would be there again.
    Q_EMIT accountForgotten(account);
    d->forget(account);
}

void LocalDatabase::run(Work work, QObject *context, std::function<void()> done)
{
    Q_ASSERT(!context || context->thread() == thread());
    const QPointer<QObject> guard(context ? context : this);
    d->enqueue(Task{[worker = d.get(), guard, work = std::move(work), done = std::move(done)](DatabaseFile &file) {
                        work(file.active());
                        if (done)
                            worker->deliver(guard, done);
                    },
                    true});
}

void LocalDatabase::read(ReadWork work, QObject *context, std::function<void()> done)
{
    Q_ASSERT(!context || context->thread() == thread());
    const QPointer<QObject> guard(context ? context : this);
    d->enqueue(Task{[worker = d.get(), guard, work = std::move(work), done = std::move(done)](DatabaseFile &file) {
                        if (const QSqlError error = work(file.readers()); error.isValid())
                            file.recoverFrom(error);
                        if (done)
                            worker->deliver(guard, done);
                    },
                    true});
}

void LocalDatabase::forget(WriteWork remove, WriteWork hide, QObject *context, std::function<void()> done)
{
    Q_ASSERT(!context || context->thread() == thread());
    const QPointer<QObject> guard(context ? context : this);
    d->enqueue(Task{[worker = d.get(), guard, remove = std::move(remove), hide = std::move(hide),
                     done = std::move(done)](DatabaseFile &file) {
                        forgetIn(file, remove, hide);
                        if (done)
                            worker->deliver(guard, done);
                    },
                    true});
}

void LocalDatabase::write(WriteWork work, QObject *context, std::function<void(const QSqlError &)> done)
{
    enqueueWrite([work = std::move(work)](DatabaseFile &file) { return transact(file, work, true); }, context,
                 std::move(done));
}

void LocalDatabase::record(WriteWork work, QObject *context, std::function<void(const QSqlError &)> done)
{
    enqueueWrite([work = std::move(work)](DatabaseFile &file) { return recordIn(file, work); }, context,
                 std::move(done));
}

void LocalDatabase::enqueueWrite(std::function<QSqlError(DatabaseFile &)> work, QObject *context,
                                 std::function<void(const QSqlError &)> done)
{
    Q_ASSERT(!context || context->thread() == thread());
    const QPointer<QObject> guard(context ? context : this);
    d->enqueue(Task{[worker = d.get(), guard, work = std::move(work), done = std::move(done)](DatabaseFile &file) {
                        const QSqlError error = work(file);
                        if (done)
                            worker->deliver(guard, [done, error]() { done(error); });
                    },
                    true});
}

bool LocalDatabase::isDiskFull(const QSqlError &error)
{
    return DatabaseFile::isFull(error);
}

} // namespace orrery::models
