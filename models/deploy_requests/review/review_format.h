// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/review/review_notes.h"

namespace orrery::models {

/// A published comment taken apart.
struct ParsedReview
{
    QString summary; ///< the whole body when it is not ours to take apart
    QList<ReviewNote> notes; ///< anchors without text: they are found by number
    friend bool operator==(const ParsedReview &, const ParsedReview &) = default;
};

/// One Markdown comment made of a summary and notes, in the order given:
///
///     Looks good but for one thing.
///
///     - [whole request] deploy after Friday
///     - [commerce.users] who reads this?
///     - [commerce.users · +13] use bigint
///       as the other tables do
///     - [commerce.users · -4] still read by the importer
///
/// "+" numbers are lines after the change, "-" before it. Text keeps its Markdown, without white space around it and with
/// \n line ends. Pure; what it makes parseReview() takes apart again, whatever somebody wrote.
QString composeReview(const QString &summary, const QList<ReviewNote> &notes);

/// Takes a comment apart that composeReview() could have made, here or on another computer; anything else comes back whole
/// as the summary. Pure.
ParsedReview parseReview(const QString &body);

} // namespace orrery::models
