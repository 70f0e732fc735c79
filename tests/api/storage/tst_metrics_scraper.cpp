// SPDX-License-Identifier: GPL-3.0-or-later
// Discovery and scrapes over a real socket: what is sent where, what is asked for anew, and that no address is told.
#include "api/core/http_log.h"
#include "api/storage/metrics_scraper.h"
#include "tests/api/core/client_fixture.h"
#include "tests/support/manual_clock.h"
#include "tests/support/suite.h"

#include <QtTest>

using namespace orrery;
using namespace orrery::api;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

QStringList g_log;

void keepLog(QtMsgType, const QMessageLogContext &, const QString &text)
{
    g_log.append(text);
}

const QByteArray scraped = "planetscale_volume_available_bytes{planetscale_pod=\"postgres-0\"} 25\n"
                           "planetscale_volume_capacity_bytes{planetscale_pod=\"postgres-0\"} 100\n";

} // namespace

class TestMetricsScraper final : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        RawPeer api;
        RawPeer metrics;
        LoopbackOnlyNetwork network;
        FixedCredentials credentials;
        ManualClock clock;
        QObject owner;
        ApiClient client;
        MetricsScraper scraper;
        QList<Result<ScrapedVolumes>> results;
        QList<SentRequest> sent;
        int generation = 0;
        seconds validFor{900};

        static ApiClient::Options clientOptions(const QUrl &url)
        {
            auto options = ClientFixture::quick(url);
            options.hosts.metrics = QUrl();
            return options;
        }
        explicit Fixture(const MetricsScraper::Options &options = {})
            : client(&network, &credentials, &clock, clientOptions(api.url())),
              scraper(&client, &network, &clock, options)
        {
            api.setEvery([this](const QByteArray &) { return RawPeer::http(200, discovery({"br1", "br2"})); });
            metrics.setEvery([](const QByteArray &) { return RawPeer::http(200, scraped); });
            QObject::connect(&scraper, &MetricsScraper::requestFinished, &owner,
                             [this](const SentRequest &request) { sent.append(request); });
        }
        /// Each answer has signatures of its own.
        QByteArray discovery(const QList<QByteArray> &branches)
        {
            ++generation;
            QByteArray body;
            for (const QByteArray &branch : branches) {
                body += (body.isEmpty() ? "" : ",") + QByteArray("{\"targets\":[\"")
                    + metrics.url().authority().toLatin1() + "\"],\"labels\":{\"__scheme__\":\"http\","
                    + "\"__metrics_path__\":\"/metrics/branch/" + branch + "\",\"__param_sig\":\"hush-signature-"
                    + QByteArray::number(generation) + "\",\"__param_exp\":\""
                    + QByteArray::number(clock.now().addSecs(validFor.count()).toSecsSinceEpoch()) + "\"}}";
            }
            return "[" + body + "]";
        }
        void scrape(const QString &branch)
        {
            scraper.scrape(u"acme"_s, branch, &owner,
                           [this](const Result<ScrapedVolumes> &result) { results.append(result); });
        }
        QByteArray lastTarget() const { return metrics.requests().constLast().target; }
    };

private Q_SLOTS:
    void init() { g_log.clear(); }
    void readsABranch();
    void asksOnceForMany();
    void asksAnewBeforeTheExpiry();
    void asksAnewAfterTenMinutes();
    void asksAnewWhenRefused();
    void clockThatIsWrong();
    void branchWithoutMetrics();
    void newBranch();
    void discoveryFails();
    void answers_data();
    void answers();
    void tellsNoAddress();
    void neverFollowsRedirects();
    void fewAtOnce();
    void bodyCap();
    void timeout();
    void contextGone();
    void deletedInACallback();
    void readOnlyLetsItThrough();
    void discover();
};

