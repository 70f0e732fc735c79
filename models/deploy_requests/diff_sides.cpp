// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/diff_sides.h"

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

} // namespace orrery::models
