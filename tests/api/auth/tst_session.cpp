// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/session.h"
#include "api/core/network_access.h"
#include "tests/support/manual_clock.h"
#include "tests/support/raw_peer.h"
#include "tests/support/suite.h"

#include <QtTest>

using namespace orrery;
using namespace orrery::api;
using namespace orrery::test;
using State = Session::State;

namespace {
// A store that refuses what a test tells it to.
class ScriptedStore final : public SecretStore
{
public:
    QHash<QString, QByteArray> entries;
    std::optional<SecretError::Kind> failure;
    QStringList writes;

    [[nodiscard]] bool isPersistent() const override { return true; }
    void readValue(const QString &key, QObject *context, ReadDone done) override
    {
        ReadResult result =
            tl::unexpected(SecretError{.kind = failure.value_or(SecretError::Kind::Missing), .key = key, .detail = {}});
        if (!failure && entries.contains(key))
            result = Secret(entries.value(key));
        QMetaObject::invokeMethod(
            context, [done, result] { done(result); }, Qt::QueuedConnection);
    }
    void writeValue(const QString &key, const Secret &value, QObject *context, WriteDone done) override
    {
        WriteResult result;
        if (failure)
            result = tl::unexpected(SecretError{.kind = *failure, .key = key, .detail = {}});
        else
            entries.insert(key, value.reveal());
        writes.append(key);
        QMetaObject::invokeMethod(
            context, [done, result] { done(result); }, Qt::QueuedConnection);
    }
    void removeValue(const QString &key, QObject *context, WriteDone done) override
    {
        WriteResult result;
        if (failure)
            result = tl::unexpected(SecretError{.kind = *failure, .key = key, .detail = {}});
        else
            entries.remove(key);
        QMetaObject::invokeMethod(
            context, [done, result] { done(result); }, Qt::QueuedConnection);
    }
};

constexpr Endpoint both{.id = "both",
                        .path = "/organizations/{organization}/a",
                        .scopes = {.organization = "read_things"},
                        .accesses = "read_thing"};
constexpr Endpoint onlyOAuth{.id = "oauth", .path = "/organizations/{organization}/b", .scopes = {.user = "read_user"}};
constexpr Endpoint onlyService{
    .id = "service", .path = "/organizations/{organization}/c", .accesses = "read_audit_logs"};
constexpr Endpoint userLevel{.id = "user", .path = "/organizations", .scopes = {.user = "read_organizations"}};

RequestData about(const Endpoint &endpoint, const QString &organization = QStringLiteral("acme"))
{
    return {.endpoint = &endpoint,
            .pathArguments = organization.isEmpty() ? QStringList() : QStringList(organization),
            .query = {},
            .body = {}};
}

ServiceToken token(const char *id)
{
    return {.id = QString::fromLatin1(id), .token = Secret("pscale_tkn_" + QByteArray(id))};
}
} // namespace

class TestSession : public QObject
{
    Q_OBJECT

    ManualClock m_clock;
    LoopbackOnlyNetwork m_network;
    std::unique_ptr<ScriptedStore> m_store;
    std::unique_ptr<RawPeer> m_service;

