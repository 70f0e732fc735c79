// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/service_token_probe.h"
#include "api/auth/token_endpoint.h"
#include "api/core/network_access.h"
#include "tests/support/raw_peer.h"
#include "tests/support/suite.h"

#include <QtTest>

using namespace orrery::api;
using namespace orrery::test;
using namespace std::chrono_literals;

class TestTokenEndpoint : public QObject
{
    Q_OBJECT

    LoopbackOnlyNetwork m_network;

    std::optional<TokenAnswer> send(const QUrl &base, TokenCall::Limits limits = {})
    {
        const OAuthClient client{
            .id = QStringLiteral("c"), .secret = Secret("s"), .registered = false, .organizationEndpoint = {}};
        QObject owner;
        std::optional<TokenAnswer> result;
        TokenCall::send(&m_network, token_requests::refresh(Hosts::allAt(base), client, Secret("r")), &owner, limits,
                        [&result](const TokenAnswer &answer) { result = answer; });
        [&] {
            QVERIFY(!result); // never before send() returned
            QTRY_VERIFY_WITH_TIMEOUT(result, 10000);
        }();
        return result;
    }

private Q_SLOTS:
    void sendsAFormAndNothingElse()
    {
        RawPeer peer;
        peer.addHttp(200, R"({"access_token":"a"})");
        const auto answer = send(peer.url());
        QCOMPARE(answer->status, 200);
        QVERIFY(!answer->transport);
        const RawPeer::Seen seen = peer.requests().at(0);
        QCOMPARE(seen.method, QByteArray("POST"));
        QCOMPARE(seen.target, QByteArray("/oauth/token"));
        QCOMPARE(seen.body, QByteArray("grant_type=refresh_token&refresh_token=r&client_id=c&client_secret=s"));
        QCOMPARE(seen.headers.value("content-type"), QByteArray("application/x-www-form-urlencoded"));
        QCOMPARE(seen.headers.value("accept"), QByteArray("application/json"));
        QVERIFY(!seen.headers.contains("authorization"));
        QVERIFY(!seen.headers.contains("cookie"));
    }

