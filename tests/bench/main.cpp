// SPDX-License-Identifier: GPL-3.0-or-later
// The benchmark's driver: starts everything that is compared, in turns, and reports. What is measured, and the lines a
// measured program writes, are described in README.md here.
#include "tests/bench/browser.h"
#include "tests/bench/chart_part.h"
#include "tests/bench/growth_part.h"
#include "tests/bench/limits_part.h"
#include "tests/bench/report.h"
#include "tests/bench/service.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTextStream>

using namespace Qt::StringLiterals;
using namespace orrery::bench;

namespace {

constexpr int kStartTimeout = 30'000;
constexpr int kListTimeout = 10 * 60'000; // the program itself sends at most 600 requests a minute

struct Programs
{
    QString floor;
    QString orrery;
    QString simulator;
    QString diff;
    QString exposition;
    QString history;
    QString chart;
    QString growth;
    QString limits;
};

class Bench
{
public:
    Bench(const Programs &programs, int runs) : m_programs(programs), m_runs(runs) {}

    /// Only the parts named; all when none is.
    Report run(const QStringList &only)
    {
        const std::pair<QString, void (Bench::*)()> parts[] = {
            {u"start"_s, &Bench::startAndMemory},  {u"requests"_s, &Bench::requests},
            {u"everything"_s, &Bench::everything}, {u"filter"_s, &Bench::filter},
            {u"changes"_s, &Bench::changes},       {u"exposition"_s, &Bench::exposition},
            {u"history"_s, &Bench::history},       {u"chart"_s, &Bench::chart},
            {u"growth"_s, &Bench::growth},         {u"limits"_s, &Bench::limits}};
        for (const auto &[name, part] : parts) {
            if (only.isEmpty() || only.contains(name))
                (this->*part)();
        }
        return m_report;
    }

private:
    QStringList arguments(const Service &service, const QString &profile, const QString &task) const
    {
        return {u"--demo"_s,
                u"--demo-server"_s,
                service.address(),
                u"--profile"_s,
                m_scratch.filePath(profile),
                u"--measure-task"_s,
                task};
    }

    QString measureFile() const { return m_scratch.filePath(u"measure.jsonl"_s); }

    void say(const QString &text) { QTextStream(stderr) << text << Qt::endl; }

    /// One start of a program: ms to its first paint, and its memory once it is idle.
    bool startOnce(const QString &program, const QStringList &arguments, Measure &start, Measure &memory)
    {
        Child child(program, arguments, measureFile());
        const std::optional<QJsonObject> painted = child.waitForEvent(u"first-paint"_s, kStartTimeout);
        if (!painted || !child.waitForEvent(u"idle"_s, kStartTimeout)) {
            start.problem = memory.problem = child.problem();
            return false;
        }
        start.samples.append((painted->value("ns"_L1).toDouble() - double(child.startedNs())) / 1e6);
        if (const std::optional<qint64> pss = child.pssKib(false))
            memory.samples.append(double(*pss));
        else
            memory.problem = u"no /proc/PID/smaps_rollup here"_s;
        return true;
    }

