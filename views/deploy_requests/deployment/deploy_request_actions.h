// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/deployment/deploy_plan.h"
#include "models/deploy_requests/review/review_store.h"
#include "views/core/action_set.h"

#include <QObject>
#include <QPointer>

class QAction;
class QMenu;
class QWidget;

namespace orrery::models {
class RequestActions;
}

namespace orrery::views {

class DeployDialog;

/// The two buttons of a deploy request's title; either may be missing.
struct TitleActions
{
    std::optional<models::DeployRequestAction> first; ///< at the right
    std::optional<models::DeployRequestAction> second;
    bool firstIsPrimary = true; ///< false where neither is what a person should do next

    friend bool operator==(const TitleActions &, const TitleActions &) = default;
};

/// What a person is most likely to do next with a request in this state. Pure.
TitleActions titleActions(const api::DeployRequest &request);

/// Everything that can be done to the deploy request on a page: an action each, disabled with the reason, and one way to
/// start them, through their confirmation.
class DeployRequestActions final : public QObject
{
    Q_OBJECT
public:
    using Action = models::DeployRequestAction;

    /// `page` owns the actions and the dialogs.
    DeployRequestActions(models::RequestActions *model, QWidget *page);

    [[nodiscard]] models::RequestActions *model() const { return m_model; }

    [[nodiscard]] QAction *action(Action which) const;
    [[nodiscard]] QAction *firstButton() const { return m_buttons.first ? action(*m_buttons.first) : nullptr; }
    [[nodiscard]] QAction *secondButton() const { return m_buttons.second ? action(*m_buttons.second) : nullptr; }
    [[nodiscard]] bool firstIsPrimary() const { return m_buttons.firstIsPrimary; }
    /// Every action that is not a button of the title, then those that were added.
    [[nodiscard]] QMenu *menu() const { return m_menu; }

    /// Approving waits until the review has seen what is destructive; its drafts go with a comment or an approval. Outlives
    /// this.
    void setReview(models::ReviewStore *review);
    /// Reads again from the model and the review what is possible.
    void update();
    /// Why the action cannot be started now, in a sentence; nothing when it can.
    [[nodiscard]] std::optional<QString> refusal(Action which) const;
    /// Asks as the action's tier wants it, then performs it. With a review, Approve and Comment send its draft.
    void start(Action which);

    /// Whether the requests of a deployment are being sent, one after the other.
    [[nodiscard]] bool isDeploying() const;

    void addToMenu(QAction *extra);

private:
    /// The model's action; approving also waits for what the review has to see first.
    [[nodiscard]] models::Action gated(Action which);
    /// What keeps the review from being an approval; nothing: nothing.
    [[nodiscard]] std::optional<QString> unreviewed() const;
    void fillMenu();
    void askApproval(const models::Action &asked);
    void askDeployment(models::DeployStrategy strategy);
    void send(const models::Action &asked, const models::ReviewDraft &draft);

    models::RequestActions *m_model;
    models::ReviewStore *m_review = nullptr;
    QWidget *m_page;
    ActionSet *m_set;
    QMenu *m_menu;
    QList<QAction *> m_extra;
    TitleActions m_buttons;
    QPointer<DeployDialog> m_deployDialog;
};

} // namespace orrery::views
