// SPDX-License-Identifier: GPL-3.0-or-later
// What happens below HTTP: names, TLS, proxies, redirects, cookies; all of it on the loopback interface.
#include "api/core/hosts.h"
#include "tests/api/core/client_fixture.h"
#include "tests/support/suite.h"
#include "tests/support/tls_peer.h"

#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace orrery::api;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;

namespace {
const QByteArray acme = "{\"type\":\"Organization\",\"id\":\"o1\",\"name\":\"acme\"}";

/// Fails every request as told, for what cannot be provoked on the loopback interface.
class FailingNetwork final : public QNetworkAccessManager
{
public:
    explicit FailingNetwork(QNetworkReply::NetworkError error) : m_error(error) {}
    int count = 0;

protected:
    class Reply final : public QNetworkReply
    {
    public:
        Reply(const QNetworkRequest &request, NetworkError failure, QObject *parent) : QNetworkReply(parent)
        {
            setRequest(request);
            setUrl(request.url());
            setError(failure, u"as scripted"_s);
            QTimer::singleShot(0, this, [this] {
                setFinished(true);
                Q_EMIT finished();
            });
        }
        void abort() override {}

    protected:
        qint64 readData(char *, qint64) override { return -1; }
    };
    QNetworkReply *createRequest(Operation, const QNetworkRequest &request, QIODevice *) override
    {
        ++count;
        return new Reply(request, m_error, this);
    }

private:
    QNetworkReply::NetworkError m_error;
};

} // namespace

