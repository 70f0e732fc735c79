// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/utc.h"
#include "api/databases/requests.h"
#include "tests/api/databases/fixtures.h"
#include "tests/api/resource_suite.h"
#include "tests/support/suite.h"

using namespace orrery::api;
using namespace orrery::api::test;

class TestDatabases final : public ResourceSuite
{
    Q_OBJECT

    void addNames() override;
    void addRequests() override;

private Q_SLOTS:
    void database();
    void minimalDatabase();
    void unknownKindAndState();
    void bodies();
    void settingsCarryOnlyWhatIsSet();
};

void TestDatabases::addNames()
{
    addFields<Database>("Database",
                        "id url branches_url branches_count open_schema_recommendations_count "
                        "development_branches_count production_branches_count issues_count "
                        "multiple_admins_required_for_deletion ready at_backup_restore_branches_limit "
                        "at_development_branch_usage_limit data_import region html_url name state sharded "
                        "default_branch_shard_count default_branch_read_only_regions_count "
                        "default_branch_table_count default_branch require_approval_for_deploy deletion_protected "
                        "resizing resize_queued config_changing config_change_queued allow_data_branching "
                        "foreign_keys_enabled automatic_migrations restrict_branch_region prefer_instant "
                        "insights_raw_queries plan insights_enabled production_branch_web_console "
                        "migration_table_name migration_framework created_at updated_at schema_last_updated_at "
                        "kind");
    addFields<DataImport>("DataImport", "state import_check_errors started_at finished_at data_source");
    addFields<ImportSource>("ImportSource", "hostname port database");
    addFields<Region>("Region",
                      "id provider enabled public_ip_addresses display_name location slug current_default "
                      "mysql_supported postgresql_supported");
    addFields<DatabaseCreate>("DatabaseCreate", "name region cluster_size replicas kind major_version storage");
    addFields<StorageLimits>("StorageLimits", "minimum_storage_bytes maximum_storage_bytes");
    addFields<DatabaseSettings>("DatabaseSettings",
                                "new_name automatic_migrations migration_framework migration_table_name "
                                "require_approval_for_deploy restrict_branch_region allow_data_branching "
                                "allow_foreign_key_constraints insights_raw_queries deletion_protected "
                                "production_branch_web_console default_branch");
    addWords<DatabaseState>("DatabaseState",
                            "pending importing sleep_in_progress sleeping awakening import_ready ready");
    addWords<DatabaseKind>("DatabaseKind", "mysql postgresql neki");
}

void TestDatabases::addRequests()
{
    const QString acme = QStringLiteral("acme");
    const QString name = QStringLiteral("sprockets");
    addRequest("list", databases::list({acme}), "GET", "/organizations/acme/databases", "page=1&per_page=100");
    addRequest("list by name", databases::list({acme}, QStringLiteral("sp&r")), "GET", "/organizations/acme/databases",
               "q=sp%26r&page=1&per_page=100");
    addRequest("get", databases::get({acme, name}), "GET", "/organizations/acme/databases/sprockets");
    DatabaseCreate created;
    created.name = name;
    created.clusterSize = QStringLiteral("PS_10");
    created.kind = DatabaseKind::Postgresql;
    addRequest("create", databases::create({acme}, created), "POST", "/organizations/acme/databases", "",
               R"({"cluster_size":"PS_10","kind":"postgresql","name":"sprockets"})");
    DatabaseSettings settings;
    settings.requireApprovalForDeploy = true;
    addRequest("update settings", databases::updateSettings({acme, name}, settings), "PATCH",
               "/organizations/acme/databases/sprockets", "", R"({"require_approval_for_deploy":true})");
    addRequest("remove", databases::remove({acme, name}), "DELETE", "/organizations/acme/databases/sprockets");
    addRequest("regions", databases::regions({acme, name}, {.number = 2, .startingAfter = {}}), "GET",
               "/organizations/acme/databases/sprockets/regions", "page=2&per_page=100");
}

void TestDatabases::database()
{
    CHECK_RESOURCE(Database, databaseJson);
    const auto value = decoded<Database>(databaseJson);
    QVERIFY(value.kind == DatabaseKind::Mysql);
    QVERIFY(value.state == DatabaseState::Ready);
    QCOMPARE(value.defaultBranch, QStringLiteral("main"));
    QCOMPARE(value.region->displayName, QStringLiteral("AWS eu-central-1"));
    QCOMPARE(value.dataImport->dataSource->port, std::optional<qint64>(3306));
    QCOMPARE(value.updatedAt, QDateTime({2026, 2, 3}, {9, 20, 31, 250}, orrery::kUtc));
}

// The fields the notes call reliable; every other one may be missing.
void TestDatabases::minimalDatabase()
{
    const auto value = decoded<Database>(
        R"({"type":"Database","id":"d1","url":"https://api.example/d","branches_url":"https://api.example/b",
        "region":{"type":"Region","slug":"us-east"},"html_url":"https://app.example/d","name":"sprockets","state":"awakening",
        "created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-02T00:00:00.5Z","kind":"postgresql","ready":false})");
    QCOMPARE(value.name, QStringLiteral("sprockets"));
    QVERIFY(value.state == DatabaseState::Awakening);
    QVERIFY(value.kind == DatabaseKind::Postgresql);
    QCOMPARE(value.ready, std::optional(false));
    QCOMPARE(value.region->slug, QStringLiteral("us-east"));
    QCOMPARE(value.updatedAt, QDateTime({2026, 1, 2}, {0, 0, 0, 500}, orrery::kUtc));
    QVERIFY(value.defaultBranch.isNull());
    QVERIFY(!value.branchesCount.has_value());
    QVERIFY(!value.dataImport.has_value());
    QVERIFY(value.extras.isEmpty());
}

void TestDatabases::unknownKindAndState()
{
    const auto value = decoded<Database>(R"({"id":"d1","kind":"columnar","state":"levitating","brand_new":{"a":1}})");
    QVERIFY(!value.kind.isKnown());
    QCOMPARE(value.kind.text(), QStringLiteral("columnar"));
    QCOMPARE(value.state.text(), QStringLiteral("levitating"));
    const QList<ExtraField> expected{{QStringLiteral("brand_new"), R"({"a":1})", false}};
    QCOMPARE(value.extras, expected);
    QCOMPARE(Codec<Database>::encode(value),
             QByteArray(R"({"brand_new":{"a":1},"id":"d1","kind":"columnar","state":"levitating"})"));
}

void TestDatabases::bodies()
{
    CHECK_RESOURCE(DatabaseCreate, databaseCreateJson);
    CHECK_RESOURCE(DatabaseSettings, databaseSettingsJson);
}

void TestDatabases::settingsCarryOnlyWhatIsSet()
{
    DatabaseSettings settings;
    QCOMPARE(Codec<DatabaseSettings>::encode(settings), QByteArray("{}"));
    settings.migrationTableName = QStringLiteral(""); // set to nothing is not the same as not set
    settings.allowDataBranching = false;
    QCOMPARE(Codec<DatabaseSettings>::encode(settings),
             QByteArray(R"({"allow_data_branching":false,"migration_table_name":""})"));
}

ORRERY_SUITE(TestDatabases)
#include "tst_api_databases.moc"
