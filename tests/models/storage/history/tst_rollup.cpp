// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/utc.h"
#include "models/storage/history/packing.h"
#include "models/storage/history/rollup.h"
#include "tests/support/suite.h"

#include <QRandomGenerator>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace orrery::models;

namespace {

constexpr qint64 noon = 1'772'366'400; // 2026-03-01 12:00 UTC
constexpr qint64 day = 86'400;
constexpr qint64 none = KeptReading::none;
const double notANumber = std::numeric_limits<double>::quiet_NaN();
const double infinity = std::numeric_limits<double>::infinity();

QDateTime at(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, orrery::kUtc);
}

KeptReading bytes(qint64 seconds, qint64 used, qint64 capacity = 1000)
{
    KeptReading reading;
    reading.at = seconds;
    reading.used = used;
    reading.capacity = capacity;
    return reading;
}

KeptReading percent(qint64 seconds, double value)
{
    KeptReading reading;
    reading.at = seconds;
    reading.percent = qint64(value * 10'000);
    return reading;
}

/// "12:00:05 70" for each, with what was dropped behind a minus.
QStringList shown(const std::vector<KeptReading> &readings)
{
    QStringList lines;
    for (const KeptReading &reading : readings) {
        QString line = at(reading.at).toString(u"hh:mm:ss"_s) + u' ';
        line += reading.used != none ? QString::number(reading.used)
                                     : QString::number(double(reading.percent) / 10'000) + u'%';
        if (reading.dropped > 0)
            line += u" -%1"_s.arg(reading.dropped);
        lines.append(line);
    }
    return lines;
}

std::vector<KeptReading> thinned(std::vector<KeptReading> readings, qint64 seconds)
{
    thin(readings, seconds);
    return readings;
}

} // namespace

class TestStorageRollup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheExtremesAndTheLastOfEachBucket()
    {
        const std::vector<KeptReading> readings{bytes(noon + 10, 50),  bytes(noon + 60, 90),  bytes(noon + 120, 20),
                                                bytes(noon + 130, 60), bytes(noon + 299, 55), bytes(noon + 300, 56),
                                                bytes(noon + 900, 57)};
        QCOMPARE(shown(thinned(readings, 300)),
                 QStringList({u"12:01:00 90"_s, u"12:02:00 20"_s, u"12:04:59 55 -2"_s, u"12:05:00 56"_s,
                              u"12:15:00 57"_s})); // nothing at 12:10: nothing was read
    }

    void keepsExtremesOfBytesAndOfPercentWhereTheCapacityChanges()
    {
        const std::vector<KeptReading> readings{bytes(noon, 80, 100), bytes(noon + 60, 82, 100),
                                                bytes(noon + 120, 83, 400), bytes(noon + 180, 90, 400),
                                                bytes(noon + 240, 85, 400)};
        // 82 of 100 is the fullest, 90 the most bytes, 80 the fewest, 83 of 400 the emptiest, 85 the last.
        QCOMPARE(
            shown(thinned(readings, 300)),
            QStringList({u"12:00:00 80"_s, u"12:01:00 82"_s, u"12:02:00 83"_s, u"12:03:00 90"_s, u"12:04:00 85"_s}));
    }

    void thinningTwiceIsThinningOnce()
    {
        QRandomGenerator random(7);
        std::vector<KeptReading> readings;
        for (qint64 seconds = noon; seconds < noon + day; seconds += 30)
            readings.push_back(bytes(seconds, random.bounded(1000)));
        const std::vector<KeptReading> once = thinned(readings, 3600);
        QCOMPARE(thinned(once, 3600), once);
        // By way of five minutes it ends the same, counts included.
        QCOMPARE(thinned(thinned(readings, 300), 3600), once);
        qint64 stands = 0;
        for (const KeptReading &reading : once)
            stands += 1 + reading.dropped;
        QCOMPARE(stands, qint64(2880));
    }

    void aCapacityAloneGivesWay()
    {
        std::vector<KeptReading> readings{bytes(noon, 10), bytes(noon + 20, none), bytes(noon + 40, none)};
        QCOMPARE(shown(thinned(readings, 300)), QStringList({u"12:00:00 10"_s}));
        readings.erase(readings.begin());
        QCOMPARE(thinned(readings, 300).size(), std::size_t(1));
    }

    void arrangesWhatComesInAnyOrder()
    {
        std::vector<KeptReading> readings{bytes(noon + 60, 2), bytes(noon, 1), bytes(noon + 60, 3), percent(noon, 7)};
        arrange(readings);
        QCOMPARE(readings.size(), std::size_t(2));
        QCOMPARE(readings[1].used, qint64(3));
        QCOMPARE(readings[0].used, qint64(1));
        QCOMPARE(readings[0].percent, qint64(70'000));
    }

    void combinesTwoReadingsOfOneMoment()
    {
        KeptReading used = bytes(noon, 40, none);
        KeptReading capacity = bytes(noon, none, 80);
        QCOMPARE(combined(used, capacity), bytes(noon, 40, 80));
        // The percentage of other bytes goes; one that says the same as the bytes is not kept beside them.
        KeptReading withPercent = bytes(noon, 40, 80);
        withPercent.percent = 700'000;
        QCOMPARE(combined(withPercent, bytes(noon, 50, 100)), bytes(noon, 50, 100));
        QCOMPARE(combined(bytes(noon, 40, 80), percent(noon, 50.04)), bytes(noon, 40, 80));
        QCOMPARE(combined(bytes(noon, 40, 80), percent(noon, 60)).percent, qint64(600'000));
    }

    void anImportedReadingOnlyAddsToAMeasuredOne()
    {
        KeptReading measured = bytes(noon, 40, none);
        KeptReading imported = bytes(noon, 41, 80);
        imported.source = StorageSource::Imported;
        const KeptReading both = combined(measured, imported);
        QCOMPARE(both, bytes(noon, 40, 80));
        QCOMPARE(combined(imported, measured).used, qint64(40));
        QCOMPARE(combined(imported, imported), imported);
    }

    void leavesOutWhatCannotBe_data()
    {
        QTest::addColumn<std::optional<double>>("used");
        QTest::addColumn<std::optional<double>>("capacity");
        QTest::addColumn<std::optional<double>>("percent");
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("why");
        const std::optional<double> nothing;
        using Side = std::optional<double>;
        const QString number = u"the used size is not a valid number"_s;
        const QString disk = u"the capacity is not a valid number"_s;
        QTest::newRow("fine") << Side(5) << Side(10) << nothing << noon << u""_s;
        QTest::newRow("used above capacity") << Side(20) << Side(10) << nothing << noon << u""_s;
        QTest::newRow("used far above capacity")
            << Side(20.1) << Side(10) << nothing << noon << u"more is used than there is capacity"_s;
        QTest::newRow("7,885 percent") << Side(5) << Side(10) << Side(7885) << noon << number;
        QTest::newRow("only percent") << nothing << nothing << Side(0) << noon << u""_s;
        QTest::newRow("nothing used") << Side(0) << Side(10) << nothing << noon << u""_s;
        QTest::newRow("percent above 100") << nothing << nothing << Side(104.5) << noon << u""_s;
        QTest::newRow("an hour ahead") << Side(5) << Side(10) << nothing << noon + 3600 << u""_s;
        QTest::newRow("more ahead") << Side(5) << Side(10) << nothing << noon + 3601 << u"its time is in the future"_s;
        QTest::newRow("2018") << Side(5) << Side(10) << nothing << qint64(1'514'764'800) << u""_s;
        QTest::newRow("2017") << Side(5) << Side(10) << nothing << qint64(1'514'764'799)
                              << u"its time is before the service existed"_s;
        QTest::newRow("1970") << Side(5) << Side(10) << nothing << qint64(0)
                              << u"its time is before the service existed"_s;
        QTest::newRow("capacity 0") << Side(5) << Side(0) << nothing << noon << disk;
        QTest::newRow("capacity NaN") << Side(5) << Side(notANumber) << nothing << noon << disk;
        QTest::newRow("capacity negative") << Side(5) << Side(-1) << nothing << noon << disk;
        QTest::newRow("used NaN") << Side(notANumber) << Side(10) << nothing << noon << number;
        QTest::newRow("used infinite") << Side(infinity) << Side(10) << nothing << noon << number;
        QTest::newRow("used negative") << Side(-0.5) << Side(10) << nothing << noon << number;
        QTest::newRow("used beyond 1 EiB") << Side(2e18) << Side(10) << nothing << noon << number;
        QTest::newRow("percent NaN") << Side(5) << Side(10) << Side(notANumber) << noon << number;
        QTest::newRow("percent negative") << nothing << nothing << Side(-3) << noon << number;
        QTest::newRow("nothing told") << nothing << Side(10) << nothing << noon
                                      << u"it does not say how much is used"_s;
    }
    void leavesOutWhatCannotBe()
    {
        QFETCH(std::optional<double>, used);
        QFETCH(std::optional<double>, capacity);
        QFETCH(std::optional<double>, percent);
        QFETCH(qint64, seconds);
        QFETCH(QString, why);
        StoragePoint point;
        point.at = at(seconds);
        point.usedBytes = used;
        point.capacityBytes = capacity;
        point.usedPercent = percent;
        QCOMPARE(whyNotKept(point, at(noon)), why);
    }

    void anInvalidTimeIsLeftOut()
    {
        StoragePoint point;
        point.usedBytes = 5;
        QCOMPARE(whyNotKept(point, at(noon)), u"its time is before the service existed"_s);
    }

    void keepsWholeSecondsAndBytes()
    {
        StoragePoint point;
        point.at = QDateTime::fromMSecsSinceEpoch(noon * 1000 + 700, orrery::kUtc);
        point.usedBytes = 1024.6;
        point.source = StorageSource::Webhook;
        const StoragePoint kept = toPoint(toKept(point));
        QCOMPARE(kept.at, at(noon));
        QCOMPARE(kept.usedBytes, std::optional<double>(1025));
        QVERIFY(!kept.capacityBytes);
        QVERIFY(!kept.usedPercent);
        QCOMPARE(kept.source, StorageSource::Webhook);
    }

    void keepsAPercentageOnlyWhereTheBytesDoNotTellIt()
    {
        StoragePoint point;
        point.at = at(noon);
        point.usedBytes = 714;
        point.capacityBytes = 1000;
        point.usedPercent = 71.45;
        QCOMPARE(toKept(point).percent, none);
        QCOMPARE(toPoint(toKept(point)).usedPercent, std::optional<double>(71.4));
        point.usedPercent = 75.1567; // of what the file system lets be used
        QCOMPARE(toKept(point).percent, qint64(751'567));
        QCOMPARE(toPoint(toKept(point)).usedPercent, std::optional<double>(75.1567));
    }

    void packsAndUnpacks()
    {
        std::vector<KeptReading> readings{bytes(noon, 0, 1), bytes(noon + 1, none, none), percent(noon + 5, 71.4)};
        readings[1].percent = 0;
        readings[2].dropped = 4'000'000'000U;
        readings.push_back(bytes(noon + 300, std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::max()));
        readings.push_back(bytes(noon + 600, 0, std::numeric_limits<qint64>::max()));
        readings.back().source = StorageSource::Imported;
        readings.push_back(bytes(noon + 10 * day, 12, none));
        const QByteArray packedBytes = packed(readings);
        std::vector<KeptReading> again;
        QVERIFY(unpack(packedBytes, &again));
        QCOMPARE(again, readings);
        std::vector<KeptReading> empty;
        QVERIFY(unpack(packed({}), &empty));
        QVERIFY(empty.empty());
        // It appends.
        QVERIFY(unpack(packedBytes, &again));
        QCOMPARE(again.size(), 2 * readings.size());
    }

    void packsADayTightly()
    {
        // Every 5 minutes, a few seconds late, growing by up to 8 MiB.
        QRandomGenerator random(3);
        std::vector<KeptReading> readings;
        qint64 used = 500'000'000'000;
        for (int i = 0; i < 288; ++i) {
            used += random.bounded(8 * 1024 * 1024);
            readings.push_back(bytes(noon + i * 300 + random.bounded(4), used, 1'000'000'000'000));
        }
        const qsizetype size = packed(readings).size();
        QVERIFY2(size < 288 * 7, qPrintable(QString::number(size)));
    }

    void refusesWhatIsNoPart_data()
    {
        QTest::addColumn<QByteArray>("stored");
        const QByteArray whole = packed({bytes(noon, 5), bytes(noon + 60, 6)});
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("another version") << QByteArray("\x02\x00", 2);
        QTest::newRow("cut") << whole.chopped(1);
        QTest::newRow("more behind") << whole + 'x';
        QTest::newRow("a count beyond reason") << QByteArray("\x01\xff\xff\xff\xff\x0f", 6);
        QTest::newRow("an endless number") << QByteArray("\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 13);
        QTest::newRow("unknown flags") << QByteArray("\x01\x01\x80\x02", 4);
        QTest::newRow("an unknown source") << QByteArray("\x01\x01\x10\x02\x09", 5);
        QTest::newRow("time stands still") << QByteArray("\x01\x02\x00\x02\x00\x01", 6);
    }
    void refusesWhatIsNoPart()
    {
        QFETCH(QByteArray, stored);
        std::vector<KeptReading> readings{bytes(noon, 1)};
        QVERIFY(!unpack(stored, &readings));
        QCOMPARE(readings, std::vector<KeptReading>({bytes(noon, 1)}));
    }

    void anyBytesAreSurvived()
    {
        QRandomGenerator random(11);
        const QByteArray whole =
            packed({bytes(noon, 5), bytes(noon + 60, 6), percent(noon + 90, 5), bytes(noon + 99, 1)});
        for (int i = 0; i < 20'000; ++i) {
            QByteArray stored = whole;
            for (int change = 0; change < 3; ++change)
                stored[random.bounded(int(stored.size()))] = char(random.bounded(256));
            std::vector<KeptReading> readings;
            if (unpack(stored, &readings)) {
                for (std::size_t k = 1; k < readings.size(); ++k)
                    QVERIFY(readings[k].at > readings[k - 1].at);
            } else {
                QVERIFY(readings.empty());
            }
        }
    }

    void knowsWhereAReadingBelongs_data()
    {
        QTest::addColumn<qint64>("age");
        QTest::addColumn<int>("level");
        QTest::newRow("now") << qint64(0) << 0;
        QTest::newRow("6 days") << 6 * day << 0;
        QTest::newRow("9 days") << 9 * day << 1;
        QTest::newRow("89 days") << 89 * day << 1;
        QTest::newRow("95 days") << 95 * day << 2;
        QTest::newRow("729 days") << 729 * day << 2;
        QTest::newRow("763 days") << 763 * day << 3;
        QTest::newRow("8 years") << 2900 * day << 3;
    }
    void knowsWhereAReadingBelongs()
    {
        QFETCH(qint64, age);
        QFETCH(int, level);
        QCOMPARE(int(levelAt(noon - age, noon, {})), level);
    }

    void drawsEqualSharesOfTime()
    {
        // A year of days and then a day of minutes: the year keeps its share of the points.
        std::vector<KeptReading> readings;
        for (qint64 i = 0; i < 365; ++i)
            readings.push_back(bytes(noon + i * day, i));
        for (qint64 i = 0; i < 1440; ++i)
            readings.push_back(bytes(noon + 365 * day + i * 60, 400 + i));
        const KeptReading first = readings.front();
        const KeptReading last = readings.back();
        readings[100].used = 5000;
        readings[101].used = 0;
        reduceForDrawing(readings, 200);
        QVERIFY(readings.size() <= 200);
        QVERIFY(readings.size() > 150);
        QCOMPARE(readings.front(), first);
        QCOMPARE(readings.back(), last);
        const auto holds = [&readings](qint64 seconds, qint64 used) {
            return std::find(readings.begin(), readings.end(), bytes(seconds, used)) != readings.end();
        };
        QVERIFY(holds(noon + 100 * day, 5000));
        QVERIFY(holds(noon + 101 * day, 0));
        qsizetype ofTheLastDay = 0;
        for (const KeptReading &reading : readings)
            ofTheLastDay += reading.at >= noon + 365 * day ? 1 : 0;
        QVERIFY(ofTheLastDay <= 4);
    }

    void drawsFewPoints_data()
    {
        QTest::addColumn<int>("most");
        QTest::addColumn<QStringList>("left");
        QTest::newRow("all") << 0 << QStringList({u"12:00:00 5"_s, u"12:01:00 9"_s, u"12:02:00 1"_s, u"12:03:00 6"_s});
        QTest::newRow("4") << 4 << QStringList({u"12:00:00 5"_s, u"12:01:00 9"_s, u"12:02:00 1"_s, u"12:03:00 6"_s});
        QTest::newRow("1") << 1 << QStringList({u"12:03:00 6"_s});
        QTest::newRow("2") << 2 << QStringList({u"12:00:00 5"_s, u"12:03:00 6"_s});
    }
    void drawsFewPoints()
    {
        QFETCH(int, most);
        QFETCH(QStringList, left);
        std::vector<KeptReading> readings{bytes(noon, 5), bytes(noon + 60, 9), bytes(noon + 120, 1),
                                          bytes(noon + 180, 6)};
        reduceForDrawing(readings, most);
        QCOMPARE(shown(readings), left);
        std::vector<KeptReading> empty;
        reduceForDrawing(empty, most);
        QVERIFY(empty.empty());
    }

    void threePointsAreNeverFour()
    {
        std::vector<KeptReading> readings{bytes(noon, 5), bytes(noon + 60, 9), bytes(noon + 120, 1),
                                          bytes(noon + 180, 6)};
        reduceForDrawing(readings, 3);
        QVERIFY(readings.size() <= 3);
        QCOMPARE(readings.back(), bytes(noon + 180, 6));
    }

    void forForecastsTheLastOfEachHour()
    {
        std::vector<KeptReading> readings{bytes(noon, 1), bytes(noon + 600, 2), bytes(noon + 3600, 3),
                                          bytes(noon + 7200, 4), bytes(noon + 7300, 5)};
        thinToLast(readings, 3600, noon + 7200);
        QCOMPARE(shown(readings), QStringList({u"12:10:00 2"_s, u"13:00:00 3"_s, u"14:00:00 4"_s, u"14:01:40 5"_s}));
    }
};

ORRERY_SUITE(TestStorageRollup)
#include "tst_rollup.moc"
