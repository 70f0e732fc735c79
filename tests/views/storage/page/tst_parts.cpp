// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around the storage chart: legend, table alternative, small multiples, tables by size, bars.
#include "api/core/utc.h"
#include "models/core/roles.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "tests/support/suite.h"
#include "tests/views/storage/chart/samples.h"
#include "views/core/filter_bar.h"
#include "views/core/link_button.h"
#include "views/core/table.h"
#include "views/storage/chart/chart.h"
#include "views/storage/chart/legend.h"
#include "views/storage/chart/multiples.h"
#include "views/storage/chart/table_model.h"
#include "views/storage/page/facts.h"
#include "views/storage/page/level_bar.h"
#include "views/storage/page/table_sizes.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QPainter>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace orrery;
using namespace orrery::views;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using Kind = models::StorageEvent::Kind;

namespace {

const models::Location request = models::deployRequestPlace({}, u"acme"_s, u"shop"_s, 40);

QList<models::StorageSeries> shards(int count)
{
    QList<models::StorageSeries> all;
    for (int i = 0; i < count; ++i)
        all.append(grown(u"commerce / %1"_s.arg(i), 25, 10, 10 + (i * 37) % 64));
    return all;
}

models::TableSample sample(const QString &name, double first, double last)
{
    models::StorageVolume table;
    table.keyspace = u"commerce"_s;
    table.table = name;
    return {table, first * gib, hour(0), last * gib, hour(24)};
}

QStringList column(const TableBinding *table, int at)
{
    QStringList texts;
    for (int row = 0; row < table->proxy()->rowCount(); ++row)
        texts.append(table->proxy()->index(row, at).data().toString());
    return texts;
}

QStringList offered(const StorageChart &chart)
{
    QStringList texts;
    const QList<QToolButton *> buttons = chart.findChildren<QToolButton *>();
    for (const QToolButton *button : buttons) {
        if (button->isCheckable() && !button->isHidden() && !button->text().isEmpty())
            texts.append(button->text());
    }
    return texts;
}

} // namespace

class StoragePartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linksTakeTheLinesTheyNeed()
    {
        models::RadarVolume row;
        row.volume.organization = u"acme"_s;
        row.volume.database = u"shop"_s;
        row.volume.branch = u"main"_s;
        row.limits.engine = models::DiskLimits::Engine::Vitess;
        row.limits.medium = models::DiskLimits::Medium::Network;
        row.point.usedPercent = 96;
        QScrollArea area;
        auto *facts = new StorageFacts;
        area.setWidget(facts);
        area.setWidgetResizable(true);
        area.resize(260, 300); // as beside the chart at 1280×800: not all of it fits
        const QDateTime now(QDate(2026, 3, 1), QTime(12, 0), orrery::kUtc);
        facts->setVolume(row, models::storageRemedies(row.limits, row.volume, {}, 5e9), {u"Ana"_s, u"CI token"_s}, now);
        area.show();
        QVERIFY(QTest::qWaitForWindowExposed(&area));
        const auto links = facts->findChildren<LinkButton *>();
        QVERIFY(links.size() >= 3);
        for (const LinkButton *link : links) {
            QVERIFY2(link->height() >= link->heightForWidth(link->width()), qPrintable(link->text()));
            QVERIFY(link->mapTo(facts, QPoint(link->width(), 0)).x() <= area.viewport()->width());
        }
        QVERIFY(facts->asText().contains(u"Seen through Ana and CI token"_s));
    }

    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void theTableHasForecastAndEvents()
    {
        StorageTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const models::StorageSeries series = grown(u"primary"_s, 25, 72, 84);
        model.setContent({series}, coneOf(series, 2, 0.5, 2), 0,
                         {happened(Kind::Deployment, hour(23).addSecs(60), u"Deploy request #40"_s, request)});
        QCOMPARE(model.rowCount(), 25 + 2 + 1); // the cone's first point is the last reading
        const auto text = [&model](int row, int at) { return model.index(row, at).data().toString(); };
        QCOMPARE(text(0, StorageTableModel::What), u"Expected"_s);
        QCOMPARE(text(0, StorageTableModel::UsedPercent), u"88\u00A0%"_s);
        QCOMPARE(text(0, StorageTableModel::Interval), u"87\u00A0% to 89\u00A0%"_s);
        QCOMPARE(text(0, StorageTableModel::Capacity), QString());
        QCOMPARE(text(2, StorageTableModel::What), u"Reading"_s);
        QCOMPARE(text(2, StorageTableModel::Source), u"PlanetScale metrics"_s);
        QCOMPARE(text(3, StorageTableModel::What), u"Deploy request #40"_s);
        QCOMPARE(model.index(3, 0).data(models::LocationRole).value<models::Location>(), request);
        QVERIFY(!model.index(2, 0).data(models::LocationRole).isValid());
    }

    void aSourceIsNamedForEachReading()
    {
        models::StorageSeries series = grown(u"primary"_s, 2, 72, 84);
        series.source.clear();
        series.points[1].source = models::StorageSource::Webhook;
        StorageTableModel model;
        model.setContent({series}, {}, 0, {});
        QCOMPARE(model.index(0, StorageTableModel::Source).data().toString(), u"Webhook payload"_s);
        QCOMPARE(model.index(1, StorageTableModel::Source).data().toString(), u"PlanetScale branch metrics"_s);
    }

    void aRowOfTheTableOpensItsEvent()
    {
        StorageChart chart;
        chart.show();
        chart.setSeries({grown(u"primary"_s, 25, 72, 84)});
        chart.setEvents({happened(Kind::Deployment, hour(24).addSecs(60), u"Deploy request #40"_s, request),
                         happened(Kind::Backup, hour(-900), u"Long ago"_s)});
        QCOMPARE(chart.table()->totalCount(), 26); // what lies before the range is left out
        QSignalSpy opened(&chart, &StorageChart::placeActivated);
        chart.setTableShown(true);
        chart.table()->view()->setCurrentIndex(chart.table()->proxy()->index(0, 0));
        QTest::keyClick(chart.table()->view(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.at(0).at(0).value<models::Location>(), request);
    }

    void rangesAreOffered()
    {
        StorageChart chart;
        QCOMPARE(offered(chart),
                 (QStringList{u"24 h"_s, u"7 d"_s, u"30 d"_s, u"90 d"_s, u"1 y"_s, u"All"_s, u"%"_s, u"Bytes"_s}));
        chart.setRanges({StorageChart::Range::Day, StorageChart::Range::Week, StorageChart::Range::All});
        QCOMPARE(offered(chart), (QStringList{u"24 h"_s, u"7 d"_s, u"All"_s, u"%"_s, u"Bytes"_s}));
    }

    void aRangeEndsTheZoom()
    {
        StorageChart chart;
        chart.resize(900, 400);
        chart.show();
        chart.setSeries({grown(u"primary"_s, 24 * 30, 10, 80)});
        QSignalSpy viewed(&chart, &StorageChart::viewChanged);
        chart.plot()->setView(hour(700), hour(710));
        QCOMPARE(viewed.size(), 1);
        QVERIFY(chart.plot()->isZoomed());
        chart.setRange(StorageChart::Range::Week);
        QVERIFY(!chart.plot()->isZoomed());
        QCOMPARE(chart.plot()->viewFrom(), hour(719).addDays(-7));
        chart.setRange(StorageChart::Range::Quarter);
        QCOMPARE(chart.plot()->viewFrom(), hour(0)); // as far as there is something
    }

    void theLegendNamesWhatFits()
    {
        StorageChart chart;
        chart.resize(900, 400);
        chart.show();
        chart.setSeries(shards(3));
        QVERIFY(chart.legend()->isVisible());
        QCOMPARE(chart.legend()->shownLines(), 3);
        chart.setSeries(shards(64));
        QVERIFY(chart.legend()->shownLines() >= 3);
        QVERIFY(chart.legend()->shownLines() <= 5);
        QVERIFY(chart.minimumSizeHint().width() < 800);
        // One that is chosen is named in any case.
        QVERIFY(chart.legend()->rectOf(0).isEmpty());
        chart.plot()->setHighlighted(0);
        QVERIFY(!chart.legend()->rectOf(0).isEmpty());
        QTest::mouseClick(chart.legend(), Qt::LeftButton, {}, chart.legend()->rectOf(0).center());
        QCOMPARE(chart.plot()->highlighted(), -1);
        chart.setSeries(shards(1));
        QVERIFY(!chart.legend()->isVisible());
    }

    void multiplesAreSortedAndWalked()
    {
        StorageMultiples multiples;
        QAbstractItemModelTester tester(multiples.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        multiples.resize(800, 500);
        multiples.show();
        multiples.setSeries(shards(64));
        QCOMPARE(multiples.model()->rowCount(), 64);
        QCOMPARE(multiples.model()->index(0, 0).data().toString(), u"commerce / 19"_s); // 73 %
        QCOMPARE(multiples.model()->index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 u"commerce / 19: 73\u00A0% used: above the 60\u00A0% threshold, 2 points below 75\u00A0%"_s);
        QSignalSpy shown(&multiples, &StorageMultiples::seriesActivated);
        multiples.setCurrentIndex(multiples.model()->index(0, 0));
        QTest::keyClick(&multiples, Qt::Key_Right);
        QCOMPARE(multiples.currentIndex().row(), 1);
        QTest::keyClick(&multiples, Qt::Key_Down);
        QCOMPARE(multiples.currentIndex().row(), 5); // four beside each other
        QTest::keyClick(&multiples, Qt::Key_Return);
        QCOMPARE(shown.size(), 1);
        QCOMPARE(shown.at(0).at(0).toInt(), multiples.currentSeries());
        QCOMPARE(multiples.horizontalScrollBarPolicy(), Qt::ScrollBarAlwaysOff);
        // An update keeps the current one, wherever it stands now.
        const QString name = multiples.currentIndex().data().toString();
        QList<models::StorageSeries> later = shards(64);
        later[multiples.currentSeries()].points.last().usedPercent = 99;
        multiples.setSeries(later);
        QCOMPARE(multiples.currentIndex().row(), 0);
        QCOMPARE(multiples.currentIndex().data().toString(), name);
    }

    void multiplesSayTheRisk()
    {
        StorageMultiples multiples;
        multiples.setSeries({grown(u"a"_s, 5, 20, 30), grown(u"b"_s, 5, 80, 86)});
        const auto word = [&multiples](int row) {
            return multiples.model()->index(row, 0).data(models::StateRole).value<models::StateWord>();
        };
        QCOMPARE(word(0).text, u"above 85\u00A0%"_s);
        QCOMPARE(word(0).tone, models::Tone::Warn);
        QCOMPARE(word(1).text, u"below every threshold"_s);
        multiples.setSeries({grown(u"a"_s, 5, 20, 30), grown(u"b"_s, 5, 80, 86)},
                            {{models::Tone::Ok, u"OK"_s, {}}, {models::Tone::Warn, u"90 % in 3 days"_s, {}}});
        QCOMPARE(word(0).text, u"90 % in 3 days"_s);
        multiples.setSeries({});
        QCOMPARE(multiples.currentSeries(), -1);
        QVERIFY(!multiples.grab().isNull());
    }

    void tablesByBytesAndByGrowth()
    {
        StorageTables tables;
        tables.resize(900, 400);
        tables.show();
        QCOMPARE(tables.sentence(), u"No table sizes are known."_s);
        const QString held = u"_vt_hld_6ace8bcef73211ea87e9f875a4d24e90_20261125000000_"_s;
        tables.setTables(models::summarizeTables({sample(u"orders"_s, 11, 12), sample(u"events"_s, 1, 4),
                                                  sample(held, 2, 2), sample(u"carts"_s, 3, 2.5)}),
                         hour(24));
        QCOMPARE(column(tables.table(), 0), (QStringList{u"orders"_s, u"events"_s, u"carts"_s, held}));
        QCOMPARE(column(tables.table(), 2), (QStringList{u"12.0 GiB"_s, u"4.0 GiB"_s, u"2.5 GiB"_s, u"2.0 GiB"_s}));
        QCOMPARE(column(tables.table(), 4),
                 (QStringList{u"+1.0 GiB a day"_s, u"+3.0 GiB a day"_s, u"\u2212512 MiB a day"_s, u"0 bytes a day"_s}));
        QCOMPARE(tables.sentence(), u"4 table(s), 20.5 GiB. 1 left over from schema changes, 2.0 GiB"_s);
        const auto word = tables.table()->proxy()->index(3, 5).data(models::StateRole).value<models::StateWord>();
        QVERIFY(!word.text.isEmpty());
        QVERIFY(!tables.table()->proxy()->index(0, 5).data(models::StateRole).isValid());

        tables.setOrder(StorageTables::Order::Fastest);
        QCOMPARE(column(tables.table(), 0), (QStringList{u"events"_s, u"orders"_s, held, u"carts"_s}));
        // An update keeps the row that is current.
        QVERIFY(tables.table()->selectId(tables.table()->proxy()->index(1, 0).data(models::IdRole).toString()));
        tables.setTables(models::summarizeTables({sample(u"orders"_s, 11, 18), sample(u"events"_s, 1, 4)}), hour(24));
        QCOMPARE(column(tables.table(), 0), (QStringList{u"orders"_s, u"events"_s}));
        QCOMPARE(tables.table()->view()->currentIndex().data().toString(), u"orders"_s);
        QVERIFY(!tables.grab().isNull());
    }

    void aBarSaysItsLevel()
    {
        StorageBar bar;
        bar.setLevel({82.0, 91.0});
        QCOMPARE(bar.accessibleName(), u"82\u00A0% used: above the 75\u00A0% threshold, 3 points below 85\u00A0%"_s);
        QCOMPARE(bar.accessibleDescription(), u"91\u00A0% expected"_s);
        bar.setLevel({});
        QCOMPARE(bar.accessibleName(), u"PlanetScale gave no storage figure."_s);
        QCOMPARE(bar.accessibleDescription(), QString());
    }

    void aBarIsAsLongAsItsLevel_data()
    {
        QTest::addColumn<double>("percent");
        QTest::addColumn<int>("filled"); // of 200 pixels
        QTest::newRow("empty") << 0.0 << 0;
        QTest::newRow("half") << 50.0 << 100;
        QTest::newRow("warns") << 80.0 << 160;
        QTest::newRow("full") << 100.0 << 200;
        QTest::newRow("over") << 240.0 << 200;
        QTest::newRow("absurd") << std::nan("") << 0;
    }
    void aBarIsAsLongAsItsLevel()
    {
        QFETCH(double, percent);
        QFETCH(int, filled);
        const Theme theme(false);
        QImage image(200, 16, QImage::Format_ARGB32_Premultiplied);
        image.fill(theme.color(ColorRole::Surface));
        QPainter painter(&image);
        paintStorageBar(&painter, QRectF(0, 0, 200, 16), {percent, {}}, theme);
        painter.end();
        const QColor track = theme.color(ColorRole::Pressed);
        const QColor tick = theme.color(ColorRole::TextDisabled);
        int counted = 0;
        for (int x = 0; x < 200; ++x) {
            const QColor pixel = image.pixelColor(x, 8);
            counted += pixel != track && pixel != tick ? 1 : 0;
        }
        QVERIFY2(std::abs(counted - filled) <= 2, qPrintable(QString::number(counted)));
    }
};

ORRERY_SUITE(StoragePartsTest)
#include "tst_parts.moc"
