// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/deploy_requests/throttler.h"
#include "models/core/action.h"
#include "models/deploy_requests/deployment/deployment_consequences.h"
#include "models/deploy_requests/deployment/throttling.h"

#include <QObject>

namespace orrery::models {

class DeployRequestStore;
class RequestDeployment;

/// Everything that can be done to one deploy request, described as actions: why not, with which consequence, how it is
/// confirmed, and doing it. One at a time.
///
/// An action costs the mutation itself, one read before it (approving: two, the diff is compared as well) and one after it.
/// Approving and deploying wait while changes wait that are not on screen.
class RequestActions final : public QObject
{
    Q_OBJECT
public:
    using Which = DeployRequestAction;

    /// What the rules want to know and the request does not carry. Unset: unknown.
    struct Surroundings
    {
        std::optional<bool> approvalRequired; ///< Database::requireApprovalForDeploy
        std::optional<bool> intoProduction; ///< whether the target is a production branch
        QString currentUserId; ///< of the person or the service token; empty: not known
        std::optional<bool> administrator;
        std::optional<bool> soleAdministrator;
        QStringList administrators;
    };

    /// Lives as long as the store.
    RequestActions(DeployRequestStore *store, RequestDeployment *deployment);

    [[nodiscard]] DeployRequestStore *store() const { return m_store; }
    [[nodiscard]] RequestDeployment *deployment() const { return m_deployment; }

    void setSurroundings(Surroundings surroundings);
    /// What the rules are asked about now.
    [[nodiscard]] ReviewContext context() const;

    /// The action on the request as it stands whenever it is asked or run. Of Approve and Comment the value "body" is the
    /// text; they bring no form, for what is written is the review's draft. Outlived by this.
    [[nodiscard]] Action action(Which which);
    /// The action on what was shown: it stops when the request is no longer that.
    [[nodiscard]] Action actionOn(Which which, const api::DeployRequest &shown);
    /// Sets the ratios of all keyspaces.
    [[nodiscard]] Action throttle(const QList<KeyspaceRatio> &ratios);

    /// Why the action is not possible now, in a sentence; nothing when it is.
    [[nodiscard]] std::optional<QString> refusal(Which which) { return action(which).refusal(); }
    /// Runs the action on the request as it stands. Ends with exactly one finished().
    void perform(Which which, const QString &body = {});
    /// The same for the ratios, ending with throttleFinished().
    void setThrottle(const QList<KeyspaceRatio> &ratios);
    /// The action under way.
    [[nodiscard]] std::optional<Which> busyAction() const { return m_busy; }
    [[nodiscard]] bool isThrottling() const { return m_throttling; }

Q_SIGNALS:
    void started(orrery::models::DeployRequestAction action);
    void finished(orrery::models::DeployRequestAction action, const orrery::models::ActionResult &result);
    void throttleFinished(const orrery::models::ActionResult &result);

private:
    using Current = std::function<std::optional<api::DeployRequest>()>;

    [[nodiscard]] ReviewContext contextOf(const api::DeployRequest &request) const;
    template<class Answer, class Body = api::Nothing>
    [[nodiscard]] ActionSpec<api::DeployRequest, Answer, Body> described(Which which);
    [[nodiscard]] Action bound(Which which, const Current &current);
    void compareDiff(QObject *owner, const api::DeployRequest &shown, const std::function<void(const QString &)> &end);
    /// One at a time, told by the signals. Nothing: the throttle.
    [[nodiscard]] Action oneAtATime(std::optional<Which> which, const Action &inner);
    void tell(std::optional<Which> which, const ActionResult &result);
    void setBusy(std::optional<Which> which, bool throttling);

    DeployRequestStore *m_store;
    RequestDeployment *m_deployment;
    Surroundings m_surroundings;
    std::optional<Which> m_busy;
    bool m_throttling = false;
};

} // namespace orrery::models
