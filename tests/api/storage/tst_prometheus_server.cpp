// SPDX-License-Identifier: GPL-3.0-or-later
// The client of a Prometheus-compatible server over a real socket. tst_prometheus asks a real one.
#include "api/core/network_access.h"
#include "api/core/utc.h"
#include "api/storage/prometheus_server.h"
#include "tests/support/raw_peer.h"
#include "tests/support/suite.h"

#include <QtTest>

using namespace orrery::api;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray empty = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}";
const QByteArray one = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},"
                       "\"value\":[1,\"1\"]}]}}";

PrometheusServerInfo serverAt(const QUrl &url, const QString &path = {})
{
    PrometheusServerInfo info;
    info.name = u"ops"_s;
    info.base = url;
    info.base.setPath(path);
    return info;
}

QUrl address(const char *afterScheme, const char *scheme = "https:")
{
    return QUrl(QString::fromUtf8(scheme) + u"//"_s + QString::fromUtf8(afterScheme));
}

} // namespace

class TestPrometheusServer final : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        RawPeer peer;
        LoopbackOnlyNetwork network;
        QObject owner;
        PrometheusServer server;
        QList<Result<PromAnswer>> answers;
        QList<Result<PromBuild>> builds;

        explicit Fixture(const PrometheusServer::Options &options = {}) : server(&network, options)
        {
            server.setServer(serverAt(peer.url()), {});
            peer.setEvery([](const QByteArray &) { return RawPeer::http(200, empty); });
        }
        void range(const QString &promql = u"up"_s)
        {
            const QDateTime from({2026, 3, 1}, {12, 0}, orrery::kUtc);
            server.queryRange(
                {.promql = promql, .from = from, .to = from.addSecs(3600), .step = std::chrono::seconds(60)}, &owner,
                [this](const Result<PromAnswer> &answer) { answers.append(answer); });
        }
        void test()
        {
            server.test(&owner, [this](const Result<PromBuild> &build) { builds.append(build); });
        }
    };

private Q_SLOTS:
    void problems_data();
    void problems();
    void sentences();
    void queryRange();
    void longQueriesArePosted();
    void stepIsMadeLonger();
    void instant();
    void credentials_data();
    void credentials();
    void errors_data();
    void errors();
    void secretIsNotGivenBack();
    void neverFollowsRedirects();
    void problemsSendNothing();
    void connectionTest();
    void connectionTestWithoutBuildInfo();
    void connectionTestFails();
    void fewAtOnce();
    void timeout();
    void contextGone();
    void deletedInACallback();
};