void TestMetricsScraper::readsABranch()
{
    Fixture f;
    f.scrape(u"br1"_s);
    QCOMPARE(f.results.size(), 0);
    QCOMPARE(f.scraper.pendingCount(), 1);
    QTRY_COMPARE(f.results.size(), 1);
    QVERIFY(f.results.at(0));
    QCOMPARE(f.results.at(0)->volumes.size(), 1);
    QCOMPARE(f.results.at(0)->volumes.at(0).availableBytes, std::optional<double>(25));
    QCOMPARE(f.scraper.pendingCount(), 0);

    QCOMPARE(f.api.requests().size(), 1);
    QCOMPARE(f.api.requests().at(0).target, QByteArray("/v1/organizations/acme/metrics"));
    QCOMPARE(f.api.requests().at(0).headers.value("authorization"), QByteArray("Bearer first-token"));
    QCOMPARE(f.metrics.requests().size(), 1);
    const RawPeer::Seen &seen = f.metrics.requests().at(0);
    QCOMPARE(seen.method, QByteArray("GET"));
    QCOMPARE(seen.target, QByteArray("/metrics/branch/br1?exp=1772367300&sig=hush-signature-1"));
    QVERIFY(!seen.headers.contains("authorization"));
    QVERIFY(!seen.headers.contains("cookie"));
    QVERIFY(seen.headers.value("accept").startsWith("application/openmetrics-text"));
    QCOMPARE(f.sent.size(), 1);
    QCOMPARE(f.sent.at(0).operation, u"scrape_branch"_s);
    QCOMPARE(f.sent.at(0).path, u"/metrics/branch/br1"_s);
    QCOMPARE(f.sent.at(0).status, 200);
    QCOMPARE(f.sent.at(0).bytes, scraped.size());
}

void TestMetricsScraper::asksOnceForMany()
{
    Fixture f;
    for (int i = 0; i < 5; ++i) {
        f.scrape(u"br1"_s);
        f.scrape(u"br2"_s);
    }
    QTRY_COMPARE(f.results.size(), 10);
    QCOMPARE(f.api.requests().size(), 1);
    QCOMPARE(f.metrics.requests().size(), 10);
}

void TestMetricsScraper::asksAnewBeforeTheExpiry()
{
    Fixture f;
    f.validFor = seconds(300);
    f.scrape(u"br1"_s);
    QTRY_COMPARE(f.results.size(), 1);
    f.clock.advance(seconds(239));
    f.scrape(u"br1"_s);
    QTRY_COMPARE(f.results.size(), 2);
    QCOMPARE(f.api.requests().size(), 1);
    f.clock.advance(seconds(1)); // a minute before it expires
    f.scrape(u"br1"_s);
    QTRY_COMPARE(f.results.size(), 3);
    QCOMPARE(f.api.requests().size(), 2);
    QVERIFY(f.lastTarget().endsWith("sig=hush-signature-2"));
}

void TestMetricsScraper::asksAnewAfterTenMinutes()
{
    Fixture f;
    f.validFor = seconds(86400);
    f.scrape(u"br1"_s);
    QTRY_COMPARE(f.results.size(), 1);
    f.clock.advance(minutes(10) - seconds(1));
    f.scrape(u"br1"_s);
    QTRY_COMPARE(f.results.size(), 2);
    QCOMPARE(f.api.requests().size(), 1);
    f.clock.advance(seconds(1));
    f.scrape(u"br1"_s);
    QTRY_COMPARE(f.results.size(), 3);
    QCOMPARE(f.api.requests().size(), 2);
}

void TestMetricsScraper::asksAnewWhenRefused()
{
    for (const int status : {401, 403}) {
        Fixture f;
        f.metrics.addHttp(status, "{\"code\":\"unauthorized\",\"message\":\"expired\"}");
        f.scrape(u"br1"_s);
        QTRY_COMPARE(f.results.size(), 1);
        QVERIFY(f.results.at(0)); // the second address did
        QCOMPARE(f.api.requests().size(), 2);
        QVERIFY(f.lastTarget().endsWith("sig=hush-signature-2"));
        QCOMPARE(f.sent.at(1).attempt, 2);

        // Once, not for ever.
        f.metrics.setEvery([status](const QByteArray &) { return RawPeer::http(status, "{\"message\":\"expired\"}"); });
        f.scrape(u"br1"_s);
        QTRY_COMPARE(f.results.size(), 2);
        QVERIFY(!f.results.at(1));
        QCOMPARE(f.results.at(1).error().status, status);
        QCOMPARE(f.results.at(1).error().message, u"expired"_s);
        QCOMPARE(f.api.requests().size(), 3);
        QCOMPARE(f.metrics.requests().size(), 4);
    }
}

