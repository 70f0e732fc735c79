// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/deploy_requests/requests.h"

namespace orrery::api {

/// Who did something, without the picture.
struct ActorName : Resource
{
    static constexpr bool keepsExtras = false;

    QString id;
    QString displayName;

    friend bool operator==(const ActorName &, const ActorName &) = default;

    static constexpr auto fields()
    {
        using A = ActorName;
        return FieldTable{
            field("id", &A::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("display_name", &A::displayName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Name")),
        };
    }
};

/// What a list shows of a deploy request. The service sends the whole request with its deployment for each row; ten
/// thousand of those do not belong in memory.
struct DeployRequestSummary : Resource
{
    static constexpr bool keepsExtras = false;

    QString id;
    std::optional<qint64> number;
    QString branch;
    QString intoBranch;
    std::optional<bool> approved;
    OpenEnum<DeployRequestState> state;
    OpenEnum<DeploymentState> deploymentState;
    std::optional<ActorName> actor;
    std::optional<qint64> numComments;
    QDateTime createdAt;
    QDateTime updatedAt;
    QDateTime closedAt;
    QDateTime deployedAt;

    friend bool operator==(const DeployRequestSummary &, const DeployRequestSummary &) = default;

    static constexpr auto fields()
    {
        using D = DeployRequestSummary;
        return FieldTable{
            field("id", &D::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("number", &D::number, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Number")),
            field("branch", &D::branch, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Branch")),
            field("into_branch", &D::intoBranch, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Into branch")),
            field("approved", &D::approved, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Approved")),
            field("state", &D::state, Meaning::State, QT_TRANSLATE_NOOP("Field", "State")),
            field("deployment_state", &D::deploymentState, Meaning::State,
                  QT_TRANSLATE_NOOP("Field", "Deployment state")),
            field("actor", &D::actor, Meaning::Object, QT_TRANSLATE_NOOP("Field", "By")),
            field("num_comments", &D::numComments, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Comments")),
            field("created_at", &D::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Created")),
            field("updated_at", &D::updatedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Updated")),
            field("closed_at", &D::closedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Closed")),
            field("deployed_at", &D::deployedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Deployed")),
        };
    }
};

namespace deploy_requests {

/// GET …/deploy-requests, keeping of each only what a list shows.
Request<Page<DeployRequestSummary>> listSummaries(const DatabaseRef &database, const ListFilter &filter = {},
                                                  const PageRequest &page = {});

} // namespace deploy_requests
} // namespace orrery::api