    void startAndMemory()
    {
        say(u"start and memory, %1 runs in turns"_s.arg(m_runs));
        Measure floorStart{.id = u"floor_start"_s, .title = u"start → first paint: floor"_s, .unit = u"ms"_s};
        Measure floorMemory{.id = u"floor_pss"_s, .title = u"memory idle: floor"_s, .unit = u"KiB"_s};
        Measure webStart{
            .id = u"chromium_start"_s, .title = u"start → cached rows painted: Chromium"_s, .unit = u"ms"_s};
        Measure webMemory{
            .id = u"chromium_pss"_s, .title = u"memory idle: Chromium, all its processes"_s, .unit = u"KiB"_s};
        Measure start{
            .id = u"orrery_start"_s, .title = u"start → first paint with cached content: Orrery"_s, .unit = u"ms"_s};
        Measure memory{.id = u"orrery_pss"_s, .title = u"memory idle on demo: Orrery"_s, .unit = u"KiB"_s};

        Service service(m_programs.simulator, u"demo"_s);
        bool ours = service.prepare();
        if (!ours)
            start.problem = memory.problem = webStart.problem = webMemory.problem = service.problem();

        // The first start of each fills its cache and is not counted.
        std::unique_ptr<Browser> browser;
        if (Browser::find().isEmpty())
            webStart.problem = webMemory.problem = u"skipped, no Chromium is installed"_s;
        else if (ours)
            browser = std::make_unique<Browser>(service.bodies());
        if (browser && !browser->start(true)) {
            webStart.problem = webMemory.problem = browser->problem();
            browser.reset();
        }
        const QStringList command = arguments(service, u"demo"_s, u"open"_s);
        Measure uncounted;
        Measure uncountedMemory;
        if (ours && !startOnce(m_programs.orrery, command, uncounted, uncountedMemory)) {
            start.problem = memory.problem = uncounted.problem;
            ours = false;
        }
        startOnce(m_programs.floor, {}, uncounted, uncountedMemory);

        for (int run = 0; run < m_runs; ++run) {
            startOnce(m_programs.floor, {}, floorStart, floorMemory);
            if (ours)
                startOnce(m_programs.orrery, command, start, memory);
            if (browser) {
                if (const std::optional<Browser::Start> result = browser->start(false)) {
                    webStart.samples.append(result->paintedMs);
                    webMemory.samples.append(double(result->pssKib));
                    webStart.note = u"%1 rows"_s.arg(browser->rows());
                } else {
                    webStart.problem = webMemory.problem = browser->problem();
                }
            }
        }
        m_report.add(floorStart);
        m_report.add(webStart);
        m_report.limitBy(start, 2.0, floorStart.id, u"2 × floor"_s);
        m_report.add(start);
        addRatio(u"orrery_start_to_chromium"_s, u"  the same, against Chromium"_s, start, 1.0 / 3, webStart,
                 u"1/3 of Chromium"_s);
        m_report.add(floorMemory);
        m_report.add(webMemory);
        m_report.limitBy(memory, 2.0, floorMemory.id, u"2 × floor"_s);
        m_report.add(memory);
        addRatio(u"orrery_pss_to_chromium"_s, u"  the same, against Chromium"_s, memory, 1.0 / 5, webMemory,
                 u"1/5 of Chromium"_s);
    }

    /// A second line for a measure with two limits.
    void addRatio(const QString &id, const QString &title, const Measure &measure, double factor,
                  const Measure &yardstick, const QString &text)
    {
        if (yardstick.samples.isEmpty())
            return;
        Measure second = measure;
        second.id = id;
        second.title = title;
        m_report.limitBy(second, factor, yardstick.id, text);
        m_report.add(second);
    }

    /// How many requests were sent, against how many different ones there are among them.
    void addRequests(const QString &id, const QString &title, const QStringList &lines)
    {
        QStringList reads;
        for (const QString &line : lines) {
            if (line.contains(" /v1/"_L1))
                reads.append(line);
        }
        const QSet<QString> distinct(reads.begin(), reads.end());
        m_report.add({.id = id,
                      .title = title,
                      .unit = u"requests"_s,
                      .samples = {double(reads.size())},
                      .limit = double(distinct.size()),
                      .limitText = u"different ones"_s,
                      .note = QStringList(distinct.values()).join(u"; "_s)});
    }

    void requests()
    {
        say(u"requests on demo"_s);
        Service service(m_programs.simulator, u"demo"_s);
        const QString windowTitle = u"requests: opening the window on demo"_s;
        const QString pageTitle = u"requests: opening an organization's list, then a database page"_s;
        const auto failed = [&](const QString &why) {
            m_report.add({.id = u"requests_window"_s, .title = windowTitle, .unit = u"requests"_s, .problem = why});
            m_report.add({.id = u"requests_database"_s, .title = pageTitle, .unit = u"requests"_s, .problem = why});
        };
        if (!service.prepare())
            return failed(service.problem());
        // A profile of its own: nothing is cached, everything shown is asked for.
        Child child(m_programs.orrery, arguments(service, u"requests"_s, u"database"_s), measureFile());
        if (!child.waitForEvent(u"idle"_s, kStartTimeout))
            return failed(child.problem());
        addRequests(u"requests_window"_s, windowTitle, service.requestsSinceLastCall());
        if (!child.waitForEvent(u"page-idle"_s, kStartTimeout)) {
            m_report.add(
                {.id = u"requests_database"_s, .title = pageTitle, .unit = u"requests"_s, .problem = child.problem()});
            return;
        }
        addRequests(u"requests_database"_s, pageTitle, service.requestsSinceLastCall());
    }

