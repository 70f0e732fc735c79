// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/access/actor.h"
#include "api/clusters/resize_state.h"
#include "api/core/field.h"

namespace orrery::api {

/// A change of a Postgres branch's cluster, replicas, version, storage or parameters: what they become and what they were.
/// Follows the page "get_branch_change_request".
struct BranchChange : Resource
{
    QString id;
    OpenEnum<ResizeState> state;
    QDateTime startedAt;
    QDateTime completedAt;
    QDateTime createdAt;
    QDateTime updatedAt;
    std::optional<Actor> actor;
    QString clusterName; ///< SKU: "PS_40_AWS_X86"
    QString clusterDisplayName; ///< "PS-40"
    std::optional<bool> clusterMetal;
    std::optional<qint64> replicas;
    QString version;
    JsonText parameters;
    QString previousClusterName;
    QString previousClusterDisplayName;
    std::optional<bool> previousClusterMetal;
    std::optional<qint64> previousReplicas;
    QString previousVersion;
    JsonText previousParameters;
    std::optional<qint64> minimumStorageBytes;
    std::optional<qint64> maximumStorageBytes;
    std::optional<bool> storageAutoscaling;
    std::optional<bool> storageShrinking;
    QString storageType; ///< "gp3"
    std::optional<qint64> storageIops;
    std::optional<qint64> storageThroughputMibs; ///< MiB/s
    std::optional<qint64> previousMinimumStorageBytes;
    std::optional<qint64> previousMaximumStorageBytes;
    std::optional<bool> previousStorageAutoscaling;
    std::optional<bool> previousStorageShrinking;
    QString previousStorageType;
    std::optional<qint64> previousStorageIops;
    std::optional<qint64> previousStorageThroughputMibs;

    friend bool operator==(const BranchChange &, const BranchChange &) = default;

    static constexpr auto fields()
    {
        using B = BranchChange;
        return FieldTable{
            field("id", &B::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("state", &B::state, Meaning::State, QT_TRANSLATE_NOOP("Field", "State")),
            field("started_at", &B::startedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Started")),
            field("completed_at", &B::completedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Completed")),
            field("created_at", &B::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Created")),
            field("updated_at", &B::updatedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Updated")),
            field("actor", &B::actor, Meaning::Object, QT_TRANSLATE_NOOP("Field", "By")),
            field("cluster_name", &B::clusterName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Cluster size")),
            field("cluster_display_name", &B::clusterDisplayName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Cluster")),
            field("cluster_metal", &B::clusterMetal, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Metal")),
            field("replicas", &B::replicas, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Replicas")),
            field("version", &B::version, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Version")),
            field("parameters", &B::parameters, Meaning::Code, QT_TRANSLATE_NOOP("Field", "Parameters")),
            field("previous_cluster_name", &B::previousClusterName, Meaning::Text,
                  QT_TRANSLATE_NOOP("Field", "Cluster size before")),
            field("previous_cluster_display_name", &B::previousClusterDisplayName, Meaning::Text,
                  QT_TRANSLATE_NOOP("Field", "Cluster before")),
            field("previous_cluster_metal", &B::previousClusterMetal, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Metal before")),
            field("previous_replicas", &B::previousReplicas, Meaning::Count,
                  QT_TRANSLATE_NOOP("Field", "Replicas before")),
            field("previous_version", &B::previousVersion, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Version before")),
            field("previous_parameters", &B::previousParameters, Meaning::Code,
                  QT_TRANSLATE_NOOP("Field", "Parameters before")),
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
            field("previous_minimum_storage_bytes", &B::previousMinimumStorageBytes, Meaning::Bytes,
                  QT_TRANSLATE_NOOP("Field", "Minimum storage before")),
            field("previous_maximum_storage_bytes", &B::previousMaximumStorageBytes, Meaning::Bytes,
                  QT_TRANSLATE_NOOP("Field", "Maximum storage before")),
            field("previous_storage_autoscaling", &B::previousStorageAutoscaling, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Storage autoscaling before")),
            field("previous_storage_shrinking", &B::previousStorageShrinking, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Storage shrinking before")),
            field("previous_storage_type", &B::previousStorageType, Meaning::Text,
                  QT_TRANSLATE_NOOP("Field", "Storage type before")),
            field("previous_storage_iops", &B::previousStorageIops, Meaning::Count,
                  QT_TRANSLATE_NOOP("Field", "Storage IOPS before")),
            field("previous_storage_throughput_mibs", &B::previousStorageThroughputMibs, Meaning::Count,
                  QT_TRANSLATE_NOOP("Field", "Storage throughput before in MiB/s")),
        };
    }
};

} // namespace orrery::api
