// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/roles.h"
#include "tests/support/suite.h"
#include "tests/views/storage/chart/samples.h"
#include "views/core/table.h"
#include "views/core/theme.h"
#include "views/storage/chart/chart.h"
#include "views/storage/chart/layers/colored_line_layer.h"
#include "views/storage/chart/picture.h"
#include "views/storage/chart/table_model.h"

#include <QAbstractItemModelTester>
#include <QLineSeries>
#include <QLocale>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace orrery;
using namespace orrery::views;
using namespace orrery::test;
using namespace Qt::StringLiterals;

class StorageChartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void saysTheLevelInWords()
    {
        StorageChart chart;
        chart.setSeries({grown(u"primary"_s, 100, 60, 86)});
        QCOMPARE(chart.summary(), u"86\u00A0% used: above the 85\u00A0% threshold, 4 points below 90\u00A0%"_s);
        chart.setSeries({grown(u"commerce / -80"_s, 100, 60, 70), grown(u"commerce / 80-"_s, 100, 60, 96)});
        QCOMPARE(chart.summary(), u"commerce / 80-: 96\u00A0% used: above the last threshold, 95\u00A0%"_s);
        QVERIFY(chart.plot()->accessibleName().contains(u"commerce / 80-"_s));
    }

    void theRangeCutsThePoints()
    {
        StorageChart chart;
        chart.resize(800, 400);
        chart.show();
        chart.setSeries({grown(u"primary"_s, 24 * 30, 10, 80)});
        QSignalSpy asked(&chart, &StorageChart::rangeChanged);
        chart.setRange(StorageChart::Range::Day);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(pointCount(chart.plot()->lines()), 25);
        QCOMPARE(chart.table()->totalCount(), 25);
        chart.setRange(StorageChart::Range::Week);
        QCOMPARE(pointCount(chart.plot()->lines()), 169);
        chart.setRange(StorageChart::Range::All);
        QCOMPARE(pointCount(chart.plot()->lines()), 720);
    }

    void manyPointsAreThinned()
    {
        StorageChart chart;
        chart.resize(800, 400);
        chart.setRange(StorageChart::Range::All);
        chart.setSeries({grown(u"primary"_s, 100000, 10, 80)});
        QVERIFY(pointCount(chart.plot()->lines()) <= 2000);
        QVERIFY(pointCount(chart.plot()->lines()) >= 200);
        QCOMPARE(chart.table()->totalCount(), 100000);
    }

    void aGapBreaksTheLine()
    {
        models::StorageSeries series = grown(u"primary"_s, 10, 10, 20);
        series.points[5].usedPercent.reset();
        StorageChart chart;
        chart.resize(800, 400);
        chart.setSeries({series});
        QCOMPARE(chart.plot()->coloredLines().lines().size(), 2);
        QCOMPARE(pointCount(chart.plot()->lines()), 9);
    }

    void capacityIsALineInBytes()
    {
        models::StorageSeries series = grown(u"primary"_s, 10, 10, 20);
        for (qsizetype i = 5; i < series.points.size(); ++i)
            series.points[i].capacityBytes = 240 * gib;
        StorageChart chart;
        chart.resize(800, 400);
        chart.setSeries({series});
        QSignalSpy changed(&chart, &StorageChart::unitChanged);
        chart.setUnit(StorageUnit::Bytes);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(chart.plot()->coloredLines().lines().size(), 2);
        const PointRun capacity = chart.plot()->lines().constFirst().capacity;
        QCOMPARE(capacity.size(), 4); // the step goes straight up
        QCOMPARE(capacity.at(0), QPointF(msOf(hour(0)), 120 * gib));
        QCOMPARE(capacity.at(1), QPointF(msOf(hour(5)), 120 * gib));
        QCOMPARE(capacity.at(2), QPointF(msOf(hour(5)), 240 * gib));
        QCOMPARE(capacity.at(3), QPointF(msOf(hour(9)), 240 * gib));
    }

    void keysMoveTheCrosshair()
    {
        StorageChart chart;
        chart.resize(800, 400);
        chart.show();
        chart.setSeries({grown(u"-80"_s, 25, 60, 72), grown(u"80-"_s, 25, 20, 44)});
        StoragePlot *plot = chart.plot();
        QSignalSpy moved(plot, &StoragePlot::crosshairChanged);
        QTest::keyClick(plot, Qt::Key_End);
        QCOMPARE(plot->crosshair(), hour(24));
        QVERIFY(plot->crosshairText().contains(
            u"-80 72\u00A0% (86.4 GiB of 120 GiB), 80- 44\u00A0% (52.8 GiB of 120 GiB)"_s));
        QCOMPARE(plot->accessibleDescription(), plot->crosshairText());
        QTest::keyClick(plot, Qt::Key_Left);
        QCOMPARE(plot->crosshair(), hour(23));
        QTest::keyClick(plot, Qt::Key_Home);
        QCOMPARE(plot->crosshair(), hour(0));
        QTest::keyClick(plot, Qt::Key_Escape);
        QVERIFY(!plot->crosshair().isValid());
        QCOMPARE(moved.size(), 4);
    }

    void theCrosshairSnapsToAReading()
    {
        StorageChart chart;
        chart.setSeries({grown(u"primary"_s, 25, 60, 72)});
        chart.plot()->setCrosshair(hour(3).addSecs(1700));
        QCOMPARE(chart.plot()->crosshair(), hour(3));
        chart.plot()->setCrosshair(hour(3).addSecs(1900));
        QCOMPARE(chart.plot()->crosshair(), hour(4));
        chart.plot()->setCrosshair(hour(900));
        QCOMPARE(chart.plot()->crosshair(), hour(24));
    }

    void linesFollowTheTheme()
    {
        StorageChart chart;
        chart.resize(800, 400);
        chart.setPalette(Theme(false).palette());
        chart.setSeries({grown(u"a"_s, 25, 60, 72), grown(u"b"_s, 25, 20, 44)});
        const auto pen = [&chart](int index) { return chart.plot()->coloredLines().lines().at(index)->pen(); };
        QCOMPARE(pen(0).color(), Theme(false).series(0));
        QCOMPARE(pen(0).style(), Qt::SolidLine);
        QCOMPARE(pen(1).style(), Qt::DashLine); // not by colour alone
        chart.setPalette(Theme(true).palette());
        QCOMPARE(pen(0).color(), Theme(true).series(0));
    }

    void emptyAndSinglePoint()
    {
        StorageChart chart;
        chart.resize(800, 400);
        chart.show();
        chart.setSeries({});
        QVERIFY(!chart.grab().isNull());
        QVERIFY(!chart.plot()->isVisible());
        chart.setSeries({grown(u"primary"_s, 1, 82, 82)});
        QVERIFY(chart.plot()->isVisible());
        QVERIFY(!chart.grab().isNull());
        models::StorageSeries unknown{u"primary"_s, {}, {{hour(0), {}, {}, {}}}};
        chart.setSeries({unknown});
        QVERIFY(!chart.grab().isNull());
        QCOMPARE(chart.summary(), u"PlanetScale gave no storage figure."_s);
    }

    void theTableSaysTheSame()
    {
        StorageTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setContent({grown(u"primary"_s, 3, 84, 86)}, {}, 0, {});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, StorageTableModel::UsedPercent).data().toString(), u"86\u00A0%"_s); // newest first
        QCOMPARE(model.index(0, StorageTableModel::Capacity).data().toString(), u"120 GiB"_s);
        QCOMPARE(model.index(0, StorageTableModel::Level).data(models::StateRole).value<models::StateWord>().text,
                 u"above 85\u00A0%"_s);
        QCOMPARE(model.index(2, StorageTableModel::Level).data().toString(), u"above 75\u00A0%"_s);

        StorageChart chart;
        chart.show();
        chart.setSeries({grown(u"primary"_s, 2, 84, 86)});
        chart.setTableShown(true);
        QVERIFY(chart.table()->view()->isVisible());
        QCOMPARE(
            chart.table()->exported(TableFormat::Csv).section(u"\r\n"_s, 1, 1),
            u"2026-11-01T01:00:00Z,primary,Reading,86,,110810156236.8,128849018880,above 85\u00A0%,PlanetScale metrics"_s);
    }

    void savesPictures()
    {
        QTemporaryDir directory;
        StorageChart chart;
        chart.resize(800, 400);
        chart.show();
        chart.setSeries({grown(u"primary"_s, 100, 60, 86)});
        QVERIFY(saveChartImage(*chart.plot(), directory.filePath(u"c.png"_s)));
        const QImage image(directory.filePath(u"c.png"_s));
        QCOMPARE(image.width(), chart.plot()->width() * 2);
        QVERIFY(saveChartImage(*chart.plot(), directory.filePath(u"c.svg"_s)));
        QFile svg(directory.filePath(u"c.svg"_s));
        QVERIFY(svg.open(QIODevice::ReadOnly));
        QVERIFY(svg.readAll().contains("<svg"));
        QVERIFY(!saveChartImage(*chart.plot(), directory.filePath(u"no/such/folder/c.png"_s)));
    }
};

ORRERY_SUITE(StorageChartTest)
#include "tst_chart.moc"
