// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/diff/diff_sides.h"

#include "models/schema/sql_tokens.h"

namespace orrery::models {

namespace {

/// Whether the text could be a whole statement: nothing is open at its end.
bool isClosed(const QString &sql)
{
    qsizetype depth = 0;
    const QList<SqlToken> tokens = sqlTokens(sql);
    for (const SqlToken &token : tokens) {
        if (token.kind == SqlToken::Kind::Invalid)
            return false;
        if (token.kind == SqlToken::Kind::Symbol && token.raw.front() == u'(')
            ++depth;
        else if (token.kind == SqlToken::Kind::Symbol && token.raw.front() == u')')
            --depth;
    }
    return depth == 0;
}

void appendLine(QString &text, int &last, const DiffLine &line)
{
    if (last > 0)
        text += u'\n';
    text += line.text;
    ++last;
}

} // namespace

std::optional<DiffSides> sidesOf(const UnifiedDiff &diff)
{
    if (!diff.wellFormed || diff.lines.isEmpty())
        return std::nullopt;
    DiffSides sides;
    int lastOld = 0;
    int lastNew = 0;
    for (const DiffLine &line : diff.lines) {
        // Numbers are 0 on the side where the line does not exist.
        if ((line.oldNumber > 0 && line.oldNumber != lastOld + 1)
            || (line.newNumber > 0 && line.newNumber != lastNew + 1))
            return std::nullopt;
        if (line.oldNumber > 0)
            appendLine(sides.before, lastOld, line);
        if (line.newNumber > 0)
            appendLine(sides.after, lastNew, line);
    }
    if (!isClosed(sides.before) || !isClosed(sides.after))
        return std::nullopt;
    return sides;
}

bool fits(const UnifiedDiff &diff, const DiffSides &sides)
{
    if (!diff.wellFormed || diff.lines.isEmpty())
        return false;
    const QList<QStringView> before = linesOf(sides.before);
    const QList<QStringView> after = linesOf(sides.after);
    qsizetype oldAt = 0; // the lines that are accounted for
    qsizetype newAt = 0;
    // What stands between two hunks has to be the same on both sides.
    const auto skipTo = [&](qsizetype oldLine, qsizetype newLine) {
        if (oldLine < oldAt || oldLine > before.size() || newLine > after.size() || oldLine - oldAt != newLine - newAt)
            return false;
        while (oldAt < oldLine) {
            if (before.at(oldAt++) != after.at(newAt++))
                return false;
        }
        return true;
    };
    for (const DiffLine &line : diff.lines) {
        if (line.oldNumber == 0 && line.newNumber == 0)
            continue; // a header
        // On a line of one side alone, the other side stands where it is after the same gap.
        const qsizetype gap = line.oldNumber > 0 ? line.oldNumber - 1 - oldAt : line.newNumber - 1 - newAt;
        if (gap < 0 || !skipTo(oldAt + gap, newAt + gap))
            return false;
        if (line.oldNumber > 0 && (oldAt >= before.size() || before.at(oldAt++) != line.text))
            return false;
        if (line.newNumber > 0 && (newAt >= after.size() || after.at(newAt++) != line.text))
            return false;
    }
    return before.size() - oldAt == after.size() - newAt && skipTo(before.size(), after.size());
}

} // namespace orrery::models
