// SPDX-License-Identifier: GPL-3.0-or-later
// Each layer by itself on an empty picture.
#include "tests/support/suite.h"
#include "tests/views/storage/chart/samples.h"
#include "views/storage/chart/layers/colored_line_layer.h"
#include "views/storage/chart/layers/crosshair_layer.h"
#include "views/storage/chart/layers/end_label_layer.h"
#include "views/storage/chart/layers/event_layer.h"
#include "views/storage/chart/layers/forecast_layer.h"
#include "views/storage/chart/layers/level_layer.h"
#include "views/storage/chart/layers/line_layers.h"
#include "views/storage/chart/layers/scale_layers.h"

#include <QPainter>
#include <QTest>

using namespace orrery;
using namespace orrery::views;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {

/// A chart of 800 × 400 in the light theme.
struct Fixture
{
    ChartContent content;
    ChartSelection selection;
    ChartAxes axes;
    QList<DrawnLine> lines;
    Theme theme{false};

    explicit Fixture(const QList<models::StorageSeries> &series, StorageUnit unit = StorageUnit::Percent)
    {
        content.unit = unit;
        content.readings.set(series);
        content.styles = lineStyles(content.readings.levels());
        axes.setSize({800, 400}, 56, true);
        const TimeRange day{msOf(hour(0)), msOf(hour(24))};
        axes.setTimes(day);
        lines = drawnLines(content, day, axes.area().width());
        axes.setTop(unit == StorageUnit::Percent ? 100 : 130 * gib);
    }
    [[nodiscard]] ChartFrame frame() const { return {content, axes, lines, selection, theme}; }
    [[nodiscard]] QImage painted(const ChartLayer &layer) const
    {
        QImage image(axes.size(), QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        layer.paint(painter, frame());
        return image;
    }
};

/// The smallest rectangle that holds everything that was painted.
QRect inked(const QImage &image)
{
    QRect all;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).alpha() > 0)
                all |= QRect(x, y, 1, 1);
        }
    }
    return all;
}

bool isEmpty(const QImage &image)
{
    return inked(image).isNull();
}

QList<models::StorageSeries> shards(int count)
{
    QList<models::StorageSeries> all;
    for (int i = 0; i < count; ++i)
        all.append(grown(u"s%1"_s.arg(i), 25, i, i + 1));
    return all;
}

} // namespace

class LayersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void bandsFillTheAreaAboveSixtyPercent()
    {
        const Fixture chart({grown(u"primary"_s, 25, 60, 72)});
        QCOMPARE(inked(chart.painted(BandLayer())), QRect(52, 14, 680, 134)); // 336 pixels are 100 %
        QVERIFY(isEmpty(Fixture({grown(u"primary"_s, 25, 60, 72)}, StorageUnit::Bytes).painted(BandLayer())));
    }

    void byteThresholdsAreOfOneVolume()
    {
        const Fixture one({grown(u"primary"_s, 25, 60, 72)}, StorageUnit::Bytes);
        const QImage image = one.painted(ByteThresholdLayer());
        const double y = one.axes.y(0.95 * 120 * gib);
        QVERIFY(!isEmpty(image.copy(QRect(52, int(y) - 1, 680, 3))));
        QVERIFY(isEmpty(Fixture(shards(2), StorageUnit::Bytes).painted(ByteThresholdLayer())));
    }

    void manyLinesAreGreyAndTheFullestAreColoured()
    {
        Fixture chart(shards(20));
        const QImage grey = chart.painted(BackgroundLineLayer());
        ColoredLineLayer colored;
        colored.setFrame(chart.frame());
        QCOMPARE(colored.lines().size(), 5);
        const QImage colors = chart.painted(colored);
        // s19 rises from 19 to 20 %, s0 from 0 to 1 %.
        const QPoint high = chart.axes.at(msOf(hour(12)), 19.5).toPoint();
        const QPoint low = chart.axes.at(msOf(hour(12)), 2.5).toPoint();
        QVERIFY(isEmpty(grey.copy(QRect(high - QPoint(1, 1), QSize(3, 3)))));
        QVERIFY(!isEmpty(colors.copy(QRect(high - QPoint(1, 1), QSize(3, 3)))));
        QVERIFY(!isEmpty(grey.copy(QRect(low - QPoint(1, 1), QSize(3, 3)))));
        QVERIFY(isEmpty(colors.copy(QRect(low - QPoint(1, 1), QSize(3, 3)))));
    }

    void qtChartsFollowsSizeAndView()
    {
        Fixture chart({grown(u"primary"_s, 25, 50, 50)});
        ColoredLineLayer colored;
        colored.setFrame(chart.frame());
        QCOMPARE(inked(chart.painted(colored)), QRect(52, 181, 681, 2));
        chart.axes.setSize({400, 200}, 56, true);
        colored.setFrame(chart.frame());
        QCOMPARE(inked(chart.painted(colored)), QRect(52, 81, 281, 2));
        chart.axes.setTimes({msOf(hour(-24)), msOf(hour(24))});
        colored.setFrame(chart.frame());
        QCOMPARE(inked(chart.painted(colored)).right(), 332);
        QVERIFY(inked(chart.painted(colored)).left() >= 190);
    }

    void aLoneReadingIsADot()
    {
        Fixture chart({grown(u"primary"_s, 1, 50, 50)});
        const QPoint at = chart.axes.at(msOf(hour(0)), 50).toPoint();
        QVERIFY(inked(chart.painted(LoneReadingLayer())).contains(at));
        QVERIFY(isEmpty(Fixture({grown(u"primary"_s, 25, 50, 60)}).painted(LoneReadingLayer())));
    }

    void theChosenLineIsLifted()
    {
        Fixture chart(shards(20));
        QVERIFY(isEmpty(chart.painted(LiftedLineLayer())));
        chart.selection.highlighted = 3;
        QVERIFY(inked(chart.painted(LiftedLineLayer())).contains(chart.axes.at(msOf(hour(12)), 3.5).toPoint()));
        chart.selection.hovered = 12; // what is under the pointer goes before it
        QVERIFY(!inked(chart.painted(LiftedLineLayer())).contains(chart.axes.at(msOf(hour(12)), 3.5).toPoint()));
    }

    void theForecastBeginsAfterTheLastReading()
    {
        const models::StorageSeries series = grown(u"primary"_s, 25, 60, 72);
        Fixture chart({series});
        chart.content.forecast = coneOf(series, 2, 0.5, 10);
        chart.axes.setTimes({msOf(hour(0)), msOf(hour(48))});
        const QRect inside = inked(chart.painted(ForecastLayer()));
        QVERIFY2(inside.left() >= 52 + 339, qPrintable(QString::number(inside.left())));
        QCOMPARE(inside.right(), 52 + 680 - 1);
        chart.axes.setTimes({msOf(hour(24 * 20)), msOf(hour(24 * 21))});
        QVERIFY(isEmpty(chart.painted(ForecastLayer())));
    }

    void levelsOutsideOfTheScaleAreLeftOut()
    {
        Fixture chart({grown(u"primary"_s, 25, 60, 72)});
        chart.content.markers = {{40.0, {}, u"Autoscaling grows the disk"_s, ColorRole::Accent}};
        QVERIFY(!isEmpty(chart.painted(LevelLayer())));
        chart.content.markers = {{140.0, {}, u"Storage limit"_s, ColorRole::Accent}};
        QVERIFY(isEmpty(chart.painted(LevelLayer())));
    }

    void endLabelsTakeAQuarterAtMost()
    {
        const Fixture one({grown(u"primary"_s, 25, 60, 72)});
        QCOMPARE(EndLabelLayer::width(one.content, 800), 56);
        const Fixture two({grown(u"a"_s.repeated(500), 25, 60, 72), grown(u"b"_s, 25, 20, 30)});
        QCOMPARE(EndLabelLayer::width(two.content, 800), 200);
        QCOMPARE(EndLabelLayer::width(Fixture({}).content, 800), 0);
        QVERIFY(inked(two.painted(EndLabelLayer())).left() >= 52 + 680);
    }

    void eventsOutOfViewAreNotMarked()
    {
        Fixture chart({grown(u"primary"_s, 25, 60, 72)});
        chart.content.events = {happened(models::StorageEvent::Kind::Backup, hour(12), u"Backup nightly"_s)};
        const QRect mark = inked(chart.painted(EventLayer()));
        QVERIFY2(std::abs(mark.center().x() - (52 + 340)) <= 1, qPrintable(QString::number(mark.center().x())));
        chart.selection.event = 0; // its title stands above the axis
        QVERIFY(inked(chart.painted(EventLayer())).width() > mark.width());
        chart.axes.setTimes({msOf(hour(0)), msOf(hour(6))});
        QVERIFY(isEmpty(chart.painted(EventLayer())));
    }

    void theCrosshairBoxStaysInThePicture()
    {
        Fixture chart(shards(3));
        QVERIFY(isEmpty(chart.painted(CrosshairLayer())));
        chart.selection.crosshair = hour(24).toMSecsSinceEpoch();
        const QRect right = inked(chart.painted(CrosshairLayer()));
        QVERIFY(right.left() < 700);
        chart.selection.crosshair = hour(0).toMSecsSinceEpoch();
        QVERIFY(inked(chart.painted(CrosshairLayer())).right() < 400);
        chart.axes.setTimes({msOf(hour(6)), msOf(hour(24))});
        QVERIFY(isEmpty(chart.painted(CrosshairLayer())));
    }

    void theDraggedRangeStaysInTheArea()
    {
        Fixture chart({grown(u"primary"_s, 25, 60, 72)});
        QVERIFY(isEmpty(chart.painted(RangeLayer())));
        chart.selection.band = std::pair(300.0, 10.0);
        const QRect range = inked(chart.painted(RangeLayer()));
        QVERIFY2(range.left() >= 51 && range.right() <= 300, qPrintable(QString::number(range.left())));
    }
};

ORRERY_SUITE(LayersTest)
#include "tst_layers.moc"
