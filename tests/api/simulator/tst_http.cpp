// SPDX-License-Identifier: GPL-3.0-or-later
// The simulator as a client meets it: through sockets, and misbehaving on demand.
#include "harness.h"
#include "tests/support/suite.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <memory>

using namespace orrery::simulator;
using namespace Qt::StringLiterals;

namespace {

struct Reply
{
    int status = 0;
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QByteArray body;
    QByteArray retryAfter;
    QByteArray date;
    qint64 received = 0;
    qint64 milliseconds = 0;
};

} // namespace

class TestHttp : public QObject
{
    Q_OBJECT

    Reply fetch(Harness &h, const QString &target)
    {
        QNetworkRequest request(QUrl(h.server.baseAddress() + target));
        request.setRawHeader("Authorization", h.token.toUtf8());
        QElapsedTimer timer;
        timer.start();
        const std::unique_ptr<QNetworkReply> reply(m_network.get(request));
        Reply result;
        QObject::connect(reply.get(), &QNetworkReply::readyRead, reply.get(), [&] {
            const QByteArray part = reply->readAll();
            result.received += part.size();
            if (result.body.size() < 1'000'000)
                result.body += part;
        });
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished() && !finished.wait(20000))
            return result;
        result.milliseconds = timer.elapsed();
        const QByteArray rest = reply->readAll();
        result.received += rest.size();
        result.body += rest;
        result.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        result.error = reply->error();
        result.retryAfter = reply->rawHeader("Retry-After");
        result.date = reply->rawHeader("Date");
        return result;
    }

    static void script(Harness &h, QJsonObject rule)
    {
        rule.insert(u"path"_s, u"^/v1/user$"_s);
        QString error;
        QVERIFY2(h.server.faults().setRules({rule}, &error), qPrintable(error));
    }

    QNetworkAccessManager m_network;

