// SPDX-License-Identifier: GPL-3.0-or-later
// The described actions on webhooks: when they are possible, what they send, and how their answers merge.
#include "models/webhooks/webhook_actions.h"

#include "api/webhooks/webhook_payload.h"
#include "models/core/workspace.h"
#include "models/webhooks/webhook_list.h"
#include "models/webhooks/webhook_text.h"
#include "tests/models/list_checks.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray hooks = "/v1/organizations/acme/databases/shop/webhooks";

QByteArray hook(const QByteArray &id, const QByteArray &url = "https://example.com/a",
                const QByteArray &enabled = "true")
{
    return "{\"id\":\"" + id + "\",\"url\":\"" + url + "\",\"secret\":\"s3cret-" + id + "\",\"enabled\":" + enabled
        + ",\"events\":[\"branch.ready\"]}";
}

struct Fixture : ServiceFixture
{
    Workspace workspace{context(), {.id = u"account-1"_s, .label = u"Sam"_s}};
    QString current = u"w1"_s;
    WebhookList *list = webhookList(&workspace, u"acme"_s, u"shop"_s);
    WebhookActions actions;
    std::optional<ActionResult> result;

    explicit Fixture(const QByteArray &rows = hook("w1"))
    {
        peer.set("GET " + hooks, 200, listJson(rows));
        peer.set("GET " + hooks + "/w1", 200, hook("w1"));
        actions = webhookActions(&workspace, {u"acme"_s, u"shop"_s}, [this]() { return current; });
        list->open();
        static_cast<void>(QTest::qWaitFor([this]() { return list->state().phase == LoadState::Phase::Ready; }));
    }
    void run(const Action &action, const FormValues &values = {})
    {
        result.reset();
        action.run(list, values, [this](const ActionResult &ended) { result = ended; });
        QVERIFY(QTest::qWaitFor([this]() { return result.has_value(); }));
    }
};

} // namespace

