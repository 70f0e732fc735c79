// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/diff/text_diff.h"

#include "models/core/token_match.h"

#include <algorithm>
#include <utility>

namespace orrery::models {

namespace {

/// Beyond this many changed lines nobody reads word by word, and marking would take longer than the diff itself.
constexpr int mostLinesMarked = 20'000;

bool isChange(const DiffLine &line)
{
    return line.kind == DiffLine::Kind::Added || line.kind == DiffLine::Kind::Removed;
}

DiffLine lineOf(DiffLine::Kind kind, qsizetype oldIndex, qsizetype newIndex, QStringView text)
{
    return {kind, static_cast<int>(oldIndex + 1), static_cast<int>(newIndex + 1), text.toString(), {}};
}

/// Half-open run of indexes into UnifiedDiff::lines that makes a hunk.
struct Hunk
{
    qsizetype from = 0;
    qsizetype to = 0;
};

/// Changes with `context` lines around each; hunks that touch are one. A hunk header of the diff is a border no hunk goes
/// across: lines are missing there.
QList<Hunk> hunksOf(const QList<DiffLine> &lines, int context)
{
    QList<Hunk> hunks;
    qsizetype border = 0;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines.at(i).kind == DiffLine::Kind::HunkHeader)
            border = i + 1;
        if (!isChange(lines.at(i)))
            continue;
        qsizetype from = i;
        for (int left = context; left > 0 && from > border && from > (hunks.isEmpty() ? 0 : hunks.constLast().to);
             --left)
            --from;
        while (i + 1 < lines.size() && isChange(lines.at(i + 1)))
            ++i;
        qsizetype to = i + 1;
        for (int left = context; left > 0 && to < lines.size() && !isChange(lines.at(to))
             && lines.at(to).kind != DiffLine::Kind::HunkHeader;
             --left)
            ++to;
        if (!hunks.isEmpty() && hunks.constLast().to >= from && from > border)
            hunks.last().to = to;
        else
            hunks.append({from, to});
    }
    return hunks;
}

/// "@@ -3,7 +3,8 @@" over the lines of one hunk.
QString hunkHeader(const QList<DiffLine> &lines, const Hunk &hunk)
{
    int oldFirst = 0;
    int newFirst = 0;
    int oldCount = 0;
    int newCount = 0;
    for (qsizetype i = hunk.from; i < hunk.to; ++i) {
        const DiffLine &line = lines.at(i);
        if (line.oldNumber > 0 && oldCount++ == 0)
            oldFirst = line.oldNumber;
        if (line.newNumber > 0 && newCount++ == 0)
            newFirst = line.newNumber;
    }
    // A side without lines names the line after which the others stand.
    for (qsizetype i = hunk.from; i-- > 0 && (oldFirst == 0 || newFirst == 0);) {
        oldFirst = oldFirst == 0 ? lines.at(i).oldNumber : oldFirst;
        newFirst = newFirst == 0 ? lines.at(i).newNumber : newFirst;
    }
    const auto range = [](int first, int count) {
        const QString number = QString::number(first);
        return count == 1 ? number : number + QLatin1Char(',') + QString::number(count);
    };
    return QStringLiteral("@@ -%1 +%2 @@").arg(range(oldFirst, oldCount), range(newFirst, newCount));
}

/// The last line of a side, as a place in `lines`; -1 when it has none.
qsizetype lastLine(const QList<DiffLine> &lines, int DiffLine::*number)
{
    qsizetype at = lines.size() - 1;
    while (at >= 0 && lines.at(at).*number == 0)
        --at;
    return at;
}

int lastNumber(const QList<DiffLine> &lines, int DiffLine::*number)
{
    const qsizetype at = lastLine(lines, number);
    return at < 0 ? 0 : lines.at(at).*number;
}

/// Writes the lines of a patch. In each change what is removed comes first, so that a line whose end alone differs can be
/// both.
class PatchWriter
{
public:
    /// `oldOpen`, `newOpen`: the line is the last of that side and has no end there.
    void line(const DiffLine &line, bool oldOpen, bool newOpen)
    {
        const bool isContext = line.kind == DiffLine::Kind::Context;
        if (isContext && oldOpen == newOpen) {
            flush();
            append(m_text, u' ', line.text, oldOpen);
            return;
        }
        if (isContext || line.kind == DiffLine::Kind::Removed)
            append(m_removed, u'-', line.text, oldOpen);
        if (isContext || line.kind == DiffLine::Kind::Added)
            append(m_added, u'+', line.text, newOpen);
    }
    QString take()
    {
        flush();
        return std::exchange(m_text, {});
    }

private:
    static void append(QString &into, QChar mark, const QString &text, bool open)
    {
        into += mark + text + u'\n';
        if (open)
            into += QStringLiteral("\\ No newline at end of file\n");
    }
    void flush() { m_text += std::exchange(m_removed, {}) + std::exchange(m_added, {}); }

    QString m_text;
    QString m_removed;
    QString m_added;
};

