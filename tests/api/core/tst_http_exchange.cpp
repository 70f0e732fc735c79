// SPDX-License-Identifier: GPL-3.0-or-later
// What a peer may do to the one way a request leaves the program.
#include "api/core/classify.h"
#include "api/core/http_exchange.h"
#include "api/core/http_log.h"
#include "api/core/network_access.h"
#include "tests/support/raw_peer.h"
#include "tests/support/suite.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <optional>

using namespace orrery::api;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = ApiError::Kind;
using Then = RawPeer::Then;

namespace {

constexpr int cap = 100'000;

/// One exchange with its end. Counts the ends: more than one is a fault.
struct Run
{
    Run(QNetworkAccessManager *network, const HttpRequest &request)
        : exchange(std::make_unique<HttpExchange>(
            network, request,
            [this](HttpAnswer answer) {
                ++ends;
                result = std::move(answer);
            },
            nullptr))
    {
        endedAtOnce = ends > 0;
    }
    int ends = 0;
    bool endedAtOnce = false;
    HttpAnswer result;
    std::unique_ptr<HttpExchange> exchange;
};

HttpRequest get(const QUrl &url)
{
    HttpRequest request;
    request.url = url;
    request.authorization = "Bearer hush";
    request.limits.body = cap;
    request.operation = u"test"_s;
    request.path = u"/v1/things"_s;
    return request;
}

QByteArray head(const QByteArray &more)
{
    return "HTTP/1.1 200 OK\r\n" + more + "\r\n";
}

/// `size` zeros, a thousandth of that on the wire.
QByteArray deflated(qsizetype size)
{
    return qCompress(QByteArray(size, '0'), 9).mid(4);
}

} // namespace

class TestHttpExchange : public QObject
{
    Q_OBJECT

