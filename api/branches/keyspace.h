// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/field.h"

namespace orrery::api {

/// When old nodes may be drained.
enum class NodeTtlStrategy : quint8 {
    NodeTtlFollowMaintenance,
    NodeTtlAlways,
    NodeTtlOff,
};

template<>
struct EnumNames<NodeTtlStrategy>
{
    static constexpr std::pair<NodeTtlStrategy, std::string_view> values[] = {
        {NodeTtlStrategy::NodeTtlFollowMaintenance, "node_ttl_follow_maintenance"},
        {NodeTtlStrategy::NodeTtlAlways, "node_ttl_always"},
        {NodeTtlStrategy::NodeTtlOff, "node_ttl_off"},
    };
};

/// When a write counts as replicated.
enum class DurabilityStrategy : quint8 {
    Available,
    Lag,
    Always,
};

template<>
struct EnumNames<DurabilityStrategy>
{
    static constexpr std::pair<DurabilityStrategy, std::string_view> values[] = {
        {DurabilityStrategy::Available, "available"},
        {DurabilityStrategy::Lag, "lag"},
        {DurabilityStrategy::Always, "always"},
    };
};

/// May come as an empty object.
struct ReplicationDurability : Resource
{
    OpenEnum<DurabilityStrategy> strategy;

    friend bool operator==(const ReplicationDurability &, const ReplicationDurability &) = default;

    static constexpr auto fields()
    {
        using R = ReplicationDurability;
        return FieldTable{
            field("strategy", &R::strategy, Meaning::State, QT_TRANSLATE_NOOP("Field", "Strategy")),
        };
    }
};

/// How VReplication writes.
struct VreplicationFlags : Resource
{
    std::optional<bool> optimizeInserts;
    std::optional<bool> allowNoBlobBinlogRowImage;
    std::optional<bool> vplayerBatching;

    friend bool operator==(const VreplicationFlags &, const VreplicationFlags &) = default;

    static constexpr auto fields()
    {
        using V = VreplicationFlags;
        return FieldTable{
            field("optimize_inserts", &V::optimizeInserts, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Optimized inserts")),
            field("allow_no_blob_binlog_row_image", &V::allowNoBlobBinlogRowImage, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Binlog rows without blobs")),
            field("vplayer_batching", &V::vplayerBatching, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "VPlayer batching")),
        };
    }
};

/// A keyspace of a Vitess branch. Follows the page "get_keyspace".
struct Keyspace : Resource
{
    QString id;
    QString name;
    std::optional<qint64> shards;
    std::optional<bool> sharded;
    std::optional<qint64> replicas;
    std::optional<qint64> extraReplicas;
    QDateTime createdAt;
    QDateTime updatedAt;
    QString clusterName;
    QString clusterDisplayName;
    std::optional<bool> resizing;
    std::optional<bool> resizeInProgress;
    std::optional<bool> resizePending;
    std::optional<bool> configChangeInProgress;
    std::optional<bool> ready;
    std::optional<bool> metal;
    std::optional<bool> isDefault;
    std::optional<bool> imported;
    std::optional<double> vectorPoolAllocation;
    OpenEnum<NodeTtlStrategy> nodeTtlStrategy;
    std::optional<ReplicationDurability> replicationDurabilityConstraints;
    std::optional<VreplicationFlags> vreplicationFlags;
    JsonText mysqldOptions;
    JsonText vttabletOptions;

    friend bool operator==(const Keyspace &, const Keyspace &) = default;

    static constexpr auto fields()
    {
        using K = Keyspace;
        return FieldTable{
            field("id", &K::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("name", &K::name, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Name")),
            field("shards", &K::shards, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Shards")),
            field("sharded", &K::sharded, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Sharded")),
            field("replicas", &K::replicas, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Replicas")),
            field("extra_replicas", &K::extraReplicas, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Extra replicas")),
            field("created_at", &K::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Created")),
            field("updated_at", &K::updatedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Updated")),
            field("cluster_name", &K::clusterName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Cluster size")),
            field("cluster_display_name", &K::clusterDisplayName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Cluster")),
            field("resizing", &K::resizing, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Resizing")),
            field("resize_in_progress", &K::resizeInProgress, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Resize in progress")),
            field("resize_pending", &K::resizePending, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Resize pending")),
            field("config_change_in_progress", &K::configChangeInProgress, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Configuration changing")),
            field("ready", &K::ready, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Ready")),
            field("metal", &K::metal, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Metal")),
            field("default", &K::isDefault, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Default")),
            field("imported", &K::imported, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Used by an import")),
            field("vector_pool_allocation", &K::vectorPoolAllocation, Meaning::Percent,
                  QT_TRANSLATE_NOOP("Field", "Memory for vector indexes")),
            field("node_ttl_strategy", &K::nodeTtlStrategy, Meaning::State, QT_TRANSLATE_NOOP("Field", "Node renewal")),
            field("replication_durability_constraints", &K::replicationDurabilityConstraints, Meaning::Object,
                  QT_TRANSLATE_NOOP("Field", "Replication durability")),
            field("vreplication_flags", &K::vreplicationFlags, Meaning::Object,
                  QT_TRANSLATE_NOOP("Field", "VReplication settings")),
            field("mysqld_options", &K::mysqldOptions, Meaning::Code, QT_TRANSLATE_NOOP("Field", "MySQL options")),
            field("vttablet_options", &K::vttabletOptions, Meaning::Code,
                  QT_TRANSLATE_NOOP("Field", "VTTablet options")),
        };
    }
};

} // namespace orrery::api
