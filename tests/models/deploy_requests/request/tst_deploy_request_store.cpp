// SPDX-License-Identifier: GPL-3.0-or-later
// The store against a service that answers as scripted: what it sends, and what it makes of each answer.
#include "api/core/utc.h"
#include "api/organizations/requests.h"
#include "models/core/services.h"
#include "models/deploy_requests/deployment/request_actions.h"
#include "models/deploy_requests/deployment/request_deployment.h"
#include "models/deploy_requests/request/deploy_request_store.h"

#include "models/core/roles.h"
#include "models/storage/history/history.h"
#include "tests/models/manual_timer.h"
#include "tests/models/model_features.h"
#include "tests/models/service_fixture.h"
#include "tests/support/suite.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace orrery;
using namespace orrery::models;
using test::ManualTimer;
using namespace std::chrono_literals;
using A = DeployRequestAction;
using Kind = ActionResult::Kind;
using Phase = LoadState::Phase;

namespace {

const QByteArray path = "/v1/organizations/acme/databases/shop/deploy-requests/42";
const QByteArray getIt = "GET " + path;
const QByteArray getReviews = getIt + "/reviews";
const QByteArray getDiff = getIt + "/diff";
const QByteArray getQueue = "GET /v1/organizations/acme/databases/shop/deploy-queue";

/// A deploy request as the service sends it; `more` goes into its deployment, `extra` beside it.
QByteArray requestJson(const QByteArray &state = "ready", const QByteArray &more = {}, const QByteArray &extra = {})
{
    return R"({"id":"dr42","type":"DeployRequest","number":42,"actor":{"id":"u-ana","display_name":"Ana Ruiz","avatar_url":""},
        "branch":"add-loyalty","into_branch":"main","approved":true,"state":"open","num_comments":1,"notes":"Points",
        "html_body":"<p>Points</p>","created_at":"2026-03-01T10:00:00Z","updated_at":"2026-03-01T10:00:00Z",
        "deployment_state":")"
        + state + R"(","deployment":{"id":"d42","state":")" + state
        + R"(","auto_cutover":true,"auto_delete_branch":false,"deployable":true,"instant_ddl":false,"instant_ddl_eligible":true,
        "schema_last_updated_at":"2026-03-01T10:00:00Z","lint_errors":[],"preceding_deployments":[],
        "deploy_operations":[{"id":"o1","state":"in_progress","keyspace_name":"shop","table_name":"orders","operation_name":"ALTER",
            "ddl_statement":"ALTER TABLE `orders` DROP COLUMN `total`","syntax_highlighted_ddl":"<b>ALTER</b>","can_drop_data":true}],
        "deploy_operation_summaries":[{"id":"s1","state":"in_progress","keyspace_name":"shop","table_name":"orders","operation_name":"ALTER",
            "ddl_statement":"ALTER TABLE `orders` DROP COLUMN `total`","can_drop_data":true,"progress_percentage":30,"eta_seconds":90,
            "shard_count":2,"shard_names":["-80","80-"],"sharded":true,
            "operations":[{"id":"p1","shard":"-80","state":"in_progress","progress_percentage":20,"eta_seconds":90},
                          {"id":"p2","shard":"80-","state":"in_progress","progress_percentage":40,"eta_seconds":70}]}])"
        + (more.isEmpty() ? QByteArray() : "," + more) + "}" + (extra.isEmpty() ? QByteArray() : "," + extra) + "}";
}

QByteArray replaced(QByteArray text, const char *what, const char *by)
{
    return text.replace(what, by);
}

QByteArray
reviewsJson(const QByteArray &rows =
                R"({"id":"r1","state":"commented","body":"Why?","actor":{"id":"u-bo","display_name":"Bo Li"}})")
{
    return R"({"type":"list","current_page":1,"per_page":100,"next_page":null,"data":[)" + rows + "]}";
}

QByteArray diffJson(const QByteArray &line = "-  `total` int")
{
    return R"({"data":[{"name":"orders","raw":"--- a/orders\n+++ b/orders\n@@ -1,4 +1,3 @@\n CREATE TABLE `orders` (\n)"
        + line + R"x(\n   `id` bigint\n )\n","html":"<div>orders</div>"}]})x";
}

