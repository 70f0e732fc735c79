// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/alter_parts.h"

#include "models/schema/column_clause.h"
#include "models/schema/statement_reader.h"
#include "models/schema/table_clauses.h"

namespace orrery::models {

namespace {

void addColumn(const QString &text, AlterParts &parts)
{
    StatementReader reader(text);
    reader.acceptWords({u"IF", u"NOT", u"EXISTS"});
    if (!reader.isName())
        return;
    // FIRST, AFTER and the end are none of a definition: it stops there, and what it has read stays.
    ColumnClause clause;
    readColumn(reader, clause);
    parts.addedColumns.append(clause.column);
}

/// Behind ADD: a column, several in parentheses, or something else.
void readAdded(StatementReader &reader, AlterParts &parts)
{
    // ADD PARTITION (…) adds no column; a column of that name has to be quoted.
    const bool column = reader.acceptWord(u"COLUMN");
    if (!column && (startsTableClause(reader) || reader.isWord(u"PARTITION")))
        return;
    if (!reader.isSymbol(u'(')) {
        if (const auto text = reader.expectDefinitionText())
            addColumn(*text, parts);
        return;
    }
    const auto list = reader.expectParenthesised({});
    if (!list)
        return;
    StatementReader inner(*list);
    do {
        const bool clause = startsTableClause(inner);
        const auto text = inner.expectDefinitionText();
        if (!text)
            return;
        if (!clause)
            addColumn(*text, parts);
    } while (inner.acceptSymbol(u','));
}

/// Behind DROP.
void readDropped(StatementReader &reader, AlterParts &parts)
{
    if (!reader.acceptWord(u"COLUMN")) {
        if (reader.isAnyWord({u"index", u"key", u"constraint", u"primary"})) {
            parts.dropsKey = true;
            return;
        }
        if (reader.isAnyWord({u"foreign", u"check", u"partition", u"default"}))
            return;
    }
    reader.acceptWords({u"IF", u"EXISTS"});
    if (const auto name = reader.expectName({}))
        parts.droppedColumns.append(*name);
}

void readClause(const QString &text, AlterParts &parts)
{
    StatementReader reader(text);
    if (reader.acceptWord(u"ADD")) {
        readAdded(reader, parts);
    } else if (reader.acceptWord(u"MODIFY")) {
        reader.acceptWord(u"COLUMN");
        if (const auto name = reader.expectName({}))
            parts.changedColumns.append(*name);
    } else if (reader.acceptWord(u"CHANGE")) {
        reader.acceptWord(u"COLUMN");
        const auto before = reader.expectName({});
        const auto after = before ? reader.expectName({}) : std::nullopt;
        if (after)
            parts.changedColumns.append(*after);
    } else if (reader.acceptWord(u"DROP")) {
        readDropped(reader, parts);
    }
}

} // namespace

AlterParts readAlterParts(QStringView sql)
{
    AlterParts parts;
    StatementReader reader(sql);
    QString schema;
    QString table;
    if (!reader.acceptWords({u"ALTER", u"TABLE"}) || !reader.expectQualifiedName(schema, table, {}))
        return parts;
    do {
        const auto text = reader.expectDefinitionText();
        if (!text)
            break;
        readClause(*text, parts);
    } while (reader.acceptSymbol(u','));
    return parts;
}

} // namespace orrery::models
