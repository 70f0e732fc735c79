// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/oauth_flow.h"
#include "api/core/network_access.h"
#include "api/core/utc.h"
#include "tests/api/auth/browser.h"
#include "tests/support/manual_clock.h"
#include "tests/support/raw_peer.h"
#include "tests/support/suite.h"

#include <QtTest>

using namespace orrery;
using namespace orrery::api;
using namespace orrery::test;
using namespace std::chrono_literals;
using State = OAuthFlow::State;

namespace {
const QByteArray goodGrant =
    R"({"access_token":"pscale_oauth_a","expires_in":3600,"refresh_token":"pscale_oauth_refresh_b"})";
}

class TestOAuthFlow : public QObject
{
    Q_OBJECT

    ManualClock m_clock;
    LoopbackOnlyNetwork m_network;
    Browser m_browser;

    // One sign-in with everything a test looks at.
    struct Run
    {
        std::unique_ptr<OAuthFlow> flow;
        std::unique_ptr<QSignalSpy> url, unavailable, strange, succeeded, failed, canceled;
        QUrl opened;

        [[nodiscard]] int ends() const { return int(succeeded->count() + failed->count() + canceled->count()); }
        [[nodiscard]] QByteArray callback() const { return callbackFor(opened); }
        [[nodiscard]] quint16 port() const { return quint16(QUrl(flow->redirectUri()).port()); }
    };

    OAuthFlow::Config config(const QUrl &base)
    {
        OAuthFlow::Config result;
        result.hosts = Hosts::allAt(base);
        result.client = {.id = QStringLiteral("client"),
                         .secret = Secret("secret"),
                         .registered = false,
                         .organizationEndpoint = {}};
        result.listener.ports = {0};
        return result;
    }

    std::unique_ptr<Run> start(const OAuthFlow::Config &flowConfig, bool browserOpens = true)
    {
        auto run = std::make_unique<Run>();
        run->flow = std::make_unique<OAuthFlow>(&m_network, &m_clock, flowConfig,
                                                [r = run.get(), browserOpens](const QUrl &url) {
                                                    r->opened = url;
                                                    return browserOpens;
                                                });
        run->url = std::make_unique<QSignalSpy>(run->flow.get(), &OAuthFlow::authorizeUrlReady);
        run->unavailable = std::make_unique<QSignalSpy>(run->flow.get(), &OAuthFlow::browserUnavailable);
        run->strange = std::make_unique<QSignalSpy>(run->flow.get(), &OAuthFlow::strangeCallback);
        run->succeeded = std::make_unique<QSignalSpy>(run->flow.get(), &OAuthFlow::succeeded);
        run->failed = std::make_unique<QSignalSpy>(run->flow.get(), &OAuthFlow::failed);
        run->canceled = std::make_unique<QSignalSpy>(run->flow.get(), &OAuthFlow::canceled);
        run->flow->begin();
        return run;
    }

private Q_SLOTS:
    void signsIn()
    {
        RawPeer service;
        service.addHttp(200, goodGrant);
        auto run = start(config(service.url()));
        QCOMPARE(run->flow->state(), State::Idle); // nothing before begin() has returned
        QTRY_COMPARE(run->flow->state(), State::WaitingForBrowser);
        QCOMPARE(run->url->count(), 1);
        QCOMPARE(run->opened, run->flow->authorizeUrl());
        QCOMPARE(run->flow->deadline(), QDateTime(QDate(2026, 3, 1), QTime(12, 5), orrery::kUtc));
        const QUrlQuery query(run->opened);
        QCOMPARE(run->opened.path(), QStringLiteral("/oauth/authorize"));
        QCOMPARE(query.queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded),
                 QStringLiteral("http://127.0.0.1:%1/callback").arg(run->port()));
        QVERIFY(query.queryItemValue(QStringLiteral("state")).size() >= 32);
        QVERIFY(!query.hasQueryItem(QStringLiteral("scope")));

