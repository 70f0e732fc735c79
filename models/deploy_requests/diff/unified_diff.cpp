// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/diff/unified_diff.h"

#include "models/core/token_match.h"

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

/// "--- /dev/null", also with a time behind a tab: the file is not there on this side.
bool isNowhere(QStringView header)
{
    return header.mid(4) == u"/dev/null" || header.mid(4).startsWith(u"/dev/null\t");
}

bool isFileHeader(QStringView line, bool insideHunk)
{
    if (line.startsWith(u"diff --git ") || line.startsWith(u"index ") || line.startsWith(u"new file mode ")
        || line.startsWith(u"deleted file mode ") || line.startsWith(u"similarity index "))
        return true;
    // Inside a hunk "--- x" can be a removed "-- x" comment; SQL has those.
    return !insideHunk && (line.startsWith(u"--- ") || line.startsWith(u"+++ "));
}

UnifiedDiff asNotes(const QList<QStringView> &rawLines)
{
    UnifiedDiff diff;
    diff.wellFormed = false;
    for (const QStringView line : rawLines) {
        DiffLine note;
        note.kind = DiffLine::Kind::Note;
        note.text = line.toString();
        diff.lines.append(std::move(note));
    }
    pairLines(diff);
    return diff;
}

/// A word of a line, and the blanks before it.
struct Word
{
    qsizetype blanksFrom = 0;
    qsizetype from = 0;
    qsizetype to = 0;
};

/// Runs of letters and digits, and every other character by itself; blanks belong to what follows. The last word is the
/// line's end, so that blanks before it have a place.
std::vector<Word> wordsOf(QStringView text)
{
    const auto isLetter = [](QChar c) { return c.isLetterOrNumber() || c == u'_'; };
    std::vector<Word> words;
    qsizetype at = 0;
    while (at < text.size()) {
        Word word{.blanksFrom = at};
        while (at < text.size() && text.at(at).isSpace())
            ++at;
        word.from = at;
        if (at < text.size() && isLetter(text.at(at))) {
            while (at < text.size() && isLetter(text.at(at)))
                ++at;
        } else if (at < text.size()) {
            at += text.at(at).isHighSurrogate() && at + 1 < text.size() ? 2 : 1;
        }
        word.to = at;
        words.push_back(word);
    }
    if (words.empty() || words.back().from < words.back().to)
        words.push_back({text.size(), text.size(), text.size()});
    return words;
}

std::vector<int> numbersOf(QStringView text, const std::vector<Word> &words, TokenTable &table)
{
    std::vector<int> numbers;
    numbers.reserve(words.size());
    for (const Word &word : words)
        numbers.push_back(table.numberOf(text.mid(word.from, word.to - word.from)));
    return numbers;
}

} // namespace

void pairLines(UnifiedDiff &diff)
{
    diff.pairs.clear();
    diff.pairs.reserve(diff.lines.size());
    int i = 0;
    const auto takeRun = [&diff, &i](DiffLine::Kind kind) {
        QList<int> run;
        while (i < diff.lines.size() && diff.lines.at(i).kind == kind)
            run.append(i++);
        return run;
    };
    const auto setAgainst = [&diff](const QList<int> &left, const QList<int> &right) {
        for (qsizetype row = 0; row < std::max(left.size(), right.size()); ++row)
            diff.pairs.append({left.value(row, -1), right.value(row, -1)});
    };
    while (i < diff.lines.size()) {
        const DiffLine::Kind kind = diff.lines.at(i).kind;
        if (kind != DiffLine::Kind::Removed && kind != DiffLine::Kind::Added) {
            diff.pairs.append({i, i});
            ++i;
            continue;
        }
        // A run of removed lines followed by a run of added ones is one change; set them against each other.
        const QList<int> removed = takeRun(DiffLine::Kind::Removed);
        const QList<int> removedNotes = removed.isEmpty() ? QList<int>() : takeRun(DiffLine::Kind::Note);
        const QList<int> added = takeRun(DiffLine::Kind::Added);
        const QList<int> addedNotes = added.isEmpty() ? QList<int>() : takeRun(DiffLine::Kind::Note);
        setAgainst(removed, added);
        setAgainst(removedNotes, addedNotes);
    }
}

QList<QStringView> linesOf(QStringView text)
{
    QList<QStringView> lines;
    lines.reserve(text.count(u'\n') + 1);
    qsizetype from = 0;
    while (from < text.size()) {
        qsizetype end = text.indexOf(u'\n', from);
        const qsizetype next = end < 0 ? text.size() : end + 1;
        if (end < 0)
            end = text.size();
        if (end > from && text.at(end - 1) == u'\r')
            --end;
        lines.append(text.mid(from, end - from));
        from = next;
    }
    return lines;
}

