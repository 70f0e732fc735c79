// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/unified_diff.h"

#include <algorithm>
#include <limits>

namespace orrery::models {

namespace {

struct HunkStart
{
    int oldFirst = 0;
    int newFirst = 0;
    bool valid = false;
};

/// "@@ -1,4 +1,5 @@ anything", read by hand because a regular expression on each line of a large diff shows.
HunkStart readHunkHeader(QStringView line)
{
    HunkStart start;
    if (!line.startsWith(u"@@ -"))
        return start;
    qsizetype at = 4;
    const auto number = [&](int &value) {
        const qsizetype from = at;
        qint64 read = 0;
        while (at < line.size() && line.at(at) >= u'0' && line.at(at) <= u'9' && at - from < 10) {
            read = read * 10 + (line.at(at).unicode() - u'0');
            ++at;
        }
        if (at == from || read > std::numeric_limits<int>::max())
            return false;
        value = static_cast<int>(read);
        return true;
    };
    const auto skipCount = [&] {
        int ignored = 0;
        if (at < line.size() && line.at(at) == u',') {
            ++at;
            return number(ignored);
        }
        return true;
    };
    if (!number(start.oldFirst) || !skipCount() || at + 1 >= line.size() || line.at(at) != u' '
        || line.at(at + 1) != u'+')
        return start;
    at += 2;
    if (!number(start.newFirst) || !skipCount())
        return start;
    start.valid = line.mid(at).startsWith(u" @@");
    return start;
}

bool isFileHeader(QStringView line, bool insideHunk)
{
    if (line.startsWith(u"diff --git ") || line.startsWith(u"index ") || line.startsWith(u"new file mode ")
        || line.startsWith(u"deleted file mode ") || line.startsWith(u"similarity index "))
        return true;
    // Inside a hunk "--- x" can be a removed "-- x" comment; SQL has those.
    return !insideHunk && (line.startsWith(u"--- ") || line.startsWith(u"+++ "));
}

UnifiedDiff asNotes(const QStringList &rawLines)
{
    UnifiedDiff diff;
    diff.wellFormed = false;
    for (const QString &line : rawLines) {
        DiffLine note;
        note.kind = DiffLine::Kind::Note;
        note.text = line;
        diff.lines.append(note);
    }
    pairLines(diff);
    return diff;
}

QStringList splitLines(const QString &raw)
{
    QString text = raw;
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    QStringList lines = text.split(u'\n');
    if (!lines.isEmpty() && lines.constLast().isEmpty())
        lines.removeLast();
    return lines;
}

/// A run of letters and digits, a run of spaces, or one other character.
QList<QStringView> words(QStringView text)
{
    const auto classOf = [](QChar c) {
        if (c.isLetterOrNumber() || c == u'_')
            return 0;
        return c.isSpace() ? 1 : 2;
    };
    QList<QStringView> out;
    qsizetype at = 0;
    while (at < text.size()) {
        const int kind = classOf(text.at(at));
        qsizetype end = at + 1;
        if (kind != 2) {
            while (end < text.size() && classOf(text.at(end)) == kind)
                ++end;
        } else if (text.at(at).isHighSurrogate() && end < text.size()) {
            ++end;
        }
        out.append(text.mid(at, end - at));
        at = end;
    }
    return out;
}

/// Marks the words of `from` that are not part of the longest common subsequence with `to`, and the same for `to`.
void markPair(DiffLine &removed, DiffLine &added)
{
    removed.changedRanges.clear();
    added.changedRanges.clear();
    const QList<QStringView> a = words(removed.text);
    const QList<QStringView> b = words(added.text);

    qsizetype head = 0;
    while (head < a.size() && head < b.size() && a.at(head) == b.at(head))
        ++head;
    qsizetype tail = 0;
    while (tail < a.size() - head && tail < b.size() - head && a.at(a.size() - 1 - tail) == b.at(b.size() - 1 - tail))
        ++tail;
    const qsizetype n = a.size() - head - tail;
    const qsizetype m = b.size() - head - tail;

    QList<bool> keptA(a.size(), true);
    QList<bool> keptB(b.size(), true);
    std::fill(keptA.begin() + head, keptA.begin() + head + n, false);
    std::fill(keptB.begin() + head, keptB.begin() + head + m, false);
    // Quadratic in the words that differ; a line this long says nothing word by word anyway.
    constexpr qsizetype cap = 160000;
    if (n > 0 && m > 0 && n * m <= cap) {
        const qsizetype width = m + 1;
        QList<int> length((n + 1) * width, 0);
        for (qsizetype i = n - 1; i >= 0; --i) {
            for (qsizetype j = m - 1; j >= 0; --j) {
                length[i * width + j] = a.at(head + i) == b.at(head + j)
                    ? length.at((i + 1) * width + j + 1) + 1
                    : std::max(length.at((i + 1) * width + j), length.at(i * width + j + 1));
            }
        }
        qsizetype i = 0;
        qsizetype j = 0;
        while (i < n && j < m) {
            if (a.at(head + i) == b.at(head + j)) {
                keptA[head + i] = true;
                keptB[head + j] = true;
                ++i;
                ++j;
            } else if (length.at((i + 1) * width + j) >= length.at(i * width + j + 1)) {
                ++i;
            } else {
                ++j;
            }
        }
    }

    const auto ranges = [](const QList<QStringView> &parts, const QList<bool> &kept) {
        QList<std::pair<int, int>> out;
        int at = 0;
        for (qsizetype i = 0; i < parts.size(); ++i) {
            const int size = static_cast<int>(parts.at(i).size());
            if (!kept.at(i)) {
                if (!out.isEmpty() && out.constLast().first + out.constLast().second == at)
                    out.last().second += size;
                else
                    out.append({at, size});
            }
            at += size;
        }
        return out;
    };
    const auto covered = [](const QList<std::pair<int, int>> &list) {
        int sum = 0;
        for (const auto &range : list)
            sum += range.second;
        return sum;
    };
    const QList<std::pair<int, int>> inRemoved = ranges(a, keptA);
    const QList<std::pair<int, int>> inAdded = ranges(b, keptB);
    // When nearly everything differs the marks say nothing; the colour of the whole line is enough.
    if (covered(inRemoved) * 10 > removed.text.trimmed().size() * 8
        && covered(inAdded) * 10 > added.text.trimmed().size() * 8)
        return;
    removed.changedRanges = inRemoved;
    added.changedRanges = inAdded;
}

} // namespace

void pairLines(UnifiedDiff &diff)
{
    diff.pairs.clear();
    diff.pairs.reserve(diff.lines.size());
    qsizetype i = 0;
    while (i < diff.lines.size()) {
        const DiffLine::Kind kind = diff.lines.at(i).kind;
        if (kind != DiffLine::Kind::Removed && kind != DiffLine::Kind::Added) {
            diff.pairs.append({static_cast<int>(i), static_cast<int>(i)});
            ++i;
            continue;
        }
        // A run of removed lines followed by a run of added ones is one change; set them against each other.
        const qsizetype removedFrom = i;
        while (i < diff.lines.size() && diff.lines.at(i).kind == DiffLine::Kind::Removed)
            ++i;
        const qsizetype addedFrom = i;
        while (i < diff.lines.size() && diff.lines.at(i).kind == DiffLine::Kind::Added)
            ++i;
        const qsizetype removedCount = addedFrom - removedFrom;
        const qsizetype addedCount = i - addedFrom;
        for (qsizetype row = 0; row < std::max(removedCount, addedCount); ++row) {
            diff.pairs.append({row < removedCount ? static_cast<int>(removedFrom + row) : -1,
                               row < addedCount ? static_cast<int>(addedFrom + row) : -1});
        }
    }
}

UnifiedDiff parseUnifiedDiff(const QString &raw)
{
    const QStringList rawLines = splitLines(raw);
    UnifiedDiff diff;
    if (rawLines.isEmpty())
        return diff;
    diff.lines.reserve(rawLines.size());

    bool newSideMissing = false;
    bool oldSideMissing = false;
    bool sawHunk = false;
    bool sawMark = false;
    int oldNumber = 1;
    int newNumber = 1;
    qsizetype at = 0;

    for (; at < rawLines.size(); ++at) {
        const QString &line = rawLines.at(at);
        // Inside a hunk only the pair "--- " and "+++ " is a header; alone, "--- x" is a removed SQL comment.
        const bool pairOfHeaders =
            line.startsWith(u"--- ") && at + 1 < rawLines.size() && rawLines.at(at + 1).startsWith(u"+++ ");
        if (pairOfHeaders || isFileHeader(line, sawHunk || sawMark)) {
            oldSideMissing = oldSideMissing || line == u"--- /dev/null" || line.startsWith(u"new file mode ");
            newSideMissing = newSideMissing || line == u"+++ /dev/null" || line.startsWith(u"deleted file mode ");
            if (pairOfHeaders) {
                ++at;
                newSideMissing = newSideMissing || rawLines.at(at) == u"+++ /dev/null";
            }
            continue;
        }
        const HunkStart start = readHunkHeader(line);
        DiffLine out;
        if (start.valid) {
            sawHunk = true;
            oldNumber = std::max(1, start.oldFirst);
            newNumber = std::max(1, start.newFirst);
            out.kind = DiffLine::Kind::HunkHeader;
            out.text = line;
        } else if (line.startsWith(u'+')) {
            sawMark = true;
            out.kind = DiffLine::Kind::Added;
            out.newNumber = newNumber++;
            out.text = line.mid(1);
            ++diff.added;
        } else if (line.startsWith(u'-')) {
            sawMark = true;
            out.kind = DiffLine::Kind::Removed;
            out.oldNumber = oldNumber++;
            out.text = line.mid(1);
            ++diff.removed;
        } else if (line.startsWith(u'\\')) {
            out.kind = DiffLine::Kind::Note;
            out.text = line.mid(1).trimmed();
        } else if (line.startsWith(u' ') || line.isEmpty()) {
            // Some tools strip the blank that marks an empty context line.
            out.kind = DiffLine::Kind::Context;
            out.oldNumber = oldNumber++;
            out.newNumber = newNumber++;
            out.text = line.mid(1);
        } else {
            return asNotes(rawLines);
        }
        diff.lines.append(out);
    }
    if (!sawHunk && !sawMark)
        return asNotes(rawLines);

    const bool hasContext = std::any_of(diff.lines.cbegin(), diff.lines.cend(),
                                        [](const DiffLine &line) { return line.kind == DiffLine::Kind::Context; });
    if (oldSideMissing || (!newSideMissing && !hasContext && diff.removed == 0 && diff.added > 0))
        diff.change = UnifiedDiff::Change::Added;
    else if (newSideMissing || (!hasContext && diff.added == 0 && diff.removed > 0))
        diff.change = UnifiedDiff::Change::Deleted;
    pairLines(diff);
    return diff;
}

void markChangedWords(UnifiedDiff &diff)
{
    for (const DiffPair &pair : std::as_const(diff.pairs)) {
        if (pair.left < 0 || pair.right < 0 || pair.left == pair.right)
            continue;
        DiffLine &left = diff.lines[pair.left];
        DiffLine &right = diff.lines[pair.right];
        if (left.kind == DiffLine::Kind::Removed && right.kind == DiffLine::Kind::Added)
            markPair(left, right);
    }
}

} // namespace orrery::models
