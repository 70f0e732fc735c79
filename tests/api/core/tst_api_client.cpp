// SPDX-License-Identifier: GPL-3.0-or-later
// The client against a raw TCP peer: what is sent, and what each kind of answer ends with.
#include "tests/api/core/client_fixture.h"

#include <QCoreApplication>
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
        const Outcome outcome(f.client->send(organizations::get(u"a/b c+d%é"_s), &f.owner));
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
        const Outcome outcome(f.client->send(organizations::get(u"acme"_s), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.error().kind, Kind::Offline);
        QCOMPARE(f.sent.size(), 3);
        QVERIFY(!outcome.error().outcomeUnknown);
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
            const Outcome warm(f.client->send(organizations::get(u"acme"_s), &f.owner));
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
};

QTEST_GUILESS_MAIN(TestApiClient)
#include "tst_api_client.moc"
