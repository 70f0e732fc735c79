// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/action.h"
#include "models/deploy_requests/deployment/deploy_plan.h"

namespace orrery::models {

class RequestActions;

/// Carries a deploy plan out: one request after the other, each read again before and written to the journal, and none
/// after one that did not succeed. The deployment is bound to what was on screen when the person decided.
class DeployRun final : public QObject
{
    Q_OBJECT
public:
    enum class State : quint8 { Waiting, UnderWay, Done, Failed, Unknown, NotSent };
    struct Step
    {
        DeployStep step;
        State state = State::Waiting;
        QString detail; ///< why it failed; a translated paragraph
    };

    /// `shown` is what the choice was made about; `actions` outlives the run.
    DeployRun(RequestActions *actions, const DeployChoice &choice, const api::DeployRequest &shown,
              QObject *parent = nullptr);

    /// The whole run as one action, which ends as its last request did. Once, and no longer than this lives.
    [[nodiscard]] Action action();
    /// Sends the step that could not be recorded once more.
    void sendAgain();
    /// Ends the step that could not be recorded.
    void giveUp(const ActionResult &result);
    /// Nothing more is sent after the request that is under way.
    void stop();

    [[nodiscard]] const QList<Step> &steps() const { return m_steps; }
    [[nodiscard]] bool isRunning() const { return m_running; }
    /// Whether every step was done.
    [[nodiscard]] bool isDone() const;
    /// What was done and what was not, in a sentence or two; empty while it runs.
    [[nodiscard]] QString outcome() const;

Q_SIGNALS:
    /// A step is in another state.
    void changed();
    /// Nothing more comes. Once.
    void finished();
    /// The step could not be recorded and was not sent; it waits for sendAgain(), giveUp() or `result`.sendUnrecorded.
    void notRecorded(const orrery::models::ActionResult &result);

private:
    void start(std::function<void(const ActionResult &)> end);
    void sendNext();
    void send();
    void onEnded(const ActionResult &result);
    void end();

    RequestActions *m_actions;
    api::DeployRequest m_shown;
    QList<Step> m_steps;
    qsizetype m_current = -1;
    ActionResult m_result; ///< of the last request
    std::function<void(const ActionResult &)> m_end;
    bool m_running = false;
    bool m_stopped = false;
};

} // namespace orrery::models