/// What follows "--- " and "+++ ": a name with blanks ends with a tab, and one with characters that would end the line or
/// the name stands in quotes, as git writes them and `patch` reads them.
QString patchName(const QString &name)
{
    const auto needsQuotes = [](QChar c) { return c < u' ' || c == u'"' || c == u'\\' || c == u'\x7f'; };
    if (std::none_of(name.cbegin(), name.cend(), needsQuotes))
        return name.contains(u' ') ? name + u'\t' : name;
    QString quoted(u'"');
    for (const QChar c : name) {
        if (c == u'"' || c == u'\\')
            quoted += u'\\';
        if (c < u' ' || c == u'\x7f')
            quoted += u'\\' + QString::number(c.unicode(), 8).rightJustified(3, u'0');
        else
            quoted += c;
    }
    return quoted + u'"';
}

UnifiedDiff inHunks(UnifiedDiff whole, int context)
{
    const int lastOld = lastNumber(whole.lines, &DiffLine::oldNumber);
    const int lastNew = lastNumber(whole.lines, &DiffLine::newNumber);
    QList<DiffLine> lines;
    for (const Hunk &hunk : hunksOf(whole.lines, context)) {
        DiffLine header;
        header.kind = DiffLine::Kind::HunkHeader;
        header.text = hunkHeader(whole.lines, hunk);
        lines.append(header);
        for (qsizetype i = hunk.from; i < hunk.to; ++i)
            lines.append(whole.lines.at(i));
    }
    whole.lines = std::move(lines);
    whole.oldEndsOpen = whole.oldEndsOpen && lastNumber(whole.lines, &DiffLine::oldNumber) == lastOld;
    whole.newEndsOpen = whole.newEndsOpen && lastNumber(whole.lines, &DiffLine::newNumber) == lastNew;
    return whole;
}

} // namespace

UnifiedDiff diffTexts(const QString &before, const QString &after, int context)
{
    const QList<QStringView> oldLines = linesOf(before);
    const QList<QStringView> newLines = linesOf(after);
    TokenTable table;
    const auto numbersOf = [&table](const QList<QStringView> &lines) {
        std::vector<int> numbers;
        numbers.reserve(static_cast<std::size_t>(lines.size()));
        for (const QStringView line : lines)
            numbers.push_back(table.numberOf(line));
        return numbers;
    };
    const std::vector<int> oldNumbers = numbersOf(oldLines);
    const std::vector<int> newNumbers = numbersOf(newLines);

    UnifiedDiff diff;
    diff.lines.reserve(std::max(oldLines.size(), newLines.size()));
    qsizetype o = 0;
    qsizetype n = 0;
    const auto changeUpTo = [&](qsizetype oldEnd, qsizetype newEnd) {
        diff.removed += static_cast<int>(oldEnd - o);
        diff.added += static_cast<int>(newEnd - n);
        for (; o < oldEnd; ++o)
            diff.lines.append(lineOf(DiffLine::Kind::Removed, o, -1, oldLines.at(o)));
        for (; n < newEnd; ++n)
            diff.lines.append(lineOf(DiffLine::Kind::Added, -1, n, newLines.at(n)));
    };
    for (const auto &[oldAt, newAt] : matchTokens(oldNumbers, newNumbers)) {
        changeUpTo(oldAt, newAt);
        diff.lines.append(lineOf(DiffLine::Kind::Context, o, n, newLines.at(n)));
        ++o;
        ++n;
    }
    changeUpTo(oldLines.size(), newLines.size());

    if (oldLines.isEmpty() && !newLines.isEmpty())
        diff.change = UnifiedDiff::Change::Added;
    else if (newLines.isEmpty() && !oldLines.isEmpty())
        diff.change = UnifiedDiff::Change::Deleted;
    diff.oldEndsOpen = !before.isEmpty() && !before.endsWith(u'\n');
    diff.newEndsOpen = !after.isEmpty() && !after.endsWith(u'\n');
    if (context >= 0)
        diff = inHunks(std::move(diff), context);
    pairLines(diff);
    if (diff.added + diff.removed <= mostLinesMarked)
        markChangedWords(diff);
    return diff;
}

QString asPatch(const UnifiedDiff &diff, const QString &name, int context)
{
    if (!diff.wellFormed || (diff.added == 0 && diff.removed == 0))
        return {};
    // The marks of a missing line end are written where they belong, whether the diff came with them or not.
    QList<DiffLine> lines = diff.lines;
    lines.removeIf([](const DiffLine &line) { return line.kind == DiffLine::Kind::Note; });
    const qsizetype lastOld = diff.oldEndsOpen ? lastLine(lines, &DiffLine::oldNumber) : -1;
    const qsizetype lastNew = diff.newEndsOpen ? lastLine(lines, &DiffLine::newNumber) : -1;

    const QString nowhere = QStringLiteral("/dev/null");
    QString text = QLatin1String("--- ")
        + (diff.change == UnifiedDiff::Change::Added ? nowhere : patchName(QLatin1String("a/") + name))
        + QLatin1String("\n+++ ")
        + (diff.change == UnifiedDiff::Change::Deleted ? nowhere : patchName(QLatin1String("b/") + name))
        + QLatin1Char('\n');
    PatchWriter writer;
    for (const Hunk &hunk : hunksOf(lines, context)) {
        text += hunkHeader(lines, hunk) + QLatin1Char('\n');
        for (qsizetype i = hunk.from; i < hunk.to; ++i)
            writer.line(lines.at(i), i == lastOld, i == lastNew);
        text += writer.take();
    }
    return text;
}

} // namespace orrery::models
