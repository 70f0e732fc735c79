// SPDX-License-Identifier: GPL-3.0-or-later
// The whole way of a sign-in against the running simulator: consent page, code, tokens, requests, renewal, sign-out.
#include "api/auth/oauth_flow.h"
#include "api/auth/service_token_probe.h"
#include "api/auth/session.h"
#include "api/core/api_client.h"
#include "api/core/network_access.h"
#include "api/organizations/requests.h"
#include "tests/api/auth/browser.h"
#include "tests/support/simulator_process.h"
#include "tests/support/suite.h"

#include <QtTest>

using namespace orrery;
using namespace orrery::api;
using namespace orrery::test;

class TestSignInSimulator : public QObject
{
    Q_OBJECT

    SimulatorProcess m_simulator;
    LoopbackOnlyNetwork m_network;
    Browser m_browser;
    Clock m_clock;
    MemorySecretStore m_store;

    [[nodiscard]] Hosts hosts() const { return Hosts::allAt(m_simulator.url()); }

    // A person reads the consent page and presses a button.
    void decide(const QUrl &consentPage, const QString &decision)
    {
        QNetworkReply *page = m_browser.open(consentPage.toEncoded());
        QTRY_VERIFY(page->isFinished());
        QCOMPARE(Browser::status(page), 200);
        QNetworkRequest form(consentPage.adjusted(QUrl::RemoveQuery));
        form.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/x-www-form-urlencoded"));
        form.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        QNetworkReply *answer = m_browser.network().post(
            form, consentPage.query(QUrl::FullyEncoded).toLatin1() + "&decision=" + decision.toLatin1());
        QTRY_VERIFY(answer->isFinished());
        const QByteArray location = answer->rawHeader("Location");
        QVERIFY2(location.startsWith("http://127.0.0.1:"), location.constData());
        m_browser.open(location);
    }

    OAuthFlow::Config registering() const
    {
        OAuthFlow::Config config;
        config.hosts = hosts();
        config.registerClient = true;
        config.listener.ports = {0};
        return config;
    }

    SignInGrant signIn(const OAuthFlow::Config &config)
    {
        OAuthFlow flow(&m_network, &m_clock, config, [](const QUrl &) { return true; });
        QSignalSpy succeeded(&flow, &OAuthFlow::succeeded);
        flow.begin();
        [&] {
            QTRY_VERIFY2(!flow.authorizeUrl().isEmpty(), qPrintable(flow.error().detail));
            decide(flow.authorizeUrl(), QStringLiteral("allow"));
            QTRY_VERIFY2(succeeded.count() == 1, qPrintable(flow.error().code + flow.error().description));
        }();
        return flow.takeGrant();
    }

    std::unique_ptr<Session> sessionFor(SignInGrant grant)
    {
        auto session = std::make_unique<Session>(
            AccountInfo::create(AccountInfo::Kind::OAuth, QStringLiteral("ada"), hosts(), m_clock.now()), &m_store,
            &m_network, &m_clock);
        session->adopt(std::move(grant));
        return session;
    }

