// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/backups/requests.h"
#include "api/core/utc.h"
#include "tests/api/backups/fixtures.h"
#include "tests/api/resource_suite.h"
#include "tests/support/suite.h"

using namespace orrery::api;
using namespace orrery::api::test;

class TestBackups final : public ResourceSuite
{
    Q_OBJECT

    void addNames() override;
    void addRequests() override;

private Q_SLOTS:
    void backup();
    void backupPolicy();
    void scheduledRunningBackup();
    void oldRestoredBranches();
    void unknownState();
    void bodies();
};

void TestBackups::addNames()
{
    addFields<Backup>("Backup",
                      "id name state size estimated_storage_cost created_at updated_at started_at expires_at "
                      "completed_at deleted_at pvc_size uncompressed_size protected required restored_branches "
                      "actor backup_policy schema_snapshot database_branch");
    addFields<BackupPolicy>("BackupPolicy",
                            "id display_name name target retention_value retention_unit frequency_value frequency_unit "
                            "schedule_time schedule_day schedule_week created_at updated_at last_ran_at next_run_at "
                            "required");
    addFields<SchemaSnapshot>("SchemaSnapshot", "id name created_at updated_at linted_at url");
    addFields<BackupCreate>("BackupCreate", "name retention_unit retention_value emergency");
    addFields<BackupUpdate>("BackupUpdate", "protected");
    addWords<BackupState>("BackupState", "pending running success failed canceled ignored");
    addWords<BackupTarget>("BackupTarget", "production development");
    addWords<PeriodUnit>("PeriodUnit", "hour day week month year");
}

void TestBackups::addRequests()
{
    const QString acme = QStringLiteral("acme");
    const QString db = QStringLiteral("sprockets");
    const QString main = QStringLiteral("main");
    const QString id = QStringLiteral("bk1");
    addRequest("list", backups::list({acme, db, main}), "GET",
               "/organizations/acme/databases/sprockets/branches/main/backups", "page=1&per_page=100");
    backups::ListFilter filter;
    filter.all = true;
    filter.state = BackupState::Success;
    filter.policy = QStringLiteral("p1");
    filter.from = QDateTime({2026, 1, 1}, {0, 0}, orrery::kUtc);
    filter.to = QDateTime({2026, 1, 31}, {23, 59, 59}, orrery::kUtc);
    filter.runningAt = {QDateTime({2026, 1, 2}, {0, 0}, orrery::kUtc), QDateTime({2026, 1, 3}, {0, 0}, orrery::kUtc)};
    filter.production = false;
    addRequest("list, filtered", backups::list({acme, db, main}, filter), "GET",
               "/organizations/acme/databases/sprockets/branches/main/backups",
               "all=true&state=success&policy=p1&from=2026-01-01T00%3A00%3A00Z&to=2026-01-31T23%3A59%3A59Z&"
               "running_at=2026-01-02T00%3A00%3A00Z..2026-01-03T00%3A00%3A00Z&production=false&page=1&per_page=100");
    addRequest("get", backups::get({acme, db, main}, id), "GET",
               "/organizations/acme/databases/sprockets/branches/main/backups/bk1");
    BackupCreate created;
    created.name = QStringLiteral("before the sale");
    created.retentionUnit = PeriodUnit::Day;
    created.retentionValue = 3;
    addRequest("create", backups::create({acme, db, main}, created), "POST",
               "/organizations/acme/databases/sprockets/branches/main/backups", "",
               R"({"name":"before the sale","retention_unit":"day","retention_value":3})");
    addRequest("create, nothing set", backups::create({acme, db, main}), "POST",
               "/organizations/acme/databases/sprockets/branches/main/backups", "", "{}");
    addRequest("protect", backups::setProtected({acme, db, main}, id, true), "PATCH",
               "/organizations/acme/databases/sprockets/branches/main/backups/bk1", "", R"({"protected":true})");
    addRequest("unprotect", backups::setProtected({acme, db, main}, id, false), "PATCH",
               "/organizations/acme/databases/sprockets/branches/main/backups/bk1", "", R"({"protected":false})");
    addRequest("remove", backups::remove({acme, db, main}, id), "DELETE",
               "/organizations/acme/databases/sprockets/branches/main/backups/bk1");
    BranchCreate restored;
    restored.name = QStringLiteral("restored");
    restored.backupId = id;
    restored.clusterSize = QStringLiteral("PS_10");
    addRequest("restore", backups::restore({acme, db}, restored), "POST",
               "/organizations/acme/databases/sprockets/branches", "",
               R"({"backup_id":"bk1","cluster_size":"PS_10","name":"restored"})");
    addRequest("policies", backups::policies({acme, db}), "GET",
               "/organizations/acme/databases/sprockets/backup-policies", "page=1&per_page=100");
}

