// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/deployment/deploy_plan.h"
#include "views/core/confirm_dialog.h"
#include "views/deploy_requests/check_list.h"

#include <QPointer>

#include <array>

class QCheckBox;
class QRadioButton;

namespace orrery::models {
class DeployRequestStore;
class DeployRun;
class RequestActions;
} // namespace orrery::models

namespace orrery::views {

class ActionSet;
class PlainLabel;
class ThrottleSliders;

/// Deploying, apart from approving: how (each way with its consequence), what becomes of the branch, how strongly it is
/// throttled, what is lost, and one line that says it all. Then it shows each request as it goes, and stays open when one of
/// them did not succeed.
class DeployDialog final : public ConfirmDialog
{
    Q_OBJECT
public:
    /// Opens the dialog over `page`'s window; it deletes itself, and what is confirmed is run by `runner`. The request has
    /// to be loaded.
    static DeployDialog *ask(models::RequestActions *actions, models::DeployStrategy strategy, ActionSet *runner,
                             QWidget *page);

    [[nodiscard]] models::DeployChoice choice() const;
    [[nodiscard]] QRadioButton *option(models::DeployStrategy strategy) const;
    [[nodiscard]] QCheckBox *deleteBranch() const { return m_deleteBranch; }
    /// The checks that failed and are acknowledged one by one.
    [[nodiscard]] const QList<QCheckBox *> &failedChecks() const { return m_failed->boxes(); }
    [[nodiscard]] ThrottleSliders *throttle() const { return m_sliders; }
    /// Whether requests are being sent at the moment.
    [[nodiscard]] bool isSending() const;
    /// How each request went.
    [[nodiscard]] CheckList *progress() const { return m_progress; }

public Q_SLOTS:
    void reject() override;

protected:
    /// Grows or shrinks to what is shown now.
    bool event(QEvent *event) override;

private:
    struct Option
    {
        QRadioButton *button;
        PlainLabel *consequence;
    };

    DeployDialog(models::RequestActions *actions, const ConfirmRequest &request, models::DeployStrategy strategy,
                 ActionSet *runner, QWidget *window);
    QWidget *makeOptions(models::DeployStrategy strategy);
    void showThrottle();
    /// A check that failed on the page is repeated here.
    void showFailedChecks();
    void showChoice();
    [[nodiscard]] std::optional<QString> missing() const;
    void start();
    void showRun();
    void onRunFinished();

    models::RequestActions *m_actions;
    models::DeployRequestStore *m_store;
    api::DeployRequest m_shown; ///< what the choice is made about
    std::array<Option, models::allDeployStrategies.size()> m_options{};
    QPointer<ActionSet> m_runner;
    AcknowledgementList *m_failed;
    QWidget *m_choices;
    QCheckBox *m_deleteBranch;
    QWidget *m_throttle;
    PlainLabel *m_throttleNote;
    ThrottleSliders *m_sliders;
    CheckList *m_progress;
    PlainLabel *m_outcome;
    QPointer<models::DeployRun> m_run;
    bool m_confirmed = false;
};

} // namespace orrery::views
