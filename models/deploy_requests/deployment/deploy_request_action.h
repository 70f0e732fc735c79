// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <optional>
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

/// Whether there is a row for each action, in their order. What differs between actions stands in such tables.
template<class Row, std::size_t Count>
constexpr bool isRowForEach(const Row (&rows)[Count])
{
    for (std::size_t i = 0; i < Count; ++i) {
        if (rows[i].action != allDeployRequestActions[i] || std::size_t(rows[i].action) != i)
            return false;
    }
    return Count == allDeployRequestActions.size();
}

template<class Row, std::size_t Count>
constexpr const Row &rowOf(const Row (&rows)[Count], DeployRequestAction action)
{
    return rows[std::size_t(action)];
}

/// "approve", "deploy-instantly": what the action is called in code.
QString actionId(DeployRequestAction action);
/// The service-token access, where the operation lists those of several actions; empty otherwise.
std::string_view accessesOf(DeployRequestAction action);
/// Approve and Comment: what they send is a review.
bool isReview(DeployRequestAction action);
/// Whether the deployment is on its way after it, because of who did it.
bool setsOff(DeployRequestAction action);
/// What takes the action back; nothing: no other action does.
std::optional<DeployRequestAction> oppositeOf(DeployRequestAction action);

/// "Approve", "Deploy changes", "Turn auto-apply on": the button.
QString actionVerb(DeployRequestAction action);
/// "Approve deploy request #42": for the journal, error titles and the confirmation's title.
QString actionTitle(DeployRequestAction action, qint64 number);

/// "Deploy request #42 is approved.": the quiet line after success.
QString actionDone(DeployRequestAction action, qint64 number);
/// "Deploy request #42 could not be approved.": the title of the error otherwise.
QString actionFailed(DeployRequestAction action, qint64 number);

} // namespace orrery::models
