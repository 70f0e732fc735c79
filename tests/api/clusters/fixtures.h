// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

// Written in the style of the reference, with values of our own.

namespace orrery::api::test {

/// Every field of ClusterSize.
inline const QByteArray clusterSizeJson = R"json({
  "type": "ClusterSizeSku",
  "name": "M_320",
  "display_name": "M-320",
  "cpu": "4",
  "storage": 246000000000,
  "ram": 34359738368,
  "metal": true,
  "enabled": false,
  "provider": "AWS",
  "default_vtgate": "VTG_160",
  "default_vtgate_rate": 48,
  "replica_rate": 311.5,
  "rate": 934.25,
  "sort_order": 17,
  "architecture": "arm64",
  "development": false,
  "production": true
})json";

/// Every field of KeyspaceResize.
inline const QByteArray keyspaceResizeJson = R"json({
  "id": "k2v9x0m1q4ws",
  "type": "KeyspaceResizeRequest",
  "state": "completed",
  "started_at": "2026-02-03T09:15:00.000Z",
  "completed_at": "2026-02-03T09:41:12.500Z",
  "created_at": "2026-02-03T09:14:58.000Z",
  "updated_at": "2026-02-03T09:41:12.500Z",
  "extra_replicas": 1,
  "vector_pool_allocation": 30.5,
  "previous_vector_pool_allocation": 20.0,
  "cluster_name": "PS_80_AWS_X86",
  "cluster_display_name": "PS-80",
  "previous_cluster_name": "PS_40_AWS_X86",
  "previous_cluster_display_name": "PS-40",
  "replicas": 12,
  "previous_replicas": 8,
  "actor": {
    "id": "t4mdf19vsvc6",
    "type": "User",
    "display_name": "Mara Lind",
    "avatar_url": "https://images.example/face.png"
  }
})json";

/// Every field of BranchChange.
inline const QByteArray branchChangeJson = R"json({
  "id": "c7hq2l5n8zra",
  "type": "PostgresClusterResizeRequest",
  "state": "resizing",
  "started_at": "2026-02-03T09:15:00.000Z",
  "completed_at": "2026-02-03T09:41:12.500Z",
  "created_at": "2026-02-03T09:14:58.000Z",
  "updated_at": "2026-02-03T09:41:12.500Z",
  "actor": {
    "id": "t4mdf19vsvc6",
    "type": "User",
    "display_name": "Mara Lind",
    "avatar_url": "https://images.example/face.png"
  },
  "cluster_name": "PS_80_AWS_X86",
  "cluster_display_name": "PS-80",
  "cluster_metal": true,
  "replicas": 3,
  "version": "17.6",
  "parameters": {
    "pgconf": {
      "max_connections": "200"
    }
  },
  "previous_cluster_name": "PS_40_AWS_X86",
  "previous_cluster_display_name": "PS-40",
  "previous_cluster_metal": false,
  "previous_replicas": 2,
  "previous_version": "17.4",
  "previous_parameters": {
    "pgconf": {
      "max_connections": "100"
    }
  },
  "minimum_storage_bytes": 128849018880,
  "maximum_storage_bytes": 257698037760,
  "storage_autoscaling": true,
  "storage_shrinking": false,
  "storage_type": "io2",
  "storage_iops": 6000,
  "storage_throughput_mibs": 250,
  "previous_minimum_storage_bytes": 85899345920,
  "previous_maximum_storage_bytes": 171798691840,
  "previous_storage_autoscaling": false,
  "previous_storage_shrinking": true,
  "previous_storage_type": "gp3",
  "previous_storage_iops": 3000,
  "previous_storage_throughput_mibs": 125
})json";

} // namespace orrery::api::test
