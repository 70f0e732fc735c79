// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/api_client.h"
#include "models/core/journal.h"
#include "models/core/store_context.h"

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
};

/// An action on an object, with everything safety asks for (design: confirm outside, re-read, journal, send, journal).
template<class Object, class Answer>
struct Mutation
{
    QString title; ///< translated: "Approve deploy request #42"
    QString object; ///< "acme/shop #42"
    api::Request<Answer> request;
    std::optional<api::Request<Object>> reread; ///< unset where there is no object yet (creation)
    /// Whether the object read again differs from what was shown in a way that matters; a translated sentence, or empty.
    std::function<QString(const Object &fresh)> difference;
};

/// Runs one action: reads the object again, stops if it changed, writes the journal, sends exactly once, completes the journal.
/// `end` is called once in `owner`'s thread, unless the owner is gone.
template<class Object, class Answer>
void runMutation(const StoreContext &context, QObject *owner, Mutation<Object, Answer> mutation,
                 std::function<void(const MutationOutcome<Object, Answer> &)> end)
{
    using Outcome = MutationOutcome<Object, Answer>;
    using Kind = typename Outcome::Kind;
    auto shared = std::make_shared<Mutation<Object, Answer>>(std::move(mutation));

    const auto send = [context, owner, shared, end](std::optional<Object> before) {
        JournalEntry entry;
        entry.account = context.account;
        entry.object = shared->object;
        entry.title = shared->title;
        entry.method = api::methodName(shared->request.method());
        entry.path = shared->request.encodedPath();
        entry.body = QString::fromUtf8(shared->request.body);
        context.journal->begin(entry, owner, [context, owner, shared, end, before](qint64 id) {
            context.client->send(shared->request, owner)->then(owner, [context, owner, shared, end, id, before](const api::Result<Answer> &result) {
                if (result) {
                    context.journal->end(id, JournalEntry::Outcome::Done, 200, {}, {});
                    end(Outcome{.kind = Kind::Done, .answer = *result, .fresh = before, .difference = {}, .error = {}});
                    return;
                }
                const api::ApiError &error = result.error();
                context.journal->end(id, error.outcomeUnknown ? JournalEntry::Outcome::Unknown : JournalEntry::Outcome::Refused,
                                     error.status, error.message, error.requestId);
                if (!error.outcomeUnknown || !shared->reread) {
                    end(Outcome{.kind = error.outcomeUnknown ? Kind::Unknown : Kind::Refused, .answer = {}, .fresh = {}, .difference = {}, .error = error});
                    return;
                }
                context.client->send(*shared->reread, owner)->then(owner, [end, error](const api::Result<Object> &after) {
                    end(Outcome{.kind = Kind::Unknown, .answer = {}, .fresh = after ? std::optional<Object>(*after) : std::nullopt,
                                .difference = {}, .error = error});
                });
            });
        });
    };

    if (!shared->reread) {
        send(std::nullopt);
        return;
    }
    context.client->send(*shared->reread, owner)->then(owner, [shared, send, end](const api::Result<Object> &fresh) {
        if (!fresh) {
            end(Outcome{.kind = Kind::Refused, .answer = {}, .fresh = {}, .difference = {}, .error = fresh.error()});
            return;
        }
        if (shared->difference) {
            if (const QString difference = shared->difference(*fresh); !difference.isEmpty()) {
                end(Outcome{.kind = Kind::Changed, .answer = {}, .fresh = *fresh, .difference = difference, .error = {}});
                return;
            }
        }
        send(*fresh);
    });
}

} // namespace orrery::models
