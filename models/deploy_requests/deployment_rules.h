// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/endpoint.h"
#include "models/core/confirmation.h"
#include "models/deploy_requests/deployment_states.h"

#include <QMetaType>
#include <QStringList>

#include <array>

namespace orrery::models {

// What may be done to a deploy request, why not, what it does, and how it is confirmed. Pure.

enum class DeployRequestAction : quint8 {
    Approve,
    Comment,
    Deploy,
    DeployInstantly,
    Apply,
    ForceCutover,
    Cancel,
    Unblock,
    Close,
    Revert,
    SkipRevert,
    EnableAutoApply,
    DisableAutoApply,
    EnableAutoDelete,
    DisableAutoDelete,
};

inline constexpr std::array allDeployRequestActions{
    DeployRequestAction::Approve,
    DeployRequestAction::Comment,
    DeployRequestAction::Deploy,
    DeployRequestAction::DeployInstantly,
    DeployRequestAction::Apply,
    DeployRequestAction::ForceCutover,
    DeployRequestAction::Cancel,
    DeployRequestAction::Unblock,
    DeployRequestAction::Close,
    DeployRequestAction::Revert,
    DeployRequestAction::SkipRevert,
    DeployRequestAction::EnableAutoApply,
    DeployRequestAction::DisableAutoApply,
    DeployRequestAction::EnableAutoDelete,
    DeployRequestAction::DisableAutoDelete,
};

/// Everything the rules look at. What is unknown stays unset and refuses nothing: the service has the last word.
struct ReviewContext
{
    api::DeployRequest request;
    QString organization;
    QString database;
    QDateTime now; ///< UTC
    std::optional<bool> approvalRequired; ///< the database's require_approval_for_deploy
    std::optional<bool> intoProduction; ///< whether the target is a production branch
    QString currentUserId; ///< empty for a service token
    std::optional<bool> administrator; ///< whether the signed-in user is one; where approval is required, it is theirs
    std::optional<bool> soleAdministrator; ///< the only one in the organization may approve what they opened
    bool readOnly = false; ///< Orrery's own read-only mode
    bool offline = false;
    std::optional<QStringList> grantedScopes; ///< of an OAuth sign-in, when the service told
    std::optional<QStringList> grantedAccesses; ///< of a service token, when known
    std::optional<bool> inQueue; ///< whether the deploy queue lists it; tells a failed one that was unblocked already
    std::optional<int> aheadInQueue; ///< deployments before it
};

/// The operation behind an action.
const api::Endpoint &endpointOf(DeployRequestAction action);

/// "Approve", "Deploy changes", "Turn auto-apply on": the button.
QString actionVerb(DeployRequestAction action);
/// "Approve deploy request #42": for the journal, error titles and the confirmation's title.
QString actionTitle(DeployRequestAction action, qint64 number);

/// "Deploy request #42 is approved.": the quiet line after success.
QString actionDone(DeployRequestAction action, qint64 number);
/// "Deploy request #42 could not be approved.": the title of the error otherwise.
QString actionFailed(DeployRequestAction action, qint64 number);

/// Nothing exactly where the service accepts the action; else one sentence with the reason, and who could or when.
std::optional<QString> refusalReason(DeployRequestAction action, const ReviewContext &context);

/// What the action does to `into_branch`, in a sentence or two; says what data is lost and whether there is a way back.
QString consequence(DeployRequestAction action, const ReviewContext &context);

ConfirmationTier confirmationTier(DeployRequestAction action, const ReviewContext &context);
/// Tier, title, consequence, verb and the name to type, for the confirmation dialog.
Confirmation confirmation(DeployRequestAction action, const ReviewContext &context);

/// Data that deploying the request drops ("orders.total", "carts"), sorted; as far as the service says.
QStringList dataLoss(const api::DeployRequest &request);
/// How many tables (or views) the request changes; nothing when the service does not tell.
std::optional<int> changedTableCount(const api::DeployRequest &request);

/// What has changed since `shown` in a way that matters for the action, as a sentence; empty when nothing has. Approving
/// and deploying stop also when the schema changes were worked out anew.
QString differenceSince(const api::DeployRequest &shown, const api::DeployRequest &fresh, DeployRequestAction action);

} // namespace orrery::models

Q_DECLARE_METATYPE(orrery::models::DeployRequestAction)