/// A diff of two hunks: the line between them is not shown.
const QByteArray diffWithAGap = "{\"data\":[{\"name\":\"orders\",\"html\":\"\",\"raw\":\"@@ -1,2 +1,2 @@\\n CREATE "
                                "TABLE `orders` (\\n-  `a` int,\\n+  "
                                "`a` bigint,\\n@@ -4,2 +4,2 @@\\n   PRIMARY KEY (`a`)\\n )\\n\"}]}";

/// A branch's schema: the table orders with a column of the type.
QByteArray schemaJson(const QByteArray &type)
{
    return "{\"data\":[{\"name\":\"orders\",\"html\":\"\",\"raw\":\"CREATE TABLE `orders` (\\n  `a` " + type
        + ",\\n  `b` int,\\n  PRIMARY KEY (`a`)\\n)\"}]}";
}

struct Fixture : test::ServiceFixture
{
    test::ServiceStub &service = peer;
    LocalDatabase *kept = nullptr; ///< where one is wanted: nothing is kept without
    Services services;
    ManualTimer *timer = nullptr;
    std::unique_ptr<DeployRequestStore> store;
    RequestDeployment *deployment = nullptr;
    RequestActions *actions = nullptr;
    QList<std::pair<A, ActionResult>> results;
    int started = 0;

    explicit Fixture(const QByteArray &request = requestJson())
    {
        service.set(getIt, 200, request);
        service.set(getReviews, 200, reviewsJson());
        service.set(getDiff, 200, diffJson());
    }
    void make()
    {
        timer = new ManualTimer;
        StoreContext parts = context();
        parts.database = kept;
        parts.services = &services;
        store = std::make_unique<DeployRequestStore>(parts, u"acme"_s, u"shop"_s, 42, nullptr,
                                                     std::unique_ptr<PollTimer>(timer));
        deployment = new RequestDeployment(store.get());
        actions = new RequestActions(store.get(), deployment);
        RequestActions::Surroundings around;
        around.approvalRequired = true;
        around.intoProduction = true;
        around.currentUserId = u"u-bo"_s;
        actions->setSurroundings(around);
        QObject::connect(actions, &RequestActions::started, store.get(), [this] { ++started; });
        QObject::connect(actions, &RequestActions::finished, store.get(), [this](A action, const ActionResult &result) {
            results.append({action, result});
        });
    }
    [[nodiscard]] bool ready() const
    {
        return store->state().phase == Phase::Ready && store->diffState().phase == Phase::Ready
            && store->reviews()->state().phase == Phase::Ready && !store->shownDigest().isEmpty();
    }
    void open()
    {
        make();
        store->setVisible(true);
        store->open();
        QTRY_VERIFY(ready());
    }
    void settle() const
    {
        QTRY_COMPARE(client->pendingCount(), 0);
        QTRY_VERIFY(!store->isBusy());
    }
};

} // namespace

class TestDeployRequestStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // One at a time: what a page that was left still asks for comes last.
    void aPageThatWasLeftLetsOthersGoFirst()
    {
        Fixture f;
        api::ApiClient::Options options = f.client->options();
        options.concurrent = 1;
        f.client = std::make_unique<api::ApiClient>(&f.network, &f.credentials, &f.wallClock, options);
        f.make();
        f.store->setVisible(true);
        f.store->open();
        f.store->setVisible(false);
        QObject owner;
        f.client->send(api::organizations::get({u"other"_s}), &owner);
        QTRY_VERIFY(f.ready());
        QCOMPARE(f.service.requests().first().line, "GET /v1/organizations/other");
    }

    void gapsOfADiffAreReadFromBothBranches()
    {
        Fixture f;
        f.service.set(getDiff, 200, diffWithAGap);
        const QByteArray branches = "GET /v1/organizations/acme/databases/shop/branches/";
        f.service.set(branches + "main/schema", 200, schemaJson("int"));
        f.service.set(branches + "add-loyalty/schema", 200, schemaJson("bigint"));
        f.open();
        const auto structure = [&f]() { return f.store->tables()->rows().first().structure; };
        QTRY_VERIFY(structure() && structure()->isRead());
        QCOMPARE(structure()->diff.changes.size(), 1);
        QCOMPARE(structure()->diff.changes.first().name, u"a"_s);
        QCOMPARE(f.service.requests().size(), 5);

        // Once a diff, not at each look.
        f.store->refresh();
        f.settle();
        QCOMPARE(f.service.count(branches + "main/schema"), 1);
        QVERIFY(structure()->isRead());
    }

    void aSchemaThatCannotBeReadLeavesTheText()
    {
        Fixture f;
        f.service.set(getDiff, 200, diffWithAGap);
        f.service.set("GET /v1/organizations/acme/databases/shop/branches/main/schema", 404,
                      R"({"code":"not_found","message":"Not Found"})");
        f.open();
        f.settle();
        const auto structure = f.store->tables()->rows().first().structure;
        QVERIFY(!structure->isRead());
        QCOMPARE(structure->unread, u"The diff leaves lines out, so the whole statements are not known."_s);
        QVERIFY(f.store->state().phase == Phase::Ready);
    }

    void theStorageCheckIsAReadingOfTheTarget()
    {
        Fixture f;
        StorageHistory history(&f.database, &f.clock);
        f.services.lend(&history);
        f.service.set(
            getIt + "/storage-check", 200,
            "{\"enough_storage\":true,\"storage_report\":{\"commerce\":{\"-80\":{\"used\":90,\"capacity\":120}}}}");
        f.open();
        QSignalSpy added(&history, &StorageHistory::added);
        f.deployment->storageCheck();
        QTRY_COMPARE(added.size(), 1);
        const auto volumes = added.first().first().value<QList<StorageVolume>>();
        QCOMPARE(volumes.size(), 1);
        QCOMPARE(volumes.first().branch, u"main"_s);
        QCOMPARE(volumes.first().keyspace, u"commerce"_s);
        QCOMPARE(volumes.first().shard, u"-80"_s);
        std::optional<StorageSeries> found;
        history.load(volumes.first(), {}, {}, 0, &history, [&found](const StorageSeries &series) { found = series; });
        QTRY_VERIFY(found.has_value());
        QCOMPARE(found->points.size(), 1);
        QCOMPARE(*found->points.first().usedPercent, 75.0);
        QCOMPARE(found->points.first().source, StorageSource::StorageCheck);
    }

    void opensWithThreeRequests()
    {
        Fixture f;
        f.open();
        QCOMPARE(f.service.requests().size(), 3);
        QCOMPARE(f.service.count(getIt), 1);
        QCOMPARE(f.service.count(getReviews), 1);
        QCOMPARE(f.service.count(getDiff), 1);
        QCOMPARE(f.store->request()->branch, u"add-loyalty"_s);
        QVERIFY(f.store->request()->htmlBody.isNull());
        QVERIFY(f.store->request()->deployment->deployOperations.first().syntaxHighlightedDdl.isNull());
        QCOMPARE(f.store->reviews()->rows().first().body, u"Why?"_s);
        QCOMPARE(f.store->tables()->rows().size(), 1);
        const DeployTable &orders = f.store->tables()->rows().first();
        QCOMPARE(orders.id, u"shop.orders"_s);
        QCOMPARE(orders.removed, 1);
        QCOMPARE(orders.dropped, QStringList{u"orders.total"_s});
        QVERIFY(orders.diff);
        QCOMPARE(f.deployment->operations()->rowCount(), 1);
        QCOMPARE(f.deployment->operations()->rowCount(f.deployment->operations()->index(0, 0)), 2);
        QCOMPARE(f.deployment->operations()->overallProgress().value_or(-1), 30.0);
        QVERIFY(!f.deployment->operations()->timeLeft()); // told, but nothing is being copied yet
        f.store->open(); // still fresh
        QTest::qWait(0);
        QCOMPARE(f.service.requests().size(), 3);
    }

    void approvingSendsOneReview()
    {
        Fixture f;
        f.open();
        f.service.forget();
        f.service.set(
            "POST " + path + "/reviews", 201,
            R"({"id":"r2","state":"approved","body":"Looks good","actor":{"id":"u-bo","display_name":"Bo Li"}})");
        f.actions->perform(A::Approve, u"Looks good"_s);
        QCOMPARE(f.actions->busyAction(), std::optional(A::Approve));
        QCOMPARE(f.actions->refusal(A::Deploy).value(), u"Another action on this deploy request is under way."_s);
        QTRY_COMPARE(f.results.size(), 1);
        f.settle();
        QCOMPARE(f.started, 1);
        QCOMPARE(f.results.first().first, A::Approve);
        QCOMPARE(f.results.first().second.kind, Kind::Done);
        QCOMPARE(f.results.first().second.sentence, u"Deploy request #42 is approved."_s);
        QCOMPARE(f.service.mutations().size(), 1);
        QCOMPARE(f.service.mutations().first().line, "POST " + path + "/reviews");
        QCOMPARE(f.service.mutations().first().body, R"({"body":"Looks good","state":"approved"})");
        // The diff that was read and the request are compared before, and the request is read after.
        QList<QByteArray> lines;
        for (const auto &seen : f.service.requests())
            lines.append(seen.line);
        QCOMPARE(lines, (QList<QByteArray>{getDiff, getIt, "POST " + path + "/reviews", getIt}));
        QCOMPARE(f.store->reviews()->rows().size(), 2);
        QCOMPARE(f.store->reviews()->rows().last().state, api::OpenEnum(api::ReviewState::Approved));
    }

    void whatEachActionSends_data()
    {
        QTest::addColumn<A>("action");
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, A action, const char *state, const char *line, const char *body) {
            QTest::newRow(name) << action << QByteArray(state) << QByteArray(line) << QByteArray(body);
        };
        row("approve", A::Approve, "ready", "POST /reviews", R"({"body":"text","state":"approved"})");
        row("comment", A::Comment, "ready", "POST /reviews", R"({"body":"text","state":"commented"})");
        row("deploy", A::Deploy, "ready", "POST /deploy", R"({"instant_ddl":false})");
        row("deploy instantly", A::DeployInstantly, "ready", "POST /deploy", R"({"instant_ddl":true})");
        row("apply", A::Apply, "pending_cutover", "POST /apply-deploy", "");
        row("force cutover", A::ForceCutover, "in_progress_cutover", "POST /force-cutover", "");
        row("cancel", A::Cancel, "in_progress", "POST /cancel", "");
        row("unblock", A::Unblock, "complete_revert_error", "POST /complete-deploy", "");
        row("close", A::Close, "error", "PATCH ", R"({"state":"closed"})");
        row("revert", A::Revert, "complete_pending_revert", "POST /revert", "");
        row("skip revert", A::SkipRevert, "complete_pending_revert", "POST /skip-revert", "");
        row("auto-apply on", A::EnableAutoApply, "pending_cutover", "PUT /auto-apply", R"({"enable":true})");
        row("auto-apply off", A::DisableAutoApply, "in_progress", "PUT /auto-apply", R"({"enable":false})");
        row("auto-delete on", A::EnableAutoDelete, "queued", "PUT /auto-delete-branch", R"({"enable":true})");
        row("auto-delete off", A::DisableAutoDelete, "ready", "PUT /auto-delete-branch", R"({"enable":false})");
    }
    void whatEachActionSends()
    {
        QFETCH(const A, action);
        QFETCH(const QByteArray, state);
        QFETCH(const QByteArray, line);
        QFETCH(const QByteArray, body);
        Fixture f(requestJson(state));
        f.service.set(getQueue, 200, R"({"data":[{"id":"d42","deploy_request_number":42}],"next_page":null})");
        f.open();
        f.settle();
        const qsizetype gap = line.indexOf(' ');
        const QByteArray whole = line.left(gap + 1) + path + line.mid(gap + 1);
        f.service.set(whole, 200, requestJson(state));
        const RequestPreview preview = f.actions->action(action).preview({{u"body"_s, u"text"_s}});
        QCOMPARE(preview.method.toLatin1(), line.left(gap));
        QVERIFY(preview.url.endsWith(QString::fromLatin1(path + line.mid(gap + 1))));
        f.actions->perform(action, u"text"_s);
        QTRY_COMPARE(f.results.size(), 1);
        f.settle();
        QCOMPARE(f.results.first().second.kind, Kind::Done);
        QCOMPARE(f.service.mutations().size(), 1);
        QCOMPARE(f.service.mutations().first().line, whole);
        QCOMPARE(f.service.mutations().first().body, body);
    }

    void anApprovalMayGoWithoutWordsButNotAComment()
    {
        Fixture f;
        f.open();
        f.service.set("POST " + path + "/reviews", 201, R"({"id":"r2","state":"approved","body":""})");
        f.actions->perform(A::Comment, u"  \n"_s);
        QCOMPARE(f.results.size(), 1);
        QCOMPARE(f.results.first().second.kind, Kind::Refused);
        QCOMPARE(f.results.first().second.error.cause, u"A comment needs a text."_s);
        f.actions->perform(A::Approve);
        QTRY_COMPARE(f.results.size(), 2);
        QCOMPARE(f.service.mutations().size(), 1);
        QCOMPARE(f.service.mutations().first().body, R"({"state":"approved"})");
    }

    void theAnswerIsMergedBeforeTheRefresh()
    {
        Fixture f;
        f.open();
        f.service.set("POST " + path + "/deploy", 200, requestJson("queued"));
        f.service.add(getIt, 200, requestJson("in_progress")); // after the reading before the action
        QByteArray stateWhenFinished;
        connect(f.actions, &RequestActions::finished, f.store.get(),
                [&] { stateWhenFinished = f.store->request()->deploymentState.text().toLatin1(); });
        f.actions->perform(A::Deploy);
        QTRY_COMPARE(f.results.size(), 1);
        QCOMPARE(stateWhenFinished, "queued");
        QTRY_COMPARE(f.store->request()->deploymentState.text(), u"in_progress"_s);
    }

    void aRequestThatMovedOnStopsTheAction()
    {
        Fixture f;
        f.open();
        f.service.set(getIt, 200, requestJson("queued"));
        f.actions->perform(A::Deploy);
        QTRY_COMPARE(f.results.size(), 1);
        f.settle();
        QCOMPARE(f.results.first().second.kind, Kind::Changed);
        QCOMPARE(f.results.first().second.sentence,
                 u"The deployment went from “Ready to deploy” to “Queued” meanwhile. Nothing was sent."_s);
        QCOMPARE(f.service.mutations().size(), 0);
        QCOMPARE(f.store->request()->deploymentState.text(), u"queued"_s);
    }

    void anotherSchemaStopsTheApproval()
    {
        Fixture f;
        f.open();
        f.service.set(getIt, 200,
                      replaced(requestJson(), R"("schema_last_updated_at":"2026-03-01T10:00:00Z")",
                               R"("schema_last_updated_at":"2026-03-01T11:00:00Z")"));
        f.actions->perform(A::Approve);
        QTRY_COMPARE(f.results.size(), 1);
        f.settle();
        QCOMPARE(f.results.first().second.kind, Kind::Changed);
        QCOMPARE(f.service.mutations().size(), 0);
    }

    void theApprovalIsBoundToTheDiffThatWasRead()
    {
        Fixture f;
        f.open();
        const QByteArray read = f.store->shownDigest();
        f.service.set(getDiff, 200, diffJson("-  `customer_id` bigint"));
        f.actions->perform(A::Approve, u"ok"_s);
        QTRY_COMPARE(f.results.size(), 1);
        QCOMPARE(f.results.first().second.kind, Kind::Changed);
        QCOMPARE(f.service.mutations().size(), 0);
        // What is on screen stays until asked for; approving it is refused meanwhile.
        QTRY_COMPARE(f.store->pendingChanges(), 1);
        QCOMPARE(f.store->shownDigest(), read);
        QVERIFY(f.store->tables()->rows().first().raw.contains(u"total"_s));
        f.settle();
        QVERIFY(f.actions->refusal(A::Approve));
        QVERIFY(f.actions->refusal(A::Deploy));
        QVERIFY(!f.actions->refusal(A::Close));
        f.store->showPendingChanges();
        QCOMPARE(f.store->pendingChanges(), 0);
        QVERIFY(f.store->shownDigest() != read);
        QVERIFY(f.store->tables()->rows().first().raw.contains(u"customer_id"_s));
        f.service.set("POST " + path + "/reviews", 201, R"({"id":"r2","state":"approved","body":"ok"})");
        f.actions->perform(A::Approve, u"ok"_s);
        QTRY_COMPARE(f.results.size(), 2);
        QCOMPARE(f.results.last().second.kind, Kind::Done);
        QCOMPARE(f.service.mutations().size(), 1);
    }

    void aDiffThatCannotBeReadAgain()
    {
        // Reading it is not documented: what was read once stands as long as the request says that nothing changed.
        Fixture f;
        f.open();
        f.service.set(getDiff, 404, R"({"code":"not_found","message":"Not Found"})");
        f.service.set("POST " + path + "/reviews", 201, R"({"id":"r2","state":"approved","body":""})");
        f.service.set(getIt, 200,
                      replaced(requestJson(), R"("schema_last_updated_at":"2026-03-01T10:00:00Z")",
                               R"("schema_last_updated_at":"2026-03-01T11:00:00Z")"));
        f.actions->perform(A::Approve);
        QTRY_COMPARE(f.results.size(), 1);
        QCOMPARE(f.results.last().second.kind, Kind::Changed);
        QCOMPARE(f.service.mutations().size(), 0);
        f.settle();
        // The request is now shown as it has become.
        f.actions->perform(A::Approve);
        QTRY_COMPARE(f.results.size(), 2);
        QCOMPARE(f.results.last().second.kind, Kind::Done);
        QCOMPARE(f.service.mutations().size(), 1);
    }

    void theActionIsBoundToItsConfirmation()
    {
        Fixture f;
        f.open();
        const Action asked = f.actions->action(A::Deploy).pinned();
        QCOMPARE(asked.confirmation().tier, ConfirmationTier::TypeName);
        f.service.set(getIt, 200, replaced(requestJson(), R"("auto_cutover":true)", R"("auto_cutover":false)"));
        f.store->refresh();
        QTRY_VERIFY(f.store->request()->deployment->autoCutover == false);
        asked.run(f.store.get(), {}, [](const ActionResult &) {});
        QTRY_COMPARE(f.results.size(), 1);
        f.settle();
        QCOMPARE(f.results.first().second.kind, Kind::Changed);
        QCOMPARE(f.results.first().second.sentence, u"Auto-apply was turned off meanwhile. Nothing was sent."_s);
        QCOMPARE(f.service.mutations().size(), 0);
    }

    void noAnswerIsNotSentTwice()
    {
        Fixture f;
        f.open();
        f.service.forget();
        f.service.set("POST " + path + "/deploy", test::ServiceStub::dropConnection, {});
        f.service.set(getIt, 200, requestJson());
        f.service.add(getIt, 200, requestJson("queued"));
        f.actions->perform(A::Deploy);
        QTRY_COMPARE(f.results.size(), 1);
        f.settle();
        QCOMPARE(f.results.first().second.kind, Kind::Unknown);
        QVERIFY2(f.results.first().second.sentence.endsWith(u"Read again since, it is “Queued”, approved."_s),
                 qPrintable(f.results.first().second.sentence));
        QCOMPARE(f.service.mutations().size(), 1);
        QCOMPARE(f.store->request()->deploymentState.text(), u"queued"_s);
    }

    void aRefusalIsToldInTheServicesWords()
    {
        Fixture f;
        f.open();
        f.service.set("POST " + path + "/reviews", 422,
                      R"({"code":"unprocessable","message":"You cannot approve your own deploy request"})");
        f.actions->perform(A::Approve);
        QTRY_COMPARE(f.results.size(), 1);
        f.settle();
        const ActionResult &result = f.results.first().second;
        QCOMPARE(result.kind, Kind::Refused);
        QCOMPARE(result.error.title, u"Deploy request #42 could not be approved."_s);
        QVERIFY2(result.error.cause.contains(u"You cannot approve your own deploy request"_s),
                 qPrintable(result.error.cause));
        QCOMPARE(f.service.mutations().size(), 1);
    }

    void missingOrNotPermitted()
    {
        Fixture f;
        f.service.set(getIt, 404, R"({"code":"not_found","message":"Not Found"})");
        f.make();
        f.store->open();
        QTRY_COMPARE(f.store->state().phase, Phase::Failed);
        QCOMPARE(f.store->state().error->kind, api::ApiError::Kind::NotFound);
        QCOMPARE(f.store->failureTitle(), u"Deploy request acme/shop #42 could not be loaded."_s);
        for (const A action : allDeployRequestActions)
            QCOMPARE(f.actions->refusal(action).value(), u"The deploy request is not loaded yet."_s);
    }

    void aStateNeverSeenBefore()
    {
        Fixture f(requestJson("levitating"));
        f.open();
        QCOMPARE(describeDeploymentState(deploymentStateOf(*f.store->request())).text, u"levitating"_s);
        for (const A action : allDeployRequestActions)
            QCOMPARE(f.actions->refusal(action).has_value(), action != A::Comment);
        f.actions->perform(A::Deploy);
        QCOMPARE(f.results.size(), 1);
        QCOMPARE(f.results.first().second.kind, Kind::Refused);
        QVERIFY(f.results.first().second.sentence.contains(u"levitating"_s));
        QCOMPARE(f.service.mutations().size(), 0);
    }

    void readOnlyModeAndOfflineSendNothing()
    {
        Fixture f;
        f.open();
        f.client->setReadOnly(true);
        f.actions->perform(A::Deploy);
        QVERIFY(f.results.last().second.sentence.contains(u"Read-only mode is on"_s));
        f.client->setReadOnly(false);
        f.store->setOnline(false);
        f.actions->perform(A::Deploy);
        QVERIFY(f.results.last().second.sentence.contains(u"no connection"_s));
        QCOMPARE(f.service.mutations().size(), 0);
    }

    void pollsWhileItRuns()
    {
        Fixture f(requestJson("in_progress"));
        f.open();
        const QAbstractItemModelTester operationsTester(f.deployment->operations());
        const QAbstractItemModelTester tablesTester(f.store->tables());
        const QSignalSpy reset(f.deployment->operations(), &QAbstractItemModel::modelReset);
        const QPersistentModelIndex shard = f.deployment->operations()->index(1, OperationsModel::ProgressColumn,
                                                                              f.deployment->operations()->index(0, 0));
        QCOMPARE(shard.data(ProgressRole).toDouble(), 0.4);
        QCOMPARE(f.timer->wait, std::optional<std::chrono::milliseconds>(4s));
        f.service.forget();
        f.service.set(
            getIt, 200,
            replaced(requestJson("in_progress"), R"("progress_percentage":40)", R"("progress_percentage":75)"));
        f.clock.advance(4s);
        f.timer->fire();
        QTRY_COMPARE(shard.data(ProgressRole).toDouble(), 0.75);
        f.settle();
        QCOMPARE(f.service.requests().size(), 1);
        QCOMPARE(reset.count(), 0);
        QVERIFY(shard.isValid());
        f.store->setVisible(false);
        QCOMPARE(f.timer->wait, std::optional<std::chrono::milliseconds>(15s));
    }

    void pollingEndsWithTheDeployment()
    {
        Fixture f(requestJson("in_progress"));
        f.open();
        f.service.set(getIt, 200, replaced(requestJson("complete"), R"("state":"open")", R"("state":"closed")"));
        f.timer->fire();
        QTRY_COMPARE(f.store->request()->deploymentState.text(), u"complete"_s);
        QVERIFY(!f.timer->wait);
    }

    void aPollReadsAgainOnlyWhatChanged()
    {
        Fixture f;
        f.open();
        f.service.forget();
        f.service.set(getIt, 200, replaced(requestJson(), R"("num_comments":1)", R"("num_comments":2)"));
        f.timer->fire();
        QTRY_COMPARE(f.service.count(getReviews), 1);
        f.settle();
        QCOMPARE(f.service.requests().size(), 2);
        f.service.forget();
        f.service.set(getIt, 200,
                      replaced(replaced(requestJson(), R"("num_comments":1)", R"("num_comments":2)"),
                               R"("schema_last_updated_at":"2026-03-01T10:00:00Z")",
                               R"("schema_last_updated_at":"2026-03-01T11:00:00Z")"));
        f.clock.advance(2min);
        f.timer->fire();
        QTRY_COMPARE(f.service.count(getDiff), 1);
        f.settle();
        QCOMPARE(f.service.requests().size(), 2);
        QCOMPARE(f.store->pendingChanges(), 0); // worked out anew, with the same result
    }

    void aFailedOneAsksTheQueue()
    {
        Fixture f(requestJson("complete_error"));
        f.service.set(getQueue, 200, R"({"data":[],"next_page":null})");
        f.open();
        QTRY_COMPARE(f.service.count(getQueue), 1);
        QTRY_VERIFY(f.actions->refusal(A::Unblock));
        QCOMPARE(f.actions->refusal(A::Unblock).value(),
                 u"The deploy queue is no longer blocked by it; it was unblocked already."_s);
        QVERIFY(!f.actions->refusal(A::Close));
    }

    void theQueueTellsHowManyAreAhead()
    {
        Fixture f;
        f.service.set(getQueue, 200,
                      R"({"data":[{"id":"d40","deploy_request_number":40,"into_branch":"main","state":"in_progress"},
                                  {"id":"d41","deploy_request_number":41,"into_branch":"staging","state":"queued"}],"next_page":null})");
        f.open();
        f.deployment->queue();
        QTRY_VERIFY(f.actions->action(A::Deploy).confirmation().consequence.contains(
            u"Waits for 1 deployment(s) ahead of it."_s));
    }

    void lazyPartsAreReadWhenAskedFor()
    {
        Fixture f;
        f.service.set(getIt + "/storage-check", 200,
                      R"({"enough_storage":false,"upgradeable":true,"storage_bytes_needed":1000})");
        f.open();
        QCOMPARE(f.service.count(getIt + "/storage-check"), 0);
        QTRY_VERIFY(f.deployment->storageCheck()->value());
        QVERIFY(f.deployment->storageCheck()->value()->enoughStorage == false);
        QCOMPARE(f.service.count(getIt + "/storage-check"), 1);
    }

    void theRevertWindow()
    {
        Fixture f(requestJson("complete_pending_revert", R"("finished_at":"2026-03-01T11:50:00Z")"));
        f.open();
        QCOMPARE(f.deployment->revertDeadline(), QDateTime(QDate(2026, 3, 1), QTime(12, 20), orrery::kUtc));
        QCOMPARE(f.timer->wait, std::optional<std::chrono::milliseconds>(15s));
    }

    void theFirstPaintComesFromTheLocalDatabase()
    {
        QTemporaryDir folder;
        LocalDatabase database(folder.filePath(u"kept.sqlite"_s), test::allTables());
        {
            Fixture f;
            f.kept = &database;
            f.open();
            f.settle();
        }
        Fixture offline;
        offline.kept = &database;
        offline.service.set(getIt, test::ServiceStub::hold, {});
        offline.service.set(getReviews, test::ServiceStub::hold, {});
        offline.service.set(getDiff, test::ServiceStub::hold, {});
        offline.make();
        offline.store->open();
        QTRY_VERIFY(offline.store->request().has_value());
        QTRY_COMPARE(offline.store->tables()->rows().size(), 1);
        QTRY_VERIFY(offline.store->tables()->rows().first().diff != nullptr);
        QTRY_COMPARE(offline.store->reviews()->rows().size(), 1);
        QVERIFY(offline.store->state().hasContent);
        QCOMPARE(offline.store->state().fetchedAt, offline.clock.now());
    }

    void theNewestDiffWins()
    {
        Fixture f;
        f.open();
        f.store->setVisible(false); // nobody reads: taken over at once
        const QByteArray first = f.store->shownDigest();
        f.service.set(getDiff, 200, diffJson("-  `a` int"));
        f.service.add(getDiff, 200, diffJson("-  `b` int"));
        f.clock.advance(1s);
        f.store->refresh();
        QTRY_COMPARE(f.service.count(getDiff), 2);
        f.settle();
        f.clock.advance(1s);
        f.store->refresh();
        QTRY_COMPARE(f.service.count(getDiff), 3);
        f.settle();
        QTRY_VERIFY(f.store->tables()->rows().first().raw.contains(u"`b`"_s));
        QVERIFY(f.store->shownDigest() != first);
        QCOMPARE(f.store->pendingChanges(), 0);
    }

    void nothingComesAfterTheStoreIsGone()
    {
        Fixture f;
        f.make();
        f.store->open();
        f.store.reset();
        QTRY_COMPARE(f.client->pendingCount(), 0);
    }
};

ORRERY_SUITE(TestDeployRequestStore)
#include "tst_deploy_request_store.moc"
