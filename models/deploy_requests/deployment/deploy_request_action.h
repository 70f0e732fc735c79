// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <string_view>

namespace orrery::models {

/// Everything that can be done to a deploy request. Follows the page "deploy-requests".
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

/// "approve", "deploy-instantly": what the action is called in code.
QString actionId(DeployRequestAction action);
/// The service-token access, where the operation lists those of several actions; empty otherwise.
std::string_view accessesOf(DeployRequestAction action);
/// Approve and Comment: what they send is a review.
bool isReview(DeployRequestAction action);

/// "Approve", "Deploy changes", "Turn auto-apply on": the button.
QString actionVerb(DeployRequestAction action);
/// "Approve deploy request #42": for the journal, error titles and the confirmation's title.
QString actionTitle(DeployRequestAction action, qint64 number);

/// "Deploy request #42 is approved.": the quiet line after success.
QString actionDone(DeployRequestAction action, qint64 number);
/// "Deploy request #42 could not be approved.": the title of the error otherwise.
QString actionFailed(DeployRequestAction action, qint64 number);

} // namespace orrery::models
