// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/table_clauses.h"

#include <algorithm>

namespace orrery::models {

using Kind = SqlToken::Kind;
using Action = ForeignKeyDefinition::Action;
using Match = ForeignKeyDefinition::Match;

namespace {

struct TableClauseText
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::CreateStatement)
};

QString upperWord(const SqlToken &token)
{
    return token.raw.toString().toUpper();
}

/// "USING BTREE" may stand before and behind the columns of an index.
bool readUsing(StatementReader &reader, IndexDefinition &index)
{
    const auto word = reader.expectPlainWord(QStringLiteral("BTREE"));
    index.usingMethod = word.value_or(QString()).toUpper();
    return word.has_value();
}

bool readIndexPart(StatementReader &reader, IndexPart &part)
{
    const QString what = TableClauseText::tr("a column or an expression of the index");
    if (reader.isSymbol(u'(')) {
        const auto expression = reader.expectParenthesised(what);
        if (!expression)
            return false;
        part.expression = *expression;
    } else {
        const auto name = reader.expectName(what);
        if (!name)
            return false;
        part.column = *name;
        if (reader.acceptSymbol(u'(')) {
            part.prefixLength = reader.expectNumber(TableClauseText::tr("a number"));
            if (!part.prefixLength || !reader.expectSymbol(u')'))
                return false;
        }
    }
    part.descending = reader.acceptWord(u"desc");
    if (!part.descending)
        reader.acceptWord(u"asc");
    return true;
}

bool readIndexOption(StatementReader &reader, IndexDefinition &index)
{
    if (reader.acceptWord(u"using") || reader.acceptWord(u"type"))
        return readUsing(reader, index);
    if (reader.acceptWord(u"key_block_size")) {
        reader.acceptSymbol(u'=');
        index.keyBlockSize = reader.expectNumber(TableClauseText::tr("a number"));
        return index.keyBlockSize.has_value();
    }
    if (reader.acceptWords({u"with", u"parser"})) {
        const auto name = reader.expectName(TableClauseText::tr("the name of a parser"));
        index.parser = name.value_or(QString());
        return name.has_value();
    }
    if (reader.acceptWord(u"comment")) {
        const auto text = reader.expectText(TableClauseText::tr("a comment in quotes"));
        index.comment = text.value_or(QString());
        return text.has_value();
    }
    if (reader.isAnyWord({u"visible", u"invisible"})) {
        index.invisible = reader.isWord(u"invisible");
        reader.take();
        return true;
    }
    return readUnknownOption(reader, index.options);
}

/// From the name of the index on.
bool readIndexBody(StatementReader &reader, IndexDefinition &index)
{
    if (!reader.isSymbol(u'(') && !(reader.isAnyWord({u"using", u"type"}) && !reader.isSymbol(u'(', 1))) {
        const auto name = reader.expectName(TableClauseText::tr("an index name or “(”"));
        if (!name)
            return false;
        if (index.kind != IndexDefinition::Kind::Primary)
            index.name = *name;
    }
    if ((reader.acceptWord(u"using") || reader.acceptWord(u"type")) && !readUsing(reader, index))
        return false;
    if (!reader.expectSymbol(u'('))
        return false;
    do {
        IndexPart part;
        if (!readIndexPart(reader, part))
            return false;
        index.parts.append(part);
    } while (reader.acceptSymbol(u','));
    if (!reader.expectSymbol(u')'))
        return false;
    while (!reader.isSymbol(u',') && !reader.isSymbol(u')')) {
        if (!readIndexOption(reader, index))
            return false;
    }
    return true;
}

bool readForeignKey(StatementReader &reader, ForeignKeyDefinition &key)
{
    reader.acceptWords({u"if", u"not", u"exists"});
    if (!reader.isSymbol(u'(')) {
        const auto name = reader.expectName(TableClauseText::tr("an index name or “(”"));
        if (!name)
            return false;
        key.indexName = *name;
    }
    const auto columns = reader.expectNameList(TableClauseText::tr("a column of the foreign key"));
    if (!columns)
        return false;
    key.columns = *columns;
    return reader.isWord(u"references") ? readReference(reader, key) : reader.expectWord(u"REFERENCES");
}

bool readAction(StatementReader &reader, Action &action)
{
    if (reader.acceptWords({u"no", u"action"}))
        action = Action::NoAction;
    else if (reader.acceptWord(u"restrict"))
        action = Action::Restrict;
    else if (reader.acceptWord(u"cascade"))
        action = Action::Cascade;
    else if (reader.acceptWords({u"set", u"null"}))
        action = Action::SetNull;
    else if (reader.acceptWords({u"set", u"default"}))
        action = Action::SetDefault;
    else
        return reader.failExpected(QStringLiteral("RESTRICT, CASCADE, SET NULL, NO ACTION"));
    return true;
}

bool readMatch(StatementReader &reader, Match &match)
{
    if (reader.acceptWord(u"full"))
        match = Match::Full;
    else if (reader.acceptWord(u"partial"))
        match = Match::Partial;
    else if (reader.acceptWord(u"simple"))
        match = Match::Simple;
    else
        return reader.failExpected(QStringLiteral("FULL, PARTIAL, SIMPLE"));
    return true;
}

