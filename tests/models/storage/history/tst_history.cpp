// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/database_schema.h"
#include "tests/models/locked_file.h"
#include "tests/models/model_features.h"
#include "tests/models/storage/history/history_fixture.h"
#include "tests/support/suite.h"

#include <limits>

using namespace Qt::StringLiterals;
using namespace orrery::models;
using namespace orrery::test;

class TestStorageHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCannotBeWrittenIsNotSaidToBeKeptAndNotLost()
    {
        HistoryFixture fixture;
        fixture.keep({reading(volume(u"-80"_s), noon.addSecs(-60), 70)});
        QSignalSpy added(&fixture.history, &StorageHistory::added);
        {
            const LockedFile other(fixture.path);
            fixture.history.add({reading(volume(u"-80"_s), noon, 71)});
            bool tried = false;
            QTest::qWait(0);
            fixture.database.run([](QSqlDatabase &) {}, &fixture.history, [&tried]() { tried = true; });
            QTRY_VERIFY_WITH_TIMEOUT(tried, 20'000); // it came after the readings
            QCOMPARE(added.size(), 0);
        }
        // With the next reading, or a little later by itself.
        fixture.history.add({reading(volume(u"-80"_s), noon.addSecs(60), 72)});
        QTRY_VERIFY(!added.isEmpty());
        QCOMPARE(fixture.points(volume(u"-80"_s)).size(), 3);
    }

    void saysWhereAVolumeIsReadFrom()
    {
        HistoryFixture fixture;
        StorageReading scraped = reading(volume(u"-80"_s), noon, 70);
        scraped.point.source = StorageSource::Scrape;
        fixture.keep({reading(volume(u"-80"_s), noon.addSecs(-60), 70), scraped});
        QCOMPARE(fixture.history.sources(volume(u"-80"_s)),
                 (QList<StorageSource>{StorageSource::BranchMetrics, StorageSource::Scrape}));
        QCOMPARE(fixture.history.sources(volume(u"80-"_s)), QList<StorageSource>());
    }

    void keepsReadings()
    {
        HistoryFixture fixture;
        QSignalSpy added(&fixture.history, &StorageHistory::added);
        QCOMPARE(fixture.history.add({reading(volume(u"-80"_s), noon.addSecs(-60), 70),
                                      reading(volume(u"80-"_s), noon.addSecs(-60), 20),
                                      reading(volume(u"-80"_s), noon, 71)}),
                 qsizetype(0));
        QVERIFY(added.wait());
        QCOMPARE(added.size(), 1);
        QCOMPARE(added.first().first().value<QList<StorageVolume>>(),
                 QList<StorageVolume>({volume(u"-80"_s), volume(u"80-"_s)}));
        const StorageSeries series = fixture.series(volume(u"-80"_s));
        QCOMPARE(shown(series.points),
                 QStringList({u"03-01 11:59:00 70/1000 = 7%"_s, u"03-01 12:00:00 71/1000 = 7.1%"_s}));
        QCOMPARE(series.name, u"commerce / -80"_s);
        QCOMPARE(series.source, u"PlanetScale branch metrics"_s);
        QCOMPARE(series.volume, volume(u"-80"_s));
        QCOMPARE(fixture.points(volume(u"80-"_s)).size(), qsizetype(1));
        QVERIFY(fixture.points(volume(u"40-"_s)).isEmpty());
    }

    void isThereAtTheNextStart()
    {
        QTemporaryDir dir;
        const ManualClock clock;
        {
            LocalDatabase database(dir.filePath(u"orrery.sqlite"_s), orrery::test::allTables());
            StorageHistory history(&database, &clock);
            history.add({reading(volume(u"-80"_s), noon, 70)}); // written when the history goes
        }
        LocalDatabase database(dir.filePath(u"orrery.sqlite"_s), orrery::test::allTables());
        StorageHistory history(&database, &clock);
        std::optional<StorageSeries> found;
        history.load(volume(u"-80"_s), {}, {}, 0, this, [&found](const StorageSeries &series) { found = series; });
        QTRY_VERIFY(found);
        QCOMPARE(shown(found->points), QStringList({u"03-01 12:00:00 70/1000 = 7%"_s}));
    }

    void manyCallsAreOneWrite()
    {
        HistoryFixture fixture;
        QSignalSpy added(&fixture.history, &StorageHistory::added);
        for (int i = 0; i < 100; ++i)
            fixture.history.add({reading(volume(QString::number(i)), noon, i)});
        QVERIFY(added.wait());
        QCOMPARE(added.size(), 1);
        QCOMPARE(added.first().first().value<QList<StorageVolume>>().size(), qsizetype(100));
    }

    void theSameMomentIsReplacedNotDoubled()
    {
        HistoryFixture fixture;
        fixture.keep({reading(volume(u"-80"_s), noon, 70), reading(volume(u"-80"_s), noon, 72)});
        fixture.keep({reading(volume(u"-80"_s), noon, 75)});
        QCOMPARE(shown(fixture.points(volume(u"-80"_s))), QStringList({u"03-01 12:00:00 75/1000 = 7.5%"_s}));
        // In what is packed already, too.
        const QDateTime before = noon.addDays(-3);
        fixture.keep({reading(volume(u"-80"_s), before, 10), reading(volume(u"-80"_s), before.addSecs(1), 11)});
        fixture.keep({reading(volume(u"-80"_s), before, 12)});
        QCOMPARE(shown(fixture.points(volume(u"-80"_s), {}, noon.addDays(-1))),
                 QStringList({u"02-26 12:00:00 12/1000 = 1.2%"_s, u"02-26 12:00:01 11/1000 = 1.1%"_s}));
    }

    void whatComesLateIsPutWhereItBelongs()
    {
        HistoryFixture fixture;
        const StorageVolume of = volume(u"-80"_s);
        fixture.keep({reading(of, noon, 5)});
        fixture.keep({reading(of, noon.addSecs(-120), 3), reading(of, noon.addDays(-400), 1)});
        fixture.keep({reading(of, noon.addSecs(-60), 4), reading(of, noon.addDays(-20), 2)});
        QCOMPARE(shown(fixture.points(of)),
                 QStringList({u"01-25 12:00:00 1/1000 = 0.1%"_s, u"02-09 12:00:00 2/1000 = 0.2%"_s,
                              u"03-01 11:58:00 3/1000 = 0.3%"_s, u"03-01 11:59:00 4/1000 = 0.4%"_s,
                              u"03-01 12:00:00 5/1000 = 0.5%"_s}));
        QCOMPARE(shown(fixture.points(of, noon.addSecs(-120), noon.addSecs(-60))),
                 QStringList({u"03-01 11:58:00 3/1000 = 0.3%"_s, u"03-01 11:59:00 4/1000 = 0.4%"_s}));
    }

    void leavesOutAndCountsWhatIsAbsurd()
    {
        HistoryFixture fixture;
        const StorageVolume of = volume(u"-80"_s);
        QCOMPARE(
            fixture.history.add({reading(of, noon, 5, 0), reading(of, noon, -1), reading(of, noon.addSecs(7200), 5),
                                 reading(of, noon, std::numeric_limits<double>::quiet_NaN()),
                                 reading(of, noon.addYears(-30), 5), reading(of, noon, std::nullopt)}),
            qsizetype(6));
        QCOMPARE(fixture.history.leftOut(), qint64(6));
        fixture.keep({reading(of, noon.addSecs(1), 1500, 1000)}); // more used than there is: kept as it was told
        QCOMPARE(shown(fixture.points(of)), QStringList({u"03-01 12:00:01 1500/1000 = 150%"_s}));
    }

    void tellsTheNewestOfEveryVolume()
    {
        HistoryFixture fixture;
        StorageReading primary = reading(volume(u"80-"_s), noon, 40);
        primary.role = u"primary"_s;
        primary.point.source = StorageSource::Scrape;
        StorageReading late = reading(volume(u"80-"_s), noon.addDays(-2), 30);
        late.role = u"replica"_s;
        StorageReading other = reading(volume(u"-"_s), noon, 1);
        other.volume.account = u"account-2"_s;
        fixture.keep(
            {primary, reading(volume(u"-80"_s), noon.addDays(-300), 7), reading(table(u"orders"_s), noon, 9), other});
        fixture.keep({late});
        std::optional<QList<StorageReading>> found;
        const auto callback = [&found](const QList<StorageReading> &readings) { found = readings; };
        fixture.history.latest(u"account-1"_s, this, callback);
        QTRY_VERIFY(found);
        StorageReading expected = primary;
        expected.point.usedPercent = 4;
        QCOMPARE(found->size(), qsizetype(2));
        QCOMPARE(found->at(0).volume, volume(u"-80"_s));
        QCOMPARE(found->at(0).point.at, noon.addDays(-300));
        QCOMPARE(found->at(1), expected);
        found.reset();
        fixture.history.latest({}, this, callback); // of every account
        QTRY_VERIFY(found);
        QCOMPARE(found->size(), qsizetype(3));
        found.reset();
        fixture.history.latestTables(u"account-1"_s, u"acme"_s, u"shop"_s, u"main"_s, this, callback);
        QTRY_VERIFY(found);
        QCOMPARE(found->size(), qsizetype(1));
        QCOMPARE(found->first().volume.table, u"orders"_s);
        QCOMPARE(found->first().point.usedBytes, std::optional<double>(9));
    }

    void tellsHowTablesGrew()
    {
        HistoryFixture fixture;
        QList<StorageReading> readings;
        for (int i = 0; i <= 10; ++i) {
            readings.append(reading(table(u"orders"_s), noon.addDays(i - 10), 100 + 10 * i, std::nullopt));
            readings.append(reading(table(u"users"_s), noon.addDays(i - 10), 500 - i, std::nullopt));
        }
        readings.append(reading(table(u"gone"_s), noon.addDays(-90), 8, std::nullopt));
        readings.append(reading(table(u"new"_s), noon, 8, std::nullopt));
        readings.append(reading(volume(u"-80"_s), noon, 8));
        fixture.keep(readings);
        std::optional<QList<StorageTableSizes>> found;
        fixture.history.tables(u"account-1"_s, u"acme"_s, u"shop"_s, u"main"_s, noon.addDays(-7), {}, this,
                               [&found](const QList<StorageTableSizes> &sizes) { found = sizes; });
        QTRY_VERIFY(found);
        QStringList lines;
        for (const StorageTableSizes &each : *found)
            lines.append(each.volume.table + u": "_s + shown({each.first, each.last}).join(u" → "_s));
        QCOMPARE(lines,
                 QStringList({u"new: 03-01 12:00:00 8/? → 03-01 12:00:00 8/?"_s,
                              u"orders: 02-22 12:00:00 130/? → 03-01 12:00:00 200/?"_s,
                              u"users: 02-22 12:00:00 497/? → 03-01 12:00:00 490/?"_s}));
    }

    void ofATableTheFirstReadingOfAnHourIsKept()
    {
        HistoryFixture fixture;
        const StorageVolume orders = table(u"orders"_s);
        QList<StorageReading> readings;
        for (int i = 0; i <= 30; ++i) // every 5 minutes
            readings.append(reading(orders, noon.addSecs(i * 300 - 9000), 100 + i, std::nullopt));
        fixture.keep(readings);
        fixture.keep({reading(orders, noon.addSecs(60), 200, std::nullopt)});
        const QStringList kept{u"03-01 09:30:00 100/?"_s, u"03-01 10:00:00 106/?"_s, u"03-01 11:00:00 118/?"_s,
                               u"03-01 12:00:00 130/?"_s};
        QCOMPARE(shown(fixture.points(orders)), kept);
        fixture.keep(readings); // again
        QCOMPARE(shown(fixture.points(orders)), kept);
    }

    void aWrongClockIsOvercome()
    {
        HistoryFixture fixture;
        const StorageVolume of = volume(u"-80"_s);
        fixture.clock.setNow(noon.addYears(3));
        fixture.keep({reading(of, noon.addYears(3), 999)});
        fixture.clock.setNow(noon);
        fixture.keep({reading(of, noon, 70)});
        QCOMPARE(shown(fixture.points(of)), QStringList({u"03-01 12:00:00 70/1000 = 7%"_s}));
        std::optional<QList<StorageReading>> found;
        fixture.history.latest(u"account-1"_s, this,
                               [&found](const QList<StorageReading> &readings) { found = readings; });
        QTRY_VERIFY(found);
        QCOMPARE(found->first().point.at, noon);
    }

    void givesForecastsManyVolumesAtOnce()
    {
        HistoryFixture fixture;
        QList<StorageReading> readings = everyFiveMinutes(volume(u"-80"_s), noon.addDays(-8), noon);
        readings += reading(volume(u"80-"_s), noon, 5);
        fixture.keep(readings);
        QTRY_COMPARE(fixture.points(volume(u"-80"_s)).size(), qsizetype(8 * 288 + 1));
        std::optional<QList<StorageSeries>> found;
        fixture.history.readingsSince({volume(u"80-"_s), volume(u"none"_s), volume(u"-80"_s)}, noon.addDays(-30), this,
                                      [&found](const QList<StorageSeries> &all) { found = all; });
        QTRY_VERIFY(found);
        QCOMPARE(found->size(), qsizetype(3));
        QCOMPARE(found->at(0).points.size(), qsizetype(1));
        QVERIFY(found->at(1).points.isEmpty());
        QCOMPARE(found->at(1).volume, volume(u"none"_s));
        // A day of hours, and seven of all there is.
        QCOMPARE(found->at(2).points.size(), qsizetype(24 + 7 * 288 + 1));
        QCOMPARE(found->at(2).points.at(0).at, noon.addDays(-8).addSecs(55 * 60));
        QCOMPARE(found->at(2).points.last().at, noon);
    }

    void thinsWithAge()
    {
        HistoryFixture fixture;
        // The program runs all the while: a clock that jumps is not believed.
        const auto runUntil = [&fixture](const QDateTime &when) {
            fixture.clock.advance(std::chrono::milliseconds(fixture.clock.now().msecsTo(when)));
        };
        const StorageVolume of = volume(u"-80"_s);
        QList<StorageReading> readings;
        for (int i = 0; i < 60; ++i) // every 10 seconds for 10 minutes
            readings.append(reading(of, noon.addSecs(i * 10), i == 7 ? 900 : 100 + i));
        fixture.clock.setNow(noon.addSecs(600));
        fixture.keep(readings);
        fixture.compact();
        QCOMPARE(fixture.points(of).size(), qsizetype(60)); // rows
        QCOMPARE(fixture.number(u"SELECT count(*) FROM storage_recent"_s), qint64(60));

        runUntil(noon.addDays(3));
        fixture.compact();
        QCOMPARE(fixture.number(u"SELECT count(*) FROM storage_recent"_s), qint64(0));
        QCOMPARE(fixture.points(of).size(), qsizetype(60)); // packed, and all there

        runUntil(noon.addDays(9));
        fixture.compact();
        const QStringList fiveMinutes{u"03-01 12:00:00 100/1000 = 10%"_s, u"03-01 12:01:10 900/1000 = 90%"_s,
                                      u"03-01 12:04:50 129/1000 = 12.9%"_s, u"03-01 12:05:00 130/1000 = 13%"_s,
                                      u"03-01 12:09:50 159/1000 = 15.9%"_s};
        QCOMPARE(shown(fixture.points(of)), fiveMinutes);

        runUntil(noon.addDays(100));
        fixture.compact();
        const QStringList hours{u"03-01 12:00:00 100/1000 = 10%"_s, u"03-01 12:01:10 900/1000 = 90%"_s,
                                u"03-01 12:09:50 159/1000 = 15.9%"_s};
        QCOMPARE(shown(fixture.points(of)), hours);
        QCOMPARE(fixture.number(u"SELECT level FROM storage_part"_s), qint64(2));

        runUntil(noon.addDays(800));
        fixture.compact();
        fixture.compact();
        QCOMPARE(shown(fixture.points(of)), hours); // of its day these are lowest, highest and last as well
        QCOMPARE(fixture.number(u"SELECT level FROM storage_part"_s), qint64(3));
        QCOMPARE(fixture.number(u"SELECT count(*) FROM storage_part"_s), qint64(1));
        // Readings of that day that come again change nothing.
        fixture.keep(readings);
        QCOMPARE(shown(fixture.points(of)), hours);
    }

    void aYearAwayIsThinnedInOneGo()
    {
        HistoryFixture fixture;
        const StorageVolume of = volume(u"-80"_s);
        fixture.keep(everyFiveMinutes(of, noon.addSecs(-6 * hour), noon));
        fixture.clock.setNow(noon.addDays(365));
        fixture.compact();
        QCOMPARE(fixture.number(u"SELECT min(level) FROM storage_part"_s), qint64(2));
        QCOMPARE(fixture.number(u"SELECT max(level) FROM storage_part"_s), qint64(2));
        QCOMPARE(fixture.points(of).size(), qsizetype(6 * 2 + 1)); // lowest and highest of each hour
    }

    void aClockThatIsAheadThinsNothing()
    {
        HistoryFixture fixture;
        const StorageVolume of = volume(u"-80"_s);
        fixture.keep(everyFiveMinutes(of, noon.addSecs(-6 * hour), noon));
        fixture.database.store(
            {u"account-1"_s, u"branches"_s, u"acme/shop"_s}, [] { return QList<CacheEntry>(); }, noon);
        fixture.clock.setNow(noon.addYears(10));
        const qsizetype before = fixture.points(of, noon.addDays(-1), noon.addDays(1), 10'000).size();
        StorageHistory later(&fixture.database, &fixture.clock); // the next run
        QSignalSpy compacted(&later, &StorageHistory::compacted);
        later.compact();
        QTRY_COMPARE(compacted.size(), 1);
        QCOMPARE(fixture.points(of, noon.addDays(-1), noon.addDays(1), 10'000).size(), before);
        QVERIFY(before > 6 * 12);
    }

    void gapsStayGaps()
    {
        HistoryFixture fixture;
        const StorageVolume of = volume(u"-80"_s);
        fixture.keep({reading(of, noon.addDays(-60), 1), reading(of, noon.addDays(-30), 2), reading(of, noon, 3)});
        fixture.compact();
        QCOMPARE(shown(fixture.points(of, noon.addDays(-90), noon, 1000)),
                 QStringList({u"12-31 12:00:00 1/1000 = 0.1%"_s, u"01-30 12:00:00 2/1000 = 0.2%"_s,
                              u"03-01 12:00:00 3/1000 = 0.3%"_s}));
        QVERIFY(fixture.points(of, noon.addDays(-29), noon.addDays(-1), 1000).isEmpty());
    }

    void drawsAtMostAsManyPointsAsWanted()
    {
        HistoryFixture fixture;
        const StorageVolume of = volume(u"-80"_s);
        fixture.keep(everyFiveMinutes(of, noon.addDays(-5), noon));
        fixture.keep({reading(of, noon.addDays(-2).addSecs(7), 999'999, 1'000'000)});
        const QList<StoragePoint> points = fixture.points(of, noon.addDays(-5), noon, 100);
        QVERIFY(points.size() <= 100);
        QVERIFY(points.size() > 80);
        QCOMPARE(points.first().usedBytes, std::optional<double>(1));
        QCOMPARE(points.last().usedBytes, std::optional<double>(5 * 288 + 1));
        QVERIFY(std::any_of(points.begin(), points.end(),
                            [](const StoragePoint &point) { return point.usedBytes == 999'999; }));
        QVERIFY(std::is_sorted(points.begin(), points.end(),
                               [](const StoragePoint &left, const StoragePoint &right) { return left.at < right.at; }));
    }

    void compactsManyVolumesBesideOtherWork()
    {
        HistoryFixture fixture;
        QList<StorageReading> readings;
        for (int i = 0; i < 200; ++i)
            readings += everyFiveMinutes(volume(QString::number(i)), noon.addDays(-1).addSecs(300), noon);
        QSignalSpy added(&fixture.history, &StorageHistory::added);
        fixture.history.add(readings);
        QTRY_COMPARE_WITH_TIMEOUT(fixture.number(u"SELECT count(*) FROM storage_recent"_s), qint64(200 * 288), 30'000);
        fixture.clock.setNow(noon.addDays(10));
        QSignalSpy compacted(&fixture.history, &StorageHistory::compacted);
        fixture.history.compact();
        fixture.history.compact(); // is under way
        QVERIFY(fixture.history.isCompacting());
        int turns = 0;
        while (compacted.isEmpty()) {
            QSemaphore done;
            fixture.database.run([&done](QSqlDatabase &) { done.release(); });
            done.acquire();
            ++turns;
            QCoreApplication::processEvents();
        }
        QVERIFY(turns > 0);
        QVERIFY(!fixture.history.isCompacting());
        QCOMPARE(fixture.number(u"SELECT count(*) FROM storage_recent"_s), qint64(0));
        QCOMPARE(fixture.points(volume(u"199"_s)).size(), qsizetype(288));
        QCOMPARE(compacted.size(), 1);
    }

    void compactingThatWasCutOffGoesOn()
    {
        QTemporaryDir dir;
        ManualClock clock;
        const QString path = dir.filePath(u"orrery.sqlite"_s);
        {
            LocalDatabase database(path, orrery::test::allTables());
            StorageHistory history(&database, &clock);
            for (int i = 0; i < 50; ++i)
                history.add(everyFiveMinutes(volume(QString::number(i)), noon.addSecs(-20 * hour), noon));
        }
        clock.setNow(noon.addDays(2));
        {
            LocalDatabase database(path, orrery::test::allTables());
            StorageHistory history(&database, &clock);
            history.compact(); // one turn is done, and then the program ends
        }
        LocalDatabase database(path, orrery::test::allTables());
        StorageHistory history(&database, &clock);
        QSignalSpy compacted(&history, &StorageHistory::compacted);
        history.compact();
        QVERIFY(compacted.wait());
        for (int i = 0; i < 50; ++i) {
            std::optional<qsizetype> count;
            history.load(volume(QString::number(i)), {}, {}, 0, this,
                         [&count](const StorageSeries &series) { count = series.points.size(); });
            QTRY_VERIFY(count);
            QCOMPARE(*count, qsizetype(241));
        }
    }

    void signingOutForgetsTheHistory()
    {
        HistoryFixture fixture;
        StorageReading other = reading(volume(u"-80"_s), noon, 5);
        other.volume.account = u"account-2"_s;
        fixture.keep({reading(volume(u"-80"_s), noon, 1), reading(volume(u"-80"_s), noon.addDays(-50), 1), other});
        fixture.history.add({reading(volume(u"80-"_s), noon, 1)}); // waits, and must not be written any more
        fixture.database.forgetAccount(u"account-1"_s);
        QVERIFY(fixture.points(volume(u"-80"_s)).isEmpty());
        QCOMPARE(fixture.number(u"SELECT count(*) FROM storage_series"_s), qint64(1));
        QCOMPARE(fixture.number(u"SELECT count(*) FROM storage_part"_s), qint64(0));
        QCOMPARE(fixture.number(u"SELECT count(*) FROM storage_recent"_s), qint64(1));
        QCOMPARE(fixture.points(other.volume).size(), qsizetype(1));
    }

    void aRenamedBranchBeginsAnew()
    {
        HistoryFixture fixture;
        fixture.keep({reading(volume(u"-80"_s), noon.addDays(-1), 1)});
        fixture.keep({reading(volume(u"-80"_s, u"renamed"_s), noon, 2)});
        QCOMPARE(shown(fixture.points(volume(u"-80"_s))), QStringList({u"02-28 12:00:00 1/1000 = 0.1%"_s}));
        QCOMPARE(shown(fixture.points(volume(u"-80"_s, u"renamed"_s))),
                 QStringList({u"03-01 12:00:00 2/1000 = 0.2%"_s}));
    }

    void aFullDiskIsToldOnceAndWorkGoesOn()
    {
        HistoryFixture fixture(70);
        QSignalSpy problems(&fixture.database, &LocalDatabase::problem);
        QSignalSpy added(&fixture.history, &StorageHistory::added);
        QList<StorageReading> readings;
        for (int i = 0; i < 40; ++i)
            readings += everyFiveMinutes(volume(QString::number(i)), noon.addDays(-1).addSecs(300), noon);
        fixture.history.add(readings);
        QTRY_COMPARE_WITH_TIMEOUT(added.size(), 3, 30'000); // 11,520 readings in writes of 5,000
        QCOMPARE(problems.size(), 1);
        QCOMPARE(
            problems.first().first().toString(),
            u"The local database %1 cannot be written: the disk is full. "
            "Orrery works on, but keeps nothing for the next start. Free some space, then start Orrery again."_s.arg(
                QDir::toNativeSeparators(fixture.path)));
        // The write that met the full disk, and those after it, are in memory for this run.
        QCOMPARE(fixture.points(volume(u"39"_s)).size(), qsizetype(288));
        fixture.compact();
        fixture.keep({reading(volume(u"39"_s), noon.addSecs(1), 5)});
        QCOMPARE(fixture.points(volume(u"39"_s)).size(), qsizetype(289));
        QCOMPARE(problems.size(), 1);
    }

    void anOldFileGetsItsTables()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"orrery.sqlite"_s);
        {
            QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"old"_s);
            connection.setDatabaseName(path);
            QVERIFY(connection.open());
            QVERIFY(!migrateDatabase(connection, coreMigrations().mid(0, 1)).isValid());
            connection.close();
        }
        QSqlDatabase::removeDatabase(u"old"_s);
        LocalDatabase database(path, orrery::test::allTables());
        const ManualClock clock;
        StorageHistory history(&database, &clock);
        QSignalSpy added(&history, &StorageHistory::added);
        QSignalSpy problems(&database, &LocalDatabase::problem);
        history.add({reading(volume(u"-80"_s), noon, 1)});
        QVERIFY(added.wait());
        QVERIFY(problems.isEmpty());
    }

    void aDamagedPartIsLeftOut()
    {
        HistoryFixture fixture;
        const StorageVolume of = volume(u"-80"_s);
        fixture.keep({reading(of, noon.addDays(-3), 1), reading(of, noon.addDays(-5), 2), reading(of, noon, 3)});
        fixture.number(u"UPDATE storage_part SET bytes = x'0142' WHERE id = (SELECT min(id) FROM storage_part)"_s);
        QTest::ignoreMessage(QtWarningMsg, "a stored part of series 1 cannot be read");
        QCOMPARE(shown(fixture.points(of)),
                 QStringList({u"02-26 12:00:00 1/1000 = 0.1%"_s, u"03-01 12:00:00 3/1000 = 0.3%"_s}));
    }

    void nobodyIsCalledWhoIsGone()
    {
        HistoryFixture fixture;
        fixture.keep({reading(volume(u"-80"_s), noon, 1)});
        bool called = false;
        auto *context = new QObject;
        fixture.history.readingsSince({volume(u"-80"_s)}, {}, context,
                                      [&called](const QList<StorageSeries> &) { called = true; });
        fixture.history.load(volume(u"-80"_s), {}, {}, 0, context, [&called](const StorageSeries &) { called = true; });
        delete context;
        QCOMPARE(fixture.points(volume(u"-80"_s)).size(), qsizetype(1));
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }
};

ORRERY_SUITE(TestStorageHistory)
#include "tst_history.moc"
