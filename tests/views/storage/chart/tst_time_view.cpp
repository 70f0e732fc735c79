// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/suite.h"
#include "views/storage/chart/time_view.h"

#include <QTest>

using orrery::views::TimeRange;
using orrery::views::TimeView;

namespace {

constexpr double hourMs = 3600000;
constexpr double dayMs = 24 * hourMs;

TimeRange hours(double from, double to)
{
    return {from * hourMs, to * hourMs};
}

} // namespace

class TimeViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutReadingsThereIsNothingToZoom()
    {
        TimeView view;
        QVERIFY(view.home() == hours(0, 1));
        QVERIFY(!view.show(hours(0, 0.5), 600));
        QVERIFY(!view.isZoomed());
    }

    void homeIsTheLastDaysAndAPartOfTheForecast()
    {
        TimeView view;
        view.setReadings(TimeRange{0, 100 * dayMs});
        QVERIFY((view.home() == TimeRange{0, 100 * dayMs}));
        view.setDays(10);
        QVERIFY((view.home() == TimeRange{90 * dayMs, 100 * dayMs}));
        view.setForecastEnd(190 * dayMs);
        QVERIFY((view.home() == TimeRange{90 * dayMs, 104 * dayMs}));
        view.setForecastEnd(101 * dayMs);
        QVERIFY((view.home() == TimeRange{90 * dayMs, 101 * dayMs}));
    }

    void oneReadingStandsInTheMiddleOfAnHour()
    {
        TimeView view;
        view.setReadings(hours(5, 5));
        QVERIFY(view.home() == hours(4.5, 5.5));
    }

    void aPartIsPutRight_data()
    {
        QTest::addColumn<double>("from");
        QTest::addColumn<double>("to");
        QTest::addColumn<double>("shownFrom");
        QTest::addColumn<double>("shownTo");
        QTest::newRow("inside") << 6.0 << 12.0 << 6.0 << 12.0;
        QTest::newRow("too short: ten minutes around its middle") << 6.0 << 6.0 << 6.0 - 1.0 / 12 << 6.0 + 1.0 / 12;
        QTest::newRow("past the end") << 20.0 << 30.0 << 14.0 << 24.0;
        QTest::newRow("before the beginning") << -5.0 << 1.0 << 0.0 << 6.0;
        QTest::newRow("longer than everything") << -50.0 << 50.0 << 0.0 << 24.0;
    }

    void aPartIsPutRight()
    {
        QFETCH(double, from);
        QFETCH(double, to);
        QFETCH(double, shownFrom);
        QFETCH(double, shownTo);
        TimeView view;
        view.setReadings(hours(0, 24));
        view.show(hours(from, to), 600);
        QCOMPARE(view.shown().from / hourMs, shownFrom);
        QCOMPARE(view.shown().to / hourMs, shownTo);
    }

    void nearlyHomeIsHome()
    {
        TimeView view;
        view.setReadings(hours(0, 24));
        QVERIFY(view.show(hours(6, 12), 24));
        QVERIFY(view.isZoomed());
        QVERIFY(!view.show(hours(6, 12), 24)); // nothing changed
        QVERIFY(view.show(hours(0.5, 23.5), 24)); // a pixel is an hour
        QVERIFY(!view.isZoomed());
        QVERIFY(!view.reset());
    }

    void whoSeesTheEndGoesAlongWithIt()
    {
        TimeView view;
        view.setReadings(hours(0, 24));
        view.show(hours(6, 12), 600);
        view.setReadings(hours(0, 25));
        QVERIFY(view.shown() == hours(6, 12));
        view.show(hours(20, 25), 600);
        view.setReadings(hours(0, 28));
        QVERIFY(view.shown() == hours(23, 28));
        view.setReadings(std::nullopt);
        QVERIFY(!view.isZoomed());
    }

    void theWholeForecastCanBeReached()
    {
        TimeView view;
        view.setReadings(hours(0, 24));
        view.setForecastEnd(200 * hourMs);
        view.show(hours(190, 300), 600);
        QVERIFY(view.shown() == hours(90, 200));
    }
};

ORRERY_SUITE(TimeViewTest)
#include "tst_time_view.moc"
