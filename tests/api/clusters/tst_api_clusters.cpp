// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/clusters/requests.h"
#include "api/core/utc.h"
#include "tests/api/clusters/fixtures.h"
#include "tests/api/resource_suite.h"
#include "tests/support/suite.h"

using namespace orrery::api;
using namespace orrery::api::test;

class TestClusters final : public ResourceSuite
{
    Q_OBJECT

    void addNames() override;
    void addRequests() override;

private Q_SLOTS:
    void clusterSize();
    void keyspaceResize();
    void branchChange();
    void waitingResize();
    void unknownState();
};

void TestClusters::addNames()
{
    addFields<ClusterSize>("ClusterSizeSku",
                           "name display_name cpu storage ram metal enabled provider default_vtgate "
                           "default_vtgate_rate replica_rate rate sort_order architecture development production");
    addFields<KeyspaceResize>("KeyspaceResize",
                              "id state started_at completed_at created_at updated_at extra_replicas "
                              "vector_pool_allocation previous_vector_pool_allocation cluster_name "
                              "cluster_display_name previous_cluster_name previous_cluster_display_name replicas "
                              "previous_replicas actor");
    addFields<BranchChange>("BranchChange",
                            "id state started_at completed_at created_at updated_at actor cluster_name "
                            "cluster_display_name cluster_metal replicas version parameters previous_cluster_name "
                            "previous_cluster_display_name previous_cluster_metal previous_replicas previous_version "
                            "previous_parameters minimum_storage_bytes maximum_storage_bytes storage_autoscaling "
                            "storage_shrinking storage_type storage_iops storage_throughput_mibs "
                            "previous_minimum_storage_bytes previous_maximum_storage_bytes "
                            "previous_storage_autoscaling previous_storage_shrinking previous_storage_type "
                            "previous_storage_iops previous_storage_throughput_mibs");
    addWords<ResizeState>("ResizeState", "queued pending resizing canceled completed");
}

void TestClusters::addRequests()
{
    const QString acme = QStringLiteral("acme");
    const QString db = QStringLiteral("sprockets");
    const QString main = QStringLiteral("main");
    const QString keyspace = QStringLiteral("commerce");
    addRequest("sizes", clusters::sizes({acme}), "GET", "/organizations/acme/cluster-size-skus", "rates=true");
    addRequest("sizes of a database",
               clusters::sizes(
                   {acme}, {.engine = DatabaseKind::Postgresql, .region = QStringLiteral("eu-west"), .database = db}),
               "GET", "/organizations/acme/cluster-size-skus",
               "engine=postgresql&rates=true&region=eu-west&database=sprockets");
    addRequest("resizes", clusters::keyspaceResizes({acme, db, main}, keyspace), "GET",
               "/organizations/acme/databases/sprockets/branches/main/keyspaces/commerce/resizes",
               "page=1&per_page=100");
    const TimeRange january{QDateTime({2026, 1, 1}, {0, 0}, orrery::kUtc),
                            QDateTime({2026, 1, 31}, {23, 59, 59}, orrery::kUtc)};
    addRequest("resizes, completed in January", clusters::keyspaceResizes({acme, db, main}, keyspace, january), "GET",
               "/organizations/acme/databases/sprockets/branches/main/keyspaces/commerce/resizes",
               "completed_at=2026-01-01T00%3A00%3A00Z..2026-01-31T23%3A59%3A59Z&page=1&per_page=100");
    addRequest("resizes, third page", clusters::keyspaceResizes({acme, db, main}, QStringLiteral("a/b"), {}, {3, {}}),
               "GET", "/organizations/acme/databases/sprockets/branches/main/keyspaces/a%2Fb/resizes",
               "page=3&per_page=100");
    addRequest("changes", clusters::branchChanges({acme, db, main}), "GET",
               "/organizations/acme/databases/sprockets/branches/main/changes", "page=1&per_page=100");
}

