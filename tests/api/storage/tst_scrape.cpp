// SPDX-License-Identifier: GPL-3.0-or-later
// What is pure about scraping: the samples in a text, the addresses in a discovery, the configuration for others.
#include "api/core/utc.h"
#include "api/storage/scrape_configuration.h"
#include "api/storage/scrape_target.h"
#include "api/storage/volume_samples.h"
#include "tests/support/suite.h"

#include <QtTest>

using namespace orrery::api;
using namespace Qt::StringLiterals;

namespace {

QString bytes(const std::optional<double> &value)
{
    return value ? QString::number(*value, 'f', 0) : u"?"_s;
}

/// "branch/keyspace/shard/pod/role: available of capacity"
QStringList volumesIn(const ScrapedVolumes &scraped)
{
    QStringList lines;
    for (const VolumeSample &sample : scraped.volumes) {
        const VolumeIdentity &id = sample.volume;
        lines.append(QStringList{id.branchId, id.keyspace, id.shard, id.pod, id.role}.join(u'/') + u": "_s
                     + bytes(sample.availableBytes) + u" of "_s + bytes(sample.capacityBytes));
    }
    return lines;
}

QByteArray target(const QByteArray &host, const QByteArray &labels)
{
    return "{\"targets\":[\"" + host + "\"],\"labels\":{" + labels + "}}";
}

QByteArray labelsOf(const QByteArray &scheme, const QByteArray &exp = "1772366400")
{
    return "\"__scheme__\":\"" + scheme + "\",\"__metrics_path__\":\"/metrics/branch/br1\",\"__param_sig\":\"hush/+=\","
        + "\"__param_exp\":\"" + exp + "\",\"planetscale_database_name\":\"shop\",\"planetscale_branch_name\":\"main\"";
}

} // namespace

class TestScrape final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void vitess();
    void postgres();
    void oddSamples();
    void notMetrics();
    void targets();
    void targetsThatMayNotBeUsed_data();
    void targetsThatMayNotBeUsed();
    void discoveryErrorsQuoteNoSecret_data();
    void discoveryErrorsQuoteNoSecret();
    void discoveryRequest();
    void configuration();
    void configurationForVictoriaMetrics();
    void configurationQuotes();
    void moreSeriesThanAnyBranchHas();
    void aNameNoVolumeHas();
};