    // The organizations the session sees through the client; empty after an error.
    QStringList organizations(Session &session)
    {
        ApiClient client(&m_network, &session, &m_clock, {.hosts = hosts()});
        std::optional<QStringList> names;
        client.send(organizations::list({}), &client)
            ->then(&client, [&names](const Result<Page<Organization>> &result) {
                names.emplace();
                if (result) {
                    for (const Organization &organization : result->items)
                        names->append(organization.name);
                }
            });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(names, 10000); }();
        return names.value_or(QStringList());
    }

    // Whether the service still takes this access token.
    std::optional<bool> active(const Secret &accessToken)
    {
        std::optional<bool> result;
        TokenCall::send(&m_network, token_requests::info(hosts(), accessToken), this, {},
                        [&result](const TokenAnswer &answer) {
                            const auto info = token_answers::readInfo(answer);
                            result = info && info->active;
                        });
        [&] { QTRY_VERIFY(result); }();
        return result;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_simulator.start(), qPrintable(m_simulator.errorString())); }

    void signsInWithARegisteredApplication()
    {
        const SignInGrant grant = signIn(registering());
        QVERIFY(grant.client.registered);
        QVERIFY(grant.tokens.expiresAt > m_clock.now().addDays(1));
        QCOMPARE(active(grant.tokens.accessToken), true);
        auto session = sessionFor(grant);
        QVERIFY(organizations(*session).contains(QStringLiteral("acme")));
    }

    void denied()
    {
        OAuthFlow flow(&m_network, &m_clock, registering(), [](const QUrl &) { return true; });
        QSignalSpy failed(&flow, &OAuthFlow::failed);
        flow.begin();
        QTRY_VERIFY(!flow.authorizeUrl().isEmpty());
        decide(flow.authorizeUrl(), QStringLiteral("deny"));
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(flow.error().kind, SignInError::Kind::Denied);
    }

    void aWrongClientSecretIsNamed()
    {
        OAuthClient client = signIn(registering()).client;
        client.secret = Secret("wrong");
        std::optional<SignInResult<TokenGrant>> result;
        TokenCall::send(&m_network, token_requests::refresh(hosts(), client, Secret("any")), this, {},
                        [&](const TokenAnswer &answer) { result = token_answers::readGrant(answer, m_clock.now()); });
        QTRY_VERIFY(result);
        QCOMPARE(result->error().kind, SignInError::Kind::InvalidClient);
    }

    void renewsInTheMiddleOfASession()
    {
        SignInGrant grant = signIn(registering());
        const TokenRequest revocation = token_requests::revoke(hosts(), grant.client, grant.tokens.accessToken);
        auto session = sessionFor(grant);
        QSignalSpy refreshed(session.get(), &Session::refreshed);
        bool revoked = false;
        TokenCall::send(&m_network, revocation, this, {},
                        [&revoked](const TokenAnswer &answer) { revoked = !token_answers::readRevocation(answer); });
        QTRY_VERIFY(revoked);
        QVERIFY(organizations(*session).contains(QStringLiteral("acme"))); // 401, one refresh, replayed
        QCOMPARE(refreshed.count(), 1);
        QCOMPARE(refreshed.at(0).at(0).toBool(), true);
    }

    void aRotatedRefreshTokenWorksOnce()
    {
        const SignInGrant grant = signIn(registering());
        auto session = sessionFor(grant);
        QSignalSpy refreshed(session.get(), &Session::refreshed);
        session->refresh();
        QTRY_COMPARE(refreshed.count(), 1);
        QCOMPARE(refreshed.at(0).at(0).toBool(), true);

        std::optional<SignInResult<TokenGrant>> result;
        TokenCall::send(&m_network, token_requests::refresh(hosts(), grant.client, grant.tokens.refreshToken), this, {},
                        [&](const TokenAnswer &answer) { result = token_answers::readGrant(answer, m_clock.now()); });
        QTRY_VERIFY(result);
        QCOMPARE(result->error().kind, SignInError::Kind::InvalidGrant);
    }

    void signingOutEndsBothTokens()
    {
        const SignInGrant grant = signIn(registering());
        auto session = sessionFor(grant);
        QSignalSpy signedOut(session.get(), &Session::signedOut);
        session->signOut();
        QTRY_COMPARE(signedOut.count(), 1);
        const auto receipt = signedOut.at(0).at(0).value<QList<SignOutStep>>();
        for (const SignOutStep &step : receipt)
            QVERIFY(step.succeeded());
        QCOMPARE(active(grant.tokens.accessToken), false);
        std::optional<SignInResult<TokenGrant>> result;
        TokenCall::send(&m_network, token_requests::refresh(hosts(), grant.client, grant.tokens.refreshToken), this, {},
                        [&](const TokenAnswer &answer) { result = token_answers::readGrant(answer, m_clock.now()); });
        QTRY_VERIFY(result);
        QVERIFY(!result->has_value());
    }

    void theOrganizationTokenEndpoint()
    {
        OAuthFlow::Config config;
        config.hosts = hosts();
        config.client = {.id = QStringLiteral("pscale_app_demo"),
                         .secret = Secret("pscale_app_secret_demo"),
                         .registered = false,
                         .organizationEndpoint = OrganizationTokenEndpoint{
                             .organization = QStringLiteral("acme"),
                             .applicationId = QStringLiteral("appdemo00001"),
                             .ownerToken = {.id = QStringLiteral("demotoken001"), .token = Secret("pscale_tkn_demo")}}};
        const SignInGrant grant = signIn(config);
        QVERIFY(!grant.tokens.tokenId.isEmpty());
        QVERIFY(grant.tokens.authorization().startsWith(grant.tokens.tokenId.toLatin1() + ':'));
        auto session = sessionFor(grant);
        QVERIFY(organizations(*session).contains(QStringLiteral("acme")));
        QSignalSpy refreshed(session.get(), &Session::refreshed);
        session->refresh();
        QTRY_COMPARE(refreshed.count(), 1);
        QCOMPARE(refreshed.at(0).at(0).toBool(), true);
        QVERIFY(organizations(*session).contains(QStringLiteral("acme")));
    }

    void aServiceTokenIsProbed()
    {
        const auto probe = [this](const char *secret, const QString &organization) {
            std::optional<SignInResult<QStringList>> result;
            auto *running = new ServiceTokenProbe(&m_network, hosts(),
                                                  {.id = QStringLiteral("demotoken001"), .token = Secret(secret)},
                                                  organization, this);
            connect(running, &ServiceTokenProbe::finished, this, [&result, running] { result = running->result(); });
            [&] { QTRY_VERIFY(result); }();
            return result.value_or(SignInResult<QStringList>());
        };
        QCOMPARE(probe("pscale_tkn_demo", QStringLiteral("acme")).value(), QStringList(QStringLiteral("acme")));
        QCOMPARE(probe("pscale_tkn_wrong", QStringLiteral("acme")).error().kind, SignInError::Kind::NotPermitted);
        QCOMPARE(probe("pscale_tkn_demo", QStringLiteral("no-such-org")).error().kind, SignInError::Kind::NotPermitted);
    }
};

ORRERY_SUITE(TestSignInSimulator)
#include "tst_sign_in_simulator.moc"
