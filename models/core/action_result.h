// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/error_text.h"
#include "models/core/mutation.h"

#include <QCoreApplication>

namespace orrery::models {

/// How an action ended, in words: what a page shows after it.
struct ActionResult
{
    enum class Kind : quint8 { Done, Refused, Changed, Unknown };

    Kind kind = Kind::Done;
    QString sentence; ///< translated; for Done the quiet line of the status strip
    ErrorText error; ///< for Refused and Unknown
};

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
        result.error = describeError(outcome.error.value_or(api::ApiError{}), failed);
        result.sentence = result.error.paragraph();
        break;
    }
    return result;
}

} // namespace orrery::models
