// SPDX-License-Identifier: GPL-3.0-or-later
// The client against a raw TCP peer: what is sent, and what each kind of answer ends with.
#include "api/branches/requests.h"
#include "tests/api/core/client_fixture.h"
#include "tests/support/suite.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace orrery::api;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;

namespace {
const QByteArray acme = R"({"type":"Organization","id":"o1","name":"acme"})";
}

class TestApiClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsWhatTheRequestSays()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme, {"X-Request-Id: r-1"});
        const Outcome outcome(f.client->send(organizations::get({u"a/b c+d%é"_s}), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.result->value().name, u"acme"_s);
        QCOMPARE(f.peer.requests().size(), 1);
        const RawPeer::Seen seen = f.peer.requests().first();
        QCOMPARE(seen.method, "GET");
        QCOMPARE(seen.target, "/v1/organizations/a%2Fb%20c%2Bd%25%C3%A9");
        QCOMPARE(seen.headers.value("authorization"), "Bearer first-token");
        QCOMPARE(seen.headers.value("accept"), "application/json");
        QVERIFY2(seen.headers.value("user-agent").startsWith("Orrery/"), seen.headers.value("user-agent").constData());
        QVERIFY(!seen.headers.contains("cookie"));
        QVERIFY(!seen.headers.contains("content-type"));
        QTRY_COMPARE(f.sent.size(), 1);
        QCOMPARE(f.sent.first().operation, u"get_organization"_s);
        QCOMPARE(f.sent.first().path, u"/v1/organizations/a%2Fb%20c%2Bd%25%C3%A9"_s);
        QCOMPARE(f.sent.first().status, 200);
        QCOMPARE(f.sent.first().bytes, acme.size());
        QCOMPARE(f.sent.first().attempt, 1);
    }

    void nothingLeavesThatLacksWhatIsRequired()
    {
        ClientFixture f;
        BranchCreate restored;
        restored.name = u"again"_s;
        restored.backupId = u"k1"_s;
        const Outcome sizeless(f.client->send(branches::create({u"acme"_s, u"shop"_s}, restored), &f.owner));
        QTRY_COMPARE(sizeless.count, 1);
        QCOMPARE(sizeless.result->error().kind, Kind::Invalid);
        QCOMPARE(sizeless.result->error().status, 0);
        QCOMPARE(sizeless.result->error().detail, u"cluster_size is missing"_s);
        QVERIFY(!sizeless.result->error().outcomeUnknown);
        // DELETE …/branches/ would be about no branch.
        const Outcome nameless(f.client->send(branches::remove({u"acme"_s, u"shop"_s, {}}), &f.owner));
        QTRY_COMPARE(nameless.count, 1);
        QCOMPARE(nameless.result->error().detail, u"branch is missing"_s);
        QVERIFY(f.peer.requests().isEmpty());

        restored.clusterSize = u"PS_10"_s;
        f.peer.addHttp(201, R"({"id":"b1","name":"again"})");
        const Outcome whole(f.client->send(branches::create({u"acme"_s, u"shop"_s}, restored), &f.owner));
        QTRY_COMPARE(whole.count, 1);
        QVERIFY(whole.result->has_value());
    }

    void sendsMutationsWithTheirBody()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme);
        f.peer.add("HTTP/1.1 204 No Content\r\n\r\n");
        const Outcome renamed(f.client->send(renameRequest(), &f.owner));
        QTRY_COMPARE(renamed.count, 1);
        QVERIFY(renamed.result->has_value());
        const Outcome dropped(f.client->send(dropRequest(), &f.owner));
        QTRY_COMPARE(dropped.count, 1);
        QVERIFY(dropped.result->has_value());
        QCOMPARE(f.peer.requests().size(), 2);
        QCOMPARE(f.peer.requests().at(0).method, "POST");
        QCOMPARE(f.peer.requests().at(0).body, R"({"name":"new"})");
        QCOMPARE(f.peer.requests().at(0).headers.value("content-type"), "application/json");
        QCOMPARE(f.peer.requests().at(0).headers.value("content-length"), "14");
        QCOMPARE(f.peer.requests().at(1).method, "DELETE");
        QCOMPARE(f.peer.requests().at(1).target, "/v1/organizations/acme");
        QCOMPARE(f.peer.requests().at(1).body, "");
    }

    void retriesADroppedGet()
    {
        ClientFixture f;
        f.peer.add("", RawPeer::Then::Close);
        const Outcome outcome(f.client->send(organizations::get({u"acme"_s}), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.error().kind, Kind::Offline);
        QCOMPARE(f.sent.size(), 3);
        QVERIFY(!outcome.error().outcomeUnknown);
        // Qt may send a GET again by itself; that is harmless, and bounded.
        QVERIFY(f.peer.requests().size() >= 3);
        QVERIFY(f.peer.requests().size() <= 9);
    }

    void neverRepeatsADroppedMutation_data()
    {
        QTest::addColumn<bool>("withBody");
        QTest::addColumn<bool>("onUsedConnection");
        QTest::newRow("POST, new connection") << true << false;
        QTest::newRow("POST, kept connection") << true << true;
        QTest::newRow("DELETE, new connection") << false << false;
        QTest::newRow("DELETE, kept connection") << false << true;
    }
    void neverRepeatsADroppedMutation()
    {
        QFETCH(bool, withBody);
        QFETCH(bool, onUsedConnection);
        ClientFixture f;
        if (onUsedConnection) {
            f.peer.addHttp(200, acme);
            const Outcome warm(f.client->send(organizations::get({u"acme"_s}), &f.owner));
            QTRY_COMPARE(warm.count, 1);
        }
        f.peer.add("", RawPeer::Then::Close);
        const auto before = f.peer.requests().size();
        ApiError error;
        if (withBody) {
            const Outcome outcome(f.client->send(renameRequest(), &f.owner));
            QTRY_COMPARE(outcome.count, 1);
            error = outcome.error();
        } else {
            const Outcome outcome(f.client->send(dropRequest(), &f.owner));
            QTRY_COMPARE(outcome.count, 1);
            error = outcome.error();
        }
        QCOMPARE(error.kind, Kind::Offline);
        QVERIFY(error.outcomeUnknown);
        QCOMPARE(f.peer.requests().size() - before, 1);
    }

    // --- answers

    void answersBecomeErrors_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("message");
        QTest::addColumn<int>("sendings");
        const QByteArray no = R"({"code":"c","message":"No."})";
        QTest::newRow("400") << 400 << no << Kind::Invalid << u"No."_s << 1;
        QTest::newRow("403") << 403 << no << Kind::Forbidden << u"No."_s << 1;
        QTest::newRow("404") << 404 << no << Kind::NotFound << u"No."_s << 1;
        QTest::newRow("409") << 409 << no << Kind::Conflict << u"No."_s << 1;
        QTest::newRow("422") << 422 << no << Kind::Invalid << u"No."_s << 1;
        QTest::newRow("500") << 500 << no << Kind::Server << u"No."_s << 1;
        QTest::newRow("502 HTML") << 502 << QByteArray("<html><title>Bad gateway</title></html>") << Kind::Server
                                  << u"Bad gateway"_s << 3;
        QTest::newRow("503 empty") << 503 << QByteArray() << Kind::Server << QString() << 3;
        QTest::newRow("504 text") << 504 << QByteArray("too slow\nreally") << Kind::Server << u"too slow"_s << 3;
        QTest::newRow("200 empty") << 200 << QByteArray() << Kind::Decode << QString() << 1;
        QTest::newRow("200 HTML") << 200 << QByteArray("<html><title>Guest network</title></html>") << Kind::Decode
                                  << u"Guest network"_s << 1;
        QTest::newRow("200 truncated") << 200 << QByteArray("{\"name\":\"ac") << Kind::Decode << u"{\"name\":\"ac"_s
                                       << 1;
        QTest::newRow("200 list") << 200 << QByteArray("[]") << Kind::Decode << u"[]"_s << 1;
    }
    void answersBecomeErrors()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(Kind, kind);
        QFETCH(QString, message);
        QFETCH(int, sendings);
        ClientFixture f;
        f.peer.addHttp(status, body, {"X-Request-Id: r-7"});
        const Outcome outcome(f.client->send(organizations::get({u"acme"_s}), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QVERIFY(outcome.isError());
        QCOMPARE(outcome.error().kind, kind);
        QCOMPARE(outcome.error().status, status);
        QCOMPARE(outcome.error().message, message);
        QCOMPARE(outcome.error().requestId, u"r-7"_s);
        QCOMPARE(outcome.error().operation, u"get_organization"_s);
        QCOMPARE(outcome.error().path, u"/v1/organizations/acme"_s);
        QCOMPARE(outcome.error().outcomeUnknown, false);
        QCOMPARE(f.peer.requests().size(), sendings);
        QCOMPARE(f.sent.size(), sendings);
        QCOMPARE(f.sent.last().attempt, sendings);
    }

    void aGetThatIsAnsweredInTheEndSucceeds()
    {
        ClientFixture f;
        f.peer.addHttp(503, {});
        f.peer.add("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"name\":", RawPeer::Then::Close);
        f.peer.addHttp(200, acme);
        auto *job = f.client->send(organizations::get({u"acme"_s}), &f.owner);
        QSignalSpy scheduled(job, &Job::retryScheduled);
        const Outcome outcome(job);
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.result->value().name, u"acme"_s);
        QCOMPARE(f.sent.size(), 3);
        QCOMPARE(scheduled.size(), 2);
        QCOMPARE(scheduled.at(0).at(0).toInt(), 2);
        QCOMPARE(scheduled.at(1).at(0).toInt(), 3);
    }

    void anAnswerBrokenOffIsNoAnswer()
    {
        ClientFixture f;
        f.peer.add("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"name\":\"acme\"}", RawPeer::Then::Close);
        const Outcome read(f.client->send(organizations::get({u"acme"_s}), &f.owner));
        QTRY_COMPARE(read.count, 1);
        QCOMPARE(read.error().kind, Kind::Offline);
        QCOMPARE(f.sent.size(), 3);
        const Outcome renamed(f.client->send(renameRequest(), &f.owner));
        QTRY_COMPARE(renamed.count, 1);
        QCOMPARE(renamed.error().kind, Kind::Offline);
        QVERIFY(renamed.error().outcomeUnknown);
        QCOMPARE(f.sent.size(), 4);
    }

    void noHttpAtAll()
    {
        ClientFixture f;
        f.peer.add("SSH-2.0-OpenSSH_9.2\r\n\r\n", RawPeer::Then::Close);
        const Outcome outcome(f.client->send(organizations::get({u"acme"_s}), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QVERIFY(outcome.isError());
    }

    void aMutationAnsweredInRiddlesIsUnknown()
    {
        ClientFixture f;
        f.peer.addHttp(200, "<html><title>Guest network</title></html>");
        const Outcome outcome(f.client->send(renameRequest(), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.error().kind, Kind::Decode);
        QVERIFY(outcome.error().outcomeUnknown);
        QCOMPARE(outcome.error().operation, u"test_rename"_s);
        QCOMPARE(outcome.error().method, Method::Post);
        QCOMPARE(f.peer.requests().size(), 1);
    }

    void aGatewayThatLostAMutationIsUnknown()
    {
        ClientFixture f;
        f.peer.addHttp(504, {});
        const Outcome outcome(f.client->send(renameRequest(), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.error().kind, Kind::Server);
        QVERIFY(outcome.error().outcomeUnknown);
        QCOMPARE(f.peer.requests().size(), 1);
    }

    void nobodyListens()
    {
        ClientFixture f;
        f.peer.close();
        const Outcome read(f.client->send(organizations::get({u"acme"_s}), &f.owner));
        QTRY_COMPARE(read.count, 1);
        QCOMPARE(read.error().kind, Kind::Offline);
        QCOMPARE(read.error().status, 0);
        QVERIFY(!read.error().detail.isEmpty());
        QCOMPARE(f.sent.size(), 3);
        const Outcome renamed(f.client->send(renameRequest(), &f.owner));
        QTRY_COMPARE(renamed.count, 1);
        QCOMPARE(renamed.error().kind, Kind::Offline);
        QVERIFY(!renamed.error().outcomeUnknown);
        QCOMPARE(f.sent.size(), 4);
    }

    // --- size and time

    void anAnnouncedFloodIsRefused()
    {
        ClientFixture f;
        auto options = ClientFixture::quick(f.peer.url());
        options.maximumBody = 100'000;
        f.use(options);
        f.peer.add("HTTP/1.1 200 OK\r\nContent-Length: 314572800\r\n\r\n{", RawPeer::Then::KeepOpen);
        const Outcome outcome(f.client->send(organizations::get({u"acme"_s}), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.error().kind, Kind::TooLarge);
        QCOMPARE(f.sent.size(), 1);
        QTRY_COMPARE(f.peer.openConnectionCount(), 0);
    }

    void anEndlessBodyIsCutOff()
    {
        ClientFixture f;
        auto options = ClientFixture::quick(f.peer.url());
        options.maximumBody = 1'000'000;
        f.use(options);
        f.peer.add("HTTP/1.1 200 OK\r\n\r\n" + QByteArray(50'000, ' '), RawPeer::Then::Repeat);
        const Outcome outcome(f.client->send(organizations::get({u"acme"_s}), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.error().kind, Kind::TooLarge);
        QCOMPARE(f.sent.size(), 1);
        QTRY_COMPARE(f.peer.openConnectionCount(), 0);
    }

    void aBodyAtTheCapIsRead()
    {
        ClientFixture f;
        auto options = ClientFixture::quick(f.peer.url());
        options.maximumBody = 1'000'000;
        f.use(options);
        f.peer.addHttp(200, acme + QByteArray(1'000'000 - acme.size(), ' '));
        const Outcome outcome(f.client->send(organizations::get({u"acme"_s}), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QVERIFY(outcome.result->has_value());
        QCOMPARE(f.sent.first().bytes, 1'000'000);
    }

    void silenceIsATimeout_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing at all") << QByteArray();
        QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le");
        QTest::newRow("half a body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
    }
    void silenceIsATimeout()
    {
        QFETCH(QByteArray, bytes);
        ClientFixture f;
        auto options = ClientFixture::quick(f.peer.url());
        options.idleTimeout = std::chrono::milliseconds(150);
        f.use(options);
        f.peer.add(bytes);
        const Outcome read(f.client->send(organizations::get({u"acme"_s}), &f.owner));
        const Outcome renamed(f.client->send(renameRequest(), &f.owner));
        QTRY_COMPARE(read.count, 1);
        QCOMPARE(read.error().kind, Kind::Timeout);
        QCOMPARE(renamed.count, 1);
        QCOMPARE(renamed.error().kind, Kind::Timeout);
        QVERIFY(renamed.error().outcomeUnknown);
        QVERIFY(!read.error().outcomeUnknown);
        QCOMPARE(f.sent.size(), 4);
    }

    void aTrickleEndsAtTheDeadline()
    {
        ClientFixture f;
        auto options = ClientFixture::quick(f.peer.url());
        options.totalTimeout = std::chrono::milliseconds(300);
        f.use(options);
        f.peer.add("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n" + QByteArray(9'000, ' '), RawPeer::Then::Trickle);
        const Outcome outcome(f.client->send(renameRequest(), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.error().kind, Kind::Timeout);
        QVERIFY(outcome.error().outcomeUnknown);
        QCOMPARE(f.sent.size(), 1);
        QTRY_COMPARE(f.peer.openConnectionCount(), 0);
    }

    // --- the rate limit

    void waitsAfter429_data()
    {
        QTest::addColumn<QList<QByteArray>>("headers");
        QTest::addColumn<bool>("mutation");
        for (const bool mutation : {false, true}) {
            const char *verb = mutation ? "POST" : "GET";
            QTest::addRow("%s seconds", verb) << QList<QByteArray>{"Retry-After: 0"} << mutation;
            QTest::addRow("%s date of a wrong clock", verb)
                << QList<QByteArray>{"Date: Mon, 05 Jan 2099 10:00:00 GMT",
                                     "Retry-After: Mon, 05 Jan 2099 10:00:00 GMT"}
                << mutation;
            QTest::addRow("%s without", verb) << QList<QByteArray>{} << mutation;
        }
    }
    void waitsAfter429()
    {
        QFETCH(QList<QByteArray>, headers);
        QFETCH(bool, mutation);
        ClientFixture f;
        f.peer.addHttp(429, "{}", headers);
        f.peer.addHttp(429, "{}", headers);
        f.peer.addHttp(429, "{}", headers);
        f.peer.addHttp(200, acme);
        auto *job = f.client->send(mutation ? renameRequest() : organizations::get({u"acme"_s}), &f.owner);
        const Outcome outcome(job);
        QTRY_COMPARE(outcome.count, 1);
        QVERIFY(outcome.result->has_value());
        QCOMPARE(f.peer.requests().size(), 4);
        QCOMPARE(f.peer.requests().last().body, mutation ? QByteArray(R"({"name":"new"})") : QByteArray());
    }

    void givesUpAfterThreeWaits()
    {
        ClientFixture f;
        f.peer.addHttp(429, R"({"message":"slow down"})");
        const Outcome outcome(f.client->send(renameRequest(), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.error().kind, Kind::RateLimited);
        QCOMPARE(outcome.error().message, u"slow down"_s);
        QVERIFY(!outcome.error().outcomeUnknown);
        QCOMPARE(f.peer.requests().size(), 4);
    }

    void doesNotWaitAnHour()
    {
        ClientFixture f;
        f.peer.addHttp(429, {}, {"Retry-After: 3600"});
        QSignalSpy paused(f.client.get(), &ApiClient::paused);
        const Outcome outcome(f.client->send(organizations::get({u"acme"_s}), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.error().kind, Kind::RateLimited);
        QCOMPARE(f.peer.requests().size(), 1);
        QCOMPARE(paused.size(), 1);
        QCOMPARE(paused.first().first().value<std::chrono::milliseconds>(), std::chrono::milliseconds(120'000));
    }

    void pausesTheWholeQueue()
    {
        ClientFixture f;
        auto options = ClientFixture::quick(f.peer.url());
        options.rateLimitBase = std::chrono::milliseconds(300);
        f.use(options);
        f.peer.addHttp(429, {});
        f.peer.addHttp(200, acme);
        const Outcome limited(f.client->send(organizations::get({u"acme"_s}), &f.owner));
        QSignalSpy paused(f.client.get(), &ApiClient::paused);
        QTRY_COMPARE(paused.size(), 1);
        QElapsedTimer sincePause;
        sincePause.start();
        const Outcome other(f.client->send(organizations::get({u"other"_s}), &f.owner));
        QTRY_VERIFY(f.peer.requests().size() >= 2);
        QVERIFY2(sincePause.elapsed() >= 200, qPrintable(QString::number(sincePause.elapsed())));
        QTRY_COMPARE(limited.count + other.count, 2);
        QVERIFY(limited.result->has_value());
        QVERIFY(other.result->has_value());
    }

    void keepsTheBudget()
    {
        ClientFixture f;
        auto options = ClientFixture::quick(f.peer.url());
        options.requestsPerMinute = 3;
        f.use(options);
        f.peer.addHttp(200, acme);
        QSignalSpy finished(f.client.get(), &ApiClient::requestFinished);
        for (int i = 0; i < 5; ++i)
            f.client->send(organizations::get({QString::number(i)}), &f.owner);
        QTRY_COMPARE(finished.size(), 3);
        QTRY_COMPARE(f.client->pendingCount(), 2);
        QCOMPARE(f.peer.requests().size(), 3);
    }

    void sixAtOnce()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme, {}, RawPeer::Then::Hold);
        QSignalSpy finished(f.client.get(), &ApiClient::requestFinished);
        for (int i = 0; i < 8; ++i)
            f.client->send(organizations::get({QString::number(i)}), &f.owner);
        QTRY_COMPARE(f.peer.requests().size(), 6);
        f.peer.release();
        QTRY_COMPARE(f.peer.requests().size(), 8);
        f.peer.release();
        QTRY_COMPARE(finished.size(), 8);
    }

    // --- credentials

    void withoutCredentialNothingIsSent()
    {
        ClientFixture f;
        f.credentials.authorization.clear();
        const Outcome outcome(f.client->send(organizations::get({u"acme"_s}), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.error().kind, Kind::NotSignedIn);
        QCOMPARE(f.peer.connectionCount(), 0);
    }

    void aWrongTokenIsRejected()
    {
        ClientFixture f;
        f.peer.addHttp(401, R"({"error":"invalid_token","error_description":"Revoked"})");
        QSignalSpy rejected(&f.credentials, &Credentials::rejected);
        const Outcome outcome(f.client->send(organizations::get({u"acme"_s}), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.error().kind, Kind::Unauthorized);
        QCOMPARE(outcome.error().code, u"invalid_token"_s);
        QCOMPARE(outcome.error().message, u"Revoked"_s);
        QTRY_COMPARE(rejected.size(), 1);
        QCOMPARE(f.credentials.refreshCount, 0);
        QCOMPARE(f.peer.requests().size(), 1);
    }

    void anExpiredTokenIsRenewedOnceForAll()
    {
        ClientFixture f;
        f.credentials.refreshable = true;
        // All three are refused before the new token is there: the peer answers in the order of arrival.
        f.credentials.refreshByHand = true;
        for (int i = 0; i < 3; ++i)
            f.peer.addHttp(401, {});
        f.peer.addHttp(200, acme);
        const Outcome first(f.client->send(organizations::get({u"a"_s}), &f.owner));
        const Outcome second(f.client->send(organizations::get({u"b"_s}), &f.owner));
        const Outcome third(f.client->send(renameRequest(), &f.owner));
        QTRY_COMPARE(f.sent.size(), 3);
        QCOMPARE(f.credentials.refreshCount, 1);
        f.credentials.endRefresh();
        QTRY_COMPARE(first.count + second.count + third.count, 3);
        QVERIFY(first.result->has_value());
        QVERIFY(second.result->has_value());
        QVERIFY(third.result->has_value());
        QCOMPARE(f.credentials.refreshCount, 1);
        QCOMPARE(f.peer.requests().size(), 6);
        for (int i = 0; i < 6; ++i)
            QCOMPARE(f.peer.requests().at(i).headers.value("authorization"),
                     i < 3 ? QByteArray("Bearer first-token") : QByteArray("Bearer second-token"));
    }

    void requestsWaitForTheNewToken()
    {
        ClientFixture f;
        f.credentials.refreshable = true;
        f.credentials.refreshByHand = true;
        f.peer.addHttp(401, {});
        f.peer.addHttp(200, acme);
        const Outcome first(f.client->send(organizations::get({u"a"_s}), &f.owner));
        QTRY_COMPARE(f.credentials.refreshCount, 1);
        const Outcome second(f.client->send(organizations::get({u"b"_s}), &f.owner));
        // Turns of the loop that would have sent it.
        QSignalSpy counted(f.client.get(), &ApiClient::pendingCountChanged);
        QTRY_COMPARE(counted.size(), 1);
        QCOMPARE(f.peer.requests().size(), 1);
        f.credentials.endRefresh();
        QTRY_COMPARE(first.count + second.count, 2);
        QVERIFY(first.result->has_value());
        QVERIFY(second.result->has_value());
        QCOMPARE(f.peer.requests().size(), 3);
    }

    void aSecond401OfEverythingEndsTheSignIn()
    {
        ClientFixture f;
        f.credentials.refreshable = true;
        f.peer.addHttp(401, {});
        QSignalSpy rejected(&f.credentials, &Credentials::rejected);
        const Outcome one(f.client->send(organizations::get({u"a"_s}), &f.owner));
        const Outcome other(f.client->send(dropRequest(), &f.owner));
        QTRY_COMPARE(one.count + other.count, 2);
        QCOMPARE(one.error().kind, Kind::Unauthorized);
        QCOMPARE(other.error().kind, Kind::Unauthorized);
        QTRY_COMPARE(rejected.size(), 1);
        QCOMPARE(rejected.at(0).at(0).toByteArray(), QByteArray("Bearer second-token"));
    }

    void aSecond401OfOneOperationLeavesTheSignIn()
    {
        ClientFixture f;
        f.credentials.refreshable = true;
        f.peer.addHttp(401, {});
        f.peer.addHttp(401, {});
        f.peer.addHttp(200, acme);
        QSignalSpy rejected(&f.credentials, &Credentials::rejected);
        const Outcome outcome(f.client->send(organizations::get({u"a"_s}), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.error().kind, Kind::Unauthorized);
        QCOMPARE(f.credentials.refreshCount, 1);
        const Outcome next(f.client->send(organizations::get({u"b"_s}), &f.owner)); // also a turn to say it in
        QTRY_COMPARE(next.count, 1);
        QVERIFY(next.result->has_value());
        QCOMPARE(rejected.size(), 0);
    }

    void aRefreshThatFailsEndsAll()
    {
        ClientFixture f;
        f.credentials.refreshable = true;
        f.credentials.refreshByHand = true;
        f.credentials.refreshSucceeds = false;
        f.peer.addHttp(401, R"({"message":"expired"})");
        const Outcome first(f.client->send(organizations::get({u"a"_s}), &f.owner));
        QTRY_COMPARE(f.credentials.refreshCount, 1);
        const Outcome second(f.client->send(organizations::get({u"b"_s}), &f.owner));
        QSignalSpy counted(f.client.get(), &ApiClient::pendingCountChanged);
        QTRY_COMPARE(counted.size(), 1);
        f.credentials.endRefresh();
        QTRY_COMPARE(first.count + second.count, 2);
        QCOMPARE(first.error().kind, Kind::Unauthorized);
        QCOMPARE(first.error().status, 401);
        QCOMPARE(first.error().message, u"expired"_s);
        QCOMPARE(second.error().kind, Kind::Unauthorized);
        QCOMPARE(f.peer.requests().size(), 1);
    }

    void aRefreshThatNeverEndsIsGivenUp()
    {
        ClientFixture f;
        auto options = ClientFixture::quick(f.peer.url());
        options.totalTimeout = std::chrono::milliseconds(300);
        f.use(options);
        f.credentials.refreshable = true;
        f.credentials.refreshByHand = true;
        f.peer.addHttp(401, {});
        const Outcome outcome(f.client->send(organizations::get({u"a"_s}), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.error().kind, Kind::Unauthorized);
    }

    void aTokenReplacedMeanwhileIsUsed()
    {
        ClientFixture f;
        f.credentials.refreshable = true;
        f.peer.addHttp(401, {}, {}, RawPeer::Then::Hold);
        f.peer.addHttp(200, acme);
        const Outcome outcome(f.client->send(organizations::get({u"a"_s}), &f.owner));
        QTRY_COMPARE(f.peer.requests().size(), 1);
        f.credentials.authorization = "Bearer third-token";
        f.peer.release();
        QTRY_COMPARE(outcome.count, 1);
        QVERIFY(outcome.result->has_value());
        QCOMPARE(f.credentials.refreshCount, 0);
        QCOMPARE(f.peer.requests().last().headers.value("authorization"), "Bearer third-token");
    }

    // --- read-only mode

    void readOnlyLetsOnlyGetPass()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme);
        QSignalSpy changed(f.client.get(), &ApiClient::readOnlyChanged);
        // Also what is queued already.
        auto *queued = f.client->send(renameRequest(), &f.owner);
        f.client->setReadOnly(true);
        f.client->setReadOnly(true);
        QCOMPARE(changed.size(), 1);
        QVERIFY(f.client->isReadOnly());
        const Outcome queuedOutcome(queued);
        const Outcome dropped(f.client->send(dropRequest(), &f.owner));
        const Outcome read(f.client->send(organizations::get({u"a"_s}), &f.owner));
        QCOMPARE(dropped.count, 0);
        QTRY_COMPARE(queuedOutcome.count + dropped.count + read.count, 3);
        QCOMPARE(queuedOutcome.error().kind, Kind::ReadOnly);
        QCOMPARE(dropped.error().kind, Kind::ReadOnly);
        QVERIFY(!dropped.error().outcomeUnknown);
        QVERIFY(read.result->has_value());
        QCOMPARE(f.peer.requests().size(), 1);
        f.client->setReadOnly(false);
        const Outcome again(f.client->send(renameRequest(), &f.owner));
        QTRY_COMPARE(again.count, 1);
        QVERIFY(again.result->has_value());
    }

    // --- addresses

    void dotsCannotClimb_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("up") << u".."_s;
        QTest::newRow("here") << u"."_s;
    }
    void dotsCannotClimb()
    {
        QFETCH(QString, name);
        ClientFixture f;
        f.peer.addHttp(200, acme);
        const Outcome outcome(f.client->send(organizations::get({name}), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        // Either it is sent as it was encoded, or not at all; never as another path.
        if (f.peer.requests().isEmpty())
            QVERIFY(outcome.error().kind == Kind::Invalid || outcome.error().kind == Kind::Unsafe);
        else
            QCOMPARE(f.peer.requests().first().target,
                     "/v1/organizations/" + QByteArray(name.toLatin1()).replace(".", "%2E"));
    }

    void aBaseMayHaveAPath()
    {
        ClientFixture f;
        f.use(ClientFixture::quick(QUrl(f.peer.url().toString() + u"/proxy/planetscale/"_s)));
        f.peer.addHttp(200, acme);
        const Outcome outcome(f.client->send(organizations::list(), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(f.peer.requests().first().target, "/proxy/planetscale/v1/organizations?page=1&per_page=100");
    }

    void hosts()
    {
        QVERIFY(Hosts{}.isPlanetScale());
        Hosts other;
        other.metrics = QUrl(u"http://metrics.psdb.cloud"_s);
        QVERIFY(!other.isPlanetScale());
        const Hosts local = Hosts::allAt(QUrl(u"http://127.0.0.1:8080"_s));
        QVERIFY(!local.isPlanetScale());
        QCOMPARE(local.auth, QUrl(u"http://127.0.0.1:8080"_s));
        QCOMPARE(local.metrics, QUrl(u"http://127.0.0.1:8080"_s));
    }
};

ORRERY_SUITE(TestApiClient)
#include "tst_api_client.moc"
