// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/deploy_requests/review.h"
#include "models/deploy_requests/review/review_notes.h"

namespace orrery::models {

/// A note somebody published with a review, here or on another computer.
struct PublishedNote
{
    ReviewNote note; ///< its anchor has a number and no text
    QString author; ///< untrusted; empty when the service did not say
    QDateTime at; ///< UTC
    friend bool operator==(const PublishedNote &, const PublishedNote &) = default;
};

/// The notes in comments that composeReview() wrote, on tables and lines, in the order of the reviews. Pure.
QList<PublishedNote> publishedNotes(const QList<api::Review> &reviews);

/// "commerce.users", "line 13", "line 4 before the change", "whole request": where a note belongs, its line by the number
/// it has now. `withTable`: both. Made visible.
QString anchorWords(const NoteAnchor &anchor, const NotePlace &place, bool withTable);

} // namespace orrery::models
