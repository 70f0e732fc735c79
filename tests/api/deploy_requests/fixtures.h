// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

// Written in the style of the reference, with values of our own.

namespace orrery::api::test {

/// Every field of DeployRequest.
inline const QByteArray deployRequestJson = R"json({
  "id": "ubftfreth6ay",
  "type": "DeployRequest",
  "number": 42,
  "actor": {
    "id": "xf0by65b1yv9",
    "type": "User",
    "display_name": "Mara Lind",
    "avatar_url": "https://images.example/face.png"
  },
  "closed_by": {
    "id": "ehrgftucnuj4",
    "type": "User",
    "display_name": "Jo Brandt",
    "avatar_url": "https://images.example/face.png"
  },
  "branch": "add-widgets",
  "branch_id": "k2m4n6p8q0r2",
  "branch_deleted": false,
  "branch_deleted_by": {
    "id": "t2k98xfudn4e",
    "type": "User",
    "display_name": "Sam Ode",
    "avatar_url": "https://images.example/face.png"
  },
  "branch_deleted_at": "2026-02-20T17:59:00.000Z",
  "into_branch": "main",
  "into_branch_sharded": true,
  "into_branch_shard_count": 119,
  "into_branch_keyspace_count": 120,
  "approved": true,
  "state": "open",
  "deployment_state": "queued",
  "deployment": {
    "id": "28mrm492y3pz",
    "type": "Deployment",
    "auto_cutover": true,
    "auto_delete_branch": true,
    "created_at": "2026-02-03T09:15:00.000Z",
    "cutover_at": "2026-02-13T10:10:00.000Z",
    "cutover_expiring": false,
    "deploy_check_errors": "The table orders has no primary key.",
    "finished_at": "2026-02-14T11:17:00.000Z",
    "force_cutover_requested_at": "2026-02-09T02:02:00.000Z",
    "queued_at": "2026-02-12T09:03:00.000Z",
    "ready_to_cutover_at": "2026-02-22T19:13:00.000Z",
    "started_at": "2026-02-13T10:10:00.000Z",
    "state": "queued",
    "submitted_at": "2026-02-15T12:24:00.000Z",
    "updated_at": "2026-02-03T09:20:31.250Z",
    "into_branch": "main",
    "deploy_request_number": 42,
    "deployable": true,
    "preceding_deployments": [],
    "deploy_operations": [],
    "deploy_operation_summaries": [],
    "lint_errors": [],
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
    "throttler_configurations": null,
    "deployment_revert_request": null,
    "actor": {
      "id": "eqwhk0ktj6rg",
      "type": "User",
      "display_name": "Mara Lind",
      "avatar_url": "https://images.example/face.png"
    },
    "cutover_actor": null,
    "cancelled_actor": null,
    "schema_last_updated_at": "2026-02-05T22:34:00.000Z",
    "table_locked": true,
    "locked_table_name": "orders",
    "instant_ddl": false,
    "instant_ddl_eligible": true,
    "queue_paused": true,
    "queue_pause_reason": "maintenance"
  },
  "num_comments": 122,
  "html_url": "https://app.example/acme/sprockets",
  "notes": "Adds the table widgets.",
  "html_body": "<p>Adds the table widgets.</p>",
  "created_at": "2026-02-03T09:15:00.000Z",
  "updated_at": "2026-02-03T09:20:31.250Z",
  "closed_at": "2026-02-12T09:03:00.000Z",
  "deployed_at": "2026-02-14T11:17:00.000Z"
})json";

/// Every field of Review.
inline const QByteArray reviewJson = R"json({
  "id": "wqv59nuzbtca",
  "type": "DeployRequestReview",
  "body": "Looks right to me.",
  "html_body": "<p>Adds the table widgets.</p>",
  "state": "approved",
  "created_at": "2026-02-03T09:15:00.000Z",
  "updated_at": "2026-02-03T09:20:31.250Z",
  "actor": {
    "id": "3ujcshmtdnpw",
    "type": "User",
    "display_name": "Jo Brandt",
    "avatar_url": "https://images.example/face.png"
  }
})json";

/// Every field of Throttler.
inline const QByteArray throttlerJson = R"json({
  "type": "Throttler",
  "keyspaces": [
    "commerce",
    "customer"
  ],
  "configurable": {
    "id": "b9p97s5g4829",
    "type": "Database",
    "name": "sprockets",
    "created_at": "2026-01-05T08:00:00.000Z",
    "updated_at": "2026-01-06T08:00:00.000Z",
    "deleted_at": null
  },
  "configurations": [
    {
      "keyspace_name": "commerce",
      "ratio": 20.5
    },
    {
      "keyspace_name": "customer",
      "ratio": 0
    }
  ]
})json";

/// Every field of StorageCheck.
inline const QByteArray storageCheckJson = R"json({
  "enough_storage": false,
  "upgradeable": true,
  "storage_bytes_needed": 17179869184,
  "storage_report": {
    "commerce": {
      "-80": {
        "used": 53687091200,
        "capacity": 75161927680,
        "remaining": 21474836480,
        "percentage_used": 71.25,
        "storage_needed": 8589934592,
        "has_enough": true
      },
      "80-": {
        "used": 70866960384,
        "capacity": 75161927680,
        "remaining": 4294967296,
        "percentage_used": 94.5,
        "storage_needed": 8589934592,
        "has_enough": false
      }
    }
  }
})json";

} // namespace orrery::api::test