void TestPrometheusServer::problems_data()
{
    QTest::addColumn<PrometheusServerInfo>("info");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<PrometheusServerProblem>("problem");
    using P = PrometheusServerProblem;
    using A = PrometheusServerInfo::Authentication;
    const auto row = [](const char *name, const QUrl &base, P problem, A authentication = A::None,
                        const char *user = "", const QByteArray &secret = {}, const char *tenant = "",
                        bool allow = false) {
        PrometheusServerInfo info;
        info.base = base;
        info.authentication = authentication;
        info.user = QString::fromUtf8(user);
        info.tenant = QString::fromUtf8(tenant);
        info.allowPlainCredential = allow;
        QTest::newRow(name) << info << secret << problem;
    };
    row("good", address("prom.example.com"), P::None);
    row("path prefix", address("mimir.example.com/prometheus/"), P::None);
    row("plain without a credential", address("prom.example.com:9090", "http:"), P::None);
    row("no address", {}, P::NoAddress);
    row("another scheme", address("x", "ftp:"), P::NotHttp);
    row("no scheme", QUrl(u"prom.example.com"_s), P::NotHttp);
    row("no host", QUrl(u"https:/x"_s), P::BadAddress);
    row("query", address("prom.example.com/?a=1"), P::BadAddress);
    row("fragment", address("prom.example.com/#graph"), P::BadAddress);
    row("credential", address("me:hush@prom.example.com"), P::CredentialInAddress);
    row("api path", address("prom.example.com/prometheus/api/v1/query"), P::ApiPath);
    row("api path alone", address("prom.example.com/api/v1"), P::ApiPath);
    row("api path with a slash", address("prom.example.com/api/v1/query_range/"), P::ApiPath);
    row("build information", address("prom.example.com/api/v1/status/buildinfo"), P::ApiPath);
    row("api path behind a proxy's",
        address("rancher.example.com/k8s/clusters/c-1/api/v1/namespaces/mon/services/http:prom:9090/proxy/api/v1"),
        P::ApiPath);
    // The proxy's own address has /api/v1 in it.
    row("Kubernetes proxy",
        address("127.0.0.1:8001/api/v1/namespaces/monitoring/services/http:prometheus:9090/proxy", "http:"), P::None);
    row("Rancher proxy",
        address("rancher.example.com/k8s/clusters/c-1/api/v1/namespaces/mon/services/http:prom:9090/proxy"), P::None);
    row("only a name", address("prom.example.com/team-api/v1"), P::None);
    row("basic", address("prom.example.com"), P::None, A::Basic, "me", "hush");
    row("no user", address("prom.example.com"), P::NoUser, A::Basic, "", "hush");
    row("colon in the user", address("prom.example.com"), P::BadUser, A::Basic, "me:you", "hush");
    row("no password", address("prom.example.com"), P::NoSecret, A::Basic, "me");
    row("no token", address("prom.example.com"), P::NoSecret, A::Bearer);
    row("line break in the token", address("prom.example.com"), P::BadSecret, A::Bearer, "", "hush\r\nX: 1");
    row("tenant", address("prom.example.com"), P::None, A::None, "", {}, "team-a|team-b");
    row("line break in the tenant", address("prom.example.com"), P::BadTenant, A::None, "", {}, "a\r\nX: 1");
    row("plain to another machine", address("prom.example.com", "http:"), P::PlainCredential, A::Bearer, "", "hush");
    row("plain and allowed", address("prom.example.com", "http:"), P::None, A::Bearer, "", "hush", "", true);
    row("plain to this machine", address("127.0.0.1:9090", "http:"), P::None, A::Bearer, "", "hush");
    row("plain to localhost", address("localhost:9090", "http:"), P::None, A::Basic, "me", "hush");
}

void TestPrometheusServer::problems()
{
    QFETCH(PrometheusServerInfo, info);
    QFETCH(QByteArray, secret);
    QFETCH(PrometheusServerProblem, problem);
    QCOMPARE(problemOf(info, Secret(secret)), problem);
}

void TestPrometheusServer::sentences()
{
    QCOMPARE(describeProblem(PrometheusServerProblem::None), QString());
    QStringList all;
    for (int i = 1; i <= int(PrometheusServerProblem::PlainCredential); ++i)
        all.append(describeProblem(PrometheusServerProblem(i)));
    QVERIFY(!all.contains(QString()));
    QCOMPARE(all.removeDuplicates(), 0);
    QVERIFY(all.constLast().contains(u"could be read on its way"_s));
    QCOMPARE(prometheusSecretEntry(serverAt({})).key, u"Orrery: Prometheus server ops, password or token"_s);
}

void TestPrometheusServer::queryRange()
{
    Fixture f;
    f.server.setServer(serverAt(f.peer.url(), u"/prometheus/"_s), {});
    QList<SentRequest> sent;
    connect(&f.server, &PrometheusServer::requestFinished, &f.owner, [&](const SentRequest &s) { sent.append(s); });
    f.range(u"m{a=\"b+c & d\"}"_s);
    QCOMPARE(f.answers.size(), 0);
    QTRY_COMPARE(f.answers.size(), 1);
    QVERIFY(f.answers.at(0));
    const RawPeer::Seen &seen = f.peer.requests().at(0);
    QCOMPARE(seen.method, QByteArray("GET"));
    QCOMPARE(seen.target,
             QByteArray("/prometheus/api/v1/query_range?query=m%7Ba%3D%22b%2Bc%20%26%20d%22%7D&start=1772366400&"
                        "end=1772370000&step=60"));
    QVERIFY(!seen.headers.contains("authorization"));
    QVERIFY(!seen.headers.contains("x-scope-orgid"));
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).operation, u"prometheus_query_range"_s);
    QCOMPARE(sent.at(0).path, u"/prometheus/api/v1/query_range"_s);
}

