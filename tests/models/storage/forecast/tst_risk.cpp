// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/utc.h"
#include "models/core/text.h"
#include "models/storage/forecast/risk.h"
#include "tests/support/suite.h"

#include <QLocale>
#include <QTest>

#include <algorithm>
#include <limits>

using namespace orrery::models;
using namespace Qt::StringLiterals;
using Level = StorageRisk::Level;

namespace {

constexpr double gib = 1024.0 * 1024 * 1024;
const QDateTime now(QDate(2026, 11, 21), QTime(12, 0), orrery::kUtc);

StorageForecast reaches(std::initializer_list<std::pair<double, int>> thresholds) // percent, hours
{
    StorageForecast forecast;
    forecast.verdict = StorageForecast::Verdict::Growing;
    forecast.sentence = u"Grows."_s;
    for (const auto &[percent, hours] : thresholds)
        forecast.thresholds.append({percent, now.addSecs(3600 * hours), now, std::nullopt});
    return forecast;
}
DiskLimits autoscaled()
{
    DiskLimits limits;
    limits.engine = DiskLimits::Engine::Postgres;
    limits.medium = DiskLimits::Medium::Network;
    limits.autoscaling = true;
    return limits;
}
StorageRisk risk(std::optional<double> percent, const StorageForecast &forecast = {}, const DiskLimits &limits = {},
                 const RiskRule &rule = {})
{
    StoragePoint newest;
    newest.at = now;
    newest.usedPercent = percent;
    newest.capacityBytes = 100 * gib;
    return riskOf(newest, forecast, limits, now, rule);
}

} // namespace

class StorageRiskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void levels_data()
    {
        QTest::addColumn<double>("percent");
        QTest::addColumn<StorageForecast>("forecast");
        QTest::addColumn<DiskLimits>("limits");
        QTest::addColumn<int>("level");
        QTest::addColumn<int>("tone");
        const DiskLimits none;
        const auto row = [](const char *name, double percent, const StorageForecast &forecast, const DiskLimits &limits,
                            Level level, Tone tone) {
            QTest::newRow(name) << percent << forecast << limits << int(level) << int(tone);
        };
        row("calm", 40, {}, none, Level::Calm, Tone::Ok);
        row("elevated", 75, {}, none, Level::Elevated, Tone::Warn);
        row("high", 85, {}, none, Level::High, Tone::Warn);
        row("very high", 90, {}, none, Level::VeryHigh, Tone::Critical);
        row("critical", 95, {}, none, Level::Critical, Tone::Critical);
        row("full", 100, {}, none, Level::Full, Tone::Critical);
        row("unknown", std::numeric_limits<double>::quiet_NaN(), {}, none, Level::Unknown, Tone::Neutral);
        row("negative", -3, {}, none, Level::Unknown, Tone::Neutral);
        row("7,885 percent", 7885, {}, none, Level::Unknown, Tone::Neutral);
        row("soon", 69.9, reaches({{75, 100}, {85, 144}}), none, Level::Soon, Tone::Warn);
        row("soon, says the rule", 60, reaches({{75, 100}, {85, 7 * 24}}), none, Level::Soon, Tone::Warn);
        row("very soon", 60, reaches({{75, 10}, {85, 72}}), none, Level::Soon, Tone::Critical);
        row("not soon", 60, reaches({{75, 100}, {85, 7 * 24 + 1}}), none, Level::Calm, Tone::Ok);
        row("85 is behind", 86, reaches({{90, 5}}), none, Level::High, Tone::Warn);
        row("space is added long before", 60, reaches({{70, 50}, {75, 100}, {85, 200}}), autoscaled(), Level::Calm,
            Tone::Ok);
        row("space is to be added before", 69.9, reaches({{70, 1}, {75, 50}, {85, 144}}), autoscaled(), Level::Autogrow,
            Tone::Neutral);
        row("too fast for it", 60, reaches({{70, 5}, {75, 10}, {85, 20}}), autoscaled(), Level::Soon, Tone::Critical);
        row("it did not act", 80, reaches({{85, 100}}), autoscaled(), Level::Soon, Tone::Warn);
        DiskLimits readOnly;
        readOnly.readOnlySince = now.addDays(-1);
        row("read-only", 50, {}, readOnly, Level::ReadOnly, Tone::Critical);
    }
    void levels()
    {
        QFETCH(double, percent);
        QFETCH(StorageForecast, forecast);
        QFETCH(DiskLimits, limits);
        const StorageRisk found = risk(percent, forecast, limits);
        QTEST(int(found.level), "level");
        QTEST(int(found.word.tone), "tone");
        QVERIFY(!found.word.text.isEmpty());
    }

    void sortsTheWorstFirst()
    {
        DiskLimits stopped;
        stopped.readOnlySince = now;
        const QList<StorageRisk> worstFirst{risk(20, {}, stopped),
                                            risk(101),
                                            risk(88, reaches({{90, 2}, {95, 3}, {100, 5}})),
                                            risk(60, reaches({{85, 20}, {100, 40}})),
                                            risk(97), // steady
                                            risk(95),
                                            risk(84, reaches({{85, 90}, {100, 200}})),
                                            risk(92),
                                            risk(86),
                                            risk(50, reaches({{85, 10}})), // never full within sight
                                            risk(84, reaches({{85, 90}})),
                                            risk(83, reaches({{85, 90}})),
                                            risk(84),
                                            risk(76),
                                            risk(69.9, reaches({{70, 1}, {85, 144}}), autoscaled()),
                                            risk(74),
                                            risk(0),
                                            risk(std::nullopt)};
        for (qsizetype i = 1; i < worstFirst.size(); ++i)
            QVERIFY2(worstFirst.at(i - 1) > worstFirst.at(i), qPrintable(QString::number(i)));
        QList<StorageRisk> shuffled = worstFirst;
        std::reverse(shuffled.begin(), shuffled.end());
        std::sort(shuffled.begin(), shuffled.end(), std::greater<>());
        QCOMPARE(shuffled, worstFirst);
        QVERIFY(risk(std::nullopt) == risk(std::numeric_limits<double>::infinity()));
    }

    void theRuleDecidesWhatIsSoon()
    {
        const StorageForecast forecast = reaches({{75, 10}, {85, 30}, {90, 60}});
        QCOMPARE(risk(60, forecast, {}, {.days = 1}).level, Level::Calm);
        QCOMPARE(risk(60, forecast, {}, {.days = 2}).level, Level::Soon);
        QCOMPARE(risk(60, forecast, {}, {.days = 0}).level, Level::Calm);
        QCOMPARE(risk(60, forecast, {}, {.days = 7, .percent = 90}).word.text, u"90\u00A0% in 3 day(s)"_s);
    }

    void readOnlyComesBeforeFull()
    {
        DiskLimits limits = autoscaled();
        limits.autoscaling = false;
        const StorageForecast forecast = reaches({{85, 10}, {95, 20}, {100, 30}});
        QCOMPARE(risk(80, forecast, limits).endsAt, now.addSecs(20 * 3600));
        QCOMPARE(risk(80, forecast).endsAt, now.addSecs(30 * 3600));
    }

    void chipAndColumnSayTheSame()
    {
        // 5.6 days: rounded once, and as time goes by.
        const StorageRisk found = risk(60, reaches({{85, 134}}));
        QCOMPARE(found.word.text, u"85\u00A0% in 6 day(s)"_s);
        QCOMPARE(describeTimeUntil(found.seriousAt, now), u"6 day(s)"_s);
        const QDateTime later = now.addDays(1);
        QCOMPARE(describeRisk(found, later).text, u"85\u00A0% in 5 day(s)"_s);
        QCOMPARE(describeTimeUntil(found.seriousAt, later), u"5 day(s)"_s);
        // Where autoscaling is to act neither names a day.
        const StorageRisk grows = risk(69.9, reaches({{70, 1}, {85, 144}}), autoscaled());
        QVERIFY(!grows.seriousAt.isValid());
        QCOMPARE(grows.word.text, u"Autogrow at 70\u00A0%"_s);
    }

    void saysSo()
    {
        QCOMPARE(risk(60, reaches({{85, 10}})).word.text, u"85\u00A0% in 10 hour(s)"_s);
        QCOMPARE(risk(20).word.text, u"OK"_s);
        QCOMPARE(risk(76).word.text, u"Above 75\u00A0%"_s);
        QCOMPARE(risk(96.1).word.text, u"Above 95\u00A0%"_s);
        QCOMPARE(risk(100).word.text, u"Full"_s);
        QCOMPARE(risk(std::nullopt).word.text, u"Unknown"_s);
        QCOMPARE(risk(60, reaches({{85, 10}})).word.explanation, u"Grows."_s);
        DiskLimits stopped;
        stopped.readOnlySince = now;
        QCOMPARE(risk(96, {}, stopped).word.text, u"Read-only"_s);
        QCOMPARE(risk(96, {}, stopped).word.explanation,
                 u"Writes are stopped since "_s + exactTime(now)
                     + u". 96\u00A0% used: above the last threshold, 95\u00A0%"_s);
    }
};

ORRERY_SUITE(StorageRiskTest)
#include "tst_risk.moc"
