// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/open_enum.h"

#include <array>

namespace orrery::api {

/// What a webhook can be told about. The last in the list comes only when a test is asked for.
enum class WebhookEvent : quint8 {
    BranchReady,
    BranchAnomaly,
    BranchOutOfMemory,
    BranchPrimaryPromoted,
    BranchSchemaRecommendation,
    BranchSleeping,
    BranchStartMaintenance,
    ClusterStorage,
    DatabaseAccessRequest,
    DeployRequestClosed,
    DeployRequestErrored,
    DeployRequestInProgress,
    DeployRequestOpened,
    DeployRequestPendingCutover,
    DeployRequestQueued,
    DeployRequestReverted,
    DeployRequestSchemaApplied,
    KeyspaceStorage,
    WebhookTest,
};

template<>
struct EnumNames<WebhookEvent>
{
    static constexpr std::pair<WebhookEvent, std::string_view> values[] = {
        {WebhookEvent::BranchReady, "branch.ready"},
        {WebhookEvent::BranchAnomaly, "branch.anomaly"},
        {WebhookEvent::BranchOutOfMemory, "branch.out_of_memory"},
        {WebhookEvent::BranchPrimaryPromoted, "branch.primary_promoted"},
        {WebhookEvent::BranchSchemaRecommendation, "branch.schema_recommendation"},
        {WebhookEvent::BranchSleeping, "branch.sleeping"},
        {WebhookEvent::BranchStartMaintenance, "branch.start_maintenance"},
        {WebhookEvent::ClusterStorage, "cluster.storage"},
        {WebhookEvent::DatabaseAccessRequest, "database.access_request"},
        {WebhookEvent::DeployRequestClosed, "deploy_request.closed"},
        {WebhookEvent::DeployRequestErrored, "deploy_request.errored"},
        {WebhookEvent::DeployRequestInProgress, "deploy_request.in_progress"},
        {WebhookEvent::DeployRequestOpened, "deploy_request.opened"},
        {WebhookEvent::DeployRequestPendingCutover, "deploy_request.pending_cutover"},
        {WebhookEvent::DeployRequestQueued, "deploy_request.queued"},
        {WebhookEvent::DeployRequestReverted, "deploy_request.reverted"},
        {WebhookEvent::DeployRequestSchemaApplied, "deploy_request.schema_applied"},
        {WebhookEvent::KeyspaceStorage, "keyspace.storage"},
        {WebhookEvent::WebhookTest, "webhook.test"},
    };
};

/// What the member `resource` of a payload is.
enum class WebhookSubject : quint8 {
    Branch, ///< as get_branch answers it
    DeployRequest, ///< as get_deploy_request answers it
    Database, ///< as get_database answers it
    Storage, ///< WebhookStorage: of a branch, or of a keyspace
    AccessRequest, ///< of PlanetScale's staff; the reference describes it by an example only
    Unstated, ///< the specification lists the event, the documentation does not
};

/// Where an event comes from.
enum class WebhookEngine : quint8 { Both, Vitess, Postgres };

struct WebhookEventFacts
{
    WebhookEvent event;
    WebhookSubject subject;
    WebhookEngine engine = WebhookEngine::Both;
};

/// Every event, in the order of WebhookEvent. Pages: webhook-events, webhooks.
inline constexpr std::array webhookEvents{
    WebhookEventFacts{WebhookEvent::BranchReady, WebhookSubject::Branch},
    WebhookEventFacts{WebhookEvent::BranchAnomaly, WebhookSubject::Branch},
    WebhookEventFacts{WebhookEvent::BranchOutOfMemory, WebhookSubject::Unstated},
    WebhookEventFacts{WebhookEvent::BranchPrimaryPromoted, WebhookSubject::Branch, WebhookEngine::Postgres},
    WebhookEventFacts{WebhookEvent::BranchSchemaRecommendation, WebhookSubject::Unstated},
    WebhookEventFacts{WebhookEvent::BranchSleeping, WebhookSubject::Branch},
    WebhookEventFacts{WebhookEvent::BranchStartMaintenance, WebhookSubject::Branch},
    WebhookEventFacts{WebhookEvent::ClusterStorage, WebhookSubject::Storage, WebhookEngine::Postgres},
    WebhookEventFacts{WebhookEvent::DatabaseAccessRequest, WebhookSubject::AccessRequest},
    WebhookEventFacts{WebhookEvent::DeployRequestClosed, WebhookSubject::DeployRequest, WebhookEngine::Vitess},
    WebhookEventFacts{WebhookEvent::DeployRequestErrored, WebhookSubject::DeployRequest, WebhookEngine::Vitess},
    WebhookEventFacts{WebhookEvent::DeployRequestInProgress, WebhookSubject::DeployRequest, WebhookEngine::Vitess},
    WebhookEventFacts{WebhookEvent::DeployRequestOpened, WebhookSubject::DeployRequest, WebhookEngine::Vitess},
    WebhookEventFacts{WebhookEvent::DeployRequestPendingCutover, WebhookSubject::DeployRequest, WebhookEngine::Vitess},
    WebhookEventFacts{WebhookEvent::DeployRequestQueued, WebhookSubject::DeployRequest, WebhookEngine::Vitess},
    WebhookEventFacts{WebhookEvent::DeployRequestReverted, WebhookSubject::DeployRequest, WebhookEngine::Vitess},
    WebhookEventFacts{WebhookEvent::DeployRequestSchemaApplied, WebhookSubject::DeployRequest, WebhookEngine::Vitess},
    WebhookEventFacts{WebhookEvent::KeyspaceStorage, WebhookSubject::Storage, WebhookEngine::Vitess},
    WebhookEventFacts{WebhookEvent::WebhookTest, WebhookSubject::Database},
};

} // namespace orrery::api