        QNetworkReply *tab = m_browser.open(run->callback() + "code=the-code");
        QTRY_COMPARE(run->succeeded->count(), 1);
        QCOMPARE(run->flow->state(), State::Done);
        QTRY_VERIFY(tab->isFinished());
        QCOMPARE(Browser::status(tab), 200);
        QVERIFY(tab->readAll().contains("You are signed in"));

        const QUrlQuery sent(QString::fromLatin1(service.requests().at(0).body));
        QCOMPARE(sent.queryItemValue(QStringLiteral("code")), QStringLiteral("the-code"));
        const QByteArray verifier = sent.queryItemValue(QStringLiteral("code_verifier")).toLatin1();
        QCOMPARE(query.queryItemValue(QStringLiteral("code_challenge")).toLatin1(), Pkce::challengeFor(verifier));

        const SignInGrant grant = run->flow->takeGrant();
        QCOMPARE(grant.tokens.authorization(), QByteArray("Bearer pscale_oauth_a"));
        QCOMPARE(grant.tokens.expiresAt, QDateTime(QDate(2026, 3, 1), QTime(13, 0), orrery::kUtc));
        QCOMPARE(grant.client.id, QStringLiteral("client"));
        QVERIFY(run->flow->takeGrant().tokens.accessToken.isEmpty());
        QCOMPARE(run->ends(), 1);
    }

    void theCodeReachesTheTokenEndpointUnchanged()
    {
        RawPeer service;
        service.addHttp(200, goodGrant);
        auto run = start(config(service.url()));
        QTRY_VERIFY(!run->opened.isEmpty());
        m_browser.open(run->callback() + "code=a%2Fb%2Bc%3D%3D%25");
        QTRY_COMPARE(run->succeeded->count(), 1);
        QVERIFY2(service.requests().at(0).body.contains("&code=a%2Fb%2Bc%3D%3D%25&"),
                 service.requests().at(0).body.constData());
    }

    void theOrganizationTokenEndpoint()
    {
        RawPeer service;
        service.addHttp(200,
                        R"({"id":"cv4d3zi653gv","token":"pscale_tkn_a","plain_text_refresh_token":"pscale_tkn_b"})");
        OAuthFlow::Config flowConfig = config(service.url());
        flowConfig.client.organizationEndpoint = OrganizationTokenEndpoint{
            .organization = QStringLiteral("acme"),
            .applicationId = QStringLiteral("app"),
            .ownerToken = {.id = QStringLiteral("abcdef123456"), .token = Secret("pscale_tkn_o")}};
        auto run = start(flowConfig);
        QTRY_VERIFY(!run->opened.isEmpty());
        m_browser.open(run->callback() + "code=c");
        QTRY_COMPARE(run->succeeded->count(), 1);
        QCOMPARE(service.requests().at(0).target, QByteArray("/v1/organizations/acme/oauth-applications/app/token"));
        QVERIFY(service.requests().at(0).body.contains("\"code\":\"c\""));
        QCOMPARE(service.requests().at(0).headers.value("authorization"), QByteArray("abcdef123456:pscale_tkn_o"));
        QCOMPARE(run->flow->takeGrant().tokens.authorization(), QByteArray("cv4d3zi653gv:pscale_tkn_a"));
    }

    void registersItselfWhenAllowed()
    {
        RawPeer service;
        service.addHttp(201, R"({"client_id":"fresh","client_secret":"hush"})");
        service.addHttp(200, goodGrant);
        OAuthFlow::Config flowConfig = config(service.url());
        flowConfig.client = {};
        flowConfig.registerClient = true;
        auto run = start(flowConfig);
        QTRY_VERIFY(!run->opened.isEmpty());
        QCOMPARE(service.requests().at(0).target, QByteArray("/oauth/registration"));
        QVERIFY(service.requests().at(0).body.contains(run->flow->redirectUri().toLatin1()));
        QCOMPARE(QUrlQuery(run->opened).queryItemValue(QStringLiteral("client_id")), QStringLiteral("fresh"));
        m_browser.open(run->callback() + "code=c");
        QTRY_COMPARE(run->succeeded->count(), 1);
        const SignInGrant grant = run->flow->takeGrant();
        QCOMPARE(grant.client.secret.reveal(), QByteArray("hush"));
        QVERIFY(grant.client.registered);
    }

    void aRefusedRegistrationEndsTheFlow()
    {
        RawPeer service;
        service.addHttp(403, R"({"error":"access_denied","error_description":"no"})");
        OAuthFlow::Config flowConfig = config(service.url());
        flowConfig.client = {};
        auto off = start(flowConfig);
        QTRY_COMPARE(off->failed->count(), 1);
        QCOMPARE(off->flow->error().kind, SignInError::Kind::NotConfigured);
        flowConfig.registerClient = true;
        auto run = start(flowConfig);
        QTRY_COMPARE(run->failed->count(), 1);
        QCOMPARE(run->flow->error().kind, SignInError::Kind::RegistrationRefused);
        QCOMPARE(run->flow->error().description, QStringLiteral("no"));
    }

    void aWrongStateIsIgnored()
    {
        RawPeer service;
        service.addHttp(200, goodGrant);
        auto run = start(config(service.url()));
        QTRY_VERIFY(!run->opened.isEmpty());
        QNetworkReply *strange = m_browser.open(run->flow->redirectUri().toLatin1() + "?state=stolen&code=evil");
        QTRY_VERIFY(strange->isFinished());
        QCOMPARE(Browser::status(strange), 400);
        QCOMPARE(run->strange->count(), 1);
        QCOMPARE(run->flow->state(), State::WaitingForBrowser);
        QCOMPARE(service.requests().size(), 0);

        m_browser.open(run->callback() + "code=good");
        QTRY_COMPARE(run->succeeded->count(), 1);
        QVERIFY(service.requests().at(0).body.contains("code=good"));
    }

    void denied()
    {
        RawPeer service;
        auto run = start(config(service.url()));
        QTRY_VERIFY(!run->opened.isEmpty());
        QNetworkReply *tab = m_browser.open(run->callback() + "error=access_denied&error_description=The+user+said+no");
        QTRY_COMPARE(run->failed->count(), 1);
        QCOMPARE(run->flow->error().kind, SignInError::Kind::Denied);
        QCOMPARE(run->flow->error().description, QStringLiteral("The user said no"));
        QTRY_VERIFY(tab->isFinished());
        QVERIFY(tab->readAll().contains("declined"));
        QCOMPARE(service.requests().size(), 0);
        QCOMPARE(run->ends(), 1);
    }

    void otherErrorsOfTheConsentPage()
    {
        RawPeer service;
        auto run = start(config(service.url()));
        QTRY_VERIFY(!run->opened.isEmpty());
        m_browser.open(run->callback() + "error=invalid_scope");
        QTRY_COMPARE(run->failed->count(), 1);
        QCOMPARE(run->flow->error().kind, SignInError::Kind::AuthorizeRefused);
        QCOMPARE(run->flow->error().code, QStringLiteral("invalid_scope"));
    }

    void theBrowserClosedEarly()
    {
        RawPeer service;
        service.addHttp(200, goodGrant, {}, RawPeer::Then::Hold);
        auto run = start(config(service.url()));
        QTRY_VERIFY(!run->opened.isEmpty());
        QTcpSocket tab;
        tab.connectToHost(QHostAddress(QHostAddress::LocalHost), run->port());
        tab.write("GET " + run->callback().mid(run->callback().indexOf("/callback"))
                  + "code=c HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(run->port()) + "\r\n\r\n");
        QTRY_COMPARE(run->flow->state(), State::Exchanging);
        tab.abort();
        QTRY_COMPARE(service.requests().size(), 1);
        service.release();
        QTRY_COMPARE(run->succeeded->count(), 1);
    }

    void garbageOnThePort()
    {
        RawPeer service;
        service.addHttp(200, goodGrant);
        auto run = start(config(service.url()));
        QTRY_VERIFY(!run->opened.isEmpty());
        QByteArray noise;
        for (int i = 0; i < 4096; ++i)
            noise += char((i * 7919) & 0xff);
        QVERIFY(rawExchange(run->port(), noise).startsWith("HTTP/1.1 400"));
        QVERIFY(
            rawExchange(run->port(),
                        "GET /favicon.ico HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(run->port()) + "\r\n\r\n")
                .startsWith("HTTP/1.1 404"));
        QCOMPARE(run->ends(), 0);
        m_browser.open(run->callback() + "code=c");
        QTRY_COMPARE(run->succeeded->count(), 1);
        QCOMPARE(run->strange->count(), 0);
    }

    void aCodeCountsOnce()
    {
        RawPeer service;
        service.addHttp(200, goodGrant, {}, RawPeer::Then::Hold);
        auto run = start(config(service.url()));
        QTRY_VERIFY(!run->opened.isEmpty());
        m_browser.open(run->callback() + "code=c");
        QTRY_COMPARE(service.requests().size(), 1);
        QNetworkReply *again = m_browser.open(run->callback() + "code=c");
        QTRY_VERIFY(again->isFinished());
        QCOMPARE(Browser::status(again), 409);
        service.release();
        QTRY_COMPARE(run->succeeded->count(), 1);
        QCOMPARE(service.requests().size(), 1);
    }

    void theTabDoesNotWaitForEver()
    {
        RawPeer service;
        service.addHttp(200, goodGrant, {}, RawPeer::Then::Hold);
        OAuthFlow::Config flowConfig = config(service.url());
        flowConfig.pageHold = 50ms;
        auto run = start(flowConfig);
        QTRY_VERIFY(!run->opened.isEmpty());
        QNetworkReply *tab = m_browser.open(run->callback() + "code=c");
        QTRY_VERIFY(tab->isFinished());
        const QByteArray page = tab->readAll();
        QVERIFY(page.contains("finishing the sign-in"));
        QVERIFY(!page.contains("You are signed in"));
        service.release();
        QTRY_COMPARE(run->succeeded->count(), 1);
    }

    void everyPortTaken()
    {
        QTcpServer first;
        QTcpServer second;
        QVERIFY(first.listen(QHostAddress::LocalHost, 0) && second.listen(QHostAddress::LocalHost, 0));
        OAuthFlow::Config flowConfig = config(QUrl(QStringLiteral("http://127.0.0.1:9")));
        flowConfig.listener.ports = {first.serverPort(), second.serverPort()};
        auto run = start(flowConfig);
        QTRY_COMPARE(run->failed->count(), 1);
        QCOMPARE(run->flow->error().kind, SignInError::Kind::PortsBusy);
        QCOMPARE(run->flow->error().ports, flowConfig.listener.ports);
        QVERIFY(run->opened.isEmpty());
    }

    void theDeadline()
    {
        RawPeer service;
        OAuthFlow::Config flowConfig = config(service.url());
        flowConfig.deadline = 300ms;
        auto run = start(flowConfig);
        QTRY_VERIFY(!run->opened.isEmpty());
        const quint16 port = run->port();
        m_browser.open(run->flow->redirectUri().toLatin1() + "?state=x&code=c");
        QTRY_COMPARE(run->failed->count(), 1);
        QCOMPARE(run->flow->error().kind, SignInError::Kind::Deadline);
        QCOMPARE(run->flow->error().strangeCallbacks, 1);
        QTcpServer server; // the port is free again
        QVERIFY(server.listen(QHostAddress::LocalHost, port));
    }

    void cancelAtAnyTime()
    {
        RawPeer service;
        service.addHttp(200, goodGrant, {}, RawPeer::Then::Hold);
        auto early = start(config(service.url()));
        early->flow->cancel();
        QTRY_COMPARE(early->canceled->count(), 1);
        QVERIFY(early->opened.isEmpty());

        auto waiting = start(config(service.url()));
        QTRY_VERIFY(!waiting->opened.isEmpty());
        waiting->flow->cancel();
        waiting->flow->cancel();
        QTRY_COMPARE(waiting->canceled->count(), 1);
        QCOMPARE(waiting->flow->state(), State::Canceled);

        auto exchanging = start(config(service.url()));
        QTRY_VERIFY(!exchanging->opened.isEmpty());
        QNetworkReply *tab = m_browser.open(exchanging->callback() + "code=c");
        QTRY_COMPARE(service.requests().size(), 1);
        exchanging->flow->cancel();
        QTRY_COMPARE(exchanging->canceled->count(), 1);
        QTRY_VERIFY(tab->isFinished());
        QVERIFY(tab->readAll().contains("Sign-in failed"));
        QTRY_COMPARE(service.openConnectionCount(), 0);
        QCOMPARE(early->ends() + waiting->ends() + exchanging->ends(), 3);
    }

    void withoutABrowserTheAddressCanBePasted()
    {
        RawPeer service;
        service.addHttp(200, goodGrant);
        auto run = start(config(service.url()), false);
        QTRY_COMPARE(run->unavailable->count(), 1);
        QCOMPARE(run->unavailable->at(0).at(0).toUrl(), run->flow->authorizeUrl());
        QCOMPARE(run->flow->state(), State::WaitingForBrowser);
        QCOMPARE(run->flow->submitAddress(QStringLiteral("hello")).kind, Callback::Kind::WrongAddress);
        QCOMPARE(run->flow->submitAddress(run->flow->redirectUri() + QStringLiteral("?state=x&code=c")).kind,
                 Callback::Kind::WrongState);
        QCOMPARE(run->flow->submitAddress(QString::fromLatin1(run->callback()) + QStringLiteral("code=c")).kind,
                 Callback::Kind::Code);
        QTRY_COMPARE(run->succeeded->count(), 1);
        QCOMPARE(run->flow->submitAddress(QString::fromLatin1(run->callback()) + QStringLiteral("code=c")).kind,
                 Callback::Kind::WrongAddress); // over
    }

    void onlyWebAddressesAreOpened()
    {
        OAuthFlow::Config flowConfig = config(QUrl(QStringLiteral("http://127.0.0.1:9")));
        flowConfig.hosts.app = QUrl(QStringLiteral("file:///etc"));
        auto run = start(flowConfig);
        QTRY_COMPARE(run->unavailable->count(), 1);
        QVERIFY(run->opened.isEmpty());
    }

    void failedExchanges_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        QTest::newRow("client") << 401 << QByteArray(R"({"error":"invalid_client"})")
                                << int(SignInError::Kind::InvalidClient);
        QTest::newRow("grant") << 400 << QByteArray(R"({"error":"invalid_grant"})")
                               << int(SignInError::Kind::InvalidGrant);
        QTest::newRow("HTML") << 200 << QByteArray("<html>Log in to the hotel network</html>")
                              << int(SignInError::Kind::NotJson);
        QTest::newRow("no token") << 200 << QByteArray("{}") << int(SignInError::Kind::MissingAccessToken);
        QTest::newRow("down") << 503 << QByteArray() << int(SignInError::Kind::Network);
    }
    void failedExchanges()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        RawPeer service;
        service.addHttp(status, body);
        auto run = start(config(service.url()));
        QTRY_VERIFY(!run->opened.isEmpty());
        QNetworkReply *tab = m_browser.open(run->callback() + "code=c");
        QTRY_COMPARE(run->failed->count(), 1);
        QCOMPARE(int(run->flow->error().kind), kind);
        QTRY_VERIFY(tab->isFinished());
        QVERIFY(!tab->readAll().contains("You are signed in"));
        QCOMPARE(run->ends(), 1);
    }

    void deletingTheFlowInItsOwnSignal()
    {
        RawPeer service;
        service.addHttp(400, R"({"error":"invalid_grant"})");
        auto run = start(config(service.url()));
        QTRY_VERIFY(!run->opened.isEmpty());
        bool gone = false;
        connect(run->flow.get(), &OAuthFlow::stateChanged, this, [&](State state) {
            if (state == State::Failed) {
                delete run->flow.release();
                gone = true;
            }
        });
        m_browser.open(run->callback() + "code=c");
        QTRY_VERIFY(gone);
    }
};

ORRERY_SUITE(TestOAuthFlow)
#include "tst_oauth_flow.moc"
