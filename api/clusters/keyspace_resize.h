// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/access/actor.h"
#include "api/clusters/resize_state.h"
#include "api/core/field.h"

namespace orrery::api {

/// A resize of a keyspace of a Vitess branch. Follows the page "list_keyspace_resize_requests".
struct KeyspaceResize : Resource
{
    QString id;
    OpenEnum<ResizeState> state;
    QDateTime startedAt;
    QDateTime completedAt;
    QDateTime createdAt;
    QDateTime updatedAt;
    std::optional<qint64> extraReplicas; ///< asked for beyond those that come with the cluster
    std::optional<double> vectorPoolAllocation; ///< percent of the buffer pool
    std::optional<double> previousVectorPoolAllocation;
    QString clusterName; ///< SKU: "PS_80_AWS_X86"
    QString clusterDisplayName; ///< "PS-80"
    QString previousClusterName;
    QString previousClusterDisplayName;
    std::optional<qint64> replicas; ///< of all shards together, after it
    std::optional<qint64> previousReplicas;
    std::optional<Actor> actor;

    friend bool operator==(const KeyspaceResize &, const KeyspaceResize &) = default;

    static constexpr auto fields()
    {
        using K = KeyspaceResize;
        return FieldTable{
            field("id", &K::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("state", &K::state, Meaning::State, QT_TRANSLATE_NOOP("Field", "State")),
            field("started_at", &K::startedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Started")),
            field("completed_at", &K::completedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Completed")),
            field("created_at", &K::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Created")),
            field("updated_at", &K::updatedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Updated")),
            field("extra_replicas", &K::extraReplicas, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Extra replicas")),
            field("vector_pool_allocation", &K::vectorPoolAllocation, Meaning::Percent,
                  QT_TRANSLATE_NOOP("Field", "Memory for vector indexes")),
            field("previous_vector_pool_allocation", &K::previousVectorPoolAllocation, Meaning::Percent,
                  QT_TRANSLATE_NOOP("Field", "Memory for vector indexes before")),
            field("cluster_name", &K::clusterName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Cluster size")),
            field("cluster_display_name", &K::clusterDisplayName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Cluster")),
            field("previous_cluster_name", &K::previousClusterName, Meaning::Text,
                  QT_TRANSLATE_NOOP("Field", "Cluster size before")),
            field("previous_cluster_display_name", &K::previousClusterDisplayName, Meaning::Text,
                  QT_TRANSLATE_NOOP("Field", "Cluster before")),
            field("replicas", &K::replicas, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Replicas")),
            field("previous_replicas", &K::previousReplicas, Meaning::Count,
                  QT_TRANSLATE_NOOP("Field", "Replicas before")),
            field("actor", &K::actor, Meaning::Object, QT_TRANSLATE_NOOP("Field", "By")),
        };
    }
};

} // namespace orrery::api