class TestWebhookActions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatHoldsForEveryAction()
    {
        Fixture f;
        int told = 0;
        f.actions.test.watch(f.list, [&told] { ++told; });
        QCOMPARE(f.actions.test.refusal(), std::nullopt);
        f.client->setReadOnly(true);
        QCOMPARE(told, 1);
        QCOMPARE(f.actions.test.refusal(), u"Read-only mode is on: nothing can be changed."_s);
        f.client->setReadOnly(false);
        QCOMPARE(told, 2);
        QCOMPARE(f.actions.test.refusal(), std::nullopt);
    }

    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void needAWebhook()
    {
        Fixture f;
        QCOMPARE(f.actions.edit.refusal(), std::nullopt);
        f.current.clear();
        QCOMPARE(f.actions.edit.refusal(), std::optional(u"Select a webhook first."_s));
        QCOMPARE(f.actions.remove.refusal(), std::optional(u"Select a webhook first."_s));
        QCOMPARE(f.actions.create.refusal(), std::nullopt);
        f.client->setReadOnly(true);
        QCOMPARE(f.actions.create.refusal(), std::optional(u"Read-only mode is on: nothing can be changed."_s));
    }

    void fiveAreTheMost()
    {
        Fixture f(hook("w1") + ',' + hook("w2") + ',' + hook("w3") + ',' + hook("w4") + ',' + hook("w5"));
        QCOMPARE(f.list->rows().size(), 5);
        QVERIFY(f.actions.create.refusal()->startsWith(u"A database has at most 5"_s));
    }

    void createsAndShowsTheSecretOnce()
    {
        Fixture f;
        f.peer.set("POST " + hooks, 201, hook("w9", "https://example.com/new"));
        f.run(f.actions.create,
              {{u"url"_s, u"https://example.com/new"_s},
               {u"enabled"_s, true},
               {u"events"_s, QStringList{u"branch.ready"_s}}});
        QCOMPARE(f.result->kind, ActionResult::Kind::Done);
        QCOMPARE(f.result->sentence, u"The webhook https://example.com/new was created."_s);
        QCOMPARE(f.result->secret.value, u"s3cret-w9"_s);
        QVERIFY(f.list->model()->find(u"w9"_s));
        const auto entries = f.recorded();
        QCOMPARE(entries.first().title, u"Create webhook"_s);
        QVERIFY(!entries.first().body.contains(u"s3cret"_s));
        const QByteArray sent = R"({"enabled":true,"events":["branch.ready"],"url":"https://example.com/new"})";
        QCOMPARE(f.peer.requests().last().body, sent);
    }

    void onlyWhatChangedIsSent()
    {
        Fixture f;
        f.peer.set("PATCH " + hooks + "/w1", 200, hook("w1", "https://example.com/b"));
        f.run(f.actions.edit,
              {{u"url"_s, u"https://example.com/b"_s},
               {u"enabled"_s, true},
               {u"events"_s, QStringList{u"branch.ready"_s}}});
        QCOMPARE(f.result->kind, ActionResult::Kind::Done);
        const QByteArray sent = R"({"url":"https://example.com/b"})";
        QCOMPARE(f.peer.requests().last().body, sent);
        QCOMPARE(f.list->model()->find(u"w1"_s)->url, u"https://example.com/b"_s);
    }

    void someoneElseChangedIt()
    {
        Fixture f;
        f.peer.set("GET " + hooks + "/w1", 200, hook("w1", "https://example.com/a", "false"));
        f.run(f.actions.remove);
        QCOMPARE(f.result->kind, ActionResult::Kind::Changed);
        QCOMPARE(f.result->sentence,
                 u"The webhook https://example.com/a was changed by someone else. Nothing was sent."_s);
        QCOMPARE(f.peer.count("DELETE " + hooks + "/w1"), 0);
    }

    void isDoneToWhatWasConfirmed()
    {
        Fixture f(hook("w1") + ',' + hook("w2", "https://example.com/b"));
        f.peer.set("DELETE " + hooks + "/w1", 204, "");
        const Action confirmed = f.actions.remove.pinned();
        f.current = u"w2"_s; // the list moved on while the dialog was open
        f.run(confirmed);
        QCOMPARE(f.result->kind, ActionResult::Kind::Done);
        QVERIFY(!f.list->model()->find(u"w1"_s));
        QVERIFY(f.list->model()->find(u"w2"_s));
    }

    void notPossibleAnyMore()
    {
        Fixture f;
        const Action confirmed = f.actions.remove.pinned();
        f.client->setReadOnly(true);
        f.run(confirmed);
        QCOMPARE(f.result->kind, ActionResult::Kind::Refused);
        QCOMPARE(
            f.result->sentence,
            u"The webhook https://example.com/a could not be deleted. Read-only mode is on: nothing can be changed."_s);
        QVERIFY(f.peer.mutations().isEmpty());
        QVERIFY(f.recorded().isEmpty());
    }

    void deletes()
    {
        Fixture f;
        f.peer.set("DELETE " + hooks + "/w1", 204, "");
        f.run(f.actions.remove);
        QCOMPARE(f.result->kind, ActionResult::Kind::Done);
        QVERIFY(f.list->rows().isEmpty());
    }

    void oneTestInTwentySeconds()
    {
        Fixture f;
        f.peer.set("POST " + hooks + "/w1/test", 204, "");
        QCOMPARE(f.actions.test.refusal(), std::nullopt);
        f.run(f.actions.test);
        QCOMPARE(f.result->kind, ActionResult::Kind::Done);
        QCOMPARE(f.actions.test.refusal(),
                 std::optional(u"PlanetScale takes one test in 20 seconds: again in 20\u00A0s."_s));
        f.clock.advance(std::chrono::seconds(19));
        QCOMPARE(f.actions.test.refusal(),
                 std::optional(u"PlanetScale takes one test in 20 seconds: again in 1\u00A0s."_s));
        f.clock.advance(std::chrono::seconds(1));
        QCOMPARE(f.actions.test.refusal(), std::nullopt);
    }

    void addresses_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("problem");
        QTest::newRow("fine") << u"https://example.com/hook?x=1"_s << QString();
        QTest::newRow("no scheme") << u"example.com"_s << u"This is not a complete address."_s;
        QTest::newRow("not encrypted") << u"http://example.com/"_s << u"The address has to begin with https://."_s;
        const QString local = u"PlanetScale cannot reach an address of a private network."_s;
        QTest::newRow("this computer") << u"https://localhost/"_s << local;
        QTest::newRow("loopback") << u"https://127.0.0.1:8443/"_s << local;
        QTest::newRow("private") << u"https://192.168.1.9/"_s << local;
    }
    void addresses()
    {
        QFETCH(QString, url);
        QFETCH(QString, problem);
        QCOMPARE(webhookUrlProblem(url), problem);
    }

    void everyEventHasWordsAndSamplesAreJson()
    {
        for (const api::WebhookEventFacts &facts : api::webhookEvents) {
            QVERIFY(!webhookEventMeaning(facts.event).isEmpty());
            const QString sample = webhookSample(facts.event, u"acme"_s, u"a\"b"_s);
            if (sample.isEmpty())
                continue;
            const auto payload = api::decodeWebhook(sample.toUtf8());
            QVERIFY(payload.has_value());
            QCOMPARE(payload->event, api::OpenEnum<api::WebhookEvent>(facts.event).text());
            QCOMPARE(payload->database, u"a\"b"_s);
        }
    }
};

ORRERY_SUITE(TestWebhookActions)
#include "tst_webhook_actions.moc"
