// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/request.h"
#include "api/deploy_requests/review.h"
#include "api/deploy_requests/throttler.h"
#include "models/core/action_result.h"
#include "models/core/permissions.h"
#include "models/core/request_preview.h"
#include "models/deploy_requests/deployment/deployment_consequences.h"
#include "models/deploy_requests/deployment/throttling.h"

#include <QObject>

namespace orrery::models {

class DeployRequestStore;
class RequestDeployment;

/// Everything that can be done to one deploy request: why not, with which consequence, how it is confirmed, and doing it.
///
/// An action costs the mutation itself, one read before it (approving: two, the diff is compared as well) and one after it.
/// Approving and deploying wait while changes wait that are not on screen.
class RequestActions final : public QObject
{
    Q_OBJECT
public:
    using Action = DeployRequestAction;

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

    /// Why the action is not possible now, in a sentence; nothing when it is.
    [[nodiscard]] std::optional<QString> refusal(Action action) const;
    /// What is not known of whether the sign-in may do it, in a sentence; empty: nothing.
    [[nodiscard]] QString doubt(Action action) const;
    [[nodiscard]] QString consequence(Action action) const;
    /// Also binds the action to what is on screen now: performed later, it stops when the object differs from that.
    [[nodiscard]] Confirmation confirmation(Action action);
    /// `body` is the comment of Approve and Comment.
    [[nodiscard]] RequestPreview preview(Action action, const QString &body = {}) const;
    /// Binds the next `action` to `shown`: performed, it stops when the object differs from that.
    void bind(Action action, const api::DeployRequest &shown) { m_confirmed = std::pair(action, shown); }

    /// Ends with exactly one finished(), and sends at most one mutating request.
    void perform(Action action, const QString &body = {});
    /// The action under way.
    [[nodiscard]] std::optional<Action> busyAction() const { return m_busy; }

    /// Why the copying cannot be slowed down or sped up now, in a sentence; nothing when it can.
    [[nodiscard]] std::optional<QString> throttleRefusal() const;
    [[nodiscard]] RequestPreview previewThrottle(const QList<KeyspaceRatio> &ratios) const;
    /// Sets the ratios of all keyspaces. Ends with exactly one throttleFinished(), and sends at most one mutating request.
    void setThrottle(const QList<KeyspaceRatio> &ratios);
    [[nodiscard]] bool isThrottling() const { return m_throttling; }

Q_SIGNALS:
    void started(orrery::models::DeployRequestAction action);
    void finished(orrery::models::DeployRequestAction action, const orrery::models::ActionResult &result);
    void throttleFinished(const orrery::models::ActionResult &result);

private:
    [[nodiscard]] api::Request<api::DeployRequest> request(Action action) const;
    [[nodiscard]] api::Request<api::Review> reviewRequest(Action action, const QString &body) const;
    [[nodiscard]] api::Request<api::Throttler> throttleRequest(const QList<KeyspaceRatio> &ratios) const;
    [[nodiscard]] std::optional<QString> refusedNow() const;
    [[nodiscard]] PermissionAnswer permission(Action action) const;

    void send(Action action, const QString &body);
    void compareDiffThenSend(Action action, const QString &body);
    template<class Answer>
    void run(Action action, api::Request<Answer> request);
    void finish(Action action, const ActionResult &result);
    void setBusy(std::optional<Action> action, bool throttling);

    DeployRequestStore *m_store;
    RequestDeployment *m_deployment;
    Surroundings m_surroundings;
    std::optional<std::pair<Action, api::DeployRequest>> m_confirmed; ///< what a confirmation was asked about
    std::optional<Action> m_busy;
    bool m_throttling = false;
};

} // namespace orrery::models
