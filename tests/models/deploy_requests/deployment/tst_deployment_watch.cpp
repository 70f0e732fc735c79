// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deploy_request_places.h"
#include "models/deploy_requests/deployment/deployment_watch.h"

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
using namespace std::chrono_literals;

namespace {

const QByteArray path = "/v1/organizations/acme/databases/shop/deploy-requests/42";
const QByteArray getIt = "GET " + path;

QByteArray requestJson(const QByteArray &state, const QByteArray &until = "null")
{
    QByteArray json = "{'id':'dr42','number':42,'branch':'add','into_branch':'main','approved':true,'state':'open',"
                      "'deployment_state':'STATE','deployment':{'id':'d42','state':'STATE','auto_cutover':true,"
                      "'deployable':true,'deployment_revert_request':{'id':'r','waiting_period_end_at':UNTIL},"
                      "'deploy_operations':[],'deploy_operation_summaries':[]}}";
    return json.replace("STATE", state)
        .replace("UNTIL", until == "null" ? until : "'" + until + "'")
        .replace('\'', '"');
}

class ManualTimer final : public PollTimer
{
public:
    std::optional<std::chrono::milliseconds> wait;
    void start(std::chrono::milliseconds by) override { wait = by; }
    void stop() override { wait.reset(); }
    void fire()
    {
        wait.reset();
        Q_EMIT timeout();
    }
};

struct Fixture : test::ServiceFixture
{
    ManualTimer *timer = nullptr;
    std::unique_ptr<DeploymentWatch> watch;
    std::unique_ptr<DeployRequestStore> store;
    RequestActions *actions = nullptr; ///< of the store
    QStringList announced;

    Fixture()
    {
        peer.set(getIt, 200, requestJson("ready"));
        peer.set(getIt + "/reviews", 200, test::listJson({}));
        peer.set(getIt + "/diff", 200, "{\"data\":[]}");
        peer.set("POST " + path + "/deploy", 200, requestJson("queued"));
    }
    void makeWatch()
    {
        timer = new ManualTimer;
        watch = std::make_unique<DeploymentWatch>(context(), nullptr, std::unique_ptr<PollTimer>(timer));
        QObject::connect(watch.get(), &DeploymentWatch::happened, watch.get(),
                         [this](const DeploymentNotice &notice, const Location &place) {
                             QVERIFY(place == deployRequestPlace(u"account-1"_s, u"acme"_s, u"shop"_s, 42));
                             announced.append(QString(notice.title).replace(QChar(0xa0), u' '));
                         });
        settle();
    }
    void openPage()
    {
        store = std::make_unique<DeployRequestStore>(context(), u"acme"_s, u"shop"_s, 42);
        actions = new RequestActions(store.get(), new RequestDeployment(store.get()));
        watch->watch(actions);
        store->open();
        QTRY_VERIFY(store->state().phase == LoadState::Phase::Ready);
        settle();
    }
    void deploy()
    {
        QTRY_VERIFY(!actions->refusal(DeployRequestAction::Deploy));
        actions->perform(DeployRequestAction::Deploy);
        peer.set(getIt, 200, requestJson("ready")); // the read before it
        QTRY_COMPARE(peer.count("POST " + path + "/deploy"), 1);
        peer.set(getIt, 200, requestJson("in_progress"));
        QTRY_VERIFY(!store->isBusy());
        settle();
    }
    /// The page reads it again.
    void readAgain(const QByteArray &answer)
    {
        peer.set(getIt, 200, answer);
        const int before = peer.count(getIt);
        store->refresh();
        QTRY_VERIFY(peer.count(getIt) > before);
        settle();
    }
    /// The watch asks by itself.
    void ask(const QByteArray &answer)
    {
        peer.set(getIt, 200, answer);
        const int before = peer.count(getIt);
        timer->fire();
        QTRY_COMPARE(peer.count(getIt), before + 1);
        settle();
    }
    void settle()
    {
        QTRY_COMPARE(client->pendingCount(), 0);
        bool done = false;
        database.run([](QSqlDatabase &) {}, &database, [&done] { done = true; });
        QTRY_VERIFY(done);
    }
};

} // namespace

class TestDeploymentWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsWhatAPageLearns()
    {
        Fixture f;
        f.makeWatch();
        f.peer.set(getIt, 200, requestJson("complete_error"));
        f.openPage();
        QCOMPARE(f.announced, QStringList()); // it had failed before anybody looked
        f.readAgain(requestJson("in_progress"));
        f.readAgain(requestJson("pending_cutover"));
        f.readAgain(requestJson("pending_cutover"));
        QCOMPARE(f.announced, QStringList{u"shop #42 is ready to be applied"_s});
        // Nobody here started it: closed, it is no longer followed.
        f.store.reset();
        QVERIFY(f.watch->followed().isEmpty());
        QVERIFY(!f.timer->wait);
        f.openPage();
        QCOMPARE(f.announced.size(), 1);
    }

    void followsWhatWasStartedHere()
    {
        Fixture f;
        f.makeWatch();
        f.openPage();
        QVERIFY(f.watch->followed().isEmpty());
        f.deploy();
        QCOMPARE(f.watch->followed().size(), 1);
        QVERIFY(!f.timer->wait); // the page asks
        f.store.reset();
        QVERIFY(f.timer->wait.has_value());
        QCOMPARE(*f.timer->wait, 15s);
        f.ask(requestJson("in_progress"));
        QCOMPARE(f.announced, QStringList());
        QCOMPARE(*f.timer->wait, 15s);
        f.ask(requestJson("complete_pending_revert", "2026-03-01T12:30:00Z"));
        QCOMPARE(f.announced, QStringList{u"shop #42 is deployed; it can be reverted for 30 min"_s});
        f.clock.advance(20min);
        f.ask(requestJson("complete_pending_revert", "2026-03-01T12:30:00Z"));
        f.ask(requestJson("complete_pending_revert", "2026-03-01T12:30:00Z"));
        QCOMPARE(f.announced.mid(1), QStringList{u"shop #42 can be reverted for another 10 min"_s});
        f.clock.advance(8min);
        f.ask(requestJson("complete_pending_revert", "2026-03-01T12:30:00Z"));
        QCOMPARE(f.announced.mid(2), QStringList{u"shop #42 can be reverted for another 2 min"_s});
        f.ask(requestJson("complete"));
        QCOMPARE(f.announced.size(), 3);
        QVERIFY(f.watch->followed().isEmpty());
        QVERIFY(!f.timer->wait);
    }

    void survivesARestart()
    {
        Fixture f;
        f.makeWatch();
        f.openPage();
        f.deploy();
        f.readAgain(requestJson("complete_pending_revert", "2026-03-01T12:30:00Z"));
        QCOMPARE(f.announced.size(), 1);
        f.store.reset();
        f.watch.reset();
        f.announced.clear();
        // Twenty-two minutes later: the opening is not announced again, the end is.
        f.clock.advance(22min);
        f.peer.set(getIt, 200, requestJson("complete_pending_revert", "2026-03-01T12:30:00Z"));
        f.makeWatch();
        QTRY_COMPARE(f.announced, QStringList{u"shop #42 can be reverted for another 8 min"_s});
        QCOMPARE(f.watch->followed().size(), 1);
        f.ask(requestJson("complete_revert_error"));
        QCOMPARE(f.announced.mid(1), QStringList{u"The revert of shop #42 failed"_s});
        f.watch.reset();
        f.announced.clear();
        f.makeWatch();
        QVERIFY(f.watch->followed().isEmpty());
        QCOMPARE(f.announced, QStringList());
    }

    void failuresSlowItDownAndAMissingOneEndsIt()
    {
        Fixture f;
        f.makeWatch();
        f.openPage();
        f.deploy();
        f.store.reset();
        f.peer.set(getIt, 422, R"({"code":"x","message":"no"})");
        f.timer->fire();
        f.settle();
        QTRY_VERIFY(f.timer->wait.has_value() && *f.timer->wait > 15s);
        QCOMPARE(f.watch->followed().size(), 1);
        f.peer.set(getIt, 404, R"({"code":"not_found","message":"Not Found"})");
        f.timer->fire();
        f.settle();
        QTRY_VERIFY(f.watch->followed().isEmpty());
        QCOMPARE(f.announced, QStringList());
    }
};

ORRERY_SUITE(TestDeploymentWatch)
#include "tst_deployment_watch.moc"