UnifiedDiff parseUnifiedDiff(const QString &raw)
{
    const QList<QStringView> rawLines = linesOf(raw);
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
        const QStringView line = rawLines.at(at);
        // Inside a hunk only the pair "--- " and "+++ " is a header; alone, "--- x" is a removed SQL comment.
        const bool pairOfHeaders =
            line.startsWith(u"--- ") && at + 1 < rawLines.size() && rawLines.at(at + 1).startsWith(u"+++ ");
        if (pairOfHeaders || isFileHeader(line, sawHunk || sawMark)) {
            oldSideMissing =
                oldSideMissing || (line.startsWith(u"--- ") && isNowhere(line)) || line.startsWith(u"new file mode ");
            newSideMissing = newSideMissing || (line.startsWith(u"+++ ") && isNowhere(line))
                || line.startsWith(u"deleted file mode ");
            if (pairOfHeaders) {
                ++at;
                newSideMissing = newSideMissing || isNowhere(rawLines.at(at));
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
            out.text = line.toString();
        } else if (line.startsWith(u'+')) {
            sawMark = true;
            out.kind = DiffLine::Kind::Added;
            out.newNumber = newNumber++;
            out.text = line.mid(1).toString();
            ++diff.added;
        } else if (line.startsWith(u'-')) {
            sawMark = true;
            out.kind = DiffLine::Kind::Removed;
            out.oldNumber = oldNumber++;
            out.text = line.mid(1).toString();
            ++diff.removed;
        } else if (line.startsWith(u'\\')) {
            out.kind = DiffLine::Kind::Note;
            out.text = line.mid(1).trimmed().toString();
            const DiffLine above = diff.lines.isEmpty() ? DiffLine() : diff.lines.constLast();
            diff.oldEndsOpen = diff.oldEndsOpen || above.oldNumber > 0;
            diff.newEndsOpen = diff.newEndsOpen || above.newNumber > 0;
        } else if (line.startsWith(u' ') || line.isEmpty()) {
            // Some tools strip the blank that marks an empty context line.
            out.kind = DiffLine::Kind::Context;
            out.oldNumber = oldNumber++;
            out.newNumber = newNumber++;
            out.text = line.mid(1).toString();
        } else {
            return asNotes(rawLines);
        }
        diff.lines.append(std::move(out));
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

ChangedWords changedWords(QStringView removed, QStringView added)
{
    // Marked is what is not part of the longest common subsequence of words.
    const std::vector<Word> before = wordsOf(removed);
    const std::vector<Word> after = wordsOf(added);
    TokenTable table;
    const std::vector<int> numbersBefore = numbersOf(removed, before, table);

    using Ranges = QList<std::pair<int, int>>;
    Ranges inRemoved;
    Ranges inAdded;
    const auto append = [](Ranges &ranges, qsizetype from, qsizetype to) {
        if (from < to && !ranges.isEmpty() && ranges.constLast().first + ranges.constLast().second == from)
            ranges.last().second += static_cast<int>(to - from);
        else if (from < to)
            ranges.append({static_cast<int>(from), static_cast<int>(to - from)});
    };
    // Words between two that stay make one range, with the blanks that divide them.
    const auto appendWords = [&append](Ranges &ranges, const std::vector<Word> &words, std::size_t first,
                                       std::size_t end) {
        if (first < end)
            append(ranges, words[first].from, words[end - 1].to);
    };
    std::size_t b = 0;
    std::size_t a = 0;
    for (const auto &[inBefore, inAfter] : matchTokens(numbersBefore, numbersOf(added, after, table))) {
        const Word &oldWord = before[static_cast<std::size_t>(inBefore)];
        const Word &newWord = after[static_cast<std::size_t>(inAfter)];
        appendWords(inRemoved, before, b, static_cast<std::size_t>(inBefore));
        appendWords(inAdded, after, a, static_cast<std::size_t>(inAfter));
        const auto blanks = [](QStringView line, const Word &word) {
            return line.mid(word.blanksFrom, word.from - word.blanksFrom);
        };
        if (blanks(removed, oldWord) != blanks(added, newWord)) {
            append(inRemoved, oldWord.blanksFrom, oldWord.from);
            append(inAdded, newWord.blanksFrom, newWord.from);
        }
        b = static_cast<std::size_t>(inBefore) + 1;
        a = static_cast<std::size_t>(inAfter) + 1;
    }
    const auto covered = [](const Ranges &list) {
        int sum = 0;
        for (const auto &range : list)
            sum += range.second;
        return sum;
    };
    // When nearly everything differs the marks say nothing; the colour of the whole line is enough.
    if (covered(inRemoved) * 10 > removed.trimmed().size() * 8 && covered(inAdded) * 10 > added.trimmed().size() * 8)
        return {};
    return {inRemoved, inAdded};
}

void markChangedWords(UnifiedDiff &diff)
{
    for (const DiffPair &pair : std::as_const(diff.pairs)) {
        if (pair.left < 0 || pair.right < 0 || pair.left == pair.right)
            continue;
        DiffLine &left = diff.lines[pair.left];
        DiffLine &right = diff.lines[pair.right];
        if (left.kind == DiffLine::Kind::Removed && right.kind == DiffLine::Kind::Added) {
            const ChangedWords words = changedWords(left.text, right.text);
            left.changedRanges = words.removed;
            right.changedRanges = words.added;
        }
    }
}

} // namespace orrery::models
