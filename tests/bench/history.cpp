// SPDX-License-Identifier: GPL-3.0-or-later
// The storage history with as many readings as years bring: its size, and how long writing, thinning and reading take.
// See README.md here.
#include "models/storage/history/history.h"
#include "api/core/clock.h"
#include "api/core/utc.h"
#include "models/core/local_database.h"
#include "models/storage/history/files.h"
#include "models/storage/history/history_tables.h"
#include "tests/models/model_features.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <memory>

using namespace Qt::StringLiterals;
using namespace orrery;
using namespace orrery::models;

namespace {

constexpr qint64 step = 300; ///< seconds between two readings
constexpr qint64 day = 86'400;
constexpr double mebibyte = 1024 * 1024;
constexpr qint64 million = 1'000'000;

class SetClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return QDateTime::fromSecsSinceEpoch(seconds, orrery::kUtc); }
    qint64 seconds = 1'772'366'400; ///< 2026-03-01 12:00 UTC
};

StorageVolume volume(int number)
{
    return {.account = u"01890f5c-8f7e-7cc2-9a5c-3f6a9d0e1b2c"_s,
            .organization = u"acme"_s,
            .database = u"shop-%1"_s.arg(number / 16),
            .branch = u"main"_s,
            .keyspace = u"commerce"_s,
            .shard = u"%1-"_s.arg(number % 16, 2, 16, QChar(u'0')),
            .pod = {},
            .table = {}};
}

