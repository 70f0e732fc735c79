// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/api_client.h"
#include "api/core/http_log.h"
#include "api/core/secret.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery::api;
using namespace Qt::StringLiterals;

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
} // namespace

class TestHttpLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void redacts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QString &text, const QString &expected) {
            QTest::newRow(name) << text << expected;
        };
        row("service token", u"with abc123:pscale_tkn_AbC_12-x."_s, u"with abc123:pscale_tkn_[redacted]"_s);
        row("OAuth token", u"Bearer pscale_oauth_zZ9 end"_s, u"Bearer [redacted] end"_s);
        row("OAuth token alone", u"got pscale_oauth_zZ9, fine"_s, u"got pscale_oauth_[redacted], fine"_s);
        row("application secret", u"(pscale_app_secret_q1)"_s, u"(pscale_app_secret_[redacted])"_s);
        row("database password", u"pw=pscale_pw_q1"_s, u"pw=pscale_pw_[redacted]"_s);
        row("authorization code", u"code pscale_code_q1W2e3R4"_s, u"code pscale_code_[redacted]"_s);
        row("refresh token", u"pscale_refresh_abc_def_ghi"_s, u"pscale_refresh_[redacted]"_s);
        row("a kind to come", u"'pscale_key_0123456789'"_s, u"'pscale_key_[redacted]'"_s);
        row("database's name stays", u"database pscale_test_db"_s, u"database pscale_test_db"_s);
        row("signed address", u"GET https://h/x?a=1&sig=Ab%2F1&exp=17&b=2"_s,
            u"GET https://h/x?a=1&sig=[redacted]&exp=[redacted]&b=2"_s);
        row("bearer", u"authorization: bearer abc.def-1"_s, u"authorization: bearer [redacted]"_s);
        row("token answer", quotedText("{'access_token':'x y','expires_in':3,'refresh_token': 'z'}"),
            quotedText("{'access_token':'[redacted]','expires_in':3,'refresh_token':'[redacted]'}"));
        row("scrape address", quotedText("{'__param_sig':'Ab/1','__param_exp':'17'}"),
            quotedText("{'__param_sig':'[redacted]','__param_exp':'[redacted]'}"));
        row("cut off", quotedText("{'plain_text':'half"), quotedText("{'plain_text':'[redacted]'"));
        row("callback", u"/callback?code=0123456789abcdef0&state=s"_s, u"/callback?code=[redacted]&state=s"_s);
        row("database error stays", u"Error code=1064, near x"_s, u"Error code=1064, near x"_s);
        row("filter stays", u"/deploy-requests?state=open&page=2"_s, u"/deploy-requests?state=open&page=2"_s);
        row("plain", u"nothing here"_s, u"nothing here"_s);
    }
    void redacts()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(redact(text), expected);
    }

    /// Whatever it looks like: a password typed for a Prometheus server, a webhook's secret.
    void redactsWhatThisProcessHolds()
    {
        const QString text = u"user:correct horse battery@host"_s;
        QCOMPARE(redact(text), text);
        auto held = std::make_unique<Secret>("correct horse battery");
        QCOMPARE(redact(text), u"user:[redacted]@host"_s);
        const Secret moved = std::move(*held);
        const Secret copy = moved;
        held.reset();
        QCOMPARE(redact(text), u"user:[redacted]@host"_s);
        Secret assigned("another one that goes");
        assigned = copy;
        QCOMPARE(redact(u"another one that goes"_s), u"another one that goes"_s);
        const Secret tiny("host");
        QCOMPARE(redact(text), u"user:[redacted]@host"_s);
    }

    void oneLineARequest()
    {
        const_cast<QLoggingCategory &>(httpLog()).setEnabled(QtDebugMsg, true);
        QTest::ignoreMessage(QtDebugMsg,
                             "POST /v1/organizations/acme/databases -> 201 17 ms 420 bytes attempt 2 id r-9");
        SentRequest request;
        request.method = Method::Post;
        request.path = u"/v1/organizations/acme/databases"_s;
        request.status = 201;
        request.bytes = 420;
        request.duration = std::chrono::milliseconds(17);
        request.attempt = 2;
        logRequest(request, u"r-9"_s);
    }
};

ORRERY_SUITE(TestHttpLog)
#include "tst_http_log.moc"
