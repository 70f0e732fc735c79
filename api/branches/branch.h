// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/access/actor.h"
#include "api/databases/database.h"
#include "api/organizations/resource_reference.h"

namespace orrery::api {

/// How far a branch is from being usable; `ready` is what to wait for.
enum class BranchState : quint8 {
    Pending,
    SleepInProgress,
    Sleeping,
    Awakening,
    Ready,
};

template<>
struct EnumNames<BranchState>
{
    static constexpr std::pair<BranchState, std::string_view> values[] = {
        {BranchState::Pending, "pending"},   {BranchState::SleepInProgress, "sleep_in_progress"},
        {BranchState::Sleeping, "sleeping"}, {BranchState::Awakening, "awakening"},
        {BranchState::Ready, "ready"},
    };
};

/// A branch of a database, of either kind: Postgres branches leave the MySQL, VTGate, shard and keyspace fields out.
/// Follows the page "get_branch".
struct Branch : Resource
{
    QString id;
    QString name; ///< also the path segment
    QDateTime createdAt;
    QDateTime updatedAt;
    QDateTime deletedAt;
    QDateTime restoreChecklistCompletedAt;
    QDateTime schemaLastUpdatedAt;
    OpenEnum<DatabaseKind> kind;
    QString mysqlAddress;
    QString mysqlEdgeAddress;
    OpenEnum<BranchState> state;
    std::optional<bool> directVtgate;
    QString vtgateSize;
    QString vtgateName;
    std::optional<qint64> vtgateCount;
    std::optional<bool> vtgateAutoscaling;
    std::optional<qint64> vtgateMaxCount;
    std::optional<qint64> vtgateTargetCpuUtilization;
    QString clusterName;
    std::optional<qint64> clusterIops;
    std::optional<bool> ready;
    std::optional<bool> schemaReady;
    std::optional<bool> metal;
    std::optional<bool> production;
    std::optional<bool> safeMigrations;
    std::optional<bool> deletionProtected;
    std::optional<bool> sharded;
    std::optional<qint64> shardCount;
    std::optional<qint64> keyspaceCount;
    std::optional<bool> staleSchema;
    std::optional<Actor> actor;
    std::optional<ResourceReference> restoredFromBranch;
    std::optional<bool> privateEdgeConnectivity;
    std::optional<bool> hasReplicas;
    std::optional<bool> hasReadOnlyReplicas;
    QString htmlUrl;
    QString url;
    std::optional<Region> region;
    QString parentBranch;
    JsonText vtgateOptions;

    // Not in the reference's list of fields, but in real answers.
    std::optional<bool> isDefault;
    std::optional<bool> frozen;
    QString clusterArchitecture;
    QString clusterDisplayName;
    std::optional<qint64> replicas;
    std::optional<bool> hasRoles;
    std::optional<bool> enablingVectors;
    std::optional<qint64> minimumStorageBytes;
    std::optional<qint64> maximumStorageBytes;
    std::optional<bool> storageAutoscaling;
    std::optional<bool> storageShrinking;
    QString storageType;
    std::optional<qint64> storageIops;
    std::optional<qint64> storageThroughputMibs;
    QDateTime readOnlyAt;
    QString readOnlyReason;

    friend bool operator==(const Branch &, const Branch &) = default;

