// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/request/deploy_request_store.h"

#include "models/deploy_requests/request/deploy_request_store_requests.h"

namespace orrery::models {

using namespace deploy_request_store;

namespace {

bool needsFreshDiff(DeployRequestAction action)
{
    return action == DeployRequestAction::Approve;
}

bool actsOnChanges(DeployRequestAction action)
{
    return action == DeployRequestAction::Approve || action == DeployRequestAction::Deploy
        || action == DeployRequestAction::DeployInstantly;
}

} // namespace

// --- what may be done

ReviewContext DeployRequestStore::reviewContext() const
{
    ReviewContext context;
    if (m_request->value())
        context.request = *m_request->value();
    context.organization = m_organization;
    context.database = m_database;
    context.now = m_context.clock->now();
    context.approvalRequired = m_surroundings.approvalRequired;
    context.intoProduction = m_surroundings.intoProduction;
    context.currentUserId = m_surroundings.currentUserId;
    context.administrator = m_surroundings.administrator;
    context.soleAdministrator = m_surroundings.soleAdministrator;
    context.grantedScopes = m_surroundings.grantedScopes;
    context.grantedAccesses = m_surroundings.grantedAccesses;
    context.readOnly = m_context.client->isReadOnly();
    context.offline = !m_poller->isOnline();
    if (m_queue && m_queue->state().phase == LoadState::Phase::Ready) {
        int ahead = 0;
        bool listed = false;
        for (const api::Deployment &row : m_queue->rows()) {
            if (row.deployRequestNumber == m_number) {
                listed = true;
                break;
            }
            if (row.intoBranch == context.request.intoBranch)
                ++ahead;
        }
        context.inQueue = listed;
        context.aheadInQueue = ahead;
    }
    return context;
}

std::optional<QString> DeployRequestStore::refusal(Action action) const
{
    if (!m_request->value())
        return tr("The deploy request is not loaded yet.");
    if (m_busy || m_throttling)
        return tr("Another action on this deploy request is under way.");
    if (auto reason = refusalReason(action, reviewContext()))
        return reason;
    if (actsOnChanges(action) && pendingChanges() > 0)
        return tr("The schema changes are no longer those on screen; look at the new ones first.");
    return std::nullopt;
}

QString DeployRequestStore::consequence(Action action) const
{
    return m_request->value() ? models::consequence(action, reviewContext()) : QString();
}

Confirmation DeployRequestStore::confirmation(Action action)
{
    if (!m_request->value())
        return {};
    m_confirmed = std::pair(action, *m_request->value());
    return models::confirmation(action, reviewContext());
}

api::Request<api::DeployRequest> DeployRequestStore::actionRequest(Action action) const
{
    api::DeployOptions options;
    switch (action) {
    case Action::Approve:
    case Action::Comment:
        break;
    case Action::Deploy:
        options.instantDdl = false;
        return withoutHtml(api::deploy_requests::deploy({m_organization, m_database}, m_number, options));
    case Action::DeployInstantly:
        options.instantDdl = true;
        return withoutHtml(api::deploy_requests::deploy({m_organization, m_database}, m_number, options));
    case Action::Apply:
        return withoutHtml(api::deploy_requests::apply({m_organization, m_database}, m_number));
    case Action::ForceCutover:
        return withoutHtml(api::deploy_requests::forceCutover({m_organization, m_database}, m_number));
    case Action::Cancel:
        return withoutHtml(api::deploy_requests::cancel({m_organization, m_database}, m_number));
    case Action::Unblock:
        return withoutHtml(api::deploy_requests::unblock({m_organization, m_database}, m_number));
    case Action::Close:
        return withoutHtml(api::deploy_requests::close({m_organization, m_database}, m_number));
    case Action::Revert:
        return withoutHtml(api::deploy_requests::revert({m_organization, m_database}, m_number));
    case Action::SkipRevert:
        return withoutHtml(api::deploy_requests::skipRevert({m_organization, m_database}, m_number));
    case Action::EnableAutoApply:
    case Action::DisableAutoApply:
        return withoutHtml(api::deploy_requests::setAutoApply({m_organization, m_database}, m_number,
                                                              action == Action::EnableAutoApply));
    case Action::EnableAutoDelete:
    case Action::DisableAutoDelete:
        return withoutHtml(api::deploy_requests::setAutoDeleteBranch({m_organization, m_database}, m_number,
                                                                     action == Action::EnableAutoDelete));
    }
    Q_UNREACHABLE();
}

api::Request<api::Review> DeployRequestStore::reviewRequest(Action action, const QString &body) const
{
    api::ReviewCreate review;
    review.state = action == Action::Approve ? api::ReviewState::Approved : api::ReviewState::Commented;
    // An approval may go without words; an empty text is left out, not sent.
    if (!body.trimmed().isEmpty())
        review.body = body;
    return api::deploy_requests::review({m_organization, m_database}, m_number, review);
}

RequestPreview DeployRequestStore::preview(Action action, const QString &body) const
{
    const QUrl host = m_context.client->options().hosts.api;
    if (action == Action::Approve || action == Action::Comment)
        return previewRequest(reviewRequest(action, body), host);
    return previewRequest(actionRequest(action), host);
}

// --- what is done

void DeployRequestStore::perform(Action action, const QString &body)
{
    std::optional<QString> reason = refusal(action);
    if (!reason && action == Action::Comment && body.trimmed().isEmpty())
        reason = tr("A comment needs a text.");
    if (reason) {
        ActionResult result;
        result.kind = ActionResult::Kind::Refused;
        result.sentence = *reason;
        result.error.title = actionFailed(action, m_number);
        result.error.cause = *reason;
        Q_EMIT actionFinished(action, result);
        return;
    }
    if (!m_confirmed || m_confirmed->first != action)
        m_confirmed = std::pair(action, *m_request->value());
    m_busy = action;
    Q_EMIT actionStarted(action);
    Q_EMIT changed();
    if (needsFreshDiff(action) && !m_shown.digest.isEmpty())
        compareDiffThenSend(action, body);
    else
        send(action, body);
}

void DeployRequestStore::compareDiffThenSend(Action action, const QString &body)
{
    const auto job = m_context.client->send(diffRequest(m_organization, m_database, m_number), this);
    job->then(this, [this, action, body](const api::Result<QList<api::TableDiff>> &fresh) {
        if (!fresh) {
            ActionResult result;
            result.kind = ActionResult::Kind::Refused;
            result.error = describeError(fresh.error(), actionFailed(action, m_number));
            result.sentence = result.error.paragraph();
            finish(action, result);
            return;
        }
        runAside(
            this, [diffs = *fresh]() { return digestOf(diffs); },
            [this, action, body, diffs = *fresh](const QByteArray &digest) {
                if (digest == m_shown.digest) {
                    send(action, body);
                    return;
                }
                m_diff->setValue(diffs);
                ActionResult result;
                result.kind = ActionResult::Kind::Changed;
                result.sentence = tr("The schema changes are no longer those that were shown. Nothing was sent.");
                finish(action, result);
            });
    });
}

void DeployRequestStore::send(Action action, const QString &body)
{
    if (action == Action::Approve || action == Action::Comment)
        run(action, reviewRequest(action, body));
    else
        run(action, actionRequest(action));
}

template<class Answer>
void DeployRequestStore::run(Action action, api::Request<Answer> request)
{
    Mutation<api::DeployRequest, Answer> mutation;
    mutation.title = actionTitle(action, m_number);
    mutation.object = objectName();
    mutation.request = std::move(request);
    mutation.reread = getRequest(m_organization, m_database, m_number);
    mutation.difference = [shown = m_confirmed->second, action](const api::DeployRequest &fresh) {
        const QString difference = differenceSince(shown, fresh, action);
        return difference.isEmpty() ? difference : tr("%1 Nothing was sent.").arg(difference);
    };
    using Outcome = MutationOutcome<api::DeployRequest, Answer>;
    runMutation<api::DeployRequest, Answer>(
        m_context, this, std::move(mutation), [this, action](const Outcome &outcome) {
            ActionResult result = actionResult(outcome, actionDone(action, m_number), actionFailed(action, m_number));
            if (outcome.answer) {
                merge(*outcome.answer);
            } else if (outcome.fresh) {
                m_request->setValue(*outcome.fresh);
                if (outcome.kind == Outcome::Kind::Unknown) {
                    result.sentence += QLatin1Char(' ')
                        + tr("Read again since, it is “%1”, %2.", "deployment state, approval")
                              .arg(describeDeploymentState(deploymentStateOf(*outcome.fresh)).text,
                                   describeApproval(outcome.fresh->approved, m_surroundings.approvalRequired)
                                       .text.toLower());
                }
            }
            finish(action, result);
        });
}

void DeployRequestStore::merge(const api::DeployRequest &answer)
{
    // An answer that does not say which request it is about is no news of this one.
    if (answer.number == m_number)
        m_request->setValue(answer);
}

void DeployRequestStore::merge(const api::Review &answer)
{
    if (!answer.id.isEmpty())
        m_reviews->mergeRow(answer);
}

void DeployRequestStore::finish(Action action, const ActionResult &result)
{
    m_busy.reset();
    m_confirmed.reset();
    Q_EMIT actionFinished(action, result);
    Q_EMIT changed();
    m_request->refresh();
    const bool review = action == Action::Approve || action == Action::Comment;
    if (review && result.kind == ActionResult::Kind::Unknown)
        m_reviews->refresh();
}

// --- the throttle

std::optional<QString> DeployRequestStore::throttleRefusal() const
{
    if (!m_request->value())
        return tr("The deploy request is not loaded yet.");
    if (m_busy || m_throttling)
        return tr("Another action on this deploy request is under way.");
    return models::throttleRefusal(reviewContext());
}

RequestPreview DeployRequestStore::previewThrottle(const QList<KeyspaceRatio> &ratios) const
{
    return previewRequest(
        api::deploy_requests::setThrottler({m_organization, m_database}, m_number, throttlerUpdate(ratios)),
        m_context.client->options().hosts.api);
}

void DeployRequestStore::setThrottle(const QList<KeyspaceRatio> &ratios)
{
    std::optional<QString> reason = throttleRefusal();
    if (!reason && ratios.isEmpty())
        reason = tr("The service names no keyspace that can be throttled.");
    if (reason) {
        ActionResult result;
        result.kind = ActionResult::Kind::Refused;
        result.sentence = *reason;
        result.error.title = throttleFailed(m_number);
        result.error.cause = *reason;
        Q_EMIT throttleFinished(result);
        return;
    }
    m_throttling = true;
    Q_EMIT changed();
    Mutation<api::DeployRequest, api::Throttler> mutation;
    mutation.title = throttleTitle(m_number);
    mutation.object = objectName();
    mutation.request =
        api::deploy_requests::setThrottler({m_organization, m_database}, m_number, throttlerUpdate(ratios));
    mutation.reread = getRequest(m_organization, m_database, m_number);
    mutation.difference = [context = reviewContext()](const api::DeployRequest &fresh) {
        ReviewContext now = context;
        now.request = fresh;
        const auto refused = models::throttleRefusal(now);
        return refused ? tr("%1 Nothing was sent.").arg(*refused) : QString();
    };
    using Outcome = MutationOutcome<api::DeployRequest, api::Throttler>;
    runMutation<api::DeployRequest, api::Throttler>(
        m_context, this, std::move(mutation), [this, ratios](const Outcome &outcome) {
            const ActionResult result = actionResult(outcome, throttleDone(m_number, ratios), throttleFailed(m_number));
            m_throttling = false;
            if (outcome.answer) {
                m_operations->forgetEstimates();
                throttler()->setValue(*outcome.answer);
            } else {
                throttler()->refresh(); // what is set is not known for certain
            }
            Q_EMIT throttleFinished(result);
            Q_EMIT changed();
            m_request->refresh();
        });
}

} // namespace orrery::models
