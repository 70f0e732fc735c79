// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/utc.h"
#include "models/storage/forecast/disk_limits.h"
#include "models/storage/forecast/forecast.h"
#include "models/storage/forecast/trend.h"
#include "tests/support/suite.h"

#include <QLocale>
#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace orrery::models;
using namespace Qt::StringLiterals;
using Verdict = StorageForecast::Verdict;

namespace {

constexpr double gib = 1024.0 * 1024 * 1024;
const QDateTime now(QDate(2026, 11, 21), QTime(12, 0), orrery::kUtc);

/// A moment `hours` before now.
QDateTime before(double hours)
{
    return now.addMSecs(-std::llround(hours * 3'600'000));
}

StoragePoint reading(double hoursAgo, double usedGib, double capacityGib)
{
    return {before(hoursAgo), std::nullopt, usedGib * gib, capacityGib * gib};
}
StoragePoint percent(double hoursAgo, double value)
{
    return {before(hoursAgo), value, std::nullopt, std::nullopt};
}

/// One reading an hour, oldest first, the newest now: `used(days before the newest, counted negative)`.
template<class Used>
QList<StoragePoint> hourly(int hours, double capacityGib, Used used)
{
    QList<StoragePoint> points;
    for (int i = hours; i >= 0; --i)
        points.append(reading(i, used(-i / 24.0), capacityGib));
    return points;
}

bool near(double value, double expected, double relative = 1e-6)
{
    return std::abs(value - expected) <= relative * std::max(1.0, std::abs(expected));
}

DiskLimits autoscaled()
{
    DiskLimits limits;
    limits.engine = DiskLimits::Engine::Postgres;
    limits.medium = DiskLimits::Medium::Network;
    limits.autoscaling = true;
    limits.maximumBytes = 500 * gib;
    return limits;
}

} // namespace

class StorageForecastTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void aLineGivesItsSlope()
    {
        // 80 GiB of 100 GiB, 1 GiB a day.
        const StorageForecast forecast = forecastStorage(hourly(10 * 24, 100, [](double d) { return 80 + d; }), now);
        QCOMPARE(forecast.verdict, Verdict::Growing);
        QVERIFY(forecast.week && forecast.month);
        QVERIFY(near(forecast.week->perDay, gib));
        QVERIFY(near(forecast.week->low, gib));
        QVERIFY(near(forecast.week->high, gib));
        QVERIFY(near(forecast.month->perDay, gib));
        QVERIFY(forecast.week->inBytes);
        QCOMPARE(forecast.week->readings, 169);
        QCOMPARE(forecast.month->readings, 241);
        QCOMPARE(forecast.week->from, before(168));
        QCOMPARE(forecast.week->to, now);
        QVERIFY(!forecast.rebasedAt.isValid());

        QCOMPARE(forecast.thresholds.size(), 4);
        QCOMPARE(forecast.thresholds.at(0).percent, 85.0);
        QVERIFY(std::abs(forecast.thresholds.at(0).expected.secsTo(now.addDays(5))) < 60);
        QCOMPARE(forecast.thresholds.at(3).percent, 100.0);
        QVERIFY(std::abs(forecast.thresholds.at(3).expected.secsTo(now.addDays(20))) < 60);
        QVERIFY(forecast.thresholds.at(3).latest);
        QCOMPARE(forecast.sentence, u"Grows by 1.0 GiB a day: 85\u00A0% in 5 day(s)."_s);

        QCOMPARE(forecast.cone.size(), 49);
        QCOMPARE(forecast.cone.first().at, now);
        QVERIFY(near(forecast.cone.first().percent, 80));
        QCOMPARE(forecast.cone.last().at, now.addDays(90));
        QCOMPARE(forecast.cone.last().percent, 100.0); // never more than full
        QVERIFY(near(forecast.cone.first().bytes.value_or(0), 80 * gib));
    }

    void percentagesAloneDo()
    {
        QList<StoragePoint> points;
        for (int i = 96; i >= 0; --i)
            points.append(percent(i, 70 - 0.5 * i / 24));
        const StorageForecast forecast = forecastStorage(points, now);
        QCOMPARE(forecast.verdict, Verdict::Growing);
        QVERIFY(!forecast.week->inBytes);
        QVERIFY(near(forecast.week->perDay, 0.5));
        QVERIFY(!forecast.month);
        QVERIFY(!forecast.cone.first().bytes);
        QCOMPARE(forecast.sentence, u"Grows by 0.5 points a day: 85\u00A0% in 30 day(s)."_s);
    }

    void aTableHasNoThresholds()
    {
        QList<StoragePoint> points;
        for (int i = 48; i >= 0; --i)
            points.append({before(i), std::nullopt, (50 - i / 24.0) * gib, std::nullopt});
        const StorageForecast forecast = forecastStorage(points, now);
        QCOMPARE(forecast.verdict, Verdict::Growing);
        QVERIFY(near(forecast.week->perDay, gib));
        QVERIFY(forecast.thresholds.isEmpty());
        QVERIFY(forecast.cone.isEmpty());
        QCOMPARE(forecast.sentence, u"Grows by 1.0 GiB a day."_s);
    }

    void outliersDoNotMoveIt()
    {
        std::mt19937 random(7);
        std::uniform_int_distribution<int> tenth(0, 9);
        std::uniform_real_distribution<double> wrong(-40, 40);
        QList<StoragePoint> points =
            hourly(7 * 24, 100, [&](double d) { return 60 + d + (tenth(random) == 0 ? wrong(random) : 0); });
        points.last().usedBytes = 5 * gib; // the newest too
        const StorageForecast forecast = forecastStorage(points, now);
        QCOMPARE(forecast.verdict, Verdict::Growing);
        QVERIFY2(near(forecast.week->perDay, gib, 0.02), qPrintable(QString::number(forecast.week->perDay / gib)));
        QVERIFY(near(forecast.cone.first().percent, 60, 0.01));
        QVERIFY(!forecast.rebasedAt.isValid());
    }

    /// The interval of about 90 % holds the truth that often, also where each reading leans on the one before.
    void theIntervalHoldsTheTruth_data()
    {
        QTest::addColumn<double>("leaning");
        QTest::addColumn<int>("least"); // of 200
        QTest::addColumn<double>("widest"); // GiB a day, on average: an interval of everything says nothing
        QTest::newRow("noise") << 0.0 << 170 << 0.3;
        QTest::newRow("noise that lingers") << 0.8 << 170 << 0.9;
        QTest::newRow("a walk at random") << 1.0 << 130 << 9.0;
    }
    void theIntervalHoldsTheTruth()
    {
        QFETCH(double, leaning);
        QFETCH(int, least);
        QFETCH(double, widest);
        int held = 0;
        double width = 0;
        for (unsigned seed = 1; seed <= 200; ++seed) {
            std::mt19937 random(seed);
            std::normal_distribution<double> noise(0, 1);
            double wandering = 0;
            const auto used = [&](double d) {
                wandering = leaning * wandering + noise(random);
                return 60 + d + wandering;
            };
            const StorageForecast forecast = forecastStorage(hourly(7 * 24, 200, used), now);
            QVERIFY(forecast.week);
            held += forecast.week->low <= gib && gib <= forecast.week->high ? 1 : 0;
            width += (forecast.week->high - forecast.week->low) / gib / 200;
        }
        QVERIFY2(held >= least, qPrintable(QString::number(held)));
        QVERIFY2(width < widest, qPrintable(QString::number(width)));
    }

    void noiseAloneIsSteady()
    {
        int steady = 0;
        for (unsigned seed = 1; seed <= 100; ++seed) {
            std::mt19937 random(seed);
            std::normal_distribution<double> noise(0, 0.5);
            const auto used = [&](double) { return 60 + noise(random); };
            const StorageForecast forecast = forecastStorage(hourly(7 * 24, 100, used), now);
            steady += forecast.verdict == Verdict::Steady ? 1 : 0;
            if (forecast.verdict == Verdict::Steady) {
                QVERIFY(forecast.thresholds.isEmpty() && forecast.cone.isEmpty());
                QCOMPARE(forecast.sentence, u"Steady: no significant growth over 7 day(s)."_s);
            }
        }
        QVERIFY2(steady >= 75, qPrintable(QString::number(steady)));
    }

    void saysHowItShrinks()
    {
        const StorageForecast forecast = forecastStorage(hourly(72, 100, [](double d) { return 50 - 0.5 * d; }), now);
        QCOMPARE(forecast.verdict, Verdict::Shrinking);
        QCOMPARE(forecast.sentence, u"Shrinks by 512 MiB a day."_s);
        QVERIFY(forecast.thresholds.isEmpty());
        QVERIFY(!forecast.cone.isEmpty());
        QCOMPARE(forecast.cone.last().percent, 5.0);
    }

    void capacityRebases()
    {
        // 100 GiB until 60 hours ago, 200 GiB since; it grew faster before.
        QList<StoragePoint> points;
        for (int i = 240; i > 60; --i)
            points.append(reading(i, 80 - i / 6.0, 100));
        for (int i = 60; i >= 0; --i)
            points.append(reading(i, 80 - i / 24.0, 200));
        const StorageForecast forecast = forecastStorage(points, now);
        QCOMPARE(forecast.rebasedAt, before(60));
        QVERIFY(near(forecast.week->perDay, gib));
        QCOMPARE(forecast.week->from, before(60));
        QVERIFY(!forecast.month);
        QCOMPARE(forecast.verdict, Verdict::Growing);
        QCOMPARE(forecast.thresholds.first().percent, 60.0); // 80 of 200 GiB are 40 %
        QVERIFY(std::abs(forecast.thresholds.first().expected.secsTo(now.addDays(40))) < 60);

        // Right after the change there is nothing to go by, and that is said.
        const QList<StoragePoint> early = points.mid(0, 180 + 6);
        const StorageForecast tooEarly = forecastStorage(early, before(55));
        QCOMPARE(tooEarly.verdict, Verdict::NotEnoughData);
        QCOMPARE(
            tooEarly.sentence,
            u"Not enough data since the capacity changed 5\u00A0h ago: 6 reading(s) over 5\u00A0h; 12 over 24 hours are needed."_s);
        QVERIFY(!tooEarly.week && !tooEarly.growth);
    }
    void aCapacityThatIsOnceWrongDoesNot()
    {
        QList<StoragePoint> points = hourly(7 * 24, 100, [](double d) { return 50 + d; });
        points[80].capacityBytes = 1 * gib;
        points[120].capacityBytes = 100.5 * gib; // a file system that counts differently
        const StorageForecast forecast = forecastStorage(points, now);
        QVERIFY(!forecast.rebasedAt.isValid());
        QVERIFY(near(forecast.week->perDay, gib, 1e-3));
    }

    void aFallRebases_data()
    {
        QTest::addColumn<bool>("inBytes");
        QTest::newRow("a purge") << true;
        QTest::newRow("a resize nobody told") << false;
    }
    void aFallRebases()
    {
        QFETCH(bool, inBytes);
        QList<StoragePoint> points;
        for (int i = 168; i >= 0; --i) {
            const double used = (i >= 48 ? 80 : 50) - i / 24.0;
            points.append(inBytes ? reading(i, used, 100) : percent(i, used));
        }
        const StorageForecast forecast = forecastStorage(points, now);
        QCOMPARE(forecast.rebasedAt, before(47));
        QCOMPARE(forecast.verdict, Verdict::Growing);
        QVERIFY(near(forecast.week->perDay, inBytes ? gib : 1));
    }
    void aBatchEveryNightDoesNot()
    {
        // Ten points for two hours of each day.
        const StorageForecast forecast = forecastStorage(hourly(7 * 24, 100,
                                                                [](double d) {
                                                                    const double hour =
                                                                        std::fmod(d * 24 + 1000 * 24, 24.0);
                                                                    return 60 + d + (hour >= 3 && hour < 5 ? 10 : 0);
                                                                }),
                                                         now);
        QVERIFY(!forecast.rebasedAt.isValid());
        QVERIFY2(near(forecast.week->perDay, gib, 0.05), qPrintable(QString::number(forecast.week->perDay / gib)));
    }

    void saysWhatIsMissing_data()
    {
        QTest::addColumn<QList<StoragePoint>>("points");
        QTest::addColumn<QString>("sentence");
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const double infinite = std::numeric_limits<double>::infinity();
        QTest::newRow("nothing") << QList<StoragePoint>() << u"Not enough data: there are no readings yet."_s;
        QTest::newRow("one") << QList<StoragePoint>{reading(0, 50, 100)}
                             << u"Not enough data: 1 reading(s) over 0\u00A0s; 12 over 24 hours are needed."_s;
        QTest::newRow("half a day") << hourly(12, 100, [](double) { return 50; })
                                    << u"Not enough data: 13 reading(s) over 12\u00A0h; 12 over 24 hours are needed."_s;
        QList<StoragePoint> few;
        for (int i = 10; i >= 0; --i)
            few.append(reading(i * 10, 50 - i, 100));
        QTest::newRow("eleven")
            << few << u"Not enough data: 11 reading(s) over 4\u00A0d 4\u00A0h; 12 over 24 hours are needed."_s;
        QTest::newRow("old") << QList<StoragePoint>{reading(60, 50, 100), reading(52, 51, 100)}
                             << u"Not enough data: the newest reading is 2\u00A0d 4\u00A0h old."_s;
        QTest::newRow("very old") << QList<StoragePoint>{reading(24 * 100, 50, 100)}
                                  << u"Not enough data: the newest reading is 100\u00A0d old."_s;
        QTest::newRow("unusable") << QList<StoragePoint>{percent(3, nan),
                                                         percent(2, -1),
                                                         percent(1, 6e9),
                                                         {before(1), {}, infinite, 0.0},
                                                         {QDateTime(), 50.0, {}, {}}}
                                  << u"Not enough data: no reading can be used."_s;
        QTest::newRow("tomorrow") << QList<StoragePoint>{percent(-30, 50)}
                                  << u"Not enough data: no reading can be used."_s;
    }
    void saysWhatIsMissing()
    {
        QFETCH(QList<StoragePoint>, points);
        const StorageForecast forecast = forecastStorage(points, now);
        QCOMPARE(forecast.verdict, Verdict::NotEnoughData);
        QTEST(forecast.sentence, "sentence");
        QVERIFY(forecast.thresholds.isEmpty() && forecast.cone.isEmpty() && !forecast.week && !forecast.month);
    }

    void badReadingsAreLeftOut()
    {
        QList<StoragePoint> points = hourly(96, 100, [](double d) { return 80 + d; });
        const StorageForecast clean = forecastStorage(points, now);
        std::reverse(points.begin(), points.end()); // time backwards
        points += points; // doubled
        points.append({before(5.5), std::numeric_limits<double>::quiet_NaN(), std::nullopt, 100 * gib});
        points.append({before(6.5), std::nullopt, 70 * gib, 0.0}); // a capacity of nothing
        points.append({before(7.5), std::nullopt, -1.0, 100 * gib});
        points.append({before(-200), 99.0, std::nullopt, std::nullopt});
        const StorageForecast forecast = forecastStorage(points, now);
        QVERIFY(near(forecast.week->perDay, gib, 1e-3));
        QCOMPARE(forecast.thresholds.size(), clean.thresholds.size());
        QCOMPARE(forecast.sentence, clean.sentence);
    }

    /// Whatever is read, what comes out can be drawn and said.
    void garbageGivesNoGarbage()
    {
        const std::vector<double> odd{0,    -1,   1e-300, 1e300, 1e19, std::numeric_limits<double>::infinity(),
                                      1024, 1e12, 100,    99.9,  1e9,  std::numeric_limits<double>::quiet_NaN()};
        int growing = 0;
        for (unsigned seed = 1; seed <= 400; ++seed) {
            std::mt19937 random(seed);
            std::uniform_int_distribution<int> count(0, 120);
            std::uniform_int_distribution<int> chance(0, 99);
            std::uniform_real_distribution<double> hours(-2, 900);
            std::uniform_int_distribution<size_t> pick(0, odd.size() - 1);
            const int bad = chance(random);
            const auto maybe = [&](double good) -> std::optional<double> {
                if (chance(random) >= bad)
                    return good;
                return chance(random) < 50 ? std::nullopt : std::optional<double>(odd[pick(random)]);
            };
            QList<StoragePoint> points;
            for (int i = count(random); i >= 0; --i) {
                const double ago = hours(random);
                const double used = std::max(1.0, 90 - ago / 24);
                points.append(
                    {chance(random) < 3 ? QDateTime() : before(ago), maybe(used), maybe(used * gib), maybe(100 * gib)});
            }
            const StorageForecast forecast = forecastStorage(points, now, autoscaled());
            growing += forecast.verdict == Verdict::Growing ? 1 : 0;
            QVERIFY(!forecast.sentence.isEmpty());
            QVERIFY(!forecast.sentence.contains(u"nan"_s) && !forecast.sentence.contains(u"inf"_s));
            double last = 0;
            for (const ThresholdForecast &threshold : forecast.thresholds) {
                QVERIFY(threshold.percent > last);
                last = threshold.percent;
                QVERIFY(threshold.earliest >= now && threshold.earliest <= threshold.expected);
                QVERIFY(threshold.expected <= now.addDays(90));
                QVERIFY(!threshold.latest || *threshold.latest >= threshold.expected);
            }
            for (const ForecastPoint &point : forecast.cone) {
                QVERIFY(point.lowPercent <= point.percent && point.percent <= point.highPercent);
                QVERIFY(point.lowPercent >= 0 && point.highPercent <= 1000);
            }
            if (forecast.growth)
                QVERIFY(forecast.growth->low <= forecast.growth->perDay
                        && forecast.growth->perDay <= forecast.growth->high);
        }
        QVERIFY2(growing >= 100, qPrintable(QString::number(growing)));
    }

    void fullIsSaid()
    {
        const StorageForecast one = forecastStorage({reading(1, 110, 100)}, now); // used above capacity
        QCOMPARE(one.verdict, Verdict::Full);
        QCOMPARE(one.sentence, u"Full: 110\u00A0% used."_s);
        const StorageForecast many = forecastStorage(hourly(96, 100, [](double d) { return 101 + d; }), now);
        QCOMPARE(many.verdict, Verdict::Full);
        QVERIFY(many.week);
        QVERIFY(many.thresholds.isEmpty());
    }

    void theMonthSpeaksWhereTheWeekIsSilent()
    {
        // One reading a day: the week holds too few.
        QList<StoragePoint> daily;
        for (int i = 29; i >= 0; --i)
            daily.append(reading(i * 24 + 1, 80 - 0.5 * i, 100));
        const StorageForecast forecast = forecastStorage(daily, now);
        QVERIFY(!forecast.week);
        QVERIFY(forecast.month);
        QCOMPARE(forecast.growth, forecast.month);
        QVERIFY(near(forecast.month->perDay, 0.5 * gib));
        QCOMPARE(forecast.verdict, Verdict::Growing);
        QCOMPARE(forecast.sentence, u"Grows by 512 MiB a day: 85\u00A0% in 10 day(s)."_s);
    }
    void theWeekSpeaksWhereTheyDiffer()
    {
        // Fast for three weeks, slow in the last.
        const StorageForecast forecast = forecastStorage(
            hourly(28 * 24, 200, [](double d) { return d < -7 ? 100 + 2 * (d + 7) : 100 + 0.5 * (d + 7); }), now);
        QCOMPARE(forecast.growth, forecast.week);
        QVERIFY(near(forecast.week->perDay, 0.5 * gib));
        QVERIFY(forecast.month->perDay > 1.2 * gib);
    }

    void autoscalingStandsAmongThresholds()
    {
        const QList<StoragePoint> points = hourly(96, 100, [](double d) { return 66 + d; });
        const StorageForecast forecast = forecastStorage(points, now, autoscaled());
        QCOMPARE(forecast.thresholds.first().percent, 70.0);
        QCOMPARE(forecast.sentence, u"Grows by 1.0 GiB a day: autoscaling adds space at 70\u00A0% in 4 day(s)."_s);
        DiskLimits off = autoscaled();
        off.autoscaling = false;
        QCOMPARE(forecastStorage(points, now, off).sentence, u"Grows by 1.0 GiB a day: 85\u00A0% in 19 day(s)."_s);
        DiskLimits atItsLimit = autoscaled();
        atItsLimit.maximumBytes = 100 * gib;
        QCOMPARE(forecastStorage(points, now, atItsLimit).thresholds.first().percent, 75.0);
    }

    void theHorizonEndsIt()
    {
        const QList<StoragePoint> points = hourly(96, 1000, [](double d) { return 400 + d; });
        const StorageForecast forecast = forecastStorage(points, now);
        QCOMPARE(forecast.verdict, Verdict::Growing);
        QVERIFY(forecast.thresholds.isEmpty());
        QCOMPARE(forecast.sentence, u"Grows by 1.0 GiB a day: reaches no further threshold within 90 day(s)."_s);
        QCOMPARE(forecastStorage(points, now, 300).thresholds.size(), 1);
        QCOMPARE(forecastStorage(points, now, 5).verdict, Verdict::Steady); // half a point: nothing to speak of
    }

    void saysWhen_data()
    {
        QTest::addColumn<qint64>("expected"); // seconds from now
        QTest::addColumn<qint64>("earliest");
        QTest::addColumn<qint64>("latest"); // 0: never
        QTest::addColumn<QString>("text");
        const qint64 day = 86'400;
        QTest::newRow("days") << 3 * day << 2 * day << 5 * day << u"85\u00A0% in 3 day(s) (2–5)"_s;
        QTest::newRow("hours") << day << qint64(3600) << 2 * day << u"85\u00A0% in 24 hour(s) (1–48)"_s;
        QTest::newRow("soon") << qint64(600) << qint64(0) << day << u"85\u00A0% within the hour"_s;
        QTest::newRow("one") << qint64(3600) << qint64(3600) << qint64(3600) << u"85\u00A0% in 1 hour(s)"_s;
        QTest::newRow("perhaps never") << 9 * day << 4 * day << qint64(0) << u"85\u00A0% in 9 day(s) (4 or more)"_s;
        QTest::newRow("perhaps now") << 9 * day << qint64(0) << 2000 * day << u"85\u00A0% in 9 day(s) (<1–2,000)"_s;
    }
    void saysWhen()
    {
        QFETCH(qint64, expected);
        QFETCH(qint64, earliest);
        QFETCH(qint64, latest);
        ThresholdForecast threshold{85, now.addSecs(expected), now.addSecs(earliest), {}};
        if (latest > 0)
            threshold.latest = now.addSecs(latest);
        QTEST(describeThreshold(threshold, now), "text");
    }

    void aMonthOfRawReadingsIsQuick()
    {
        QList<StoragePoint> points;
        for (int i = 30 * 288; i >= 0; --i)
            points.append(reading(i / 12.0, 60 - i / 288.0, 100));
        QBENCHMARK
        {
            QVERIFY(forecastStorage(points, now).month);
        }
    }
};

ORRERY_SUITE(StorageForecastTest)
#include "tst_forecast.moc"
