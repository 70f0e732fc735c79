// SPDX-License-Identifier: GPL-3.0-or-later
// What the history tells when the file can be read but not written, and what forgetting means then.
#include "models/core/database_schema.h"
#include "models/core/sql_statements.h"
#include "models/storage/history/files.h"
#include "tests/models/model_features.h"
#include "tests/models/storage/history/history_fixture.h"
#include "tests/support/suite.h"

#include <QFile>

using namespace Qt::StringLiterals;
using namespace orrery::models;
using namespace orrery::test;

namespace {

const CacheKey branches{u"account-1"_s, u"branches"_s, u"acme/shop"_s};

StorageReading ofAccount(const QString &account, StorageReading made)
{
    made.volume.account = account;
    return made;
}

/// Runs of the program on one file, which has little room.
struct Runs
{
    Runs() { begin(); }
    void begin()
    {
        database = std::make_unique<LocalDatabase>(
            path, orrery::test::allTables(LocalDatabase::Options{.clock = &clock, .maximumPages = 70}));
        history = std::make_unique<StorageHistory>(database.get(), &clock);
    }
    void end()
    {
        history.reset();
        database.reset();
    }
    void keep(const QList<StorageReading> &readings) const
    {
        QSignalSpy added(history.get(), &StorageHistory::added);
        history->add(readings);
        QVERIFY(added.wait());
    }
    /// From now on nothing can be written to the file.
    void fillDisk() const
    {
        QSignalSpy problems(database.get(), &LocalDatabase::problem);
        database->write([](QSqlDatabase &connection) {
            return runStatement(connection,
                                u"INSERT INTO journal (at, account, object, title, method, path, body)"
                                " VALUES (1, '', '', '', '', '', ?)"_s,
                                {QString(400'000, u'x')});
        });
        QVERIFY(problems.wait());
        QVERIFY(problems.first().first().toString().contains(u"the disk is full."_s));
    }
    void onFile(const QString &statement) const
    {
        QSemaphore done;
        QSqlError error;
        database->read([&](const QList<QSqlDatabase *> &connections) {
            error = runStatement(*connections.first(), statement);
            done.release();
            return QSqlError();
        });
        done.acquire();
        QVERIFY2(!error.isValid(), qPrintable(error.text()));
    }
    /// The file refuses to forget, as a disk without any room does.
    void refuseDeleting() const
    {
        onFile(u"CREATE TRIGGER stays BEFORE DELETE ON storage_series BEGIN SELECT RAISE (ABORT, 'full'); END"_s);
    }
    template<class Value, class Ask>
    Value answer(Ask ask) const
    {
        std::optional<Value> found;
        ask([&found](const Value &value) { found = value; });
        static_cast<void>(QTest::qWaitFor([&found] { return found.has_value(); }));
        return found.value_or(Value());
    }
    QStringList points(const StorageVolume &of, int maxPoints = 0) const
    {
        return shown(answer<StorageSeries>([&](const auto &callback) {
                         history->load(of, {}, {}, maxPoints, history.get(), callback);
                     }).points);
    }
    /// "-80 03-01 12:00:00 70/1000 = 7%" for each volume.
    QStringList latest(const QString &account = u"account-1"_s) const
    {
        return lines(answer<QList<StorageReading>>(
            [&](const auto &callback) { history->latest(account, history.get(), callback); }));
    }
    QStringList latestTables() const
    {
        return lines(answer<QList<StorageReading>>([&](const auto &callback) {
            history->latestTables(u"account-1"_s, u"acme"_s, u"shop"_s, u"main"_s, history.get(), callback);
        }));
    }
    static QStringList lines(const QList<StorageReading> &readings)
    {
        QStringList all;
        for (const StorageReading &each : readings)
            all.append((each.volume.isTable() ? each.volume.table : each.volume.shard) + u' '
                       + shown({each.point}).first());
        return all;
    }
    void forget(const QList<StorageVolume> &volumes, const QList<StorageVolume> &expected) const
    {
        QSignalSpy forgotten(history.get(), &StorageHistory::forgotten);
        history->forget(volumes);
        QVERIFY(forgotten.wait());
        QCOMPARE(forgotten.first().first().value<QList<StorageVolume>>(), expected);
    }

    QTemporaryDir dir;
    QString path = dir.filePath(u"orrery.sqlite"_s);
    ManualClock clock;
    std::unique_ptr<LocalDatabase> database;
    std::unique_ptr<StorageHistory> history;
};

} // namespace

class TestStorageFullDisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oldAndNewAreShownTogether()
    {
        Runs runs;
        runs.keep({reading(volume(u"-80"_s), noon.addDays(-400), 1), reading(volume(u"-80"_s), noon.addSecs(-60), 2),
                   reading(volume(u"80-"_s), noon.addSecs(-60), 20),
                   reading(table(u"orders"_s), noon.addDays(-3), 30, std::nullopt),
                   reading(table(u"users"_s), noon.addDays(-3), 40, std::nullopt)});
        runs.fillDisk();
        const QStringList old{u"01-25 12:00:00 1/1000 = 0.1%"_s, u"03-01 11:59:00 2/1000 = 0.2%"_s};
        QCOMPARE(runs.points(volume(u"-80"_s)), old);
        // Of one second what comes later counts, and what it does not tell stays.
        runs.keep({reading(volume(u"-80"_s), noon, 3), reading(volume(u"-80"_s), noon.addSecs(-60), 5, std::nullopt),
                   reading(volume(u"-"_s), noon, 7), reading(table(u"orders"_s), noon, 31, std::nullopt)});
        const QStringList all{u"01-25 12:00:00 1/1000 = 0.1%"_s, u"03-01 11:59:00 5/1000 = 0.5%"_s,
                              u"03-01 12:00:00 3/1000 = 0.3%"_s};
        QCOMPARE(runs.points(volume(u"-80"_s)), all);
        QCOMPARE(runs.points(volume(u"-80"_s), 100), all);
        QCOMPARE(runs.latest(),
                 QStringList({u"- 03-01 12:00:00 7/1000 = 0.7%"_s, u"-80 03-01 12:00:00 3/1000 = 0.3%"_s,
                              u"80- 03-01 11:59:00 20/1000 = 2%"_s}));
        QCOMPARE(runs.latestTables(), QStringList({u"orders 03-01 12:00:00 31/?"_s, u"users 02-26 12:00:00 40/?"_s}));

        const auto since = runs.answer<QList<StorageSeries>>([&](const auto &callback) {
            runs.history->readingsSince({volume(u"80-"_s), volume(u"-80"_s)}, noon.addDays(-30), runs.history.get(),
                                        callback);
        });
        QCOMPARE(since.size(), qsizetype(2));
        QCOMPARE(shown(since.at(0).points), QStringList({u"03-01 11:59:00 20/1000 = 2%"_s}));
        QCOMPARE(shown(since.at(1).points), all.mid(1));

        const auto sizes = runs.answer<QList<StorageTableSizes>>([&](const auto &callback) {
            runs.history->tables(u"account-1"_s, u"acme"_s, u"shop"_s, u"main"_s, noon.addDays(-7), {},
                                 runs.history.get(), callback);
        });
        QStringList grown;
        for (const StorageTableSizes &each : sizes)
            grown.append(each.volume.table + u": "_s + shown({each.first, each.last}).join(u" → "_s));
        QCOMPARE(grown,
                 QStringList({u"orders: 02-26 12:00:00 30/? → 03-01 12:00:00 31/?"_s,
                              u"users: 02-26 12:00:00 40/? → 02-26 12:00:00 40/?"_s}));

        // The next start has what the file has.
        runs.end();
        runs.begin();
        QCOMPARE(runs.points(volume(u"-80"_s)), old);
        runs.end();
    }

    void bothAreExported()
    {
        Runs runs;
        runs.keep({reading(volume(u"-80"_s), noon.addSecs(-60), 2), reading(volume(u"80-"_s), noon.addSecs(-60), 20)});
        runs.fillDisk();
        runs.keep({reading(volume(u"-80"_s), noon, 3), reading(volume(u"-"_s), noon, 7)});
        const QString path = runs.dir.filePath(u"history.csv"_s);
        auto *job = StorageFileJob::exportTo(runs.history.get(), {.account = u"account-1"_s}, StorageFileFormat::Csv,
                                             path, runs.history.get());
        QSignalSpy finished(job, &StorageFileJob::finished);
        QVERIFY(finished.wait());
        const auto result = finished.first().first().value<StorageFileResult>();
        QCOMPARE(result.error, QString());
        QCOMPARE(result.readings, qint64(4));
        QFile file(path);
        QVERIFY(file.open(QFile::ReadOnly));
        QStringList rows;
        const QStringList lines = QString::fromUtf8(file.readAll()).split(u"\r\n"_s, Qt::SkipEmptyParts).mid(1);
        for (const QString &line : lines) {
            const QStringList cells = line.split(u',');
            rows.append(cells.at(0) + u' ' + cells.at(5).split(u'\'').last() + u' ' + cells.at(9));
        }
        QCOMPARE(rows,
                 QStringList({u"2026-03-01T12:00:00Z - 7"_s, u"2026-03-01T11:59:00Z -80 2"_s,
                              u"2026-03-01T12:00:00Z -80 3"_s, u"2026-03-01T11:59:00Z 80- 20"_s}));
    }

    void aWrongClockOfTheFileIsOvercome()
    {
        Runs runs;
        runs.clock.setNow(noon.addYears(3));
        runs.keep({reading(volume(u"-80"_s), noon.addYears(3), 999)});
        runs.clock.setNow(noon);
        runs.fillDisk();
        runs.keep({reading(volume(u"-80"_s), noon, 70)});
        QCOMPARE(runs.latest(), QStringList({u"-80 03-01 12:00:00 70/1000 = 7%"_s}));
        QCOMPARE(runs.points(volume(u"-80"_s)), QStringList({u"03-01 12:00:00 70/1000 = 7%"_s}));
    }

    void whatTheFileCannotTellDoesNotHideTheRest()
    {
        Runs runs;
        runs.keep({reading(volume(u"-80"_s), noon.addSecs(-60), 2)});
        runs.fillDisk();
        runs.keep({reading(volume(u"-80"_s), noon, 3)});
        runs.onFile(u"ALTER TABLE storage_series RENAME TO gone"_s);
        QCOMPARE(runs.points(volume(u"-80"_s)), QStringList({u"03-01 12:00:00 3/1000 = 0.3%"_s}));
        QCOMPARE(runs.latest(), QStringList({u"-80 03-01 12:00:00 3/1000 = 0.3%"_s}));
    }

    void signingOutForgetsBoth()
    {
        Runs runs;
        const StorageReading other = ofAccount(u"account-2"_s, reading(volume(u"-80"_s), noon.addSecs(-60), 9));
        runs.keep({reading(volume(u"-80"_s), noon.addDays(-50), 1), other});
        runs.fillDisk();
        runs.keep({reading(volume(u"-80"_s), noon, 3)});
        runs.database->forgetAccount(u"account-1"_s);
        QCOMPARE(runs.points(volume(u"-80"_s)), QStringList());
        QCOMPARE(runs.latest({}), QStringList({u"-80 03-01 11:59:00 9/1000 = 0.9%"_s}));
        // Deleting takes no room: the file has forgotten, too.
        runs.end();
        runs.begin();
        QCOMPARE(runs.latest({}), QStringList({u"-80 03-01 11:59:00 9/1000 = 0.9%"_s}));
        runs.end();
    }

    void whatCannotBeDeletedIsNotRead()
    {
        Runs runs;
        const StorageReading other = ofAccount(u"account-2"_s, reading(volume(u"-80"_s), noon.addSecs(-60), 9));
        runs.keep({reading(volume(u"-80"_s), noon.addDays(-50), 1), other});
        runs.database->store(
            branches,
            [] {
                return QList<CacheEntry>{{u"b1"_s, "bytes"}};
            },
            noon);
        const auto kept = [&runs] {
            return runs.answer<CachedList>(
                [&](const auto &callback) { runs.database->load(branches, runs.history.get(), callback); });
        };
        QCOMPARE(kept().entries.size(), qsizetype(1));
        runs.refuseDeleting();
        runs.fillDisk();
        QCOMPARE(kept().entries.size(), qsizetype(1));
        runs.keep({reading(volume(u"-80"_s), noon, 3)});
        runs.database->forgetAccount(u"account-1"_s);
        QCOMPARE(runs.points(volume(u"-80"_s)), QStringList());
        QCOMPARE(runs.latest({}), QStringList({u"-80 03-01 11:59:00 9/1000 = 0.9%"_s}));
        QCOMPARE(kept().entries.size(), qsizetype(0));
        // Who signs in again begins anew.
        runs.keep({reading(volume(u"-80"_s), noon.addSecs(1), 4)});
        QCOMPARE(runs.points(volume(u"-80"_s)), QStringList({u"03-01 12:00:01 4/1000 = 0.4%"_s}));
        // A second one goes as well.
        runs.database->forgetAccount(u"account-2"_s);
        QCOMPARE(runs.latest({}), QStringList({u"-80 03-01 12:00:01 4/1000 = 0.4%"_s}));
        // When there is room again before the program ends, the file forgets after all.
        runs.onFile(u"DROP TRIGGER stays"_s);
        runs.end();
        runs.begin();
        QCOMPARE(runs.latest({}), QStringList());
        QCOMPARE(kept().entries.size(), qsizetype(0));
        runs.end();
    }

    void aDiskThatIsFullAtTheStartIsRead()
    {
        Runs runs;
        runs.keep({reading(volume(u"-80"_s), noon, 2)});
        runs.end();
        // Stands in for a disk without room for the companion file that SQLite makes when it opens.
        QVERIFY(QFile::link(runs.dir.filePath(u"nowhere/shm"_s), runs.path + u"-shm"_s));
        runs.begin();
        QCOMPARE(runs.points(volume(u"-80"_s)), QStringList({u"03-01 12:00:00 2/1000 = 0.2%"_s}));
        runs.fillDisk();
        runs.keep({reading(volume(u"-80"_s), noon.addSecs(1), 3)});
        QCOMPARE(runs.points(volume(u"-80"_s)),
                 QStringList({u"03-01 12:00:00 2/1000 = 0.2%"_s, u"03-01 12:00:01 3/1000 = 0.3%"_s}));
    }

    void oneVolumeIsForgotten()
    {
        Runs runs;
        const StorageVolume old = volume(u"-"_s, u"gone"_s);
        StorageVolume itsTable = old;
        itsTable.table = u"orders"_s;
        StorageReading other = ofAccount(u"account-2"_s, reading(old, noon.addSecs(-60), 9));
        runs.keep({reading(old, noon.addDays(-50), 1), reading(itsTable, noon.addDays(-50), 1, std::nullopt),
                   reading(volume(u"-80"_s), noon, 3), reading(volume(u"80-"_s), noon, 4),
                   reading(table(u"users"_s), noon, 5, std::nullopt), other});
        QSignalSpy added(runs.history.get(), &StorageHistory::added);
        runs.forget({old}, {old, itsTable}); // with the last volume of a branch its tables
        QCOMPARE(added.size(), 1); // who shows them reads again
        QCOMPARE(runs.points(old), QStringList());
        QCOMPARE(runs.points(itsTable), QStringList());
        QCOMPARE(runs.points(other.volume).size(), qsizetype(1));
        runs.forget({volume(u"-80"_s)}, {volume(u"-80"_s)});
        QCOMPARE(runs.latestTables(), QStringList({u"users 03-01 12:00:00 5/?"_s}));
        QCOMPARE(runs.latest(), QStringList({u"80- 03-01 12:00:00 4/1000 = 0.4%"_s}));
        runs.forget({volume(u"80-"_s)}, {volume(u"80-"_s), table(u"users"_s)});
        QCOMPARE(runs.latestTables(), QStringList());
        QCOMPARE(runs.latest(), QStringList());
        // Nothing of their readings is left behind, and one that is still read begins anew.
        runs.keep({reading(volume(u"-80"_s), noon.addSecs(1), 7)});
        QCOMPARE(runs.points(volume(u"-80"_s)), QStringList({u"03-01 12:00:01 7/1000 = 0.7%"_s}));
        runs.history->forget({}); // nothing at all
    }

    void whatWaitsIsForgottenToo()
    {
        Runs runs;
        runs.keep({reading(volume(u"-80"_s), noon.addSecs(-60), 2)});
        runs.history->add({reading(volume(u"-80"_s), noon, 3), reading(volume(u"80-"_s), noon, 4)});
        runs.forget({volume(u"-80"_s)}, {volume(u"-80"_s)});
        QTRY_COMPARE(runs.latest(), QStringList({u"80- 03-01 12:00:00 4/1000 = 0.4%"_s}));
    }

    void oneVolumeIsForgottenOnAFullDisk_data()
    {
        QTest::addColumn<bool>("refuses");
        QTest::newRow("the file forgets") << false;
        QTest::newRow("it cannot") << true;
    }
    void oneVolumeIsForgottenOnAFullDisk()
    {
        QFETCH(bool, refuses);
        Runs runs;
        runs.keep({reading(volume(u"-80"_s), noon.addSecs(-60), 2), reading(volume(u"80-"_s), noon.addSecs(-60), 20),
                   reading(table(u"orders"_s), noon.addSecs(-60), 5, std::nullopt)});
        if (refuses)
            runs.refuseDeleting();
        runs.fillDisk();
        runs.keep({reading(volume(u"-80"_s), noon, 3), reading(table(u"users"_s), noon, 6, std::nullopt)});
        // The other volume is in the file only: the branch is still there.
        runs.forget({volume(u"-80"_s)}, {volume(u"-80"_s)});
        QCOMPARE(runs.points(volume(u"-80"_s)), QStringList());
        QCOMPARE(runs.latest(), QStringList({u"80- 03-01 11:59:00 20/1000 = 2%"_s}));
        QCOMPARE(runs.latestTables().size(), qsizetype(2));
        runs.keep({reading(volume(u"-80"_s), noon.addSecs(1), 7)});
        QCOMPARE(runs.points(volume(u"-80"_s)), QStringList({u"03-01 12:00:01 7/1000 = 0.7%"_s}));
        runs.forget({volume(u"-80"_s), volume(u"80-"_s)},
                    {volume(u"-80"_s), volume(u"80-"_s), table(u"orders"_s), table(u"users"_s)});
        QCOMPARE(runs.latest(), QStringList());
        QCOMPARE(runs.latestTables(), QStringList());
        runs.end();
        runs.begin();
        QCOMPARE(runs.latest().isEmpty(), !refuses);
        runs.end();
    }
};

ORRERY_SUITE(TestStorageFullDisk)
#include "tst_full_disk.moc"
