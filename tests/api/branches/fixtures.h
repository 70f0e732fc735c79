// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

// Written in the style of the reference, with values of our own.

namespace orrery::api::test {

/// Every field of Branch.
inline const QByteArray branchJson = R"json({
  "id": "ak30xj9d6222",
  "type": "Branch",
  "name": "add-widgets",
  "created_at": "2026-02-03T09:15:00.000Z",
  "updated_at": "2026-02-03T09:20:31.250Z",
  "deleted_at": "2026-02-04T00:00:00.000Z",
  "restore_checklist_completed_at": "2026-02-13T06:30:00.000Z",
  "schema_last_updated_at": "2026-02-05T22:34:00.000Z",
  "kind": "mysql",
  "mysql_address": "eu-central.connect.example",
  "mysql_edge_address": "aws.connect.example",
  "state": "ready",
  "direct_vtgate": true,
  "vtgate_size": "vtg.sz-5",
  "vtgate_name": "VTG_5",
  "vtgate_count": 59,
  "vtgate_autoscaling": false,
  "vtgate_max_count": 61,
  "vtgate_target_cpu_utilization": 62,
  "cluster_name": "PS_40",
  "cluster_iops": 63,
  "ready": true,
  "schema_ready": true,
  "metal": false,
  "production": true,
  "safe_migrations": true,
  "deletion_protected": false,
  "sharded": true,
  "shard_count": 71,
  "keyspace_count": 72,
  "stale_schema": true,
  "actor": {
    "id": "8fm52uj4u3z1",
    "type": "User",
    "display_name": "Mara Lind",
    "avatar_url": "https://images.example/face.png"
  },
  "restored_from_branch": {
    "id": "rkfnkrra8ntv",
    "type": "Branch",
    "name": "main",
    "created_at": "2026-01-05T08:00:00.000Z",
    "updated_at": "2026-01-06T08:00:00.000Z",
    "deleted_at": null
  },
  "private_edge_connectivity": true,
  "has_replicas": false,
  "has_read_only_replicas": true,
  "html_url": "https://app.example/acme/sprockets",
  "url": "https://api.example/v1/organizations/acme/databases/sprockets",
  "region": {
    "id": "xk2deg0d9qcf",
    "type": "Region",
    "provider": "AWS",
    "enabled": false,
    "public_ip_addresses": [
      "198.51.100.7",
      "198.51.100.8"
    ],
    "display_name": "AWS eu-central-1",
    "location": "Frankfurt",
    "slug": "eu-central",
    "current_default": true,
    "mysql_supported": true,
    "postgresql_supported": false
  },
  "parent_branch": "main",
  "vtgate_options": {
    "mysql_server_query_timeout": "900s"
  },
  "default": true,
  "frozen": false,
  "cluster_architecture": "x86_64",
  "cluster_display_name": "PS-40",
  "replicas": 2,
  "has_roles": true,
  "enabling_vectors": false,
  "minimum_storage_bytes": 21474836480,
  "maximum_storage_bytes": 1099511627776,
  "storage_autoscaling": true,
  "storage_shrinking": false,
  "storage_type": "gp3",
  "storage_iops": 4000,
  "storage_throughput_mibs": 300,
  "read_only_at": "2026-02-20T10:00:00.000Z",
  "read_only_reason": "storage is full"
})json";

/// Every field of BranchCreate.
inline const QByteArray branchCreateJson = R"json({
  "name": "from-backup",
  "deletion_protected": true,
  "parent_branch": "main",
  "backup_id": "b1c2d3e4f5g6",
  "region": "eu-central",
  "restore_point": "2026-02-03T04:05:06.000Z",
  "seed_data": "last_successful_backup",
  "cluster_size": "PS_40",
  "keyspace_cluster_sizes": [
    {
      "keyspace_name": "commerce",
      "cluster_size": "PS_40"
    }
  ],
  "storage": {
    "minimum_storage_bytes": 21474836480,
    "maximum_storage_bytes": 1099511627776
  },
  "major_version": "17",
  "create_database_if_missing": false,
  "kind": "mysql"
})json";

/// Every field of TableSchema.
inline const QByteArray tableSchemaJson = R"json({
  "name": "widgets",
  "html": "<pre>CREATE TABLE</pre>",
  "raw": "CREATE TABLE `widgets` (\n  `id` bigint\n)"
})json";

/// Every field of TableDiff.
inline const QByteArray tableDiffJson = R"json({
  "name": "widgets",
  "raw": "@@ -1 +1,2 @@\n CREATE TABLE `widgets` (\n+  `colour` varchar(32),",
  "html": "<div>+colour</div>"
})json";

/// Every field of LintError.
inline const QByteArray lintErrorJson = R"json({
  "lint_error": "NO_PRIMARY_KEY",
  "subject_type": "table",
  "keyspace_name": "commerce",
  "table_name": "widgets",
  "error_description": "The table orders has no primary key.",
  "docs_url": "https://docs.example/no-primary-key",
  "column_name": "parent_id",
  "foreign_key_column_names": [
    "parent_id"
  ],
  "auto_increment_column_names": [
    "id"
  ],
  "charset_name": "latin1",
  "engine_name": "MyISAM",
  "vindex_name": "hash",
  "json_path": "$.tables",
  "check_constraint_name": "positive",
  "enum_value": "red",
  "partitioning_type": "RANGE",
  "partition_name": "p2026"
})json";

/// Every field of Keyspace.
inline const QByteArray keyspaceJson = R"json({
  "id": "2g72dpeq5mhy",
  "type": "Keyspace",
  "name": "commerce",
  "shards": 79,
  "sharded": true,
  "replicas": 81,
  "extra_replicas": 82,
  "created_at": "2026-02-03T09:15:00.000Z",
  "updated_at": "2026-02-03T09:20:31.250Z",
  "cluster_name": "PS_40",
  "cluster_display_name": "PS-40",
  "resizing": true,
  "resize_in_progress": false,
  "resize_pending": true,
  "config_change_in_progress": true,
  "ready": false,
  "metal": true,
  "default": true,
  "imported": false,
  "vector_pool_allocation": 12.5,
  "node_ttl_strategy": "node_ttl_off",
  "replication_durability_constraints": {
    "strategy": "always"
  },
  "vreplication_flags": {
    "optimize_inserts": true,
    "allow_no_blob_binlog_row_image": true,
    "vplayer_batching": false
  },
  "mysqld_options": {
    "max_connections": "500"
  },
  "vttablet_options": {
    "pool_size": "80"
  }
})json";

} // namespace orrery::api::test