void TestPrometheusServer::longQueriesArePosted()
{
    Fixture f;
    f.range(u"m{a=~\""_s + u"x"_s.repeated(1500) + u"\"}"_s);
    QTRY_COMPARE(f.answers.size(), 1);
    const RawPeer::Seen &seen = f.peer.requests().at(0);
    QCOMPARE(seen.method, QByteArray("POST"));
    QCOMPARE(seen.target, QByteArray("/api/v1/query_range"));
    QCOMPARE(seen.headers.value("content-type"), QByteArray("application/x-www-form-urlencoded"));
    QVERIFY(seen.body.startsWith("query=m%7Ba%3D~%22xxx"));
    QVERIFY(seen.body.endsWith("&start=1772366400&end=1772370000&step=60"));
}

void TestPrometheusServer::stepIsMadeLonger()
{
    Fixture f;
    const QDateTime from({2026, 1, 1}, {0, 0}, orrery::kUtc);
    f.server.queryRange({.promql = u"up"_s, .from = from, .to = from.addDays(30), .step = std::chrono::seconds(60)},
                        &f.owner, [&f](const Result<PromAnswer> &answer) { f.answers.append(answer); });
    QTRY_COMPARE(f.answers.size(), 1);
    QVERIFY(f.peer.requests().at(0).target.endsWith("&step=300"));
}

void TestPrometheusServer::instant()
{
    Fixture f;
    f.peer.addHttp(200, one);
    f.server.query(u"up"_s, {}, &f.owner, [&f](const Result<PromAnswer> &answer) { f.answers.append(answer); });
    QTRY_COMPARE(f.answers.size(), 1);
    QCOMPARE(f.answers.at(0)->series.at(0).points.at(0).value, 1);
    QCOMPARE(f.peer.requests().at(0).target, QByteArray("/api/v1/query?query=up"));
    f.server.query(u"up"_s, QDateTime({2026, 3, 1}, {12, 0, 0, 50}, orrery::kUtc), &f.owner,
                   [&f](const Result<PromAnswer> &answer) { f.answers.append(answer); });
    QTRY_COMPARE(f.answers.size(), 2);
    QCOMPARE(f.peer.requests().at(1).target, QByteArray("/api/v1/query?query=up&time=1772366400.050"));
}

void TestPrometheusServer::credentials_data()
{
    using A = PrometheusServerInfo::Authentication;
    QTest::addColumn<PrometheusServerInfo::Authentication>("authentication");
    QTest::addColumn<QString>("tenant");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("none") << A::None << u"team-a"_s << QByteArray();
    QTest::newRow("basic") << A::Basic << QString() << QByteArray("Basic " + QByteArray("me:hush:hush").toBase64());
    QTest::newRow("bearer") << A::Bearer << u"team-a"_s << QByteArray("Bearer hush:hush");
}

void TestPrometheusServer::credentials()
{
    QFETCH(PrometheusServerInfo::Authentication, authentication);
    QFETCH(QString, tenant);
    QFETCH(QByteArray, header);
    Fixture f;
    PrometheusServerInfo info = serverAt(f.peer.url());
    info.authentication = authentication;
    info.user = u"me"_s;
    info.tenant = tenant;
    f.server.setServer(info, Secret("hush:hush"));
    f.range();
    QTRY_COMPARE(f.answers.size(), 1);
    QVERIFY(f.answers.at(0));
    QCOMPARE(f.peer.requests().at(0).headers.value("authorization"), header);
    QCOMPARE(f.peer.requests().at(0).headers.value("x-scope-orgid"), tenant.toLatin1());
}

