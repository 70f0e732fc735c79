// SPDX-License-Identifier: GPL-3.0-or-later
// A real Prometheus, started here, finds the simulator's branches with the configuration that Orrery writes, scrapes them, and
// answers Orrery's client the values that Orrery's own scrape reads.
#include "api/core/network_access.h"
#include "api/storage/metrics_scraper.h"
#include "api/storage/prometheus_server.h"
#include "api/storage/scrape_configuration.h"
#include "tests/support/fixed_credentials.h"
#include "tests/support/simulator_process.h"
#include "tests/support/suite.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QtTest>

using namespace orrery;
using namespace orrery::api;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using std::chrono::seconds;

namespace {

constexpr int patience = 60'000; // of a slow machine; a fast one needs eight seconds

/// "keyspace/shard/pod/role available of capacity", sorted.
template<class Volume>
QString lineFor(const VolumeIdentity &id, const Volume &value)
{
    return QStringList{id.keyspace, id.shard, id.pod, id.role}.join(u'/')
        + u" %1 of %2"_s.arg(value.availableBytes.value_or(-1), 0, 'f', 0)
              .arg(value.capacityBytes.value_or(-1), 0, 'f', 0);
}

} // namespace

class TestPrometheus final : public QObject
{
    Q_OBJECT

    SimulatorProcess m_simulator;
    QTemporaryDir m_folder;
    QProcess m_prometheus;
    LoopbackOnlyNetwork m_network;
    FixedCredentials m_credentials;
    Clock m_clock;
    std::unique_ptr<ApiClient> m_client;
    std::unique_ptr<MetricsScraper> m_scraper;
    PrometheusServer m_server{&m_network};
    QUrl m_url;
    QString m_branch; ///< id of shop's main

    bool write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }

    std::optional<Result<PromAnswer>> ask(const QString &promql, seconds range = seconds(60), seconds step = seconds(1))
    {
        std::optional<Result<PromAnswer>> answer;
        const QDateTime now = m_clock.now();
        m_server.queryRange({.promql = promql, .from = now.addSecs(-range.count()), .to = now, .step = step}, this,
                            [&](const Result<PromAnswer> &result) { answer = result; });
        (void)QTest::qWaitFor([&] { return answer.has_value(); }, patience);
        return answer;
    }

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void saysWhatItIs();
    void hasTheValuesOfTheScrape();
    void hasTheTables();
    void hasTheSamples();
    void keepsStorageOnly();
    void refusesABadQuery();
    void answersALongRange();
    void answersALongQuery();
    void stopsToAnswer();
};

