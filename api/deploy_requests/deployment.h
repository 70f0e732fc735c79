// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/access/actor.h"
#include "api/branches/lint_error.h"
#include "api/deploy_requests/deploy_operation.h"

namespace orrery::api {

/// The twenty states of a deployment. Which of them end it is for models/ to say.
/// Follows the page "deploy-requests".
enum class DeploymentState : quint8 {
    Pending,
    Ready,
    NoChanges,
    Queued,
    Submitting,
    InProgress,
    PendingCutover,
    InProgressVschema,
    InProgressCancel,
    InProgressCutover,
    Complete,
    CompleteCancel,
    CompleteError,
    CompletePendingRevert,
    InProgressRevert,
    InProgressRevertVschema,
    CompleteRevert,
    CompleteRevertError,
    Cancelled,
    Error,
};

template<>
struct EnumNames<DeploymentState>
{
    static constexpr std::pair<DeploymentState, std::string_view> values[] = {
        {DeploymentState::Pending, "pending"},
        {DeploymentState::Ready, "ready"},
        {DeploymentState::NoChanges, "no_changes"},
        {DeploymentState::Queued, "queued"},
        {DeploymentState::Submitting, "submitting"},
        {DeploymentState::InProgress, "in_progress"},
        {DeploymentState::PendingCutover, "pending_cutover"},
        {DeploymentState::InProgressVschema, "in_progress_vschema"},
        {DeploymentState::InProgressCancel, "in_progress_cancel"},
        {DeploymentState::InProgressCutover, "in_progress_cutover"},
        {DeploymentState::Complete, "complete"},
        {DeploymentState::CompleteCancel, "complete_cancel"},
        {DeploymentState::CompleteError, "complete_error"},
        {DeploymentState::CompletePendingRevert, "complete_pending_revert"},
        {DeploymentState::InProgressRevert, "in_progress_revert"},
        {DeploymentState::InProgressRevertVschema, "in_progress_revert_vschema"},
        {DeploymentState::CompleteRevert, "complete_revert"},
        {DeploymentState::CompleteRevertError, "complete_revert_error"},
        {DeploymentState::Cancelled, "cancelled"},
        {DeploymentState::Error, "error"},
    };
};

/// A deployment that is ahead in the queue (fields as official clients read them).
struct PrecedingDeployment : Resource
{
    QString id;
    OpenEnum<DeploymentState> state;
    std::optional<qint64> deployRequestNumber;
    QString intoBranch;
    std::optional<Actor> actor;
    QDateTime createdAt;
    QDateTime updatedAt;
    QDateTime startedAt;
    QDateTime queuedAt;
    QDateTime finishedAt;

    friend bool operator==(const PrecedingDeployment &, const PrecedingDeployment &) = default;

