// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/token_answers.h"
#include "api/auth/token_requests.h"
#include "api/core/utc.h"
#include "tests/support/suite.h"

#include <QtTest>

using namespace orrery::api;
using Kind = SignInError::Kind;

namespace {
const Hosts hosts;
const QDateTime now(QDate(2026, 3, 1), QTime(12, 0), orrery::kUtc);

OAuthClient client()
{
    return {.id = QStringLiteral("pscale_app_id"),
            .secret = Secret("pscale_app_secret_s&s"),
            .registered = false,
            .organizationEndpoint = {}};
}

OAuthClient organizationClient()
{
    OAuthClient result = client();
    result.organizationEndpoint = OrganizationTokenEndpoint{
        .organization = QStringLiteral("acme"),
        .applicationId = QStringLiteral("app123456789"),
        .ownerToken = {.id = QStringLiteral("abcdef123456"), .token = Secret("pscale_tkn_owner")}};
    return result;
}

TokenAnswer answer(int status, const QByteArray &body)
{
    TokenAnswer result;
    result.status = status;
    result.body = Secret(body);
    result.host = QStringLiteral("auth.example");
    result.secrets = {"the-code", "s&s"};
    return result;
}
} // namespace

class TestTokenRequests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void authorizeAddress()
    {
        QCOMPARE(token_requests::authorizeUrl(hosts, client(), QStringLiteral("http://127.0.0.1:7739/callback"), "st",
                                              "ch", {})
                     .toEncoded(),
                 QByteArray("https://app.planetscale.com/oauth/authorize?client_id=pscale_app_id"
                            "&redirect_uri=http%3A%2F%2F127.0.0.1%3A7739%2Fcallback&response_type=code&state=st"
                            "&code_challenge=ch&code_challenge_method=S256"));
        const QByteArray scoped =
            token_requests::authorizeUrl(hosts, client(), QStringLiteral("r"), "st", "ch",
                                         {QStringLiteral("read_user"), QStringLiteral("read_databases")})
                .toEncoded();
        QVERIFY2(scoped.endsWith("&scope=read_user%20read_databases"), scoped.constData());
    }

    void exchangeAtTheAuthHost()
    {
        const TokenRequest request = token_requests::exchange(
            hosts, client(), "a/b+c==%", QStringLiteral("http://127.0.0.1:7739/callback"), "ver-if_ier");
        QCOMPARE(request.method, Method::Post);
        QCOMPARE(request.url.toEncoded(), QByteArray("https://auth.planetscale.com/oauth/token"));
        QCOMPARE(request.contentType, QByteArray("application/x-www-form-urlencoded"));
        QCOMPARE(request.authorization, QByteArray());
        QCOMPARE(request.body,
                 QByteArray("grant_type=authorization_code&code=a%2Fb%2Bc%3D%3D%25"
                            "&redirect_uri=http%3A%2F%2F127.0.0.1%3A7739%2Fcallback&code_verifier=ver-if_ier"
                            "&client_id=pscale_app_id&client_secret=pscale_app_secret_s%26s"));
    }

    void exchangeAtTheOrganizationEndpoint()
    {
        const TokenRequest request = token_requests::exchange(hosts, organizationClient(), "code",
                                                              QStringLiteral("http://127.0.0.1:7739/callback"), "v");
        // No secret stands in the address.
        QCOMPARE(request.url.toEncoded(),
                 QByteArray("https://api.planetscale.com/v1/organizations/acme/oauth-applications/app123456789/token"));
        QCOMPARE(request.contentType, QByteArray("application/json"));
        const QByteArray body = R"({"client_id":"pscale_app_id","client_secret":"pscale_app_secret_s&s","code":"code",)"
                                R"("code_verifier":"v","grant_type":"authorization_code",)"
                                R"("redirect_uri":"http://127.0.0.1:7739/callback"})";
        QCOMPARE(request.body, body);
        QCOMPARE(
            request.fallback.toEncoded(),
            QByteArray("https://api.planetscale.com/v1/organizations/acme/oauth-applications/app123456789/token"
                       "?grant_type=authorization_code&code=code&redirect_uri=http%3A%2F%2F127.0.0.1%3A7739%2Fcallback"
                       "&code_verifier=v&client_id=pscale_app_id&client_secret=pscale_app_secret_s%26s"));
        QCOMPARE(request.authorization, QByteArray("abcdef123456:pscale_tkn_owner"));
    }

    void refreshAndRevoke()
    {
        QCOMPARE(token_requests::refresh(hosts, client(), Secret("pscale_oauth_refresh_r")).body,
                 QByteArray("grant_type=refresh_token&refresh_token=pscale_oauth_refresh_r&client_id=pscale_app_id"
                            "&client_secret=pscale_app_secret_s%26s"));
        QCOMPARE(token_requests::refresh(hosts, organizationClient(), Secret("r")).url.path(),
                 QStringLiteral("/v1/organizations/acme/oauth-applications/app123456789/token"));
        const TokenRequest revoke = token_requests::revoke(hosts, client(), Secret("t"));
        QCOMPARE(revoke.url.toEncoded(), QByteArray("https://auth.planetscale.com/oauth/revoke"));
        QCOMPARE(revoke.body, QByteArray("token=t&client_id=pscale_app_id&client_secret=pscale_app_secret_s%26s"));
        const TokenRequest removal = token_requests::deleteOrganizationToken(
            hosts, *organizationClient().organizationEndpoint, QStringLiteral("cv4d3zi653gv"));
        QCOMPARE(removal.method, Method::Delete);
        QCOMPARE(removal.url.toEncoded(),
                 QByteArray("https://api.planetscale.com/v1/organizations/acme/oauth-applications/app123456789/tokens/"
                            "cv4d3zi653gv"));
    }

    void registrationInfoAndProbe()
    {
        const TokenRequest registration = token_requests::registration(
            hosts, QStringLiteral("Orrery"), {QStringLiteral("http://127.0.0.1:7739/callback")});
        QCOMPARE(registration.url.toEncoded(), QByteArray("https://auth.planetscale.com/oauth/registration"));
        QCOMPARE(registration.contentType, QByteArray("application/json"));
        QCOMPARE(registration.body,
                 QByteArray("{\"client_name\":\"Orrery\",\"grant_types\":[\"authorization_code\",\"refresh_token\"],"
                            "\"redirect_uris\":[\"http://127.0.0.1:7739/callback\"],\"response_types\":[\"code\"],"
                            "\"token_endpoint_auth_method\":\"client_secret_post\"}"));
        const TokenRequest info = token_requests::info(hosts, Secret("pscale_oauth_a"));
        QCOMPARE(info.method, Method::Get);
        QCOMPARE(info.url.toEncoded(), QByteArray("https://auth.planetscale.com/oauth/token/info"));
        QCOMPARE(info.authorization, QByteArray("Bearer pscale_oauth_a"));
        const ServiceToken token{.id = QStringLiteral("abcdef123456"), .token = Secret("pscale_tkn_x")};
        QCOMPARE(token_requests::probe(hosts, token, {}).url.toEncoded(),
                 QByteArray("https://api.planetscale.com/v1/organizations"));
        QCOMPARE(token_requests::probe(hosts, token, QStringLiteral("a/b")).url.toEncoded(),
                 QByteArray("https://api.planetscale.com/v1/organizations/a%2Fb"));
        QCOMPARE(token_requests::probe(hosts, token, {}).authorization, QByteArray("abcdef123456:pscale_tkn_x"));
        QCOMPARE(token_requests::probe(Hosts::allAt(QUrl(QStringLiteral("http://127.0.0.1:8080/base/"))), token, {})
                     .url.toEncoded(),
                 QByteArray("http://127.0.0.1:8080/base/v1/organizations"));
    }

    void readsABearerGrant()
    {
        const auto grant = token_answers::readGrant(
            answer(
                200,
                R"({"access_token":"pscale_oauth_a","token_type":"Bearer","expires_in":2592000,"refresh_token":"pscale_oauth_refresh_b","scope":"read_user read_databases"})"),
            now);
        QVERIFY(grant.has_value());
        QCOMPARE(grant->authorization(), QByteArray("Bearer pscale_oauth_a"));
        QCOMPARE(grant->refreshToken.reveal(), QByteArray("pscale_oauth_refresh_b"));
        QCOMPARE(grant->expiresAt, QDateTime(QDate(2026, 3, 31), QTime(12, 0), orrery::kUtc));
        QCOMPARE(grant->scope, QStringList({QStringLiteral("read_user"), QStringLiteral("read_databases")}));
        QCOMPARE(grant->stored().reveal(), QByteArray("pscale_oauth_a"));
    }

    void readsAGrantOfTheOrganizationEndpoint()
    {
        const auto grant = token_answers::readGrant(
            answer(
                200,
                R"({"id":"cv4d3zi653gv","type":"ServiceToken","token":"pscale_tkn_a","plain_text_refresh_token":"pscale_tkn_b","expires_at":"2026-04-01T20:19:41.887Z"})"),
            now);
        QVERIFY(grant.has_value());
        QCOMPARE(grant->authorization(), QByteArray("cv4d3zi653gv:pscale_tkn_a"));
        QCOMPARE(grant->refreshToken.reveal(), QByteArray("pscale_tkn_b"));
        QCOMPARE(grant->expiresAt, QDateTime(QDate(2026, 4, 1), QTime(20, 19, 41, 887), orrery::kUtc));

        TokenGrant back;
        back.setStored(grant->stored());
        QCOMPARE(back.authorization(), QByteArray("cv4d3zi653gv:pscale_tkn_a"));
    }

    void readsWhatOthersWriteDifferently_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::newRow("number as text") << QByteArray(R"("expires_in":"3600")");
        QTest::newRow("a fraction") << QByteArray(R"("expires_in":3600.0)");
        QTest::newRow("error null") << QByteArray(R"("error":null,"error_description":null,"expires_in":3600)");
        QTest::newRow("error empty") << QByteArray(R"("error":"","expires_in":3600)");
        QTest::newRow("scopes as a list") << QByteArray(R"("scope":["read_user","read_databases"],"expires_in":3600)");
        QTest::newRow("bearer") << QByteArray(R"("token_type":"bearer","expires_in":3600)");
    }
    void readsWhatOthersWriteDifferently()
    {
        QFETCH(QByteArray, members);
        const auto grant =
            token_answers::readGrant(answer(200, R"({"access_token":"pscale_oauth_a",)" + members + "}"), now);
        QVERIFY(grant.has_value());
        QCOMPARE(grant->authorization(), QByteArray("Bearer pscale_oauth_a"));
        QCOMPARE(grant->expiresAt, now.addSecs(3600));
        if (members.contains('['))
            QCOMPARE(grant->scope, QStringList({QStringLiteral("read_user"), QStringLiteral("read_databases")}));
    }

    void numbersMayBeNames()
    {
        QCOMPARE(token_answers::readRegistration(answer(201, R"({"client_id":4711,"client_secret":"s"})"))->id,
                 QStringLiteral("4711"));
        const auto info = token_answers::readInfo(answer(200, R"({"active":true,"exp":"1772366400","sub":7})"));
        QVERIFY(info->active);
        QCOMPARE(info->subject, QStringLiteral("7"));
        QCOMPARE(info->expiresAt, QDateTime(QDate(2026, 3, 1), QTime(12, 0), orrery::kUtc));
        // What decides is taken by its word.
        QVERIFY(!token_answers::readInfo(answer(200, R"({"active":"true"})"))->active);
        QVERIFY(!token_answers::readInfo(answer(200, R"({"active":1})"))->active);
    }

    void failuresHaveAKind_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("code");
        QTest::newRow("invalid_client") << 401 << QByteArray(R"({"error":"invalid_client"})")
                                        << int(Kind::InvalidClient) << "invalid_client";
        QTest::newRow("401 without words") << 401 << QByteArray("{}") << int(Kind::InvalidClient) << "";
        QTest::newRow("invalid_grant") << 400 << QByteArray(R"({"error":"invalid_grant"})") << int(Kind::InvalidGrant)
                                       << "invalid_grant";
        QTest::newRow("denied") << 400 << QByteArray(R"({"error":"access_denied"})") << int(Kind::Denied)
                                << "access_denied";
        QTest::newRow("unknown") << 400 << QByteArray(R"({"error":"invalid_request"})") << int(Kind::Refused)
                                 << "invalid_request";
        QTest::newRow("words of the API")
            << 404 << QByteArray(R"({"code":"not_found","message":"Not Found"})") << int(Kind::Refused) << "not_found";
        QTest::newRow("error with 200") << 200 << QByteArray(R"({"error":"invalid_grant"})") << int(Kind::InvalidGrant)
                                        << "invalid_grant";
        QTest::newRow("no token") << 200 << QByteArray(R"({"token_type":"Bearer"})") << int(Kind::MissingAccessToken)
                                  << "";
        QTest::newRow("null token") << 200 << QByteArray(R"({"access_token":null})") << int(Kind::MissingAccessToken)
                                    << "";
        QTest::newRow("a number is no token")
            << 200 << QByteArray(R"({"access_token":7})") << int(Kind::MissingAccessToken) << "";
        QTest::newRow("a token of another type")
            << 200 << QByteArray(R"({"access_token":"a","token_type":"mac"})") << int(Kind::MissingAccessToken) << "";
        QTest::newRow("error that is no text")
            << 200 << QByteArray(R"({"access_token":"a","error":{"reason":"x"}})") << int(Kind::Refused) << "";
        QTest::newRow("token without id")
            << 200 << QByteArray(R"({"token":"pscale_tkn_a"})") << int(Kind::MissingAccessToken) << "";
        QTest::newRow("token that writes headers")
            << 200 << QByteArray(R"({"access_token":"a\r\nX: y"})") << int(Kind::MissingAccessToken) << "";
        QTest::newRow("list") << 200 << QByteArray("[]") << int(Kind::NotJson) << "";
        QTest::newRow("empty") << 200 << QByteArray() << int(Kind::NotJson) << "";
        QTest::newRow("truncated") << 200 << QByteArray("{\"access_token\":\"pscale_oauth_half") << int(Kind::NotJson)
                                   << "";
        QTest::newRow("redirect") << 302 << QByteArray() << int(Kind::NotJson) << "";
        QTest::newRow("gateway") << 502 << QByteArray("<html>Bad gateway</html>") << int(Kind::Network) << "";
    }
    void failuresHaveAKind()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        QFETCH(QString, code);
        const auto grant = token_answers::readGrant(answer(status, body), now);
        QVERIFY(!grant.has_value());
        QCOMPARE(int(grant.error().kind), kind);
        QCOMPARE(grant.error().code, code);
        QCOMPARE(grant.error().status, status);
        QCOMPARE(grant.error().host, QStringLiteral("auth.example"));
        QVERIFY(!grant.error().description.contains(QStringLiteral("half")));
    }

    void quotesTheServiceButNeverACredential()
    {
        const auto grant = token_answers::readGrant(
            answer(
                400,
                R"({"error":"invalid_grant","error_description":"code the-code of pscale_oauth_xyz, secret s%26s\nmore"})"),
            now);
        QCOMPARE(grant.error().description, QStringLiteral("code ••• of •••, secret •••"));
        const auto page = token_answers::readGrant(answer(403, "<h1>Blocked the-code</h1>"), now);
        QCOMPARE(page.error().kind, Kind::NotJson);
        QCOMPARE(page.error().description, QStringLiteral("<h1>Blocked •••</h1>"));
    }

    void noAnswerIsANetworkError()
    {
        TokenAnswer none = answer(0, {});
        none.transport = ApiError::Kind::Tls;
        none.detail = QStringLiteral("certificate expired");
        const auto grant = token_answers::readGrant(none, now);
        QCOMPARE(grant.error().kind, Kind::Network);
        QCOMPARE(grant.error().network, ApiError::Kind::Tls);
        QCOMPARE(grant.error().detail, QStringLiteral("certificate expired"));
        QVERIFY(token_answers::readRevocation(none).has_value());
    }

    void readsTheRest()
    {
        const auto registered =
            token_answers::readRegistration(answer(201, R"({"client_id":"c","client_secret":"s"})"));
        QVERIFY(registered.has_value());
        QCOMPARE(registered->id, QStringLiteral("c"));
        QCOMPARE(registered->secret.reveal(), QByteArray("s"));
        QVERIFY(registered->registered);
        QCOMPARE(token_answers::readRegistration(answer(400, R"({"error":"invalid_redirect_uri"})")).error().kind,
                 Kind::RegistrationRefused);
        QCOMPARE(token_answers::readRegistration(answer(201, "{}")).error().kind, Kind::RegistrationRefused);

        QVERIFY(!token_answers::readRevocation(answer(200, "{}")));
        QVERIFY(!token_answers::readRevocation(answer(204, "")));
        QCOMPARE(token_answers::readRevocation(answer(401, R"({"error":"invalid_client"})"))->kind,
                 Kind::InvalidClient);

        const auto info = token_answers::readInfo(answer(
            200, R"({"active":true,"scope":"read_user","client_id":"pscale_app_x","exp":1772366400,"sub":"u1"})"));
        QVERIFY(info->active);
        QCOMPARE(info->subject, QStringLiteral("u1"));
        QCOMPARE(info->expiresAt, QDateTime(QDate(2026, 3, 1), QTime(12, 0), orrery::kUtc));
        QVERIFY(!token_answers::readInfo(answer(200, R"({"active":false})"))->active);

        QCOMPARE(*token_answers::readProbe(answer(200, R"({"data":[{"name":"acme"},{"name":"globex"}]})")),
                 QStringList({QStringLiteral("acme"), QStringLiteral("globex")}));
        QCOMPARE(*token_answers::readProbe(answer(200, R"({"id":"1","name":"acme"})")),
                 QStringList(QStringLiteral("acme")));
        QCOMPARE(token_answers::readProbe(answer(404, R"({"code":"not_found","message":"Not Found"})")).error().kind,
                 Kind::NotPermitted);
        QCOMPARE(token_answers::readProbe(answer(401, R"({"code":"unauthorized"})")).error().kind, Kind::NotPermitted);
    }
};

ORRERY_SUITE(TestTokenRequests)
#include "tst_token_requests.moc"