bool readPartition(StatementReader &reader, Partitioning &partitioning)
{
    if (!reader.expectWord(u"PARTITION"))
        return false;
    const auto name = reader.expectName(TableClauseText::tr("the name of a partition"));
    if (!name)
        return false;
    const auto definition = reader.expectDefinitionText();
    if (!definition)
        return false;
    partitioning.partitions.append({*name, *definition});
    return true;
}

/// From behind PARTITION BY on.
bool readPartitioning(StatementReader &reader, TableDefinition &table)
{
    if (!reader.isAnyWord({u"range", u"list", u"hash", u"key", u"linear", u"system_time"}))
        return reader.failExpected(QStringLiteral("RANGE, LIST, HASH, KEY"));
    Partitioning partitioning;
    const auto scheme = reader.expectPartitionScheme();
    if (!scheme)
        return false;
    partitioning.scheme = *scheme;
    if (reader.acceptSymbol(u'(')) {
        do {
            if (!readPartition(reader, partitioning))
                return false;
        } while (reader.acceptSymbol(u','));
        if (!reader.expectSymbol(u')'))
            return false;
    }
    table.partitioning = partitioning;
    return true;
}

/// Options of a table whose value may stand without "=".
bool isTableOption(const StatementReader &reader)
{
    return reader.isAnyWord({u"autoextend_size",    u"auto_increment",
                             u"avg_row_length",     u"checksum",
                             u"table_checksum",     u"compression",
                             u"connection",         u"delay_key_write",
                             u"encryption",         u"engine",
                             u"engine_attribute",   u"insert_method",
                             u"key_block_size",     u"max_rows",
                             u"min_rows",           u"pack_keys",
                             u"password",           u"row_format",
                             u"secondary_engine",   u"secondary_engine_attribute",
                             u"stats_auto_recalc",  u"stats_persistent",
                             u"stats_sample_pages", u"storage",
                             u"tablespace",         u"union"});
}

bool readCharsetOption(StatementReader &reader, TableDefinition &table)
{
    const bool collate = reader.acceptWord(u"collate");
    if (!collate && !reader.acceptWords({u"character", u"set"}) && !reader.acceptWords({u"char", u"set"})
        && !reader.acceptWord(u"charset"))
        return reader.failExpected(QStringLiteral("CHARSET"));
    reader.acceptSymbol(u'=');
    const auto word =
        reader.expectPlainWord(collate ? TableClauseText::tr("a collation") : TableClauseText::tr("a character set"));
    if (!word)
        return false;
    setOption(table.options, collate ? QStringLiteral("COLLATE") : QStringLiteral("DEFAULT CHARSET"), *word);
    return true;
}

bool readTableOption(StatementReader &reader, TableDefinition &table)
{
    if (reader.acceptWord(u"default") || reader.isAnyWord({u"character", u"charset", u"collate"})
        || (reader.isWord(u"char") && reader.isWord(u"set", 1)))
        return readCharsetOption(reader, table);
    if (reader.acceptWord(u"comment")) {
        reader.acceptSymbol(u'=');
        const auto text = reader.expectText(TableClauseText::tr("a comment in quotes"));
        table.comment = text.value_or(QString());
        return text.has_value();
    }
    if (reader.acceptWords({u"start", u"transaction"})) {
        setOption(table.options, QStringLiteral("START TRANSACTION"), {});
        return true;
    }
    QString name;
    if (reader.isAnyWord({u"data", u"index"}) && reader.isWord(u"directory", 1)) {
        name = upperWord(reader.take());
        reader.take();
        name += QStringLiteral(" DIRECTORY");
    } else if (isTableOption(reader)) {
        name = upperWord(reader.take());
    } else {
        return readUnknownOption(reader, table.options);
    }
    reader.acceptSymbol(u'=');
    const auto value = reader.expectOptionValue(name);
    if (!value)
        return false;
    setOption(table.options, name, *value);
    return true;
}

} // namespace

void setOption(QList<NamedOption> &options, const QString &name, const QString &value)
{
    const auto found =
        std::find_if(options.begin(), options.end(), [&](const NamedOption &option) { return option.name == name; });
    if (found == options.end())
        options.append({name, value});
    else
        found->value = value;
}

bool readUnknownOption(StatementReader &reader, QList<NamedOption> &options)
{
    const SqlToken &token = reader.peek();
    // Halves of other clauses: as options they would read differently wherever the first half comes to stand before them.
    const bool isHalf = reader.isAnyWord({u"precision", u"varying", u"byte", u"varchar", u"varcharacter", u"char",
                                          u"character", u"varbinary", u"stored", u"virtual", u"persistent"});
    if (token.kind != Kind::Word || !isPlainWord(token.raw) || isHalf)
        return reader.failExpected(TableClauseText::tr("“,”, “)” or an option"));
    const QString name = upperWord(token);
    const bool attribute = reader.isAnyWord({u"engine_attribute", u"secondary_engine_attribute"});
    const bool assigned = reader.isSymbol(u'=', 1);
    if (attribute || assigned || reader.isSymbol(u'(', 1)) {
        reader.take();
        reader.acceptSymbol(u'=');
        const auto value = reader.expectOptionValue(name);
        if (!value)
            return false;
        setOption(options, name, *value);
        return true;
    }
    // A word we do not know by itself is more likely a slip than an option, except where the server hides it from
    // versions that would not know it either.
    if (!token.versioned)
        return reader.failExpected(TableClauseText::tr("“,”, “)” or an option"));
    reader.take();
    setOption(options, name, {});
    return true;
}

