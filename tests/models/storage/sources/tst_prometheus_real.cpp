// SPDX-License-Identifier: GPL-3.0-or-later
// The whole way: a real Prometheus scrapes the simulator with the configuration that Orrery writes, and Orrery reads the
// storage of its branches from it.
#include "api/core/utc.h"
#include "api/storage/scrape_configuration.h"
#include "models/storage/history/history.h"
#include "models/storage/sources/prometheus_source.h"
#include "models/storage/view/radar.h"
#include "tests/models/account_fixture.h"
#include "tests/support/manual_clock.h"
#include "tests/support/simulator_process.h"
#include "tests/support/suite.h"

#include <QProcess>
#include <QSettings>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>

using namespace orrery;
using namespace orrery::models;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000; // of a slow machine; a fast one needs ten seconds

} // namespace

class TestPrometheusReal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theStorageOfKnownBranchesIsRead();
};

void TestPrometheusReal::theStorageOfKnownBranchesIsRead()
{
    const QString program = QStandardPaths::findExecutable(u"prometheus"_s);
    if (program.isEmpty())
        QSKIP("There is no prometheus here (Debian: package prometheus).");
    test::SimulatorProcess simulator;
    QVERIFY2(simulator.start({u"--time-scale"_s, u"0"_s}), qPrintable(simulator.errorString()));

    test::AccountFixture fixture;
    api::ScrapeConfigurationOptions options;
    options.api = simulator.url();
    options.tokenFolder = fixture.path({});
    options.scrapeInterval = std::chrono::seconds(1);
    const auto configuration = api::scrapeConfiguration({u"acme"_s}, options);
    const auto write = [](const QString &path, const QByteArray &bytes) {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    QVERIFY(write(fixture.path(u"prometheus.yml"_s), configuration.yaml.toUtf8()));
    QVERIFY(write(configuration.tokenFiles.first().second, "demotoken001:pscale_tkn_demo"));
    QTcpServer probe; // for a free port
    QVERIFY(probe.listen(QHostAddress::LocalHost));
    const QString address = u"127.0.0.1:%1"_s.arg(probe.serverPort());
    probe.close();
    QProcess prometheus;
    prometheus.setProcessChannelMode(QProcess::MergedChannels);
    prometheus.start(program,
                     {u"--config.file="_s + fixture.path(u"prometheus.yml"_s),
                      u"--storage.tsdb.path="_s + fixture.path(u"data"_s), u"--web.listen-address="_s + address,
                      u"--log.level=warn"_s});
    QVERIFY2(prometheus.waitForStarted(), qPrintable(prometheus.errorString()));

    // What was scraped just now counts at the next full five minutes.
    test::ManualClock clock;
    const qint64 now = fixture.clock.now().toSecsSinceEpoch();
    clock.setNow(QDateTime::fromSecsSinceEpoch(now + 300 - now % 300, orrery::kUtc));
    StorageHistory history(&fixture.database, &clock);
    StorageRadar radar(&fixture.accounts, &history, &clock);
    QSettings settings(fixture.path(u"settings.ini"_s), QSettings::IniFormat);
    PrometheusSource source(&fixture.accounts, &radar, &history, &settings, &clock);
    api::PrometheusServerInfo info;
    info.name = u"real"_s;
    info.base = QUrl(u"http://"_s + address);
    source.save(info, {});
    source.start();
    fixture.signIn(simulator.url());
    const auto shardsOfMain = [&radar]() {
        QStringList shards;
        for (const RadarVolume &row : radar.model()->rows()) {
            if (row.volume.database == u"shop" && row.volume.branch == u"main")
                shards.append(row.volume.keyspace + u" / "_s + row.volume.shard);
        }
        shards.sort();
        return shards;
    };
    const auto isRead = [&]() {
        const bool idle = source.state(u"real"_s).phase == PrometheusState::Phase::Idle;
        if (idle && shardsOfMain().isEmpty())
            source.fillAgain(u"real"_s); // it was not up yet, or had not scraped all branches
        return idle && !shardsOfMain().isEmpty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isRead(), patience);
    const PrometheusState state = source.state(u"real"_s);
    QCOMPARE(state.error, QString());
    QVERIFY(state.branches > 0);
    // The simulator's metrics are of all branches; only those in production are followed.
    QVERIFY(!state.unknownBranches.contains(u"acme / shop / main"_s));

    std::optional<QList<StorageReading>> latest;
    history.latest(fixture.accounts.workspaces().first()->facts().id, &history,
                   [&latest](const QList<StorageReading> &readings) { latest = readings; });
    QTRY_VERIFY(latest.has_value());
    for (const StorageReading &reading : std::as_const(*latest)) {
        QCOMPARE(reading.point.source, StorageSource::PrometheusServer);
        QCOMPARE(reading.point.at, clock.now());
        QVERIFY(reading.point.usedPercent && *reading.point.usedPercent > 0 && *reading.point.usedPercent <= 100);
    }
    // Three tablets each: the fullest speaks for its shard.
    QCOMPARE(shardsOfMain(),
             (QStringList{u"commerce / -40"_s, u"commerce / 40-80"_s, u"commerce / 80-c0"_s, u"commerce / c0-"_s,
                          u"lookup / -"_s}));
    std::optional<QList<StorageReading>> tables;
    history.latestTables(fixture.accounts.workspaces().first()->facts().id, u"acme"_s, u"shop"_s, u"main"_s, &history,
                         [&tables](const QList<StorageReading> &readings) { tables = readings; });
    QTRY_VERIFY(tables.has_value());
    QVERIFY(!tables->isEmpty());

    prometheus.terminate();
    if (!prometheus.waitForFinished(10'000))
        prometheus.kill();
    prometheus.waitForFinished();
}

ORRERY_SUITE(TestPrometheusReal)
#include "tst_prometheus_real.moc"