    AccountInfo account() const
    {
        AccountInfo info = AccountInfo::create(AccountInfo::Kind::OAuth, QStringLiteral("acme"),
                                               Hosts::allAt(m_service->url()), m_clock.now());
        info.id = QStringLiteral("7");
        info.keychainName = QStringLiteral("k");
        info.clientId = QStringLiteral("client");
        return info;
    }
    static QString keyOf(const char *purpose)
    {
        return QStringLiteral("Orrery: k, %1 (7)").arg(QString::fromLatin1(purpose));
    }
    QByteArray kept(const char *purpose) const
    {
        const SecretEntry entry{.key = keyOf(purpose), .receivers = {m_service->url()}};
        const auto secret = openedSecret(Secret(m_store->entries.value(entry.key)), entry);
        return secret ? secret->reveal() : QByteArray();
    }
    void put(const char *purpose, const char *secret)
    {
        m_store->entries.insert(keyOf(purpose), sealedSecret(Secret(secret), {m_service->url()}).reveal());
    }
    std::unique_ptr<Session> make(const AccountInfo &info)
    {
        return std::make_unique<Session>(info, m_store.get(), &m_network, &m_clock);
    }
    SignInGrant grant(const QStringList &scope = {}) const
    {
        SignInGrant result;
        result.tokens.accessToken = Secret("pscale_oauth_1");
        result.tokens.refreshToken = Secret("pscale_oauth_refresh_1");
        result.tokens.expiresAt = m_clock.now().addDays(30);
        result.tokens.scope = scope;
        result.client = {
            .id = QStringLiteral("client"), .secret = Secret("hush"), .registered = false, .organizationEndpoint = {}};
        return result;
    }
    std::unique_ptr<Session> signedIn(const QStringList &scope = {})
    {
        auto session = make(account());
        QSignalSpy stored(session.get(), &Session::stored);
        session->adopt(grant(scope));
        [&] { QTRY_COMPARE(stored.count(), 1); }();
        return session;
    }

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<ScriptedStore>();
        m_service = std::make_unique<RawPeer>();
    }

    void keepsASignInUnderReadableNames()
    {
        auto session = make(account());
        QSignalSpy changed(session.get(), &Session::accountChanged);
        QSignalSpy stored(session.get(), &Session::stored);
        session->adopt(grant({QStringLiteral("read_user")}));
        QCOMPARE(session->state(), State::Ready);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.at(0).at(0).value<AccountInfo>().scope, QStringList(QStringLiteral("read_user")));
        QTRY_COMPARE(stored.count(), 1);
        QVERIFY(!stored.at(0).at(0).value<std::optional<SecretError>>());
        QCOMPARE(kept("OAuth access token"), QByteArray("pscale_oauth_1"));
        QCOMPARE(kept("OAuth refresh token"), QByteArray("pscale_oauth_refresh_1"));
        QCOMPARE(kept("OAuth client secret"), QByteArray("hush"));
    }

    void bringsItBack()
    {
        const AccountInfo info = signedIn()->account();
        auto session = make(info);
        QSignalSpy restored(session.get(), &Session::restored);
        QSignalSpy ready(session.get(), &Session::ready);
        session->restore();
        QCOMPARE(session->state(), State::Restoring);
        QVERIFY(!session->isReady());
        QTRY_COMPARE(restored.count(), 1);
        QVERIFY(!restored.at(0).at(0).value<std::optional<SecretError>>());
        QCOMPARE(ready.count(), 1);
        QCOMPARE(session->authorizationFor(about(both)), QByteArray("Bearer pscale_oauth_1"));
        QCOMPARE(m_service->requests().size(), 0);
    }

    void saysWhatIsMissing_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("missing") << int(SecretError::Kind::Missing);
        QTest::newRow("locked") << int(SecretError::Kind::Locked);
        QTest::newRow("no keychain") << int(SecretError::Kind::NoKeychain);
        QTest::newRow("slow") << int(SecretError::Kind::Slow);
    }
    void saysWhatIsMissing()
    {
        QFETCH(int, kind);
        m_store->failure = SecretError::Kind(kind);
        auto session = make(account());
        QSignalSpy restored(session.get(), &Session::restored);
        session->restore();
        QTRY_COMPARE(restored.count(), 1);
        const auto error = restored.at(0).at(0).value<std::optional<SecretError>>();
        QVERIFY(error);
        QCOMPARE(int(error->kind), kind);
        QCOMPARE(error->key, keyOf("OAuth access token"));
        QCOMPARE(session->state(), State::Empty);
        QCOMPARE(session->authorizationFor(about(both)), QByteArray());
    }

    void aLostAccessTokenIsRenewed()
    {
        const AccountInfo info = signedIn()->account();
        m_store->entries.remove(keyOf("OAuth access token"));
        m_service->addHttp(200, R"({"access_token":"pscale_oauth_2"})");
        auto session = make(info);
        QSignalSpy restored(session.get(), &Session::restored);
        session->restore();
        QTRY_COMPARE(restored.count(), 1);
        QVERIFY(!restored.at(0).at(0).value<std::optional<SecretError>>());
        QCOMPARE(session->state(), State::Ready);
        QCOMPARE(session->authorizationFor(about(both)), QByteArray("Bearer pscale_oauth_2"));
    }

    void aFullOrLockedKeychainLeavesTheSignInUsable()
    {
        m_store->failure = SecretError::Kind::Locked;
        auto session = make(account());
        QSignalSpy stored(session.get(), &Session::stored);
        session->adopt(grant());
        QTRY_COMPARE(stored.count(), 1);
        QCOMPARE(stored.at(0).at(0).value<std::optional<SecretError>>()->kind, SecretError::Kind::Locked);
        QCOMPARE(session->authorizationFor(about(both)), QByteArray("Bearer pscale_oauth_1"));
    }

    void aKeychainThatComesLaterGetsWhatItMissed()
    {
        m_store->failure = SecretError::Kind::NoKeychain;
        auto session = make(account());
        QSignalSpy stored(session.get(), &Session::stored);
        session->adopt(grant());
        QTRY_COMPARE(stored.count(), 1);
        QVERIFY(session->hasUnkept());
        QVERIFY(m_store->entries.isEmpty());
        // Made in a prompt of the system meanwhile.
        m_store->failure.reset();
        Q_EMIT m_store->becameAvailable();
        QTRY_COMPARE(stored.count(), 2);
        QVERIFY(!stored.at(1).at(0).value<std::optional<SecretError>>());
        QVERIFY(!session->hasUnkept());
        const QList<QByteArray> values = m_store->entries.values();
        QVERIFY(std::any_of(values.cbegin(), values.cend(),
                            [](const QByteArray &value) { return value.contains("pscale_oauth_1"); }));
        // Once.
        Q_EMIT m_store->becameAvailable();
        QCOMPARE(m_store->writes.size(), 2 * m_store->entries.size());
    }

    void picksWhatAnOperationNeeds()
    {
        auto session = signedIn();
        const QByteArray oauth = "Bearer pscale_oauth_1";
        const QByteArray service = "acmeacmeacme:pscale_tkn_acmeacmeacme";
        QCOMPARE(session->authorizationFor(about(both)), oauth);
        QCOMPARE(session->authorizationFor(about(onlyService)), oauth); // nothing better; the service decides

        session->setServiceToken(QStringLiteral("acme"), token("acmeacmeacme"));
        QVERIFY(session->hasServiceToken(QStringLiteral("acme")));
        QVERIFY(!session->hasServiceToken(QStringLiteral("globex")));
        QCOMPARE(session->authorizationFor(about(both)), oauth);
        QCOMPARE(session->authorizationFor(about(onlyOAuth)), oauth);
        QCOMPARE(session->authorizationFor(about(onlyService)), service);
        QCOMPARE(session->authorizationFor(about(onlyService, QStringLiteral("globex"))), oauth);
        QCOMPARE(session->authorizationFor(about(userLevel, {})), oauth);
    }

    void knowsWhatCannotBeOpened()
    {
        const QString globex = QStringLiteral("globex");
        constexpr Endpoint open{.id = "open", .path = "/regions"};
        auto session = signedIn();
        QVERIFY(session->mayOpen(about(open, {})));
        QVERIFY(session->mayOpen(about(both)));
        QVERIFY(session->mayOpen(about(onlyOAuth)));
        QVERIFY(session->mayOpen(about(userLevel, {})));
        QVERIFY(!session->mayOpen(about(onlyService)));
        session->setServiceToken(QStringLiteral("acme"), token("acmeacmeacme"));
        QVERIFY(session->mayOpen(about(onlyService)));
        QVERIFY(!session->mayOpen(about(onlyService, globex)));

        // Also before the keychain has answered.
        AccountInfo restored = account();
        restored.serviceTokens.append({QStringLiteral("acme"), QStringLiteral("acmeacmeacme")});
        QVERIFY(make(restored)->mayOpen(about(onlyService)));

        auto narrow = signedIn({QStringLiteral("read_user")});
        QVERIFY(narrow->mayOpen(about(onlyOAuth)));
        QVERIFY(!narrow->mayOpen(about(both)));
        narrow->setServiceToken(QStringLiteral("acme"), token("acmeacmeacme"));
        QVERIFY(narrow->mayOpen(about(both)));
        QVERIFY(!narrow->mayOpen(about(both, globex)));

        restored.kind = AccountInfo::Kind::ServiceToken;
        const auto tokens = make(restored);
        QVERIFY(tokens->mayOpen(about(both)));
        QVERIFY(tokens->mayOpen(about(onlyService)));
        QVERIFY(!tokens->mayOpen(about(onlyOAuth)));
        QVERIFY(!tokens->mayOpen(about(both, globex)));
    }

    void prefersTheServiceTokenWhereTheGrantedScopesDoNotReach()
    {
        auto session = signedIn({QStringLiteral("read_user")});
        session->setServiceToken(QStringLiteral("acme"), token("acmeacmeacme"));
        QCOMPARE(session->authorizationFor(about(both)), QByteArray("acmeacmeacme:pscale_tkn_acmeacmeacme"));
        QCOMPARE(session->authorizationFor(about(onlyOAuth)), QByteArray("Bearer pscale_oauth_1"));
    }

    void serviceTokensAlone()
    {
        AccountInfo info = account();
        info.kind = AccountInfo::Kind::ServiceToken;
        auto session = make(info);
        session->setServiceToken(QStringLiteral("acme"), token("acmeacmeacme"));
        session->setServiceToken(QStringLiteral("globex"), token("globexglobex"));
        QCOMPARE(session->authorizationFor(about(both)), QByteArray("acmeacmeacme:pscale_tkn_acmeacmeacme"));
        QCOMPARE(session->authorizationFor(about(both, QStringLiteral("globex"))),
                 QByteArray("globexglobex:pscale_tkn_globexglobex"));
        QCOMPARE(session->authorizationFor(about(both, QStringLiteral("initech"))), QByteArray());
        QCOMPARE(session->authorizationFor(about(userLevel, {})), QByteArray("acmeacmeacme:pscale_tkn_acmeacmeacme"));
        QVERIFY(!session->canRefresh("acmeacmeacme:pscale_tkn_acmeacmeacme"));
        QSignalSpy stored(session.get(), &Session::stored);
        QTRY_COMPARE(stored.count(), 1);

        auto again = make(session->account());
        QSignalSpy restored(again.get(), &Session::restored);
        again->restore();
        QTRY_COMPARE(restored.count(), 1);
        QCOMPARE(again->authorizationFor(about(both, QStringLiteral("globex"))),
                 QByteArray("globexglobex:pscale_tkn_globexglobex"));
    }

    void aTokenForAnyOrganization()
    {
        AccountInfo info = account();
        info.kind = AccountInfo::Kind::ServiceToken;
        auto session = make(info);
        session->setServiceToken({}, token("anyanyanyany"));
        QCOMPARE(session->authorizationFor(about(both)), QByteArray("anyanyanyany:pscale_tkn_anyanyanyany"));
    }

    void refreshesOnceForMany()
    {
        auto session = signedIn({QStringLiteral("read_user")});
        m_service->addHttp(
            200, R"({"access_token":"pscale_oauth_2","refresh_token":"pscale_oauth_refresh_2","expires_in":3600})", {},
            RawPeer::Then::Hold);
        QSignalSpy refreshed(session.get(), &Session::refreshed);
        QVERIFY(session->canRefresh("Bearer pscale_oauth_1"));
        session->refresh();
        session->refresh();
        QCOMPARE(refreshed.count(), 0);
        QTRY_COMPARE(m_service->requests().size(), 1);
        session->refresh();
        m_service->release();
        QTRY_COMPARE(refreshed.count(), 1);
        QCOMPARE(refreshed.at(0).at(0).toBool(), true);
        QCOMPARE(m_service->requests().size(), 1);
        QCOMPARE(
            m_service->requests().at(0).body,
            QByteArray(
                "grant_type=refresh_token&refresh_token=pscale_oauth_refresh_1&client_id=client&client_secret=hush"));
        QCOMPARE(session->authorizationFor(about(both)), QByteArray("Bearer pscale_oauth_2"));
        QVERIFY(!session->canRefresh("Bearer pscale_oauth_1"));
        QCOMPARE(session->account().expiresAt, m_clock.now().addSecs(3600));
        QCOMPARE(session->account().scope, QStringList(QStringLiteral("read_user"))); // not told anew: as before
        QTRY_COMPARE(kept("OAuth refresh token"), QByteArray("pscale_oauth_refresh_2"));
        QTRY_COMPARE(kept("OAuth access token"), QByteArray("pscale_oauth_2"));
    }

    void withoutANewRefreshTokenTheOldOneStays()
    {
        auto session = signedIn();
        m_service->addHttp(200, R"({"access_token":"pscale_oauth_2"})");
        session->refresh();
        QTRY_COMPARE(kept("OAuth access token"), QByteArray("pscale_oauth_2"));
        QCOMPARE(kept("OAuth refresh token"), QByteArray("pscale_oauth_refresh_1"));
        QVERIFY(session->canRefresh("Bearer pscale_oauth_2"));
    }

    void invalidGrantEndsTheSignIn()
    {
        auto session = signedIn();
        m_service->addHttp(400, R"({"error":"invalid_grant"})");
        QSignalSpy refreshed(session.get(), &Session::refreshed);
        QSignalSpy failed(session.get(), &Session::refreshFailed);
        QSignalSpy rejected(session.get(), &Session::rejected);
        session->refresh();
        QTRY_COMPARE(rejected.count(), 1);
        QCOMPARE(refreshed.at(0).at(0).toBool(), false);
        QCOMPARE(failed.at(0).at(0).value<SignInError>().kind, SignInError::Kind::InvalidGrant);
        QCOMPARE(session->state(), State::Rejected);
        QTRY_VERIFY(!m_store->entries.contains(keyOf("OAuth refresh token")));
        QVERIFY(!session->canRefresh("Bearer pscale_oauth_1"));

        session->adopt(grant()); // signing in again heals it
        QCOMPARE(session->state(), State::Ready);
    }

    void anotherOrreryRenewedFirst()
    {
        auto session = signedIn();
        put("OAuth access token", "pscale_oauth_other");
        put("OAuth refresh token", "pscale_oauth_refresh_other");
        m_service->addHttp(400, R"({"error":"invalid_grant"})");
        QSignalSpy refreshed(session.get(), &Session::refreshed);
        QSignalSpy rejected(session.get(), &Session::rejected);
        session->refresh();
        QTRY_COMPARE(refreshed.count(), 1);
        QCOMPARE(refreshed.at(0).at(0).toBool(), true);
        QCOMPARE(rejected.count(), 0);
        QCOMPARE(session->authorizationFor(about(both)), QByteArray("Bearer pscale_oauth_other"));
        QCOMPARE(kept("OAuth refresh token"), QByteArray("pscale_oauth_refresh_other"));
    }

    void aTokenThatIsNotOursIsNotOverwritten()
    {
        auto session = signedIn();
        put("OAuth refresh token", "pscale_oauth_refresh_newer");
        m_store->writes.clear();
        m_service->addHttp(200, R"({"access_token":"pscale_oauth_2","refresh_token":"pscale_oauth_refresh_2"})");
        QSignalSpy refreshed(session.get(), &Session::refreshed);
        session->refresh();
        QTRY_COMPARE(refreshed.count(), 1);
        QCOMPARE(session->authorizationFor(about(both)), QByteArray("Bearer pscale_oauth_2"));
        QObject marker; // everything queued before this read has been handled when it answers
        bool answered = false;
        m_store->read(secretEntry(account(), SecretRole::RefreshToken), &marker,
                      [&answered](const auto &) { answered = true; });
        QTRY_VERIFY(answered);
        QCOMPARE(m_store->writes, QStringList());
    }

    void networkTroubleKeepsEverything_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("down") << RawPeer::http(503, "");
        QTest::newRow("HTML") << RawPeer::http(200, "<html>");
        QTest::newRow("cut") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{");
    }
    void networkTroubleKeepsEverything()
    {
        QFETCH(QByteArray, answer);
        auto session = signedIn();
        m_service->add(answer, RawPeer::Then::Close);
        QSignalSpy refreshed(session.get(), &Session::refreshed);
        QSignalSpy rejected(session.get(), &Session::rejected);
        session->refresh();
        QTRY_COMPARE(refreshed.count(), 1);
        QCOMPARE(refreshed.at(0).at(0).toBool(), false);
        QCOMPARE(rejected.count(), 0);
        QCOMPARE(session->state(), State::Ready);
        QVERIFY(session->canRefresh("Bearer pscale_oauth_1"));
        QCOMPARE(kept("OAuth refresh token"), QByteArray("pscale_oauth_refresh_1"));
    }

    void aRefusedClientAsksForANewSignInButKeepsTheToken()
    {
        auto session = signedIn();
        m_service->addHttp(401, R"({"error":"invalid_client"})");
        QSignalSpy rejected(session.get(), &Session::rejected);
        session->refresh();
        QTRY_COMPARE(rejected.count(), 1);
        QCOMPARE(kept("OAuth refresh token"), QByteArray("pscale_oauth_refresh_1"));
    }

    void aLateAnswerDoesNotReplaceANewerSignIn()
    {
        auto session = signedIn();
        m_service->addHttp(200, R"({"access_token":"pscale_oauth_stale","refresh_token":"stale"})", {},
                           RawPeer::Then::Hold);
        QSignalSpy refreshed(session.get(), &Session::refreshed);
        session->refresh();
        QTRY_COMPARE(m_service->requests().size(), 1);
        SignInGrant newer = grant();
        newer.tokens.accessToken = Secret("pscale_oauth_newer");
        session->adopt(newer);
        m_service->release();
        QTRY_COMPARE(refreshed.count(), 1);
        QCOMPARE(refreshed.at(0).at(0).toBool(), true);
        QCOMPARE(session->authorizationFor(about(both)), QByteArray("Bearer pscale_oauth_newer"));
    }

    void withoutARefreshTokenRefreshFailsAtOnce()
    {
        auto session = make(account());
        QSignalSpy refreshed(session.get(), &Session::refreshed);
        session->refresh();
        QCOMPARE(refreshed.count(), 0);
        QTRY_COMPARE(refreshed.count(), 1);
        QCOMPARE(refreshed.at(0).at(0).toBool(), false);
        QCOMPARE(m_service->requests().size(), 0);
    }

    void renewsBeforeTheTokenExpires()
    {
        AccountInfo info = signedIn()->account();
        info.expiresAt = m_clock.now().addSecs(60);
        m_service->addHttp(200, R"({"access_token":"pscale_oauth_2","expires_in":2592000})");
        auto session = make(info);
        QSignalSpy refreshed(session.get(), &Session::refreshed);
        session->restore();
        QTRY_COMPARE(refreshed.count(), 1); // nobody asked for it
        QCOMPARE(session->authorizationFor(about(both)), QByteArray("Bearer pscale_oauth_2"));
    }

    void theOrganizationEndpoint()
    {
        SignInGrant older = grant();
        older.tokens.tokenId = QStringLiteral("cv4d3zi653gv");
        older.tokens.accessToken = Secret("pscale_tkn_1");
        older.client.organizationEndpoint = OrganizationTokenEndpoint{.organization = QStringLiteral("owner"),
                                                                      .applicationId = QStringLiteral("app"),
                                                                      .ownerToken = token("ownerownerow")};
        AccountInfo info;
        {
            auto session = make(account());
            QSignalSpy stored(session.get(), &Session::stored);
            session->adopt(older);
            QTRY_COMPARE(stored.count(), 1);
            info = session->account();
        }
        auto session = make(info);
        QSignalSpy restored(session.get(), &Session::restored);
        session->restore();
        QTRY_COMPARE(restored.count(), 1);
        QCOMPARE(session->authorizationFor(about(both)), QByteArray("cv4d3zi653gv:pscale_tkn_1"));

        m_service->addHttp(200,
                           R"({"id":"second23456","token":"pscale_tkn_2","plain_text_refresh_token":"pscale_tkn_r2"})");
        m_service->addHttp(204, "");
        QSignalSpy refreshed(session.get(), &Session::refreshed);
        session->refresh();
        QTRY_COMPARE(refreshed.count(), 1);
        QCOMPARE(session->authorizationFor(about(both)), QByteArray("second23456:pscale_tkn_2"));
        // A refresh token is a secret, and stands in no address.
        QCOMPARE(m_service->requests().at(0).target,
                 QByteArray("/v1/organizations/owner/oauth-applications/app/token"));
        QVERIFY(m_service->requests().at(0).body.contains("\"grant_type\":\"refresh_token\""));
        QCOMPARE(m_service->requests().at(0).headers.value("authorization"),
                 QByteArray("ownerownerow:pscale_tkn_ownerownerow"));

        QSignalSpy signedOut(session.get(), &Session::signedOut);
        session->signOut();
        QTRY_COMPARE(signedOut.count(), 1);
        QCOMPARE(m_service->requests().at(1).method, QByteArray("DELETE"));
        QCOMPARE(m_service->requests().at(1).target,
                 QByteArray("/v1/organizations/owner/oauth-applications/app/tokens/second23456"));
        QVERIFY(m_store->entries.isEmpty());
    }

    void signsOutStepByStep()
    {
        auto session = signedIn();
        session->setServiceToken(QStringLiteral("acme"), token("acmeacmeacme"));
        QSignalSpy stored(session.get(), &Session::stored);
        QTRY_COMPARE(stored.count(), 1);
        m_service->addHttp(200, "{}");
        QSignalSpy progress(session.get(), &Session::signOutProgress);
        QSignalSpy signedOut(session.get(), &Session::signedOut);
        session->signOut();
        QCOMPARE(session->authorizationFor(about(both)), QByteArray());
        QTRY_COMPARE(signedOut.count(), 1);
        const auto receipt = signedOut.at(0).at(0).value<QList<SignOutStep>>();
        QList<SignOutStep::What> steps;
        for (const SignOutStep &step : receipt) {
            QVERIFY(step.succeeded());
            steps.append(step.what);
        }
        using What = SignOutStep::What;
        QCOMPARE(steps,
                 QList<What>({What::RevokeAccessToken, What::RevokeRefreshToken, What::ForgetAccessToken,
                              What::ForgetRefreshToken, What::ForgetClientSecret, What::ForgetServiceToken}));
        QCOMPARE(receipt.last().organization, QStringLiteral("acme"));
        QCOMPARE(progress.count(), 6);
        QCOMPARE(m_service->requests().size(), 2);
        QCOMPARE(m_service->requests().at(0).body,
                 QByteArray("token=pscale_oauth_1&client_id=client&client_secret=hush"));
        QCOMPARE(m_service->requests().at(1).body,
                 QByteArray("token=pscale_oauth_refresh_1&client_id=client&client_secret=hush"));
        QVERIFY(m_store->entries.isEmpty());
        QCOMPARE(session->state(), State::SignedOut);
    }

    void signingOutOfflineStillForgets()
    {
        auto session = signedIn();
        m_service->add("", RawPeer::Then::Close);
        QSignalSpy signedOut(session.get(), &Session::signedOut);
        session->signOut();
        QTRY_COMPARE(signedOut.count(), 1);
        const auto receipt = signedOut.at(0).at(0).value<QList<SignOutStep>>();
        QCOMPARE(receipt.at(0).network->kind, SignInError::Kind::Network);
        QVERIFY(!receipt.at(1).succeeded());
        QVERIFY(receipt.at(2).succeeded());
        QVERIFY(m_store->entries.isEmpty());
    }

    void signingOutWithALockedKeychainSaysSo()
    {
        auto session = signedIn();
        m_service->addHttp(200, "{}");
        m_store->failure = SecretError::Kind::Locked;
        QSignalSpy signedOut(session.get(), &Session::signedOut);
        session->signOut();
        QTRY_COMPARE(signedOut.count(), 1);
        const auto receipt = signedOut.at(0).at(0).value<QList<SignOutStep>>();
        QVERIFY(receipt.at(0).succeeded());
        QCOMPARE(receipt.at(2).store->kind, SecretError::Kind::Locked);
    }
};

ORRERY_SUITE(TestSession)
#include "tst_session.moc"
