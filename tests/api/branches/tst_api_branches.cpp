// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/branches/requests.h"
#include "api/core/utc.h"
#include "tests/api/branches/fixtures.h"
#include "tests/api/resource_suite.h"
#include "tests/support/suite.h"

using namespace orrery::api;
using namespace orrery::api::test;

class TestBranches final : public ResourceSuite
{
    Q_OBJECT

    void addNames() override;
    void addRequests() override;

private Q_SLOTS:
    void branch();
    void postgresBranch();
    void branchCreate();
    void restoreBody();
    void tableSchema();
    void tableDiff();
    void lintError();
    void keyspace();
    void keyspaceWithEmptyConstraints();
    void schemaAnswer();
    void diffAnswer();
};

void TestBranches::addNames()
{
    addFields<Branch>("Branch",
                      "id name created_at updated_at deleted_at restore_checklist_completed_at "
                      "schema_last_updated_at kind mysql_address mysql_edge_address state direct_vtgate "
                      "vtgate_size vtgate_name vtgate_count vtgate_autoscaling vtgate_max_count "
                      "vtgate_target_cpu_utilization cluster_name cluster_iops ready schema_ready metal "
                      "production safe_migrations deletion_protected sharded shard_count keyspace_count "
                      "stale_schema actor restored_from_branch private_edge_connectivity has_replicas "
                      "has_read_only_replicas html_url url region parent_branch vtgate_options default frozen "
                      "cluster_architecture cluster_display_name replicas has_roles enabling_vectors "
                      "minimum_storage_bytes maximum_storage_bytes storage_autoscaling storage_shrinking "
                      "storage_type storage_iops storage_throughput_mibs read_only_at read_only_reason");
    addFields<BranchCreate>(
        "BranchCreate",
        "name deletion_protected parent_branch backup_id region restore_point seed_data "
        "cluster_size keyspace_cluster_sizes storage major_version create_database_if_missing kind");
    addFields<BranchUpdate>("BranchUpdate", "new_name deletion_protected");
    addFields<KeyspaceClusterSize>("KeyspaceClusterSize", "keyspace_name cluster_size");
    addFields<StorageLimits>("StorageLimits", "minimum_storage_bytes maximum_storage_bytes");
    addFields<TableSchema>("TableSchema", "name html raw");
    addFields<TableDiff>("TableDiff", "name raw html");
    addFields<LintError>("LintError",
                         "lint_error subject_type keyspace_name table_name error_description docs_url column_name "
                         "foreign_key_column_names auto_increment_column_names charset_name engine_name vindex_name "
                         "json_path check_constraint_name enum_value partitioning_type partition_name");
    addFields<Keyspace>("Keyspace",
                        "id name shards sharded replicas extra_replicas created_at updated_at cluster_name "
                        "cluster_display_name resizing resize_in_progress resize_pending config_change_in_progress "
                        "ready metal default imported vector_pool_allocation node_ttl_strategy "
                        "replication_durability_constraints vreplication_flags mysqld_options vttablet_options");
    addFields<ReplicationDurability>("ReplicationDurability", "strategy");
    addFields<VreplicationFlags>("VreplicationFlags",
                                 "optimize_inserts allow_no_blob_binlog_row_image vplayer_batching");
    addWords<BranchState>("BranchState", "pending sleep_in_progress sleeping awakening ready");
    addWords<LintSubject>("LintSubject", "table vschema routing_rules");
    addWords<SeedData>("SeedData", "last_successful_backup");
    addWords<NodeTtlStrategy>("NodeTtlStrategy", "node_ttl_follow_maintenance node_ttl_always node_ttl_off");
    addWords<DurabilityStrategy>("DurabilityStrategy", "available lag always");
}

