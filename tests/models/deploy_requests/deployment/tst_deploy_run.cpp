// SPDX-License-Identifier: GPL-3.0-or-later
// Deploying step by step, and the throttle, against a service that answers as scripted.
#include "models/deploy_requests/deployment/deploy_run.h"

#include "models/deploy_requests/deployment/request_actions.h"
#include "models/deploy_requests/deployment/request_deployment.h"
#include "models/deploy_requests/request/deploy_request_store.h"
#include "tests/models/list_checks.h"
#include "tests/models/service_fixture.h"
#include "tests/support/suite.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace orrery;
using namespace orrery::models;
using Strategy = DeployStrategy;
using State = DeployRun::State;
using Kind = ActionResult::Kind;

namespace {

const QByteArray path = "/v1/organizations/acme/databases/shop/deploy-requests/42";
const QByteArray getIt = "GET " + path;
const QByteArray getThrottler = "GET " + path + "/throttler";
const QByteArray autoApply = "PUT " + path + "/auto-apply";
const QByteArray autoDelete = "PUT " + path + "/auto-delete-branch";
const QByteArray throttle = "PATCH " + path + "/throttler";
const QByteArray deploy = "POST " + path + "/deploy";

QByteArray requestJson(const QByteArray &state = "ready", bool gated = false, bool deletes = false,
                       const QByteArray &extra = {})
{
    QByteArray json =
        "{'id':'dr42','number':42,'branch':'add-loyalty','into_branch':'main','approved':true,'state':'open',"
        "'deployment_state':'STATE','deployment':{'id':'d42','state':'STATE','auto_cutover':AUTO,"
        "'auto_delete_branch':DELETES,'deployable':true,'instant_ddl':false,'instant_ddl_eligible':true,"
        "'schema_last_updated_at':'2026-03-01T10:00:00Z','lint_errors':[],'preceding_deployments':[],"
        "'deploy_operations':[{'id':'o1','state':'pending','keyspace_name':'commerce','table_name':'orders',"
        "'operation_name':'ALTER','ddl_statement':'ALTER TABLE orders ADD a int'}],"
        "'deploy_operation_summaries':[]}EXTRA}";
    json.replace("STATE", state)
        .replace("AUTO", gated ? "false" : "true")
        .replace("DELETES", deletes ? "true" : "false");
    return json.replace("EXTRA", extra).replace('\'', '"');
}

QByteArray throttlerJson(int commerce, int lookup)
{
    QByteArray json = "{'keyspaces':['commerce','lookup'],'configurable':{'id':'dr42','name':'#42'},'configurations':["
                      "{'keyspace_name':'commerce','ratio':A},{'keyspace_name':'lookup','ratio':B}]}";
    return json.replace("'", "\"")
        .replace("A}", QByteArray::number(commerce) + "}")
        .replace("B}", QByteArray::number(lookup) + "}");
}

struct Fixture : test::ServiceFixture
{
    std::unique_ptr<DeployRequestStore> store;
    RequestDeployment *deployment = nullptr;
    RequestActions *actions = nullptr;
    QList<Kind> ended; ///< how the whole runs ended
    bool follows = false; ///< the service remembers what `everything` sets

