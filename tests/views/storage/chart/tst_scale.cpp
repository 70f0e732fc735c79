// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/suite.h"
#include "tests/views/storage/chart/samples.h"
#include "views/storage/chart/axes.h"
#include "views/storage/chart/scale.h"

#include <QTest>

using namespace orrery::views;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {

QStringList texts(const QList<ValueTick> &ticks)
{
    QStringList all;
    for (const ValueTick &tick : ticks)
        all += tick.text;
    return all;
}

QStringList timeTexts(const QDateTime &from, const QDateTime &to, double width)
{
    QStringList all;
    for (const TimeTick &tick :
         ChartScale::times({double(from.toMSecsSinceEpoch()), double(to.toMSecsSinceEpoch())}, width))
        all += tick.text;
    return all;
}

} // namespace

class ScaleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("TZ", "UTC");
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void percentTicksAreTheThresholds()
    {
        QCOMPARE(texts(ChartScale::values(StorageUnit::Percent, 100, 300)),
                 (QStringList{u"95\u00A0%"_s, u"85\u00A0%"_s, u"75\u00A0%"_s, u"90\u00A0%"_s, u"60\u00A0%"_s,
                              u"0\u00A0%"_s, u"20\u00A0%"_s, u"40\u00A0%"_s, u"100\u00A0%"_s}));
        // Over-full disks: 100 % comes first.
        QCOMPARE(ChartScale::values(StorageUnit::Percent, 115, 300).constFirst().text, u"100\u00A0%"_s);
    }

    void byteTicksAreRound()
    {
        QCOMPARE(texts(ChartScale::values(StorageUnit::Bytes, 120 * gib, 336)),
                 (QStringList{u"0"_s, u"20 GiB"_s, u"40 GiB"_s, u"60 GiB"_s, u"80 GiB"_s, u"100 GiB"_s, u"120 GiB"_s}));
    }

    void theTopLeavesRoom()
    {
        QCOMPARE(ChartScale::top(StorageUnit::Percent, 40), 100.0);
        QCOMPARE(ChartScale::top(StorageUnit::Percent, 112), 115.0);
        QCOMPARE(ChartScale::top(StorageUnit::Percent, 1e9), 150.0);
        QCOMPARE(ChartScale::top(StorageUnit::Bytes, 100), 106.0);
        QCOMPARE(ChartScale::top(StorageUnit::Bytes, 0), 1.0);
    }

    void timesLieOnMidnightsAndTheirFractions()
    {
        QCOMPARE(timeTexts(hour(0), hour(24), 680),
                 (QStringList{u"1 Nov"_s, u"03:00"_s, u"06:00"_s, u"09:00"_s, u"12:00"_s, u"15:00"_s, u"18:00"_s,
                              u"21:00"_s, u"2 Nov"_s}));
        // Without a midnight the first one says which day it is.
        QCOMPARE(timeTexts(hour(7), hour(9), 300), (QStringList{u"1 Nov, 07:00"_s, u"08:00"_s, u"09:00"_s}));
        QCOMPARE(timeTexts(hour(0), hour(24 * 100), 400),
                 (QStringList{u"Nov 2026"_s, u"Dec 2026"_s, u"Jan 2027"_s, u"Feb 2027"_s}));
    }

    void pixelsAndBack()
    {
        ChartAxes axes;
        axes.setSize({800, 400}, 56, true);
        QCOMPARE(axes.area(), QRectF(52, 14, 680, 336));
        QCOMPARE(axes.timesTop(), 374.0);
        axes.setTimes({1000, 2000});
        axes.setTop(100);
        QCOMPARE(axes.at(1500, 25), QPointF(52 + 340, 14 + 252));
        QCOMPARE(axes.timeAt(52 + 340), 1500.0);
        axes.setSize({10, 10}, 56, false); // smaller than anything can be drawn in
        QCOMPARE(axes.area().size(), QSizeF(40, 40));
    }
};

ORRERY_SUITE(ScaleTest)
#include "tst_scale.moc"
