// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/request_actions.h"

#include "models/core/aside.h"
#include "models/deploy_requests/deployment/request_deployment.h"
#include "models/deploy_requests/deployment/revert_effects.h"
#include "models/deploy_requests/request/deploy_request_reads.h"
#include "models/deploy_requests/request/deploy_request_store.h"

namespace orrery::models {

using deploy_request_reads::withoutHtml;
using A = DeployRequestAction;

namespace {

bool actsOnChanges(A action)
{
    return action == A::Approve || action == A::Deploy || action == A::DeployInstantly;
}

template<bool instantly>
api::Request<api::DeployRequest> deployed(const api::DatabaseRef &database, qint64 number)
{
    api::DeployOptions options;
    options.instantDdl = instantly;
    return api::deploy_requests::deploy(database, number, options);
}
template<bool on>
api::Request<api::DeployRequest> autoApplySet(const api::DatabaseRef &database, qint64 number)
{
    return api::deploy_requests::setAutoApply(database, number, on);
}
template<bool on>
api::Request<api::DeployRequest> autoDeleteSet(const api::DatabaseRef &database, qint64 number)
{
    return api::deploy_requests::setAutoDeleteBranch(database, number, on);
}

/// What each action sends; those of a review are made from its text.
struct SentBy
{
    A action;
    api::Request<api::DeployRequest> (*request)(const api::DatabaseRef &database, qint64 number);
};
constexpr SentBy requests[] = {
    {A::Approve, nullptr},
    {A::Comment, nullptr},
    {A::Deploy, deployed<false>},
    {A::DeployInstantly, deployed<true>},
    {A::Apply, api::deploy_requests::apply},
    {A::ForceCutover, api::deploy_requests::forceCutover},
    {A::Cancel, api::deploy_requests::cancel},
    {A::Unblock, api::deploy_requests::unblock},
    {A::Close, api::deploy_requests::close},
    {A::Revert, api::deploy_requests::revert},
    {A::SkipRevert, api::deploy_requests::skipRevert},
    {A::EnableAutoApply, autoApplySet<true>},
    {A::DisableAutoApply, autoApplySet<false>},
    {A::EnableAutoDelete, autoDeleteSet<true>},
    {A::DisableAutoDelete, autoDeleteSet<false>},
};
static_assert(isRowForEach(requests));

QString nothingWasSent(const QString &difference)
{
    return difference.isEmpty() ? difference : RequestActions::tr("%1 Nothing was sent.").arg(difference);
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

ReviewContext RequestActions::context() const
{
    return contextOf(m_store->request().value_or(api::DeployRequest()));
}

ReviewContext RequestActions::contextOf(const api::DeployRequest &request) const
{
    ReviewContext context;
    context.request = request;
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

// --- the descriptions

/// What all actions on the request have in common.
template<class Answer, class Body>
ActionSpec<api::DeployRequest, Answer, Body> RequestActions::described(Which which)
{
    using Object = api::DeployRequest;
    const qint64 number = m_store->number();
    ActionSpec<Object, Answer, Body> spec;
    spec.id = actionId(which);
    spec.verb = [which](const Object &) { return actionVerb(which); };
    spec.accesses = accessesOf(which);
    spec.confirmation = [this, which](const Object &shown) {
        const ReviewContext context = contextOf(shown);
        Confirmation words = models::confirmation(which, context);
        words.production = context.intoProduction.value_or(true);
        if (which == A::Revert) {
            words.losses = revertEffects(shown, m_store->tables()->rows()).all();
            if (!words.losses.isEmpty())
                words.consequence =
                    RequestActions::tr("%1 You will lose, or may be blocked by:").arg(words.consequence);
        }
        return words;
    };
    spec.refusal = [this, which](const Object &shown) -> std::optional<QString> {
        if (auto reason = refusalReason(which, contextOf(shown)))
            return reason;
        if (actsOnChanges(which) && m_store->pendingChanges() > 0)
            return RequestActions::tr("The schema changes are no longer those on screen; look at the new ones first.");
        return std::nullopt;
    };
    spec.reread = [this](const Object &) {
        return deploy_request_reads::get(m_store->organization(), m_store->database(), m_store->number());
    };
    spec.difference = [which](const Object &shown, const Object &fresh) {
        return nothingWasSent(differenceSince(shown, fresh, which));
    };
    spec.found = [this](const Object &fresh) {
        m_store->merge(fresh);
        return RequestActions::tr("Read again since, it is “%1”, %2.", "deployment state, approval")
            .arg(describeDeploymentState(deploymentStateOf(fresh)).text,
                 describeApproval(fresh.approved, m_surroundings.approvalRequired).text.toLower());
    };
    spec.journalTitle = [which, number](const Object &) { return actionTitle(which, number); };
    spec.journalObject = m_store->displayName();
    spec.failed = [which, number](const Object &) { return actionFailed(which, number); };
    spec.done = [which, number](const Object &, const Answer &) { return actionDone(which, number); };
    spec.merge = [this](const Object &, const Answer &answer) { m_store->merge(answer); };
    return spec;
}

Action RequestActions::bound(Which which, const Current &current)
{
    const QString none = RequestActions::tr("The deploy request is not loaded yet.");
    if (!isReview(which)) {
        auto spec = described<api::DeployRequest>(which);
        spec.request = [this, which](const api::DeployRequest &, const api::Nothing &) {
            return withoutHtml(
                rowOf(requests, which).request({m_store->organization(), m_store->database()}, m_store->number()));
        };
        return bindAction<api::DeployRequest, api::DeployRequest>(m_store->context(), spec, current, none);
    }
    auto spec = described<api::Review, api::ReviewCreate>(which);
    spec.form = [](const api::DeployRequest &) {
        FormField text;
        text.id = QStringLiteral("body");
        return BodyForm<api::ReviewCreate>().text(text, &api::ReviewCreate::body);
    };
    spec.request = [this, which](const api::DeployRequest &, const api::ReviewCreate &body) {
        api::ReviewCreate review;
        review.state = which == A::Approve ? api::ReviewState::Approved : api::ReviewState::Commented;
        // An approval may go without words; an empty text is left out, not sent.
        if (!body.body.trimmed().isEmpty())
            review.body = body.body;
        return api::deploy_requests::review({m_store->organization(), m_store->database()}, m_store->number(), review);
    };
    if (which == A::Approve)
        spec.precheck = [this](QObject *owner, const api::DeployRequest &shown,
                               const std::function<void(const QString &)> &end) { compareDiff(owner, shown, end); };
    Action review =
        bindAction<api::DeployRequest, api::Review, api::ReviewCreate>(m_store->context(), spec, current, none);
    review.form = nullptr;
    return review;
}

void RequestActions::compareDiff(QObject *owner, const api::DeployRequest &shown,
                                 const std::function<void(const QString &)> &end)
{
    if (m_store->shownDigest().isEmpty()) {
        end({});
        return;
    }
    const auto read = deploy_request_reads::diff(m_store->organization(), m_store->database(), m_store->number());
    m_store->context().client->send(read, owner)->then(owner, [this, owner, shown, end](const auto &fresh) {
        if (!fresh) {
            // Reading the diff is not documented. Where the request says when its schema changed last, that is compared
            // with the request read again, and by it the diff that was read once still stands.
            const bool dated = shown.deployment && shown.deployment->schemaLastUpdatedAt.isValid();
            end(dated ? QString()
                      : nothingWasSent(describeError(fresh.error(), m_store->diffFailureTitle()).paragraph()));
            return;
        }
        runAside(
            owner, [diffs = *fresh]() { return digestOf(diffs); },
            [this, end, diffs = *fresh](const QByteArray &digest) {
                if (digest == m_store->shownDigest()) {
                    end({});
                    return;
                }
                m_store->setDiff(diffs);
                end(nothingWasSent(RequestActions::tr("The schema changes are no longer those that were shown.")));
            });
    });
}

Action RequestActions::action(Which which)
{
    return oneAtATime(which, bound(which, [this]() { return m_store->request(); }));
}

Action RequestActions::actionOn(Which which, const api::DeployRequest &shown)
{
    return oneAtATime(which, bound(which, [shown]() { return std::optional(shown); }));
}

Action RequestActions::throttle(const QList<KeyspaceRatio> &ratios)
{
    using Object = api::DeployRequest;
    const qint64 number = m_store->number();
    ActionSpec<Object, api::Throttler> spec;
    spec.id = QStringLiteral("throttle");
    spec.verb = [number](const Object &) { return throttleTitle(number); };
    spec.refusal = [this, ratios](const Object &shown) {
        auto reason = models::throttleRefusal(contextOf(shown));
        if (!reason && ratios.isEmpty())
            reason = RequestActions::tr("PlanetScale names no keyspace that can be throttled.");
        return reason;
    };
    spec.request = [this, ratios](const Object &, const api::Nothing &) {
        return api::deploy_requests::setThrottler({m_store->organization(), m_store->database()}, m_store->number(),
                                                  throttlerUpdate(ratios));
    };
    spec.reread = [this](const Object &) {
        return deploy_request_reads::get(m_store->organization(), m_store->database(), m_store->number());
    };
    spec.difference = [this](const Object &, const Object &fresh) {
        return nothingWasSent(models::throttleRefusal(contextOf(fresh)).value_or(QString()));
    };
    spec.journalTitle = spec.verb;
    spec.journalObject = m_store->displayName();
    spec.failed = [number](const Object &) { return throttleFailed(number); };
    spec.done = [number, ratios](const Object &, const api::Throttler &) { return throttleDone(number, ratios); };
    spec.merge = [this](const Object &, const api::Throttler &answer) {
        m_deployment->operations()->forgetEstimates();
        m_deployment->throttler()->setValue(answer);
    };
    return oneAtATime(std::nullopt,
                      bindAction<Object, api::Throttler>(
                          m_store->context(), spec, [this]() { return m_store->request(); },
                          RequestActions::tr("The deploy request is not loaded yet.")));
}

// --- doing it

Action RequestActions::oneAtATime(std::optional<Which> which, const Action &inner)
{
    Action outer = inner;
    outer.refusal = [this, inner]() -> std::optional<QString> {
        if (m_store->request() && (m_busy || m_throttling))
            return RequestActions::tr("Another action on this deploy request is under way.");
        return inner.refusal();
    };
    outer.pinned = [this, which, inner]() { return oneAtATime(which, inner.pinned()); };
    outer.run = [this, which, inner, refusal = outer.refusal](QObject *owner, const FormValues &values,
                                                              const std::function<void(const ActionResult &)> &end) {
        const auto ended = [watcher = QPointer<QObject>(owner), end](const ActionResult &result) {
            if (watcher)
                end(result);
        };
        if (const auto reason = refusal()) {
            const ActionResult result = refusedAction(
                which ? actionFailed(*which, m_store->number()) : throttleFailed(m_store->number()), *reason);
            tell(which, result);
            ended(result);
            return;
        }
        setBusy(which, !which);
        if (which)
            Q_EMIT started(*which);
        Q_EMIT m_store->changed();
        inner.run(this, values, [this, which, ended](const ActionResult &result) {
            const QPointer<RequestActions> alive(this);
            ActionResult outcome = result;
            if (result.sendUnrecorded)
                outcome.sendUnrecorded = [this, which, alive, send = result.sendUnrecorded]() {
                    if (alive)
                        setBusy(which, !which);
                    send();
                };
            setBusy(std::nullopt, false);
            if (!which && result.kind != ActionResult::Kind::Done)
                m_deployment->throttler()->refresh(); // what is set is not known for certain
            tell(which, result);
            if (!alive)
                return;
            Q_EMIT m_store->changed();
            m_store->refreshRequest();
            if (which && isReview(*which) && result.kind == ActionResult::Kind::Unknown)
                m_store->reviews()->refresh();
            ended(outcome);
        });
    };
    return outer;
}

void RequestActions::tell(std::optional<Which> which, const ActionResult &result)
{
    if (which)
        Q_EMIT finished(*which, result);
    else
        Q_EMIT throttleFinished(result);
}

void RequestActions::setBusy(std::optional<Which> which, bool throttling)
{
    m_busy = which;
    m_throttling = throttling;
    m_store->setBusy(which || throttling);
}

void RequestActions::perform(Which which, const QString &body)
{
    if (which == A::Comment && body.trimmed().isEmpty() && !action(which).refusal()) {
        tell(which,
             refusedAction(actionFailed(which, m_store->number()), RequestActions::tr("A comment needs a text.")));
        return;
    }
    action(which).run(this, {{QStringLiteral("body"), body}}, [](const ActionResult &) {});
}

void RequestActions::setThrottle(const QList<KeyspaceRatio> &ratios)
{
    throttle(ratios).run(this, {}, [](const ActionResult &) {});
}

} // namespace orrery::models
