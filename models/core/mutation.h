// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/api_client.h"
#include "models/core/journal.h"
#include "models/core/permissions.h"
#include "models/core/store_context.h"

#include <QPointer>

#include <memory>

namespace orrery::models {

/// How an action ended.
template<class Object, class Answer>
struct MutationOutcome
{
    enum class Kind : quint8 {
        Done, ///< `answer` holds what the service answered
        Refused, ///< `error` says why; nothing changed
        Changed, ///< the object is no longer what was shown: nothing was sent; `fresh` and `difference` tell
        Unknown, ///< sent, but no answer: whether it took effect is unknown; `fresh` is the object read afterwards, if that worked
    };

    Kind kind = Kind::Refused;
    std::optional<Answer> answer;
    std::optional<Object> fresh;
    QString difference; ///< translated sentence
    std::optional<api::ApiError> error;
    /// For Refused: the record of the action could not be written, so nothing was sent.
    std::optional<NotRecorded> notRecorded = {};
    /// With that: sends it all the same, to be recorded when there is room again; `end` of the action comes once more.
    std::function<void()> sendUnrecorded = {};
};

/// An action on an object, with everything safety asks for (design: confirm outside, re-read, journal, send, journal).
template<class Object, class Answer>
struct Mutation
{
    QString title; ///< translated: "Approve deploy request #42"
    QString object; ///< "acme/shop #42"
    api::Request<Answer> request;
    std::optional<api::Request<Object>> reread; ///< unset where there is no object yet (creation)
    std::string_view accesses = {}; ///< where the operation's row lists those of several actions: this one's
    /// Whether the object read again differs from what was shown in a way that matters; a translated sentence, or empty.
    std::function<QString(const Object &fresh)> difference;
};

/// Whether an action may be sent that is not recorded.
enum class Recording : quint8 {
    Required, ///< no record, no request
    Waived, ///< a person said so; recorded as soon as the file takes it
};

/// Runs one action: reads the object again, stops if it changed, writes the journal, sends exactly once, completes the journal.
/// What cannot be recorded is not sent, unless a person decides so then (MutationOutcome::sendUnrecorded): that begins with
/// reading the object, since the question may have stood for long.
/// `end` is called once in `owner`'s thread, unless the owner is gone. An owner that goes before the journal is written ends
/// the action; after that it is carried through and recorded whoever watches.
template<class Object, class Answer>
void runMutation(const StoreContext &context, QObject *owner, Mutation<Object, Answer> mutation,
                 std::function<void(const MutationOutcome<Object, Answer> &)> end,
                 Recording recording = Recording::Required)
{
    using Outcome = MutationOutcome<Object, Answer>;
    using Kind = typename Outcome::Kind;
    Q_ASSERT(context.client && context.journal);
    auto shared = std::make_shared<Mutation<Object, Answer>>(std::move(mutation));
    const QPointer<api::ApiClient> client(context.client);
    const QPointer<QObject> watcher(owner);

    // Refused before it may not even be offered again; 404 counts only for what was there a moment ago.
    const auto learn = [permissions = QPointer<Permissions>(permissionsOf(context)), account = context.account,
                        shared](const api::Result<Answer> &result, bool isThere) {
        using Error = api::ApiError::Kind;
        if (!permissions)
            return;
        if (result)
            permissions->accepted(account, shared->request, shared->accesses);
        else if (result.error().kind == Error::Forbidden || (result.error().kind == Error::NotFound && isThere))
            permissions->refused(account, shared->request, shared->accesses, result.error());
    };
    const auto answered = [client, watcher, shared, end](const api::Result<Answer> &result,
                                                         const std::optional<Object> &before) {
        if (!watcher)
            return;
        if (result) {
            end(Outcome{.kind = Kind::Done, .answer = *result, .fresh = before, .difference = {}, .error = {}});
            return;
        }
        const api::ApiError &error = result.error();
        if (!error.outcomeUnknown || !shared->reread || !client) {
            end(Outcome{.kind = error.outcomeUnknown ? Kind::Unknown : Kind::Refused,
                        .answer = {},
                        .fresh = {},
                        .difference = {},
                        .error = error});
            return;
        }
        client->send(*shared->reread, watcher)->then(watcher, [end, error](const api::Result<Object> &after) {
            end(Outcome{.kind = Kind::Unknown,
                        .answer = {},
                        .fresh = after ? std::optional<Object>(*after) : std::nullopt,
                        .difference = {},
                        .error = error});
        });
    };

    const auto send = [context, client, shared, learn, answered, watcher, end,
                       recording](const std::optional<Object> &before) {
        Journal *const journal = context.journal;
        JournalEntry entry;
        entry.account = context.account;
        entry.object = shared->object;
        entry.title = shared->title;
        entry.method = api::methodName(shared->request.method());
        entry.path = shared->request.encodedPath();
        entry.body = QString::fromUtf8(shared->request.redactedBody());
        // The journal owns the request: the record is completed also when the page that asked is closed meanwhile.
        const auto transmit = [journal, client, shared, learn, answered, watcher, end, before](qint64 id) {
            if (!client) {
                journal->end(id, JournalEntry::Outcome::Refused, 0, {}, {});
                if (watcher)
                    end(Outcome{.kind = Kind::Refused,
                                .error = api::ApiError{.kind = api::ApiError::Kind::NotSignedIn}});
                return;
            }
            auto *job = client->send(shared->request, journal);
            job->then(journal, [journal, job, learn, answered, id, before](const api::Result<Answer> &result) {
                if (result) {
                    journal->end(id, JournalEntry::Outcome::Done, job->status(), {}, job->requestId());
                } else {
                    const api::ApiError &error = result.error();
                    journal->end(id,
                                 error.outcomeUnknown ? JournalEntry::Outcome::Unknown : JournalEntry::Outcome::Refused,
                                 error.status, error.message, error.requestId);
                }
                learn(result, before.has_value());
                answered(result, before);
            });
        };
        if (recording == Recording::Waived) {
            transmit(journal->beginUnrecorded(entry));
            return;
        }
        journal->begin(
            entry, journal, [context, client, shared, transmit, watcher, end, before](const Recorded &recorded) {
                if (recorded) {
                    transmit(*recorded);
                    return;
                }
                if (!watcher)
                    return;
                end(Outcome{.kind = Kind::Refused,
                            .fresh = before,
                            .notRecorded = recorded.error(),
                            .sendUnrecorded = [context, client, shared, watcher, end]() {
                                if (watcher && client)
                                    runMutation<Object, Answer>(context, watcher, *shared, end, Recording::Waived);
                                else if (watcher) // signed out while the question stood
                                    end(Outcome{.kind = Kind::Refused,
                                                .error = api::ApiError{.kind = api::ApiError::Kind::NotSignedIn}});
                            }});
            });
    };

    if (!shared->reread) {
        send(std::nullopt);
        return;
    }
    client->send(*shared->reread, owner)->then(owner, [shared, send, end](const api::Result<Object> &fresh) {
        if (!fresh) {
            end(Outcome{.kind = Kind::Refused, .answer = {}, .fresh = {}, .difference = {}, .error = fresh.error()});
            return;
        }
        if (shared->difference) {
            if (const QString difference = shared->difference(*fresh); !difference.isEmpty()) {
                end(Outcome{
                    .kind = Kind::Changed, .answer = {}, .fresh = *fresh, .difference = difference, .error = {}});
                return;
            }
        }
        send(*fresh);
    });
}

} // namespace orrery::models