void TestMetricsScraper::clockThatIsWrong()
{
    // All addresses seem to be expired: they are tried all the same, and not asked for again and again.
    Fixture f;
    f.validFor = seconds(-3600);
    f.scrape(u"br1"_s);
    f.scrape(u"br2"_s);
    QTRY_COMPARE(f.results.size(), 2);
    f.scrape(u"br1"_s);
    QTRY_COMPARE(f.results.size(), 3);
    QVERIFY(f.results.at(0) && f.results.at(1) && f.results.at(2));
    QCOMPARE(f.api.requests().size(), 1);
}

void TestMetricsScraper::branchWithoutMetrics()
{
    Fixture f;
    f.scrape(u"br9"_s);
    f.scrape(u"br9"_s);
    QTRY_COMPARE(f.results.size(), 2);
    const ApiError error = f.results.at(0).error();
    QCOMPARE(error.kind, ApiError::Kind::NotFound);
    QCOMPARE(error.path, u"/metrics/branch/br9"_s);
    QCOMPARE(error.detail, u"the service names no metrics address for this branch"_s);
    QCOMPARE(f.api.requests().size(), 1);
    QCOMPARE(f.metrics.requests().size(), 0);
}

void TestMetricsScraper::newBranch()
{
    Fixture f;
    f.scrape(u"br1"_s);
    QTRY_COMPARE(f.results.size(), 1);
    f.api.setEvery([&f](const QByteArray &) { return RawPeer::http(200, f.discovery({"br1", "br9"})); });
    f.clock.advance(seconds(31));
    f.scrape(u"br9"_s);
    QTRY_COMPARE(f.results.size(), 2);
    QVERIFY(f.results.at(1));
    QCOMPARE(f.api.requests().size(), 2);
}

void TestMetricsScraper::discoveryFails()
{
    Fixture f;
    f.api.addHttp(404, "{\"code\":\"not_found\",\"message\":\"Not Found\"}");
    f.scrape(u"br1"_s);
    f.scrape(u"br2"_s);
    QTRY_COMPARE(f.results.size(), 2);
    for (const auto &result : std::as_const(f.results)) {
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ApiError::Kind::NotFound);
        QCOMPARE(result.error().operation, u"list_scrape_targets"_s);
        QCOMPARE(result.error().requirement, u"service token: read_metrics_endpoints"_s);
    }
    QCOMPARE(f.api.requests().size(), 1);
    f.scrape(u"br1"_s);
    QTRY_COMPARE(f.results.size(), 3);
    QVERIFY(f.results.at(2)); // the failure was not kept
}

void TestMetricsScraper::answers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ApiError::Kind>("kind");
    QTest::addColumn<QString>("message");
    using Kind = ApiError::Kind;
    QTest::newRow("down") << RawPeer::http(503,
                                           "{\"code\":\"unavailable\",\"message\":\"Metrics service unavailable\"}")
                          << Kind::Server << u"Metrics service unavailable"_s;
    QTest::newRow("page") << RawPeer::http(200, "<html><title>Sign in</title></html>") << Kind::Decode << u"Sign in"_s;
    QTest::newRow("JSON") << RawPeer::http(200, "{\"a\":1}") << Kind::Decode << u"{\"a\":1}"_s;
    QTest::newRow("gone") << RawPeer::http(404, "{\"message\":\"Not Found\"}") << Kind::NotFound << u"Not Found"_s;
    QTest::newRow("too many") << RawPeer::http(429, "{\"message\":\"slow down\"}") << Kind::RateLimited
                              << u"slow down"_s;
    QTest::newRow("cut") << RawPeer::http(200, scraped).chopped(20) << Kind::Offline << QString();
}

