// SPDX-License-Identifier: GPL-3.0-or-later
// Every error in words: object, cause, next step.
#include "models/core/error_text.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery::models;
using orrery::api::ApiError;
using orrery::api::Method;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;

namespace {
const QString what = u"Branches of acme/shop could not be loaded."_s;
}

class TestErrorText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void describes_data()
    {
        QTest::addColumn<ApiError>("error");
        QTest::addColumn<QString>("paragraph");
        QTest::addColumn<ErrorRemedy>("remedy");
        const auto row = [](const char *name, const ApiError &error, const QString &sentences, ErrorRemedy remedy) {
            QTest::newRow(name) << error << what + u' ' + sentences << remedy;
        };
        row("offline", {.kind = Kind::Offline},
            u"There is no connection to PlanetScale. Check the network, then try again."_s, ErrorRemedy::CheckNetwork);
        row("host", {.kind = Kind::HostNotFound},
            u"The name of PlanetScale's server was not found. Check the network and its name server, then try again."_s,
            ErrorRemedy::CheckNetwork);
        row("timeout", {.kind = Kind::Timeout}, u"PlanetScale did not answer in time. Try again."_s,
            ErrorRemedy::Retry);
        row("tls", {.kind = Kind::Tls, .detail = u"self-signed"_s},
            u"The secure connection failed: the server did not prove that it is PlanetScale. Nothing was sent. "
            "Check the computer's date, and whether a proxy or a security program opens secure connections."_s,
            ErrorRemedy::CheckNetwork);
        row("proxy", {.kind = Kind::Proxy},
            u"The proxy refused the connection. Check the system's proxy settings and sign-in."_s,
            ErrorRemedy::CheckNetwork);
        row("canceled", {.kind = Kind::Canceled}, u"It was cancelled."_s, ErrorRemedy::Retry);
        row("one of many accesses",
            {.kind = Kind::NotSignedIn,
             .requirement = u"organization: read_databases \u00B7 service token: read_database, write_database, "
                            "delete_database, read_branch"_s},
            u"This account lacks permission for this (needs organization: read_databases \u00B7 service token: "
            "read_database, write_database or 2 other(s)). Sign in, or add a service token."_s,
            ErrorRemedy::SignIn);
        row("not signed in", {.kind = Kind::NotSignedIn, .requirement = u"service token: read_branch"_s},
            u"This account lacks permission for this (needs service token: read_branch). Sign in, or add a service token."_s,
            ErrorRemedy::SignIn);
        row("401", {.kind = Kind::Unauthorized, .status = 401},
            u"PlanetScale no longer accepts this sign-in: it has ended or was revoked. Sign in again."_s,
            ErrorRemedy::SignIn);
        row("403", {.kind = Kind::Forbidden, .status = 403, .requirement = u"database: read_branches"_s},
            u"This sign-in is not allowed to do that (needs database: read_branches). Ask an administrator of the organization, or sign in with more access."_s,
            ErrorRemedy::SignIn);
        row("404", {.kind = Kind::NotFound, .status = 404, .requirement = u"database: read_branches"_s},
            u"It does not exist, or this sign-in may not see it (needs database: read_branches). Check the name, or sign in with more access."_s,
            ErrorRemedy::Reload);
        row("404 of an operation that is not documented",
            {.kind = Kind::NotFound, .status = 404, .operation = u"get_deploy_request_diff"_s},
            u"This service does not offer “See what a deploy request changes”. PlanetScale does not document the operation; only its own clients were seen using it."_s,
            ErrorRemedy::Reload);
        row("404 without requirement", {.kind = Kind::NotFound, .status = 404},
            u"It does not exist, or this sign-in may not see it. Check the name, or sign in with more access."_s,
            ErrorRemedy::Reload);
        row("409", {.kind = Kind::Conflict, .status = 409},
            u"It was changed by someone else in the meantime. Look at what is there now, then decide again."_s,
            ErrorRemedy::Reload);
        row("422",
            {.kind = Kind::Invalid,
             .status = 422,
             .code = u"unprocessable"_s,
             .message = u"Deploy request is not open"_s},
            u"PlanetScale said: Deploy request is not open."_s, ErrorRemedy::None);
        row("not complete", {.kind = Kind::Invalid, .detail = u"cluster_size is missing"_s},
            u"The request cannot be sent as it is (cluster_size is missing). Nothing was sent."_s, ErrorRemedy::None);
        row("422 without words", {.kind = Kind::Invalid, .status = 422},
            u"PlanetScale refused the request without a reason (status 422)."_s, ErrorRemedy::None);
        row("schema blocked", {.kind = Kind::Invalid, .status = 422, .code = u"schema_mutation_blocked"_s},
            u"The schema cannot be changed now: a deploy request or a workflow holds it. Wait until that has ended, or cancel it."_s,
            ErrorRemedy::Reload);
        row("402", {.kind = Kind::Invalid, .status = 402},
            u"The organization's plan or payment does not cover this. Look at the organization's billing page."_s,
            ErrorRemedy::None);
        row("429", {.kind = Kind::RateLimited, .status = 429},
            u"PlanetScale asked for a pause; more requests were sent than the account may send in a minute. Try again in a minute."_s,
            ErrorRemedy::Retry);
        row("500", {.kind = Kind::Server, .status = 500},
            u"PlanetScale failed while answering (status 500). Try again in a moment; if it stays, look at PlanetScale's status page."_s,
            ErrorRemedy::Retry);
        row("503", {.kind = Kind::Server, .status = 503},
            u"PlanetScale is not available for the moment (status 503). Try again in a moment; if it stays, look at PlanetScale's status page."_s,
            ErrorRemedy::Retry);
        row("decode", {.kind = Kind::Decode, .status = 200, .message = u"<html>Wi-Fi sign-in</html>"_s},
            u"The answer is not what this operation documents: <html>Wi-Fi sign-in</html>. Try again; if it stays, copy the details into a report."_s,
            ErrorRemedy::Retry);
        row("decode, empty", {.kind = Kind::Decode, .status = 200},
            u"The answer is not what this operation documents. Try again; if it stays, copy the details into a report."_s,
            ErrorRemedy::Retry);
        row("too large", {.kind = Kind::TooLarge, .status = 200},
            u"The answer is too large and was not read to its end."_s, ErrorRemedy::None);
        const auto limit = [&row](const char *name, const QString &detail, const QString &sentence) {
            row(name, {.kind = Kind::TooLarge, .status = 200, .detail = detail, .operation = u"list_branches"_s},
                u"The answer to “See the branches” "_s + sentence, ErrorRemedy::None);
        };
        row("too large, of no operation", {.kind = Kind::TooLarge, .detail = u"limit of body: 1048576"_s},
            u"The answer is larger than 1.0 MiB and was not read to its end."_s, ErrorRemedy::None);
        limit("headers", u"limit of headers: 65536"_s, u"has headers of more than 64.0 KiB and was not read."_s);
        limit("body", u"limit of body: 16777216"_s, u"is larger than 16.0 MiB and was not read to its end."_s);
        limit("text", u"limit of text: 262144"_s, u"holds a text longer than 256 KiB and was not used."_s);
        limit("values", u"limit of values: 250000"_s, u"holds more than 250,000 values and was not used."_s);
        limit("rows", u"limit of rows: 1000"_s, u"holds more than 1,000 rows and was not used."_s);
        limit("pages", u"limit of pages: 2000"_s, u"is of a list with more than 2,000 pages and was not used."_s);
        limit("depth", u"limit of depth: 200"_s, u"is nested more than 200 levels deep and was not used."_s);
        row("read-only", {.kind = Kind::ReadOnly},
            u"Read-only mode is on: nothing was sent. Turn read-only mode off to change things."_s, ErrorRemedy::None);
        row("unknown outcome", {.kind = Kind::Timeout, .method = Method::Post, .outcomeUnknown = true},
            u"The connection was lost after the request was sent. Whether it took effect is unknown. "
            "Look at what is there now before sending it again."_s,
            ErrorRemedy::Reload);
        row("unknown outcome, answered",
            {.kind = Kind::Server, .status = 500, .method = Method::Post, .outcomeUnknown = true},
            u"PlanetScale failed while answering (status 500). Whether it took effect is unknown. "
            "Look at what is there now before sending it again."_s,
            ErrorRemedy::Reload);
    }
    void describes()
    {
        QFETCH(ApiError, error);
        QFETCH(QString, paragraph);
        QFETCH(ErrorRemedy, remedy);
        const ErrorText text = describeError(error, what);
        QCOMPARE(text.paragraph(), paragraph);
        QCOMPARE(text.title, what);
        QCOMPARE(text.remedy, remedy);
        // The house's voice.
        for (const QString &word : {u"please"_s, u"oops"_s, u"sorry"_s, u"!"_s})
            QVERIFY2(!text.paragraph().contains(word, Qt::CaseInsensitive), qUtf8Printable(text.paragraph()));
    }

    void showsWhatTheServiceSaidAsPlainText()
    {
        const ErrorText text = describeError(
            {.kind = Kind::Invalid, .status = 422, .message = u"bad\nname \u202Egnp.exe <b>x</b>"_s}, what);
        QCOMPARE(text.cause, u"PlanetScale said: bad\u240Aname \u27E8U+202E\u27E9gnp.exe <b>x</b>."_s);
        const ErrorText longText =
            describeError({.kind = Kind::Invalid, .status = 422, .message = QString(5000, u'x')}, what);
        QCOMPARE(longText.cause, u"PlanetScale said: "_s + QString(299, u'x') + u"…"_s);
    }

    void givesTheDetailsForAReport()
    {
        const ErrorText text = describeError({.kind = Kind::NotFound,
                                              .status = 404,
                                              .code = u"not_found"_s,
                                              .message = u"Not Found"_s,
                                              .detail = u"server replied: Not Found"_s,
                                              .method = Method::Get,
                                              .path = u"/v1/organizations/acme"_s,
                                              .operation = u"get_organization"_s,
                                              .requestId = u"r-7"_s,
                                              .requirement = u"organization: read_organization"_s},
                                             what);
        QCOMPARE(text.details,
                 u"request: GET /v1/organizations/acme\n"
                 "operation: get_organization\n"
                 "error: not found\n"
                 "status: 404\n"
                 "code: not_found\n"
                 "message: Not Found\n"
                 "detail: server replied: Not Found\n"
                 "request id: r-7\n"
                 "needs: organization: read_organization"_s);
        QCOMPARE(describeError({.kind = Kind::Offline}, what).details, u"error: offline"_s);
    }

    void leavesOutWhatIsEmpty()
    {
        ErrorText text;
        text.title = u"A."_s;
        text.nextStep = u"C."_s;
        QCOMPARE(text.paragraph(), u"A. C."_s);
    }
};

ORRERY_SUITE(TestErrorText)
#include "tst_error_text.moc"