void TestPrometheus::initTestCase()
{
    const QString program = QStandardPaths::findExecutable(u"prometheus"_s);
    if (program.isEmpty())
        QSKIP("There is no prometheus here (Debian: package prometheus).");
    // Time stands still there, so that all scrapes give the same bytes.
    QVERIFY2(m_simulator.start({u"--time-scale"_s, u"0"_s}), qPrintable(m_simulator.errorString()));
    m_credentials.authorization = "demotoken001:pscale_tkn_demo";
    ApiClient::Options clientOptions;
    clientOptions.hosts = Hosts::allAt(m_simulator.url());
    m_client = std::make_unique<ApiClient>(&m_network, &m_credentials, &m_clock, clientOptions);
    m_scraper = std::make_unique<MetricsScraper>(m_client.get(), &m_network, &m_clock);

    ScrapeConfigurationOptions options;
    options.api = m_simulator.url();
    options.tokenFolder = m_folder.path();
    options.scrapeInterval = seconds(1);
    options.refreshInterval = seconds(2);
    const auto configuration = scrapeConfiguration({u"acme"_s}, options);
    QVERIFY(write(u"prometheus.yml"_s, configuration.yaml.toUtf8()));
    QCOMPARE(configuration.tokenFiles.at(0).second, m_folder.filePath(u"planetscale-acme.token"_s));
    QVERIFY(write(u"planetscale-acme.token"_s, m_credentials.authorization));

    QTcpServer probe; // for a free port
    QVERIFY(probe.listen(QHostAddress::LocalHost));
    m_url.setScheme(u"http"_s);
    m_url.setHost(u"127.0.0.1"_s);
    m_url.setPort(probe.serverPort());
    probe.close();
    m_prometheus.setProcessChannelMode(QProcess::MergedChannels);
    m_prometheus.start(program,
                       {u"--config.file="_s + m_folder.filePath(u"prometheus.yml"_s),
                        u"--storage.tsdb.path="_s + m_folder.filePath(u"data"_s),
                        u"--web.listen-address="_s + m_url.authority(), u"--log.level=warn"_s});
    QVERIFY2(m_prometheus.waitForStarted(), qPrintable(m_prometheus.errorString()));

    PrometheusServerInfo info;
    info.name = u"test"_s;
    info.base = m_url;
    m_server.setServer(info, {});
    bool answers = false;
    for (QElapsedTimer waited =
             [] {
                 QElapsedTimer timer;
                 timer.start();
                 return timer;
             }();
         !answers && waited.elapsed() < patience;) {
        QVERIFY2(m_prometheus.state() == QProcess::Running, m_prometheus.readAll().constData());
        const auto answer = ask(u"count({__name__=~\"planetscale_.*\"})"_s);
        answers = answer && *answer && !(*answer)->series.isEmpty();
        if (!answers)
            QTest::qWait(200);
    }
    QVERIFY2(answers, m_prometheus.readAll().constData());

    std::optional<Result<ScrapeTargets>> targets;
    m_scraper->discover(u"acme"_s, this, [&](const Result<ScrapeTargets> &result) { targets = result; });
    QTRY_VERIFY(targets);
    QVERIFY(*targets);
    for (const ScrapeTarget &target : (*targets)->targets) {
        if (target.database == u"shop" && target.branch == u"main")
            m_branch = target.branchId;
    }
    QVERIFY(!m_branch.isEmpty());
}