void TestBranches::addRequests()
{
    const QString acme = QStringLiteral("acme");
    const QString db = QStringLiteral("sprockets");
    const QString name = QStringLiteral("add-widgets");
    addRequest("list", branches::list({acme, db}), "GET", "/organizations/acme/databases/sprockets/branches",
               "page=1&per_page=100");
    addRequest("list, filtered",
               branches::list(
                   {acme, db},
                   {.search = QStringLiteral("add"), .production = false, .safeMigrations = true, .newestFirst = true},
                   {.number = 4, .startingAfter = {}}),
               "GET", "/organizations/acme/databases/sprockets/branches",
               "q=add&production=false&safe_migrations=true&order=desc&page=4&per_page=100");
    addRequest("get", branches::get({acme, db, name}), "GET",
               "/organizations/acme/databases/sprockets/branches/add-widgets");
    addRequest("branch name with a slash", branches::get({acme, db, QStringLiteral("feat/x")}), "GET",
               "/organizations/acme/databases/sprockets/branches/feat%2Fx");
    BranchCreate created;
    created.name = name;
    created.parentBranch = QStringLiteral("main");
    addRequest("create", branches::create({acme, db}, created), "POST",
               "/organizations/acme/databases/sprockets/branches", "",
               R"({"name":"add-widgets","parent_branch":"main"})");
    BranchUpdate update;
    update.newName = QStringLiteral("gears");
    update.deletionProtected = true;
    addRequest("update", branches::update({acme, db, name}, update), "PATCH",
               "/organizations/acme/databases/sprockets/branches/add-widgets", "",
               R"({"deletion_protected":true,"new_name":"gears"})");
    addRequest("remove", branches::remove({acme, db, name}), "DELETE",
               "/organizations/acme/databases/sprockets/branches/add-widgets");
    addRequest("remove with descendants", branches::remove({acme, db, name}, true), "DELETE",
               "/organizations/acme/databases/sprockets/branches/add-widgets", "delete_descendants=true");
    addRequest("promote", branches::promote({acme, db, name}), "POST",
               "/organizations/acme/databases/sprockets/branches/add-widgets/promote");
    addRequest("demote", branches::demote({acme, db, name}), "POST",
               "/organizations/acme/databases/sprockets/branches/add-widgets/demote");
    addRequest("safe migrations on", branches::enableSafeMigrations({acme, db, name}), "POST",
               "/organizations/acme/databases/sprockets/branches/add-widgets/safe-migrations");
    addRequest("safe migrations off", branches::disableSafeMigrations({acme, db, name}), "DELETE",
               "/organizations/acme/databases/sprockets/branches/add-widgets/safe-migrations");
    addRequest("schema", branches::schema({acme, db, name}), "GET",
               "/organizations/acme/databases/sprockets/branches/add-widgets/schema");
    addRequest("schema of a keyspace",
               branches::schema({acme, db, name}, {.keyspace = QStringLiteral("commerce"), .catalogNamespace = {}}),
               "GET", "/organizations/acme/databases/sprockets/branches/add-widgets/schema", "keyspace=commerce");
    addRequest(
        "schema of a namespace",
        branches::schema({acme, db, name}, {.keyspace = {}, .catalogNamespace = QStringLiteral("postgres.public")}),
        "GET", "/organizations/acme/databases/sprockets/branches/add-widgets/schema", "namespace=postgres.public");
    addRequest("lint", branches::lint({acme, db, name}), "GET",
               "/organizations/acme/databases/sprockets/branches/add-widgets/schema/lint", "page=1&per_page=100");
    addRequest("diff", branches::diff({acme, db, name}), "GET",
               "/organizations/acme/databases/sprockets/branches/add-widgets/diff");
    addRequest("keyspaces", branches::keyspaces({acme, db, name}), "GET",
               "/organizations/acme/databases/sprockets/branches/add-widgets/keyspaces", "page=1&per_page=100");
}

void TestBranches::branch()
{
    CHECK_RESOURCE(Branch, branchJson, QStringLiteral("vtgate_options"));
    const auto value = decoded<Branch>(branchJson);
    QVERIFY(value.kind == DatabaseKind::Mysql);
    QVERIFY(value.state == BranchState::Ready);
    QCOMPARE(value.restoredFromBranch->name, QStringLiteral("main"));
    QCOMPARE(value.actor->displayName, QStringLiteral("Mara Lind"));
    QCOMPARE(value.maximumStorageBytes, std::optional<qint64>(1099511627776));
    QCOMPARE(value.vtgateOptions.text, QByteArray(R"({"mysql_server_query_timeout":"900s"})"));
}

// A Postgres branch leaves the MySQL, VTGate, shard and keyspace fields out and brings its storage.
void TestBranches::postgresBranch()
{
    const auto value =
        decoded<Branch>(R"({"id":"b1","type":"Branch","name":"main","kind":"postgresql","state":"ready","ready":true,
        "production":true,"cluster_name":"PS_20_AWS_X86","cluster_display_name":"PS-20","cluster_architecture":"x86_64","cluster_iops":null,
        "replicas":2,"default":true,"parent_branch":null,"restored_from_branch":null,"minimum_storage_bytes":21474836480,
        "maximum_storage_bytes":3324304687104,"storage_autoscaling":true,"storage_type":"gp3","storage_iops":4000,
        "storage_throughput_mibs":300,"read_only_at":null,"read_only_reason":null,"region":{"id":"r1","slug":"us-east"}})");
    QVERIFY(value.extras.isEmpty());
    QVERIFY(value.kind == DatabaseKind::Postgresql);
    QCOMPARE(value.isDefault, std::optional(true));
    QCOMPARE(value.minimumStorageBytes, std::optional<qint64>(21474836480));
    QCOMPARE(value.storageThroughputMibs, std::optional<qint64>(300));
    QVERIFY(!value.readOnlyAt.isValid());
    QVERIFY(value.mysqlAddress.isNull());
    QVERIFY(!value.shardCount.has_value());
    QVERIFY(!value.safeMigrations.has_value());
    QVERIFY(!value.actor.has_value());
}

