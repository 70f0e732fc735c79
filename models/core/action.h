// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/api_client.h"
#include "api/core/connectivity.h"
#include "models/core/action_result.h"
#include "models/core/confirmation.h"
#include "models/core/form.h"
#include "models/core/permissions.h"
#include "models/core/request_preview.h"

#include <QPointer>

namespace orrery::models {

/// Something that can be done to one object, ready for a button: what it is called, why it is not possible, what it asks,
/// what it would send, and how it runs. Made from an ActionSpec by bindAction().
struct Action
{
    QString id; ///< "delete"
    QString verb; ///< translated, as menus show it: "Delete webhook…"
    std::function<QString()> verbNow = {}; ///< where it depends on the object ("Enable", "Disable"); unset: `verb`
    bool primary = false; ///< the one a page is most often opened for
    std::function<std::optional<QString>()> refusal; ///< why not, and who may; nothing when it is possible
    /// What is not known of whether the sign-in may do it, in a sentence; empty: nothing.
    std::function<QString()> doubt = {};
    /// Calls `update`, while `owner` lives, when what holds for every action changes: read-only mode, the connection, what
    /// the sign-in may do.
    std::function<void(QObject *owner, std::function<void()> update)> watch = {};
    std::function<Confirmation()> confirmation;
    std::function<Form()> form; ///< asked before it runs; unset: nothing is asked
    std::function<RequestPreview(const FormValues &)> preview; ///< unset: nothing is sent to the API
    /// Reads the object again, journals, sends once and merges the answer; `end` comes once unless the owner is gone.
    std::function<void(QObject *owner, const FormValues &, std::function<void(const ActionResult &)> end)> run;
    /// The same action on the object it is about now, whatever is selected while its dialog is open; unset: itself.
    std::function<Action()> pinned = {};
    /// Instead of everything from `confirmation` on: it happens on this computer and sends nothing.
    std::function<void()> local;
};

/// One action on objects of one kind, described. `Body` is what a form fills; api::Nothing without one.
template<class Object, class Answer, class Body = api::Nothing>
struct ActionSpec
{
    QString id;
    std::function<QString(const Object &)> verb;
    bool primary = false;
    /// How it is confirmed, with all its words; a tier of None asks nothing.
    std::function<Confirmation(const Object &)> confirmation;
    /// Why not, beside what holds for every action (read-only mode, no connection, what the sign-in may do).
    std::function<std::optional<QString>(const Object &)> refusal;
    std::function<BodyForm<Body>(const Object &)> form; ///< unset: nothing is asked
    std::function<api::Request<Answer>(const Object &, const Body &)> request;
    std::string_view accesses = {}; ///< where the operation's row lists those of several actions: this one's
    /// The object as it is now, read before anything is sent; unset for what makes a new one.
    std::function<api::Request<Object>(const Object &)> reread;
    /// A sentence when the object is no longer what was shown in a way that matters; unset: never.
    std::function<QString(const Object &shown, const Object &fresh)> difference;
    /// Reads again what the object alone does not tell, before anything is sent; ends with a sentence when that is no longer
    /// what was confirmed, with an empty one when it is. Unset: nothing.
    std::function<void(QObject *owner, const Object &, const std::function<void(const QString &)> &end)> precheck = {};
    /// Looks for what was made, where its creation is not answered. Made just before it is sent, so that it knows what was
    /// there already (created_search.h); unset: nothing is looked for.
    using Search = std::function<void(QObject *owner, const std::function<void(const std::optional<Answer> &)> &end)>;
    std::function<Search(const Object &, const Body &)> search = {};
    std::function<QString(const Object &)> journalTitle; ///< "Delete webhook https://…"
    QString journalObject; ///< "acme/shop"
    std::function<QString(const Object &)> failed; ///< "The webhook … could not be deleted."
    std::function<QString(const Object &, const Answer &)> done; ///< the quiet line
    std::function<void(const Object &, const Answer &)> merge; ///< a row, a removal, a reload
    std::function<void(const Object &)> goneAlready; ///< it was not found when it was read again
    /// The object as it was read with the action, where no answer came: merged. The sentence that says how it stands is added
    /// where it is not known whether the action took effect; empty: none.
    std::function<QString(const Object &fresh)> found = {};
    /// A secret in the answer that is shown once, with its name; unset: none.
    std::function<ShownSecret(const Answer &)> secret;
};

namespace actionWords {
/// What a look at the list says about a creation that was not answered.
inline QString foundLater()
{
    return QCoreApplication::translate("Actions", "PlanetScale did not answer, but it did what was asked.");
}
inline QString notThereYet()
{
    return QCoreApplication::translate("Actions",
                                       "It is not in the list so far; whether it was created is not known yet.");
}
inline void addLookUp(ActionResult *result, const QString &lookedUp)
{
    if (result->kind == ActionResult::Kind::Done) {
        result->sentence.prepend(lookedUp + u' ');
        return;
    }
    result->error.cause += u' ' + lookedUp;
    result->sentence = result->error.paragraph();
}
} // namespace actionWords

/// What an action ends with that is not possible any more; nothing was sent.
inline ActionResult refusedAction(const QString &failed, const QString &reason)
{
    ActionResult result;
    result.kind = ActionResult::Kind::Refused;
    result.error.title = failed;
    result.error.cause = reason;
    result.sentence = result.error.paragraph();
    return result;
}

/// An action on the object that `current` gives at that moment (nothing: none is selected, which `nothingSelected` says).
template<class Object, class Answer, class Body>
Action bindAction(const StoreContext &context, ActionSpec<Object, Answer, Body> spec,
                  std::function<std::optional<Object>()> current, const QString &nothingSelected = {})
{
    const auto shared = std::make_shared<const ActionSpec<Object, Answer, Body>>(std::move(spec));
    const auto now = [current = std::move(current)]() { return current(); };
    const auto body = [shared](const Object &object, const FormValues &values) {
        if constexpr (std::is_same_v<Body, api::Nothing>)
            return Body{};
        else
            return shared->form ? shared->form(object).body(values) : Body{};
    };
    const QPointer<api::ApiClient> client(context.client);
    Action action;
    action.id = shared->id;
    action.primary = shared->primary;
    action.verb = shared->verb(now().value_or(Object{}));
    action.verbNow = [shared, now]() { return shared->verb(now().value_or(Object{})); };
    const auto permission = [shared, context](const Object &object) {
        return askPermission(context, shared->request(object, Body{}), shared->accesses);
    };
    action.refusal = [shared, now, client, context, permission, nothingSelected]() -> std::optional<QString> {
        if (client && client->isReadOnly())
            return actionWords::readOnly();
        if (context.connectivity && !context.connectivity->isOnline())
            return actionWords::offline();
        const std::optional<Object> object = now();
        if (!object)
            return nothingSelected;
        if (shared->refusal) {
            if (auto reason = shared->refusal(*object))
                return reason;
        }
        return permission(*object).refusal;
    };
    action.doubt = [now, permission]() {
        const std::optional<Object> object = now();
        return object ? permission(*object).doubt : QString();
    };
    action.watch = [context, client](QObject *owner, const std::function<void()> &update) {
        if (client)
            QObject::connect(client, &api::ApiClient::readOnlyChanged, owner, update);
        if (context.connectivity)
            QObject::connect(context.connectivity, &api::Connectivity::onlineChanged, owner, update);
        if (Permissions *permissions = permissionsOf(context)) {
            QObject::connect(permissions, &Permissions::changed, owner,
                             [account = context.account, update](const QString &changed) {
                                 if (changed == account)
                                     update();
                             });
        }
    };
    action.confirmation = [shared, now, permission]() {
        const std::optional<Object> object = now();
        if (!object || !shared->confirmation)
            return Confirmation{};
        Confirmation words = shared->confirmation(*object);
        if (const QString doubt = permission(*object).doubt; !doubt.isEmpty())
            words.consequence = words.consequence.isEmpty() ? doubt : words.consequence + u' ' + doubt;
        return words;
    };
    if constexpr (!std::is_same_v<Body, api::Nothing>) {
        if (shared->form)
            action.form = [shared, now]() { return shared->form(now().value_or(Object{})).form(); };
    }
    action.preview = [shared, now, body, hosts = context.client->options().hosts](const FormValues &values) {
        const Object object = now().value_or(Object{});
        return previewRequest(shared->request(object, body(object, values)), hosts.api);
    };
    action.pinned = [context, shared, now]() {
        return bindAction<Object, Answer, Body>(context, *shared, [object = now()]() { return object; });
    };
    action.run = [shared, now, body, context, refusal = action.refusal](QObject *owner, const FormValues &values,
                                                                        std::function<void(const ActionResult &)> end) {
        const std::optional<Object> object = now();
        // It was possible when it was asked, and a dialog may have stood open since.
        if (const std::optional<QString> reason = refusal(); reason || !object) {
            end(refusedAction(object ? shared->failed(*object) : QString(), reason.value_or(QString())));
            return;
        }
        Mutation<Object, Answer> mutation;
        mutation.title = shared->journalTitle(*object);
        mutation.object = shared->journalObject;
        mutation.request = shared->request(*object, body(*object, values));
        mutation.accesses = shared->accesses;
        if (shared->reread)
            mutation.reread = shared->reread(*object);
        if (shared->difference)
            mutation.difference = [shared, shown = *object](const Object &fresh) {
                return shared->difference(shown, fresh);
            };
        const auto conclude = [shared, object = *object, end](const MutationOutcome<Object, Answer> &outcome,
                                                              const QString &lookedUp) {
            if (outcome.answer && shared->merge)
                shared->merge(object, *outcome.answer);
            // Not found by the action itself may mean "not permitted"; who could list it and cannot read it any more, knows.
            if (outcome.error && outcome.error->kind == api::ApiError::Kind::NotFound
                && outcome.error->method == api::Method::Get && shared->goneAlready)
                shared->goneAlready(object);
            ActionResult result = actionResult(
                outcome, outcome.answer ? shared->done(object, *outcome.answer) : QString(), shared->failed(object));
            if (!outcome.answer && outcome.fresh && shared->found) {
                const QString now = shared->found(*outcome.fresh);
                if (result.kind == ActionResult::Kind::Unknown && !now.isEmpty())
                    result.sentence += u' ' + now;
            }
            if (outcome.answer && shared->secret)
                result.secret = shared->secret(*outcome.answer);
            if (!lookedUp.isEmpty())
                actionWords::addLookUp(&result, lookedUp);
            end(result);
        };
        using Outcome = MutationOutcome<Object, Answer>;
        const auto ended = [conclude, owner = QPointer<QObject>(owner),
                            search = shared->search ? shared->search(*object, body(*object, values))
                                                    : nullptr](const Outcome &outcome) {
            if (outcome.kind != Outcome::Kind::Unknown || !search || !owner) {
                conclude(outcome, {});
                return;
            }
            search(owner, [conclude, outcome](const std::optional<Answer> &found) {
                Outcome known = outcome;
                known.kind = found ? Outcome::Kind::Done : Outcome::Kind::Unknown;
                known.answer = found;
                conclude(known, found ? actionWords::foundLater() : actionWords::notThereYet());
            });
        };
        // What the object alone does not tell is read again before whatever is sent.
        const auto checked = [shared, owner = QPointer<QObject>(owner), object = *object,
                              end](const std::function<void()> &send) {
            if (!owner)
                return;
            if (!shared->precheck) {
                send();
                return;
            }
            shared->precheck(owner, object, [owner, send, end](const QString &difference) {
                if (!owner)
                    return;
                if (difference.isEmpty())
                    send();
                else
                    end({.kind = ActionResult::Kind::Changed,
                         .sentence = difference,
                         .error = {},
                         .serviceMessage = {}});
            });
        };
        const auto checkedAgain = [ended, checked](const Outcome &outcome) {
            Outcome asked = outcome;
            if (const auto send = outcome.sendUnrecorded)
                asked.sendUnrecorded = [checked, send]() { checked(send); };
            ended(asked);
        };
        checked([context, owner = QPointer<QObject>(owner), mutation = std::move(mutation), checkedAgain]() {
            runMutation<Object, Answer>(context, owner, mutation, checkedAgain);
        });
    };
    return action;
}

} // namespace orrery::models
