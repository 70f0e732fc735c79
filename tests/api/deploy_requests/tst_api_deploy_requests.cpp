// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/utc.h"
#include "api/deploy_requests/requests.h"
#include "tests/api/deploy_requests/deployment_fixture.h"
#include "tests/api/deploy_requests/fixtures.h"
#include "tests/api/resource_suite.h"
#include "tests/support/suite.h"

using namespace orrery::api;
using namespace orrery::api::test;

class TestDeployRequests final : public ResourceSuite
{
    Q_OBJECT

    void addNames() override;
    void addRequests() override;

private Q_SLOTS:
    void deployRequest();
    void deployment();
    void freshDeployRequest();
    void operationNumbersAreDoublesOrNull();
    void unknownStates();
    void review();
    void throttler();
    void throttlerUpdate();
    void storageCheck();
    void storageCheckInDetails();
    void queuePage();
};

void TestDeployRequests::addNames()
{
    addFields<DeployRequest>("DeployRequest",
                             "id number actor closed_by branch branch_id branch_deleted branch_deleted_by "
                             "branch_deleted_at into_branch into_branch_sharded into_branch_shard_count "
                             "into_branch_keyspace_count approved state deployment_state deployment num_comments "
                             "html_url notes html_body created_at updated_at closed_at deployed_at");
    addFields<Deployment>("Deployment",
                          "id auto_cutover auto_delete_branch created_at cutover_at cutover_expiring "
                          "deploy_check_errors finished_at force_cutover_requested_at queued_at ready_to_cutover_at "
                          "started_at state submitted_at updated_at into_branch deploy_request_number deployable "
                          "preceding_deployments deploy_operations deploy_operation_summaries lint_errors "
                          "sequential_diff_dependencies lookup_vindex_operations throttler_configurations "
                          "deployment_revert_request actor cutover_actor cancelled_actor schema_last_updated_at "
                          "table_locked locked_table_name instant_ddl instant_ddl_eligible queue_paused "
                          "queue_pause_reason");
    addFields<DeployOperation>("DeployOperation",
                               "id state keyspace_name table_name operation_name eta_seconds progress_percentage "
                               "deploy_error_docs_url ddl_statement syntax_highlighted_ddl created_at updated_at "
                               "throttled_at can_drop_data table_locked table_recently_used table_recently_used_at "
                               "removed_foreign_key_names deploy_errors");
    addFields<DeployOperationSummary>(
        "DeployOperationSummary",
        "id created_at deploy_errors ddl_statement eta_seconds keyspace_name operation_name "
        "progress_percentage state syntax_highlighted_ddl table_name table_recently_used_at "
        "throttled_at removed_foreign_key_names shard_count shard_names can_drop_data "
        "table_recently_used sharded operations");
    addFields<ShardOperation>("ShardOperation", "id shard state progress_percentage eta_seconds");
    addFields<PrecedingDeployment>("PrecedingDeployment",
                                   "id state deploy_request_number into_branch actor created_at updated_at started_at "
                                   "queued_at finished_at");
    addFields<DeploymentRevert>("DeploymentRevert",
                                "id actor cancelled_at finished_at waiting_period_end_at deploy_revert_operations");
    addFields<RevertOperation>("RevertOperation",
                               "id state operation_name table_name ddl_statement created_at updated_at revert_errors");
    addFields<Review>("Review", "id body html_body state created_at updated_at actor");
    addFields<Throttler>("Throttler", "keyspaces configurable configurations");
    addFields<ThrottlerConfiguration>("ThrottlerConfiguration", "keyspace_name ratio");
    addFields<KeyspaceThrottle>("KeyspaceThrottle", "keyspace_name ratio");
    addFields<ThrottlerUpdate>("ThrottlerUpdate", "ratio configurations");
    addFields<StorageCheck>("StorageCheck", "enough_storage upgradeable storage_bytes_needed storage_report");
    addFields<ShardStorage>("ShardStorage", "used capacity remaining percentage_used storage_needed has_enough");
    addFields<DeployRequestCreate>("DeployRequestCreate", "branch into_branch notes auto_cutover auto_delete_branch");
    addFields<DeployRequestUpdate>("DeployRequestUpdate", "state");
    addFields<DeployOptions>("DeployOptions", "instant_ddl");
    addFields<Switch>("Switch", "enable");
    addFields<ReviewCreate>("ReviewCreate", "state body");
    addWords<DeploymentState>(
        "DeploymentState",
        "pending ready no_changes queued submitting in_progress pending_cutover in_progress_vschema "
        "in_progress_cancel in_progress_cutover complete complete_cancel complete_error complete_pending_revert "
        "in_progress_revert in_progress_revert_vschema complete_revert complete_revert_error cancelled error");
    addWords<DeployRequestState>("DeployRequestState", "open closed");
    addWords<OperationState>("OperationState", "pending queued in_progress complete cancelled error");
    addWords<ReviewState>("ReviewState", "commented approved");
}