    void theAddressOnlyWhereTheBodyIsNotRead_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("sendings");
        QTest::newRow("bad request") << 400 << QByteArray("{}") << 2;
        QTest::newRow("bad request, in words of the API") << 400 << QByteArray(R"({"code":"bad_request"})") << 2;
        QTest::newRow("something is missing") << 400 << QByteArray(R"({"error":"invalid_request"})") << 2;
        QTest::newRow("no JSON") << 400 << QByteArray("<html>Bad Request</html>") << 2;
        QTest::newRow("media type") << 415 << QByteArray("{}") << 2;
        QTest::newRow("a grant that was read and refused") << 400 << QByteArray(R"({"error":"invalid_grant"})") << 1;
        QTest::newRow("a client that was read and refused") << 400 << QByteArray(R"({"error":"invalid_client"})") << 1;
        QTest::newRow("refused") << 422 << QByteArray("{}") << 1;
        QTest::newRow("not permitted") << 404 << QByteArray("{}") << 1;
        QTest::newRow("taken") << 200 << QByteArray("{}") << 1;
    }
    void theAddressOnlyWhereTheBodyIsNotRead()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, sendings);
        RawPeer peer;
        peer.addHttp(status, body);
        peer.addHttp(200, R"({"id":"i","token":"t"})");
        const OAuthClient client{.id = QStringLiteral("c"),
                                 .secret = Secret("s"),
                                 .registered = false,
                                 .organizationEndpoint =
                                     OrganizationTokenEndpoint{.organization = QStringLiteral("acme"),
                                                               .applicationId = QStringLiteral("app"),
                                                               .ownerToken = {.id = QStringLiteral("abcdef123456"),
                                                                              .token = Secret("pscale_tkn_o")}}};
        QObject owner;
        std::optional<TokenAnswer> result;
        if (sendings == 2)
            QTest::ignoreMessage(QtWarningMsg,
                                 QRegularExpression(QStringLiteral("its parameters are sent in the address")));
        TokenCall::send(&m_network, token_requests::refresh(Hosts::allAt(peer.url()), client, Secret("r")), &owner, {},
                        [&result](const TokenAnswer &answer) { result = answer; });
        QTRY_VERIFY(result);
        QCOMPARE(result->status, sendings == 2 ? 200 : status);
        QCOMPARE(peer.requests().size(), sendings);
        QCOMPARE(peer.requests().at(0).target, QByteArray("/v1/organizations/acme/oauth-applications/app/token"));
        if (sendings == 2) {
            QVERIFY(peer.requests().at(1).target.startsWith(
                "/v1/organizations/acme/oauth-applications/app/token?grant_type=refresh_token&refresh_token=r&"));
            QCOMPARE(peer.requests().at(1).body, QByteArray());
        }
    }

    void scopesWithAndWithoutTheirLevel()
    {
        const auto granted = [](const char *scope) {
            TokenAnswer answer;
            answer.status = 200;
            answer.body = Secret("{\"access_token\":\"pscale_oauth_a\",\"scope\":\"" + QByteArray(scope) + "\"}");
            const auto grant = token_answers::readGrant(answer, QDateTime::currentDateTimeUtc());
            return grant ? grant->scope : QStringList(QStringLiteral("no grant"));
        };
        const QStringList both{QStringLiteral("read_user"), QStringLiteral("approve_deploy_requests")};
        QCOMPARE(granted("read_user approve_deploy_requests"), both);
        QCOMPARE(granted("user:read_user database:approve_deploy_requests organization:approve_deploy_requests"), both);
        QCOMPARE(granted(""), QStringList());
    }

    void a401WithAChallengeKeepsItsBody()
    {
        RawPeer peer;
        peer.addHttp(401, R"({"error":"invalid_client"})", {"WWW-Authenticate: Basic realm=\"x\""});
        const auto answer = send(peer.url());
        QCOMPARE(answer->status, 401);
        QCOMPARE(answer->body.reveal(), QByteArray(R"({"error":"invalid_client"})"));
        QCOMPARE(peer.requests().size(), 1);
    }

    void redirectsAreNotFollowed()
    {
        RawPeer other;
        other.addHttp(200, R"({"access_token":"a"})");
        RawPeer peer;
        peer.addHttp(307, "", {"Location: " + other.url().toEncoded() + "/oauth/token"});
        const auto answer = send(peer.url());
        QCOMPARE(answer->status, 307);
        QCOMPARE(other.requests().size(), 0);
    }

    void silenceEndsInATimeout()
    {
        RawPeer peer;
        peer.addHttp(200, "{}", {}, RawPeer::Then::Hold);
        const auto answer = send(peer.url(), {.total = 200ms});
        QCOMPARE(answer->transport, ApiError::Kind::Timeout);
    }

    void aDroppedConnectionIsNoAnswer()
    {
        RawPeer peer;
        peer.add(
            "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-Type: application/json\r\n\r\n{\"access_token\":\"a\"",
            RawPeer::Then::Close);
        const auto answer = send(peer.url());
        QCOMPARE(answer->transport, ApiError::Kind::Offline);
    }

    void nobodyListening()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost, 0));
        const QUrl url(QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort()));
        server.close();
        const auto answer = send(url);
        QCOMPARE(answer->transport, ApiError::Kind::Offline);
        QCOMPARE(answer->host, url.authority());
    }

    void aBodyWithoutEndIsCut()
    {
        RawPeer peer;
        peer.add("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + QByteArray(8192, ' '),
                 RawPeer::Then::Repeat);
        const auto answer = send(peer.url(), {.maximumBody = 64 * 1024});
        QCOMPARE(answer->transport, ApiError::Kind::TooLarge);
    }

    void deletingTheOwnerIsSilent()
    {
        RawPeer peer;
        peer.addHttp(200, "{}", {}, RawPeer::Then::Hold);
        auto owner = std::make_unique<QObject>();
        bool called = false;
        const ServiceToken token{.id = QStringLiteral("abcdef123456"), .token = Secret("pscale_tkn_x")};
        TokenCall::send(&m_network, token_requests::probe(Hosts::allAt(peer.url()), token, {}), owner.get(), {},
                        [&called](const TokenAnswer &) { called = true; });
        QTRY_COMPARE(peer.requests().size(), 1);
        owner.reset();
        QTRY_COMPARE(peer.openConnectionCount(), 0);
        QVERIFY(!called);
    }

    void probesAServiceToken()
    {
        RawPeer peer;
        peer.addHttp(200, R"({"data":[{"name":"acme"}]})");
        peer.addHttp(404, R"({"code":"not_found","message":"Not Found"})");
        const ServiceToken token{.id = QStringLiteral("abcdef123456"), .token = Secret("pscale_tkn_x")};
        std::optional<SignInResult<QStringList>> result;
        const auto run = [&](const QString &organization) {
            result.reset();
            auto *probe = new ServiceTokenProbe(&m_network, Hosts::allAt(peer.url()), token, organization, this);
            connect(probe, &ServiceTokenProbe::finished, this, [&result, probe] { result = probe->result(); });
        };
        run({});
        QTRY_VERIFY(result);
        QCOMPARE(result->value(), QStringList(QStringLiteral("acme")));
        run(QStringLiteral("globex"));
        QTRY_VERIFY(result);
        QCOMPARE(result->error().kind, SignInError::Kind::NotPermitted);
        QCOMPARE(peer.requests().at(1).target, QByteArray("/v1/organizations/globex"));
        QCOMPARE(peer.requests().at(1).headers.value("authorization"), QByteArray("abcdef123456:pscale_tkn_x"));
    }
};

ORRERY_SUITE(TestTokenEndpoint)
#include "tst_token_endpoint.moc"