void TestPrometheus::cleanupTestCase()
{
    if (m_prometheus.state() == QProcess::NotRunning)
        return;
    m_prometheus.terminate();
    if (!m_prometheus.waitForFinished(10'000))
        m_prometheus.kill();
    m_prometheus.waitForFinished();
}

void TestPrometheus::saysWhatItIs()
{
    std::optional<Result<PromBuild>> build;
    m_server.test(this, [&](const Result<PromBuild> &result) { build = result; });
    QTRY_VERIFY(build);
    QVERIFY(*build);
    static const QRegularExpression version(u"^[23]\\.[0-9]+\\.[0-9]+"_s);
    QVERIFY2(version.match((*build)->version).hasMatch(), qPrintable((*build)->version));
}

void TestPrometheus::hasTheValuesOfTheScrape()
{
    std::optional<Result<ScrapedVolumes>> scraped;
    m_scraper->scrape(u"acme"_s, m_branch, this, [&](const Result<ScrapedVolumes> &result) { scraped = result; });
    QTRY_VERIFY(scraped);
    QVERIFY(*scraped);
    QStringList expected;
    for (const VolumeSample &sample : (*scraped)->volumes)
        expected.append(lineFor(sample.volume, sample));
    expected.sort();
    QVERIFY(expected.size() >= 12); // four shards of three tablets

    QStringList found;
    QList<VolumeSeries> volumes;
    // The branches are not scraped in the same second.
    for (int attempt = 0; attempt < 50 && found.size() < expected.size(); ++attempt) {
        const auto answer = ask(promql::volumes({m_branch}));
        QVERIFY(answer && *answer);
        volumes = readVolumeSeries(**answer);
        found.clear();
        for (const VolumeSeries &series : std::as_const(volumes))
            found.append(lineFor(series.volume, series.points.constLast()));
        if (found.size() < expected.size())
            QTest::qWait(200);
    }
    found.sort();
    QCOMPARE(found, expected);
    for (const VolumeSeries &series : std::as_const(volumes)) {
        QCOMPARE(series.volume.branchId, m_branch);
        QCOMPARE(series.organization, u"acme"_s);
        QCOMPARE(series.database, u"shop"_s);
        QCOMPARE(series.branch, u"main"_s);
        const qint64 age = m_clock.now().toMSecsSinceEpoch() - series.points.constLast().at;
        QVERIFY2(age >= 0 && age < patience, qPrintable(QString::number(age)));
    }
}

void TestPrometheus::hasTheTables()
{
    std::optional<Result<ScrapedVolumes>> scraped;
    m_scraper->scrape(u"acme"_s, m_branch, this, [&](const Result<ScrapedVolumes> &result) { scraped = result; });
    QTRY_VERIFY(scraped);
    QVERIFY(*scraped);
    QMap<QString, double> expected;
    for (const TableSample &sample : (*scraped)->tables)
        expected.insert(sample.keyspace + u'/' + sample.shard + u'/' + sample.table, sample.bytes);
    QVERIFY(expected.size() > 4);

    std::optional<Result<PromAnswer>> answer;
    m_server.query(promql::tables({m_branch}), {}, this, [&](const Result<PromAnswer> &result) { answer = result; });
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    QMap<QString, double> found;
    for (const PromSeries &series : (*answer)->series)
        found.insert(series.label(u"planetscale_keyspace") + u'/' + series.label(u"planetscale_shard") + u'/'
                         + series.label(u"planetscale_table"),
                     series.points.at(0).value);
    QCOMPARE(found, expected);
}

void TestPrometheus::hasTheSamples()
{
    std::optional<Result<PromAnswer>> answer;
    m_server.query(promql::samples(promql::volumes({m_branch}), seconds(60)), {}, this,
                   [&](const Result<PromAnswer> &result) { answer = result; });
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    const QList<VolumeSeries> volumes = readVolumeSeries(**answer);
    QVERIFY(volumes.size() >= 12);
    const QList<VolumeSeries::Point> points = volumes.at(0).points;
    // Both sides of a volume are of one scrape, and scrapes are a second apart.
    for (qsizetype i = 0; i < points.size(); ++i) {
        QVERIFY(points.at(i).availableBytes && points.at(i).capacityBytes);
        if (i > 0)
            QVERIFY(points.at(i).at - points.at(i - 1).at >= 500);
    }
}

void TestPrometheus::keepsStorageOnly()
{
    const auto answer =
        ask(u"{__name__=~\"planetscale_.*\",__name__!~\"planetscale_(vttablet_)?volume_.*|.*_table_storage_bytes\"}"_s);
    QVERIFY(answer && *answer);
    QCOMPARE((*answer)->series.size(), 0);
}

void TestPrometheus::refusesABadQuery()
{
    const auto answer = ask(u"sum(("_s);
    QVERIFY(answer && !*answer);
    QCOMPARE(answer->error().kind, ApiError::Kind::Invalid);
    QCOMPARE(answer->error().status, 400);
    QCOMPARE(answer->error().code, u"bad_data"_s);
    QVERIFY2(answer->error().message.contains(u"parse error"_s), qPrintable(answer->error().message));
}

void TestPrometheus::answersALongRange()
{
    // With the step that was asked for it would refuse: more than 11,000 points.
    const auto answer = ask(u"vector(1)"_s, seconds(365 * 86'400), seconds(60));
    QVERIFY(answer && *answer);
    QCOMPARE((*answer)->series.size(), 1);
    const qsizetype points = (*answer)->series.at(0).points.size();
    QVERIFY2(points > 5'000 && points <= 11'000, qPrintable(QString::number(points)));
}

void TestPrometheus::answersALongQuery()
{
    QStringList branches{m_branch};
    for (int i = 0; i < 300; ++i)
        branches.append(u"nobody%1\"\\.*"_s.arg(i));
    const QString promql = promql::volumes(branches);
    QVERIFY(promql.size() > 4'000);
    const auto answer = ask(promql);
    QVERIFY(answer && *answer);
    QVERIFY(readVolumeSeries(**answer).size() >= 12);
}

void TestPrometheus::stopsToAnswer()
{
    m_prometheus.terminate();
    QVERIFY(m_prometheus.waitForFinished(20'000));
    const auto answer = ask(u"vector(1)"_s);
    QVERIFY(answer && !*answer);
    QCOMPARE(answer->error().kind, ApiError::Kind::Offline);
}

ORRERY_SUITE(TestPrometheus)
#include "tst_prometheus.moc"
