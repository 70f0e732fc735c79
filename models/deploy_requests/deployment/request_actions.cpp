// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/request_actions.h"

#include "models/core/mutation.h"
#include "models/deploy_requests/deployment/request_deployment.h"
#include "models/deploy_requests/request/deploy_request_reads.h"
#include "models/deploy_requests/request/deploy_request_store.h"

namespace orrery::models {

using deploy_request_reads::withoutHtml;

namespace {

bool needsFreshDiff(DeployRequestAction action)
{
    return action == DeployRequestAction::Approve;
}

bool isReview(DeployRequestAction action)
{
    return action == DeployRequestAction::Approve || action == DeployRequestAction::Comment;
}

/// One operation, two accesses: each kind of review has its own.
std::string_view accessesOf(DeployRequestAction action)
{
    switch (action) {
    case DeployRequestAction::Approve:
        return "approve_deploy_request";
    case DeployRequestAction::Comment:
        return "review_deploy_request";
    default:
        return {};
    }
}

bool actsOnChanges(DeployRequestAction action)
{
    return action == DeployRequestAction::Approve || action == DeployRequestAction::Deploy
        || action == DeployRequestAction::DeployInstantly;
}

} // namespace

RequestActions::RequestActions(DeployRequestStore *store, RequestDeployment *deployment)
    : QObject(store), m_store(store), m_deployment(deployment)
{
    if (Permissions *permissions = permissionsOf(store->context())) {
        connect(permissions, &Permissions::changed, this, [this](const QString &account) {
            if (account == m_store->context().account)
                Q_EMIT m_store->changed();
        });
    }
}

void RequestActions::setSurroundings(Surroundings surroundings)
{
    m_surroundings = std::move(surroundings);
    Q_EMIT m_store->changed();
}

// --- what may be done

ReviewContext RequestActions::context() const
{
    ReviewContext context;
    if (m_store->request())
        context.request = *m_store->request();
    context.organization = m_store->organization();
    context.database = m_store->database();
    context.now = m_store->context().clock->now();
    context.approvalRequired = m_surroundings.approvalRequired;
    context.intoProduction = m_surroundings.intoProduction;
    context.currentUserId = m_surroundings.currentUserId;
    context.administrator = m_surroundings.administrator;
    context.soleAdministrator = m_surroundings.soleAdministrator;
    context.administrators = m_surroundings.administrators;
    context.readOnly = m_store->context().client->isReadOnly();
    context.offline = !m_store->isOnline();
    if (const auto place = m_deployment->queuePlace()) {
        context.inQueue = place->listed;
        context.aheadInQueue = place->ahead;
    }
    return context;
}

std::optional<QString> RequestActions::refusedNow() const
{
    if (!m_store->request())
        return tr("The deploy request is not loaded yet.");
    if (m_busy || m_throttling)
        return tr("Another action on this deploy request is under way.");
    return std::nullopt;
}

std::optional<QString> RequestActions::refusal(Action action) const
{
    if (auto reason = refusedNow())
        return reason;
    if (auto reason = refusalReason(action, context()))
        return reason;
    if (actsOnChanges(action) && m_store->pendingChanges() > 0)
        return tr("The schema changes are no longer those on screen; look at the new ones first.");
    return permission(action).refusal;
}

PermissionAnswer RequestActions::permission(Action action) const
{
    if (isReview(action))
        return askPermission(m_store->context(), reviewRequest(action, {}), accessesOf(action));
    return askPermission(m_store->context(), request(action));
}

QString RequestActions::doubt(Action action) const
{
    return m_store->request() ? permission(action).doubt : QString();
}

QString RequestActions::consequence(Action action) const
{
    return m_store->request() ? models::consequence(action, context()) : QString();
}

Confirmation RequestActions::confirmation(Action action)
{
    if (!m_store->request())
        return {};
    m_confirmed = std::pair(action, *m_store->request());
    Confirmation words = models::confirmation(action, context());
    if (const QString unknown = doubt(action); !unknown.isEmpty())
        words.consequence += QLatin1Char(' ') + unknown;
    return words;
}

api::Request<api::DeployRequest> RequestActions::request(Action action) const
{
    namespace requests = api::deploy_requests;
    const api::DatabaseRef database{m_store->organization(), m_store->database()};
    const qint64 number = m_store->number();
    api::DeployOptions options;
    switch (action) {
    case Action::Approve:
    case Action::Comment:
        break;
    case Action::Deploy:
        options.instantDdl = false;
        return withoutHtml(requests::deploy(database, number, options));
    case Action::DeployInstantly:
        options.instantDdl = true;
        return withoutHtml(requests::deploy(database, number, options));
    case Action::Apply:
        return withoutHtml(requests::apply(database, number));
    case Action::ForceCutover:
        return withoutHtml(requests::forceCutover(database, number));
    case Action::Cancel:
        return withoutHtml(requests::cancel(database, number));
    case Action::Unblock:
        return withoutHtml(requests::unblock(database, number));
    case Action::Close:
        return withoutHtml(requests::close(database, number));
    case Action::Revert:
        return withoutHtml(requests::revert(database, number));
    case Action::SkipRevert:
        return withoutHtml(requests::skipRevert(database, number));
    case Action::EnableAutoApply:
    case Action::DisableAutoApply:
        return withoutHtml(requests::setAutoApply(database, number, action == Action::EnableAutoApply));
    case Action::EnableAutoDelete:
    case Action::DisableAutoDelete:
        return withoutHtml(requests::setAutoDeleteBranch(database, number, action == Action::EnableAutoDelete));
    }
    Q_UNREACHABLE();
}

api::Request<api::Review> RequestActions::reviewRequest(Action action, const QString &body) const
{
    api::ReviewCreate review;
    review.state = action == Action::Approve ? api::ReviewState::Approved : api::ReviewState::Commented;
    // An approval may go without words; an empty text is left out, not sent.
    if (!body.trimmed().isEmpty())
        review.body = body;
    return api::deploy_requests::review({m_store->organization(), m_store->database()}, m_store->number(), review);
}

RequestPreview RequestActions::preview(Action action, const QString &body) const
{
    const QUrl host = m_store->context().client->options().hosts.api;
    if (isReview(action))
        return previewRequest(reviewRequest(action, body), host);
    return previewRequest(request(action), host);
}

// --- what is done

void RequestActions::perform(Action action, const QString &body)
{
    std::optional<QString> reason = refusal(action);
    if (!reason && action == Action::Comment && body.trimmed().isEmpty())
        reason = tr("A comment needs a text.");
    if (reason) {
        ActionResult result;
        result.kind = ActionResult::Kind::Refused;
        result.sentence = *reason;
        result.error.title = actionFailed(action, m_store->number());
        result.error.cause = *reason;
        Q_EMIT finished(action, result);
        return;
    }
    if (!m_confirmed || m_confirmed->first != action)
        m_confirmed = std::pair(action, *m_store->request());
    setBusy(action, false);
    Q_EMIT started(action);
    Q_EMIT m_store->changed();
    if (needsFreshDiff(action) && !m_store->shownDigest().isEmpty())
        compareDiffThenSend(action, body);
    else
        send(action, body);
}

void RequestActions::compareDiffThenSend(Action action, const QString &body)
{
    const auto read = deploy_request_reads::diff(m_store->organization(), m_store->database(), m_store->number());
    const auto job = m_store->context().client->send(read, this);
    job->then(this, [this, action, body](const api::Result<QList<api::TableDiff>> &fresh) {
        // Reading the diff is not documented. Where the request says when its schema changed last, that is compared below, and
        // with it whether the diff that was read once still stands.
        const auto &deployment = m_confirmed->second.deployment;
        if (!fresh && deployment && deployment->schemaLastUpdatedAt.isValid()) {
            send(action, body);
            return;
        }
        if (!fresh) {
            ActionResult result;
            result.kind = ActionResult::Kind::Refused;
            result.error = describeError(fresh.error(), actionFailed(action, m_store->number()));
            result.sentence = result.error.paragraph();
            finish(action, result);
            return;
        }
        runAside(
            this, [diffs = *fresh]() { return digestOf(diffs); },
            [this, action, body, diffs = *fresh](const QByteArray &digest) {
                if (digest == m_store->shownDigest()) {
                    send(action, body);
                    return;
                }
                m_store->setDiff(diffs);
                ActionResult result;
                result.kind = ActionResult::Kind::Changed;
                result.sentence = tr("The schema changes are no longer those that were shown. Nothing was sent.");
                finish(action, result);
            });
    });
}

void RequestActions::send(Action action, const QString &body)
{
    if (isReview(action))
        run(action, reviewRequest(action, body));
    else
        run(action, request(action));
}

template<class Answer>
void RequestActions::run(Action action, api::Request<Answer> request)
{
    Mutation<api::DeployRequest, Answer> mutation;
    mutation.title = actionTitle(action, m_store->number());
    mutation.object = m_store->displayName();
    mutation.request = std::move(request);
    mutation.accesses = accessesOf(action);
    mutation.reread = deploy_request_reads::get(m_store->organization(), m_store->database(), m_store->number());
    mutation.difference = [shown = m_confirmed->second, action](const api::DeployRequest &fresh) {
        const QString difference = differenceSince(shown, fresh, action);
        return difference.isEmpty() ? difference : tr("%1 Nothing was sent.").arg(difference);
    };
    using Outcome = MutationOutcome<api::DeployRequest, Answer>;
    runMutation<api::DeployRequest, Answer>(
        m_store->context(), this, std::move(mutation), [this, action](const Outcome &outcome) {
            ActionResult result =
                actionResult(outcome, actionDone(action, m_store->number()), actionFailed(action, m_store->number()));
            if (outcome.answer) {
                m_store->merge(*outcome.answer);
            } else if (outcome.fresh) {
                m_store->merge(*outcome.fresh);
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

void RequestActions::finish(Action action, const ActionResult &result)
{
    setBusy(std::nullopt, false);
    m_confirmed.reset();
    Q_EMIT finished(action, result);
    Q_EMIT m_store->changed();
    m_store->refreshRequest();
    if (isReview(action) && result.kind == ActionResult::Kind::Unknown)
        m_store->reviews()->refresh();
}

void RequestActions::setBusy(std::optional<Action> action, bool throttling)
{
    m_busy = action;
    m_throttling = throttling;
    m_store->setBusy(action || throttling);
}

// --- the throttle

api::Request<api::Throttler> RequestActions::throttleRequest(const QList<KeyspaceRatio> &ratios) const
{
    return api::deploy_requests::setThrottler({m_store->organization(), m_store->database()}, m_store->number(),
                                              throttlerUpdate(ratios));
}

std::optional<QString> RequestActions::throttleRefusal() const
{
    if (auto reason = refusedNow())
        return reason;
    if (auto reason = models::throttleRefusal(context()))
        return reason;
    return askPermission(m_store->context(), throttleRequest({})).refusal;
}

RequestPreview RequestActions::previewThrottle(const QList<KeyspaceRatio> &ratios) const
{
    return previewRequest(throttleRequest(ratios), m_store->context().client->options().hosts.api);
}

void RequestActions::setThrottle(const QList<KeyspaceRatio> &ratios)
{
    std::optional<QString> reason = throttleRefusal();
    if (!reason && ratios.isEmpty())
        reason = tr("The service names no keyspace that can be throttled.");
    if (reason) {
        ActionResult result;
        result.kind = ActionResult::Kind::Refused;
        result.sentence = *reason;
        result.error.title = throttleFailed(m_store->number());
        result.error.cause = *reason;
        Q_EMIT throttleFinished(result);
        return;
    }
    setBusy(std::nullopt, true);
    Q_EMIT m_store->changed();
    Mutation<api::DeployRequest, api::Throttler> mutation;
    mutation.title = throttleTitle(m_store->number());
    mutation.object = m_store->displayName();
    mutation.request = throttleRequest(ratios);
    mutation.reread = deploy_request_reads::get(m_store->organization(), m_store->database(), m_store->number());
    mutation.difference = [context = context()](const api::DeployRequest &fresh) {
        ReviewContext now = context;
        now.request = fresh;
        const auto refused = models::throttleRefusal(now);
        return refused ? tr("%1 Nothing was sent.").arg(*refused) : QString();
    };
    using Outcome = MutationOutcome<api::DeployRequest, api::Throttler>;
    runMutation<api::DeployRequest, api::Throttler>(
        m_store->context(), this, std::move(mutation), [this, ratios](const Outcome &outcome) {
            const ActionResult result =
                actionResult(outcome, throttleDone(m_store->number(), ratios), throttleFailed(m_store->number()));
            setBusy(std::nullopt, false);
            if (outcome.answer) {
                m_deployment->operations()->forgetEstimates();
                m_deployment->throttler()->setValue(*outcome.answer);
            } else {
                m_deployment->throttler()->refresh(); // what is set is not known for certain
            }
            Q_EMIT throttleFinished(result);
            Q_EMIT m_store->changed();
            m_store->refreshRequest();
        });
}

} // namespace orrery::models