private Q_SLOTS:
    void keepAliveIsFast()
    {
        Harness h;
        QCOMPARE(fetch(h, u"/v1/user"_s).status, 200);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 20; ++i)
            QCOMPARE(fetch(h, u"/v1/user"_s).status, 200);
        // With Nagle's algorithm it would be 20 × 44 ms.
        QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
    }

    void lineBreaksInThePath()
    {
        Harness h(u"hostile"_s);
        const QString name = u"first line\nsecond line\r\n\ttab"_s;
        QCOMPARE(fetch(h, u"/v1/organizations/acme/databases/"_s + QString::fromLatin1(QUrl::toPercentEncoding(name)))
                     .status,
                 200);
    }

    void patchAndDeleteArrive()
    {
        Harness h;
        QNetworkRequest request(QUrl(h.server.baseAddress() + u"/v1/organizations/acme/databases/shop"_s));
        request.setRawHeader("Authorization", h.token.toUtf8());
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        const std::unique_ptr<QNetworkReply> patched(
            m_network.sendCustomRequest(request, "PATCH", QByteArray("{\"insights_raw_queries\":true}")));
        QTRY_VERIFY(patched->isFinished());
        QCOMPARE(patched->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
        QVERIFY(patched->readAll().contains("\"insights_raw_queries\":true"));
        request.setUrl(QUrl(h.server.baseAddress() + u"/v1/organizations/acme/databases/shop/branches/gift-wrap"_s));
        const std::unique_ptr<QNetworkReply> deleted(m_network.deleteResource(request));
        QTRY_VERIFY(deleted->isFinished());
        QCOMPARE(deleted->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 204);
        QCOMPARE(deleted->readAll(), QByteArray());
        QCOMPARE(fetch(h, u"/v1/user"_s).status, 200); // the connection is still in step
    }

    void delay()
    {
        Harness h;
        script(h, {{u"action"_s, u"delay"_s}, {u"ms"_s, 300}});
        const Reply reply = fetch(h, u"/v1/user"_s);
        QCOMPARE(reply.status, 200);
        QVERIFY(reply.milliseconds >= 290);
        QVERIFY(reply.body.contains("Sam Keller"));
    }

    void dropBeforeAndAfterHeaders()
    {
        Harness h;
        script(h, {{u"action"_s, u"drop"_s}});
        const Reply before = fetch(h, u"/v1/user"_s);
        QCOMPARE(before.status, 0);
        QCOMPARE(before.error, QNetworkReply::RemoteHostClosedError);
        script(h, {{u"action"_s, u"drop_after_headers"_s}});
        const Reply after = fetch(h, u"/v1/user"_s);
        QCOMPARE(after.status, 200);
        QCOMPARE(after.error, QNetworkReply::RemoteHostClosedError);
        QCOMPARE(after.body, QByteArray());
    }

    void truncated()
    {
        Harness h;
        script(h, {{u"action"_s, u"truncate"_s}, {u"bytes"_s, 20}});
        const Reply reply = fetch(h, u"/v1/user"_s);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body.size(), 20);
        QCOMPARE(reply.error, QNetworkReply::RemoteHostClosedError);
        QVERIFY(reply.body.startsWith('{'));
    }

    void wrongBodies()
    {
        Harness h;
        script(h, {{u"action"_s, u"html"_s}});
        QVERIFY(fetch(h, u"/v1/user"_s).body.startsWith("<!doctype html>"));
        script(h, {{u"action"_s, u"empty"_s}});
        const Reply empty = fetch(h, u"/v1/user"_s);
        QCOMPARE(empty.status, 200);
        QCOMPARE(empty.body, QByteArray());
        script(h, {{u"action"_s, u"non_json"_s}, {u"status"_s, 503}});
        const Reply text = fetch(h, u"/v1/user"_s);
        QCOMPARE(text.status, 503);
        QVERIFY(text.body.startsWith("upstream connect error"));
    }

    void statuses()
    {
        Harness h;
        script(h,
               {{u"action"_s, u"status"_s},
                {u"status"_s, 409},
                {u"code"_s, u"conflict"_s},
                {u"message"_s, u"Try again"_s}});
        const Reply conflict = fetch(h, u"/v1/user"_s);
        QCOMPARE(conflict.status, 409);
        QCOMPARE(conflict.body, QByteArray("{\"code\":\"conflict\",\"message\":\"Try again\"}"));
        script(h, {{u"action"_s, u"rate_limit"_s}});
        QCOMPARE(fetch(h, u"/v1/user"_s).retryAfter, QByteArray());
        script(h, {{u"action"_s, u"rate_limit"_s}, {u"retry_after"_s, 7}});
        const Reply seconds = fetch(h, u"/v1/user"_s);
        QCOMPARE(seconds.status, 429);
        QCOMPARE(seconds.retryAfter, QByteArray("7"));
        script(h, {{u"action"_s, u"rate_limit"_s}, {u"retry_after"_s, u"date"_s}});
        QVERIFY(fetch(h, u"/v1/user"_s).retryAfter.endsWith(" GMT"));
        script(h, {{u"action"_s, u"expire_token"_s}, {u"times"_s, 1}});
        QCOMPARE(fetch(h, u"/v1/user"_s).status, 401);
        QCOMPARE(fetch(h, u"/v1/user"_s).status, 200);
    }

    void afterAndTimes()
    {
        Harness h;
        script(h, {{u"action"_s, u"status"_s}, {u"status"_s, 500}, {u"after"_s, 1}, {u"times"_s, 2}});
        QList<int> statuses;
        for (int i = 0; i < 5; ++i)
            statuses += fetch(h, u"/v1/user"_s).status;
        QCOMPARE(statuses, QList<int>({200, 500, 500, 200, 200}));
    }

    void crookedValues()
    {
        Harness h;
        script(h, {{u"action"_s, u"wrong_types"_s}});
        const QJsonObject wrong = QJsonDocument::fromJson(fetch(h, u"/v1/user"_s).body).object();
        QCOMPARE(wrong.value(u"email"_s).toInt(), 4711);
        QCOMPARE(wrong.value(u"sso"_s).toString(), u"maybe"_s);
        QCOMPARE(wrong.value(u"name"_s).toString(), u"Sam Keller"_s);
        script(h, {{u"action"_s, u"null_fields"_s}});
        QVERIFY(QJsonDocument::fromJson(fetch(h, u"/v1/user"_s).body).object().value(u"email"_s).isNull());
    }

    void crookedPages()
    {
        Harness h;
        const QString target = u"/v1/organizations?per_page=1&page=2"_s;
        QString error;
        h.server.faults().setRules({QJsonObject{{u"path"_s, u"organizations"_s}, {u"action"_s, u"repeat_cursor"_s}}},
                                   &error);
        QCOMPARE(QJsonDocument::fromJson(fetch(h, target).body).object().value(u"next_page"_s).toInt(), 2);
        h.server.faults().setRules({QJsonObject{{u"path"_s, u"organizations"_s}, {u"action"_s, u"endless_pages"_s}}},
                                   &error);
        QCOMPARE(QJsonDocument::fromJson(fetch(h, u"/v1/organizations?page=900"_s).body)
                     .object()
                     .value(u"next_page"_s)
                     .toInt(),
                 901);
    }

    void bigBody()
    {
        Harness h;
        script(h, {{u"action"_s, u"big_body"_s}, {u"mb"_s, 20}});
        const Reply reply = fetch(h, u"/v1/user"_s);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.received, qint64(20) * 1024 * 1024 + 28);
        QCOMPARE(reply.error, QNetworkReply::NoError);
        QVERIFY(reply.body.startsWith("{\"type\":\"list\",\"padding\":\"xxxx"));
    }

    void clockSkew()
    {
        Harness h;
        script(h, {{u"action"_s, u"clock_skew"_s}, {u"seconds"_s, 86400 * 400}});
        const QByteArray date = fetch(h, u"/v1/user"_s).date;
        QVERIFY2(date.endsWith(" GMT") && date.size() == 29, date.constData());
    }

    void badRules()
    {
        Harness h;
        QString error;
        QVERIFY(!h.server.faults().setRules({QJsonObject{{u"path"_s, u"("_s}, {u"action"_s, u"drop"_s}}}, &error));
        QVERIFY(!h.server.faults().setRules({QJsonObject{{u"path"_s, u"x"_s}, {u"action"_s, u"explode"_s}}}, &error));
        QCOMPARE(error, u"unknown fault action \"explode\""_s);
    }

    void recordFile()
    {
        const QTemporaryDir directory;
        Options options = Harness::options(u"empty"_s, 0);
        options.recordFile = directory.filePath(u"record.jsonl"_s);
        Server server(options);
        QString error;
        QVERIFY2(server.listen(&error), qPrintable(error));
        HttpRequest request;
        request.method = "GET";
        request.path = u"/v1/user"_s;
        request.segments = {u"v1"_s, u"user"_s};
        request.headers = {{"Authorization", "Bearer topsecret"}};
        server.handle(request);
        QFile file(options.recordFile); // read while the server lives: every line is flushed
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QCOMPARE(text.count('\n'), 1);
        QVERIFY(!text.contains("topsecret"));
        const QJsonObject line = QJsonDocument::fromJson(text).object();
        QCOMPARE(line.value(u"status"_s).toInt(), 401);
        QCOMPARE(line.keys(),
                 QStringList({u"body"_s, u"headers"_s, u"method"_s, u"path"_s, u"query"_s, u"status"_s, u"time"_s}));
    }
};

ORRERY_SUITE(TestHttp)
#include "tst_http.moc"