void TestPrometheusServer::errors_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ApiError::Kind>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    using Kind = ApiError::Kind;
    const auto row = [](const char *name, const QByteArray &answer, Kind kind, int status, const char *code,
                        const char *message) {
        QTest::newRow(name) << answer << kind << status << QString::fromUtf8(code) << QString::fromUtf8(message);
    };
    const QByteArray bad = "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error: x\"}";
    row("bad query", RawPeer::http(400, bad), Kind::Invalid, 400, "bad_data", "parse error: x");
    row("cannot be answered",
        RawPeer::http(422, "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"too many samples\"}"),
        Kind::Invalid, 422, "execution", "too many samples");
    row("refused with 200", RawPeer::http(200, bad), Kind::Invalid, 200, "bad_data", "parse error: x");
    row("unauthorized", RawPeer::http(401, "Unauthorized\n"), Kind::Unauthorized, 401, "", "Unauthorized");
    row("forbidden", RawPeer::http(403, "<html><title>Forbidden</title></html>"), Kind::Forbidden, 403, "",
        "Forbidden");
    row("nothing there", RawPeer::http(404, "404 page not found"), Kind::NotFound, 404, "", "404 page not found");
    row("timeout of the server",
        RawPeer::http(503, "{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"query timed out\"}"),
        Kind::Server, 503, "timeout", "query timed out");
    row("starting", RawPeer::http(503, "Service Unavailable"), Kind::Server, 503, "", "Service Unavailable");
    row("page", RawPeer::http(200, "<html><title>Grafana</title></html>"), Kind::Decode, 200, "", "Grafana");
    row("cut", RawPeer::http(200, empty).chopped(5), Kind::Offline, 200, "", "");
}

void TestPrometheusServer::errors()
{
    QFETCH(QByteArray, answer);
    QFETCH(ApiError::Kind, kind);
    QFETCH(int, status);
    QFETCH(QString, code);
    QFETCH(QString, message);
    Fixture f;
    f.peer.add(answer, RawPeer::Then::Close);
    f.range();
    QTRY_COMPARE(f.answers.size(), 1);
    QVERIFY(!f.answers.at(0));
    const ApiError error = f.answers.at(0).error();
    QCOMPARE(error.kind, kind);
    QCOMPARE(error.status, status);
    QCOMPARE(error.code, code);
    QCOMPARE(error.message, message);
    QCOMPARE(error.operation, u"prometheus_query_range"_s);
    QCOMPARE(error.path, u"/api/v1/query_range"_s);
    QCOMPARE(error.requirement, QString());
}

void TestPrometheusServer::secretIsNotGivenBack()
{
    Fixture f;
    PrometheusServerInfo info = serverAt(f.peer.url());
    info.authentication = PrometheusServerInfo::Authentication::Basic;
    info.user = u"me"_s;
    f.server.setServer(info, Secret("hush-password"));
    const QByteArray encoded = QByteArray("me:hush-password").toBase64();
    f.peer.addHttp(400, "{\"status\":\"error\",\"errorType\":\"hush-password\",\"error\":\"got " + encoded + "\"}");
    f.peer.addHttp(200, "<html><title>hush-password</title></html>");
    f.range();
    QTRY_COMPARE(f.answers.size(), 1);
    f.range();
    QTRY_COMPARE(f.answers.size(), 2);
    QCOMPARE(f.answers.at(0).error().code, u"[redacted]"_s);
    QCOMPARE(f.answers.at(0).error().message, u"got [redacted]"_s);
    QCOMPARE(f.answers.at(1).error().message, u"[redacted]"_s);
}

void TestPrometheusServer::neverFollowsRedirects()
{
    Fixture f;
    f.peer.addHttp(302, "", {"Location: /login"});
    f.range();
    QTRY_COMPARE(f.answers.size(), 1);
    QCOMPARE(f.answers.at(0).error().kind, ApiError::Kind::Decode);
    QCOMPARE(f.answers.at(0).error().detail, u"redirect not followed"_s);
    QCOMPARE(f.peer.requests().size(), 1);
}

void TestPrometheusServer::problemsSendNothing()
{
    Fixture f;
    PrometheusServerInfo info = serverAt(address("prom.example.com", "http:"));
    info.authentication = PrometheusServerInfo::Authentication::Bearer;
    f.server.setServer(info, Secret("hush"));
    f.range();
    f.test();
    QTRY_COMPARE(f.answers.size(), 1);
    QTRY_COMPARE(f.builds.size(), 1);
    QCOMPARE(f.answers.at(0).error().kind, ApiError::Kind::Invalid);
    QCOMPARE(f.answers.at(0).error().message, describeProblem(PrometheusServerProblem::PlainCredential));
    QCOMPARE(f.builds.at(0).error().message, describeProblem(PrometheusServerProblem::PlainCredential));
    QCOMPARE(f.network.refusedCount(), 0);
    QCOMPARE(f.peer.requests().size(), 0);
}

