// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deploy_request_places.h"
#include "tests/support/plain_times.h"
#include "tests/support/suite.h"
#include "tests/views/storage/chart/samples.h"
#include "views/core/theme.h"
#include "views/storage/chart/plot.h"

#include <QApplication>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace orrery;
using namespace orrery::views;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using Kind = models::StorageEvent::Kind;

namespace {

const models::Location request = models::deployRequestPlace({}, u"acme"_s, u"shop"_s, 40);

/// 24 hours on 680 pixels: an hour is 28⅓.
void fill(StoragePlot &plot, int hours = 25)
{
    plot.resize(800, 400);
    plot.setSeries({grown(u"primary"_s, hours, 60, 60 + (hours - 1) / 2.0)}, StorageUnit::Percent);
    plot.show();
}

void wheel(StoragePlot &plot, const QPointF &at, QPoint angle)
{
    QWheelEvent event(at, plot.mapToGlobal(at), {}, angle, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&plot, &event);
}

void drag(StoragePlot &plot, QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton,
          Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QTest::mousePress(&plot, button, modifiers, from);
    QTest::mouseMove(&plot, (from + to) / 2);
    QTest::mouseMove(&plot, to);
    QTest::mouseRelease(&plot, button, modifiers, to);
}

QString view(const StoragePlot &plot)
{
    return plot.viewFrom().toString(u"d HH:mm"_s) + u" - "_s + plot.viewTo().toString(u"d HH:mm"_s);
}

/// Whether a row of pixels has this colour somewhere between the plot's edges.
bool rowHas(const QImage &image, double y, const QRectF &area, const QColor &color)
{
    for (int x = static_cast<int>(area.left()) + 200; x < area.right(); ++x) {
        if (image.pixelColor(x, static_cast<int>(y)) == color)
            return true;
    }
    return false;
}

} // namespace

class StoragePlotTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void theWheelZoomsAtThePointer()
    {
        StoragePlot plot;
        fill(plot);
        QCOMPARE(plot.axes().area(), QRectF(52, 14, 680, 360));
        QSignalSpy changed(&plot, &StoragePlot::viewChanged);
        wheel(plot, {52 + 340, 200}, {0, 120});
        QCOMPARE(view(plot), u"1 02:00 - 1 22:00"_s);
        QVERIFY(plot.isZoomed());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.at(0).at(0).toDateTime(), hour(2));
        QCOMPARE(changed.at(0).at(1).toDateTime(), hour(22));
        // At the left edge of the view, that edge stays.
        wheel(plot, {52, 200}, {0, 120});
        QCOMPARE(view(plot), u"1 02:00 - 1 18:40"_s);
        wheel(plot, {52, 200}, {0, -120});
        wheel(plot, {52 + 340, 200}, {0, -120});
        QCOMPARE(view(plot), u"1 00:00 - 2 00:00"_s);
        QVERIFY(!plot.isZoomed());
        // Sideways moves along, and stops at the end.
        wheel(plot, {52 + 340, 200}, {0, 120});
        wheel(plot, {52 + 340, 200}, {120, 0});
        QCOMPARE(view(plot), u"1 00:00 - 1 20:00"_s);
    }

    void draggingShowsARange()
    {
        StoragePlot plot;
        fill(plot);
        QSignalSpy changed(&plot, &StoragePlot::viewChanged);
        drag(plot, {52 + 170, 100}, {52 + 340, 300});
        QCOMPARE(view(plot), u"1 06:00 - 1 12:00"_s);
        QCOMPARE(changed.size(), 1);
        drag(plot, {52 + 340, 100}, {52 + 170, 100}, Qt::LeftButton, Qt::ShiftModifier);
        QCOMPARE(view(plot), u"1 07:30 - 1 13:30"_s);
        drag(plot, {52 + 170, 100}, {52 + 340, 100}, Qt::MiddleButton);
        QCOMPARE(view(plot), u"1 06:00 - 1 12:00"_s);
        // A click is no range.
        drag(plot, {52 + 170, 100}, {52 + 173, 100});
        QCOMPARE(view(plot), u"1 06:00 - 1 12:00"_s);
        QTest::mouseDClick(&plot, Qt::LeftButton, {}, {300, 100});
        QCOMPARE(view(plot), u"1 00:00 - 2 00:00"_s);
    }

    void aDragToTheLeftAndPastTheEdges()
    {
        StoragePlot plot;
        fill(plot);
        drag(plot, {52 + 340, 100}, {10, 100});
        QCOMPARE(view(plot), u"1 00:00 - 1 12:00"_s);
    }

    void keysZoomAndMove()
    {
        StoragePlot plot;
        fill(plot);
        QTest::keyClick(&plot, Qt::Key_Plus);
        QCOMPARE(view(plot), u"1 04:00 - 1 20:00"_s);
        QTest::keyClick(&plot, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(view(plot), u"1 00:00 - 1 16:00"_s);
        QTest::keyClick(&plot, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(view(plot), u"1 04:00 - 1 20:00"_s);
        QTest::keyClick(&plot, Qt::Key_Minus);
        QCOMPARE(view(plot), u"1 00:00 - 2 00:00"_s);
        // Around the crosshair where there is one.
        plot.setCrosshair(hour(6));
        QTest::keyClick(&plot, Qt::Key_Plus);
        QCOMPARE(view(plot), u"1 02:00 - 1 18:00"_s);
        QTest::keyClick(&plot, Qt::Key_0);
        QCOMPARE(view(plot), u"1 00:00 - 2 00:00"_s);
        QCOMPARE(plot.crosshair(), hour(6));
    }

    void historyKeysAreNotTaken()
    {
        StoragePlot plot;
        fill(plot);
        QKeyEvent back(QEvent::KeyPress, Qt::Key_Left, Qt::AltModifier);
        QApplication::sendEvent(&plot, &back);
        QVERIFY(!back.isAccepted());
        QVERIFY(!plot.crosshair().isValid());
    }

    void theCrosshairStaysInSight()
    {
        StoragePlot plot;
        fill(plot);
        plot.setView(hour(6), hour(12));
        plot.setCrosshair(hour(12));
        QTest::keyClick(&plot, Qt::Key_Right);
        QCOMPARE(plot.crosshair(), hour(13));
        QCOMPARE(view(plot), u"1 07:00 - 1 13:00"_s);
        QTest::keyClick(&plot, Qt::Key_Home);
        QCOMPARE(plot.crosshair(), hour(7));
        QTest::keyClick(&plot, Qt::Key_End);
        QCOMPARE(plot.crosshair(), hour(13));
    }

    void aSpanIsPutRight()
    {
        StoragePlot plot;
        fill(plot);
        plot.setView(hour(5), hour(5).addSecs(10));
        QCOMPARE(plot.viewFrom().secsTo(plot.viewTo()), 600);
        plot.setView(hour(-500), hour(-400));
        QCOMPARE(view(plot), u"1 00:00 - 2 00:00"_s);
        plot.setView(hour(20), hour(30));
        QCOMPARE(view(plot), u"1 14:00 - 2 00:00"_s);
    }

    void newReadingsLeaveTheViewWhereItIs()
    {
        StoragePlot plot;
        fill(plot, 25);
        plot.setView(hour(6), hour(12));
        plot.setCrosshair(hour(8));
        fill(plot, 26);
        QCOMPARE(view(plot), u"1 06:00 - 1 12:00"_s);
        QCOMPARE(plot.crosshair(), hour(8));
        // Who sees the end goes along with it.
        plot.setView(hour(20), hour(25));
        fill(plot, 28);
        QCOMPARE(view(plot), u"1 22:00 - 2 03:00"_s);
        QCOMPARE(plot.crosshair(), hour(8));
        // Without zoom everything is shown.
        plot.resetView();
        fill(plot, 49);
        QCOMPARE(view(plot), u"1 00:00 - 3 00:00"_s);
        // Another volume begins anew.
        plot.setView(hour(6), hour(12));
        plot.setSeries({grown(u"replica"_s, 25, 60, 72)}, StorageUnit::Percent);
        QVERIFY(!plot.isZoomed());
        QVERIFY(!plot.crosshair().isValid());
    }

    void theConeIsShownAndSaid()
    {
        StoragePlot plot;
        plot.resize(800, 400);
        const models::StorageSeries series = grown(u"primary"_s, 241, 62, 72); // ten days
        plot.setSeries({series}, StorageUnit::Percent);
        plot.setForecast(coneOf(series, 2, 0.5, 90));
        // Of ninety days to come as much as leaves the past its room.
        QCOMPARE(plot.viewTo(), hour(240).addDays(4));
        plot.setCrosshair(hour(240).addDays(2).addSecs(4000));
        QCOMPARE(plot.crosshair(), hour(240).addDays(2));
        QCOMPARE(orrery::tests::plainTimes(plot.crosshairText()),
                 u"11/13/26 12:00 AM: primary expected 76\u00A0% (75\u00A0% to 77\u00A0%)"_s);
        plot.setUnit(StorageUnit::Bytes);
        QCOMPARE(orrery::tests::plainTimes(plot.crosshairText()),
                 u"11/13/26 12:00 AM: primary expected 91.2 GiB (90.0 GiB to 92.4 GiB)"_s);
        plot.setUnit(StorageUnit::Percent);
        plot.show();
        QTest::keyClick(&plot, Qt::Key_End);
        QCOMPARE(plot.crosshair(), hour(240)); // the last fact
        QTest::keyClick(&plot, Qt::Key_Right);
        QCOMPARE(plot.crosshair(), hour(240).addDays(1));
        QTest::keyClick(&plot, Qt::Key_Left);
        QCOMPARE(plot.crosshair(), hour(240));
        // The whole cone can be reached.
        plot.setView(hour(240).addDays(80), hour(240).addDays(90));
        QCOMPARE(plot.viewTo(), hour(240).addDays(90));
        // It belongs to its volume.
        plot.setSeries({grown(u"replica"_s, 241, 62, 72)}, StorageUnit::Percent);
        QCOMPARE(plot.viewTo(), hour(240));
    }

    void eventsAreReachedByKeyAndMouse()
    {
        StoragePlot plot;
        fill(plot);
        plot.setEvents({happened(Kind::Resize, hour(12), u"Resized to PS-80"_s),
                        happened(Kind::Deployment, hour(6), u"Deploy request #40"_s, request)});
        QCOMPARE(plot.axes().area().height(), 336.0); // the marks have a row of their own
        QCOMPARE(plot.eventRect(0).center(), QPointF(52 + 170, 14 + 336 + 13));
        QSignalSpy opened(&plot, &StoragePlot::placeActivated);
        QTest::keyClick(&plot, Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(plot.currentEvent(), 0);
        QCOMPARE(orrery::tests::plainTimes(plot.accessibleDescription()),
                 u"Deploy request #40, 11/1/26 6:00 AM. 11/1/26 6:00 AM: primary "
                 "63\u00A0% (75.6 GiB of 120 GiB)"_s);
        QTest::keyClick(&plot, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.at(0).at(0).value<models::Location>(), request);
        QTest::keyClick(&plot, Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(plot.currentEvent(), 1);
        QTest::keyClick(&plot, Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(plot.currentEvent(), 1);
        QTest::keyClick(&plot, Qt::Key_Return); // leads nowhere
        QCOMPARE(opened.size(), 1);
        QTest::mouseClick(&plot, Qt::LeftButton, {}, plot.eventRect(0).center().toPoint());
        QCOMPARE(opened.size(), 2);
        QTest::keyClick(&plot, Qt::Key_Escape);
        QCOMPARE(plot.currentEvent(), -1);
    }

    void eventsThatWouldCoverEachOtherShareAMark()
    {
        StoragePlot plot;
        fill(plot);
        plot.setEvents({happened(Kind::Deployment, hour(6), u"One"_s, request),
                        happened(Kind::Deployment, hour(6).addSecs(600), u"Two"_s, request),
                        happened(Kind::Backup, hour(20), u"Three"_s)});
        QCOMPARE(plot.eventRect(0), plot.eventRect(1));
        QVERIFY(plot.eventRect(2) != plot.eventRect(1));
        QSignalSpy opened(&plot, &StoragePlot::placeActivated);
        QTest::mouseClick(&plot, Qt::LeftButton, {}, plot.eventRect(0).center().toPoint());
        QCOMPARE(opened.size(), 0); // closer first
        QCOMPARE(plot.viewFrom(), hour(6).addSecs(-600));
        QCOMPARE(plot.viewTo(), hour(6).addSecs(1200));
        QVERIFY(plot.eventRect(0) != plot.eventRect(1));
        QVERIFY(plot.eventRect(2).isEmpty());
        // A key brings what is out of sight.
        plot.setCurrentEvent(1);
        QTest::keyClick(&plot, Qt::Key_Right, Qt::ControlModifier);
        QVERIFY(!plot.eventRect(2).isEmpty());
    }

    void levelsOfTheDiskAreDrawnInBothUnits()
    {
        StoragePlot plot;
        plot.setPalette(Theme(false).palette());
        fill(plot);
        plot.setMarkers({{40.0, {}, u"Autoscaling grows the disk"_s, ColorRole::Accent}});
        const QColor accent = Theme(false).color(ColorRole::Accent);
        const double y = std::round(plot.axes().at(0, 40).y());
        QVERIFY(rowHas(plot.grab().toImage(), y, plot.axes().area(), accent));
        plot.setUnit(StorageUnit::Bytes);
        QVERIFY(rowHas(plot.grab().toImage(), std::round(plot.axes().at(0, 48 * gib).y()), plot.axes().area(), accent));
        plot.setMarkers({{{}, 36 * gib, u"Storage limit"_s, ColorRole::Accent}});
        plot.setUnit(StorageUnit::Percent);
        QVERIFY(!rowHas(plot.grab().toImage(), y, plot.axes().area(), accent));
        QVERIFY(rowHas(plot.grab().toImage(), std::round(plot.axes().at(0, 30).y()), plot.axes().area(), accent));
    }

    void linesAreChosenByKey()
    {
        StoragePlot plot;
        plot.resize(800, 400);
        plot.setSeries({grown(u"a"_s, 25, 20, 30), grown(u"b"_s, 25, 60, 70), grown(u"c"_s, 25, 40, 50)},
                       StorageUnit::Percent);
        plot.show();
        QSignalSpy chosen(&plot, &StoragePlot::highlightedChanged);
        QTest::keyClick(&plot, Qt::Key_Down);
        QCOMPARE(plot.highlighted(), 1); // the fullest first
        QCOMPARE(plot.accessibleDescription(), u"b 70\u00A0%"_s);
        QTest::keyClick(&plot, Qt::Key_Down);
        QCOMPARE(plot.highlighted(), 2);
        QTest::keyClick(&plot, Qt::Key_Up);
        QTest::keyClick(&plot, Qt::Key_Up);
        QCOMPARE(plot.highlighted(), 0);
        QTest::keyClick(&plot, Qt::Key_Escape);
        QCOMPARE(plot.highlighted(), -1);
        QCOMPARE(chosen.size(), 5);
        // And by a click on it.
        QTest::mouseClick(&plot, Qt::LeftButton, {}, plot.axes().at(msOf(hour(12)), 65).toPoint());
        QCOMPARE(plot.highlighted(), 1);
    }

    void sixtyFourLines()
    {
        StoragePlot plot;
        plot.resize(800, 400);
        QList<models::StorageSeries> shards;
        for (int i = 0; i < 64; ++i)
            shards.append(grown(u"s%1"_s.arg(i), 2000, i, i + 1));
        plot.setSeries(shards, StorageUnit::Percent);
        QVERIFY2(pointCount(plot.lines()) <= 64 * 2 * 800 / 4, qPrintable(QString::number(pointCount(plot.lines()))));
        plot.setCrosshair(hour(1999));
        QCOMPARE(plot.crosshairText().section(u": "_s, 1),
                 u"s63 64\u00A0% (76.8 GiB of 120 GiB), s62 63\u00A0% (75.6 GiB of 120 GiB), "
                 "s61 62\u00A0% (74.4 GiB of 120 GiB), s60 61\u00A0% (73.2 GiB of 120 GiB), "
                 "s59 60\u00A0% (72.0 GiB of 120 GiB), s58 59\u00A0% (70.8 GiB of 120 GiB), and 58 more"_s);
        plot.setHighlighted(3);
        QVERIFY(plot.crosshairText().section(u": "_s, 1).startsWith(u"s3 4\u00A0%"_s));
        QVERIFY(!plot.grab().isNull());
    }

    void absurdReadingsDoNotPressTheOthersFlat()
    {
        StoragePlot plot;
        models::StorageSeries series = grown(u"primary"_s, 25, 60, 72);
        series.points[3].usedPercent = 1e9;
        series.points[4].usedPercent = -1e9;
        series.points[5].usedPercent = std::nan("");
        plot.resize(800, 400);
        plot.setSeries({series}, StorageUnit::Percent);
        const QRectF area = plot.axes().area();
        QCOMPARE(plot.axes().at(0, 150).y(), area.top());
        QCOMPARE(plot.axes().at(0, 0).y(), area.bottom());
        QVERIFY(!plot.grab().isNull());
    }

    void onePointAndNone()
    {
        StoragePlot plot;
        fill(plot, 1);
        QCOMPARE(view(plot), u"31 23:30 - 1 00:30"_s);
        for (const int key : {Qt::Key_Left, Qt::Key_Plus, Qt::Key_Minus, Qt::Key_0, Qt::Key_Down, Qt::Key_End})
            QTest::keyClick(&plot, static_cast<Qt::Key>(key));
        QCOMPARE(plot.crosshair(), hour(0));
        QVERIFY(!plot.grab().isNull());
        plot.setSeries({}, StorageUnit::Bytes);
        for (const int key : {Qt::Key_Left, Qt::Key_Plus, Qt::Key_0, Qt::Key_Home, Qt::Key_End})
            QTest::keyClick(&plot, static_cast<Qt::Key>(key));
        drag(plot, {100, 100}, {200, 100});
        QVERIFY(!plot.crosshair().isValid());
        QVERIFY(!plot.grab().isNull());
    }
};

ORRERY_SUITE(StoragePlotTest)
#include "tst_plot.moc"