void TestDeployRequests::addRequests()
{
    const QString acme = QStringLiteral("acme");
    const QString db = QStringLiteral("sprockets");
    const char *all = "/organizations/acme/databases/sprockets/deploy-requests";
    addRequest("list", deploy_requests::list({acme, db}), "GET", all, "page=1&per_page=100");
    deploy_requests::ListFilter filter;
    filter.state = QStringLiteral("deployed");
    filter.branch = QStringLiteral("add-widgets");
    filter.intoBranch = QStringLiteral("main");
    filter.deployedAt = {QDateTime({2026, 1, 1}, {0, 0}, orrery::kUtc),
                         QDateTime({2026, 1, 31}, {23, 59, 59}, orrery::kUtc)};
    addRequest("list, filtered", deploy_requests::list({acme, db}, filter, {.number = 2, .startingAfter = {}}), "GET",
               all,
               "state=deployed&branch=add-widgets&into_branch=main&deployed_at=2026-01-01T00%3A00%3A00Z..2026-01-31T23%"
               "3A59%3A59Z&page=2&per_page=100");
    addRequest("queue", deploy_requests::queue({acme, db}), "GET",
               "/organizations/acme/databases/sprockets/deploy-queue", "page=1&per_page=100");
    addRequest("get", deploy_requests::get({acme, db}, 42), "GET",
               "/organizations/acme/databases/sprockets/deploy-requests/42");
    DeployRequestCreate created;
    created.branch = QStringLiteral("add-widgets");
    created.intoBranch = QStringLiteral("main");
    created.notes = QStringLiteral("Adds \"widgets\".");
    created.autoCutover = true;
    addRequest("create", deploy_requests::create({acme, db}, created), "POST", all, "",
               R"({"auto_cutover":true,"branch":"add-widgets","into_branch":"main","notes":"Adds \"widgets\"."})");
    addRequest("close", deploy_requests::close({acme, db}, 42), "PATCH",
               "/organizations/acme/databases/sprockets/deploy-requests/42", "", R"({"state":"closed"})");
    addRequest("deploy", deploy_requests::deploy({acme, db}, 42), "POST",
               "/organizations/acme/databases/sprockets/deploy-requests/42/deploy", "", "{}");
    DeployOptions instant;
    instant.instantDdl = true;
    addRequest("deploy instantly", deploy_requests::deploy({acme, db}, 42, instant), "POST",
               "/organizations/acme/databases/sprockets/deploy-requests/42/deploy", "", R"({"instant_ddl":true})");
    addRequest("apply", deploy_requests::apply({acme, db}, 42), "POST",
               "/organizations/acme/databases/sprockets/deploy-requests/42/apply-deploy");
    addRequest("cancel", deploy_requests::cancel({acme, db}, 42), "POST",
               "/organizations/acme/databases/sprockets/deploy-requests/42/cancel");
    addRequest("unblock", deploy_requests::unblock({acme, db}, 42), "POST",
               "/organizations/acme/databases/sprockets/deploy-requests/42/complete-deploy");
    addRequest("forceCutover", deploy_requests::forceCutover({acme, db}, 42), "POST",
               "/organizations/acme/databases/sprockets/deploy-requests/42/force-cutover");
    addRequest("revert", deploy_requests::revert({acme, db}, 42), "POST",
               "/organizations/acme/databases/sprockets/deploy-requests/42/revert");
    addRequest("skipRevert", deploy_requests::skipRevert({acme, db}, 42), "POST",
               "/organizations/acme/databases/sprockets/deploy-requests/42/skip-revert");
    addRequest("auto-apply on", deploy_requests::setAutoApply({acme, db}, 42, true), "PUT",
               "/organizations/acme/databases/sprockets/deploy-requests/42/auto-apply", "", R"({"enable":true})");
    addRequest("auto-delete off", deploy_requests::setAutoDeleteBranch({acme, db}, 42, false), "PUT",
               "/organizations/acme/databases/sprockets/deploy-requests/42/auto-delete-branch", "",
               R"({"enable":false})");
    addRequest("deployment", deploy_requests::deployment({acme, db}, 42), "GET",
               "/organizations/acme/databases/sprockets/deploy-requests/42/deployment");
    addRequest("operations", deploy_requests::operations({acme, db}, 42), "GET",
               "/organizations/acme/databases/sprockets/deploy-requests/42/operations", "page=1&per_page=100");
    addRequest("diff", deploy_requests::diff({acme, db}, 42), "GET",
               "/organizations/acme/databases/sprockets/deploy-requests/42/diff");
    addRequest("reviews", deploy_requests::reviews({acme, db}, 42), "GET",
               "/organizations/acme/databases/sprockets/deploy-requests/42/reviews", "page=1&per_page=100");
    ReviewCreate approval;
    approval.state = ReviewState::Approved;
    approval.body = QStringLiteral("Looks right.");
    addRequest("approve", deploy_requests::review({acme, db}, 42, approval), "POST",
               "/organizations/acme/databases/sprockets/deploy-requests/42/reviews", "",
               R"({"body":"Looks right.","state":"approved"})");
    ReviewCreate comment;
    comment.state = ReviewState::Commented;
    comment.body = QStringLiteral("Why?");
    addRequest("comment", deploy_requests::review({acme, db}, 42, comment), "POST",
               "/organizations/acme/databases/sprockets/deploy-requests/42/reviews", "",
               R"({"body":"Why?","state":"commented"})");
    addRequest("storage check", deploy_requests::storageCheck({acme, db}, 42), "GET",
               "/organizations/acme/databases/sprockets/deploy-requests/42/storage-check");
    ThrottlerUpdate ratio;
    ratio.ratio = 20;
    addRequest("throttler", deploy_requests::throttler({acme, db}, 42), "GET",
               "/organizations/acme/databases/sprockets/deploy-requests/42/throttler");
    addRequest("set throttler", deploy_requests::setThrottler({acme, db}, 42, ratio), "PATCH",
               "/organizations/acme/databases/sprockets/deploy-requests/42/throttler", "", R"({"ratio":20})");
    addRequest("database throttler", deploy_requests::databaseThrottler({acme, db}), "GET",
               "/organizations/acme/databases/sprockets/throttler");
    addRequest("set database throttler", deploy_requests::setDatabaseThrottler({acme, db}, ratio), "PATCH",
               "/organizations/acme/databases/sprockets/throttler", "", R"({"ratio":20})");
}

