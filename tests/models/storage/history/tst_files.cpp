// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/history/files.h"
#include "tests/models/storage/history/history_fixture.h"
#include "tests/support/suite.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using namespace orrery::models;
using namespace orrery::test;

namespace {

StorageReading inPercent(const StorageVolume &of, const QDateTime &at, double percent)
{
    StorageReading made = reading(of, at, std::nullopt, std::nullopt);
    made.point.usedPercent = percent;
    return made;
}

StorageVolume pod(const QString &name)
{
    StorageVolume of = volume({});
    of.keyspace.clear();
    of.pod = name;
    return of;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray("not there");
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// How a job ends.
StorageFileResult resultOf(StorageFileJob *job)
{
    std::optional<StorageFileResult> result;
    QObject::connect(job, &StorageFileJob::finished, job,
                     [&result](const StorageFileResult &ended) { result = ended; });
    static_cast<void>(QTest::qWaitFor([&result] { return result.has_value(); }, 60'000));
    delete job;
    return result.value_or(StorageFileResult{.error = u"it never ended"_s});
}

const QByteArray header = "time,organization,database,branch,keyspace,shard,pod,table,role,used_bytes,capacity_bytes,"
                          "used_percent,source,readings\r\n";

/// Points without their source: what comes from a file is imported.
QList<QStringList> withoutSource(HistoryFixture &fixture, const QList<StorageVolume> &volumes)
{
    QList<QStringList> all;
    for (const StorageVolume &each : volumes)
        all.append(shown(fixture.points(each)));
    return all;
}

} // namespace

class TestStorageFiles : public QObject
{
    Q_OBJECT

    /// A bit of everything: shards, a pod that tells percent only, a table, readings of two years, a capacity that changed.
    static void fill(HistoryFixture &fixture)
    {
        QList<StorageReading> readings = everyFiveMinutes(volume(u"-80"_s), noon.addDays(-9), noon);
        for (int i = 0; i < 700; ++i)
            readings.append(reading(volume(u"80-"_s), noon.addDays(-i), 1000 - i, i < 300 ? 4000 : 2000));
        for (int i = 0; i < 20; ++i) {
            readings.append(inPercent(pod(u"postgres-0"_s), noon.addSecs(-i * 60), 71.4 - i * 0.1));
            // An hour of long ago in which the disk was enlarged.
            readings.append(reading(volume(u"-"_s), noon.addDays(-200).addSecs(i * 60), 900 + i, i < 10 ? 1000 : 4000));
            readings.append(reading(table(u"orders"_s), noon.addDays(-i), 5000 - i, std::nullopt));
        }
        readings.last().role = u"primary"_s;
        QSignalSpy added(&fixture.history, &StorageHistory::added);
        fixture.history.add(readings);
        QTRY_COMPARE(added.size(), int(readings.size() + 4999) / 5000);
    }
    static QList<StorageVolume> filled()
    {
        return {volume(u"-80"_s), volume(u"80-"_s), pod(u"postgres-0"_s), volume(u"-"_s), table(u"orders"_s)};
    }

private Q_SLOTS:
    void writesCsv()
    {
        HistoryFixture fixture;
        StorageReading primary = reading(volume(u"-80"_s), noon.addSecs(-60), 70);
        primary.role = u"primary"_s;
        primary.point.source = StorageSource::Scrape;
        StorageReading odd = reading(table(u"a,\"b\"=\n"_s), noon, 5, std::nullopt);
        odd.volume.database = u"=cmd()"_s;
        fixture.keep({primary, reading(volume(u"-80"_s), noon, 71), inPercent(pod(u"postgres-0"_s), noon, 71.4), odd});
        const QString path = fixture.dir.filePath(u"history.csv"_s);
        const StorageFileResult result = resultOf(
            StorageFileJob::exportTo(&fixture.history, {.account = u"account-1"_s}, StorageFileFormat::Csv, path));
        QCOMPARE(result.error, QString());
        QCOMPARE(result.readings, qint64(4));
        QCOMPARE(
            contentOf(path),
            header
                + "2026-03-01T12:00:00Z,acme,'=cmd(),main,commerce,'-80,,\"a,\"\"b\"\"=\n\",,5,,,branch-metrics,1\r\n"
                  "2026-03-01T12:00:00Z,acme,shop,main,,,postgres-0,,,,,71.4000,branch-metrics,1\r\n"
                  "2026-03-01T11:59:00Z,acme,shop,main,commerce,'-80,,,primary,70,1000,7.0000,scrape,1\r\n"
                  "2026-03-01T12:00:00Z,acme,shop,main,commerce,'-80,,,primary,71,1000,7.1000,branch-metrics,1\r\n");
    }

    void writesOpenMetrics()
    {
        HistoryFixture fixture;
        StorageReading odd = reading(table(u"a\"\\b\n"_s), noon, 5, std::nullopt);
        odd.role = u"primary"_s;
        fixture.keep({reading(volume(u"-80"_s), noon.addSecs(-60), 70), reading(volume(u"-80"_s), noon, 71), odd,
                      inPercent(pod(u"postgres-0"_s), noon, 71.4)});
        const QString path = fixture.dir.filePath(u"history.txt"_s);
        const StorageFileResult result = resultOf(StorageFileJob::exportTo(
            &fixture.history, {.account = u"account-1"_s}, StorageFileFormat::OpenMetrics, path));
        QCOMPARE(result.error, QString());
        QCOMPARE(result.readings, qint64(8));
        const QByteArray shard =
            "organization=\"acme\",database=\"shop\",branch=\"main\",keyspace=\"commerce\",shard=\"-80\"";
        const QByteArray table = shard + ",table=\"a\\\"\\\\b\\n\",role=\"primary\"";
        const QByteArray pod = "organization=\"acme\",database=\"shop\",branch=\"main\",pod=\"postgres-0\"";
        QCOMPARE(contentOf(path),
                 "# TYPE orrery_storage_used_bytes gauge\n"
                 "# UNIT orrery_storage_used_bytes bytes\n"
                 "# HELP orrery_storage_used_bytes Bytes in use.\n"
                 "orrery_storage_used_bytes{"
                     + shard
                     + "} 70 1772366340\n"
                       "orrery_storage_used_bytes{"
                     + shard
                     + "} 71 1772366400\n"
                       "orrery_storage_used_bytes{"
                     + table
                     + "} 5 1772366400\n"
                       "# TYPE orrery_storage_capacity_bytes gauge\n"
                       "# UNIT orrery_storage_capacity_bytes bytes\n"
                       "# HELP orrery_storage_capacity_bytes Size of the volume in bytes.\n"
                       "orrery_storage_capacity_bytes{"
                     + shard
                     + "} 1000 1772366340\n"
                       "orrery_storage_capacity_bytes{"
                     + shard
                     + "} 1000 1772366400\n"
                       "# TYPE orrery_storage_used_ratio gauge\n"
                       "# UNIT orrery_storage_used_ratio ratio\n"
                       "# HELP orrery_storage_used_ratio Share of the volume that is in use.\n"
                       "orrery_storage_used_ratio{"
                     + pod
                     + "} 0.714 1772366400\n"
                       "orrery_storage_used_ratio{"
                     + shard
                     + "} 0.07 1772366340\n"
                       "orrery_storage_used_ratio{"
                     + shard
                     + "} 0.071 1772366400\n"
                       "# EOF\n");
    }

    void writesOnlyWhatIsWanted()
    {
        HistoryFixture fixture;
        StorageReading other = reading(volume(u"-80"_s), noon, 1);
        other.volume.account = u"account-2"_s;
        fixture.keep({other, reading(volume(u"-80"_s, u"dev"_s), noon, 2),
                      reading(volume(u"-80"_s), noon.addDays(-2), 3), reading(volume(u"-80"_s), noon.addDays(-1), 4),
                      reading(volume(u"-80"_s), noon, 5), reading(table(u"orders"_s), noon.addDays(-1), 6)});
        const QString path = fixture.dir.filePath(u"history.csv"_s);
        const StorageFileScope scope{.account = u"account-1"_s,
                                     .organization = u"acme"_s,
                                     .database = u"shop"_s,
                                     .branch = u"main"_s,
                                     .from = noon.addDays(-1),
                                     .to = noon.addSecs(-1),
                                     .withTables = false};
        QCOMPARE(resultOf(StorageFileJob::exportTo(&fixture.history, scope, StorageFileFormat::Csv, path)).readings,
                 qint64(1));
        QCOMPARE(contentOf(path),
                 header + "2026-02-28T12:00:00Z,acme,shop,main,commerce,'-80,,,,4,1000,0.4000,branch-metrics,1\r\n");
    }

    void comesBackAsItWas_data()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("CSV") << int(StorageFileFormat::Csv);
        QTest::newRow("OpenMetrics") << int(StorageFileFormat::OpenMetrics);
    }
    void comesBackAsItWas()
    {
        QFETCH(int, format);
        HistoryFixture fixture;
        fill(fixture);
        const QString path = fixture.dir.filePath(u"history"_s);
        const StorageFileResult written = resultOf(
            StorageFileJob::exportTo(&fixture.history, {.account = u"account-1"_s}, StorageFileFormat(format), path));
        QCOMPARE(written.error, QString());
        const QList<QStringList> before = withoutSource(fixture, filled());
        QCOMPARE(before.at(3).size(), qsizetype(4)); // least and most bytes and percent of an hour

        HistoryFixture other;
        QSignalSpy added(&other.history, &StorageHistory::added);
        const StorageFileResult read = resultOf(StorageFileJob::importFrom(&other.history, u"account-1"_s, path));
        QCOMPARE(read.error, QString());
        QCOMPARE(read.problems, QStringList());
        QCOMPARE(read.badLines, qint64(0));
        QCOMPARE(read.readings, written.readings);
        QCOMPARE(withoutSource(other, filled()), before);
        QCOMPARE(other.points(volume(u"80-"_s)).first().source, StorageSource::Imported);
        QCOMPARE(added.size(), 1);
        QCOMPARE(added.first().first().value<QList<StorageVolume>>().size(), qsizetype(5));
        // Once more changes nothing, and neither does it in the history it comes from.
        const qint64 bytes = other.number(u"SELECT sum(length(bytes)) FROM storage_part"_s);
        resultOf(StorageFileJob::importFrom(&other.history, u"account-1"_s, path));
        QCOMPARE(withoutSource(other, filled()), before);
        QCOMPARE(other.number(u"SELECT sum(length(bytes)) FROM storage_part"_s), bytes);
        resultOf(StorageFileJob::importFrom(&fixture.history, u"account-1"_s, path));
        QCOMPARE(withoutSource(fixture, filled()), before);
        QCOMPARE(fixture.points(volume(u"80-"_s)).first().source, StorageSource::BranchMetrics);
    }

    void readsCsvOfOthers()
    {
        HistoryFixture fixture;
        const QString path = fixture.dir.filePath(u"history.csv"_s);
        write(path,
              "\xef\xbb\xbf"
              "Shard, used_bytes,TIME,note,organization,database,branch,keyspace\n"
              "-80,70,2026-03-01T13:00:00+01:00,\"a, b\",acme,shop,main,commerce\n"
              "'-80,71,2026-03-01T11:00:00,,acme,shop,main,commerce\n"
              "-80,72.4,2026-03-01T12:00:01.9Z,,acme,shop,main,commerce\n");
        const StorageFileResult read = resultOf(StorageFileJob::importFrom(&fixture.history, u"account-1"_s, path));
        QCOMPARE(read.problems, QStringList());
        QCOMPARE(read.readings, qint64(3));
        QCOMPARE(shown(fixture.points(volume(u"-80"_s))),
                 QStringList({u"03-01 11:00:00 71/?"_s, u"03-01 12:00:00 70/?"_s, u"03-01 12:00:01 72/?"_s}));
    }

    void namesTheRowsItLeavesOut()
    {
        HistoryFixture fixture;
        const QString path = fixture.dir.filePath(u"history.csv"_s);
        const QByteArray good = "acme,shop,main,commerce,-80,,,,70,1000,,,\n";
        write(path,
              header + "2026-03-01T12:00:00Z," + good + "yesterday," + good + "2026-02-30T12:00:00Z," + good
                  + "2026-03-01T12:00:00Z,acme,shop\n"
                    "2026-03-01T12:00:00Z,acme,,main,commerce,-80,,,,70,1000,,,\n"
                    "2026-03-01T12:00:00Z,acme,shop,main,commerce,-80,,,,many,1000,,,\n"
                    "2026-03-01T12:00:00Z,acme,shop,main,commerce,-80,,,,70,0,,,\n"
                    "2026-03-01T12:00:00Z,acme,shop,main,commerce,-80,,,,nan,1000,,,\n"
                    "2027-03-01T12:00:00Z,"
                  + good + "2026-03-01T11:00:00Z," + good);
        const StorageFileResult read = resultOf(StorageFileJob::importFrom(&fixture.history, u"account-1"_s, path));
        QCOMPARE(read.error, QString());
        QCOMPARE(read.readings, qint64(2));
        QCOMPARE(read.badLines, qint64(8));
        QCOMPARE(read.problems,
                 QStringList({u"Line 3: “yesterday” is not a time"_s, u"Line 4: “2026-02-30T12:00:00Z” is not a time"_s,
                              u"Line 5: it has only 3 cell(s)"_s,
                              u"Line 6: it does not name its organization, database and branch"_s,
                              u"Line 7: “many” is not a number"_s}));
        QCOMPARE(fixture.points(volume(u"-80"_s)).size(), qsizetype(2));
    }

    void namesTheSamplesItLeavesOut()
    {
        HistoryFixture fixture;
        const QString path = fixture.dir.filePath(u"history.txt"_s);
        const QByteArray used = "orrery_storage_used_bytes{organization=\"acme\",database=\"shop\",branch=\"main\","
                                "keyspace=\"commerce\",shard=\"-80\"} ";
        const QByteArray capacity = QByteArray(used).replace("used_bytes", "capacity_bytes");
        write(path,
              "# TYPE orrery_storage_used_bytes gauge\n" + used + "70 1772366400\n" + used + "NaN 1772366400\n" + used
                  + "71\n" + "this is no sample\n" + used + "72 1803902400\n"
                  + "orrery_storage_used_bytes{organization=\"acme\"} 1 1772366400\n" + used + "73 1772366340.5\n"
                  + "go_goroutines 7\n" + capacity + "1000 1772366340\n" + capacity + "0 1772366400\n" + "# EOF\n");
        const StorageFileResult read = resultOf(StorageFileJob::importFrom(&fixture.history, u"account-1"_s, path));
        QCOMPARE(read.error, QString());
        QCOMPARE(read.problems,
                 QStringList({u"Line 3: the used size is not a valid number"_s, u"Line 4: it has no time"_s,
                              u"Line 5: it is not a metric sample"_s, u"Line 6: its time is in the future"_s,
                              u"Line 7: it does not name its organization, database and branch"_s}));
        QCOMPARE(read.badLines, qint64(6));
        QCOMPARE(read.otherMetrics, qint64(1));
        QCOMPARE(read.readings, qint64(3));
        QCOMPARE(shown(fixture.points(volume(u"-80"_s))),
                 QStringList({u"03-01 11:59:00 73/1000 = 7.3%"_s, u"03-01 12:00:00 70/?"_s}));
    }

    void readsJoinedFiles()
    {
        HistoryFixture fixture;
        const auto sample = [](const QByteArray &metric, const QByteArray &shard, const QByteArray &value) {
            return "orrery_storage_" + metric
                + "_bytes{organization=\"acme\",database=\"shop\",branch=\"main\","
                  "keyspace=\"commerce\",shard=\""
                + shard + "\"} " + value + " 1772366400\n";
        };
        const QByteArray head = "# TYPE orrery_storage_used_bytes gauge\n";
        const QString metrics = fixture.dir.filePath(u"history.om"_s);
        write(metrics,
              "\xEF\xBB\xBF" + head + sample("used", "-80", "70") + sample("capacity", "-80", "1000") + "# EOF\n" + head
                  + sample("used", "80-", "40") + sample("capacity", "80-", "1000") + "up 1 1772366400\n# EOF\n");
        StorageFileResult read = resultOf(StorageFileJob::importFrom(&fixture.history, u"account-1"_s, metrics));
        QCOMPARE(read.error, QString());
        QCOMPARE(read.problems, QStringList());
        QCOMPARE(read.readings, qint64(4));
        QCOMPARE(read.otherMetrics, qint64(1));
        QCOMPARE(shown(fixture.points(volume(u"-80"_s))), QStringList{u"03-01 12:00:00 70/1000 = 7%"_s});
        QCOMPARE(shown(fixture.points(volume(u"80-"_s))), QStringList{u"03-01 12:00:00 40/1000 = 4%"_s});

        // Of a table file the second may have its columns in another order.
        const QString table = fixture.dir.filePath(u"history.csv"_s);
        write(table,
              "\xEF\xBB\xBFtime,organization,database,branch,keyspace,shard,used_bytes,capacity_bytes\n"
              "2026-03-01T11:00:00Z,acme,shop,main,commerce,-80,60,1000\n"
              "organization,database,branch,keyspace,shard,time,capacity_bytes,used_bytes\n"
              "acme,shop,main,commerce,80-,2026-03-01T11:00:00Z,1000,30\n");
        read = resultOf(StorageFileJob::importFrom(&fixture.history, u"account-1"_s, table));
        QCOMPARE(read.error, QString());
        QCOMPARE(read.badLines, qint64(0));
        QCOMPARE(read.readings, qint64(2));
        QCOMPARE(shown(fixture.points(volume(u"80-"_s))),
                 (QStringList{u"03-01 11:00:00 30/1000 = 3%"_s, u"03-01 12:00:00 40/1000 = 4%"_s}));
    }

    void saysThatAFileWasCutOff()
    {
        HistoryFixture fixture;
        const QString path = fixture.dir.filePath(u"history.txt"_s);
        const QByteArray used = "orrery_storage_used_bytes{organization=\"acme\",database=\"shop\",branch=\"main\"} ";
        write(path, used + "70 1772366400\n" + used + "71 17723");
        StorageFileResult read = resultOf(StorageFileJob::importFrom(&fixture.history, u"account-1"_s, path));
        QCOMPARE(read.readings, qint64(1));
        QCOMPARE(read.problems, QStringList({u"Line 2: it has no end; the file may have been cut off"_s}));
        write(path, used + "70 1772366400\n");
        read = resultOf(StorageFileJob::importFrom(&fixture.history, u"account-1"_s, path));
        QCOMPARE(read.badLines, qint64(0));
        QCOMPARE(read.problems, QStringList({u"The file does not end with “# EOF”: it may have been cut off."_s}));
    }

    void refusesWhatIsNoHistory_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("error");
        QTest::newRow("empty") << QByteArray() << u"The file is empty."_s;
        QTest::newRow("a web page") << QByteArray("<!DOCTYPE html>\n<html></html>\n")
                                    << u"The first line has to name the columns; there is none named “time”."_s;
        QTest::newRow("no branch") << QByteArray("time,organization,database,used_bytes\n")
                                   << u"The first line has to name the columns; there is none named “branch”."_s;
        QTest::newRow("semicolons") << QByteArray(
            "time;organization;database;branch;used_bytes\n2026-03-01T12:00:00Z;acme;shop;main;5\n")
                                    << u"The columns are separated by semicolons. Export the file with commas."_s;
        QTest::newRow("nothing used")
            << QByteArray("time,organization,database,branch,capacity_bytes\n")
            << u"The first line names neither of the columns “used_bytes” and “used_percent”."_s;
        QTest::newRow("an open quote") << QByteArray(
            "time,organization,database,branch,used_bytes\n2026-03-01T12:00:00Z,\"acme,shop,main,5\n")
                                       << u"The row that begins on line 2 has no end: a quote may be missing."_s;
        QTest::newRow("other metrics") << QByteArray("# TYPE up gauge\nup 1 1772366400\n# EOF\n")
                                       << u"The file has none of the storage metrics: orrery_storage_used_bytes, "
                                          "orrery_storage_capacity_bytes, orrery_storage_used_ratio."_s;
    }
    void refusesWhatIsNoHistory()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, error);
        HistoryFixture fixture;
        const QString path = fixture.dir.filePath(u"file"_s);
        write(path, text);
        const StorageFileResult read = resultOf(StorageFileJob::importFrom(&fixture.history, u"account-1"_s, path));
        QCOMPARE(read.error, error);
        QCOMPARE(read.readings, qint64(0));
        QVERIFY(!read.isCanceled);
    }

    void tellsWhatTheSystemSays()
    {
        HistoryFixture fixture;
        const QString nowhere = fixture.dir.filePath(u"no/such/folder"_s);
        QVERIFY(!resultOf(StorageFileJob::importFrom(&fixture.history, u"account-1"_s, nowhere)).error.isEmpty());
        QVERIFY(!resultOf(StorageFileJob::exportTo(&fixture.history, {.account = u"account-1"_s},
                                                   StorageFileFormat::Csv, nowhere))
                     .error.isEmpty());
    }

    void whatCannotBeReadEndsAnExport()
    {
        HistoryFixture fixture;
        fixture.keep({reading(volume(u"-80"_s), noon, 70)});
        fixture.number(u"DROP TABLE storage_recent"_s);
        const QString path = fixture.dir.filePath(u"history.csv"_s);
        write(path, "an earlier export");
        const StorageFileResult result = resultOf(
            StorageFileJob::exportTo(&fixture.history, {.account = u"account-1"_s}, StorageFileFormat::Csv, path));
        QVERIFY2(result.error.contains(u"no such table: storage_recent"_s), qPrintable(result.error));
        QVERIFY(!result.isCanceled);
        QCOMPARE(contentOf(path), "an earlier export");
    }

    void whatCannotBeWrittenEndsAnImport()
    {
        HistoryFixture fixture;
        fixture.number(u"DROP TABLE storage_recent"_s);
        const QString path = fixture.dir.filePath(u"history.csv"_s);
        write(path, header + "2026-03-01T12:00:00Z,acme,shop,main,commerce,-80,,,,5,10,,,\n");
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"a statement failed: no such table"_s));
        const StorageFileResult result = resultOf(StorageFileJob::importFrom(&fixture.history, u"account-1"_s, path));
        QVERIFY2(result.error.contains(u"no such table: storage_recent"_s), qPrintable(result.error));
        QVERIFY(!result.isCanceled);
    }

    void aCanceledExportLeavesTheFileAsItWas()
    {
        HistoryFixture fixture;
        fill(fixture);
        const QString path = fixture.dir.filePath(u"history.csv"_s);
        write(path, "an earlier export");
        StorageFileJob *job =
            StorageFileJob::exportTo(&fixture.history, {.account = u"account-1"_s}, StorageFileFormat::Csv, path);
        job->cancel();
        const StorageFileResult result = resultOf(job);
        QVERIFY(result.isCanceled);
        QCOMPARE(result.error, QString());
        QCOMPARE(contentOf(path), "an earlier export");
        QCOMPARE(QDir(fixture.dir.path()).entryList({u"history*"_s}), QStringList({u"history.csv"_s}));
    }

    void aJobThatIsDeletedStops()
    {
        HistoryFixture fixture;
        fill(fixture);
        const QString path = fixture.dir.filePath(u"history.csv"_s);
        QSemaphore gate;
        fixture.database.run([&gate](QSqlDatabase &) { gate.acquire(); });
        delete StorageFileJob::exportTo(&fixture.history, {.account = u"account-1"_s}, StorageFileFormat::Csv, path);
        gate.release(); // the database's thread was not waited for
        QVERIFY(!QFile::exists(path));
        QCOMPARE(fixture.points(volume(u"-80"_s)).size(),
                 qsizetype(8 * 288 + 289)); // and what it was asked does no harm
    }

    void importsManyRowsAndTellsHowFarItIs()
    {
        HistoryFixture fixture;
        const QString path = fixture.dir.filePath(u"history.csv"_s);
        QByteArray text = header;
        const QDateTime begin = noon.addDays(-400);
        for (int i = 0; i < 100'000; ++i)
            text += begin.addSecs(i * 300).toString(Qt::ISODate).toLatin1() + ",acme,shop,main,commerce,-80,,,,"
                + QByteArray::number(i) + ",1000000,,,\n";
        write(path, text);
        StorageFileJob *job = StorageFileJob::importFrom(&fixture.history, u"account-1"_s, path);
        QSignalSpy progress(job, &StorageFileJob::progress);
        const StorageFileResult read = resultOf(job);
        QCOMPARE(read.readings, qint64(100'000));
        QVERIFY(!progress.isEmpty());
        QCOMPARE(progress.last().at(0).toLongLong(), qint64(text.size()));
        QCOMPARE(progress.last().at(1).toLongLong(), qint64(text.size()));
        const QList<StoragePoint> points = fixture.points(volume(u"-80"_s));
        QCOMPARE(points.first().usedBytes, std::optional<double>(0));
        QCOMPARE(points.last().usedBytes, std::optional<double>(99'999));
        QVERIFY(points.size() < 40'000);
    }

    void signingOutEndsAnImport()
    {
        HistoryFixture fixture;
        const QString path = fixture.dir.filePath(u"history.csv"_s);
        QByteArray text = header;
        for (int i = 0; i < 30'000; ++i)
            text += noon.addSecs(-i).toString(Qt::ISODate).toLatin1() + ",acme,shop,main,commerce,-80,,,,5,10,,,\n";
        write(path, text);
        QSemaphore gate;
        fixture.database.run([&gate](QSqlDatabase &) { gate.acquire(); });
        StorageFileJob *job = StorageFileJob::importFrom(&fixture.history, u"account-1"_s, path);
        QTest::qWait(0);
        fixture.database.forgetAccount(u"account-1"_s);
        gate.release();
        QVERIFY(resultOf(job).isCanceled);
        QCOMPARE(fixture.number(u"SELECT count(*) FROM storage_series"_s), qint64(0));
    }

    void promtoolTakesIt()
    {
        const QString promtool = QStandardPaths::findExecutable(u"promtool"_s);
        if (promtool.isEmpty())
            QSKIP("promtool is not installed (Debian: prometheus)");
        HistoryFixture fixture;
        StorageReading odd = reading(table(u"a\"\\b\n"_s), noon, 5, std::nullopt);
        fixture.keep({reading(volume(u"-80"_s), noon.addSecs(-300), 70), reading(volume(u"-80"_s), noon, 71), odd,
                      reading(volume(u"-80"_s), noon.addDays(-400), 9), inPercent(pod(u"postgres-0"_s), noon, 71.4)});
        const QString path = fixture.dir.filePath(u"history.txt"_s);
        resultOf(StorageFileJob::exportTo(&fixture.history, {.account = u"account-1"_s}, StorageFileFormat::OpenMetrics,
                                          path));
        const QString blocks = fixture.dir.filePath(u"blocks"_s);
        const auto run = [&promtool, &blocks](const QStringList &arguments) {
            QProcess process;
            process.setWorkingDirectory(QFileInfo(blocks).path()); // newer ones want a "data" to work in
            process.start(promtool, arguments);
            if (!process.waitForFinished(60'000) || process.exitCode() != 0)
                return u"failed: "_s + QString::fromUtf8(process.readAllStandardError());
            return QString::fromUtf8(process.readAllStandardOutput());
        };
        const QString made = run({u"tsdb"_s, u"create-blocks-from"_s, u"openmetrics"_s, path, blocks});
        QVERIFY2(!made.startsWith(u"failed"_s), qPrintable(made));
        QVERIFY(QDir(QFileInfo(blocks).path()).mkdir(u"data"_s));
        QVERIFY(QDir(blocks).mkdir(u"wal"_s)); // or dump takes it for no database
        QStringList lines = run({u"tsdb"_s, u"dump"_s, blocks}).split(u'\n', Qt::SkipEmptyParts);
        lines.sort();
        const QString shard =
            u"branch=\"main\", database=\"shop\", keyspace=\"commerce\", organization=\"acme\", shard=\"-80\""_s;
        const auto line = [](const QString &metric, const QString &labels, const QString &value) {
            return u"{__name__=\"orrery_storage_%1\", %2} %3"_s.arg(metric, labels, value);
        };
        QStringList expected{
            line(u"used_bytes"_s, shard, u"9 1737806400000"_s),
            line(u"used_bytes"_s, shard, u"70 1772366100000"_s),
            line(u"used_bytes"_s, shard, u"71 1772366400000"_s),
            line(u"used_bytes"_s, shard + u", table=\"a\\\"\\\\b\\n\""_s, u"5 1772366400000"_s),
            line(u"capacity_bytes"_s, shard, u"1000 1737806400000"_s),
            line(u"capacity_bytes"_s, shard, u"1000 1772366100000"_s),
            line(u"capacity_bytes"_s, shard, u"1000 1772366400000"_s),
            line(u"used_ratio"_s, shard, u"0.009 1737806400000"_s),
            line(u"used_ratio"_s, shard, u"0.07 1772366100000"_s),
            line(u"used_ratio"_s, shard, u"0.071 1772366400000"_s),
            line(u"used_ratio"_s, u"branch=\"main\", database=\"shop\", organization=\"acme\", pod=\"postgres-0\""_s,
                 u"0.714 1772366400000"_s),
        };
        expected.sort();
        QCOMPARE(lines, expected);
    }
};

ORRERY_SUITE(TestStorageFiles)
#include "tst_files.moc"
