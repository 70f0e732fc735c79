// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/review/published_notes.h"

#include "models/core/text.h"
#include "models/deploy_requests/review/review_format.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {

struct PublishedNotes
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::PublishedNotes)
};

} // namespace

QList<PublishedNote> publishedNotes(const QList<api::Review> &reviews)
{
    QList<PublishedNote> notes;
    for (const api::Review &review : reviews) {
        const ParsedReview parsed = parseReview(review.body);
        for (const ReviewNote &note : parsed.notes) {
            if (note.anchor.kind != NoteAnchor::Kind::Request)
                notes.append({note, review.actor ? review.actor->displayName : QString(), review.createdAt});
        }
    }
    return notes;
}

QString anchorWords(const NoteAnchor &anchor, const NotePlace &place, bool withTable)
{
    const QString table = visibleText(anchor.table);
    switch (anchor.kind) {
    case NoteAnchor::Kind::Request:
        return PublishedNotes::tr("whole request");
    case NoteAnchor::Kind::Table:
        return withTable ? table : PublishedNotes::tr("whole table");
    case NoteAnchor::Kind::Line:
        break;
    }
    const int number = place.number > 0 ? place.number : anchor.line;
    const QString line = anchor.side == NoteAnchor::Side::Old
        ? PublishedNotes::tr("line %1 before the change").arg(number)
        : PublishedNotes::tr("line %1").arg(number);
    return withTable ? PublishedNotes::tr("%1, %2", "a table, a line of it").arg(table, line) : line;
}

} // namespace orrery::models
