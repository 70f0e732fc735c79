// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

// Written in the style of the reference, with values of our own.

namespace orrery::api::test {

/// Every field of Deployment.
inline const QByteArray deploymentJson = R"json({
  "id": "tp5j3h25xes4",
  "type": "Deployment",
  "auto_cutover": true,
  "auto_delete_branch": false,
  "created_at": "2026-02-03T09:15:00.000Z",
  "cutover_at": "2026-02-13T10:10:00.000Z",
  "cutover_expiring": true,
  "deploy_check_errors": "The table orders has no primary key.",
  "finished_at": "2026-02-14T11:17:00.000Z",
  "force_cutover_requested_at": "2026-02-09T02:02:00.000Z",
  "queued_at": "2026-02-12T09:03:00.000Z",
  "ready_to_cutover_at": "2026-02-22T19:13:00.000Z",
  "started_at": "2026-02-13T10:10:00.000Z",
  "state": "complete_pending_revert",
  "submitted_at": "2026-02-15T12:24:00.000Z",
  "updated_at": "2026-02-03T09:20:31.250Z",
  "into_branch": "main",
  "deploy_request_number": 42,
  "deployable": true,
  "preceding_deployments": [
    {
      "id": "0frgr7pyq7a7",
      "type": "Deployment",
      "state": "complete_pending_revert",
      "deploy_request_number": 41,
      "into_branch": "main",
      "actor": {
        "id": "zfh1p7n4yf26",
        "type": "User",
        "display_name": "Jo Brandt",
        "avatar_url": "https://images.example/face.png"
      },
      "created_at": "2026-02-03T08:00:00.000Z",
      "updated_at": "2026-02-03T08:30:00.000Z",
      "started_at": "2026-02-03T08:05:00.000Z",
      "queued_at": "2026-02-03T08:04:00.000Z",
      "finished_at": "2026-02-03T08:30:00.000Z"
    }
  ],
  "deploy_operations": [
    {
      "id": "dgakg0beq1kt",
      "type": "DeployOperation",
      "state": "in_progress",
      "keyspace_name": "commerce",
      "table_name": "widgets",
      "operation_name": "ALTER",
      "eta_seconds": 340,
      "progress_percentage": 62.5,
      "deploy_error_docs_url": "https://docs.example/errors",
      "ddl_statement": "ALTER TABLE `widgets` ADD COLUMN `colour` varchar(32)",
      "syntax_highlighted_ddl": "<b>ALTER</b> TABLE",
      "created_at": "2026-02-03T09:15:00.000Z",
      "updated_at": "2026-02-03T09:20:31.250Z",
      "throttled_at": "2026-02-15T12:24:00.000Z",
      "can_drop_data": true,
      "table_locked": true,
      "table_recently_used": false,
      "table_recently_used_at": "2026-02-05T22:34:00.000Z",
      "removed_foreign_key_names": [
        "fk_orders_widgets"
      ],
      "deploy_errors": "lock wait timeout"
    }
  ],
  "deploy_operation_summaries": [
    {
      "id": "z07hh8677wfk",
      "type": "DeployOperationSummary",
      "created_at": "2026-02-03T09:15:00.000Z",
      "deploy_errors": "lock wait timeout",
      "ddl_statement": "ALTER TABLE `widgets` ADD COLUMN `colour` varchar(32)",
      "eta_seconds": 340,
      "keyspace_name": "commerce",
      "operation_name": "ALTER",
      "progress_percentage": 62.5,
      "state": "in_progress",
      "syntax_highlighted_ddl": "<b>ALTER</b> TABLE",
      "table_name": "widgets",
      "table_recently_used_at": "2026-02-05T22:34:00.000Z",
      "throttled_at": "2026-02-15T12:24:00.000Z",
      "removed_foreign_key_names": [
        "fk_orders_widgets"
      ],
      "shard_count": 97,
      "shard_names": [
        "-80",
        "80-"
      ],
      "can_drop_data": true,
      "table_recently_used": false,
      "sharded": true,
      "operations": [
        {
          "id": "t0mzr9yrps2r",
          "shard": "-80",
          "state": "complete",
          "progress_percentage": 100,
          "eta_seconds": 0
        },
        {
          "id": "p8zbbu7tpz5z",
          "shard": "80-",
          "state": "in_progress",
          "progress_percentage": 25,
          "eta_seconds": 340
        }
      ]
    }
  ],
  "lint_errors": [
    {
      "lint_error": "NO_PRIMARY_KEY",
      "keyspace_name": "commerce",
      "table_name": "orders",
      "subject_type": "table",
      "error_description": "The table orders has no primary key.",
      "docs_url": "https://docs.example/no-primary-key"
    }
  ],
  "sequential_diff_dependencies": [
    {
      "after": "orders"
    }
  ],
  "lookup_vindex_operations": [
    {
      "vindex": "orders_lookup"
    }
  ],
  "throttler_configurations": {
    "ratio": 20
  },
  "deployment_revert_request": {
    "id": "2fmmjbk6k7zk",
    "type": "DeploymentRevert",
    "actor": {
      "id": "jbagj4pqbtqv",
      "type": "User",
      "display_name": "Mara Lind",
      "avatar_url": "https://images.example/face.png"
    },
    "cancelled_at": "2026-02-03T10:50:00.000Z",
    "finished_at": "2026-02-03T10:55:00.000Z",
    "waiting_period_end_at": "2026-02-03T11:00:00.000Z",
    "deploy_revert_operations": [
      {
        "id": "9sxt3jdz639j",
        "type": "DeployRevertOperation",
        "state": "complete",
        "operation_name": "ALTER",
        "table_name": "widgets",
        "ddl_statement": "ALTER TABLE `widgets` DROP COLUMN `colour`",
        "created_at": "2026-02-03T10:31:00.000Z",
        "updated_at": "2026-02-03T10:55:00.000Z",
        "revert_errors": "none"
      }
    ]
  },
  "actor": {
    "id": "k9b5naknk7hd",
    "type": "User",
    "display_name": "Mara Lind",
    "avatar_url": "https://images.example/face.png"
  },
  "cutover_actor": {
    "id": "x7gdspucg95b",
    "type": "User",
    "display_name": "Jo Brandt",
    "avatar_url": "https://images.example/face.png"
  },
  "cancelled_actor": {
    "id": "e5x99pu5979s",
    "type": "User",
    "display_name": "Sam Ode",
    "avatar_url": "https://images.example/face.png"
  },
  "schema_last_updated_at": "2026-02-05T22:34:00.000Z",
  "table_locked": false,
  "locked_table_name": "orders",
  "instant_ddl": true,
  "instant_ddl_eligible": true,
  "queue_paused": false,
  "queue_pause_reason": "maintenance"
})json";

} // namespace orrery::api::test
