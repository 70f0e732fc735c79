// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/deploy_run.h"

#include "models/deploy_requests/deployment/request_actions.h"

#include <QMetaMethod>

#include <algorithm>

namespace orrery::models {

DeployRun::DeployRun(RequestActions *actions, const DeployChoice &choice, const api::DeployRequest &shown,
                     QObject *parent)
    : QObject(parent), m_actions(actions), m_shown(afterSettings(shown, choice))
{
    for (const DeployStep &step : deploySteps(choice, shown))
        m_steps.append({step, State::Waiting, {}});
}

Action DeployRun::action()
{
    Action all;
    all.id = QStringLiteral("deployment");
    all.run = [this](QObject *owner, const FormValues &, const std::function<void(const ActionResult &)> &end) {
        start([owner = QPointer<QObject>(owner), end](const ActionResult &result) {
            if (owner)
                end(result);
        });
    };
    return all;
}

void DeployRun::start(std::function<void(const ActionResult &)> end)
{
    if (m_running || m_current >= 0)
        return;
    m_running = true;
    m_end = std::move(end);
    sendNext();
}

void DeployRun::stop()
{
    m_stopped = true;
}

bool DeployRun::isDone() const
{
    return std::all_of(m_steps.cbegin(), m_steps.cend(), [](const Step &step) { return step.state == State::Done; });
}

void DeployRun::sendNext()
{
    ++m_current;
    if (m_current == m_steps.size() || m_stopped) {
        end();
        return;
    }
    m_steps[m_current].state = State::UnderWay;
    send();
}

void DeployRun::send()
{
    const Step &step = m_steps.at(m_current);
    const Action what =
        step.step.action ? m_actions->actionOn(*step.step.action, m_shown) : m_actions->throttle(step.step.throttle);
    Q_EMIT changed();
    what.run(this, {}, [this](const ActionResult &result) { onEnded(result); });
}

void DeployRun::sendAgain()
{
    send();
}

void DeployRun::giveUp(const ActionResult &result)
{
    ActionResult last = result;
    last.sendUnrecorded = {};
    onEnded(last);
}

void DeployRun::onEnded(const ActionResult &result)
{
    if (result.sendUnrecorded && !m_stopped && isSignalConnected(QMetaMethod::fromSignal(&DeployRun::notRecorded))) {
        Q_EMIT notRecorded(result);
        return;
    }
    Step &step = m_steps[m_current];
    if (step.state != State::UnderWay)
        return;
    m_result = result;
    m_result.sendUnrecorded = {}; // asked for here, a step at a time
    if (result.kind == ActionResult::Kind::Done) {
        step.state = State::Done;
        Q_EMIT changed();
        // Later: the request is about to be shown as it has become.
        QMetaObject::invokeMethod(this, &DeployRun::sendNext, Qt::QueuedConnection);
        return;
    }
    step.state = result.kind == ActionResult::Kind::Unknown ? State::Unknown : State::Failed;
    step.detail = result.sentence;
    end();
}

void DeployRun::end()
{
    m_running = false;
    for (Step &step : m_steps) {
        if (step.state == State::Waiting)
            step.state = State::NotSent;
    }
    const QPointer<DeployRun> alive(this);
    Q_EMIT changed();
    const auto ended = std::exchange(m_end, {});
    const ActionResult result = m_result;
    if (alive)
        Q_EMIT finished();
    ended(result);
}

QString DeployRun::outcome() const
{
    if (m_running || m_current < 0 || isDone())
        return {};
    QStringList done;
    for (const Step &step : m_steps) {
        if (step.state == State::Done)
            done.append(stepTitle(step.step));
    }
    const Step &last = m_steps.last();
    const QString deployed = last.state == State::Unknown ? tr("Whether the deployment was started is not known.")
                                                          : tr("The deployment was not started.");
    return done.isEmpty() ? tr("%1 Nothing else was changed.").arg(deployed)
                          : tr("%1 Done before it, and still so: %2.").arg(deployed, done.join(tr(", ")));
}

} // namespace orrery::models