void TestScrape::moreSeriesThanAnyBranchHas()
{
    QByteArray text;
    for (int i = 0; i <= 250'000; ++i)
        text += "planetscale_vttablet_table_storage_bytes{planetscale_table=\"" + QByteArray::number(i) + "\"} 1\n";
    const auto scraped = readVolumes(text);
    QVERIFY(!scraped);
    QCOMPARE(scraped.error().kind, ApiError::Kind::TooLarge);
    QCOMPARE(scraped.error().detail, u"limit of rows: 250000"_s);
}

void TestScrape::aNameNoVolumeHas()
{
    const QByteArray good = "planetscale_volume_available_bytes{planetscale_pod=\"a\"} 1\n";
    const auto scraped = readVolumes(good + "planetscale_volume_available_bytes{planetscale_pod=\""
                                     + QByteArray(300'000, 'x') + "\"} 1\n");
    QVERIFY(scraped);
    QCOMPARE(scraped->volumes.size(), 1);
    QCOMPARE(scraped->unusable, 1);
}

void TestScrape::vitess()
{
    const QByteArray common = "planetscale_cell=\"use1az1\",planetscale_database_branch_id=\"br1\",";
    const QByteArray text = "# TYPE planetscale_vttablet_volume_available_bytes gauge\n"
                            "planetscale_vttablet_volume_available_bytes{"
        + common
        + "planetscale_keyspace=\"commerce\",planetscale_pod=\"a\",planetscale_shard=\"-80\","
          "planetscale_tablet_type=\"primary\"} 4e9\n"
          "planetscale_vttablet_volume_available_bytes{"
        + common
        + "planetscale_keyspace=\"commerce\",planetscale_pod=\"b\",planetscale_shard=\"-80\","
          "planetscale_tablet_type=\"replica\"} 3e9 1772366400123\n"
          "planetscale_mysql_threads_running{"
        + common
        + "} 4\n"
          "planetscale_vttablet_volume_capacity_bytes{"
        + common
        + "planetscale_keyspace=\"commerce\",planetscale_pod=\"a\",planetscale_shard=\"-80\","
          "planetscale_tablet_type=\"primary\"} 1e10\n"
          "planetscale_vttablet_table_storage_bytes{cluster=\"c\",planetscale_database_branch_id=\"br1\","
          "planetscale_keyspace=\"commerce\",planetscale_shard=\"-80\",planetscale_table=\"orders\"} 123456\n";
    const auto scraped = readVolumes(text);
    QVERIFY(scraped);
    QCOMPARE(volumesIn(*scraped),
             (QStringList{u"br1/commerce/-80/a/primary: 4000000000 of 10000000000"_s,
                          u"br1/commerce/-80/b/replica: 3000000000 of ?"_s}));
    QVERIFY(!scraped->volumes.at(0).at.isValid());
    QCOMPARE(scraped->volumes.at(1).at, QDateTime({2026, 3, 1}, {12, 0, 0, 123}, orrery::kUtc));
    QCOMPARE(scraped->tables,
             (QList<TableSample>{{.branchId = u"br1"_s,
                                  .keyspace = u"commerce"_s,
                                  .shard = u"-80"_s,
                                  .table = u"orders"_s,
                                  .bytes = 123456,
                                  .pod = {},
                                  .role = {}}}));
    QCOMPARE(scraped->counts.samples, 4);
    QCOMPARE(scraped->counts.filtered, 1);
}

void TestScrape::postgres()
{
    const auto line = [](const char *name, const char *pod, const char *role, const char *value) {
        return QByteArray(name) + "{planetscale_cell=\"use1az1\",planetscale_component=\"postgres\","
            + "planetscale_database_branch_id=\"pg1\",planetscale_pod=\"" + pod + "\",planetscale_role=\"" + role
            + "\"} " + value + "\n";
    };
    const auto scraped = readVolumes(line("planetscale_volume_available_bytes", "postgres-0", "primary", "25")
                                     + line("planetscale_volume_available_bytes", "postgres-1", "replica", "24")
                                     + line("planetscale_volume_capacity_bytes", "postgres-0", "primary", "100")
                                     + line("planetscale_volume_capacity_bytes", "postgres-1", "replica", "100"));
    QVERIFY(scraped);
    QCOMPARE(volumesIn(*scraped),
             (QStringList{u"pg1///postgres-0/primary: 25 of 100"_s, u"pg1///postgres-1/replica: 24 of 100"_s}));
}

void TestScrape::oddSamples()
{
    const auto scraped = readVolumes("planetscale_volume_available_bytes{planetscale_pod=\"a\"} NaN\n"
                                     "planetscale_volume_available_bytes{planetscale_pod=\"b\"} -1\n"
                                     "planetscale_volume_available_bytes{planetscale_pod=\"c\"} +Inf\n"
                                     "planetscale_volume_capacity_bytes{planetscale_pod=\"a\"} 0\n"
                                     "planetscale_volume_capacity_bytes{planetscale_pod=\"d\"} 7\n"
                                     "planetscale_volume_capacity_bytes{planetscale_pod=\"d\"} 8\n"
                                     "planetscale_vttablet_table_storage_bytes{planetscale_table=\"t\"} 1\n"
                                     "planetscale_vttablet_table_storage_bytes{planetscale_table=\"t\"} 2\n"
                                     "planetscale_vttablet_table_storage_bytes{planetscale_table=\"u\"} NaN\n");
    QVERIFY(scraped);
    // A capacity of 0 is told as it is; what it means is for others to say.
    QCOMPARE(volumesIn(*scraped), (QStringList{u"///a/: ? of 0"_s, u"///d/: ? of 8"_s}));
    QCOMPARE(scraped->tables.size(), 1);
    QCOMPARE(scraped->tables.at(0).bytes, 2);
    QCOMPARE(scraped->duplicates, 2);
    QCOMPARE(scraped->unusable, 4);
    QCOMPARE(scraped->counts.notFinite, 3);
}

void TestScrape::notMetrics()
{
    const auto scraped = readVolumes("<html><title>Sign in</title></html>");
    QVERIFY(!scraped);
    QCOMPARE(scraped.error().kind, ApiError::Kind::Decode);
    QCOMPARE(scraped.error().message, u"Sign in"_s);
}

void TestScrape::targets()
{
    const auto read = decodeScrapeTargets(
        "[" + target("metrics.psdb.cloud", labelsOf("https")) + ","
        + target("127.0.0.1:8080", "\"planetscale_database_branch_id\":\"br2\",\"zone\":\"b\",\"app\":\"a\"") + "]");
    QVERIFY(read);
    QCOMPARE(read->leftOut, 0);
    QCOMPARE(read->targets.size(), 2);
    const ScrapeTarget &first = read->targets.at(0);
    QCOMPARE(first.branchId, u"br1"_s);
    QCOMPARE(first.database, u"shop"_s);
    QCOMPARE(first.branch, u"main"_s);
    QCOMPARE(first.host, u"metrics.psdb.cloud"_s);
    QCOMPARE(first.expiresAt, QDateTime({2026, 3, 1}, {12, 0}, orrery::kUtc));
    QCOMPARE(first.address.reveal(),
             QByteArray("https:") + "//metrics.psdb.cloud/metrics/branch/br1?exp=1772366400&sig=hush%2F%2B%3D");
    QCOMPARE(first.labels,
             (QList<std::pair<QString, QString>>{{u"planetscale_branch_name"_s, u"main"_s},
                                                 {u"planetscale_database_name"_s, u"shop"_s}}));
    // What Prometheus takes when nothing is said; plain http stays on this machine.
    const ScrapeTarget &second = read->targets.at(1);
    QCOMPARE(second.branchId, u"br2"_s);
    QCOMPARE(second.address.reveal(), QByteArray("http:") + "//127.0.0.1:8080/metrics");
    QVERIFY(!second.expiresAt.isValid());
    QCOMPARE(second.labels.size(), 3);
    QCOMPARE(second.labels.at(0).first, u"app"_s);
    QCOMPARE(read->find(u"br2"_s), &second);
    QVERIFY(!read->find(u"br3"_s));
    QCOMPARE(decodeScrapeTargets("[]")->targets.size(), 0);
}

void TestScrape::targetsThatMayNotBeUsed_data()
{
    QTest::addColumn<QByteArray>("group");
    const auto row = [](const char *name, const QByteArray &group) { QTest::newRow(name) << group; };
    row("plain http to another machine", target("metrics.psdb.cloud", labelsOf("http")));
    row("no scheme and another machine", target("metrics.psdb.cloud", "\"__metrics_path__\":\"/metrics/branch/b\""));
    row("another scheme", target("127.0.0.1", labelsOf("file")));
    row("no host", target("", labelsOf("https")));
    row("a user in the host", target("me@metrics.psdb.cloud", labelsOf("https")));
    row("a path in the host", target("metrics.psdb.cloud/x", labelsOf("https")));
    row("no branch", target("metrics.psdb.cloud", "\"__scheme__\":\"https\""));
    row("a path without a slash",
        target("metrics.psdb.cloud",
               "\"__scheme__\":\"https\",\"__metrics_path__\":\"metrics\","
               "\"planetscale_database_branch_id\":\"b\""));
    row("no targets", "{\"labels\":{" + labelsOf("https") + "}}");
    row("targets of another type", "{\"targets\":\"metrics.psdb.cloud\",\"labels\":{" + labelsOf("https") + "}}");
    row("no object", "7");
}

void TestScrape::targetsThatMayNotBeUsed()
{
    QFETCH(QByteArray, group);
    const auto read = decodeScrapeTargets("[" + group + "," + target("metrics.psdb.cloud", labelsOf("https")) + "]");
    QVERIFY(read);
    QCOMPARE(read->targets.size(), 1);
    QCOMPARE(read->leftOut, 1);
}

void TestScrape::discoveryErrorsQuoteNoSecret_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("message");
    QTest::newRow("cut") << QByteArray("[" + target("metrics.psdb.cloud", labelsOf("https"))).chopped(30) << QString();
    QTest::newRow("object") << target("metrics.psdb.cloud", labelsOf("https")) << QString();
    QTest::newRow("text") << QByteArray("https:") + "//metrics.psdb.cloud/metrics/branch/br1?sig=hush/+=" << QString();
    QTest::newRow("page") << QByteArray("<html><title>Bad gateway</title></html>") << u"Bad gateway"_s;
    QTest::newRow("nothing") << QByteArray() << QString();
}

void TestScrape::discoveryErrorsQuoteNoSecret()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, message);
    const auto read = decodeScrapeTargets(body);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ApiError::Kind::Decode);
    QCOMPARE(read.error().message, message);
    QCOMPARE(read.error().detail, u"expected a list of metrics addresses"_s);
}

