// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/diff/changes_text.h"

#include "models/deploy_requests/diff/text_diff.h"

#include <algorithm>

namespace orrery::models {

namespace {

QString fullName(const DeployTable &table)
{
    return table.keyspace.isEmpty() ? table.name : table.keyspace + QLatin1Char('.') + table.name;
}

/// A name on a line of its own must stay on it.
QString oneLine(QString name)
{
    return name.replace(QLatin1Char('\n'), QLatin1Char(' ')).replace(QLatin1Char('\r'), QLatin1Char(' '));
}

/// "shop/orders.sql": what a patch calls the file of a table.
QString fileName(const DeployTable &table)
{
    const QString name = oneLine(table.name) + QLatin1String(".sql");
    return table.keyspace.isEmpty() ? name : oneLine(table.keyspace) + QLatin1Char('/') + name;
}

QString ddlOf(const DeployTable &table)
{
    if (table.statements.isEmpty())
        return {};
    return table.statements.join(QLatin1String(";\n")) + QLatin1String(";\n");
}

bool hasLines(const DeployTable &table)
{
    return table.diff && table.diff->wellFormed;
}

QString asComment(const QString &text)
{
    QString out;
    for (const QStringView line : linesOf(text))
        out += QLatin1String("# ") + line.toString() + QLatin1Char('\n');
    return out;
}

QString patchOf(const DeployTable &table)
{
    if (hasLines(table))
        return asPatch(*table.diff, fileName(table));
    return QLatin1String("# ") + oneLine(fullName(table)) + QLatin1Char('\n')
        + asComment(table.raw.isEmpty() ? ddlOf(table) : table.raw);
}

/// More backticks than any run of them in the text has.
QString fenceFor(const QString &text)
{
    qsizetype longest = 2;
    qsizetype run = 0;
    for (const QChar c : text) {
        run = c == QLatin1Char('`') ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return QString(longest + 1, QLatin1Char('`'));
}

QString codeSpan(const QString &text)
{
    // A span's own backticks are one more than any run inside; the blank keeps a backtick at either end apart.
    const QString ticks = text.contains(QLatin1Char('`')) ? fenceFor(text) : QStringLiteral("`");
    const QString gap = ticks.size() > 1 ? QStringLiteral(" ") : QString();
    return ticks + gap + text + gap + ticks;
}

QString markdownOf(const DeployTable &table)
{
    QString heading = QLatin1String("### ") + codeSpan(oneLine(fullName(table))) + QLatin1Char(' ')
        + describeChange(table.change).text.toLower();
    if (table.added > 0)
        heading += QLatin1String(" +") + QString::number(table.added);
    if (table.removed > 0)
        heading += QStringLiteral(" \u2212") + QString::number(table.removed);
    QString body;
    if (hasLines(table)) {
        body = asPatch(*table.diff, fileName(table));
        // The heading says what the file headers say.
        body = body.mid(std::max<qsizetype>(0, body.indexOf(QLatin1String("@@ "))));
    } else {
        body = table.raw.isEmpty() ? ddlOf(table) : table.raw;
    }
    if (!body.isEmpty() && !body.endsWith(QLatin1Char('\n')))
        body += QLatin1Char('\n');
    const QString fence = fenceFor(body);
    return heading + QLatin1String("\n\n") + fence
        + (table.raw.isEmpty() && !hasLines(table) ? QLatin1String("sql\n") : QLatin1String("diff\n")) + body + fence
        + QLatin1Char('\n');
}

} // namespace

QString changesAsText(const QList<DeployTable> &tables, ChangesFormat format)
{
    QString text;
    for (const DeployTable &table : tables) {
        switch (format) {
        case ChangesFormat::Ddl:
            text += ddlOf(table);
            break;
        case ChangesFormat::Patch:
            text += patchOf(table);
            break;
        case ChangesFormat::Markdown:
            text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + markdownOf(table);
            break;
        }
    }
    return text;
}

QHash<QString, int> findInTables(const QList<DeployTable> &tables, const QString &text,
                                 const std::function<bool()> &isStale)
{
    QHash<QString, int> found;
    if (text.isEmpty())
        return found;
    const QStringMatcher matcher(text, Qt::CaseInsensitive);
    for (const DeployTable &table : tables) {
        if (!table.diff)
            continue;
        int count = 0;
        int line = 0;
        for (const DiffLine &each : table.diff->lines) {
            if (++line % 1024 == 0 && isStale && isStale())
                return {};
            for (qsizetype at = matcher.indexIn(each.text); at >= 0; at = matcher.indexIn(each.text, at + text.size()))
                ++count;
        }
        if (isStale && isStale())
            return {};
        if (count > 0)
            found.insert(table.id, count);
    }
    return found;
}

} // namespace orrery::models
