// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/classify.h"
#include "api/core/error_body.h"
#include "api/organizations/requests.h"
#include "tests/api/core/client_fixture.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery::api;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;
using Network = QNetworkReply::NetworkError;

namespace {
// JSON with ' for ": moc 6.4 loses its way in some raw strings.
[[maybe_unused]] QByteArray quoted(QByteArray json)
{
    return json.replace('\'', '"');
}
QString quotedText(const QByteArray &json)
{
    return QString::fromUtf8(quoted(json));
}
HttpAnswer answered(int status, const QByteArray &body = {}, Network error = QNetworkReply::NoError)
{
    HttpAnswer outcome;
    outcome.status = status;
    outcome.body = body;
    outcome.error = error;
    outcome.bytesMayHaveLeft = true;
    return outcome;
}
} // namespace

class TestClassify : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void success()
    {
        QVERIFY(!classify(answered(200, "{}"), organizations::get({u"acme"_s})));
        QVERIFY(!classify(answered(204), orrery::test::dropRequest()));
    }

    void byStatus_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("302") << 302 << Kind::Decode;
        QTest::newRow("400") << 400 << Kind::Invalid;
        QTest::newRow("401") << 401 << Kind::Unauthorized;
        QTest::newRow("402") << 402 << Kind::Invalid;
        QTest::newRow("403") << 403 << Kind::Forbidden;
        QTest::newRow("404") << 404 << Kind::NotFound;
        QTest::newRow("407") << 407 << Kind::Proxy;
        QTest::newRow("408") << 408 << Kind::Timeout;
        QTest::newRow("409") << 409 << Kind::Conflict;
        QTest::newRow("418") << 418 << Kind::Invalid;
        QTest::newRow("422") << 422 << Kind::Invalid;
        QTest::newRow("429") << 429 << Kind::RateLimited;
        QTest::newRow("500") << 500 << Kind::Server;
        QTest::newRow("503") << 503 << Kind::Server;
        QTest::newRow("599") << 599 << Kind::Server;
    }
    void byStatus()
    {
        QFETCH(int, status);
        QFETCH(Kind, kind);
        // The connection breaking off afterwards changes nothing for an error status.
        for (const Network network : {QNetworkReply::NoError, QNetworkReply::RemoteHostClosedError}) {
            if (status < 400 && network != QNetworkReply::NoError)
                continue;
            const auto error = classify(answered(status, {}, network), organizations::get({u"acme"_s}));
            QVERIFY(error);
            QCOMPARE(error->kind, kind);
            QCOMPARE(error->status, status);
            QCOMPARE(error->operation, u"get_organization"_s);
            QCOMPARE(error->path, u"/v1/organizations/acme"_s);
            QCOMPARE(error->method, Method::Get);
        }
    }

    void byNetworkError_data()
    {
        QTest::addColumn<Network>("network");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("refused") << QNetworkReply::ConnectionRefusedError << Kind::Offline;
        QTest::newRow("closed") << QNetworkReply::RemoteHostClosedError << Kind::Offline;
        QTest::newRow("network down") << QNetworkReply::TemporaryNetworkFailureError << Kind::Offline;
        QTest::newRow("unknown") << QNetworkReply::UnknownNetworkError << Kind::Offline;
        QTest::newRow("name") << QNetworkReply::HostNotFoundError << Kind::HostNotFound;
        QTest::newRow("timeout") << QNetworkReply::TimeoutError << Kind::Timeout;
        QTest::newRow("idle timeout of Qt") << QNetworkReply::OperationCanceledError << Kind::Timeout;
        QTest::newRow("TLS") << QNetworkReply::SslHandshakeFailedError << Kind::Tls;
        QTest::newRow("proxy refused") << QNetworkReply::ProxyConnectionRefusedError << Kind::Proxy;
        QTest::newRow("proxy not found") << QNetworkReply::ProxyNotFoundError << Kind::Proxy;
        QTest::newRow("proxy password") << QNetworkReply::ProxyAuthenticationRequiredError << Kind::Proxy;
        QTest::newRow("no HTTP") << QNetworkReply::ProtocolFailure << Kind::Decode;
        QTest::newRow("redirects in a circle") << QNetworkReply::TooManyRedirectsError << Kind::Decode;
    }
    void byNetworkError()
    {
        QFETCH(Network, network);
        QFETCH(Kind, kind);
        const auto error = classify(answered(0, {}, network), organizations::get({u"acme"_s}));
        QVERIFY(error);
        QCOMPARE(error->kind, kind);
        QCOMPARE(error->status, 0);
    }

    void aBrokenOffSuccessIsNoSuccess()
    {
        const auto error =
            classify(answered(200, "{", QNetworkReply::RemoteHostClosedError), organizations::get({u"a"_s}));
        QCOMPARE(error->kind, Kind::Offline);
        HttpAnswer slow = answered(200, "{", QNetworkReply::OperationCanceledError);
        slow.timedOut = true;
        QCOMPARE(classify(slow, organizations::get({u"a"_s}))->kind, Kind::Timeout);
        HttpAnswer big = answered(200, {}, QNetworkReply::OperationCanceledError);
        big.tooLarge = PassedLimit{.of = PassedLimit::Of::Body, .most = 5};
        QCOMPARE(classify(big, organizations::get({u"a"_s}))->kind, Kind::TooLarge);
    }

    void namesWhatIsNeeded()
    {
        const QString needed = requirementText(*organizations::get({u"acme"_s}).endpoint);
        QVERIFY2(needed.contains(u"read_organization"_s), qPrintable(needed));
        QCOMPARE(classify(answered(403), organizations::get({u"acme"_s}))->requirement, needed);
        QCOMPARE(classify(answered(404), organizations::get({u"acme"_s}))->requirement, needed);
        QCOMPARE(classify(answered(422), organizations::get({u"acme"_s}))->requirement, QString());
    }

    void keepsTheRequestId()
    {
        HttpAnswer outcome = answered(500);
        outcome.requestId = "b7-42";
        QCOMPARE(classify(outcome, organizations::get({u"acme"_s}))->requestId, u"b7-42"_s);
    }

    void namesTheHostOfARefusedRedirect()
    {
        HttpAnswer outcome = answered(302);
        outcome.location = "https://storage.example/file?sig=abc";
        QCOMPARE(classify(outcome, organizations::get({u"a"_s}))->detail,
                 u"redirect to storage.example not followed"_s);
    }

    void outcomeUnknown_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<Network>("network");
        QTest::addColumn<bool>("left");
        QTest::addColumn<bool>("unknown");
        QTest::newRow("dropped") << 0 << QNetworkReply::RemoteHostClosedError << true << true;
        QTest::newRow("refused") << 0 << QNetworkReply::ConnectionRefusedError << false << false;
        QTest::newRow("timeout") << 0 << QNetworkReply::OperationCanceledError << true << true;
        QTest::newRow("broken 200") << 200 << QNetworkReply::RemoteHostClosedError << true << true;
        QTest::newRow("redirect") << 307 << QNetworkReply::NoError << true << true;
        QTest::newRow("422") << 422 << QNetworkReply::NoError << true << false;
        QTest::newRow("500") << 500 << QNetworkReply::NoError << true << true;
        QTest::newRow("502") << 502 << QNetworkReply::NoError << true << true;
        QTest::newRow("503") << 503 << QNetworkReply::NoError << true << true;
        QTest::newRow("504") << 504 << QNetworkReply::NoError << true << true;
    }
    void outcomeUnknown()
    {
        QFETCH(int, status);
        QFETCH(Network, network);
        QFETCH(bool, left);
        QFETCH(bool, unknown);
        HttpAnswer outcome = answered(status, {}, network);
        outcome.bytesMayHaveLeft = left;
        QCOMPARE(classify(outcome, orrery::test::renameRequest())->outcomeUnknown, unknown);
        QCOMPARE(classify(outcome, organizations::get({u"acme"_s}))->outcomeUnknown, false);
    }

    void readsErrorBodies_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("message");
        const QByteArray json = "application/json; charset=utf-8";
        const auto row = [&](const char *name, const QByteArray &body, const QByteArray &type, const QString &code,
                             const QString &message) { QTest::newRow(name) << body << type << code << message; };
        row("code and message", quoted("{'code':'unprocessable','message':'Name is taken'}"), json, u"unprocessable"_s,
            u"Name is taken"_s);
        row("message only", quoted("{'message':'No'}"), json, {}, u"No"_s);
        row("code only", quoted("{'code':'not_found'}"), json, u"not_found"_s, {});
        row("an empty object", "{}", json, {}, {});
        row("null", "null", json, {}, {});
        row("code is a number", quoted("{'code':7,'message':'No'}"), json, {}, u"No"_s);
        row("expired login", quoted("{'error':'invalid_token','error_description':'The token expired','state':'x'}"),
            json, u"invalid_token"_s, u"The token expired"_s);
        row("error only", quoted("{'error':'Not Found'}"), json, u"Not Found"_s, u"Not Found"_s);
        row("parameter errors",
            quoted("{'errors':[{'namespace':'pgconf','name':'work_mem','errors':['too small','not a "
                   "size']},{'name':'x','errors':['bad']}]}"),
            json, {}, u"pgconf.work_mem: too small, not a size; x: bad"_s);
        row("list of texts", quoted("{'errors':['one','two']}"), json, {}, u"one; two"_s);
        row("list of messages", quoted("{'errors':[{'message':'one'}]}"), json, {}, u"one"_s);
        row("odd list", quoted("{'errors':[null,7,{},[]]}"), json, {}, quotedText("{'errors':[null,7,{},[]]}"));
        row("JSON text", quoted("'Slow down'"), json, {}, u"Slow down"_s);
        row("other object", quoted("{'a':1}"), json, {}, quotedText("{'a':1}"));
        row("empty", "", json, {}, {});
        row("plain text", "\n  upstream went away \nsecond line", "text/plain", {}, u"upstream went away"_s);
        row("HTML title",
            "<!DOCTYPE html>\n<html><head><title>502 Bad\n Gateway &amp; "
            "more</title></head><body><h1>x</h1></body></html>",
            "text/html", {}, u"502 Bad Gateway & more"_s);
        row("HTML without title",
            "<html><head><style>p{}</style><script>alert(1)</script></head><body><p>We are <b>down</b></p>",
            "text/html; charset=utf-8", {}, u"We are"_s);
        row("HTML named as JSON", "<html><body>Blocked</body></html>", json, {}, u"Blocked"_s);
        row("HTML unclosed", "<html><body>Blocked<br", "text/html", {}, u"Blocked"_s);
        row("truncated JSON", quoted("{'code':'unproc"), json, {}, quotedText("{'code':'unproc"));
        row("a secret", quoted("{'message':'bad token pscale_tkn_AbC-123_x for you'}"), json, {},
            u"bad token pscale_tkn_[redacted] for you"_s);
        row("not UTF-8", "caf\xE9", "text/plain", {}, u"caf\uFFFD"_s);
    }
    void readsErrorBodies()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, type);
        QFETCH(QString, code);
        QFETCH(QString, message);
        const ErrorBody read = readErrorBody(body, type);
        QCOMPARE(read.code, code);
        QCOMPARE(read.message, message);
    }

    void cutsLongMessages()
    {
        const ErrorBody read = readErrorBody(QByteArray(2'000'000, 'x'), "text/plain");
        QCOMPARE(read.message.size(), 500);
        QVERIFY(read.message.endsWith(QChar(0x2026)));
    }
};

ORRERY_SUITE(TestClassify)
#include "tst_classify.moc"
