// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

// Written in the style of the reference, with values of our own.

namespace orrery::api::test {

/// Every field of Database.
inline const QByteArray databaseJson = R"json({
  "id": "6zmh8dqvjs22",
  "type": "Database",
  "url": "https://api.example/v1/organizations/acme/databases/sprockets",
  "branches_url": "https://api.example/v1/organizations/acme/databases/sprockets/branches",
  "branches_count": 23,
  "open_schema_recommendations_count": 24,
  "development_branches_count": 25,
  "production_branches_count": 26,
  "issues_count": 27,
  "multiple_admins_required_for_deletion": true,
  "ready": true,
  "at_backup_restore_branches_limit": false,
  "at_development_branch_usage_limit": true,
  "data_import": {
    "type": "DataImport",
    "state": "running",
    "import_check_errors": "access denied",
    "started_at": "2026-02-13T10:10:00.000Z",
    "finished_at": "2026-02-14T11:17:00.000Z",
    "data_source": {
      "hostname": "db.example",
      "port": 3306,
      "database": "legacy"
    }
  },
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
  "html_url": "https://app.example/acme/sprockets",
  "name": "sprockets",
  "state": "ready",
  "sharded": true,
  "default_branch_shard_count": 33,
  "default_branch_read_only_regions_count": 34,
  "default_branch_table_count": 35,
  "default_branch": "main",
  "require_approval_for_deploy": false,
  "deletion_protected": true,
  "resizing": true,
  "resize_queued": false,
  "config_changing": true,
  "config_change_queued": true,
  "allow_data_branching": false,
  "foreign_keys_enabled": true,
  "automatic_migrations": true,
  "restrict_branch_region": false,
  "prefer_instant": true,
  "insights_raw_queries": true,
  "plan": "scaler_pro",
  "insights_enabled": false,
  "production_branch_web_console": true,
  "migration_table_name": "schema_migrations",
  "migration_framework": "rails",
  "created_at": "2026-02-03T09:15:00.000Z",
  "updated_at": "2026-02-03T09:20:31.250Z",
  "schema_last_updated_at": "2026-02-05T22:34:00.000Z",
  "kind": "mysql"
})json";

/// Every field of DatabaseCreate.
inline const QByteArray databaseCreateJson = R"json({
  "name": "sprockets",
  "region": "eu-central",
  "cluster_size": "PS_40",
  "replicas": 2,
  "kind": "postgresql",
  "major_version": "17",
  "storage": {
    "minimum_storage_bytes": 21474836480,
    "maximum_storage_bytes": 1099511627776
  }
})json";

/// Every field of DatabaseSettings.
inline const QByteArray databaseSettingsJson = R"json({
  "new_name": "gears",
  "automatic_migrations": true,
  "migration_framework": "rails",
  "migration_table_name": "schema_migrations",
  "require_approval_for_deploy": false,
  "restrict_branch_region": true,
  "allow_data_branching": true,
  "allow_foreign_key_constraints": false,
  "insights_raw_queries": true,
  "deletion_protected": true,
  "production_branch_web_console": false,
  "default_branch": "main"
})json";

} // namespace orrery::api::test