void TestScrape::discoveryRequest()
{
    const auto request = storage::scrapeTargets({u"acme"_s});
    QCOMPARE(request.method(), Method::Get);
    QCOMPARE(request.encodedPath(), u"/organizations/acme/metrics"_s);
    QCOMPARE(request.encodedQuery(), QString());
    QCOMPARE(request.endpoint->accesses, std::string_view("read_metrics_endpoints"));
    QCOMPARE(request.endpoint->provenance, Provenance::Observed);
}

void TestScrape::configuration()
{
    const auto written = scrapeConfiguration({u"acme"_s, u"north-wind"_s});
    const QString sd = u"https:"_s + u"//api.planetscale.com/v1/organizations/"_s;
    QCOMPARE(written.yaml,
             QStringList({
                             u"# Scrapes PlanetScale's metrics. The service tokens are in files of their own."_s,
                             u"scrape_configs:"_s,
                             u"  - job_name: \"planetscale-acme\""_s,
                             u"    scrape_interval: 1m"_s,
                             u"    http_sd_configs:"_s,
                             u"      - url: \""_s + sd + u"acme/metrics\""_s,
                             u"        authorization:"_s,
                             u"          type: \"token\""_s,
                             u"          credentials_file: \"/etc/prometheus/planetscale-acme.token\""_s,
                             u"        refresh_interval: 10m"_s,
                             u"    metric_relabel_configs:"_s,
                             u"      - source_labels: [__name__]"_s,
                             u"        regex: \"planetscale_(vttablet_)?volume_(available|capacity)_bytes|"
                             "planetscale_vttablet_table_storage_bytes\""_s,
                             u"        action: keep"_s,
                             u"  - job_name: \"planetscale-north-wind\""_s,
                             u"    scrape_interval: 1m"_s,
                             u"    http_sd_configs:"_s,
                             u"      - url: \""_s + sd + u"north-wind/metrics\""_s,
                             u"        authorization:"_s,
                             u"          type: \"token\""_s,
                             u"          credentials_file: \"/etc/prometheus/planetscale-north-wind.token\""_s,
                             u"        refresh_interval: 10m"_s,
                             u"    metric_relabel_configs:"_s,
                             u"      - source_labels: [__name__]"_s,
                             u"        regex: \"planetscale_(vttablet_)?volume_(available|capacity)_bytes|"
                             "planetscale_vttablet_table_storage_bytes\""_s,
                             u"        action: keep"_s,
                         })
                     .join(u'\n')
                 + u'\n');
    QCOMPARE(
        written.tokenFiles,
        (QList<std::pair<QString, QString>>{{u"acme"_s, u"/etc/prometheus/planetscale-acme.token"_s},
                                            {u"north-wind"_s, u"/etc/prometheus/planetscale-north-wind.token"_s}}));
    QVERIFY(written.steps.contains(u"read_metrics_endpoints"_s));
    QVERIFY(written.steps.contains(u"   acme: /etc/prometheus/planetscale-acme.token\n"_s));
    QVERIFY(written.steps.contains(u"promtool check config"_s));
    QCOMPARE(scrapeConfiguration({}).yaml, u"scrape_configs: []\n"_s);
}

