// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

// Written in the style of the reference, with values of our own.

namespace orrery::api::test {

/// Every field of BackupPolicy.
inline const QByteArray backupPolicyJson = R"json({
  "id": "wqrypj2zdjae",
  "type": "BackupPolicy",
  "display_name": "Nightly",
  "name": "nightly",
  "target": "production",
  "retention_value": 30,
  "retention_unit": "day",
  "frequency_value": 12,
  "frequency_unit": "hour",
  "schedule_time": "03:30",
  "schedule_day": 1,
  "schedule_week": 2,
  "created_at": "2026-02-03T09:15:00.000Z",
  "updated_at": "2026-02-03T09:20:31.250Z",
  "last_ran_at": "2026-02-14T11:17:00.000Z",
  "next_run_at": "2026-02-14T11:17:00.000Z",
  "required": false
})json";

/// Every field of Backup.
inline const QByteArray backupJson = R"json({
  "id": "rfk1x8kvkc94",
  "type": "Backup",
  "name": "2026.02.03",
  "state": "success",
  "size": 2147483648,
  "estimated_storage_cost": 0.46,
  "created_at": "2026-02-03T09:15:00.000Z",
  "updated_at": "2026-02-03T09:20:31.250Z",
  "started_at": "2026-02-13T10:10:00.000Z",
  "expires_at": "2026-02-13T10:10:00.000Z",
  "completed_at": "2026-02-15T12:24:00.000Z",
  "deleted_at": "2026-02-04T00:00:00.000Z",
  "pvc_size": 10737418240,
  "uncompressed_size": 6442450944,
  "protected": true,
  "required": true,
  "restored_branches": [
    {
      "id": "nmu5at0yxscw",
      "type": "Branch",
      "name": "from-backup",
      "created_at": "2026-01-05T08:00:00.000Z",
      "updated_at": "2026-01-06T08:00:00.000Z",
      "deleted_at": null
    }
  ],
  "actor": {
    "id": "t4mdf19vsvc6",
    "type": "User",
    "display_name": "Mara Lind",
    "avatar_url": "https://images.example/face.png"
  },
  "backup_policy": {
    "id": "wqrypj2zdjae",
    "type": "BackupPolicy",
    "display_name": "Nightly",
    "name": "nightly",
    "target": "production",
    "retention_value": 30,
    "retention_unit": "day",
    "frequency_value": 12,
    "frequency_unit": "hour",
    "schedule_time": "03:30",
    "schedule_day": 1,
    "schedule_week": 2,
    "created_at": "2026-02-03T09:15:00.000Z",
    "updated_at": "2026-02-03T09:20:31.250Z",
    "last_ran_at": "2026-02-14T11:17:00.000Z",
    "next_run_at": "2026-02-14T11:17:00.000Z",
    "required": false
  },
  "schema_snapshot": {
    "id": "9aftfk2c2bww",
    "type": "SchemaSnapshot",
    "name": "after 42",
    "created_at": "2026-02-03T09:15:00.000Z",
    "updated_at": "2026-02-03T09:15:00.000Z",
    "linted_at": "2026-02-03T09:15:02.000Z",
    "url": "https://api.example/v1/snapshots/1"
  },
  "database_branch": {
    "id": "qznay1f7u9ps",
    "type": "Branch",
    "name": "main",
    "created_at": "2026-01-05T08:00:00.000Z",
    "updated_at": "2026-01-06T08:00:00.000Z",
    "deleted_at": null
  }
})json";

} // namespace orrery::api::test
