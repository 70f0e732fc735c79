// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/action_result.h"
#include "models/deploy_requests/deployment/deployment_rules.h"
#include "views/window/page.h"

#include <QPointer>

class QTimer;

namespace orrery::models {
class DeployRequestStore;
class OpenRequests;
class RequestDeployment;
class ReviewStore;
} // namespace orrery::models

namespace orrery::views {

class ChangesTab;
class CheckList;
class DeployRequestActions;
class ErrorBar;
class PageTitle;
class StateOverlay;
class Tabs;

/// One deploy request: what it is, its schema changes, how it runs, its reviews, and everything that can be done to it.
/// Tabs: overview, changes, operations, reviews.
class DeployRequestPage final : public Page
{
    Q_OBJECT
public:
    DeployRequestPage(PageContext pageContext, models::Location where, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void activate() override;
    void deactivate() override;
    void refresh() override;
    void lookAgain() override;
    void openTab(const QString &tab) override;
    [[nodiscard]] models::LoadState loadState() const override;
    [[nodiscard]] QList<std::pair<QString, QString>> keys() const override;

    [[nodiscard]] models::DeployRequestStore *store() const { return m_store; }
    [[nodiscard]] models::ReviewStore *review() const { return m_review; }
    [[nodiscard]] DeployRequestActions *actions() const { return m_actions; }
    /// Shows how the last action ended when it did not end well.
    [[nodiscard]] ErrorBar *resultBar() const { return m_result; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeTabs();
    void makeMenu();
    void readSurroundings();
    void askForSurroundings();
    void showRequest();
    void showChips();
    void showCounts();
    void showRevertWindow();
    void showPending();
    void onFinished(models::DeployRequestAction action, const models::ActionResult &result);
    void openAddress(const QUrl &url);
    QWidget *makeChanges();
    QWidget *makeReviews();
    void showToReview();
    void publish();
    void approve();
    /// A refusal that a key was answered with goes when it is cured.
    void showApprovalRefusal();
    /// Who else changes the tables, while the changes are shown.
    void followOpenRequests();
    /// The tab of the changes, made and shown.
    ChangesTab *changesTab();

    models::DeployRequestStore *m_store;
    models::RequestDeployment *m_deployment;
    models::ReviewStore *m_review;
    DeployRequestActions *m_actions;
    PageTitle *m_heading;
    CheckList *m_revertWindow;
    ErrorBar *m_result;
    ErrorBar *m_changes;
    Tabs *m_tabs;
    StateOverlay *m_overlay;
    QTimer *m_tick;
    QPointer<models::OpenRequests> m_openRequests;
    QString m_approvalRefusal; ///< in the bar
    QString m_title;
    bool m_active = false;
};

} // namespace orrery::views
