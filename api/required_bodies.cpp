// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/branches/branch_bodies.h"
#include "api/core/required.h"
#include "api/databases/database_bodies.h"
#include "api/deploy_requests/deploy_request_bodies.h"
#include "api/webhooks/webhook.h"

namespace orrery::api {

namespace {

constexpr RequiredBody bodies[] = {
    {"create_branch", BranchCreate::required},
    {"create_database", DatabaseCreate::required},
    {"create_deploy_request", DeployRequestCreate::required},
    {"create_webhook", WebhookCreate::required},
};

} // namespace

std::span<const RequiredBody> requiredBodies()
{
    return bodies;
}

} // namespace orrery::api
