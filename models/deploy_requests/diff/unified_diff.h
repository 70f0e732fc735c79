// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <utility>

namespace orrery::models {

/// One line of a table's diff as the service sends it (`raw` of a deploy request's or branch's diff).
struct DiffLine
{
    enum class Kind : quint8 { Context, Added, Removed, HunkHeader, Note };

    Kind kind = Kind::Context;
    int oldNumber = 0; ///< 1-based; 0 where the line does not exist on the old side
    int newNumber = 0; ///< 1-based; 0 where the line does not exist on the new side
    QString text; ///< without the leading marker and without line end
    QList<std::pair<int, int>> changedRanges; ///< [start, length) in `text` that differ from the paired line

    friend bool operator==(const DiffLine &, const DiffLine &) = default;
};

/// A row of the side-by-side view: indexes into UnifiedDiff::lines, -1 where a side is empty.
struct DiffPair
{
    int left = -1;
    int right = -1;
    friend bool operator==(const DiffPair &, const DiffPair &) = default;
};

struct UnifiedDiff
{
    enum class Change : quint8 { Modified, Added, Deleted };

    QList<DiffLine> lines;
    QList<DiffPair> pairs; ///< removed and added runs set against each other, for the side-by-side view
    int added = 0;
    int removed = 0;
    Change change = Change::Modified;
    bool wellFormed = true; ///< false: the text was not a diff; every line is shown as Note, nothing is hidden
    bool oldEndsOpen = false; ///< the last line of the old side is the last of its text, which has no line end there
    bool newEndsOpen = false;

    friend bool operator==(const UnifiedDiff &, const UnifiedDiff &) = default;
};

/// Lines of a text without their ends, \n or \r\n; views into `text`.
QList<QStringView> linesOf(QStringView text);

/// Reads a unified diff (with or without file headers and hunk headers). Pure; never fails: text that is no diff comes
/// back as Note lines with wellFormed == false.
UnifiedDiff parseUnifiedDiff(const QString &raw);

/// Sets each run of removed lines against the run of added ones that follows it: makes `pairs` from `lines`. A note between
/// the two, which says that the line above it has no end, stands on the side of that line, below the changed lines.
void pairLines(UnifiedDiff &diff);

/// Marks in each removed/added pair which characters changed (by words). Separate because it costs more than parsing.
void markChangedWords(UnifiedDiff &diff);

/// What markChangedWords() marks in one pair of lines: [start, length) in each. Some microseconds for a line of DDL.
struct ChangedWords
{
    QList<std::pair<int, int>> removed;
    QList<std::pair<int, int>> added;
};
ChangedWords changedWords(QStringView removed, QStringView added);

} // namespace orrery::models