    static constexpr auto fields()
    {
        using P = PrecedingDeployment;
        return FieldTable{
            field("id", &P::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("state", &P::state, Meaning::State, QT_TRANSLATE_NOOP("Field", "State")),
            field("deploy_request_number", &P::deployRequestNumber, Meaning::Identifier,
                  QT_TRANSLATE_NOOP("Field", "Deploy request")),
            field("into_branch", &P::intoBranch, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Into branch")),
            field("actor", &P::actor, Meaning::Object, QT_TRANSLATE_NOOP("Field", "By")),
            field("created_at", &P::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Created")),
            field("updated_at", &P::updatedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Updated")),
            field("started_at", &P::startedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Started")),
            field("queued_at", &P::queuedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Queued")),
            field("finished_at", &P::finishedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Finished")),
        };
    }
};

/// One statement of a revert (fields as the webhook payloads show them).
struct RevertOperation : Resource
{
    QString id;
    QString state; ///< "submit", "complete"; the whole set is not known
    QString operationName;
    QString tableName;
    QString ddlStatement;
    QDateTime createdAt;
    QDateTime updatedAt;
    QString revertErrors;

    friend bool operator==(const RevertOperation &, const RevertOperation &) = default;

    static constexpr auto fields()
    {
        using R = RevertOperation;
        return FieldTable{
            field("id", &R::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("state", &R::state, Meaning::State, QT_TRANSLATE_NOOP("Field", "State")),
            field("operation_name", &R::operationName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Operation")),
            field("table_name", &R::tableName, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Table")),
            field("ddl_statement", &R::ddlStatement, Meaning::Code, QT_TRANSLATE_NOOP("Field", "Statement")),
            field("created_at", &R::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Created")),
            field("updated_at", &R::updatedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Updated")),
            field("revert_errors", &R::revertErrors, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Errors")),
        };
    }
};

/// The way back that stays open for a while after a deployment (fields as the webhook payloads show them).
struct DeploymentRevert : Resource
{
    QString id;
    std::optional<Actor> actor;
    QDateTime cancelledAt;
    QDateTime finishedAt;
    QDateTime waitingPeriodEndAt; ///< end of the revert window; set when it opens
    QList<RevertOperation> deployRevertOperations;

    friend bool operator==(const DeploymentRevert &, const DeploymentRevert &) = default;

    static constexpr auto fields()
    {
        using D = DeploymentRevert;
        return FieldTable{
            field("id", &D::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("actor", &D::actor, Meaning::Object, QT_TRANSLATE_NOOP("Field", "By")),
            field("cancelled_at", &D::cancelledAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Cancelled")),
            field("finished_at", &D::finishedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Finished")),
            field("waiting_period_end_at", &D::waitingPeriodEndAt, Meaning::Time,
                  QT_TRANSLATE_NOOP("Field", "Revert possible until")),
            field("deploy_revert_operations", &D::deployRevertOperations, Meaning::Object,
                  QT_TRANSLATE_NOOP("Field", "Revert operations")),
        };
    }
};

/// The deployment of a deploy request; also a row of the deploy queue. Follows the pages "get_deployment" and "get_deploy_queue".
struct Deployment : Resource
{
    QString id;
    std::optional<bool> autoCutover; ///< the interface calls it auto-apply; false: gated
    std::optional<bool> autoDeleteBranch;
    QDateTime createdAt;
    QDateTime cutoverAt;
    std::optional<bool> cutoverExpiring;
    QString deployCheckErrors;
    QDateTime finishedAt;
    QDateTime forceCutoverRequestedAt;
    QDateTime queuedAt;
    QDateTime readyToCutoverAt;
    QDateTime startedAt;
    OpenEnum<DeploymentState> state;
    QDateTime submittedAt;
    QDateTime updatedAt;
    QString intoBranch;
    std::optional<qint64> deployRequestNumber;
    std::optional<bool> deployable;
    QList<PrecedingDeployment> precedingDeployments;
    QList<DeployOperation> deployOperations;
    QList<DeployOperationSummary> deployOperationSummaries;
    QList<LintError> lintErrors;
    JsonText sequentialDiffDependencies;
    JsonText lookupVindexOperations;
    JsonText throttlerConfigurations;
    std::optional<DeploymentRevert> deploymentRevertRequest;
    std::optional<Actor> actor;
    std::optional<Actor> cutoverActor;
    std::optional<Actor> cancelledActor;
    QDateTime schemaLastUpdatedAt;
    std::optional<bool> tableLocked;
    QString lockedTableName;
    std::optional<bool> instantDdl;
    std::optional<bool> instantDdlEligible;
    std::optional<bool> queuePaused;
    QString queuePauseReason;

    friend bool operator==(const Deployment &, const Deployment &) = default;

    static constexpr auto fields()
    {
        using D = Deployment;
        return FieldTable{
            field("id", &D::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("auto_cutover", &D::autoCutover, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Auto-apply")),
            field("auto_delete_branch", &D::autoDeleteBranch, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Delete branch after deploying")),
            field("created_at", &D::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Created")),
            field("cutover_at", &D::cutoverAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Cut over")),
            field("cutover_expiring", &D::cutoverExpiring, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Cutover expiring")),
            field("deploy_check_errors", &D::deployCheckErrors, Meaning::Text,
                  QT_TRANSLATE_NOOP("Field", "Check errors")),
            field("finished_at", &D::finishedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Finished")),
            field("force_cutover_requested_at", &D::forceCutoverRequestedAt, Meaning::Time,
                  QT_TRANSLATE_NOOP("Field", "Forced cutover requested")),
            field("queued_at", &D::queuedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Queued")),
            field("ready_to_cutover_at", &D::readyToCutoverAt, Meaning::Time,
                  QT_TRANSLATE_NOOP("Field", "Ready to cut over")),
            field("started_at", &D::startedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Started")),
            field("state", &D::state, Meaning::State, QT_TRANSLATE_NOOP("Field", "State")),
            field("submitted_at", &D::submittedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Submitted")),
            field("updated_at", &D::updatedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Updated")),
            field("into_branch", &D::intoBranch, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Into branch")),
            field("deploy_request_number", &D::deployRequestNumber, Meaning::Identifier,
                  QT_TRANSLATE_NOOP("Field", "Deploy request")),
            field("deployable", &D::deployable, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Deployable")),
            field("preceding_deployments", &D::precedingDeployments, Meaning::Object,
                  QT_TRANSLATE_NOOP("Field", "Preceding deployments")),
            field("deploy_operations", &D::deployOperations, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Operations")),
            field("deploy_operation_summaries", &D::deployOperationSummaries, Meaning::Object,
                  QT_TRANSLATE_NOOP("Field", "Operations by table")),
            field("lint_errors", &D::lintErrors, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Lint errors")),
            field("sequential_diff_dependencies", &D::sequentialDiffDependencies, Meaning::Code,
                  QT_TRANSLATE_NOOP("Field", "Order of changes")),
            field("lookup_vindex_operations", &D::lookupVindexOperations, Meaning::Code,
                  QT_TRANSLATE_NOOP("Field", "Lookup vindex operations")),
            field("throttler_configurations", &D::throttlerConfigurations, Meaning::Code,
                  QT_TRANSLATE_NOOP("Field", "Throttler settings")),
            field("deployment_revert_request", &D::deploymentRevertRequest, Meaning::Object,
                  QT_TRANSLATE_NOOP("Field", "Revert")),
            field("actor", &D::actor, Meaning::Object, QT_TRANSLATE_NOOP("Field", "By")),
            field("cutover_actor", &D::cutoverActor, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Cut over by")),
            field("cancelled_actor", &D::cancelledActor, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Cancelled by")),
            field("schema_last_updated_at", &D::schemaLastUpdatedAt, Meaning::Time,
                  QT_TRANSLATE_NOOP("Field", "Schema changed")),
            field("table_locked", &D::tableLocked, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Table locked")),
            field("locked_table_name", &D::lockedTableName, Meaning::Identifier,
                  QT_TRANSLATE_NOOP("Field", "Locked table")),
            field("instant_ddl", &D::instantDdl, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Instant deployment")),
            field("instant_ddl_eligible", &D::instantDdlEligible, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Can deploy instantly")),
            field("queue_paused", &D::queuePaused, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Queue paused")),
            field("queue_pause_reason", &D::queuePauseReason, Meaning::Text,
                  QT_TRANSLATE_NOOP("Field", "Reason of the pause")),
        };
    }
};

} // namespace orrery::api
