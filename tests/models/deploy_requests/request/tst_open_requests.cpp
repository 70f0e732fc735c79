// SPDX-License-Identifier: GPL-3.0-or-later
// Who else changes a table: every open request into the branch is looked at, and again when it changes.
#include "models/deploy_requests/request/open_requests.h"

#include "tests/models/service_fixture.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray requests = "/v1/organizations/acme/databases/shop/deploy-requests";

QByteArray row(int number, const QByteArray &updated = "2026-11-21T10:00:00Z", const QByteArray &table = {})
{
    QByteArray json = "{\"id\":\"dr" + QByteArray::number(number) + "\",\"number\":" + QByteArray::number(number)
        + ",\"branch\":\"b" + QByteArray::number(number)
        + "\",\"into_branch\":\"main\",\"state\":\"open\",\"deployment_state\":\"ready\",\"updated_at\":\"" + updated
        + "\"";
    if (!table.isEmpty())
        json +=
            ",\"deployment\":{\"id\":\"d\",\"state\":\"ready\",\"deploy_operations\":[{\"keyspace_name\":\"commerce\","
            "\"table_name\":\""
            + table + "\"}]}";
    return json + "}";
}

QByteArray page(const QByteArrayList &rows)
{
    return "{\"type\":\"list\",\"next_page\":null,\"data\":[" + rows.join(',') + "]}";
}

QList<qint64> touching(const OpenRequests &open, const QString &table)
{
    QList<qint64> numbers;
    for (const KnownRequest &each : requestsTouching(open.others(42).checked, table, 42, u"main"_s))
        numbers.append(each.number);
    return numbers;
}

} // namespace

class TestOpenRequests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void looksAtEveryOne()
    {
        ServiceFixture fixture;
        fixture.peer.set("GET " + requests, 200, page({row(42), row(43), row(44)}));
        fixture.peer.set("GET " + requests + "/42", 200, row(42, "2026-11-21T10:00:00Z", "orders"));
        fixture.peer.set("GET " + requests + "/43", 200, row(43, "2026-11-21T10:00:00Z", "orders"));
        fixture.peer.set("GET " + requests + "/44", 200, row(44, "2026-11-21T10:00:00Z", "customers"));
        OpenRequests open(fixture.context(), u"acme"_s, u"shop"_s, u"main"_s);
        QVERIFY(!open.others(42).listed);
        open.addViewer(this);
        QTRY_VERIFY(open.others(42).isComplete());
        QCOMPARE(open.others(42).total, 2);
        QCOMPARE(touching(open, u"commerce.orders"_s), QList<qint64>{43});
        QCOMPARE(touching(open, u"commerce.customers"_s), QList<qint64>{44});
        // Only open ones into this branch are asked for.
        QVERIFY(fixture.peer.requests().first().query.startsWith("state=open&into_branch=main"));
        open.removeViewer(this);
    }

    void readsAgainWhatChanged()
    {
        ServiceFixture fixture;
        fixture.peer.set("GET " + requests, 200, page({row(43), row(44)}));
        fixture.peer.set("GET " + requests + "/43", 200, row(43, "2026-11-21T10:00:00Z", "orders"));
        fixture.peer.set("GET " + requests + "/44", 200, row(44, "2026-11-21T10:00:00Z", "orders"));
        OpenRequests open(fixture.context(), u"acme"_s, u"shop"_s, u"main"_s);
        open.addViewer(this);
        QTRY_VERIFY(open.others(42).isComplete());
        QCOMPARE(touching(open, u"commerce.orders"_s), (QList<qint64>{43, 44}));
        fixture.peer.forget();
        fixture.clock.advance(std::chrono::minutes(1));
        fixture.peer.set("GET " + requests, 200, page({row(43, "2026-11-21T11:00:00Z"), row(44)}));
        fixture.peer.set("GET " + requests + "/43", 200, row(43, "2026-11-21T11:00:00Z", "carts"));
        open.list()->refresh();
        QTRY_COMPARE(touching(open, u"commerce.orders"_s), QList<qint64>{44});
        QCOMPARE(touching(open, u"commerce.carts"_s), QList<qint64>{43});
        QCOMPARE(fixture.peer.count("GET " + requests + "/43"), 1);
        QCOMPARE(fixture.peer.count("GET " + requests + "/44"), 0);
        // What was closed meanwhile is none of them any more.
        fixture.clock.advance(std::chrono::minutes(1));
        fixture.peer.set("GET " + requests, 200, page({row(43, "2026-11-21T11:00:00Z")}));
        open.list()->refresh();
        QTRY_COMPARE(open.others(42).total, 1);
        QVERIFY(touching(open, u"commerce.orders"_s).isEmpty());
        open.removeViewer(this);
    }

    void saysWhatCouldNotBeRead()
    {
        ServiceFixture fixture;
        fixture.peer.set("GET " + requests, 200, page({row(43), row(44)}));
        fixture.peer.set("GET " + requests + "/44", 200, row(44, "2026-11-21T10:00:00Z", "orders"));
        OpenRequests open(fixture.context(), u"acme"_s, u"shop"_s, u"main"_s);
        open.addViewer(this);
        QTRY_COMPARE(open.others(42).checked.size(), 1); // 43 is answered with 404
        QTRY_VERIFY(open.others(42).failed);
        QVERIFY(!open.others(42).isComplete());
        QCOMPARE(open.others(42).total, 2);
        open.removeViewer(this);
    }

    void staysWithinItsBudget()
    {
        ServiceFixture fixture;
        QByteArrayList rows;
        for (int number = 1; number <= OpenRequests::mostAtOnce + 5; ++number) {
            rows.append(row(number));
            fixture.peer.set("GET " + requests + '/' + QByteArray::number(number), 200,
                             row(number, "2026-11-21T10:00:00Z", "orders"));
        }
        fixture.peer.set("GET " + requests, 200, page(rows));
        OpenRequests open(fixture.context(), u"acme"_s, u"shop"_s, u"main"_s);
        open.addViewer(this);
        QTRY_COMPARE_WITH_TIMEOUT(open.others(0).checked.size(), OpenRequests::mostAtOnce, 15000);
        QTRY_COMPARE(fixture.client->pendingCount(), 0);
        QVERIFY(!open.others(0).isComplete());
        // The others follow with the next reading of the list.
        fixture.clock.advance(std::chrono::minutes(1));
        open.list()->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(open.others(0).isComplete(), 15000);
        open.removeViewer(this);
    }
};

ORRERY_SUITE(TestOpenRequests)
#include "tst_open_requests.moc"
