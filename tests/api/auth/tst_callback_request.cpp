// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/callback_page.h"
#include "api/auth/callback_request.h"
#include "tests/support/suite.h"

#include <QCryptographicHash>

#include <QtTest>

using namespace orrery::api;
using Kind = Callback::Kind;

Q_DECLARE_METATYPE(orrery::api::Callback::Kind)

namespace {
const ExpectedCallback expected{.port = 7739, .path = QStringLiteral("/callback"), .state = "st4te"};

QByteArray get(const QByteArray &target, const QByteArray &host = "127.0.0.1:7739")
{
    return "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nAccept: */*\r\n\r\n";
}
} // namespace

class TestCallbackRequest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void redirectAddressIsExact()
    {
        QCOMPARE(expected.redirectUri(), QStringLiteral("http://127.0.0.1:7739/callback"));
    }

    void judges_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("status");
        QTest::newRow("code") << get("/callback?code=abc&state=st4te") << Kind::Code << 200;
        QTest::newRow("bare line feeds") << QByteArray(
            "GET /callback?code=abc&state=st4te HTTP/1.1\nHost: 127.0.0.1:7739\n\n")
                                         << Kind::Code << 200;
        QTest::newRow("header name in capitals")
            << QByteArray("GET /callback?code=a&state=st4te HTTP/1.1\r\nHOST:127.0.0.1:7739\r\n\r\n") << Kind::Code
            << 200;
        QTest::newRow("denied") << get("/callback?error=access_denied&state=st4te") << Kind::Error << 200;
        QTest::newRow("nothing yet") << QByteArray() << Kind::Incomplete << 200;
        QTest::newRow("half a line") << QByteArray("GET /callba") << Kind::Incomplete << 200;
        QTest::newRow("half the headers")
            << QByteArray("GET /callback?code=a&state=st4te HTTP/1.1\r\nHost: 127") << Kind::Incomplete << 200;
        QTest::newRow("TLS hello") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) << Kind::NotHttp
                                   << 400;
        QTest::newRow("zeros") << QByteArray(64, '\0') << Kind::NotHttp << 400;
        QTest::newRow("no version") << QByteArray("GET /callback\r\n\r\n") << Kind::NotHttp << 400;
        QTest::newRow("absolute form") << get("http://127.0.0.1:7739/callback?code=a&state=st4te") << Kind::NotHttp
                                       << 400;
        QTest::newRow("control in the target") << get("/callback?code=a\tb&state=st4te") << Kind::NotHttp << 400;
        QTest::newRow("POST") << QByteArray(
            "POST /callback?code=a&state=st4te HTTP/1.1\r\nHost: 127.0.0.1:7739\r\n\r\n")
                              << Kind::WrongMethod << 405;
        QTest::newRow("HEAD") << QByteArray(
            "HEAD /callback?code=a&state=st4te HTTP/1.1\r\nHost: 127.0.0.1:7739\r\n\r\n")
                              << Kind::WrongMethod << 405;
        QTest::newRow("favicon") << get("/favicon.ico") << Kind::WrongPath << 404;
        QTest::newRow("root") << get("/?code=a&state=st4te") << Kind::WrongPath << 404;
        QTest::newRow("trailing slash") << get("/callback/?code=a&state=st4te") << Kind::WrongPath << 404;
        QTest::newRow("longer path") << get("/callbacks?code=a&state=st4te") << Kind::WrongPath << 404;
        QTest::newRow("no host") << QByteArray("GET /callback?code=a&state=st4te HTTP/1.0\r\n\r\n") << Kind::WrongHost
                                 << 400;
        QTest::newRow("foreign host") << get("/callback?code=a&state=st4te", "evil.example:7739") << Kind::WrongHost
                                      << 400;
        QTest::newRow("other port") << get("/callback?code=a&state=st4te", "127.0.0.1:80") << Kind::WrongHost << 400;
        QTest::newRow("localhost") << get("/callback?code=a&state=st4te", "localhost:7739") << Kind::WrongHost << 400;
        QTest::newRow("two hosts") << QByteArray(
            "GET /callback?code=a&state=st4te HTTP/1.1\r\nHost: 127.0.0.1:7739\r\nHost: x\r\n\r\n")
                                   << Kind::WrongHost << 400;
        QTest::newRow("wrong state") << get("/callback?code=a&state=other") << Kind::WrongState << 400;
        QTest::newRow("state with the right length") << get("/callback?code=a&state=st4tf") << Kind::WrongState << 400;
        QTest::newRow("no state") << get("/callback?code=a") << Kind::WrongState << 400;
        QTest::newRow("empty state") << get("/callback?code=a&state=") << Kind::WrongState << 400;
        QTest::newRow("two states") << get("/callback?code=a&state=st4te&state=st4te") << Kind::WrongState << 400;
        QTest::newRow("no query") << get("/callback") << Kind::WrongState << 400;
        QTest::newRow("no code") << get("/callback?state=st4te") << Kind::NoCode << 400;
        QTest::newRow("empty code") << get("/callback?state=st4te&code=") << Kind::NoCode << 400;
        QTest::newRow("two codes") << get("/callback?state=st4te&code=a&code=b") << Kind::NoCode << 400;
        QTest::newRow("code and error") << get("/callback?state=st4te&code=a&error=x") << Kind::NoCode << 400;
        QTest::newRow("line break in the code") << get("/callback?state=st4te&code=a%0d%0ab") << Kind::NoCode << 400;
        QTest::newRow("zero in the code") << get("/callback?state=st4te&code=a%00") << Kind::NoCode << 400;
        QTest::newRow("line without end")
            << QByteArray(QByteArray("GET /") + QByteArray(17 * 1024, 'a')) << Kind::TooLarge << 431;
        QTest::newRow("headers without end")
            << QByteArray("GET / HTTP/1.1\r\nHost: 127.0.0.1:7739\r\nX: " + QByteArray(17 * 1024, 'a'))
            << Kind::TooLarge << 431;
    }
    void judges()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(Kind, kind);
        QFETCH(int, status);
        const Callback callback = judgeRequest(bytes, expected);
        QCOMPARE(callback.kind, kind);
        QCOMPARE(callback.status(), status);
        QCOMPARE(callback.code.isEmpty(), kind != Kind::Code);
    }

    void aRequestInPiecesIsTheSameRequest()
    {
        const QByteArray whole = get("/callback?code=abc&state=st4te");
        for (qsizetype length = 0; length < whole.size(); ++length)
            QCOMPARE(judgeRequest(whole.left(length), expected).kind, Kind::Incomplete);
        QCOMPARE(judgeRequest(whole, expected).code, QByteArray("abc"));
    }

    void decodesTheCodeExactlyOnce()
    {
        QCOMPARE(judgeRequest(get("/callback?code=a%2Fb%2Bc%3D%3D%25&state=st4te"), expected).code,
                 QByteArray("a/b+c==%"));
        QCOMPARE(judgeRequest(get("/callback?code=a%252Fb&state=st4te"), expected).code, QByteArray("a%2Fb"));
        QCOMPARE(judgeRequest(get("/callback?code=a+b&state=st4te"), expected).code, QByteArray("a+b"));
        QCOMPARE(judgeRequest(get("/callback?c%6Fde=x&st%61te=st4te"), expected).code, QByteArray("x"));
    }

    void readsAnErrorWithItsDescription()
    {
        const Callback callback = judgeRequest(
            get("/callback?error=invalid_scope&error_description=Not+ticked%3A%20%3Cb%3E&state=st4te"), expected);
        QCOMPARE(callback.kind, Kind::Error);
        QCOMPARE(callback.error, QStringLiteral("invalid_scope"));
        QCOMPARE(callback.errorDescription, QStringLiteral("Not ticked: <b>"));
    }

    void pastedAddresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("whole") << " http://127.0.0.1:7739/callback?code=a%2Fb&state=st4te \n" << Kind::Code;
        QTest::newRow("without the scheme") << "127.0.0.1:7739/callback?state=st4te&code=a%2Fb" << Kind::Code;
        QTest::newRow("with a fragment") << "http://127.0.0.1:7739/callback?code=a%2Fb&state=st4te#top" << Kind::Code;
        QTest::newRow("denied") << "http://127.0.0.1:7739/callback?error=access_denied&state=st4te" << Kind::Error;
        QTest::newRow("wrong state") << "http://127.0.0.1:7739/callback?code=a&state=x" << Kind::WrongState;
        QTest::newRow("other host") << "http://127.0.0.2:7739/callback?code=a&state=st4te" << Kind::WrongAddress;
        QTest::newRow("other scheme") << "https://127.0.0.1:7739/callback?code=a&state=st4te" << Kind::WrongAddress;
        QTest::newRow("other port") << "http://127.0.0.1:77390/callback?code=a&state=st4te" << Kind::WrongAddress;
        QTest::newRow("consent page") << "https://app.planetscale.com/oauth/authorize?state=st4te"
                                      << Kind::WrongAddress;
        QTest::newRow("code alone") << "a%2Fb" << Kind::WrongAddress;
        QTest::newRow("nothing") << "" << Kind::WrongAddress;
        QTest::newRow("a book") << QString(20'000, u'x') << Kind::TooLarge;
    }
    void pastedAddresses()
    {
        QFETCH(QString, text);
        QFETCH(Kind, kind);
        const Callback callback = judgeAddress(text, expected);
        QCOMPARE(callback.kind, kind);
        QCOMPARE(callback.code, kind == Kind::Code ? QByteArray("a/b") : QByteArray());
    }

    void pagesAreWholeAnswersWithOneHarmlessScript()
    {
        for (const CallbackPage page : {CallbackPage::SignedIn, CallbackPage::Finishing, CallbackPage::Failed,
                                        CallbackPage::Denied, CallbackPage::AlreadyUsed, CallbackPage::NotForUs}) {
            const QByteArray answer = callbackAnswer(page, 200);
            const qsizetype end = answer.indexOf("\r\n\r\n");
            QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\n"));
            QVERIFY(answer.left(end).contains("Cache-Control: no-store"));
            QVERIFY(answer.left(end).contains("Content-Length: " + QByteArray::number(answer.size() - end - 4)));
            // Code and state leave the address bar; nothing else may run.
            const qsizetype from = answer.indexOf("<script>") + 8;
            const QByteArray script = answer.mid(from, answer.indexOf("</script>") - from);
            QCOMPARE(script, QByteArray("history.replaceState(null, '', location.pathname)"));
            QCOMPARE(answer.count("<script"), 1);
            QVERIFY(answer.left(end).contains(
                "script-src 'sha256-" + QCryptographicHash::hash(script, QCryptographicHash::Sha256).toBase64() + "'"));
            QVERIFY(!answer.contains("http://") && !answer.contains("https://"));
            QCOMPARE(answer.contains("You are signed in"), page == CallbackPage::SignedIn);
        }
        QVERIFY(callbackAnswer(CallbackPage::NotForUs, 405, true).endsWith("\r\n\r\n"));
        QVERIFY(callbackAnswer(CallbackPage::NotForUs, 405).contains("\r\nAllow: GET\r\n"));
    }
};

ORRERY_SUITE(TestCallbackRequest)
#include "tst_callback_request.moc"