    LoopbackOnlyNetwork m_network;

private Q_SLOTS:
    void answers_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Then>("then");
        QTest::addColumn<int>("status");
        QTest::addColumn<std::optional<Kind>>("failure");
        QTest::addColumn<qsizetype>("size"); // of the body
        const auto row = [](const char *name, const QByteArray &bytes, Then then, int status,
                            std::optional<Kind> failure,
                            qsizetype size) { QTest::newRow(name) << bytes << then << status << failure << size; };
        row("whole", head("Content-Length: 5\r\n") + "12345", Then::KeepOpen, 200, {}, 5);
        row("until the end of the connection", head({}) + "12345", Then::Close, 200, {}, 5);
        row("an error is whole too", "HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy", Then::KeepOpen, 503, {}, 4);
        row("compressed", RawPeer::http(200, deflated(1000), {"Content-Encoding: deflate"}), Then::KeepOpen, 200, {},
            1000);
        row("compressed, cut short in a chunk",
            head("Content-Encoding: deflate\r\nTransfer-Encoding: chunked\r\n") + "32\r\n" + deflated(1000).left(6),
            Then::Close, 200, Kind::Offline, 260);
        row("compressed, broken", RawPeer::http(200, "0123456789", {"Content-Encoding: deflate"}), Then::KeepOpen, 200,
            Kind::Decode, 0);
        row("cut short", head("Content-Length: 50\r\n") + "12345", Then::Close, 200, Kind::Offline, 5);
        row("cut short in a chunk", head("Transfer-Encoding: chunked\r\n") + "32\r\n12345", Then::Close, 200,
            Kind::Offline, 5);
        row("closed before a status", {}, Then::Close, 0, Kind::Offline, 0);
        row("closed within the status", "HTTP/1.1 2", Then::Close, 0, Kind::Offline, 0);
        row("closed within the headers", "HTTP/1.1 200 OK\r\nContent-Le", Then::Close, 0, Kind::Offline, 0);
        row("no HTTP at all", "SSH-2.0-OpenSSH_9.2\r\n\r\n", Then::Close, 0, Kind::Offline, 0);
        row("silence", "x", Then::Hold, 0, Kind::Timeout, 0);
        row("headers byte by byte", "HTTP/1.1 200 OK\r\nX-A: " + QByteArray(500, 'a'), Then::Trickle, 0, Kind::Timeout,
            0);
        row("a body byte by byte", head("Content-Length: 500\r\n") + QByteArray(500, 'a'), Then::Trickle, 0,
            Kind::Timeout, 0);
        row("a body without end", head({}) + QByteArray(8192, 'a'), Then::Repeat, 200, Kind::TooLarge, 0);
        row("announced too large", head("Content-Length: 100001\r\n") + "1", Then::KeepOpen, 200, Kind::TooLarge, 0);
        row("compressed, one byte too many", RawPeer::http(200, deflated(cap + 1), {"Content-Encoding: deflate"}),
            Then::KeepOpen, 200, Kind::TooLarge, 0);
        row("headers too large",
            head("Content-Length: 1\r\nX-A: " + QByteArray(40'000, 'a') + "\r\nX-B: " + QByteArray(40'000, 'b')
                 + "\r\n")
                + "1",
            Then::KeepOpen, 200, Kind::TooLarge, 0);
    }
    void answers()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(Then, then);
        QFETCH(int, status);
        QFETCH(std::optional<Kind>, failure);
        QFETCH(qsizetype, size);
        RawPeer peer;
        peer.add(bytes, then);
        HttpRequest request = get(peer.url());
        request.limits.idle = then == Then::Hold ? 100ms : 10s;
        request.limits.total = then == Then::Trickle ? 300ms : 10s;
        const Run run(&m_network, request);
        QVERIFY(!run.endedAtOnce);
        QTRY_COMPARE(run.ends, 1);
        const auto found = transportFailure(run.result);
        QCOMPARE(found.has_value(), failure.has_value());
        if (failure)
            QVERIFY2(found->kind == *failure, qPrintable(found->detail));
        QCOMPARE(run.result.body.size(), size);
        if (status != 0)
            QCOMPARE(run.result.status, status);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(run.ends, 1);
    }

    void whatIsNotSent_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("authorization");
        QTest::addColumn<QByteArray>("tenant");
        QTest::addColumn<bool>("secret");
        QTest::addColumn<HttpRefusal>("refusal");
        const QByteArray key = "Bearer hush";
        const auto row = [](const char *name, const QString &url, const QByteArray &authorization,
                            const QByteArray &tenant, HttpRefusal refusal) {
            QTest::newRow(name) << url << authorization << tenant << false << refusal;
        };
        QTest::newRow("a secret in the body")
            << u"http://10.0.0.1/"_s << QByteArray() << QByteArray() << true << HttpRefusal::PlainCredential;
        row("in plain http", u"http://api.planetscale.com/v1"_s, key, {}, HttpRefusal::PlainCredential);
        row("to a neighbour", u"http://10.0.0.1/"_s, key, {}, HttpRefusal::PlainCredential);
        row("a name like ours", u"http://localhost.example/"_s, key, {}, HttpRefusal::PlainCredential);
        row("another scheme", u"ftp://127.0.0.1/"_s, {}, {}, HttpRefusal::Address);
        row("a file", u"file:///etc/passwd"_s, {}, {}, HttpRefusal::Address);
        row("no address", {}, {}, {}, HttpRefusal::Address);
        row("a password in the address", u"http://me:hush@127.0.0.1/"_s, {}, {}, HttpRefusal::Address);
        row("a header in the credential", u"http://127.0.0.1/"_s, "Bearer a\r\nX-Evil: 1", {}, HttpRefusal::Header);
        row("a header in a header", u"http://127.0.0.1/"_s, key, "a\nX-Evil: 1", HttpRefusal::Header);
    }
    void whatIsNotSent()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, authorization);
        QFETCH(QByteArray, tenant);
        QFETCH(bool, secret);
        QFETCH(HttpRefusal, refusal);
        const int before = m_network.refusedCount();
        HttpRequest request = get(QUrl(url));
        request.authorization = authorization;
        request.carriesSecret = secret;
        request.headers.append({"X-Tenant", tenant});
        const Run run(&m_network, request);
        QVERIFY(!run.endedAtOnce);
        QTRY_COMPARE(run.ends, 1);
        QCOMPARE(run.result.refusal, refusal);
        QCOMPARE(transportFailure(run.result)->kind, Kind::Unsafe);
        QVERIFY(!transportFailure(run.result)->detail.contains(u"hush"_s));
        QVERIFY(!run.result.bytesMayHaveLeft);
        QCOMPARE(m_network.refusedCount(), before);
    }

    void aPersonMayAllowAPlainCredential()
    {
        const int before = m_network.refusedCount();
        HttpRequest request = get(QUrl(u"http://prometheus.example/"_s));
        request.allowPlainCredential = true;
        const Run run(&m_network, request);
        QTRY_COMPARE(run.ends, 1);
        QCOMPARE(run.result.refusal, HttpRefusal::None);
        QCOMPARE(m_network.refusedCount(), before + 1); // by the manager of the tests
    }

    void redirects_data()
    {
        QTest::addColumn<Method>("method");
        QTest::addColumn<HttpRedirects>("policy");
        QTest::addColumn<QByteArray>("location"); // OTHER: the second peer
        QTest::addColumn<bool>("followed");
        QTest::newRow("same origin") << Method::Get << HttpRedirects::SameOrigin << QByteArray("/there") << true;
        QTest::newRow("refused") << Method::Get << HttpRedirects::Refuse << QByteArray("/there") << false;
        QTest::newRow("of a change") << Method::Post << HttpRedirects::SameOrigin << QByteArray("/there") << false;
        QTest::newRow("another port") << Method::Get << HttpRedirects::SameOrigin << QByteArray("OTHER/there") << false;
        QTest::newRow("another host in plain http")
            << Method::Get << HttpRedirects::SameOrigin << QByteArray("http://elsewhere.example/") << false;
        QTest::newRow("another scheme") << Method::Get << HttpRedirects::SameOrigin << QByteArray("HTTPS/there")
                                        << false;
        QTest::newRow("a file") << Method::Get << HttpRedirects::SameOrigin << QByteArray("file:///etc/passwd")
                                << false;
    }
    void redirects()
    {
        QFETCH(Method, method);
        QFETCH(HttpRedirects, policy);
        QFETCH(QByteArray, location);
        QFETCH(bool, followed);
        RawPeer other;
        other.addHttp(200, "stolen");
        RawPeer peer;
        location.replace("OTHER", other.url().toEncoded());
        location.replace("HTTPS", "https://127.0.0.1:" + QByteArray::number(peer.serverPort()));
        peer.addHttp(307, {}, {"Location: " + location});
        peer.addHttp(200, "moved");
        const int before = m_network.refusedCount();
        HttpRequest request = get(peer.url());
        request.method = method;
        request.redirects = policy;
        const Run run(&m_network, request);
        QTRY_COMPARE(run.ends, 1);
        QCOMPARE(other.connectionCount(), 0);
        QCOMPARE(m_network.refusedCount(), before);
        QCOMPARE(run.result.status, followed ? 200 : 307);
        QCOMPARE(peer.requests().size(), followed ? 2 : 1);
    }

    void aSecondAnswerIsNotTheNextOnes()
    {
        RawPeer peer;
        peer.add(RawPeer::http(200, "first") + RawPeer::http(200, "forged"));
        peer.addHttp(200, "second");
        const Run first(&m_network, get(peer.url()));
        QTRY_COMPARE(first.ends, 1);
        QCOMPARE(first.result.body, "first");
        const Run second(&m_network, get(peer.url()));
        QTRY_COMPARE(second.ends, 1);
        QCOMPARE(second.result.body, "second");
    }

    void aChangeLeavesOnce()
    {
        RawPeer peer;
        peer.add({}, Then::Close);
        HttpRequest request = get(peer.url());
        request.method = Method::Post;
        request.body = "{}";
        const Run run(&m_network, request);
        QTRY_COMPARE(run.ends, 1);
        QVERIFY(run.result.bytesMayHaveLeft);
        QCOMPARE(peer.requests().size(), 1);
    }

    // What decompresses to far more than the cap.
    void aBombIsStopped()
    {
        const QByteArray bomb = deflated(200'000'000);
        RawPeer peer;
        peer.addHttp(200, bomb, {"Content-Encoding: deflate"});
        HttpRequest request = get(peer.url());
        request.limits.body = 1'000'000;
        const Run run(&m_network, request);
        QTRY_COMPARE(run.ends, 1);
        QCOMPARE(transportFailure(run.result)->kind, Kind::TooLarge);
        QCOMPARE(run.result.tooLarge, (PassedLimit{.of = PassedLimit::Of::Body, .most = 1'000'000}));
        QCOMPARE(run.result.body.size(), 0);
    }

    void largeBodiesPassTheBuffer_data()
    {
        QTest::addColumn<bool>("compressed");
        QTest::newRow("plain") << false;
        QTest::newRow("compressed") << true;
    }
    void largeBodiesPassTheBuffer()
    {
        QFETCH(bool, compressed);
        QByteArray body(8'000'000, Qt::Uninitialized);
        QRandomGenerator noise(42); // does not shrink
        std::generate(body.begin(), body.end(), [&noise] { return char(noise.generate()); });
        RawPeer peer;
        if (compressed)
            peer.addHttp(200, qCompress(body).mid(4), {"Content-Encoding: deflate"});
        else
            peer.addHttp(200, body);
        HttpRequest request = get(peer.url());
        request.limits.body = body.size();
        const Run run(&m_network, request);
        QTRY_COMPARE(run.ends, 1);
        QVERIFY(!transportFailure(run.result));
        QVERIFY(run.result.body == body);
    }

    void deletingItIsSilent()
    {
        RawPeer peer;
        peer.addHttp(200, "{}", {}, Then::Hold);
        Run run(&m_network, get(peer.url()));
        QTRY_COMPARE(peer.requests().size(), 1);
        run.exchange.reset();
        QTRY_COMPARE(peer.openConnectionCount(), 0);
        QCOMPARE(run.ends, 0);
    }

    void theManagerMayGoFirst()
    {
        RawPeer peer;
        peer.addHttp(200, "{}", {}, Then::Hold);
        auto network = std::make_unique<LoopbackOnlyNetwork>();
        const Run run(network.get(), get(peer.url()));
        QTRY_COMPARE(peer.requests().size(), 1);
        network.reset();
        QTRY_COMPARE(run.ends, 1);
        QVERIFY(transportFailure(run.result));
        QVERIFY(run.result.bytesMayHaveLeft);
    }

    void logsNoAddressAndNoControlCharacters()
    {
        const_cast<QLoggingCategory &>(httpLog()).setEnabled(QtDebugMsg, true);
        QTest::failOnWarning(QRegularExpression(u"hush"_s));
        RawPeer peer;
        peer.addHttp(200, "{}", {"X-Request-Id: r-\x1b[31m9"});
        HttpRequest request = get(QUrl(peer.url().toString() + u"/v1/things?sig=hush"_s));
        request.path = u"/v1/thi\nngs"_s;
        request.attempt = 2;
        const Run run(&m_network, request);
        static const QRegularExpression line(u"^GET /v1/things -> 200 \\d+ ms 2 bytes attempt 2( id r-\\[31m9)?$"_s);
        QTest::ignoreMessage(QtDebugMsg, line);
        QTRY_COMPARE(run.ends, 1);
        const_cast<QLoggingCategory &>(httpLog()).setEnabled(QtDebugMsg, false);
        // Newer ones of Qt leave such a header out.
        QVERIFY(run.result.requestId == "r-[31m9" || run.result.requestId.isEmpty());
        QCOMPARE(run.result.sent.operation, u"test"_s);
        QCOMPARE(run.result.sent.status, 200);
        QCOMPARE(run.result.sent.bytes, qint64(2));
    }
};

ORRERY_SUITE(TestHttpExchange)
#include "tst_http_exchange.moc"