    Fixture()
    {
        peer.set(getIt, 200, requestJson());
        peer.set(getIt + "/reviews", 200, test::listJson({}));
        peer.set(getIt + "/diff", 200, "{\"data\":[{\"name\":\"orders\",\"raw\":\"+a\",\"html\":\"\"}]}");
        peer.set(getThrottler, 200, throttlerJson(0, 0));
        peer.set(autoApply, 200, requestJson("ready", true));
        peer.set(autoDelete, 200, requestJson("ready", true, true));
        peer.set(throttle, 200, throttlerJson(25, 25));
        peer.set(deploy, 200, requestJson("queued", true, true));
        StoreContext parts = context();
        parts.database = nullptr;
        store = std::make_unique<DeployRequestStore>(parts, u"acme"_s, u"shop"_s, 42);
        deployment = new RequestDeployment(store.get());
        actions = new RequestActions(store.get(), deployment);
    }
    void open()
    {
        store->setVisible(true);
        store->open();
        QTRY_VERIFY(store->state().phase == LoadState::Phase::Ready && !store->shownDigest().isEmpty());
        QTRY_COMPARE(client->pendingCount(), 0);
    }
    std::unique_ptr<DeployRun> begin(const DeployChoice &choice)
    {
        auto run = std::make_unique<DeployRun>(actions, choice, *store->request());
        if (follows) {
            // What was set is what the service says from then on.
            QObject::connect(run.get(), &DeployRun::changed, run.get(), [this, made = run.get()] {
                const QList<State> done = states(*made);
                peer.set(getIt, 200, requestJson("ready", done.value(0) == State::Done, done.value(1) == State::Done));
            });
        }
        run->action().run(run.get(), {}, [this](const ActionResult &result) { ended.append(result.kind); });
        return run;
    }
    [[nodiscard]] QByteArrayList sent() const
    {
        QByteArrayList lines;
        for (const auto &seen : peer.mutations())
            lines.append(seen.line + ' ' + seen.body);
        return lines;
    }
    static QList<State> states(const DeployRun &run)
    {
        QList<State> all;
        for (const DeployRun::Step &step : run.steps())
            all.append(step.state);
        return all;
    }
};

const DeployChoice everything{Strategy::Gated, true, {{u"commerce"_s, 25}, {u"lookup"_s, 25}}};

} // namespace