void TestPrometheusServer::connectionTest()
{
    Fixture f;
    f.peer.addHttp(200, "{\"status\":\"success\",\"data\":{\"version\":\"2.42.0\",\"revision\":\"x\"}}");
    f.test();
    QTRY_COMPARE(f.builds.size(), 1);
    QVERIFY(f.builds.at(0));
    QCOMPARE(f.builds.at(0)->version, u"2.42.0"_s);
    QCOMPARE(f.peer.requests().at(0).target, QByteArray("/api/v1/status/buildinfo"));
    QCOMPARE(f.peer.requests().size(), 1);
}

void TestPrometheusServer::connectionTestWithoutBuildInfo()
{
    for (const int status : {404, 403, 200}) {
        Fixture f;
        f.peer.addHttp(status, "nothing like that");
        f.peer.addHttp(200, one);
        f.test();
        QTRY_COMPARE(f.builds.size(), 1);
        QVERIFY(f.builds.at(0));
        QCOMPARE(f.builds.at(0)->version, QString());
        QCOMPARE(f.peer.requests().at(1).target, QByteArray("/api/v1/query?query=vector%281%29"));
    }
}

void TestPrometheusServer::connectionTestFails()
{
    Fixture f;
    f.peer.setEvery([](const QByteArray &) { return RawPeer::http(200, "<html><title>Home</title></html>"); });
    f.test();
    QTRY_COMPARE(f.builds.size(), 1);
    QCOMPARE(f.builds.at(0).error().kind, ApiError::Kind::Decode);
    QCOMPARE(f.builds.at(0).error().message, u"Home"_s);
    f.peer.setEvery([](const QByteArray &) { return RawPeer::http(401, "no"); });
    f.test();
    QTRY_COMPARE(f.builds.size(), 2);
    QCOMPARE(f.builds.at(1).error().kind, ApiError::Kind::Unauthorized);
    QCOMPARE(f.peer.requests().size(), 3);
}

void TestPrometheusServer::fewAtOnce()
{
    Fixture f;
    f.peer.setEvery({});
    f.peer.setByTarget([](const QByteArray &) { return RawPeer::http(200, empty); });
    for (int i = 0; i < 5; ++i)
        f.range();
    QTRY_COMPARE(f.peer.requests().size(), 2);
    QTest::qWait(50);
    QCOMPARE(f.peer.requests().size(), 2);
    QCOMPARE(f.server.pendingCount(), 5);
}

void TestPrometheusServer::timeout()
{
    PrometheusServer::Options options;
    options.totalTimeout = std::chrono::milliseconds(50);
    Fixture f(options);
    f.peer.setEvery({});
    f.peer.setByTarget([](const QByteArray &) { return QByteArray(); });
    f.range();
    QTRY_COMPARE(f.answers.size(), 1);
    QCOMPARE(f.answers.at(0).error().kind, ApiError::Kind::Timeout);
}

void TestPrometheusServer::contextGone()
{
    Fixture f;
    auto context = std::make_unique<QObject>();
    int calls = 0;
    f.server.query(u"up"_s, {}, context.get(), [&](const auto &) { ++calls; });
    f.server.test(context.get(), [&](const auto &) { ++calls; });
    context.reset();
    f.range();
    QTRY_COMPARE(f.answers.size(), 1);
    QCOMPARE(calls, 0);
    QCOMPARE(f.peer.requests().size(), 1);
}

void TestPrometheusServer::deletedInACallback()
{
    Fixture f;
    auto server = std::make_unique<PrometheusServer>(&f.network);
    server->setServer(serverAt(f.peer.url()), {});
    int calls = 0;
    for (int i = 0; i < 3; ++i) {
        server->query(u"up"_s, {}, &f.owner, [&](const auto &) {
            ++calls;
            server.reset();
        });
    }
    QTRY_COMPARE(calls, 1);
    // Also where nothing is sent at all.
    server = std::make_unique<PrometheusServer>(&f.network);
    for (int i = 0; i < 3; ++i) {
        server->query(u"up"_s, {}, &f.owner, [&](const auto &) {
            ++calls;
            server.reset();
        });
    }
    QTRY_COMPARE(calls, 2);
    QTest::qWait(20);
    QCOMPARE(calls, 2);
}

ORRERY_SUITE(TestPrometheusServer)
#include "tst_prometheus_server.moc"
