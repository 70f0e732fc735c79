// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/diff/deploy_tables.h"

#include <QDateTime>

namespace orrery::models {

// Notes on a deploy request, and where they belong while its changes move. Pure.

/// What a note is about.
struct NoteAnchor
{
    enum class Kind : quint8 { Request, Table, Line };
    enum class Side : quint8 { Old, New };

    Kind kind = Kind::Request;
    QString table; ///< DeployTable::id
    Side side = Side::New;
    int line = 0; ///< 1-based number on its side
    QString text; ///< the line's; null in a published note, which tells the number only
    QStringList before; ///< up to two lines above on the same side, in reading order
    QStringList after; ///< up to two lines below

    friend bool operator==(const NoteAnchor &, const NoteAnchor &) = default;
};

struct ReviewNote
{
    QString id; ///< empty in a published note
    NoteAnchor anchor;
    QString body; ///< Markdown, plain text to us
    QDateTime createdAt; ///< UTC
    QDateTime updatedAt;

    friend bool operator==(const ReviewNote &, const ReviewNote &) = default;
};

NoteAnchor tableAnchor(const DeployTable &table);
/// For the line at `index` of the table's diff: an unchanged line is taken on its new side. Lines without a number (hunk
/// headers, text that is no diff) give the table's anchor.
NoteAnchor lineAnchor(const DeployTable &table, qsizetype index);

/// Where an anchor is in the changes as they are now.
struct NotePlace
{
    enum class Status : quint8 {
        Found,
        Moved, ///< the line is there under another number
        Outdated, ///< the line is not there any more
        TableGone,
    };

    Status status = Status::Found;
    qsizetype table = -1; ///< index of the table; -1: none
    qsizetype line = -1; ///< index into its diff's lines; -1: none
    int number = 0; ///< of the line now
    friend bool operator==(const NotePlace &, const NotePlace &) = default;
};

/// A draft's line is found by its text and its neighbours (a comma at the end, which comes and goes with the next line, does
/// not count); a published one by its number.
NotePlace placeOf(const NoteAnchor &anchor, const QList<DeployTable> &tables);

/// Nothing where the note is in its place.
std::optional<StateWord> describePlace(const NotePlace &place);

/// The notes as they are to be published: in the order of the changes, with the numbers lines have now. What lost its line
/// becomes a note on the table that quotes it. Blank notes are left out.
QList<ReviewNote> publishable(const QList<ReviewNote> &notes, const QList<DeployTable> &tables);

} // namespace orrery::models