class TestNetwork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void failuresBelowHttp_data()
    {
        QTest::addColumn<QNetworkReply::NetworkError>("failure");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("sendings");
        QTest::addColumn<bool>("unknown"); // what became of a mutation
        QTest::newRow("name") << QNetworkReply::HostNotFoundError << Kind::HostNotFound << 3 << false;
        QTest::newRow("network gone") << QNetworkReply::TemporaryNetworkFailureError << Kind::Offline << 3 << true;
        QTest::newRow("TLS") << QNetworkReply::SslHandshakeFailedError << Kind::Tls << 1 << false;
        QTest::newRow("proxy unknown") << QNetworkReply::ProxyNotFoundError << Kind::Proxy << 1 << false;
        QTest::newRow("proxy silent") << QNetworkReply::ProxyTimeoutError << Kind::Proxy << 1 << false;
        QTest::newRow("proxy wants a password")
            << QNetworkReply::ProxyAuthenticationRequiredError << Kind::Proxy << 1 << false;
    }
    void failuresBelowHttp()
    {
        QFETCH(QNetworkReply::NetworkError, failure);
        QFETCH(Kind, kind);
        QFETCH(int, sendings);
        QFETCH(bool, unknown);
        FailingNetwork network(failure);
        FixedCredentials credentials;
        const orrery::Clock clock;
        QObject owner;
        ApiClient client(&network, &credentials, &clock, ClientFixture::quick(QUrl(u"http://127.0.0.1:1"_s)));
        const Outcome read(client.send(organizations::get({u"acme"_s}), &owner));
        QTRY_COMPARE(read.count, 1);
        QCOMPARE(read.error().kind, kind);
        QCOMPARE(read.error().status, 0);
        QCOMPARE(read.error().detail, u"as scripted"_s);
        QCOMPARE(network.count, sendings);
        const Outcome renamed(client.send(renameRequest(), &owner));
        QTRY_COMPARE(renamed.count, 1);
        QCOMPARE(renamed.error().kind, kind);
        QCOMPARE(renamed.error().outcomeUnknown, unknown);
        QCOMPARE(network.count, sendings + 1);
    }

    void aCertificateNobodyVouchesForIsRefused()
    {
        if (!QSslSocket::supportsSsl())
            QSKIP("no TLS library for Qt here");
        TlsPeer peer;
        peer.addHttp(200, acme);
        ClientFixture f;
        f.use(ClientFixture::quick(peer.secureUrl()));
        const Outcome read(f.client->send(organizations::get({u"acme"_s}), &f.owner));
        QTRY_COMPARE(read.count, 1);
        QCOMPARE(read.error().kind, Kind::Tls);
        QVERIFY2(read.error().detail.contains(u"self-signed"_s) || read.error().detail.contains(u"certificate"_s),
                 qPrintable(read.error().detail));
        const Outcome renamed(f.client->send(renameRequest(), &f.owner));
        QTRY_COMPARE(renamed.count, 1);
        QCOMPARE(renamed.error().kind, Kind::Tls);
        QVERIFY(!renamed.error().outcomeUnknown);
        QCOMPARE(f.sent.size(), 2);
        QCOMPARE(peer.requests().size(), 0);
    }

    void noTlsAtAll()
    {
        if (!QSslSocket::supportsSsl())
            QSKIP("no TLS library for Qt here");
        ClientFixture f;
        f.peer.add("HTTP/1.1 400 Bad Request\r\n\r\n", RawPeer::Then::Close);
        f.use(ClientFixture::quick(QUrl(u"https://127.0.0.1:%1"_s.arg(f.peer.serverPort()))));
        auto options = f.client->options();
        options.idleTimeout = std::chrono::milliseconds(300);
        f.use(options);
        const Outcome outcome(f.client->send(organizations::get({u"acme"_s}), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QVERIFY(outcome.isError());
        QCOMPARE(f.peer.requests().size(), 0);
    }

    void aProxyThatIsNotThere_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::newRow("plain") << u"http"_s;
        QTest::newRow("through a tunnel, as to PlanetScale") << u"https"_s;
    }
    void aProxyThatIsNotThere()
    {
        QFETCH(QString, scheme);
        if (scheme == u"https"_s && !QSslSocket::supportsSsl())
            QSKIP("no TLS library for Qt here");
        ClientFixture f;
        f.use(ClientFixture::quick(QUrl(u"%1://127.0.0.1:%2"_s.arg(scheme).arg(f.peer.serverPort()))));
        f.network.setProxy(QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, closedPort()));
        const Outcome outcome(f.client->send(renameRequest(), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.error().kind, Kind::Proxy);
        QVERIFY(!outcome.error().outcomeUnknown);
        QCOMPARE(f.sent.size(), 1);
        QCOMPARE(f.peer.connectionCount(), 0);
    }

    void aProxyThatRefuses()
    {
        RawPeer proxy;
        proxy.addHttp(407, "<html><title>Log in to the proxy</title></html>",
                      {"Content-Type: text/html", "Proxy-Authenticate: Basic realm=\"corp\""});
        ClientFixture f;
        f.network.setProxy(QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, proxy.serverPort()));
        const Outcome outcome(f.client->send(organizations::get({u"acme"_s}), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.error().kind, Kind::Proxy);
        QCOMPARE(f.sent.size(), 1);
        QCOMPARE(f.peer.connectionCount(), 0);
    }

    // --- redirects

    void anotherHostNeverSeesTheToken_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("301") << 301;
        QTest::newRow("302") << 302;
        QTest::newRow("307") << 307;
        QTest::newRow("308") << 308;
    }
    void anotherHostNeverSeesTheToken()
    {
        QFETCH(int, status);
        RawPeer elsewhere;
        elsewhere.addHttp(200, acme);
        ClientFixture f;
        f.peer.addHttp(status, {}, {"Location: " + elsewhere.url().toEncoded() + "/v1/organizations/acme"});
        const Outcome read(f.client->send(organizations::get({u"acme"_s}), &f.owner));
        QTRY_COMPARE(read.count, 1);
        QCOMPARE(read.error().kind, Kind::Decode);
        QCOMPARE(read.error().status, status);
        const Outcome renamed(f.client->send(renameRequest(), &f.owner));
        QTRY_COMPARE(renamed.count, 1);
        QVERIFY(renamed.isError());
        QCOMPARE(elsewhere.connectionCount(), 0);
        QCOMPARE(f.peer.requests().size(), 2);
    }

    void theSameHostMayRedirectReadsOnly()
    {
        ClientFixture f;
        f.peer.addHttp(302, {}, {"Location: /v1/organizations/renamed"});
        f.peer.addHttp(200, acme);
        f.peer.addHttp(307, {}, {"Location: /v1/organizations/renamed"});
        const Outcome read(f.client->send(organizations::get({u"acme"_s}), &f.owner));
        QTRY_COMPARE(read.count, 1);
        QVERIFY(read.result->has_value());
        QCOMPARE(f.peer.requests().at(1).target, "/v1/organizations/renamed");
        QCOMPARE(f.peer.requests().at(1).headers.value("authorization"), "Bearer first-token");
        const Outcome renamed(f.client->send(renameRequest(), &f.owner));
        QTRY_COMPARE(renamed.count, 1);
        QCOMPARE(renamed.error().kind, Kind::Decode);
        QCOMPARE(f.peer.requests().size(), 3);
    }

    void aCircleOfRedirectsEnds()
    {
        ClientFixture f;
        f.peer.addHttp(302, {}, {"Location: /v1/organizations/acme"});
        const Outcome outcome(f.client->send(organizations::get({u"acme"_s}), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QVERIFY(outcome.isError());
        QVERIFY(f.peer.requests().size() <= 4);
    }

    // --- the network manager

    void keepsNoCookiesAndNoPasswords()
    {
        const auto network = makeNetworkAccess();
        RawPeer peer;
        peer.addHttp(200, acme, {"Set-Cookie: session=1; Path=/"});
        peer.addHttp(401, {}, {"WWW-Authenticate: Basic realm=\"x\""});
        FixedCredentials credentials;
        const orrery::Clock clock;
        QObject owner;
        ApiClient client(network.get(), &credentials, &clock, ClientFixture::quick(peer.url()));
        const Outcome first(client.send(organizations::get({u"a"_s}), &owner));
        QTRY_COMPARE(first.count, 1);
        QVERIFY(first.result->has_value());
        const Outcome second(client.send(organizations::get({u"b"_s}), &owner));
        QTRY_COMPARE(second.count, 1);
        QCOMPARE(second.error().kind, Kind::Unauthorized);
        QCOMPARE(peer.requests().size(), 2);
        for (const RawPeer::Seen &seen : peer.requests()) {
            QVERIFY(!seen.headers.contains("cookie"));
            QCOMPARE(seen.headers.value("authorization"), "Bearer first-token");
        }
    }

    void loopbackOnlyRefusesTheWorld()
    {
        ClientFixture f;
        f.use(ClientFixture::quick(QUrl(u"https://api.planetscale.com"_s)));
        const Outcome outcome(f.client->send(renameRequest(), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QVERIFY(outcome.isError());
        QCOMPARE(outcome.error().detail, u"only loopback addresses are allowed here"_s);
        QCOMPARE(f.network.refusedCount(), 1);
    }

    void knowsTheLoopback()
    {
        QVERIFY(isLoopbackHost(u"localhost"_s));
        QVERIFY(isLoopbackHost(u"LOCALHOST"_s));
        QVERIFY(isLoopbackHost(u"127.0.0.1"_s));
        QVERIFY(isLoopbackHost(u"127.9.9.9"_s));
        QVERIFY(isLoopbackHost(u"::1"_s));
        QVERIFY(!isLoopbackHost(u"api.planetscale.com"_s));
        QVERIFY(!isLoopbackHost(u"localhost.example"_s));
        QVERIFY(!isLoopbackHost(u"10.0.0.1"_s));
        QVERIFY(!isLoopbackHost(QString()));
    }

    void knowsProtectedAddresses_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isProtected");
        QTest::newRow("https") << u"https://app.planetscale.com/acme"_s << true;
        QTest::newRow("http to this computer") << u"http://127.0.0.1:8080/oauth/authorize"_s << true;
        QTest::newRow("http by the name of this computer") << u"http://localhost:8080/"_s << true;
        QTest::newRow("http elsewhere") << u"http://app.planetscale.com/"_s << false;
        QTest::newRow("http to a name that begins like this computer's") << u"http://localhost.example/"_s << false;
        QTest::newRow("a file on this computer") << u"file://localhost/etc/passwd"_s << false;
        QTest::newRow("a program's scheme on this computer") << u"ms-msdt://127.0.0.1/x"_s << false;
        QTest::newRow("ftp on this computer") << u"ftp://127.0.0.1/x"_s << false;
        QTest::newRow("a script") << u"javascript:alert(1)"_s << false;
        QTest::newRow("a user name") << u"https://planetscale.com@evil.example/"_s << false;
        QTest::newRow("no host") << u"https:///acme"_s << false;
        QTest::newRow("nothing") << QString() << false;
    }
    void knowsProtectedAddresses()
    {
        QFETCH(QString, address);
        QTEST(isProtectedAddress(QUrl(address)), "isProtected");
    }

    void decompressesWithinTheCap()
    {
        // 1,000,000 blanks in about 1,000 bytes.
        const QByteArray zlib = qCompress(QByteArray(1'000'000, ' ') + acme, 9).mid(4);
        ClientFixture f;
        auto options = ClientFixture::quick(f.peer.url());
        f.peer.addHttp(200, zlib, {"Content-Encoding: deflate"});
        f.peer.addHttp(200, zlib, {"Content-Encoding: deflate"});
        const Outcome whole(f.client->send(organizations::get({u"a"_s}), &f.owner));
        QTRY_COMPARE(whole.count, 1);
        QVERIFY(whole.result->has_value());
        options.maximumBody = 500'000;
        f.use(options);
        const Outcome capped(f.client->send(organizations::get({u"a"_s}), &f.owner));
        QTRY_COMPARE(capped.count, 1);
        QCOMPARE(capped.error().kind, Kind::TooLarge);
    }
};

ORRERY_SUITE(TestNetwork)
#include "tst_network.moc"
