// SPDX-License-Identifier: GPL-3.0-or-later
// The storage chart with a year of readings every five minutes, and with 64 shards. See README.md here.
#include "tests/views/storage/chart/samples.h"
#include "views/core/theme.h"
#include "views/storage/chart/multiples.h"
#include "views/storage/chart/plot.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMainWindow>
#include <QTextStream>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <vector>

using namespace Qt::StringLiterals;
using namespace orrery;
using namespace orrery::views;

namespace {

qint64 nanoseconds()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// Median and longest of many runs, in milliseconds.
struct Times
{
    double median = 0;
    double longest = 0;
};

template<class Act>
Times measured(int runs, Act act)
{
    std::vector<double> times;
    for (int run = -1; run < runs; ++run) { // the first one warms up
        const qint64 from = nanoseconds();
        act(run);
        if (run >= 0)
            times.push_back(double(nanoseconds() - from) / 1e6);
    }
    std::sort(times.begin(), times.end());
    return {times[times.size() / 2], times.back()};
}

QJsonObject figures(StoragePlot &plot, const QList<models::StorageSeries> &series)
{
    QJsonObject values;
    const auto put = [&values](const QString &name, const Times &times) {
        values.insert(name + u"_ms"_s, times.median);
        values.insert(name + u"_max_ms"_s, times.longest);
    };
    // Everything anew: readings set, cut to pixels, drawn.
    put(u"set"_s, measured(20, [&](int) {
            plot.setSeries(series, StorageUnit::Percent);
            plot.repaint();
        }));
    values.insert(u"drawn_points"_s, pointCount(plot.lines()));
    // Drawn for another part of the time: what a turn of the wheel costs.
    const QDateTime first = plot.viewFrom();
    const qint64 span = first.msecsTo(plot.viewTo());
    put(u"view"_s, measured(60, [&](int run) {
            plot.setView(first.addMSecs(span * (run + 1) / 200), first.addMSecs(span - span * (run + 1) / 200));
            plot.repaint();
        }));
    plot.resetView();
    // The crosshair goes along.
    put(u"crosshair"_s, measured(60, [&](int run) {
            plot.setCrosshair(first.addMSecs(span * (run + 1) / 61));
            plot.repaint();
        }));
    plot.setCrosshair({});
    return values;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOption({u"measure"_s, u"Where the figures go."_s, u"FILE"_s});
    parser.addOption({u"measure-task"_s, u"Ignored."_s, u"TASK"_s});
    parser.process(app);
    const ThemeController theme(app, Theme::Scheme::Light);
    const auto write = [&](const char *event, QJsonObject values) {
        values.insert(u"event"_s, QString::fromLatin1(event));
        values.insert(u"ns"_s, nanoseconds());
        const QByteArray line = QJsonDocument(values).toJson(QJsonDocument::Compact) + '\n';
        QFile file(parser.value(u"measure"_s));
        if (parser.isSet(u"measure"_s) && file.open(QIODevice::WriteOnly | QIODevice::Append))
            file.write(line);
        else
            QTextStream(stdout) << line;
    };
    QMainWindow window;
    auto *plot = new StoragePlot;
    window.setCentralWidget(plot);
    window.resize(1280, 800);
    window.show();
    QTimer::singleShot(500, &app, [&]() {
        constexpr int year = 105120; // every five minutes
        QJsonObject values = figures(*plot, {test::waved(u"primary"_s, year, 300, 20, 88)});
        values.insert(u"readings"_s, year);
        write("chart-year", values);

        QList<models::StorageSeries> shards;
        for (int i = 0; i < 64; ++i)
            shards.append(test::waved(u"commerce / %1"_s.arg(i), 2016, 300, i, i + 20));
        values = figures(*plot, shards);
        values.insert(u"readings"_s, 64 * 2016);
        write("chart-shards", values);

        auto *multiples = new StorageMultiples;
        window.setCentralWidget(multiples);
        const Times set = measured(10, [&](int) {
            multiples->setSeries(shards);
            multiples->viewport()->repaint();
        });
        write("multiples", {{u"set_ms"_s, set.median}, {u"set_max_ms"_s, set.longest}});
        if (!parser.isSet(u"measure"_s))
            QApplication::quit();
    });
    return QApplication::exec();
}
