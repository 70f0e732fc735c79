// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

// Written in the style of the reference, with values of our own.

namespace orrery::api::test {

/// Every field of Organization.
inline const QByteArray organizationJson = R"json({
  "id": "nsfw8y5veh93",
  "type": "Organization",
  "name": "acme",
  "billing_email": "billing@acme.example",
  "created_at": "2026-02-03T09:15:00.000Z",
  "updated_at": "2026-02-03T09:20:31.250Z",
  "plan": "scaler_pro",
  "valid_billing_info": false,
  "sso": true,
  "sso_directory": true,
  "single_tenancy": false,
  "managed_tenancy": true,
  "has_past_due_invoices": true,
  "database_count": 18,
  "sso_portal_url": "https://sso.example/acme",
  "features": {
    "insights": true
  },
  "idp_managed_roles": true,
  "invoice_budget_amount": "250.00",
  "keyspace_shard_limit": 20,
  "has_card": false,
  "payment_info_required": true
})json";

/// Every field of Region.
inline const QByteArray regionJson = R"json({
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
})json";

/// Every field of ResourceReference.
inline const QByteArray resourceReferenceJson = R"json({
  "id": "43esf4dhrd2d",
  "type": "Branch",
  "name": "main",
  "created_at": "2026-01-05T08:00:00.000Z",
  "updated_at": "2026-01-06T08:00:00.000Z",
  "deleted_at": "2026-01-07T08:00:00.000Z"
})json";

/// Every field of Actor.
inline const QByteArray actorJson = R"json({
  "id": "myk83cexyz86",
  "type": "User",
  "display_name": "Mara Lind",
  "avatar_url": "https://images.example/face.png"
})json";

/// Every field of User.
inline const QByteArray userJson = R"json({
  "id": "gedq84x660ws",
  "type": "User",
  "display_name": "Mara Lind",
  "name": "sprockets",
  "email": "mara@example.com",
  "avatar_url": "https://images.example/mara.png",
  "created_at": "2026-02-03T09:15:00.000Z",
  "updated_at": "2026-02-03T09:20:31.250Z",
  "two_factor_auth_configured": true,
  "default_organization": {
    "id": "rcjv3khwngp0",
    "type": "Organization",
    "name": "acme",
    "created_at": "2026-01-05T08:00:00.000Z",
    "updated_at": "2026-01-06T08:00:00.000Z",
    "deleted_at": null
  },
  "sso": true,
  "managed": false,
  "directory_managed": true,
  "email_verified": true
})json";

/// Every field of Member.
inline const QByteArray memberJson = R"json({
  "id": "efu7edw5v1zb",
  "type": "OrganizationMembership",
  "user": {
    "id": "gedq84x660ws",
    "type": "User",
    "display_name": "Mara Lind",
    "name": "sprockets",
    "email": "mara@example.com",
    "avatar_url": "https://images.example/mara.png",
    "created_at": "2026-02-03T09:15:00.000Z",
    "updated_at": "2026-02-03T09:20:31.250Z",
    "two_factor_auth_configured": true,
    "default_organization": {
      "id": "rcjv3khwngp0",
      "type": "Organization",
      "name": "acme",
      "created_at": "2026-01-05T08:00:00.000Z",
      "updated_at": "2026-01-06T08:00:00.000Z",
      "deleted_at": null
    },
    "sso": true,
    "managed": false,
    "directory_managed": true,
    "email_verified": true
  },
  "role": "admin",
  "created_at": "2026-02-03T09:15:00.000Z",
  "updated_at": "2026-02-03T09:20:31.250Z"
})json";

} // namespace orrery::api::test