    void everything()
    {
        say(u"everything of large"_s);
        Measure memory{.id = u"large_pss"_s, .title = u"memory on large, everything listed"_s, .unit = u"KiB"_s};
        Measure longest{.id = u"large_longest_turn"_s,
                        .title = u"longest turn of the event loop while large loads"_s,
                        .unit = u"ms"_s};
        Measure usual{.id = u"large_p99_turn"_s, .title = u"99 % of turns while large loads"_s, .unit = u"ms"_s};
        Measure sent{
            .id = u"large_requests"_s, .title = u"list requests until large is fully listed"_s, .unit = u"requests"_s};
        longest.limit = 50;
        usual.limit = 8;
        longest.limitText = usual.limitText = u"issue 2"_s;
        const auto done = [&](const QString &why) {
            memory.problem = longest.problem = usual.problem = sent.problem = why;
            m_report.limitBy(memory, 2.0, u"orrery_pss"_s, u"2 × demo"_s);
            for (const Measure &measure : {longest, usual, memory, sent})
                m_report.add(measure);
        };

        Service service(m_programs.simulator, u"large"_s);
        if (!service.prepare())
            return done(service.problem());
        sent.limit = 1.15 * service.pages();
        sent.limitText = u"1.15 × %1 pages"_s.arg(service.pages());
        Child child(m_programs.orrery, arguments(service, u"large"_s, u"everything"_s), measureFile());
        const std::optional<QJsonObject> loaded = child.waitForEvent(u"loaded"_s, kListTimeout);
        const std::optional<QJsonObject> turns = loaded ? child.waitForEvent(u"turns"_s, kStartTimeout) : std::nullopt;
        if (!turns || !child.waitForEvent(u"idle"_s, kStartTimeout))
            return done(child.problem());
        longest.samples = {turns->value("max_ms"_L1).toDouble()};
        usual.samples = {turns->value("p99_ms"_L1).toDouble()};
        usual.note = u"%1 turns"_s.arg(turns->value("count"_L1).toInt());
        memory.note = u"%1 of %2 rows"_s.arg(loaded->value("rows"_L1).toInt()).arg(service.rows());
        if (const std::optional<qint64> pss = child.pssKib(false))
            memory.samples = {double(*pss)};
        double count = 0;
        const QStringList lines = service.requestsSinceLastCall();
        for (const QString &line : lines)
            count += Service::isCountedList(line) ? 1 : 0;
        sent.samples = {count};
        sent.note = u"%1 requests in all"_s.arg(lines.size());
        done({});
    }

    void filter()
    {
        say(u"filter over the rows of large"_s);
        Measure keystroke{.id = u"filter_keystroke"_s,
                          .title = u"longest keystroke in a filter until it is painted"_s,
                          .unit = u"ms"_s,
                          .limit = 16,
                          .limitText = u"issue 2"_s};
        Service service(m_programs.simulator, u"large"_s);
        if (!service.prepare()) {
            keystroke.problem = service.problem();
        } else {
            // The profile of everything(): what it listed is cached.
            Child child(m_programs.orrery, arguments(service, u"large"_s, u"filter"_s), measureFile());
            if (const std::optional<QJsonObject> event = child.waitForEvent(u"filter"_s, kListTimeout)) {
                keystroke.samples = {event->value("max_ms"_L1).toDouble()};
                keystroke.note = u"%1 rows, median %2 ms"_s.arg(event->value("rows"_L1).toInt())
                                     .arg(event->value("p50_ms"_L1).toDouble());
            } else {
                keystroke.problem = child.problem();
            }
        }
        m_report.add(keystroke);
    }