void TestClusters::clusterSize()
{
    CHECK_RESOURCE(ClusterSize, clusterSizeJson);
    const auto value = decoded<ClusterSize>(clusterSizeJson);
    QCOMPARE(value.name, QStringLiteral("M_320"));
    QCOMPARE(value.displayName, QStringLiteral("M-320"));
    QCOMPARE(value.cpu, QStringLiteral("4"));
    QCOMPARE(value.storage, std::optional<qint64>(246'000'000'000));
    QCOMPARE(value.ram, std::optional<qint64>(34'359'738'368));
    QCOMPARE(value.metal, std::optional(true));
    QCOMPARE(value.enabled, std::optional(false));
    QCOMPARE(value.provider, QStringLiteral("AWS"));
    QCOMPARE(value.defaultVtgate, QStringLiteral("VTG_160"));
    QCOMPARE(value.defaultVtgateRate, std::optional(48.0));
    QCOMPARE(value.replicaRate, std::optional(311.5));
    QCOMPARE(value.rate, std::optional(934.25));
    QCOMPARE(value.sortOrder, std::optional<qint64>(17));
    QCOMPARE(value.architecture, QStringLiteral("arm64"));
    QCOMPARE(value.development, std::optional(false));
    QCOMPARE(value.production, std::optional(true));
}

void TestClusters::keyspaceResize()
{
    CHECK_RESOURCE(KeyspaceResize, keyspaceResizeJson);
    const auto value = decoded<KeyspaceResize>(keyspaceResizeJson);
    QCOMPARE(value.id, QStringLiteral("k2v9x0m1q4ws"));
    QVERIFY(value.state == ResizeState::Completed);
    QCOMPARE(value.startedAt, QDateTime({2026, 2, 3}, {9, 15}, orrery::kUtc));
    QCOMPARE(value.completedAt, QDateTime({2026, 2, 3}, {9, 41, 12, 500}, orrery::kUtc));
    QCOMPARE(value.createdAt, QDateTime({2026, 2, 3}, {9, 14, 58}, orrery::kUtc));
    QCOMPARE(value.updatedAt, QDateTime({2026, 2, 3}, {9, 41, 12, 500}, orrery::kUtc));
    QCOMPARE(value.extraReplicas, std::optional<qint64>(1));
    QCOMPARE(value.vectorPoolAllocation, std::optional(30.5));
    QCOMPARE(value.previousVectorPoolAllocation, std::optional(20.0));
    QCOMPARE(value.clusterName, QStringLiteral("PS_80_AWS_X86"));
    QCOMPARE(value.clusterDisplayName, QStringLiteral("PS-80"));
    QCOMPARE(value.previousClusterName, QStringLiteral("PS_40_AWS_X86"));
    QCOMPARE(value.previousClusterDisplayName, QStringLiteral("PS-40"));
    QCOMPARE(value.replicas, std::optional<qint64>(12));
    QCOMPARE(value.previousReplicas, std::optional<qint64>(8));
    QCOMPARE(value.actor->displayName, QStringLiteral("Mara Lind"));
}

void TestClusters::branchChange()
{
    CHECK_RESOURCE(BranchChange, branchChangeJson, QStringLiteral("parameters"), QStringLiteral("previous_parameters"));
    const auto value = decoded<BranchChange>(branchChangeJson);
    QCOMPARE(value.id, QStringLiteral("c7hq2l5n8zra"));
    QVERIFY(value.state == ResizeState::Resizing);
    QCOMPARE(value.startedAt, QDateTime({2026, 2, 3}, {9, 15}, orrery::kUtc));
    QCOMPARE(value.completedAt, QDateTime({2026, 2, 3}, {9, 41, 12, 500}, orrery::kUtc));
    QCOMPARE(value.createdAt, QDateTime({2026, 2, 3}, {9, 14, 58}, orrery::kUtc));
    QCOMPARE(value.updatedAt, QDateTime({2026, 2, 3}, {9, 41, 12, 500}, orrery::kUtc));
    QCOMPARE(value.actor->id, QStringLiteral("t4mdf19vsvc6"));
    QCOMPARE(value.clusterName, QStringLiteral("PS_80_AWS_X86"));
    QCOMPARE(value.clusterDisplayName, QStringLiteral("PS-80"));
    QCOMPARE(value.clusterMetal, std::optional(true));
    QCOMPARE(value.replicas, std::optional<qint64>(3));
    QCOMPARE(value.version, QStringLiteral("17.6"));
    QCOMPARE(value.parameters.text, QByteArray(R"({"pgconf":{"max_connections":"200"}})"));
    QCOMPARE(value.previousClusterName, QStringLiteral("PS_40_AWS_X86"));
    QCOMPARE(value.previousClusterDisplayName, QStringLiteral("PS-40"));
    QCOMPARE(value.previousClusterMetal, std::optional(false));
    QCOMPARE(value.previousReplicas, std::optional<qint64>(2));
    QCOMPARE(value.previousVersion, QStringLiteral("17.4"));
    QCOMPARE(value.previousParameters.text, QByteArray(R"({"pgconf":{"max_connections":"100"}})"));
    QCOMPARE(value.minimumStorageBytes, std::optional<qint64>(128849018880));
    QCOMPARE(value.maximumStorageBytes, std::optional<qint64>(257698037760));
    QCOMPARE(value.storageAutoscaling, std::optional(true));
    QCOMPARE(value.storageShrinking, std::optional(false));
    QCOMPARE(value.storageType, QStringLiteral("io2"));
    QCOMPARE(value.storageIops, std::optional<qint64>(6000));
    QCOMPARE(value.storageThroughputMibs, std::optional<qint64>(250));
    QCOMPARE(value.previousMinimumStorageBytes, std::optional<qint64>(85899345920));
    QCOMPARE(value.previousMaximumStorageBytes, std::optional<qint64>(171798691840));
    QCOMPARE(value.previousStorageAutoscaling, std::optional(false));
    QCOMPARE(value.previousStorageShrinking, std::optional(true));
    QCOMPARE(value.previousStorageType, QStringLiteral("gp3"));
    QCOMPARE(value.previousStorageIops, std::optional<qint64>(3000));
    QCOMPARE(value.previousStorageThroughputMibs, std::optional<qint64>(125));
}

void TestClusters::waitingResize()
{
    const auto value = decoded<KeyspaceResize>(
        R"({"id":"r1","state":"queued","started_at":null,"completed_at":null,"created_at":"2026-02-03T04:00:00.000Z",
        "vector_pool_allocation":null,"previous_vector_pool_allocation":null,"replicas":3,"actor":null})");
    QVERIFY(value.extras.isEmpty());
    QVERIFY(value.state == ResizeState::Queued);
    QVERIFY(!value.startedAt.isValid());
    QVERIFY(!value.completedAt.isValid());
    QVERIFY(!value.vectorPoolAllocation.has_value());
    QVERIFY(value.clusterName.isNull());
    QVERIFY(!value.actor.has_value());
}

void TestClusters::unknownState()
{
    const auto value = decoded<BranchChange>(R"({"id":"r1","state":"paused"})");
    QVERIFY(!value.state.isKnown());
    QCOMPARE(value.state.text(), QStringLiteral("paused"));
}

ORRERY_SUITE(TestClusters)
#include "tst_api_clusters.moc"
