// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept over runs, and what happens when the file or its folder does not play along.
#include "api/core/utc.h"
#include "models/core/database_schema.h"
#include "models/core/local_database.h"
#include "tests/support/manual_clock.h"
#include "tests/support/suite.h"

#include <QDir>
#include <QFile>
#include <QSemaphore>
#include <QSignalSpy>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {

const CacheKey shopBranches{u"account-1"_s, u"branches"_s, u"acme/shop"_s};
const QDateTime noon(QDate(2026, 3, 1), QTime(12, 0), orrery::kUtc);

QList<CacheEntry> entries(const QStringList &ids)
{
    QList<CacheEntry> list;
    for (const QString &id : ids)
        list.append({id, "bytes of " + id.toUtf8()});
    return list;
}

/// What LocalDatabase::load answers, waited for.
std::optional<CachedList> loaded(LocalDatabase &database, const CacheKey &key)
{
    std::optional<CachedList> result;
    database.load(key, &database, [&result](const CachedList &list) { result = list; });
    static_cast<void>(QTest::qWaitFor([&result] { return result.has_value(); }));
    return result;
}

QStringList idsOf(const CachedList &list)
{
    QStringList ids;
    for (const CacheEntry &entry : list.entries)
        ids.append(entry.id);
    return ids;
}

void store(LocalDatabase &database, const CacheKey &key, const QList<CacheEntry> &list, const QDateTime &at = noon)
{
    database.store(
        key, [list] { return list; }, at);
}

/// The first column of the first row, read by the worker.
QVariant valueOf(LocalDatabase &database, const QString &statement)
{
    std::optional<QVariant> result;
    auto value = std::make_shared<QVariant>();
    database.run(
        [statement, value](QSqlDatabase &connection) {
            QSqlQuery query(connection);
            *value = query.exec(statement) && query.next() ? query.value(0) : QVariant(query.lastError().text());
        },
        &database, [&result, value] { result = *value; });
    static_cast<void>(QTest::qWaitFor([&result] { return result.has_value(); }));
    return result.value_or(QVariant());
}