void TestMetricsScraper::answers()
{
    QFETCH(QByteArray, answer);
    QFETCH(ApiError::Kind, kind);
    QFETCH(QString, message);
    Fixture f;
    f.metrics.add(answer, RawPeer::Then::Close);
    f.scrape(u"br1"_s);
    QTRY_COMPARE(f.results.size(), 1);
    QVERIFY(!f.results.at(0));
    QCOMPARE(f.results.at(0).error().kind, kind);
    QCOMPARE(f.results.at(0).error().message, message);
    QCOMPARE(f.results.at(0).error().operation, u"scrape_branch"_s);
    QCOMPARE(f.results.at(0).error().path, u"/metrics/branch/br1"_s);
    QCOMPARE(f.results.at(0).error().requirement, QString());
}

void TestMetricsScraper::tellsNoAddress()
{
    auto &category = const_cast<QLoggingCategory &>(httpLog()); // the environment of the tests turns it off
    category.setEnabled(QtDebugMsg, true);
    const auto before = qInstallMessageHandler(keepLog);
    Fixture f;
    // Servers that give the address back, in all the ways they do.
    f.metrics.addHttp(500, "{\"code\":\"hush-signature-1\",\"message\":\"no: /metrics?exp=1&sig=hush-signature-1\"}");
    f.metrics.addHttp(404, "<html><title>hush-signature-1 is not here</title></html>");
    f.metrics.addHttp(200, "<html><body>sig: hush-signature-1</body></html>");
    f.metrics.addHttp(302, "",
                      {"Location: http:"
                       "//127.0.0.1:1/x?sig=hush-signature-1"});
    f.metrics.add(RawPeer::http(200, scraped).chopped(9), RawPeer::Then::Close);
    for (int i = 0; i < 5; ++i) {
        f.scrape(u"br1"_s);
        QTRY_COMPARE(f.results.size(), i + 1);
        QVERIFY(!f.results.at(i));
        const ApiError error = f.results.at(i).error();
        g_log.append(QStringList{error.code, error.message, error.detail, error.path, error.operation}.join(u' '));
    }
    for (const SentRequest &request : std::as_const(f.sent))
        g_log.append(request.path);
    qInstallMessageHandler(before);
    category.setEnabled(QtDebugMsg, false);
    QVERIFY(g_log.size() >= 10);
    QVERIFY2(g_log.filter(u"GET /metrics/branch/br1 -> 500"_s).size() == 1, qPrintable(g_log.join(u'\n')));
    for (const QString &line : std::as_const(g_log)) {
        QVERIFY2(!line.contains(u"hush"_s), qPrintable(line));
        QVERIFY2(!line.contains(u"exp=1772"_s), qPrintable(line));
    }
}

void TestMetricsScraper::neverFollowsRedirects()
{
    Fixture f;
    RawPeer other;
    for (const QByteArray &to : {other.url().toEncoded() + "/metrics", f.metrics.url().toEncoded() + "/elsewhere"}) {
        f.metrics.addHttp(302, "", {"Location: " + to});
        f.scrape(u"br1"_s);
    }
    QTRY_COMPARE(f.results.size(), 2);
    QCOMPARE(f.results.at(0).error().kind, ApiError::Kind::Decode);
    QCOMPARE(f.results.at(0).error().detail, u"redirect to 127.0.0.1 not followed"_s);
    QCOMPARE(other.requests().size(), 0);
    QCOMPARE(f.metrics.requests().size(), 2);
}

void TestMetricsScraper::fewAtOnce()
{
    Fixture f;
    f.metrics.setEvery({});
    f.metrics.setByTarget([](const QByteArray &) { return RawPeer::http(200, scraped); });
    for (int i = 0; i < 8; ++i)
        f.scrape(u"br1"_s);
    QTRY_COMPARE(f.metrics.requests().size(), 3);
    QTest::qWait(50);
    QCOMPARE(f.metrics.requests().size(), 3);
    f.metrics.releaseTarget(f.lastTarget());
    QTRY_VERIFY(f.metrics.requests().size() > 3);
    QVERIFY(f.metrics.requests().size() <= 6);
}