bool startsTableClause(const StatementReader &reader)
{
    if (reader.isAnyWord(
            {u"primary", u"unique", u"key", u"index", u"fulltext", u"spatial", u"constraint", u"foreign", u"check"}))
        return true;
    return reader.isWord(u"vector") && reader.isAnyWord({u"key", u"index"}, 1);
}

bool readReference(StatementReader &reader, ForeignKeyDefinition &key)
{
    if (!reader.expectWord(u"REFERENCES")
        || !reader.expectQualifiedName(key.referencedSchema, key.referencedTable,
                                       TableClauseText::tr("the referenced table")))
        return false;
    if (reader.isSymbol(u'(')) {
        const auto columns = reader.expectNameList(TableClauseText::tr("a referenced column"));
        if (!columns)
            return false;
        key.referencedColumns = *columns;
    }
    for (;;) {
        bool good = true;
        if (reader.acceptWord(u"match"))
            good = readMatch(reader, key.match);
        else if (reader.acceptWords({u"on", u"delete"}))
            good = readAction(reader, key.onDelete);
        else if (reader.isWord(u"on") && reader.isWord(u"update", 1) && key.onUpdate == Action::Unspecified)
            good = reader.acceptWords({u"on", u"update"}) && readAction(reader, key.onUpdate);
        else
            return true;
        if (!good)
            return false;
    }
}

bool readCheck(StatementReader &reader, CheckDefinition &check)
{
    if (!reader.expectWord(u"CHECK"))
        return false;
    const auto expression = reader.expectParenthesised(TableClauseText::tr("an expression in parentheses"));
    if (!expression)
        return false;
    check.expression = *expression;
    check.enforced = !reader.acceptWords({u"not", u"enforced"});
    if (check.enforced)
        reader.acceptWord(u"enforced");
    return true;
}

bool readTableClause(StatementReader &reader, TableDefinition &table)
{
    QString constraint;
    if (reader.acceptWord(u"constraint") && !reader.isAnyWord({u"primary", u"unique", u"foreign", u"check"})) {
        const auto name = reader.expectName(TableClauseText::tr("a constraint name"));
        if (!name)
            return false;
        constraint = *name;
    }
    if (reader.isWord(u"check")) {
        CheckDefinition check;
        check.name = constraint;
        if (!readCheck(reader, check))
            return false;
        table.checks.append(check);
        return true;
    }
    if (reader.acceptWord(u"foreign")) {
        ForeignKeyDefinition key;
        key.name = constraint;
        if (!reader.expectWord(u"KEY") || !readForeignKey(reader, key))
            return false;
        table.foreignKeys.append(key);
        return true;
    }
    using Sort = IndexDefinition::Kind;
    IndexDefinition index;
    if (reader.acceptWord(u"primary")) {
        index.kind = Sort::Primary;
        index.name = QStringLiteral("PRIMARY");
        if (!reader.expectWord(u"KEY"))
            return false;
    } else if (reader.acceptWord(u"unique")) {
        index.kind = Sort::Unique;
        index.name = constraint;
        reader.acceptWord(u"key") || reader.acceptWord(u"index");
    } else if (reader.isAnyWord({u"fulltext", u"spatial", u"vector"})) {
        index.kind = reader.isWord(u"fulltext") ? Sort::FullText
            : reader.isWord(u"spatial")         ? Sort::Spatial
                                                : Sort::Vector;
        reader.take();
        reader.acceptWord(u"key") || reader.acceptWord(u"index");
    } else if (!reader.acceptWord(u"key") && !reader.acceptWord(u"index")) {
        return reader.failExpected(QStringLiteral("PRIMARY KEY, UNIQUE, FOREIGN KEY, CHECK"));
    }
    if (!readIndexBody(reader, index))
        return false;
    table.indexes.append(index);
    return true;
}

bool readTableOptions(StatementReader &reader, TableDefinition &table)
{
    while (!reader.atEnd() && !reader.isSymbol(u';')) {
        if (reader.acceptWords({u"partition", u"by"})) {
            if (!readPartitioning(reader, table))
                return false;
            continue;
        }
        if (table.partitioning || reader.isAnyWord({u"as", u"select", u"ignore", u"replace", u"like"}))
            return reader.fail(TableClauseText::tr("a table made from a query is not its structure"));
        if (!readTableOption(reader, table))
            return false;
        reader.acceptSymbol(u',');
    }
    return true;
}

} // namespace orrery::models
