// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/diff/text_diff.h"

#include "models/core/token_match.h"

#include <algorithm>

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

UnifiedDiff inHunks(UnifiedDiff whole, int context)
{
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
    const QString nowhere = QStringLiteral("/dev/null");
    QString text = QLatin1String("--- ")
        + (diff.change == UnifiedDiff::Change::Added ? nowhere : QLatin1String("a/") + name) + QLatin1String("\n+++ ")
        + (diff.change == UnifiedDiff::Change::Deleted ? nowhere : QLatin1String("b/") + name) + QLatin1Char('\n');
    for (const Hunk &hunk : hunksOf(diff.lines, context)) {
        text += hunkHeader(diff.lines, hunk) + QLatin1Char('\n');
        for (qsizetype i = hunk.from; i < hunk.to; ++i) {
            const DiffLine &line = diff.lines.at(i);
            text += QLatin1Char(line.kind == DiffLine::Kind::Added         ? '+'
                                    : line.kind == DiffLine::Kind::Removed ? '-'
                                    : line.kind == DiffLine::Kind::Note    ? '\\'
                                                                           : ' ');
            text +=
                (line.kind == DiffLine::Kind::Note ? QStringLiteral(" ") : QString()) + line.text + QLatin1Char('\n');
        }
    }
    return text;
}

} // namespace orrery::models