void TestDeployRequests::deployRequest()
{
    CHECK_RESOURCE(DeployRequest, deployRequestJson);
    const auto value = decoded<DeployRequest>(deployRequestJson);
    QCOMPARE(value.number, std::optional<qint64>(42));
    QVERIFY(value.state == DeployRequestState::Open);
    QVERIFY(value.deploymentState == DeploymentState::Queued);
    QVERIFY(value.deployment->state == DeploymentState::Queued);
    QCOMPARE(value.closedBy->displayName, QStringLiteral("Jo Brandt"));
}

void TestDeployRequests::deployment()
{
    CHECK_RESOURCE(Deployment, deploymentJson, QStringLiteral("sequential_diff_dependencies"),
                   QStringLiteral("lookup_vindex_operations"), QStringLiteral("throttler_configurations"));
    const auto value = decoded<Deployment>(deploymentJson);
    QVERIFY(value.state == DeploymentState::CompletePendingRevert);
    QCOMPARE(value.precedingDeployments.first().deployRequestNumber, std::optional<qint64>(41));
    QCOMPARE(value.deployOperations.first().progressPercentage, std::optional(62.5));
    QCOMPARE(value.deployOperations.first().removedForeignKeyNames, QStringList{QStringLiteral("fk_orders_widgets")});
    QCOMPARE(value.deployOperationSummaries.first().operations.at(1).shard, QStringLiteral("80-"));
    QCOMPARE(value.lintErrors.first().lintError, QStringLiteral("NO_PRIMARY_KEY"));
    QCOMPARE(value.deploymentRevertRequest->waitingPeriodEndAt, QDateTime({2026, 2, 3}, {11, 0}, orrery::kUtc));
    QCOMPARE(value.deploymentRevertRequest->deployRevertOperations.first().operationName, QStringLiteral("ALTER"));
    QCOMPARE(value.sequentialDiffDependencies.text, QByteArray(R"([{"after":"orders"}])"));
}

