// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/history/series.h"
#include "tests/support/suite.h"

#include <QLocale>
#include <QTest>

using namespace orrery::models;
using namespace Qt::StringLiterals;

class StorageSeriesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void findsTheThreshold_data()
    {
        QTest::addColumn<double>("used");
        QTest::addColumn<int>("threshold"); // 0: none
        QTest::newRow("below") << 59.99 << 0;
        QTest::newRow("at 60") << 60.0 << 60;
        QTest::newRow("below 75") << 74.99 << 60;
        QTest::newRow("at 85") << 85.0 << 85;
        QTest::newRow("at 95") << 95.0 << 95;
        QTest::newRow("above 100") << 140.0 << 95;
        QTest::newRow("negative") << -1.0 << 0;
    }
    void findsTheThreshold()
    {
        QFETCH(double, used);
        QTEST(thresholdReached(used).value_or(0), "threshold");
    }

    void describesTheLevel_data()
    {
        QTest::addColumn<double>("used");
        QTest::addColumn<Tone>("tone");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("quiet") << 41.0 << Tone::Ok
                               << u"41\u00A0% used: below every threshold, 19 points below 60\u00A0%"_s;
        QTest::newRow("first") << 61.5 << Tone::Ok
                               << u"61.5\u00A0% used: above the 60\u00A0% threshold, 13.5 points below 75\u00A0%"_s;
        QTest::newRow("warn") << 86.0 << Tone::Warn
                              << u"86\u00A0% used: above the 85\u00A0% threshold, 4 points below 90\u00A0%"_s;
        QTest::newRow("close") << 89.96 << Tone::Warn
                               << u"89.9\u00A0% used: above the 85\u00A0% threshold, 0.1 points below 90\u00A0%"_s;
        QTest::newRow("critical") << 96.0 << Tone::Critical << u"96\u00A0% used: above the last threshold, 95\u00A0%"_s;
        QTest::newRow("full") << 100.0 << Tone::Critical << u"100\u00A0% used: the volume is full"_s;
    }
    void describesTheLevel()
    {
        QFETCH(double, used);
        const StateWord word = describeStorageLevel(used);
        QTEST(word.tone, "tone");
        QTEST(word.explanation, "sentence");
    }
    void anUnknownLevelSaysSo()
    {
        const StateWord word = describeStorageLevel(std::nullopt);
        QCOMPARE(word.tone, Tone::Neutral);
        QCOMPARE(word.text, u"Unknown"_s);
        QCOMPARE(word.explanation, u"PlanetScale gave no storage figure."_s);
    }
};

ORRERY_SUITE(StorageSeriesTest)
#include "tst_series.moc"