void TestBranches::branchCreate()
{
    CHECK_RESOURCE(BranchCreate, branchCreateJson);
}

void TestBranches::restoreBody()
{
    BranchCreate body;
    body.name = QStringLiteral("restored");
    body.backupId = QStringLiteral("bk1");
    KeyspaceClusterSize size;
    size.keyspaceName = QStringLiteral("main");
    size.clusterSize = QStringLiteral("PS_40");
    body.keyspaceClusterSizes = {size};
    QCOMPARE(
        Codec<BranchCreate>::encode(body),
        QByteArray(
            R"({"backup_id":"bk1","keyspace_cluster_sizes":[{"cluster_size":"PS_40","keyspace_name":"main"}],"name":"restored"})"));
    BranchCreate inTime;
    inTime.name = QStringLiteral("before");
    inTime.restorePoint = QDateTime({2026, 3, 4}, {5, 6, 7}, orrery::kUtc);
    inTime.seedData = SeedData::LastSuccessfulBackup;
    QCOMPARE(
        Codec<BranchCreate>::encode(inTime),
        QByteArray(
            R"({"name":"before","restore_point":"2026-03-04T05:06:07.000Z","seed_data":"last_successful_backup"})"));
}

void TestBranches::tableSchema()
{
    CHECK_RESOURCE(TableSchema, tableSchemaJson);
}

void TestBranches::tableDiff()
{
    CHECK_RESOURCE(TableDiff, tableDiffJson);
}

void TestBranches::lintError()
{
    CHECK_RESOURCE(LintError, lintErrorJson);
    const auto value = decoded<LintError>(lintErrorJson);
    QVERIFY(value.subjectType == LintSubject::Table);
    QCOMPARE(value.lintError, QStringLiteral("NO_PRIMARY_KEY"));
}

void TestBranches::keyspace()
{
    CHECK_RESOURCE(Keyspace, keyspaceJson, QStringLiteral("mysqld_options"), QStringLiteral("vttablet_options"));
    const auto value = decoded<Keyspace>(keyspaceJson);
    QCOMPARE(value.name, QStringLiteral("commerce"));
    QVERIFY(value.replicationDurabilityConstraints->strategy == DurabilityStrategy::Always);
    QCOMPARE(value.vectorPoolAllocation, std::optional(12.5));
}

void TestBranches::keyspaceWithEmptyConstraints()
{
    const auto value = decoded<Keyspace>(R"({"id":"k1","name":"commerce","replication_durability_constraints":{}})");
    QVERIFY(value.replicationDurabilityConstraints.has_value());
    QVERIFY(!value.replicationDurabilityConstraints->strategy.isPresent());
    QVERIFY(value.extras.isEmpty());
}

void TestBranches::schemaAnswer()
{
    const auto request = branches::schema({QStringLiteral("acme"), QStringLiteral("db"), QStringLiteral("main")});
    const auto tables =
        request.decode(R"json({"data":[{"name":"orders","html":"<b>","raw":"CREATE TABLE orders (id int)"}]})json");
    QVERIFY(tables.has_value());
    QCOMPARE(tables->size(), 1);
    QCOMPARE(tables->first().raw, QStringLiteral("CREATE TABLE orders (id int)"));
    QVERIFY(!request.decode(R"({"code":"not_found"})").has_value());
}

void TestBranches::diffAnswer()
{
    const auto request = branches::diff({QStringLiteral("acme"), QStringLiteral("db"), QStringLiteral("main")});
    const auto tables = request.decode(
        R"({"data":[{"name":"orders","raw":"@@ -1 +1 @@\n-a\n+b","html":""},{"name":"users","raw":"","html":""}]})");
    QVERIFY(tables.has_value());
    QCOMPARE(tables->size(), 2);
    QCOMPARE(tables->first().raw, QStringLiteral("@@ -1 +1 @@\n-a\n+b"));
}

ORRERY_SUITE(TestBranches)
#include "tst_api_branches.moc"