    void changes()
    {
        say(u"the changes of huge"_s);
        Measure open{.id = u"changes_open"_s,
                     .title = u"a deploy request's 2,048 tables: answered → painted"_s,
                     .unit = u"ms"_s,
                     .limit = 1000,
                     .limitText = u"issue 3"_s};
        Measure turn{.id = u"changes_turn"_s,
                     .title = u"longest turn of the event loop meanwhile"_s,
                     .unit = u"ms"_s,
                     .limit = 50,
                     .limitText = u"issue 3"_s};
        Measure openLarge{.id = u"diff_open"_s,
                          .title = u"a diff of 20 MB: answered → painted"_s,
                          .unit = u"ms"_s,
                          .limit = 1000,
                          .limitText = u"issue 3"_s};
        Measure turnLarge{.id = u"diff_turn"_s,
                          .title = u"longest turn of the event loop meanwhile"_s,
                          .unit = u"ms"_s,
                          .limit = 50,
                          .limitText = u"issue 3"_s};
        Measure longest{.id = u"diff_scroll_max"_s,
                        .title = u"longest frame while scrolling it"_s,
                        .unit = u"ms"_s,
                        .limit = 16,
                        .limitText = u"issue 3"_s};
        Measure usual{.id = u"diff_scroll_p99"_s,
                      .title = u"99 % of frames"_s,
                      .unit = u"ms"_s,
                      .limit = 16,
                      .limitText = u"issue 3"_s};
        Measure memory{.id = u"diff_pss"_s, .title = u"memory with both open: Orrery"_s, .unit = u"KiB"_s};
        const auto done = [&](const QString &why) {
            for (Measure *measure : {&open, &turn, &openLarge, &turnLarge, &longest, &usual, &memory}) {
                measure->problem = measure->samples.isEmpty() ? why : QString();
                m_report.add(*measure);
            }
        };

        Service service(m_programs.simulator, u"huge"_s);
        if (!service.prepare())
            return done(service.problem());
        {
            Child child(m_programs.orrery, arguments(service, u"huge"_s, u"changes"_s), measureFile());
            const auto number = [](const QJsonObject &event, QLatin1String name) {
                return event.value(name).toDouble();
            };
            const std::optional<QJsonObject> tables = child.waitForEvent(u"tables-shown"_s, 2 * kStartTimeout);
            if (!tables)
                return done(child.problem());
            open.samples = {number(*tables, "ms"_L1)};
            open.note = u"%1 tables"_s.arg(number(*tables, "tables"_L1));
            turn.samples = {number(*tables, "max_ms"_L1)};
            const std::optional<QJsonObject> diff = child.waitForEvent(u"diff-shown"_s, 2 * kStartTimeout);
            if (!diff)
                return done(child.problem());
            openLarge.samples = {number(*diff, "ms"_L1)};
            openLarge.note = u"%1 lines"_s.arg(number(*diff, "lines"_L1));
            turnLarge.samples = {number(*diff, "max_ms"_L1)};
            const std::optional<QJsonObject> scrolled = child.waitForEvent(u"scrolled"_s, kStartTimeout);
            if (!scrolled || !child.waitForEvent(u"idle"_s, kStartTimeout))
                return done(child.problem());
            longest.samples = {number(*scrolled, "max_ms"_L1)};
            usual.samples = {number(*scrolled, "p99_ms"_L1)};
            usual.note =
                u"%1 frames, median %2 ms"_s.arg(number(*scrolled, "frames"_L1)).arg(number(*scrolled, "p50_ms"_L1));
            if (const std::optional<qint64> pss = child.pssKib(false))
                memory.samples = {double(*pss)};
        }
        done(u"no /proc/PID/smaps_rollup here"_s);
        viewsAlone(service);
    }

