// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/deploy_requests/deployment.h"

namespace orrery::api {

/// Whether a deploy request still asks for something.
enum class DeployRequestState : quint8 {
    Open,
    Closed,
};

template<>
struct EnumNames<DeployRequestState>
{
    static constexpr std::pair<DeployRequestState, std::string_view> values[] = {
        {DeployRequestState::Open, "open"},
        {DeployRequestState::Closed, "closed"},
    };
};

/// A deploy request (Vitess only). Follows the page "get_deploy_request".
struct DeployRequest : Resource
{
    QString id;
    std::optional<qint64> number; ///< counts per database; the path segment
    std::optional<Actor> actor;
    std::optional<Actor> closedBy;
    QString branch;
    QString branchId;
    std::optional<bool> branchDeleted;
    std::optional<Actor> branchDeletedBy;
    QDateTime branchDeletedAt;
    QString intoBranch;
    std::optional<bool> intoBranchSharded;
    std::optional<qint64> intoBranchShardCount;
    std::optional<qint64> intoBranchKeyspaceCount;
    std::optional<bool> approved; ///< whether it matters is the database's require_approval_for_deploy
    OpenEnum<DeployRequestState> state;
    OpenEnum<DeploymentState> deploymentState;
    std::optional<Deployment> deployment;
    std::optional<qint64> numComments;
    QString htmlUrl;
    QString notes;
    QString htmlBody; ///< never rendered
    QDateTime createdAt;
    QDateTime updatedAt;
    QDateTime closedAt;
    QDateTime deployedAt;

    friend bool operator==(const DeployRequest &, const DeployRequest &) = default;

    static constexpr auto fields()
    {
        using D = DeployRequest;
        return FieldTable{
            field("id", &D::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("number", &D::number, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Number")),
            field("actor", &D::actor, Meaning::Object, QT_TRANSLATE_NOOP("Field", "By")),
            field("closed_by", &D::closedBy, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Closed by")),
            field("branch", &D::branch, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Branch")),
            field("branch_id", &D::branchId, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Branch ID")),
            field("branch_deleted", &D::branchDeleted, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Branch deleted")),
            field("branch_deleted_by", &D::branchDeletedBy, Meaning::Object,
                  QT_TRANSLATE_NOOP("Field", "Branch deleted by")),
            field("branch_deleted_at", &D::branchDeletedAt, Meaning::Time,
                  QT_TRANSLATE_NOOP("Field", "Branch deleted at")),
            field("into_branch", &D::intoBranch, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Into branch")),
            field("into_branch_sharded", &D::intoBranchSharded, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Target sharded")),
            field("into_branch_shard_count", &D::intoBranchShardCount, Meaning::Count,
                  QT_TRANSLATE_NOOP("Field", "Shards of the target")),
            field("into_branch_keyspace_count", &D::intoBranchKeyspaceCount, Meaning::Count,
                  QT_TRANSLATE_NOOP("Field", "Keyspaces of the target")),
            field("approved", &D::approved, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Approved")),
            field("state", &D::state, Meaning::State, QT_TRANSLATE_NOOP("Field", "State")),
            field("deployment_state", &D::deploymentState, Meaning::State,
                  QT_TRANSLATE_NOOP("Field", "Deployment state")),
            field("deployment", &D::deployment, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Deployment")),
            field("num_comments", &D::numComments, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Comments")),
            field("html_url", &D::htmlUrl, Meaning::Url, QT_TRANSLATE_NOOP("Field", "Web page")),
            field("notes", &D::notes, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Notes")),
            field("html_body", &D::htmlBody, Meaning::Code, QT_TRANSLATE_NOOP("Field", "Notes as HTML")),
            field("created_at", &D::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Created")),
            field("updated_at", &D::updatedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Updated")),
            field("closed_at", &D::closedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Closed")),
            field("deployed_at", &D::deployedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Deployed")),
        };
    }
};

} // namespace orrery::api