    static constexpr auto fields()
    {
        using B = Branch;
        return FieldTable{
            field("id", &B::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("name", &B::name, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Name")),
            field("created_at", &B::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Created")),
            field("updated_at", &B::updatedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Updated")),
            field("deleted_at", &B::deletedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Deleted")),
            field("restore_checklist_completed_at", &B::restoreChecklistCompletedAt, Meaning::Time,
                  QT_TRANSLATE_NOOP("Field", "Restore checklist completed")),
            field("schema_last_updated_at", &B::schemaLastUpdatedAt, Meaning::Time,
                  QT_TRANSLATE_NOOP("Field", "Schema changed")),
            field("kind", &B::kind, Meaning::State, QT_TRANSLATE_NOOP("Field", "Kind")),
            field("mysql_address", &B::mysqlAddress, Meaning::Code, QT_TRANSLATE_NOOP("Field", "Address")),
            field("mysql_edge_address", &B::mysqlEdgeAddress, Meaning::Code,
                  QT_TRANSLATE_NOOP("Field", "Edge address")),
            field("state", &B::state, Meaning::State, QT_TRANSLATE_NOOP("Field", "State")),
            field("direct_vtgate", &B::directVtgate, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Direct VTGate")),
            field("vtgate_size", &B::vtgateSize, Meaning::Text, QT_TRANSLATE_NOOP("Field", "VTGate size")),
            field("vtgate_name", &B::vtgateName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "VTGate name")),
            field("vtgate_count", &B::vtgateCount, Meaning::Count, QT_TRANSLATE_NOOP("Field", "VTGates")),
            field("vtgate_autoscaling", &B::vtgateAutoscaling, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "VTGate autoscaling")),
            field("vtgate_max_count", &B::vtgateMaxCount, Meaning::Count,
                  QT_TRANSLATE_NOOP("Field", "VTGates at most")),
            field("vtgate_target_cpu_utilization", &B::vtgateTargetCpuUtilization, Meaning::Percent,
                  QT_TRANSLATE_NOOP("Field", "VTGate CPU target")),
            field("cluster_name", &B::clusterName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Cluster size")),
            field("cluster_iops", &B::clusterIops, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Cluster IOPS")),
            field("ready", &B::ready, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Ready")),
            field("schema_ready", &B::schemaReady, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Schema ready")),
            field("metal", &B::metal, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Metal")),
            field("production", &B::production, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Production")),
            field("safe_migrations", &B::safeMigrations, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Safe migrations")),
            field("deletion_protected", &B::deletionProtected, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Protected from deletion")),
            field("sharded", &B::sharded, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Sharded")),
            field("shard_count", &B::shardCount, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Shards")),
            field("keyspace_count", &B::keyspaceCount, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Keyspaces")),
            field("stale_schema", &B::staleSchema, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Schema out of date")),
            field("actor", &B::actor, Meaning::Object, QT_TRANSLATE_NOOP("Field", "By")),
            field("restored_from_branch", &B::restoredFromBranch, Meaning::Object,
                  QT_TRANSLATE_NOOP("Field", "Restored from branch")),
            field("private_edge_connectivity", &B::privateEdgeConnectivity, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Private edge connectivity")),
            field("has_replicas", &B::hasReplicas, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Has replicas")),
            field("has_read_only_replicas", &B::hasReadOnlyReplicas, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Has read-only replicas")),
            field("html_url", &B::htmlUrl, Meaning::Url, QT_TRANSLATE_NOOP("Field", "Web page")),
            field("url", &B::url, Meaning::Url, QT_TRANSLATE_NOOP("Field", "API address")),
            field("region", &B::region, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Region")),
            field("parent_branch", &B::parentBranch, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Parent branch")),
            field("vtgate_options", &B::vtgateOptions, Meaning::Code, QT_TRANSLATE_NOOP("Field", "VTGate options")),
            field("default", &B::isDefault, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Default")),
            field("frozen", &B::frozen, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Frozen")),
            field("cluster_architecture", &B::clusterArchitecture, Meaning::Text,
                  QT_TRANSLATE_NOOP("Field", "Architecture")),
            field("cluster_display_name", &B::clusterDisplayName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Cluster")),
            field("replicas", &B::replicas, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Replicas")),
            field("has_roles", &B::hasRoles, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Has roles")),
            field("enabling_vectors", &B::enablingVectors, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Enabling vectors")),
            field("minimum_storage_bytes", &B::minimumStorageBytes, Meaning::Bytes,
                  QT_TRANSLATE_NOOP("Field", "Minimum storage")),
            field("maximum_storage_bytes", &B::maximumStorageBytes, Meaning::Bytes,
                  QT_TRANSLATE_NOOP("Field", "Maximum storage")),
            field("storage_autoscaling", &B::storageAutoscaling, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Storage autoscaling")),
            field("storage_shrinking", &B::storageShrinking, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Storage shrinking")),
            field("storage_type", &B::storageType, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Storage type")),
            field("storage_iops", &B::storageIops, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Storage IOPS")),
            field("storage_throughput_mibs", &B::storageThroughputMibs, Meaning::Count,
                  QT_TRANSLATE_NOOP("Field", "Storage throughput in MiB/s")),
            field("read_only_at", &B::readOnlyAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Read-only since")),
            field("read_only_reason", &B::readOnlyReason, Meaning::Text,
                  QT_TRANSLATE_NOOP("Field", "Read-only reason")),
        };
    }
};

} // namespace orrery::api
