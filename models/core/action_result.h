// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/error_text.h"
#include "models/core/mutation.h"

#include <QCoreApplication>

namespace orrery::models {

/// A secret that the service tells once: shown masked, to copy, and kept nowhere.
struct ShownSecret
{
    QString name; ///< translated: "Secret of the webhook"
    QString value; ///< empty: there is none
};

/// How an action ended, in words: what a page shows after it.
struct ActionResult
{
    enum class Kind : quint8 { Done, Refused, Changed, Unknown };

    Kind kind = Kind::Done;
    QString sentence; ///< translated; for Done the quiet line of the status strip
    ErrorText error; ///< for Refused and Unknown
    QString serviceMessage; ///< for Refused: what the service said, untrusted; a form finds its field by it
    ShownSecret secret = {}; ///< for Done
    /// For Refused because it could not be recorded: sends it all the same; the action ends once more then.
    std::function<void()> sendUnrecorded = {};
};

namespace actionWords {
/// Why nothing at all can be changed.
inline QString readOnly()
{
    return QCoreApplication::translate("Actions", "Read-only mode is on: nothing can be changed.");
}
/// Why nothing can be sent at the moment.
inline QString offline()
{
    return QCoreApplication::translate("Actions",
                                       "There is no connection; it can be done once PlanetScale is reachable again.");
}
/// Why something was not sent that could not be recorded.
inline ErrorText notRecorded(const QString &failed, const NotRecorded &why)
{
    const bool full = why.reason == NotRecorded::Reason::DiskFull;
    return {.title = failed,
            .cause = QCoreApplication::translate("Actions",
                                                 "Its record could not be written to the local database, so nothing "
                                                 "was sent."),
            .nextStep = full
                ? QCoreApplication::translate("Actions", "The disk is full: free some space, then try again.")
                : QCoreApplication::translate("Actions",
                                              "Check whether another program is using Orrery's data folder, then "
                                              "try again."),
            .details = QStringLiteral("local database: ") + why.detail,
            .remedy = ErrorRemedy::None};
}
} // namespace actionWords

/// Words for a finished mutation. `done` is the sentence for success, `failed` the title for the other ends.
template<class Object, class Answer>
ActionResult actionResult(const MutationOutcome<Object, Answer> &outcome, const QString &done, const QString &failed)
{
    using From = typename MutationOutcome<Object, Answer>::Kind;
    ActionResult result;
    switch (outcome.kind) {
    case From::Done:
        result.kind = ActionResult::Kind::Done;
        result.sentence = done;
        break;
    case From::Changed:
        result.kind = ActionResult::Kind::Changed;
        result.sentence = outcome.difference;
        break;
    case From::Unknown:
    case From::Refused:
        result.kind = outcome.kind == From::Unknown ? ActionResult::Kind::Unknown : ActionResult::Kind::Refused;
        result.error = outcome.notRecorded ? actionWords::notRecorded(failed, *outcome.notRecorded)
                                           : describeError(outcome.error.value_or(api::ApiError{}), failed);
        result.sendUnrecorded = outcome.sendUnrecorded;
        result.sentence = result.error.paragraph();
        if (outcome.error)
            result.serviceMessage = outcome.error->message;
        break;
    }
    return result;
}

} // namespace orrery::models