/// A disk that fills, is cleaned up now and then, and is enlarged when it must be; read a few seconds late each time.
class Disk
{
public:
    explicit Disk(quint32 seed) : m_random(seed) { m_used = 40'000 * mebibyte + m_random.bounded(4'000'000) * 4096.0; }

    KeptReading next(qint64 at)
    {
        m_used += std::floor((m_random.generateDouble() * 2.2 - 1) * 600) * 4096;
        if (m_random.bounded(20'000) == 0)
            m_used *= 0.8;
        m_used = std::max(m_used, mebibyte);
        while (m_used > m_capacity * 0.7)
            m_capacity *= 1.25;
        KeptReading reading;
        reading.at = at + m_random.bounded(4);
        reading.used = qint64(m_used);
        reading.capacity = qint64(m_capacity);
        return reading;
    }

private:
    QRandomGenerator m_random;
    double m_used = 0;
    double m_capacity = 100'000 * mebibyte;
};

class Bench
{
public:
    Bench(QString measureFile, int series, int years)
        : m_measure(std::move(measureFile)), m_series(series), m_years(years)
    {}

    void run()
    {
        fill();
        addOnce();
        chart("chart", 20, [this](int i) { return volume(i * 37 % m_series); });
        forecast();
        compact();
        forget("forgotten");
        tables();
        forget("tables-forgotten");
        aMillion();
        files();
    }

private:
    void tell(const char *event, QJsonObject values)
    {
        values.insert(u"event"_s, QString::fromLatin1(event));
        const auto now = std::chrono::steady_clock::now().time_since_epoch();
        values.insert(u"ns"_s, qint64(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count()));
        const QByteArray line = QJsonDocument(values).toJson(QJsonDocument::Compact) + '\n';
        QFile file(m_measure);
        if (m_measure.isEmpty() || !file.open(QIODevice::WriteOnly | QIODevice::Append))
            QTextStream(stdout) << line;
        else
            file.write(line);
    }

    /// Returns once what was asked for before is done, and hands out what it delivered.
    void settle()
    {
        bool done = false;
        m_database->run([](QSqlDatabase &) {}, m_history.get(), [&done] { done = true; });
        turn([&done] { return done; });
    }

    template<class Condition>
    void turn(Condition condition)
    {
        while (!condition())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

    qint64 fileBytes()
    {
        m_database->run(
            [](QSqlDatabase &connection) { QSqlQuery(connection).exec(u"PRAGMA wal_checkpoint(TRUNCATE)"_s); });
        settle();
        return QFileInfo(m_path).size();
    }

    void fill()
    {
        const qint64 now = m_clock.seconds;
        qint64 readings = 0;
        for (int number = 0; number < m_series; ++number) {
            Disk disk{quint32(number)};
            std::vector<KeptReading> all;
            for (qint64 at = now - m_years * 365 * day; at < now; at += step)
                all.push_back(disk.next(at));
            readings += qint64(all.size());
            m_database->write([all = std::move(all), number, now](QSqlDatabase &database) {
                return kept_storage::Tables(database).add(volume(number), u"primary"_s, all, now, {});
            });
            settle();
        }
        // As the parts are when time went by: what is a day old today was packed yesterday.
        const double bytes = double(fileBytes());
        tell("filled",
             {{u"series"_s, m_series},
              {u"years"_s, m_years},
              {u"readings"_s, readings},
              {u"bytes"_s, bytes},
              {u"per_series"_s, bytes / m_series}});
    }

    /// The same years of tables, which are read once an hour.
    void tables()
    {
        const qint64 now = m_clock.seconds;
        const qint64 before = usedBytes();
        for (int number = 0; number < m_series; ++number) {
            Disk disk{quint32(number)};
            std::vector<KeptReading> all;
            for (qint64 at = now - m_years * 365 * day; at < now; at += 12 * step)
                all.push_back(disk.next(at));
            StorageVolume table = volume(0);
            table.table = u"table_%1"_s.arg(number);
            m_database->write([all = std::move(all), table, now](QSqlDatabase &database) {
                return kept_storage::Tables(database).add(table, {}, all, now, {});
            });
            settle();
        }
        const double bytes = double(usedBytes() - before);
        tell("tables", {{u"series"_s, m_series}, {u"bytes"_s, bytes}, {u"per_series"_s, bytes / m_series}});
    }

    /// Pages that hold something: what was forgotten leaves free ones in the file.
    qint64 usedBytes()
    {
        const auto bytes = std::make_shared<qint64>(0);
        m_database->run([bytes](QSqlDatabase &connection) {
            QSqlQuery query(connection);
            if (query.exec(u"SELECT (page_count - freelist_count) * page_size FROM pragma_page_count(),"
                           " pragma_freelist_count(), pragma_page_size()"_s)
                && query.next())
                *bytes = query.value(0).toLongLong();
        });
        settle();
        return *bytes;
    }

    /// The million out and in again.
    void files()
    {
        for (const auto &[format, name] :
             {std::pair(StorageFileFormat::Csv, "csv"), std::pair(StorageFileFormat::OpenMetrics, "openmetrics")}) {
            const QString path = m_dir.filePath(QString::fromLatin1(name));
            const qint64 memory = forgetPeak();
            QElapsedTimer timer;
            timer.start();
            const qint64 written =
                finish(StorageFileJob::exportTo(m_history.get(), {.account = volume(0).account}, format, path));
            const double exportMs = milliseconds(timer);
            timer.restart();
            const qint64 read = finish(StorageFileJob::importFrom(m_history.get(), QString::fromLatin1(name), path));
            tell((QByteArray("file-") + name).constData(),
                 {{u"bytes"_s, QFileInfo(path).size()},
                  {u"written"_s, written},
                  {u"read"_s, read},
                  {u"export_ms"_s, exportMs},
                  {u"import_ms"_s, milliseconds(timer)},
                  {u"peak_growth_kib"_s, peakKib() - memory}});
        }
    }

    qint64 finish(StorageFileJob *job)
    {
        std::optional<qint64> readings;
        QObject::connect(job, &StorageFileJob::finished, job, [&readings](const StorageFileResult &result) {
            readings = result.error.isEmpty() ? result.readings : -1;
        });
        turn([&readings] { return readings.has_value(); });
        delete job;
        return *readings;
    }

    /// Begins to look for the peak anew, and tells what is held now.
    static qint64 forgetPeak()
    {
        QFile file(u"/proc/self/clear_refs"_s);
        if (file.open(QIODevice::WriteOnly))
            file.write("5");
        file.close();
        return peakKib();
    }

    static qint64 peakKib()
    {
        QFile status(u"/proc/self/status"_s);
        if (!status.open(QIODevice::ReadOnly))
            return 0;
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith("VmHWM:"))
                return line.mid(6).trimmed().split(' ').first().toLongLong();
        }
        return 0;
    }

    void addOnce()
    {
        QList<StorageReading> readings;
        Disk disk(1);
        m_clock.seconds += step;
        for (int number = 0; number < m_series; ++number)
            readings.append({volume(number), toPoint(disk.next(m_clock.seconds)), u"primary"_s});
        bool added = false;
        const auto connection =
            QObject::connect(m_history.get(), &StorageHistory::added, m_history.get(), [&added] { added = true; });
        QElapsedTimer timer;
        timer.start();
        m_history->add(readings);
        turn([&added] { return added; });
        tell("added", {{u"readings"_s, m_series}, {u"ms"_s, milliseconds(timer)}});
        QObject::disconnect(connection);
    }

    template<class Choose>
    void chart(const char *event, int times, Choose choose)
    {
        QList<double> took;
        qsizetype points = 0;
        for (int i = 0; i < times; ++i) {
            bool loaded = false;
            QElapsedTimer timer;
            timer.start();
            m_history->load(choose(i), {}, {}, 2000, m_history.get(), [&](const StorageSeries &series) {
                points = series.points.size();
                loaded = true;
            });
            turn([&loaded] { return loaded; });
            took.append(milliseconds(timer));
        }
        std::sort(took.begin(), took.end());
        tell(event, {{u"points"_s, points}, {u"ms"_s, took.at(took.size() / 2)}, {u"max_ms"_s, took.last()}});
    }

    void forecast()
    {
        QList<StorageVolume> volumes;
        for (int number = 0; number < m_series; ++number)
            volumes.append(volume(number));
        bool loaded = false;
        qsizetype points = 0;
        m_history->readingsSince(volumes, m_clock.now().addDays(-30), m_history.get(),
                                 [&](const QList<StorageSeries> &all) {
                                     for (const StorageSeries &series : all)
                                         points += series.points.size();
                                     loaded = true;
                                 });
        tellTurns(
            "forecast", [&loaded] { return loaded; }, [&points] { return points; });
    }

    void compact()
    {
        // A day later: a day of rows to pack, and a day of packed ones to thin.
        m_clock.seconds += day;
        bool compacted = false;
        QObject::connect(m_history.get(), &StorageHistory::compacted, m_history.get(),
                         [&compacted] { compacted = true; });
        m_history->compact();
        tellTurns(
            "compacted", [&compacted] { return compacted; }, [] { return 0; });
    }

    /// Until `done`: how long other work had to wait for the database's thread at most.
    template<class Done, class Points>
    void tellTurns(const char *event, Done done, Points points)
    {
        double longest = 0;
        int turns = 0;
        QElapsedTimer all;
        all.start();
        while (!done()) {
            QElapsedTimer timer;
            timer.start();
            settle();
            longest = std::max(longest, milliseconds(timer));
            ++turns;
        }
        tell(event,
             {{u"ms"_s, milliseconds(all)},
              {u"turns"_s, turns},
              {u"max_ms"_s, longest},
              {u"points"_s, qint64(points())}});
    }

    void forget(const char *event)
    {
        QElapsedTimer timer;
        timer.start();
        m_database->forgetAccount(volume(0).account);
        settle();
        tell(event, {{u"series"_s, m_series}, {u"ms"_s, milliseconds(timer)}});
    }

    /// One chart of a million readings that are all there: nothing thinned.
    void aMillion()
    {
        m_history = std::make_unique<StorageHistory>(
            m_database.get(), &m_clock,
            StoragePeriods{.rawDays = 36'500, .fiveMinuteDays = 36'500, .hourlyDays = 36'500});
        const qint64 now = m_clock.seconds;
        Disk disk(99);
        std::vector<KeptReading> all;
        for (qint64 i = 0; i < million; ++i)
            all.push_back(disk.next(now - (million - i) * (7 * 365 * day / million)));
        m_database->write([all = std::move(all), now, periods = m_history->periods()](QSqlDatabase &database) {
            return kept_storage::Tables(database).add(volume(0), {}, all, now, periods);
        });
        settle();
        chart("million", 11, [](int) { return volume(0); });
    }

    static double milliseconds(const QElapsedTimer &timer) { return double(timer.nsecsElapsed()) / 1e6; }

    const QString m_measure;
    const int m_series;
    const int m_years;
    QTemporaryDir m_dir;
    const QString m_path = m_dir.filePath(u"orrery.sqlite"_s);
    SetClock m_clock;
    std::unique_ptr<LocalDatabase> m_database = std::make_unique<LocalDatabase>(m_path, test::allTables());
    std::unique_ptr<StorageHistory> m_history = std::make_unique<StorageHistory>(m_database.get(), &m_clock);
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"measure"_s, u"Where the figures go; default: standard output."_s, u"FILE"_s});
    parser.addOption({u"series"_s, u"How many volumes."_s, u"N"_s, u"1000"_s});
    parser.addOption({u"years"_s, u"How long they were read every 5 minutes."_s, u"N"_s, u"5"_s});
    parser.process(app);
    Bench(parser.value(u"measure"_s), std::max(1, parser.value(u"series"_s).toInt()),
          std::max(1, parser.value(u"years"_s).toInt()))
        .run();
    return 0;
}
