// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/deployment/deploy_request_action.h"
#include "models/deploy_requests/deployment_states.h"

#include <QStringList>

namespace orrery::models {

// What may be done to a deploy request, and why not. Pure.

/// Everything the rules look at. What is unknown stays unset and refuses nothing: the service has the last word.
struct ReviewContext
{
    api::DeployRequest request;
    QString organization;
    QString database;
    QDateTime now; ///< UTC
    std::optional<bool> approvalRequired; ///< the database's require_approval_for_deploy
    std::optional<bool> intoProduction; ///< whether the target is a production branch
    QString currentUserId; ///< who acts: a user's id, or a service token's; empty: not known
    std::optional<bool> administrator; ///< of the organization; where approval is required, it is theirs
    std::optional<bool> soleAdministrator; ///< the only one in the organization may approve what they opened
    QStringList administrators; ///< their names, as far as known
    bool readOnly = false; ///< Orrery's own read-only mode
    bool offline = false;
    std::optional<bool> inQueue; ///< whether the deploy queue lists it; tells a failed one that was unblocked already
    std::optional<int> aheadInQueue; ///< deployments before it
};

/// Nothing exactly where the service accepts the action; else one sentence with the reason, and who could or when.
std::optional<QString> refusalReason(DeployRequestAction action, const ReviewContext &context);

/// Why nothing at all can be sent (read-only mode, offline); nothing when it can.
std::optional<QString> refusedAltogether(const ReviewContext &context);
/// Whether the request was opened by who is signed in.
bool isOwnRequest(const ReviewContext &context);
/// What is not known of whether an approval counts, in a sentence; empty: nothing. What the sign-in may do apart from that is
/// said by Permissions.
QString approvalDoubt(const ReviewContext &context);

/// What has changed since `shown` in a way that matters for the action, as a sentence; empty when nothing has. Approving
/// and deploying stop also when the schema changes were worked out anew.
QString differenceSince(const api::DeployRequest &shown, const api::DeployRequest &fresh, DeployRequestAction action);

} // namespace orrery::models