// What the service really sends for a request just opened: no numbers on operations, empty lists, fields the reference requires left out.
void TestDeployRequests::freshDeployRequest()
{
    const auto value = decoded<DeployRequest>(
        R"({"id":"dr1","type":"DeployRequest","number":5,"actor":{"id":"a1","type":"User","display_name":"Bot"},
        "closed_by":null,"branch":"dev","branch_deleted":false,"into_branch":"main","approved":false,"state":"open","deployment_state":"pending",
        "deployment":{"id":"dp1","type":"Deployment","state":"pending","deployable":false,"deploy_operations":[],"lint_errors":[],
        "deployment_revert_request":null,"deploy_check_errors":null,"actor":null,"queued_at":null},"num_comments":0,"notes":"","html_body":"",
        "created_at":"2026-02-03T16:54:59.797Z","closed_at":null,"deployed_at":null})");
    QVERIFY(value.extras.isEmpty());
    QVERIFY(value.deploymentState == DeploymentState::Pending);
    QVERIFY(!value.closedBy.has_value());
    QVERIFY(!value.closedAt.isValid());
    QVERIFY(!value.notes.isNull());
    QVERIFY(value.notes.isEmpty());
    QVERIFY(value.deployment->extras.isEmpty());
    QVERIFY(value.deployment->deployOperations.isEmpty());
    QVERIFY(!value.deployment->queuePaused.has_value());
    QVERIFY(!value.intoBranchShardCount.has_value());
}

void TestDeployRequests::operationNumbersAreDoublesOrNull()
{
    CHECK_RESOURCE(
        DeployOperation,
        bytes(objectFrom(deploymentJson).value(QLatin1String("deploy_operations")).toArray().first().toObject()));
    CHECK_RESOURCE(DeployOperationSummary,
                   bytes(objectFrom(deploymentJson)
                             .value(QLatin1String("deploy_operation_summaries"))
                             .toArray()
                             .first()
                             .toObject()));
    CHECK_RESOURCE(
        PrecedingDeployment,
        bytes(objectFrom(deploymentJson).value(QLatin1String("preceding_deployments")).toArray().first().toObject()));
    CHECK_RESOURCE(DeploymentRevert,
                   bytes(objectFrom(deploymentJson).value(QLatin1String("deployment_revert_request")).toObject()));
    const auto value = decoded<DeployOperation>(R"({"id":"o1","eta_seconds":12.75,"progress_percentage":null})");
    QCOMPARE(value.etaSeconds, std::optional(12.75));
    QVERIFY(!value.progressPercentage.has_value());
}