    /// The same text in our view and in QScintilla, each in a program with nothing else.
    void viewsAlone(Service &service)
    {
        const QString textFile = m_scratch.filePath(u"large.diff"_s);
        const std::optional<QString> text = service.firstDiff(2);
        QFile file(textFile);
        const bool written = text && file.open(QIODevice::WriteOnly) && file.write(text->toUtf8()) > 0 && file.flush();
        for (const auto &[id, name, options] :
             {std::tuple(u"view"_s, u"Orrery's view"_s, QStringList{}),
              std::tuple(u"scintilla"_s, u"QScintilla"_s, QStringList{u"--scintilla"_s}),
              std::tuple(u"scintilla_plain"_s, u"QScintilla without colours"_s,
                         QStringList{u"--scintilla"_s, u"--plain"_s})}) {
            Measure set{
                .id = id + u"_set"_s, .title = name + u" alone: 20 MB set, on the window's thread"_s, .unit = u"ms"_s};
            Measure frame{.id = id + u"_frame"_s, .title = name + u" alone: longest frame"_s, .unit = u"ms"_s};
            Measure memory{.id = id + u"_pss"_s, .title = name + u" alone: memory"_s, .unit = u"KiB"_s};
            if (!written) {
                set.problem = frame.problem = memory.problem = u"the simulator gave no diff"_s;
            } else {
                Child child(m_programs.diff, QStringList{u"--text"_s, textFile} + options, measureFile());
                const std::optional<QJsonObject> scrolled = child.waitForEvent(u"scrolled"_s, 2 * kStartTimeout);
                if (scrolled && child.waitForEvent(u"idle"_s, kStartTimeout)) {
                    set.samples = {scrolled->value("set_ms"_L1).toDouble()};
                    frame.samples = {scrolled->value("max_ms"_L1).toDouble()};
                    frame.note = u"99 %: %1 ms, median %2 ms, %3 frames"_s.arg(scrolled->value("p99_ms"_L1).toDouble())
                                     .arg(scrolled->value("p50_ms"_L1).toDouble())
                                     .arg(scrolled->value("frames"_L1).toInt());
                    if (const std::optional<qint64> pss = child.pssKib(false))
                        memory.samples = {double(*pss)};
                } else {
                    set.problem = frame.problem = memory.problem = child.problem();
                }
            }
            for (const Measure &measure : {set, frame, memory})
                m_report.add(measure);
        }
    }

    /// The storage history by itself: 1,000 volumes that were read every 5 minutes for 5 years.
    void history()
    {
        struct Line
        {
            const char *event;
            const char *value;
            Measure measure;
        };
        constexpr double mebibytes = 1.0 / (1024 * 1024);
        const Line lines[] = {
            {"filled",
             "bytes",
             {.id = u"history_size"_s,
              .title = u"1,000 volumes, 5 years of readings every 5 minutes: on the disk"_s,
              .unit = u"MiB"_s,
              .limit = 430,
              .limitText = u"of our own"_s}},
            {"tables",
             "bytes",
             {.id = u"history_tables_size"_s, .title = u"the same years of 1,000 tables"_s, .unit = u"MiB"_s}},
            {"added", "ms", {.id = u"history_add"_s, .title = u"a reading of each kept"_s, .unit = u"ms"_s}},
            {"chart",
             "ms",
             {.id = u"history_chart"_s,
              .title = u"one of them read for a chart: 525,600 readings, thinned with age"_s,
              .unit = u"ms"_s,
              .limit = 50,
              .limitText = u"issue 4"_s}},
            {"million",
             "ms",
             {.id = u"history_million"_s,
              .title = u"a million readings that are all there, read for a chart"_s,
              .unit = u"ms"_s,
              .limit = 50,
              .limitText = u"issue 4"_s}},
            {"forecast",
             "ms",
             {.id = u"history_forecast"_s, .title = u"30 days of each read for forecasts"_s, .unit = u"ms"_s}},
            {"compacted",
             "max_ms",
             {.id = u"history_turn"_s,
              .title = u"longest wait for the database while a day of all is thinned"_s,
              .unit = u"ms"_s,
              .limit = 100,
              .limitText = u"of our own"_s}},
            {"file-csv",
             "export_ms",
             {.id = u"history_csv_out"_s, .title = u"a million readings to CSV"_s, .unit = u"ms"_s}},
            {"file-csv", "import_ms", {.id = u"history_csv_in"_s, .title = u"and from it"_s, .unit = u"ms"_s}},
            {"file-openmetrics",
             "export_ms",
             {.id = u"history_metrics_out"_s, .title = u"to OpenMetrics"_s, .unit = u"ms"_s}},
            {"file-openmetrics",
             "import_ms",
             {.id = u"history_metrics_in"_s, .title = u"and from it"_s, .unit = u"ms"_s}},
        };
        say(u"the storage history"_s);
        Child child(m_programs.history, {}, measureFile());
        for (const Line &line : lines) {
            Measure measure = line.measure;
            const auto found = child.waitForEvent(QString::fromLatin1(line.event), kListTimeout);
            if (found) {
                const double value = found->value(QLatin1String(line.value)).toDouble();
                measure.samples = {measure.unit == "MiB"_L1 ? value * mebibytes : value};
            } else {
                measure.problem = child.problem();
            }
            m_report.add(measure);
        }
    }

