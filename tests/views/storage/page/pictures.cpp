// SPDX-License-Identifier: GPL-3.0-or-later
// For the eye, not a test: orrery_storage_pictures [--dark] DIRECTORY writes the storage views in the states they can be in.
#include "tests/views/storage/chart/samples.h"
#include "tests/views/storage/page/page_fixture.h"
#include "views/core/theme.h"
#include "views/storage/chart/chart.h"
#include "views/storage/chart/multiples.h"
#include "views/storage/page/level_bar.h"
#include "views/storage/page/table_sizes.h"
#include "views/window/list_pane.h"

#include <QApplication>
#include <QDir>
#include <QKeyEvent>
#include <QVBoxLayout>

using namespace orrery;
using namespace orrery::views;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using Kind = models::StorageEvent::Kind;

namespace {

QDir folder;
QString suffix;

void picture(QWidget &widget, const QString &name, QSize size)
{
    widget.setAutoFillBackground(true);
    widget.setBackgroundRole(QPalette::Base);
    widget.resize(size);
    widget.show();
    widget.grab(); // lays out
    widget.grab().save(folder.filePath(name + suffix + u".png"_s));
}

void key(QWidget *to, int code, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QKeyEvent press(QEvent::KeyPress, code, modifiers);
    QApplication::sendEvent(to, &press);
}

QList<models::StorageSeries> shards(int count, int points = 2000)
{
    QList<models::StorageSeries> all;
    for (int i = 0; i < count; ++i) {
        const double level = 20 + 63.0 * ((i * 37) % 64) / 64;
        all.append(
            waved(u"commerce / %1-%2"_s.arg(i * 4, 2, 16, QLatin1Char('0')).arg(i * 4 + 4, 2, 16, QLatin1Char('0')),
                  points, 300, level - 6, level + ((i * 13) % 7)));
    }
    return all;
}

void single()
{
    StorageChart chart;
    const models::StorageSeries series = waved(u"primary"_s, 30 * 24 * 6, 600, 62, 82);
    chart.setRange(StorageChart::Range::Month);
    chart.setSeries({series});
    chart.setForecast(coneOf(series, 1.1, 0.4, 60));
    chart.setEvents({happened(Kind::Deployment, hour(200), u"Deploy request #40: Add loyalty points"_s),
                     happened(Kind::Backup, hour(300), u"Backup nightly"_s),
                     happened(Kind::Backup, hour(306), u"Backup 2"_s),
                     happened(Kind::Resize, hour(450), u"Cluster resized to PS-80"_s),
                     happened(Kind::CapacityChange, hour(520), u"Disk grew from 100 GiB to 120 GiB"_s),
                     happened(Kind::ReadOnly, hour(640), u"Read-only since"_s)});
    chart.setMarkers({{70.0, {}, u"Autoscaling grows the disk"_s, ColorRole::Accent},
                      {{}, 118 * gib, u"Storage limit"_s, ColorRole::Busy},
                      {95.0, {}, u"Read-only"_s, ColorRole::Critical}});
    picture(chart, u"single"_s, {1000, 420});
    chart.plot()->setFocus();
    key(chart.plot(), Qt::Key_Right, Qt::ControlModifier);
    picture(chart, u"single_event"_s, {1000, 420});
    key(chart.plot(), Qt::Key_Escape);
    chart.plot()->setCrosshair(hour(24 * 33));
    picture(chart, u"single_expected"_s, {1000, 420});
    chart.plot()->setView(hour(440), hour(470));
    chart.plot()->setCrosshair(hour(455));
    picture(chart, u"single_zoomed"_s, {1000, 420});
    chart.plot()->setView(hour(450), hour(450).addSecs(1200));
    picture(chart, u"single_minutes"_s, {1000, 420});
    chart.plot()->setCrosshair({});
    chart.plot()->resetView();
    chart.setUnit(StorageUnit::Bytes);
    picture(chart, u"single_bytes"_s, {1000, 420});
    picture(chart, u"single_narrow"_s, {640, 300});
    chart.setUnit(StorageUnit::Percent);
    picture(chart, u"single_small"_s, {420, 220});
    chart.setTableShown(true);
    picture(chart, u"single_table"_s, {1000, 420});
}

void others()
{
    StorageChart steps;
    steps.setRange(StorageChart::Range::All);
    steps.setSeries({waved(u"primary"_s, 60 * 24, 3600, 55, 96, true)});
    steps.setUnit(StorageUnit::Bytes);
    picture(steps, u"steps_bytes"_s, {1000, 420});

    StorageChart few;
    few.setSeries(shards(4));
    few.plot()->setCrosshair(hour(100));
    picture(few, u"shards4"_s, {1000, 420});
    StorageChart eight;
    eight.setSeries(shards(8));
    picture(eight, u"shards8"_s, {1000, 420});
    StorageChart many;
    many.setSeries(shards(64));
    picture(many, u"shards64"_s, {1000, 420});
    many.plot()->setHighlighted(20);
    many.plot()->setCrosshair(hour(100));
    picture(many, u"shards64_chosen"_s, {1000, 420});
    many.setUnit(StorageUnit::Bytes);
    many.plot()->setCrosshair({});
    picture(many, u"shards64_bytes"_s, {1000, 420});

    StorageChart one;
    one.setSeries({grown(u"primary"_s, 1, 82, 82)});
    picture(one, u"one_point"_s, {1000, 320});
    StorageChart oneEach;
    QList<models::StorageSeries> lone;
    for (const models::StorageSeries &series : shards(64, 1))
        lone.append(series);
    oneEach.setSeries(lone);
    picture(oneEach, u"one_point_64"_s, {1000, 320});
    StorageChart over;
    over.setSeries({grown(u"primary"_s, 100, 90, 112)});
    picture(over, u"over_full"_s, {1000, 320});
    StorageChart unknown;
    models::StorageSeries nothing = grown(u"primary"_s, 50, 10, 20);
    for (models::StoragePoint &point : nothing.points)
        point.usedPercent = std::nan("");
    unknown.setSeries({nothing});
    picture(unknown, u"all_nan"_s, {1000, 320});
    StorageChart gaps;
    models::StorageSeries holes = grown(u"primary"_s, 160, 60, 74);
    holes.points.remove(60, 30);
    holes.points[20].usedPercent.reset();
    gaps.setSeries({holes});
    picture(gaps, u"gaps"_s, {1000, 320});
    StorageChart empty;
    picture(empty, u"empty"_s, {1000, 320});
    StorageChart year;
    year.setRange(StorageChart::Range::Year);
    year.setSeries({waved(u"primary"_s, 105120, 300, 20, 88)});
    picture(year, u"year"_s, {1000, 420});

    StorageMultiples multiples;
    multiples.setSeries(shards(64));
    multiples.setFocus();
    multiples.setCurrentSeries(20);
    picture(multiples, u"multiples64"_s, {1000, 640});
    StorageMultiples small;
    small.setSeries(shards(3, 1));
    picture(small, u"multiples3"_s, {640, 300});
}

void tables()
{
    QList<models::TableSample> samples;
    const QStringList names{u"orders"_s,
                            u"order_items"_s,
                            u"customers"_s,
                            u"events"_s,
                            u"sessions"_s,
                            u"carts"_s,
                            u"_vt_hld_6ace8bcef73211ea87e9f875a4d24e90_20261125000000_"_s,
                            u"points"_s,
                            u"_orders_20261101120000_gho"_s};
    double size = 40 * gib;
    for (int i = 0; i < names.size(); ++i) {
        models::StorageVolume table;
        table.keyspace = i % 3 ? u"commerce"_s : u"lookup"_s;
        table.table = names.at(i);
        samples.append({table, size - (i == 4 ? -0.4 : 0.1 * i) * gib, hour(0), size, hour(24 * 7)});
        size /= 2.1;
    }
    StorageTables widget;
    widget.setTables(models::summarizeTables(samples), hour(24 * 7));
    picture(widget, u"tables"_s, {1000, 420});
    widget.setOrder(StorageTables::Order::Fastest);
    picture(widget, u"tables_fastest"_s, {720, 420});

    QWidget bars;
    auto *column = new QVBoxLayout(&bars);
    for (const StorageBarLevel &level :
         {StorageBarLevel{12.0, {}}, StorageBarLevel{58.0, 71.0}, StorageBarLevel{77.0, 88.0},
          StorageBarLevel{91.0, 99.0}, StorageBarLevel{120.0, {}}, StorageBarLevel{{}, {}}}) {
        auto *bar = new StorageBar;
        bar->setLevel(level);
        column->addWidget(bar);
    }
    picture(bars, u"bars"_s, {320, 200});
}

void pages()
{
    StoragePageFixture fixture;
    for (int i = 0; i < 8; ++i)
        fixture.grow(
            fixture.volume(u"shop"_s, u"commerce"_s,
                           u"%1-%2"_s.arg(i * 32, 2, 16, QLatin1Char('0')).arg(i * 32 + 32, 2, 16, QLatin1Char('0'))),
            40 + i * 4, 52 + i * 5, 30);
    fixture.grow(fixture.volume(u"billing"_s, u"ledger"_s, u"-"_s), 80, 93, 30);
    fixture.grow(fixture.volume(u"identity"_s, u"users"_s, u"-"_s), 30, 31, 30);
    double size = 40;
    for (const QString &name : {u"orders"_s, u"order_items"_s, u"customers"_s, u"events"_s}) {
        fixture.grow(fixture.volume(u"shop"_s, u"commerce"_s, u"-"_s, name), size, size * 1.1, 20);
        size /= 2;
    }
    const auto page = fixture.open({1040, 760});
    static_cast<void>(QTest::qWaitFor([&]() { return page->volumes()->proxy()->rowCount() >= 10; }));
    page->volumes()->table()->view()->setCurrentIndex(page->volumes()->proxy()->index(1, 0));
    QTest::qWait(800);
    picture(*page, u"page"_s, {1040, 760});
    page->resize(700, 520);
    QTest::qWait(100);
    picture(*page, u"page_narrow"_s, {700, 520});
    page->openTab(u"details"_s);
    QTest::qWait(100);
    picture(*page, u"page_details"_s, {700, 520});
    page->openTab(u"shards"_s);
    page->resize(1040, 760);
    QTest::qWait(500);
    picture(*page, u"page_shards"_s, {1040, 760});
    page->openTab(u"tables"_s);
    QTest::qWait(300);
    picture(*page, u"page_tables"_s, {1040, 760});
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    const QStringList arguments = QApplication::arguments();
    const bool dark = arguments.contains(u"--dark"_s);
    const ThemeController theme(application, dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
    folder.setPath(arguments.constLast());
    suffix = (dark ? u"_dark"_s : QString()) + (application.devicePixelRatio() > 1 ? u"_2x"_s : QString());
    single();
    others();
    tables();
    pages();
    return 0;
}