void TestDeployRequests::unknownStates()
{
    const auto value = decoded<DeployRequest>(
        R"({"id":"dr1","state":"draft","deployment_state":"in_orbit","deployment":{"state":"in_orbit"}})");
    QVERIFY(!value.state.isKnown());
    QCOMPARE(value.deploymentState.text(), QStringLiteral("in_orbit"));
    QCOMPARE(value.deployment->state.text(), QStringLiteral("in_orbit"));
    QCOMPARE(
        Codec<DeployRequest>::encode(value),
        QByteArray(R"({"deployment":{"state":"in_orbit"},"deployment_state":"in_orbit","id":"dr1","state":"draft"})"));
}

void TestDeployRequests::review()
{
    CHECK_RESOURCE(Review, reviewJson);
    const auto value = decoded<Review>(reviewJson);
    QVERIFY(value.state == ReviewState::Approved);
    QCOMPARE(value.body, QStringLiteral("Looks right to me."));
}

void TestDeployRequests::throttler()
{
    CHECK_RESOURCE(Throttler, throttlerJson);
    const auto value = decoded<Throttler>(throttlerJson);
    QCOMPARE(value.keyspaces, (QStringList{QStringLiteral("commerce"), QStringLiteral("customer")}));
    QCOMPARE(value.configurations.first().ratio, std::optional(20.5));
}

void TestDeployRequests::throttlerUpdate()
{
    ThrottlerUpdate update;
    KeyspaceThrottle one;
    one.keyspaceName = QStringLiteral("commerce");
    one.ratio = 10;
    update.configurations = {one};
    QCOMPARE(Codec<ThrottlerUpdate>::encode(update),
             QByteArray(R"({"configurations":[{"keyspace_name":"commerce","ratio":10}]})"));
}

void TestDeployRequests::storageCheck()
{
    CHECK_RESOURCE(StorageCheck, storageCheckJson);
    const auto value = decoded<StorageCheck>(storageCheckJson);
    QCOMPARE(value.enoughStorage, std::optional(false));
    QCOMPARE(value.storageReport.entries.size(), 1);
    const auto *shards = value.storageReport.find(QStringLiteral("commerce"));
    QVERIFY(shards);
    QCOMPARE(shards->entries.size(), 2);
    QCOMPARE(shards->find(QStringLiteral("80-"))->percentageUsed, std::optional(94.5));
    QCOMPARE(shards->find(QStringLiteral("-80"))->capacity, std::optional<qint64>(75161927680));
    QVERIFY(!shards->find(QStringLiteral("40-80")));
}

void TestDeployRequests::storageCheckInDetails()
{
    const QList<FieldValue> fields = describeFields(decoded<StorageCheck>(storageCheckJson));
    QCOMPARE(fields.last().name, QStringLiteral("storage_report"));
    const FieldValue keyspace = fields.last().children.first();
    QCOMPARE(keyspace.label, QStringLiteral("commerce"));
    QCOMPARE(keyspace.children.at(1).name, QStringLiteral("80-"));
    QCOMPARE(keyspace.children.at(1).children.first().name, QStringLiteral("used"));
    QCOMPARE(keyspace.children.at(1).children.first().value, QVariant(qint64(70866960384)));
}

void TestDeployRequests::queuePage()
{
    const auto request = deploy_requests::queue({QStringLiteral("acme"), QStringLiteral("db")});
    const auto page = request.decode(
        R"({"type":"list","current_page":1,"next_page":null,"data":[{"id":"dp1","deploy_request_number":7,"state":"in_progress"},{"id":"dp2","state":"queued"}]})");
    QVERIFY(page.has_value());
    QVERIFY(!page->next.has_value());
    QCOMPARE(page->items.first().deployRequestNumber, std::optional<qint64>(7));
    QVERIFY(page->items.at(1).state == DeploymentState::Queued);
}

ORRERY_SUITE(TestDeployRequests)
#include "tst_api_deploy_requests.moc"