void TestBackups::backup()
{
    CHECK_RESOURCE(Backup, backupJson);
    const auto value = decoded<Backup>(backupJson);
    QVERIFY(value.state == BackupState::Success);
    QCOMPARE(value.size, std::optional<qint64>(2147483648));
    QCOMPARE(value.estimatedStorageCost, std::optional(0.46));
    QCOMPARE(value.restoredBranches.first().name, QStringLiteral("from-backup"));
    QCOMPARE(value.backupPolicy->scheduleTime, QStringLiteral("03:30"));
    QCOMPARE(value.schemaSnapshot->name, QStringLiteral("after 42"));
    QCOMPARE(value.databaseBranch->name, QStringLiteral("main"));
}

void TestBackups::backupPolicy()
{
    CHECK_RESOURCE(BackupPolicy, backupPolicyJson);
    const auto value = decoded<BackupPolicy>(backupPolicyJson);
    QVERIFY(value.target == BackupTarget::Production);
    QVERIFY(value.retentionUnit == PeriodUnit::Day);
    QVERIFY(value.frequencyUnit == PeriodUnit::Hour);
}

void TestBackups::scheduledRunningBackup()
{
    const auto value = decoded<Backup>(
        R"({"id":"bk1","type":"Backup","name":"2026.02.03","state":"pending","size":0,"created_at":"2026-02-03T04:00:00.000Z",
        "started_at":null,"expires_at":null,"completed_at":null,"actor":null,"protected":false,"restored_branches":[],
        "backup_policy":{"id":"p1","target":"production","schedule_time":null},"schema_snapshot":null})");
    QVERIFY(value.extras.isEmpty());
    QVERIFY(value.state == BackupState::Pending);
    QCOMPARE(value.size, std::optional<qint64>(0));
    QVERIFY(!value.startedAt.isValid());
    QVERIFY(!value.actor.has_value());
    QCOMPARE(value.isProtected, std::optional(false));
    QVERIFY(value.backupPolicy->scheduleTime.isNull());
    QVERIFY(!value.schemaSnapshot.has_value());
}

// Older answers listed names instead of objects: kept, not lost.
void TestBackups::oldRestoredBranches()
{
    const auto value = decoded<Backup>(R"({"id":"bk1","restored_branches":["from-backup"]})");
    QVERIFY(value.restoredBranches.isEmpty());
    const QList<ExtraField> expected{{QStringLiteral("restored_branches"), R"(["from-backup"])", true}};
    QCOMPARE(value.extras, expected);
}

void TestBackups::unknownState()
{
    const auto value = decoded<Backup>(R"({"id":"bk1","state":"frozen"})");
    QVERIFY(!value.state.isKnown());
    QCOMPARE(value.state.text(), QStringLiteral("frozen"));
}

void TestBackups::bodies()
{
    CHECK_RESOURCE(BackupCreate,
                   QByteArray(R"({"name":"n","retention_unit":"year","retention_value":1,"emergency":true})"));
    CHECK_RESOURCE(BackupUpdate, QByteArray(R"({"protected":true})"));
}

ORRERY_SUITE(TestBackups)
#include "tst_api_backups.moc"