void TestMetricsScraper::bodyCap()
{
    MetricsScraper::Options options;
    options.maximumBody = scraped.size() - 1;
    Fixture f(options);
    f.scrape(u"br1"_s);
    QTRY_COMPARE(f.results.size(), 1);
    QCOMPARE(f.results.at(0).error().kind, ApiError::Kind::TooLarge);
}

void TestMetricsScraper::timeout()
{
    MetricsScraper::Options options;
    options.totalTimeout = std::chrono::milliseconds(50);
    Fixture f(options);
    f.metrics.setEvery({});
    f.metrics.setByTarget([](const QByteArray &) { return QByteArray(); });
    f.scrape(u"br1"_s);
    QTRY_COMPARE(f.results.size(), 1);
    QCOMPARE(f.results.at(0).error().kind, ApiError::Kind::Timeout);
}

void TestMetricsScraper::contextGone()
{
    Fixture f;
    auto context = std::make_unique<QObject>();
    int calls = 0;
    f.scraper.scrape(u"acme"_s, u"br1"_s, context.get(), [&](const auto &) { ++calls; });
    f.scraper.discover(u"acme"_s, context.get(), [&](const auto &) { ++calls; });
    context.reset();
    f.scrape(u"br2"_s);
    QTRY_COMPARE(f.results.size(), 1);
    QTRY_COMPARE(f.scraper.pendingCount(), 0);
    QCOMPARE(calls, 0);
    QCOMPARE(f.metrics.requests().size(), 1);
}

void TestMetricsScraper::deletedInACallback()
{
    Fixture f;
    auto scraper = std::make_unique<MetricsScraper>(&f.client, &f.network, &f.clock);
    int calls = 0;
    for (int i = 0; i < 4; ++i) {
        scraper->scrape(u"acme"_s, u"br1"_s, &f.owner, [&](const auto &) {
            ++calls;
            scraper.reset();
        });
    }
    QTRY_COMPARE(calls, 1);
    auto second = std::make_unique<MetricsScraper>(&f.client, &f.network, &f.clock);
    second->discover(u"acme"_s, &f.owner, [&](const auto &) {
        ++calls;
        second.reset();
    });
    second->scrape(u"acme"_s, u"br1"_s, &f.owner, [&](const auto &) { ++calls; });
    QTRY_COMPARE(calls, 2);
    QTest::qWait(20);
    QCOMPARE(calls, 2);
}

void TestMetricsScraper::readOnlyLetsItThrough()
{
    Fixture f;
    f.client.setReadOnly(true);
    f.scrape(u"br1"_s);
    QTRY_COMPARE(f.results.size(), 1);
    QVERIFY(f.results.at(0));
}

void TestMetricsScraper::discover()
{
    Fixture f;
    QStringList branches;
    const auto keep = [&](const Result<ScrapeTargets> &result) {
        QVERIFY(result);
        for (const ScrapeTarget &target : result->targets)
            branches.append(target.branchId);
    };
    f.scraper.discover(u"acme"_s, &f.owner, keep);
    QCOMPARE(branches.size(), 0);
    QTRY_COMPARE(branches, (QStringList{u"br1"_s, u"br2"_s}));
    f.scraper.discover(u"acme"_s, &f.owner, keep);
    QCOMPARE(branches.size(), 2); // not before it returned
    QTRY_COMPARE(branches.size(), 4);
    QCOMPARE(f.api.requests().size(), 1);
    f.scraper.forget();
    f.scraper.discover(u"acme"_s, &f.owner, keep);
    QTRY_COMPARE(branches.size(), 6);
    QCOMPARE(f.api.requests().size(), 2);
}

ORRERY_SUITE(TestMetricsScraper)
#include "tst_metrics_scraper.moc"
