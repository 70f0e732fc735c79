// SPDX-License-Identifier: GPL-3.0-or-later
#include "harness.h"
#include "tests/support/suite.h"

#include <QCryptographicHash>
#include <QUrlQuery>

using namespace orrery::simulator;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kForm = "application/x-www-form-urlencoded";

QByteArray form(const QList<QPair<QString, QString>> &fields)
{
    QByteArray text;
    for (const auto &[name, value] : fields)
        text += (text.isEmpty() ? "" : "&") + name.toUtf8() + '=' + QUrl::toPercentEncoding(value);
    return text;
}

QString redirected(const Answer &answer, const QString &parameter)
{
    return QUrlQuery(QUrl(answer.header("Location"))).queryItemValue(parameter, QUrl::FullyDecoded);
}

const QList<QPair<QString, QString>> kAsk{{u"client_id"_s, u"pscale_app_demo"_s},
                                          {u"redirect_uri"_s, u"http://127.0.0.1:7739/callback"_s},
                                          {u"response_type"_s, u"code"_s},
                                          {u"state"_s, u"st&te=1"_s}};

/// Clicks "Allow" and returns the code.
QString obtainCode(Harness &h, QList<QPair<QString, QString>> fields = kAsk)
{
    fields.append({u"decision"_s, u"allow"_s});
    return redirected(h.send("POST", u"/oauth/authorize"_s, form(fields), kForm, {}), u"code"_s);
}

Answer exchange(Harness &h, const QString &code, const QList<QPair<QString, QString>> &more = {},
                const QString &secret = u"pscale_app_secret_demo"_s)
{
    QList<QPair<QString, QString>> fields{{u"grant_type"_s, u"authorization_code"_s},
                                          {u"code"_s, code},
                                          {u"redirect_uri"_s, u"http://127.0.0.1:7739/callback"_s},
                                          {u"client_id"_s, u"pscale_app_demo"_s},
                                          {u"client_secret"_s, secret}};
    return h.send("POST", u"/oauth/token"_s, form(fields + more), kForm, {});
}

Answer refresh(Harness &h, const QString &token)
{
    return h.send("POST", u"/oauth/token"_s,
                  form({{u"grant_type"_s, u"refresh_token"_s},
                        {u"refresh_token"_s, token},
                        {u"client_id"_s, u"pscale_app_demo"_s},
                        {u"client_secret"_s, u"pscale_app_secret_demo"_s}}),
                  kForm, {});
}

} // namespace