    /// The parser of metrics and nlohmann-json, in one process and in turns.
    void exposition()
    {
        Measure all{.id = u"exposition_all"_s,
                    .title = u"a scrape of 5 MB with 50,000 samples, all read"_s,
                    .unit = u"ms"_s,
                    .limitText = u"1/3 of nlohmann-json"_s};
        Measure storage = all;
        storage.id = u"exposition_storage"_s;
        storage.title = u"the same scrape to 15,000 storage readings"_s;
        Child child(m_programs.exposition, {}, measureFile());
        if (const std::optional<QJsonObject> figures = child.waitForEvent(u"exposition"_s, kStartTimeout)) {
            const auto number = [&figures](QLatin1String name) { return figures->value(name).toDouble(); };
            all.samples = {number("all_ms"_L1)};
            storage.samples = {number("storage_ms"_L1)};
            all.limit = storage.limit = number("json_ms"_L1) / 3;
            all.note = u"%1 times as fast as nlohmann-json, which takes %2 ms for the same size"_s
                           .arg(number("times_faster"_L1), 0, 'f', 1)
                           .arg(number("json_ms"_L1), 0, 'f', 1);
            storage.note = u"%1 times as fast"_s.arg(number("storage_times_faster"_L1), 0, 'f', 1);
        } else {
            all.problem = storage.problem = child.problem();
        }
        m_report.add(all);
        m_report.add(storage);
    }

    void chart()
    {
        say(u"the storage chart"_s);
        measureChart(m_report, m_programs.chart, measureFile());
    }

    void growth()
    {
        say(u"a list as it grows"_s);
        measureGrowth(m_report, m_programs.growth, measureFile());
    }

    void limits()
    {
        say(u"hostile answers"_s);
        measureLimits(m_report, m_programs.limits, measureFile());
    }

    Programs m_programs;
    int m_runs;
    QTemporaryDir m_scratch;
    Report m_report;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    const QString here = QCoreApplication::applicationDirPath() + u'/';
    parser.addHelpOption();
    parser.addOption({u"runs"_s, u"Starts of each program that are counted."_s, u"N"_s, u"7"_s});
    parser.addOption({u"output"_s, u"Where the figures go as JSON."_s, u"FILE"_s, u"bench.json"_s});
    parser.addOption(
        {u"only"_s,
         u"Only these parts: start, requests, everything, filter, changes, exposition, history, chart, growth, limits."_s,
         u"PARTS"_s});
    parser.addOption({u"program"_s, u"The program under measurement."_s, u"FILE"_s, here + u"orrery"_s});
    parser.process(app);

    const Programs programs{
        here + u"orrery-bench-floor"_s, parser.value(u"program"_s),          here + u"orrery-simulator"_s,
        here + u"orrery-bench-diff"_s,  here + u"orrery-bench-exposition"_s, here + u"orrery-bench-history"_s,
        here + u"orrery-bench-chart"_s, here + u"orrery-bench-growth"_s,     here + u"orrery-bench-limits"_s};
    const Report report = Bench(programs, qMax(1, parser.value(u"runs"_s).toInt()))
                              .run(parser.value(u"only"_s).split(u',', Qt::SkipEmptyParts));
    QTextStream(stdout) << report.table();
    QFile file(parser.value(u"output"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(report.json()).toJson()) < 0) {
        QTextStream(stderr) << u"cannot write %1: %2\n"_s.arg(file.fileName(), file.errorString());
        return 1;
    }
    QTextStream(stdout) << u"as JSON: %1\n"_s.arg(file.fileName());
    return 0;
}