/// Works on a file with SQLite directly, as an earlier or a broken run left it.
void onFile(const QString &path, const std::function<void(QSqlDatabase &)> &work)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"by-hand"_s);
        database.setDatabaseName(path);
        QVERIFY(database.open());
        work(database);
        database.close();
    }
    QSqlDatabase::removeDatabase(u"by-hand"_s);
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestLocalDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
        m_path = m_dir->filePath(u"data/orrery.sqlite"_s);
    }

    void keepsWhatWasStored()
    {
        {
            LocalDatabase database(m_path);
            QCOMPARE(database.filePath(), m_path);
            QVERIFY(!loaded(database, shopBranches)->fetchedAt.isValid());
            store(database, shopBranches, entries({u"main"_s, u"dev"_s, u"add-loyalty"_s}));
        }
        LocalDatabase database(m_path);
        const CachedList list = loaded(database, shopBranches).value();
        QCOMPARE(list.fetchedAt, noon);
        QCOMPARE(idsOf(list), QStringList({u"main"_s, u"dev"_s, u"add-loyalty"_s}));
        QCOMPARE(list.entries.at(1).bytes, "bytes of dev");
        QVERIFY(loaded(database, {u"account-2"_s, u"branches"_s, u"acme/shop"_s})->entries.isEmpty());
    }

    void keepsAnEmptyListAsAnswer()
    {
        LocalDatabase database(m_path);
        store(database, shopBranches, {});
        const CachedList list = loaded(database, shopBranches).value();
        QCOMPARE(list.fetchedAt, noon);
        QVERIFY(list.entries.isEmpty());
    }

    void onlyTheOwnerReadsTheFile()
    {
        LocalDatabase database(m_path);
        store(database, shopBranches, entries({u"main"_s}));
        QVERIFY(loaded(database, shopBranches));
#ifdef Q_OS_UNIX
        const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
            | QFile::WriteOther | QFile::ExeOther;
        QCOMPARE(QFile::permissions(m_path) & others, QFile::Permissions());
        QCOMPARE(QFile::permissions(m_path + "-wal"_L1) & others, QFile::Permissions());
        QCOMPARE(QFile::permissions(m_dir->filePath(u"data"_s)) & others, QFile::Permissions());
        QVERIFY(QFile::permissions(m_dir->filePath(u"data"_s)) & QFile::ExeOwner);
#endif
    }

    void setsTheConnectionUp()
    {
        LocalDatabase database(m_path);
        QCOMPARE(valueOf(database, u"PRAGMA journal_mode"_s).toString(), u"wal"_s);
        QCOMPARE(valueOf(database, u"PRAGMA synchronous"_s).toInt(), 1); // NORMAL
        QCOMPARE(valueOf(database, u"PRAGMA foreign_keys"_s).toInt(), 1);
        QCOMPARE(valueOf(database, u"PRAGMA busy_timeout"_s).toInt(), 2000);
        QCOMPARE(valueOf(database, u"PRAGMA user_version"_s).toInt(), 7);
    }

    void replacesOnlyRowsThatDiffer()
    {
        LocalDatabase database(m_path);
        store(database, shopBranches, entries({u"a"_s, u"b"_s, u"c"_s, u"d"_s}));
        QVERIFY(loaded(database, shopBranches));
        const qint64 before = valueOf(database, u"SELECT total_changes()"_s).toLongLong();
        // b goes, c changes, e comes: three rows, and the list's time.
        QList<CacheEntry> next = entries({u"a"_s, u"c"_s, u"d"_s, u"e"_s});
        next[1].bytes = "other bytes";
        store(database, shopBranches, next, noon.addSecs(60));
        const CachedList list = loaded(database, shopBranches).value();
        QCOMPARE(idsOf(list), QStringList({u"a"_s, u"c"_s, u"d"_s, u"e"_s}));
        QCOMPARE(list.entries.at(1).bytes, "other bytes");
        QCOMPARE(list.fetchedAt, noon.addSecs(60));
        QCOMPARE(valueOf(database, u"SELECT total_changes()"_s).toLongLong() - before, 4);
    }

    void theLastOfDuplicateIdsCounts()
    {
        LocalDatabase database(m_path);
        store(database, shopBranches, {{u"a"_s, "1"}, {u"a"_s, "2"}, {QString(), "3"}});
        const CachedList list = loaded(database, shopBranches).value();
        QCOMPARE(list.entries, QList<CacheEntry>({{u"a"_s, "2"}, {u""_s, "3"}}));
    }

    void amendsAKeptListOnly()
    {
        LocalDatabase database(m_path);
        database.amend(shopBranches, [] { return entries({u"dev"_s}); });
        QVERIFY(!loaded(database, shopBranches)->fetchedAt.isValid());
        store(database, shopBranches, entries({u"main"_s, u"dev"_s}));
        database.amend(shopBranches,
                       [] {
                           return QList<CacheEntry>{{u"main"_s, "new"}, {u"extra"_s, "more"}};
                       },
                       {u"dev"_s});
        const CachedList list = loaded(database, shopBranches).value();
        QCOMPARE(list.entries, QList<CacheEntry>({{u"main"_s, "new"}, {u"extra"_s, "more"}}));
        QCOMPARE(list.fetchedAt, noon);
    }

    void aNewerStoreSupersedesAWaitingOne()
    {
        LocalDatabase database(m_path);
        std::atomic<int> encoded = 0;
        QSemaphore gate;
        database.run([&gate](QSqlDatabase &) { gate.acquire(); });
        for (int i = 0; i < 20; ++i) {
            database.store(
                shopBranches,
                [&encoded, i] {
                    ++encoded;
                    return QList<CacheEntry>{{u"row"_s, QByteArray::number(i)}};
                },
                noon.addSecs(i));
        }
        gate.release();
        QCOMPARE(loaded(database, shopBranches)->entries.first().bytes, "19");
        QCOMPARE(encoded.load(), 1);
    }

    void keepsTenThousandRows()
    {
        QList<CacheEntry> rows;
        for (int i = 0; i < 10'000; ++i)
            rows.append({QString::number(i), QByteArray(300, char('a' + i % 26))});
        LocalDatabase database(m_path);
        store(database, shopBranches, rows);
        QCOMPARE(loaded(database, shopBranches)->entries, rows);
        const qint64 before = valueOf(database, u"SELECT total_changes()"_s).toLongLong();
        rows[5000].bytes = "changed";
        store(database, shopBranches, rows);
        QCOMPARE(loaded(database, shopBranches)->entries.at(5000).bytes, "changed");
        QCOMPARE(valueOf(database, u"SELECT total_changes()"_s).toLongLong() - before, 1);
    }

    void decodesOnTheWorkerThread()
    {
        LocalDatabase database(m_path);
        store(database, shopBranches, entries({u"main"_s, u"dev"_s}));
        QThread *decodedIn = nullptr;
        std::optional<qsizetype> count;
        database.loadDecoded<qsizetype>(
            shopBranches,
            [&decodedIn](const CachedList &list) {
                decodedIn = QThread::currentThread();
                return list.entries.size();
            },
            this,
            [&count](qsizetype value, const QDateTime &at) {
                QCOMPARE(at, noon);
                QCOMPARE(QThread::currentThread(), qApp->thread());
                count = value;
            });
        QTRY_VERIFY(count.has_value());
        QCOMPARE(count.value(), 2);
        QVERIFY(decodedIn != qApp->thread());
    }

    void aGoneContextIsNotCalled()
    {
        LocalDatabase database(m_path);
        bool called = false;
        auto *context = new QObject;
        QSemaphore gate;
        database.run([&gate](QSqlDatabase &) { gate.acquire(); });
        database.load(shopBranches, context, [&called](const CachedList &) { called = true; });
        database.run([](QSqlDatabase &) {}, context, [&called] { called = true; });
        database.write([](QSqlDatabase &) { return QSqlError(); }, context,
                       [&called](const QSqlError &) { called = true; });
        delete context;
        gate.release();
        QVERIFY(loaded(database, shopBranches)); // answered after the others
        QVERIFY(!called);
    }

    void closingWritesWhatWaitsAndCallsNobody()
    {
        bool called = false;
        {
            LocalDatabase database(m_path);
            for (int i = 0; i < 50; ++i)
                store(database, {u"account-1"_s, u"branches"_s, QString::number(i)}, entries({u"main"_s}));
            database.write(
                [](QSqlDatabase &connection) { return runStatement(connection, u"CREATE TABLE last (x)"_s); }, this,
                [&called](const QSqlError &) { called = true; });
        }
        QCoreApplication::processEvents();
        QVERIFY(!called);
        LocalDatabase database(m_path);
        QCOMPARE(valueOf(database, u"SELECT count(*) FROM kept_row"_s).toInt(), 50);
        QCOMPARE(valueOf(database, u"SELECT count(*) FROM last"_s).toInt(), 0);
        QVERIFY(!QFile::exists(m_path + "-damaged"_L1));
    }

    void forgetsWhatNobodyHasReadForLong()
    {
        LocalDatabase database(m_path);
        const QDateTime today(QDate(2026, 11, 21), QTime(5, 0), orrery::kUtc);
        const CacheKey old{u"account-1"_s, u"branches"_s, u"acme/gone"_s};
        const CacheKey draft{u"account-1"_s, u"new_deploy_request"_s, u"acme/gone"_s};
        const auto keep = [&](const CacheKey &key, const QDateTime &at) {
            database.store(
                key, [] { return entries({u"main"_s}); }, at);
        };
        keep(shopBranches, today.addDays(-10));
        keep(old, today.addDays(-200));
        keep(draft, today.addDays(-200));
        QVERIFY(loaded(database, draft)); // all three are written
        database.expire({today, today, {}}, 180);
        QVERIFY(!loaded(database, old)->fetchedAt.isValid());
        QCOMPARE(idsOf(*loaded(database, shopBranches)), QStringList({u"main"_s}));
        QCOMPARE(idsOf(*loaded(database, draft)), QStringList({u"main"_s}));
    }

    void aClockThatIsAheadRemovesNothing()
    {
        LocalDatabase database(m_path);
        const QDateTime today(QDate(2026, 11, 21), QTime(5, 0), orrery::kUtc);
        const CacheKey rare{u"account-1"_s, u"branches"_s, u"acme/rare"_s};
        const CacheKey readNow{u"account-1"_s, u"branches"_s, u"acme/now"_s};
        const auto keep = [&](const CacheKey &key, const QDateTime &at) {
            database.store(
                key, [] { return entries({u"main"_s}); }, at);
        };
        keep(shopBranches, today);
        keep(rare, today.addDays(-100));
        // The run of ten years later reads something before it removes anything.
        const QDateTime ahead = today.addYears(10);
        keep(readNow, ahead.addSecs(2));
        QVERIFY(loaded(database, readNow));
        database.expire({ahead.addSecs(3), ahead, std::chrono::seconds(3)}, 180);
        QCOMPARE(idsOf(*loaded(database, rare)), QStringList({u"main"_s}));
        QCOMPARE(idsOf(*loaded(database, shopBranches)), QStringList({u"main"_s}));
        // A program that has run for half a year knows that half a year has gone by.
        database.expire({ahead.addDays(200), ahead, std::chrono::hours(200 * 24)}, 180);
        QVERIFY(!loaded(database, rare)->fetchedAt.isValid());
    }

    // What the first of them kept is dated ahead as well: it does not make the second one believe the clock.
    void aSecondStartWithThatClockRemovesNothing()
    {
        LocalDatabase database(m_path);
        const QDateTime today(QDate(2026, 11, 21), QTime(5, 0), orrery::kUtc);
        store(database, shopBranches, entries({u"main"_s}), today);
        database.expire({today.addSecs(3), today.addSecs(1), std::chrono::seconds(2)}, 180);
        for (int start = 0; start < 5; ++start) {
            const QDateTime ahead = today.addYears(10).addDays(start);
            store(database, {u"account-1"_s, u"branches"_s, u"acme/now"_s}, entries({u"main"_s}), ahead.addSecs(2));
            QVERIFY(loaded(database, shopBranches));
            database.expire({ahead.addSecs(3), ahead, std::chrono::seconds(3)}, 180);
            QCOMPARE(idsOf(*loaded(database, shopBranches)), QStringList({u"main"_s}));
        }
        // With the right clock it goes on from there.
        database.expire({today.addDays(1), today.addDays(1).addSecs(-3), std::chrono::seconds(3)}, 180);
        QCOMPARE(idsOf(*loaded(database, shopBranches)), QStringList({u"main"_s}));
    }

    // Whatever the clock says, one start removes the older half at most.
    void oneStartRemovesNoMoreThanHalf()
    {
        LocalDatabase database(m_path);
        const QDateTime today(QDate(2026, 11, 21), QTime(5, 0), orrery::kUtc);
        const auto keyOf = [](int number) { return CacheKey{u"account-1"_s, u"branches"_s, u"db-%1"_s.arg(number)}; };
        for (int number = 0; number < 60; ++number)
            database.store(
                keyOf(number), [] { return entries({u"main"_s}); }, today.addDays(-300 + number));
        store(database, shopBranches, entries({u"main"_s}), today);
        QVERIFY(loaded(database, keyOf(59)));
        database.expire({today, today, {}}, 180);
        QVERIFY(loaded(database, keyOf(0)));
        QCOMPARE(valueOf(database, u"SELECT count(*) FROM kept_list"_s).toInt(), 31);
        QVERIFY(!loaded(database, keyOf(29))->fetchedAt.isValid());
        QVERIFY(loaded(database, keyOf(30))->fetchedAt.isValid());
        database.expire({today, today, {}}, 180);
        QVERIFY(loaded(database, keyOf(0)));
        QCOMPARE(valueOf(database, u"SELECT count(*) FROM kept_list"_s).toInt(), 15);
    }

    void forgetsAnAccount()
    {
        LocalDatabase database(m_path);
        const CacheKey other{u"account-2"_s, u"branches"_s, u"acme/shop"_s};
        const CacheKey waiting{u"account-1"_s, u"databases"_s, u"acme"_s};
        store(database, shopBranches, entries({u"main"_s}));
        store(database, other, entries({u"main"_s}));
        QVERIFY(loaded(database, other));
        store(database, waiting, entries({u"shop"_s})); // must not come back after it was forgotten
        database.forgetAccount(u"account-1"_s);
        QVERIFY(!loaded(database, shopBranches)->fetchedAt.isValid());
        QVERIFY(!loaded(database, waiting)->fetchedAt.isValid());
        QCOMPARE(idsOf(*loaded(database, other)), QStringList({u"main"_s}));
        QCOMPARE(valueOf(database, u"SELECT count(*) FROM kept_row"_s).toInt(), 1);
    }

    void nothingOfAForgottenAccountIsInTheFile()
    {
        LocalDatabase database(m_path);
        QStringList names;
        for (int i = 0; i < 2000; ++i)
            names.append(u"hush-hush-%1"_s.arg(i));
        store(database, shopBranches, entries(names));
        QVERIFY(loaded(database, shopBranches));
        store(database, shopBranches, entries(names.mid(0, 10))); // most pages are free again
        QCOMPARE(loaded(database, shopBranches)->entries.size(), 10);
        const auto bytes = [this] { return contentOf(m_path) + contentOf(m_path + "-wal"_L1); };
        QVERIFY(bytes().contains("hush-hush"));
        database.forgetAccount(u"account-1"_s);
        QVERIFY(loaded(database, shopBranches)->entries.isEmpty());
        QVERIFY(!bytes().contains("hush-hush"));
    }

    void setsADamagedFileAside()
    {
        QVERIFY(QDir().mkpath(m_dir->filePath(u"data"_s)));
        write(m_path, "this was a database once, long ago, before the disk went bad");
        write(m_path + "-wal"_L1, "its log");
        ManualClock clock;
        clock.setNow(QDateTime(QDate(2026, 11, 21), QTime(5, 17, 20)).toUTC());
        {
            LocalDatabase database(m_path, {.clock = &clock});
            QSignalSpy problems(&database, &LocalDatabase::problem);
            store(database, shopBranches, entries({u"main"_s}));
            QCOMPARE(idsOf(*loaded(database, shopBranches)), QStringList({u"main"_s}));
            QTRY_COMPARE(problems.size(), 1);
            QCOMPARE(
                problems.first().first().toString(),
                u"The local database was damaged. It is set aside as %1, and a new one has been begun: pages load from PlanetScale again."_s
                    .arg(QDir::toNativeSeparators(m_path + ".damaged-20261121-051720"_L1)));
        }
        QCOMPARE(contentOf(m_path + ".damaged-20261121-051720"_L1),
                 "this was a database once, long ago, before the disk went bad");
        QVERIFY(QFile::exists(m_path + ".damaged-20261121-051720-wal"_L1));
        LocalDatabase database(m_path);
        QCOMPARE(idsOf(*loaded(database, shopBranches)), QStringList({u"main"_s}));
    }

    // A draft is stored once: it is not lost because another program held the file just then.
    void whatWasHeldUpIsKeptLater()
    {
        LocalDatabase database(m_path);
        QVERIFY(loaded(database, shopBranches));
        onFile(m_path, [&](QSqlDatabase &other) {
            QVERIFY(!runStatement(other, u"BEGIN IMMEDIATE"_s).isValid());
            store(database, shopBranches, entries({u"main"_s}));
            QVERIFY(loaded(database, shopBranches)->entries.isEmpty()); // reading writes what waits, in vain
            QVERIFY(!runStatement(other, u"ROLLBACK"_s).isValid());
        });
        QCOMPARE(idsOf(*loaded(database, shopBranches)), QStringList({u"main"_s}));
    }

    // As another program, or half a restored backup, would leave it.
    void aFileThatLacksAColumnIsSetAside_data()
    {
        QTest::addColumn<QString>("change");
        QTest::newRow("a column") << u"ALTER TABLE kept_list DROP COLUMN fetched_at"_s;
        QTest::newRow("a table") << u"DROP TABLE journal_link"_s;
    }
    void aFileThatLacksAColumnIsSetAside()
    {
        QFETCH(QString, change);
        {
            LocalDatabase database(m_path);
            store(database, shopBranches, entries({u"main"_s}));
            QVERIFY(loaded(database, shopBranches));
        }
        {
            QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
            other.setDatabaseName(m_path);
            QVERIFY(other.open());
            QSqlQuery query(other);
            QVERIFY2(query.exec(change), qPrintable(query.lastError().text()));
        }
        QSqlDatabase::removeDatabase(u"other"_s);
        LocalDatabase database(m_path);
        QSignalSpy problems(&database, &LocalDatabase::problem);
        store(database, shopBranches, entries({u"again"_s}));
        QCOMPARE(idsOf(*loaded(database, shopBranches)), QStringList({u"again"_s}));
        QTRY_COMPARE(problems.size(), 1);
        QVERIFY(
            problems.first().first().toString().startsWith(u"The local database was damaged. It is set aside as"_s));
    }

    void findsDamageAfterACutOffRun()
    {
        {
            LocalDatabase database(m_path);
            QList<CacheEntry> rows;
            for (int i = 0; i < 500; ++i)
                rows.append({QString::number(i), QByteArray(500, 'x')});
            store(database, shopBranches, rows);
            QVERIFY(loaded(database, shopBranches));
        }
        // Pages in the middle are garbage; the header is whole. A log that is still there says the run was cut off.
        QByteArray bytes = contentOf(m_path);
        QVERIFY(bytes.size() > 100'000);
        bytes.replace(40'000, 40'000, QByteArray(40'000, '\x5a'));
        write(m_path, bytes);
        write(m_path + "-wal"_L1, QByteArray(32, '\0'));
        LocalDatabase database(m_path);
        QSignalSpy problems(&database, &LocalDatabase::problem);
        QVERIFY(loaded(database, shopBranches)->entries.isEmpty());
        QTRY_COMPARE(problems.size(), 1);
        QVERIFY(problems.first().first().toString().startsWith(u"The local database was damaged."_s));
        QCOMPARE(QDir(m_dir->filePath(u"data"_s)).entryList({u"orrery.sqlite.damaged-*[0-9]"_s}).size(), 1);
    }

    void setsAsideWhatTurnsOutDamagedWhileReading()
    {
        {
            LocalDatabase database(m_path);
            QList<CacheEntry> rows;
            for (int i = 0; i < 500; ++i)
                rows.append({QString::number(i), QByteArray(500, 'x')});
            store(database, shopBranches, rows);
            QVERIFY(loaded(database, shopBranches));
        }
        QByteArray bytes = contentOf(m_path);
        bytes.replace(40'000, bytes.size() - 40'000, QByteArray(bytes.size() - 40'000, '\x5a'));
        write(m_path, bytes);
        LocalDatabase database(m_path);
        QSignalSpy problems(&database, &LocalDatabase::problem);
        QVERIFY(loaded(database, shopBranches)->entries.isEmpty());
        QTRY_COMPARE(problems.size(), 1);
        store(database, shopBranches, entries({u"main"_s}));
        QCOMPARE(idsOf(*loaded(database, shopBranches)), QStringList({u"main"_s}));
    }

    void worksOnWhereNothingCanBeWritten()
    {
        // Not by permissions: the tests may run as root. A folder below a file can be made by nobody.
        write(m_dir->filePath(u"file"_s), "not a folder");
        const QString path = m_dir->filePath(u"file/data/orrery.sqlite"_s);
        LocalDatabase database(path);
        QSignalSpy problems(&database, &LocalDatabase::problem);
        store(database, shopBranches, entries({u"main"_s}));
        QVERIFY(loaded(database, shopBranches)->entries.isEmpty());
        bool written = false;
        database.write(
            [](QSqlDatabase &connection) {
                return runStatement(
                    connection,
                    u"INSERT INTO journal (at, account, object, title, method, path, body) VALUES (1, '', '', '', '', '', '')"_s);
            },
            this, [&written](const QSqlError &error) { written = !error.isValid(); });
        QTRY_VERIFY(written);
        QCOMPARE(valueOf(database, u"SELECT count(*) FROM journal"_s).toInt(), 1);
        QCOMPARE(problems.size(), 1);
        QCOMPARE(
            problems.first().first().toString(),
            u"The local database %1 cannot be written: the folder or the file does not allow it. Orrery works on, but keeps nothing for the next start."_s
                .arg(QDir::toNativeSeparators(path)));
        QCOMPARE(contentOf(m_dir->filePath(u"file"_s)), "not a folder");
    }

    void worksOnWhenTheDiskIsFull()
    {
        LocalDatabase database(m_path, {.maximumPages = 40});
        QSignalSpy problems(&database, &LocalDatabase::problem);
        store(database, shopBranches, entries({u"main"_s}));
        database.write([](QSqlDatabase &connection) {
            return runStatement(
                connection,
                u"INSERT INTO journal (at, account, object, title, method, path, body) VALUES (7, '', '', 'before', '', '', '')"_s);
        });
        QVERIFY(loaded(database, shopBranches));
        QCOMPARE(problems.size(), 0);
        QList<CacheEntry> rows;
        for (int i = 0; i < 1000; ++i)
            rows.append({QString::number(i), QByteArray(1000, 'x')});
        store(database, {u"account-1"_s, u"backups"_s, u"acme/shop"_s}, rows);
        QTRY_COMPARE(problems.size(), 1);
        QVERIFY(problems.first().first().toString().contains(u"the disk is full."_s));
        // What was kept is still read, what is recorded is still recorded, and nobody is told twice.
        QCOMPARE(idsOf(*loaded(database, shopBranches)), QStringList({u"main"_s}));
        bool written = false;
        database.write(
            [](QSqlDatabase &connection) {
                return runStatement(
                    connection,
                    u"INSERT INTO journal (at, account, object, title, method, path, body) VALUES (8, '', '', 'after', '', '', '')"_s);
            },
            this, [&written](const QSqlError &error) { written = !error.isValid(); });
        QTRY_VERIFY(written);
        QCOMPARE(valueOf(database, u"SELECT group_concat(title, ' ') FROM journal"_s).toString(), u"before after"_s);
        store(database, shopBranches, entries({u"other"_s}));
        QCOMPARE(idsOf(*loaded(database, shopBranches)), QStringList({u"main"_s}));
        QCOMPARE(problems.size(), 1);
    }

    void aWriteThatFillsTheDiskIsDoneInMemory()
    {
        LocalDatabase database(m_path, {.maximumPages = 40});
        int runs = 0;
        bool written = false;
        database.write(
            [&runs](QSqlDatabase &connection) {
                ++runs;
                QSqlQuery query(connection);
                query.prepare(
                    u"INSERT INTO journal (at, account, object, title, method, path, body) VALUES (1, '', '', 't', '', '', ?)"_s);
                query.addBindValue(QString(200'000, u'x'));
                return query.exec() ? QSqlError() : query.lastError();
            },
            this, [&written](const QSqlError &error) { written = !error.isValid(); });
        QTRY_VERIFY(written);
        QCOMPARE(runs, 2);
        QCOMPARE(valueOf(database, u"SELECT count(*) FROM journal"_s).toInt(), 1);
    }

    void leavesAFileOfANewerVersionAlone()
    {
        QVERIFY(QDir().mkpath(m_dir->filePath(u"data"_s)));
        onFile(m_path, [](QSqlDatabase &database) {
            QVERIFY(!runStatement(database, u"CREATE TABLE from_the_future (x)"_s).isValid());
            QVERIFY(!runStatement(database, u"PRAGMA user_version = 99"_s).isValid());
        });
        const QByteArray before = contentOf(m_path);
        {
            LocalDatabase database(m_path);
            QSignalSpy problems(&database, &LocalDatabase::problem);
            store(database, shopBranches, entries({u"main"_s}));
            QVERIFY(loaded(database, shopBranches)->entries.isEmpty());
            QTRY_COMPARE(problems.size(), 1);
            QCOMPARE(problems.first().first().toString(),
                     u"The local database %1 was written by a newer version of Orrery and is left untouched. "
                     "This version keeps nothing; the newer one finds everything as it was."_s.arg(
                         QDir::toNativeSeparators(m_path)));
        }
        QCOMPARE(contentOf(m_path), before);
        QCOMPARE(QDir(m_dir->filePath(u"data"_s)).entryList(QDir::Files), QStringList({u"orrery.sqlite"_s}));
    }

    void migratesStepByStep()
    {
        const QList<Migration> steps{{u"CREATE TABLE a (x)"_s},
                                     {u"CREATE TABLE b (x)"_s, u"INSERT INTO b VALUES (1)"_s}};
        onFile(m_dir->filePath(u"steps.sqlite"_s), [&steps](QSqlDatabase &database) {
            QSqlError error;
            QVERIFY(!migrateDatabase(database, {steps.first()}).isValid());
            QCOMPARE(databaseVersion(database, &error), 1);
            QVERIFY(!migrateDatabase(database, steps).isValid());
            QCOMPARE(databaseVersion(database, &error), 2);
            // A step that fails leaves nothing of itself behind.
            QVERIFY(migrateDatabase(database, steps + QList<Migration>{{u"INSERT INTO b VALUES (2)"_s, u"nonsense"_s}})
                        .isValid());
            QCOMPARE(databaseVersion(database, &error), 2);
            QSqlQuery query(database);
            QVERIFY(query.exec(u"SELECT count(*) FROM b"_s) && query.next());
            QCOMPARE(query.value(0).toInt(), 1);
        });
    }

    // Files from before features had versions of their own have their tables already, and what is in them stays.
    void featuresTakeOverTheirTables()
    {
        const auto steps = [](int count) {
            QList<Migration> steps{{u"CREATE TABLE note (text)"_s}, {u"ALTER TABLE note ADD COLUMN at"_s}};
            return steps.mid(0, count);
        };
        const auto tables = [&steps](int count) {
            DatabaseTables tables;
            tables.feature = u"notes"_s;
            tables.firstTable = u"note"_s;
            tables.steps = steps(count);
            return QList<DatabaseTables>{tables};
        };
        onFile(m_dir->filePath(u"features.sqlite"_s), [&](QSqlDatabase &database) {
            QSqlError error;
            QVERIFY(!migrateDatabase(database, coreMigrations().mid(0, 4)).isValid());
            QVERIFY(!runStatement(database, u"CREATE TABLE note (text)"_s).isValid());
            QVERIFY(!runStatement(database, u"INSERT INTO note VALUES ('kept')"_s).isValid());
            QCOMPARE(databaseAge(database, tables(1), &error), DatabaseAge::Older);
            QVERIFY(!migrateDatabase(database, tables(1)).isValid());
            QCOMPARE(databaseAge(database, tables(1), &error), DatabaseAge::Current);
            QCOMPARE(databaseAge(database, tables(2), &error), DatabaseAge::Older);
            QVERIFY(!migrateDatabase(database, tables(2)).isValid());
            QCOMPARE(databaseAge(database, tables(2), &error), DatabaseAge::Current);
            // The same file and a program that knows one step less.
            QCOMPARE(databaseAge(database, tables(1), &error), DatabaseAge::Newer);
            QSqlQuery query(database);
            QVERIFY(query.exec(u"SELECT text, at FROM note"_s) && query.next());
            QCOMPARE(query.value(0).toString(), u"kept"_s);
        });
    }

    void theFileItselfKeepsTheJournal()
    {
        LocalDatabase database(m_path);
        const QString insert =
            u"INSERT INTO journal (at, account, object, title, method, path, body) VALUES (1, '', '', '', '', '', '') RETURNING id"_s;
        QCOMPARE(valueOf(database, insert).toInt(), 1);
        QVERIFY(valueOf(database, u"DELETE FROM journal"_s).toString().contains(u"append only"_s));
        QVERIFY(valueOf(database, u"UPDATE journal SET path = 'x' RETURNING id"_s)
                    .toString()
                    .contains(u"only the outcome"_s));
        QCOMPARE(valueOf(database, u"UPDATE journal SET outcome = 1, status = 200 RETURNING id"_s).toInt(), 1);
        QVERIFY(valueOf(database, u"UPDATE journal SET outcome = 2 RETURNING id"_s).toString().contains(u"complete"_s));
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
};

ORRERY_SUITE(TestLocalDatabase)
#include "tst_local_database.moc"