class TestOAuth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void consentPageShowsWhoAndWhat()
    {
        Harness h;
        const Answer page = h.send(
            "GET", u"/oauth/authorize?"_s + QString::fromLatin1(form(kAsk)) + u"&scope=read_user%20read_databases"_s,
            {}, {}, {});
        QCOMPARE(page.status, 200);
        QVERIFY(page.response.contentType.startsWith("text/html"));
        QVERIFY(page.body.contains("Orrery asks for access"));
        QVERIFY(page.body.contains("Sam Keller"));
        QVERIFY(page.body.contains("Read all databases"));
        QVERIFY(!page.body.contains("Delete databases"));
        QVERIFY(page.body.contains("name=\"state\" value=\"st&amp;te=1\""));
        QVERIFY(page.body.contains("value=\"northwind\" checked"));
    }

    void redirectAddressIsComparedExactly_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("slash") << u"http://127.0.0.1:7739/callback/"_s;
        QTest::newRow("port") << u"http://127.0.0.1:7738/callback"_s;
        QTest::newRow("host") << u"http://localhost:7739/callback"_s;
        QTest::newRow("query") << u"http://127.0.0.1:7739/callback?x=1"_s;
        QTest::newRow("none") << QString();
    }

    void redirectAddressIsComparedExactly()
    {
        QFETCH(QString, address);
        Harness h;
        auto fields = kAsk;
        fields[1].second = address;
        const Answer page = h.send("GET", u"/oauth/authorize?"_s + QString::fromLatin1(form(fields)), {}, {}, {});
        QCOMPARE(page.status, 400);
        QCOMPARE(page.header("Location"), QString());
    }

    void wholeFlow()
    {
        Harness h;
        const QString verifier = u"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"_s;
        const auto ask = kAsk
            + QList<QPair<QString, QString>>{
                {u"code_challenge"_s, u"E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"_s}, // RFC 7636, appendix B
                {u"code_challenge_method"_s, u"S256"_s},
                {u"scope"_s, u"read_user read_organizations"_s}};
        auto decided = ask;
        decided.append({u"decision"_s, u"allow"_s});
        decided.append({u"organization"_s, u"acme"_s});
        const Answer redirect = h.send("POST", u"/oauth/authorize"_s, form(decided), kForm, {});
        QCOMPARE(redirect.status, 302);
        QVERIFY(redirect.header("Location").startsWith(u"http://127.0.0.1:7739/callback?code="_s));
        QCOMPARE(redirected(redirect, u"state"_s), u"st&te=1"_s);

        const QString code = redirected(redirect, u"code"_s);
        const Answer issued = exchange(h, code, {{u"code_verifier"_s, verifier}});
        QCOMPARE(issued.status, 200);
        QVERIFY(issued.json.value(u"access_token"_s).toString().startsWith(u"pscale_oauth_"_s));
        QVERIFY(issued.json.value(u"refresh_token"_s).toString().startsWith(u"pscale_oauth_refresh_"_s));
        QCOMPARE(issued.json.value(u"token_type"_s).toString(), u"Bearer"_s);
        QCOMPARE(issued.json.value(u"expires_in"_s).toInt(), 2592000);
        QCOMPARE(issued.json.value(u"scope"_s).toString(), u"read_user read_organizations"_s);

        const QString bearer = u"Bearer "_s + issued.json.value(u"access_token"_s).toString();
        QCOMPARE(h.call("GET", u"/v1/user"_s, {}, bearer).json.value(u"name"_s).toString(), u"Sam Keller"_s);
        // The list names every organization, the token works on the picked one only.
        const Answer organizations = h.call("GET", u"/v1/organizations"_s, {}, bearer);
        QCOMPARE(organizations.data().size(), 2);
        QCOMPARE(h.call("GET", u"/v1/organizations/acme"_s, {}, bearer).status, 200);
        QCOMPARE(h.call("GET", u"/v1/organizations/northwind"_s, {}, bearer).status, 403);

        const Answer info = h.call("GET", u"/oauth/token/info"_s, {}, bearer);
        QCOMPARE(info.json.value(u"active"_s).toBool(), true);
        QCOMPARE(info.json.value(u"client_id"_s).toString(), u"pscale_app_demo"_s);

        const Answer again = exchange(h, code, {{u"code_verifier"_s, verifier}});
        QCOMPARE(again.status, 400);
        QCOMPARE(again.json.value(u"error"_s).toString(), u"invalid_grant"_s);
    }

    void denied()
    {
        Harness h;
        auto fields = kAsk;
        fields.append({u"decision"_s, u"deny"_s});
        const Answer redirect = h.send("POST", u"/oauth/authorize"_s, form(fields), kForm, {});
        QCOMPARE(redirect.status, 302);
        QCOMPARE(redirected(redirect, u"error"_s), u"access_denied"_s);
        QCOMPARE(redirected(redirect, u"state"_s), u"st&te=1"_s);
        QCOMPARE(redirected(redirect, u"code"_s), QString());
    }

    void unknownScopeIsRefused()
    {
        Harness h;
        const Answer redirect =
            h.send("GET", u"/oauth/authorize?scope=own_everything&"_s + QString::fromLatin1(form(kAsk)), {}, {}, {});
        QCOMPARE(redirected(redirect, u"error"_s), u"invalid_scope"_s);
    }

    void exchangeRefusals()
    {
        Harness h;
        const Answer wrongSecret = exchange(h, obtainCode(h), {}, u"guess"_s);
        QCOMPARE(wrongSecret.status, 401);
        QCOMPARE(wrongSecret.json.value(u"error"_s).toString(), u"invalid_client"_s);
        QCOMPARE(exchange(h, obtainCode(h), {}, QString()).status, 401); // PKCE does not replace the secret
        QCOMPARE(exchange(h, u"never given out"_s).json.value(u"error"_s).toString(), u"invalid_grant"_s);

        const auto challenged = kAsk
            + QList<QPair<QString, QString>>{{u"code_challenge"_s, u"E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"_s},
                                             {u"code_challenge_method"_s, u"S256"_s}};
        QCOMPARE(exchange(h, obtainCode(h, challenged), {{u"code_verifier"_s, u"another"_s}}).status, 400);
        const auto plain = kAsk
            + QList<QPair<QString, QString>>{{u"code_challenge"_s, u"abc"_s}, {u"code_challenge_method"_s, u"plain"_s}};
        QCOMPARE(exchange(h, obtainCode(h, plain), {{u"code_verifier"_s, u"abc"_s}}).status, 200);

        const QString late = obtainCode(h);
        h.advance(601);
        QCOMPARE(exchange(h, late).json.value(u"error"_s).toString(), u"invalid_grant"_s);
    }

    // A demo at sixty-fold speed still leaves ten real minutes between the click and the exchange.
    void fastClocksDoNotShortenCredentials()
    {
        Options options = Harness::options(u"empty"_s, 0);
        options.timeScale = 3600;
        Server server(options);
        QString error;
        QVERIFY(server.listen(&error));
        OAuthGrant &grant = server.credentials().grant(*server.credentials().application(u"pscale_app_demo"_s),
                                                       u"http://127.0.0.1:7739/callback"_s, {u"read_user"_s}, {});
        QVERIFY(grant.expiresAt - server.world().now() > 599 * kMinute * 60);
    }

    void refreshRotates()
    {
        Harness h;
        const Answer first = exchange(h, obtainCode(h));
        const QString oldRefresh = first.json.value(u"refresh_token"_s).toString();
        const Answer second = refresh(h, oldRefresh);
        QCOMPARE(second.status, 200);
        QVERIFY(second.json.value(u"refresh_token"_s).toString() != oldRefresh);
        QCOMPARE(refresh(h, oldRefresh).json.value(u"error"_s).toString(), u"invalid_grant"_s);
        QCOMPARE(refresh(h, second.json.value(u"refresh_token"_s).toString()).status, 200);
    }

    void expiryAndRevocation()
    {
        Harness h;
        const Answer issued = exchange(h, obtainCode(h));
        const QString access = issued.json.value(u"access_token"_s).toString();
        const QString bearer = u"Bearer "_s + access;
        h.call("POST", u"/_simulator/expire-tokens"_s, {}, {});
        const Answer expired = h.call("GET", u"/v1/user"_s, {}, bearer);
        QCOMPARE(expired.status, 401);
        QCOMPARE(expired.code(), u"unauthorized"_s);
        QCOMPARE(h.call("GET", u"/oauth/token/info"_s, {}, bearer).body, QByteArray("{\"active\":false}"));

        const QString refreshToken = issued.json.value(u"refresh_token"_s).toString();
        // Revoking the access token leaves the refresh token alone.
        const QByteArray body = form({{u"token"_s, access},
                                      {u"client_id"_s, u"pscale_app_demo"_s},
                                      {u"client_secret"_s, u"pscale_app_secret_demo"_s}});
        QCOMPARE(h.send("POST", u"/oauth/revoke"_s, body, kForm, {}).body, QByteArray("{}"));
        const Answer renewed = refresh(h, refreshToken);
        QCOMPARE(renewed.status, 200);
        const QByteArray revokeRefresh = form({{u"token"_s, renewed.json.value(u"refresh_token"_s).toString()},
                                               {u"client_id"_s, u"pscale_app_demo"_s},
                                               {u"client_secret"_s, u"pscale_app_secret_demo"_s}});
        QCOMPARE(h.send("POST", u"/oauth/revoke"_s, revokeRefresh, kForm, {}).status, 200);
        QCOMPARE(refresh(h, renewed.json.value(u"refresh_token"_s).toString()).status, 400);
    }

    void dynamicRegistration()
    {
        Harness h;
        const Answer registered = h.call(
            "POST", u"/oauth/registration"_s,
            {{u"client_name"_s, u"My desk"_s}, {u"redirect_uris"_s, QJsonArray{u"http://127.0.0.1:5555/callback"_s}}},
            {});
        QCOMPARE(registered.status, 201);
        const QString clientId = registered.json.value(u"client_id"_s).toString();
        QVERIFY(clientId.startsWith(u"pscale_app_"_s));
        QVERIFY(!registered.json.value(u"client_secret"_s).toString().isEmpty());
        const Answer page = h.send(
            "GET",
            u"/oauth/authorize?response_type=code&redirect_uri=http%3A%2F%2F127.0.0.1%3A5555%2Fcallback&client_id="_s
                + clientId,
            {}, {}, {});
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.contains("My desk"));
    }

    void organizationTokenEndpoint()
    {
        Harness h;
        const QString code = obtainCode(h);
        const QString target =
            u"/v1/organizations/acme/oauth-applications/appdemo00001/"
            u"token?client_id=pscale_app_demo&client_secret=pscale_app_secret_demo"
            "&grant_type=authorization_code&redirect_uri=http%3A%2F%2F127.0.0.1%3A7739%2Fcallback&code="_s
            + code;
        QCOMPARE(h.call("POST", target, {}, {}).status, 401);
        QCOMPARE(h.call("POST", target, {}, u"readtoken001:pscale_tkn_read"_s).status, 404);
        const Answer issued = h.call("POST", target, {}, u"demotoken001:pscale_tkn_demo"_s);
        QCOMPARE(issued.status, 200);
        for (const QString &name :
             {u"id"_s, u"name"_s, u"display_name"_s, u"token"_s, u"plain_text_refresh_token"_s, u"avatar_url"_s,
              u"created_at"_s, u"updated_at"_s, u"expires_at"_s, u"last_used_at"_s, u"actor_id"_s,
              u"actor_display_name"_s, u"actor_type"_s, u"service_token_accesses"_s, u"oauth_accesses_by_resource"_s})
            QVERIFY2(issued.json.contains(name), qPrintable(name));
        const QString pair = issued.json.value(u"id"_s).toString() + u':' + issued.json.value(u"token"_s).toString();
        QCOMPARE(h.call("GET", u"/v1/user"_s, {}, pair).status, 200);
    }

    void deviceFlow()
    {
        Harness h;
        const Answer started =
            h.send("POST", u"/oauth/authorize_device"_s,
                   form({{u"client_id"_s, u"pscale_app_demo"_s}, {u"scope"_s, u"read_user"_s}}), kForm, {});
        QCOMPARE(started.status, 200);
        const QByteArray poll = form({{u"grant_type"_s, u"urn:ietf:params:oauth:grant-type:device_code"_s},
                                      {u"device_code"_s, started.json.value(u"device_code"_s).toString()},
                                      {u"client_id"_s, u"pscale_app_demo"_s}});
        QCOMPARE(h.send("POST", u"/oauth/token"_s, poll, kForm, {}).json.value(u"error"_s).toString(),
                 u"authorization_pending"_s);
        h.send("POST", u"/oauth/device"_s,
               form({{u"user_code"_s, started.json.value(u"user_code"_s).toString()}, {u"decision"_s, u"allow"_s}}),
               kForm, {});
        const Answer issued = h.send("POST", u"/oauth/token"_s, poll, kForm, {});
        QCOMPARE(issued.status, 200);
        QCOMPARE(issued.json.value(u"scope"_s).toString(), u"read_user"_s);
    }
};

ORRERY_SUITE(TestOAuth)
#include "tst_oauth.moc"
