// SPDX-License-Identifier: GPL-3.0-or-later
#include "harness.h"
#include "tests/support/suite.h"

using namespace orrery::simulator;
using namespace Qt::StringLiterals;

namespace {
const QString kShop = u"/v1/organizations/acme/databases/shop"_s;
const QString kList = kShop + u"/webhooks"_s;
const QString kDemoToken = u"demotoken001:pscale_tkn_demo"_s;
const QString kReadToken = u"readtoken001:pscale_tkn_read"_s;

QJsonObject body(const QString &url)
{
    return {{u"url"_s, url}, {u"events"_s, QJsonArray{u"branch.ready"_s}}};
}
} // namespace

class TestWebhooks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void demoHasOneThatFails()
    {
        Harness h;
        const QJsonArray all = h.get(kList).data();
        QCOMPARE(all.size(), 3);
        QStringList told;
        for (const QJsonValue &each : all)
            told += u"%1 %2 %3"_s.arg(each[u"last_sent_result"_s].toString(),
                                      each[u"last_sent_success"_s].toBool() ? u"sent"_s : u"failed"_s,
                                      each[u"enabled"_s].toBool() ? u"on"_s : u"off"_s);
        QCOMPARE(told, (QStringList{u"200 sent on"_s, u"503 failed on"_s, u"timeout failed off"_s}));
        QCOMPARE(h.get(u"/v1/organizations/acme/databases/billing/webhooks"_s).data(), QJsonArray());
        QVERIFY(!h.get(kList).json.contains(u"total_count"_s)); // one of the lists that do not say it
    }

    void life()
    {
        Harness h;
        const QJsonObject wanted{{u"url"_s, u"https://hooks.example/a"_s},
                                 {u"enabled"_s, true},
                                 {u"events"_s, QJsonArray{u"branch.ready"_s, u"keyspace.storage"_s}}};
        const Answer created = h.call("POST", kList, wanted);
        QCOMPARE(created.status, 201);
        QCOMPARE(created.json.value(u"url"_s).toString(), u"https://hooks.example/a"_s);
        QCOMPARE(created.json.value(u"enabled"_s).toBool(), true);
        QCOMPARE(created.json.value(u"events"_s).toArray(), (QJsonArray{u"branch.ready"_s, u"keyspace.storage"_s}));
        QVERIFY(created.json.value(u"last_sent_at"_s).isNull());
        QVERIFY(created.json.value(u"last_sent_success"_s).isNull());
        const QString secret = created.json.value(u"secret"_s).toString();
        QCOMPARE(secret.size(), 64);

        const QString one = kList + u'/' + created.json.value(u"id"_s).toString();
        h.advance(5);
        const Answer changed = h.call("PATCH", one, {{u"enabled"_s, false}});
        QCOMPARE(changed.status, 200);
        QCOMPARE(changed.json.value(u"enabled"_s).toBool(), false);
        QCOMPARE(changed.json.value(u"events"_s).toArray().size(), 2); // what is not sent stays
        QCOMPARE(changed.json.value(u"secret"_s).toString(), secret); // in every answer, always the same
        QVERIFY(changed.json.value(u"updated_at"_s) != created.json.value(u"updated_at"_s));
        QCOMPARE(h.call("PATCH", one, {{u"events"_s, QJsonArray()}}).json.value(u"events"_s).toArray(), QJsonArray());
        QCOMPARE(h.get(one).json.value(u"secret"_s).toString(), secret);

        QCOMPARE(h.call("DELETE", one).status, 204);
        QCOMPARE(h.get(one).status, 404);
        QCOMPARE(h.call("DELETE", one).status, 404);
        QCOMPARE(h.call("PATCH", one, {{u"enabled"_s, true}}).status, 404);
        QCOMPARE(h.call("POST", one + u"/test"_s).status, 404);
        QStringList actions;
        for (const QJsonValue &event : h.get(u"/v1/organizations/acme/audit-log?limit=4"_s).data())
            actions += event[u"audit_action"_s].toString();
        QCOMPARE(actions.filter(u"webhook."_s),
                 (QStringList{u"webhook.deleted"_s, u"webhook.updated"_s, u"webhook.updated"_s, u"webhook.created"_s}));
    }

    void startsDisabled()
    {
        Harness h;
        QCOMPARE(h.call("POST", kList, body(u"https://hooks.example/a"_s)).json.value(u"enabled"_s).toBool(true),
                 false);
    }

    void refusals_data()
    {
        QTest::addColumn<QJsonObject>("sent");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *tag, const QJsonObject &sent, const QString &message) {
            QTest::newRow(tag) << sent << message;
        };
        const QString https = u"Url must be a valid HTTPS URL"_s;
        const QString reachable = u"Url must be reachable from the internet"_s;
        row("no url", {{u"enabled"_s, true}}, u"Url can't be blank"_s);
        row("http", body(u"http://hooks.example/a"_s), https);
        row("no address", body(u"hooks"_s), https);
        row("no host", body(u"https://"_s), https);
        row("blank in the host", body(u"https://hooks example/a"_s), https);
        row("localhost", body(u"https://localhost/a"_s), reachable);
        row("loopback", body(u"https://127.0.0.1/a"_s), reachable);
        row("private network", body(u"https://192.168.1.4/a"_s), reachable);
        row("own network", body(u"https://build.local/a"_s), reachable);
        row("taken", body(u"https://pager.acme.example/planetscale/503"_s), u"Url has already been taken"_s);
        row("unknown event",
            {{u"url"_s, u"https://hooks.example/a"_s}, {u"events"_s, QJsonArray{u"branch.ready"_s, u"branch.gone"_s}}},
            u"Events contains an unknown event: branch.gone"_s);
        row("events as a text", {{u"url"_s, u"https://hooks.example/a"_s}, {u"events"_s, u"branch.ready"_s}},
            u"Events must be a list"_s);
        row("enabled as a text", {{u"url"_s, u"https://hooks.example/a"_s}, {u"enabled"_s, u"yes"_s}},
            u"Enabled must be true or false"_s);
    }
    void refusals()
    {
        QFETCH(QJsonObject, sent);
        QFETCH(QString, message);
        Harness h;
        const Answer refused = h.call("POST", kList, sent);
        QCOMPARE(refused.status, 422);
        QCOMPARE(refused.message(), message);
        QCOMPARE(h.get(kList).data().size(), 3);
    }

    void keepsItsOwnUrl()
    {
        Harness h;
        const QJsonValue first = h.get(kList).data().first();
        const QString one = kList + u'/' + first[u"id"_s].toString();
        QCOMPARE(h.call("PATCH", one, {{u"url"_s, first[u"url"_s]}}).status, 200);
        QCOMPARE(h.call("PATCH", one, {{u"url"_s, u"https://pager.acme.example/planetscale/503"_s}}).message(),
                 u"Url has already been taken"_s);
    }

    void fiveOfADatabase()
    {
        Harness h;
        QCOMPARE(h.call("POST", kList, body(u"https://hooks.example/4"_s)).status, 201);
        QCOMPARE(h.call("POST", kList, body(u"https://hooks.example/5"_s)).status, 201);
        const Answer sixth = h.call("POST", kList, body(u"https://hooks.example/6"_s));
        QCOMPARE(sixth.status, 422);
        QCOMPARE(sixth.message(), u"Database has reached its limit of 5 webhooks"_s);
        const QString billing = u"/v1/organizations/acme/databases/billing/webhooks"_s;
        QCOMPARE(h.call("POST", billing, body(u"https://hooks.example/4"_s)).status, 201);
    }

    void testsMoveTheLastDelivery()
    {
        Harness h;
        const QString works = kList + u'/' + h.get(kList).data().at(0)[u"id"_s].toString();
        const QString fails = kList + u'/' + h.get(kList).data().at(1)[u"id"_s].toString();
        const Answer sent = h.call("POST", works + u"/test"_s);
        QCOMPARE(sent.status, 204);
        QCOMPARE(sent.body, QByteArray());
        const QString now = isoTime(h.server.world().now());
        QCOMPARE(h.get(works).json.value(u"last_sent_at"_s).toString(), now);
        QCOMPARE(h.get(works).json.value(u"last_sent_success"_s).toBool(), true);
        QCOMPARE(h.call("POST", fails + u"/test"_s).status, 204); // each has an interval of its own
        QCOMPARE(h.get(fails).json.value(u"last_sent_result"_s).toString(), u"503"_s);
        QCOMPARE(h.get(fails).json.value(u"last_sent_success"_s).toBool(true), false);

        h.advance(19);
        const Answer early = h.call("POST", works + u"/test"_s);
        QCOMPARE(early.status, 429);
        QCOMPARE(early.code(), u"rate_limited"_s);
        QCOMPARE(h.get(works).json.value(u"last_sent_at"_s).toString(), now);
        h.advance(1);
        QCOMPARE(h.call("POST", works + u"/test"_s).status, 204);
        QCOMPARE(h.get(works).json.value(u"last_sent_at"_s).toString(), isoTime(h.server.world().now()));
    }

    void permissions()
    {
        Harness h;
        const QString one = kList + u'/' + h.get(kList).data().first()[u"id"_s].toString();
        QCOMPARE(h.call("GET", kList, {}, kReadToken).status, 200);
        QCOMPARE(h.call("PATCH", one, {{u"enabled"_s, true}}, kReadToken).status, 404);
        QCOMPARE(h.call("POST", one + u"/test"_s, {}, kReadToken).status, 404);
        QCOMPARE(h.call("PATCH", one, {{u"enabled"_s, true}}, kDemoToken).status, 200);
        const QString reader = u"Bearer "_s + h.issue({u"read_database"_s});
        QCOMPARE(h.call("GET", one, {}, reader).status, 200);
        QCOMPARE(h.call("DELETE", one, {}, reader).status, 403);
        QCOMPARE(h.call("GET", kList, {}, u"Bearer "_s + h.issue({u"read_branches"_s})).status, 403);
        QCOMPARE(h.get(kShop + u"/webhooks/nothing"_s).status, 404);
        QCOMPARE(h.get(u"/v1/organizations/acme/databases/nothing/webhooks"_s).status, 404);
    }

    void hostileOnesAreListed()
    {
        Harness h(u"hostile"_s);
        const QJsonArray databases = h.get(u"/v1/organizations/acme/databases?per_page=100"_s).data();
        for (const QJsonValue &database : databases) {
            const QString name = QString::fromLatin1(QUrl::toPercentEncoding(database[u"name"_s].toString()));
            QCOMPARE(h.get(u"/v1/organizations/acme/databases/%1/webhooks"_s.arg(name)).data().size(), 4);
        }
    }
};

ORRERY_SUITE(TestWebhooks)
#include "tst_webhooks.moc"