void TestScrape::configurationForVictoriaMetrics()
{
    ScrapeConfigurationOptions options;
    options.collector = ScrapeCollector::VictoriaMetrics;
    options.onlyStorage = false;
    options.scrapeInterval = std::chrono::seconds(45);
    options.tokenFolder = u"/run/secrets/"_s;
    options.api = QUrl(u"http:"_s + u"//127.0.0.1:4000/"_s);
    const auto written = scrapeConfiguration({u"acme"_s}, options);
    QCOMPARE(written.yaml,
             QStringList({
                             u"# Scrapes PlanetScale's metrics. The service tokens are in files of their own."_s,
                             u"scrape_configs:"_s,
                             u"  - job_name: \"planetscale-acme\""_s,
                             u"    scrape_interval: 45s"_s,
                             u"    http_sd_configs:"_s,
                             u"      - url: \"http:"_s + u"//127.0.0.1:4000/v1/organizations/acme/metrics\""_s,
                             u"        authorization:"_s,
                             u"          type: \"token\""_s,
                             u"          credentials_file: \"/run/secrets/planetscale-acme.token\""_s,
                         })
                     .join(u'\n')
                 + u'\n');
    QVERIFY(written.steps.contains(u"-promscrape.httpSDCheckInterval=10m"_s));
    QVERIFY(!written.steps.contains(u"promtool"_s));
}

void TestScrape::configurationQuotes()
{
    const QString odd = u"a\"\\\n/../b"_s;
    const auto written = scrapeConfiguration({odd});
    QVERIFY(written.yaml.contains(u"  - job_name: \"planetscale-a\\\"\\\\\\u000a/../b\"\n"_s));
    QVERIFY(written.yaml.contains(u"/organizations/a%22%5C%0A%2F..%2Fb/metrics\"\n"_s));
    QCOMPARE(written.tokenFiles.at(0).second, u"/etc/prometheus/planetscale-a_______b.token"_s);
}

ORRERY_SUITE(TestScrape)
#include "tst_scrape.moc"