class TestDeployRun : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sendsEachStepInItsOrder()
    {
        Fixture f;
        f.follows = true;
        f.open();
        const auto run = f.begin(everything);
        QSignalSpy finished(run.get(), &DeployRun::finished);
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY2(run->isDone(), qPrintable(run->outcome()));
        QCOMPARE(f.ended, QList<Kind>{Kind::Done}); // once for the whole run
        QCOMPARE(run->outcome(), QString());
        QCOMPARE(f.sent(),
                 (QByteArrayList{autoApply + " {\"enable\":false}", autoDelete + " {\"enable\":true}",
                                 throttle + " {\"ratio\":25}", deploy + " {\"instant_ddl\":false}"}));
        QTRY_COMPARE(f.client->pendingCount(), 0);
        const QList<JournalEntry> journal = f.recorded();
        QCOMPARE(journal.size(), 4);
        QCOMPARE(journal.at(3).title, u"Turn auto-apply off for #42"_s);
        QCOMPARE(journal.at(1).title, u"Throttle deploy request #42"_s);
        QCOMPARE(journal.at(0).title, u"Deploy #42"_s);
        for (const JournalEntry &entry : journal)
            QCOMPARE(entry.outcome, JournalEntry::Outcome::Done);
    }

    void strategies_data()
    {
        QTest::addColumn<int>("strategy");
        QTest::addColumn<bool>("gated");
        QTest::addColumn<QByteArrayList>("expected");
        QTest::newRow("online") << int(Strategy::Online) << false
                                << QByteArrayList{deploy + " {\"instant_ddl\":false}"};
        QTest::newRow("online, was gated")
            << int(Strategy::Online) << true
            << QByteArrayList{autoApply + " {\"enable\":true}", deploy + " {\"instant_ddl\":false}"};
        QTest::newRow("instant") << int(Strategy::Instant) << false
                                 << QByteArrayList{deploy + " {\"instant_ddl\":true}"};
        QTest::newRow("instant, was gated")
            << int(Strategy::Instant) << true
            << QByteArrayList{autoApply + " {\"enable\":true}", deploy + " {\"instant_ddl\":true}"};
        QTest::newRow("gated") << int(Strategy::Gated) << false
                               << QByteArrayList{autoApply + " {\"enable\":false}",
                                                 deploy + " {\"instant_ddl\":false}"};
        QTest::newRow("gated already") << int(Strategy::Gated) << true
                                       << QByteArrayList{deploy + " {\"instant_ddl\":false}"};
    }
    void strategies()
    {
        QFETCH(const int, strategy);
        QFETCH(const bool, gated);
        QFETCH(const QByteArrayList, expected);
        Fixture f;
        const bool wanted = Strategy(strategy) == Strategy::Gated;
        f.peer.set(getIt, 200, requestJson("ready", gated));
        f.open();
        // Once it was set, the service says so.
        f.peer.set(autoApply, 200, requestJson("ready", wanted));
        f.peer.set(getIt, 200, requestJson("ready", gated));
        f.peer.add(getIt, 200, requestJson("ready", wanted));
        if (gated == wanted)
            f.peer.set(getIt, 200, requestJson("ready", wanted));
        const auto run = f.begin({Strategy(strategy), false, {}});
        QTRY_VERIFY(!run->isRunning());
        QVERIFY2(run->isDone(), qPrintable(run->steps().last().detail));
        QCOMPARE(f.sent(), expected);
    }

    void aRefusalStopsTheRest()
    {
        Fixture f;
        f.open();
        f.peer.set(throttle, 404, R"({"code":"not_found","message":"Not Found"})");
        const auto run = f.begin(everything);
        QTRY_VERIFY(!run->isRunning());
        QCOMPARE(Fixture::states(*run), (QList<State>{State::Done, State::Done, State::Failed, State::NotSent}));
        QVERIFY2(run->steps().at(2).detail.startsWith(u"The throttle of deploy request #42 could not be changed."_s),
                 qPrintable(run->steps().at(2).detail));
        QCOMPARE(run->outcome(),
                 u"The deployment was not started. Done before it, and still so: Turn auto-apply off, Delete branch "
                 "afterwards."_s);
        QCOMPARE(f.peer.count(deploy), 0);
    }

    void theDeploymentItselfIsRefused()
    {
        Fixture f;
        f.open();
        f.peer.set(deploy, 422, R"({"code":"unprocessable","message":"Deploy request cannot be deployed"})");
        const auto run = f.begin({Strategy::Online, false, {}});
        QTRY_VERIFY(!run->isRunning());
        QCOMPARE(Fixture::states(*run), QList<State>{State::Failed});
        QVERIFY(run->steps().first().detail.contains(u"Deploy request cannot be deployed"_s));
        QCOMPARE(run->outcome(), u"The deployment was not started. Nothing else was changed."_s);
        QCOMPARE(f.ended, QList<Kind>{Kind::Refused});
        QCOMPARE(f.peer.count(deploy), 1); // never a second time
    }

    void noAnswerLeavesItOpen()
    {
        Fixture f;
        f.open();
        f.peer.set(deploy, test::ServiceStub::dropConnection, {});
        const auto run = f.begin({Strategy::Online, false, {}});
        QTRY_VERIFY(!run->isRunning());
        QCOMPARE(Fixture::states(*run), QList<State>{State::Unknown});
        QCOMPARE(run->outcome(), u"Whether the deployment was started is not known. Nothing else was changed."_s);
        QCOMPARE(f.ended, QList<Kind>{Kind::Unknown});
        QCOMPARE(f.peer.count(deploy), 1);
    }

    void closedBySomebodyElseMeanwhile()
    {
        Fixture f;
        f.open();
        QByteArray closed = requestJson("ready");
        closed.replace("\"state\":\"open\"",
                       "\"state\":\"closed\",\"closed_by\":{\"id\":\"u\",\"display_name\":\"Bo Li\"}");
        f.peer.set(getIt, 200, closed);
        const auto run = f.begin(everything);
        QTRY_VERIFY(!run->isRunning());
        QCOMPARE(Fixture::states(*run), (QList<State>{State::Failed, State::NotSent, State::NotSent, State::NotSent}));
        QCOMPARE(run->steps().first().detail, u"The deploy request was closed by Bo Li meanwhile. Nothing was sent."_s);
        QCOMPARE(f.sent(), QByteArrayList());
    }

    void theSchemaChangedBetweenTheSteps()
    {
        Fixture f;
        f.open();
        // Auto-apply is turned off, and its answer carries other statements than those that were shown.
        QByteArray other = requestJson("ready", true);
        other.replace("ADD a int", "DROP COLUMN b");
        f.peer.set(autoApply, 200, other);
        f.peer.set(getIt, 200, requestJson());
        f.peer.add(getIt, 200, other);
        const auto run = f.begin({Strategy::Gated, false, {}});
        QTRY_VERIFY(!run->isRunning());
        QCOMPARE(Fixture::states(*run), (QList<State>{State::Done, State::Failed}));
        QVERIFY(run->steps().last().detail.startsWith(u"The schema changes are no longer those that were shown"_s));
        QCOMPARE(f.peer.count(deploy), 0);
    }

    void stopSendsNothingMore()
    {
        Fixture f;
        f.open();
        const auto run = f.begin(everything);
        run->stop();
        QTRY_VERIFY(!run->isRunning());
        QCOMPARE(Fixture::states(*run), (QList<State>{State::Done, State::NotSent, State::NotSent, State::NotSent}));
        QCOMPARE(f.sent().size(), 1);
    }

    // --- the throttle by itself

    void throttles()
    {
        Fixture f;
        f.peer.set(getIt, 200, requestJson("in_progress"));
        f.open();
        f.peer.set(throttle, 200, throttlerJson(0, 95));
        QSignalSpy finished(f.actions, &RequestActions::throttleFinished);
        f.actions->setThrottle({{u"commerce"_s, 0}, {u"lookup"_s, 95}});
        QVERIFY(f.actions->isThrottling());
        QVERIFY(f.actions->throttle({{u"commerce"_s, 0}}).refusal().has_value()); // one at a time
        QTRY_COMPARE(finished.size(), 1);
        const auto result = finished.first().first().value<ActionResult>();
        QCOMPARE(result.kind, Kind::Done);
        QCOMPARE(result.sentence, u"The throttle of deploy request #42 is set: commerce 0, lookup 95."_s);
        QCOMPARE(f.sent(),
                 QByteArrayList{throttle
                                + R"( {"configurations":[{"keyspace_name":"commerce","ratio":0},)"
                                  R"({"keyspace_name":"lookup","ratio":95}]})"});
        QCOMPARE(throttleRatios(*f.deployment->throttler()->value()),
                 (QList<KeyspaceRatio>{{u"commerce"_s, 0}, {u"lookup"_s, 95}}));
    }

    void throttlingSomethingThatIsOverIsRefused()
    {
        Fixture f;
        f.peer.set(getIt, 200, requestJson("in_progress"));
        f.open();
        QSignalSpy finished(f.actions, &RequestActions::throttleFinished);
        f.actions->setThrottle({});
        QCOMPARE(finished.size(), 1);
        QCOMPARE(finished.first().first().value<ActionResult>().kind, Kind::Refused);
        // It cut over since it was read.
        f.peer.set(getIt, 200, requestJson("in_progress_cutover"));
        f.actions->setThrottle({{u"commerce"_s, 50}});
        QTRY_COMPARE(finished.size(), 2);
        const auto result = finished.last().first().value<ActionResult>();
        QCOMPARE(result.kind, Kind::Changed);
        QCOMPARE(result.sentence, u"Its tables are copied; only the copying can be slowed down. Nothing was sent."_s);
        QCOMPARE(f.sent(), QByteArrayList());
    }
};

ORRERY_SUITE(TestDeployRun)
#include "tst_deploy_run.moc"
