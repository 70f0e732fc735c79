// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/create_statement_parser.h"

#include "models/schema/column_clause.h"
#include "models/schema/statement_reader.h"
#include "models/schema/table_clauses.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <utility>

namespace orrery::models {

namespace {

using Sort = IndexDefinition::Kind;

struct ParserText
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::CreateStatement)
};

/// Names in one space, by which case does not count.
class Names
{
public:
    /// False when the name is taken.
    bool add(const QString &name)
    {
        const qsizetype before = m_folded.size();
        m_folded.insert(name.toCaseFolded());
        return m_folded.size() > before;
    }
    [[nodiscard]] bool contains(const QString &name) const { return m_folded.contains(name.toCaseFolded()); }

private:
    QSet<QString> m_folded;
};

void addColumn(TableDefinition &table, const ColumnClause &clause)
{
    table.columns.append(clause.column);
    table.checks.append(clause.checks);
    if (clause.reference)
        table.foreignKeys.append(*clause.reference);
    const auto addKey = [&](Sort kind, const QString &name) {
        IndexDefinition index;
        index.kind = kind;
        index.name = name;
        index.parts.append({clause.column.name, {}, std::nullopt, false});
        table.indexes.append(index);
    };
    if (clause.primaryKey)
        addKey(Sort::Primary, QStringLiteral("PRIMARY"));
    if (clause.uniqueKey)
        addKey(Sort::Unique, {});
}

bool readTableBody(StatementReader &reader, TableDefinition &table)
{
    if (reader.isWord(u"like") || (reader.isSymbol(u'(') && reader.isWord(u"like", 1)))
        return reader.fail(ParserText::tr("a table made like another does not say its structure"));
    if (!reader.expectSymbol(u'('))
        return false;
    do {
        if (startsTableClause(reader)) {
            if (!readTableClause(reader, table))
                return false;
        } else {
            ColumnClause clause;
            if (!readColumn(reader, clause))
                return false;
            addColumn(table, clause);
        }
    } while (reader.acceptSymbol(u','));
    return reader.expectSymbol(u')') && readTableOptions(reader, table);
}

/// `first_part`, `first_part_2`, …: what MySQL calls an index without name.
void nameIndexes(QList<IndexDefinition> &indexes)
{
    Names taken;
    for (const IndexDefinition &index : std::as_const(indexes)) {
        if (!index.name.isEmpty())
            taken.add(index.name);
    }
    QHash<QString, int> lastNumbers;
    for (IndexDefinition &index : indexes) {
        if (!index.name.isEmpty())
            continue;
        const QString first = index.parts.constFirst().column;
        const QString base = first.isEmpty() ? QStringLiteral("functional_index") : first;
        QString name = base;
        // PRIMARY is the name of one index only, whether there is a primary key or not.
        int &number = lastNumbers[base.toCaseFolded()];
        while (name.compare(u"PRIMARY", Qt::CaseInsensitive) == 0 || !taken.add(name)) {
            number = std::max(number + 1, 2);
            name = base + u'_' + QString::number(number);
        }
        index.name = name;
    }
}

/// `table_ibfk_1`, …: what MySQL calls a foreign key or check without name.
template<typename List>
void nameConstraints(List &list, const QString &prefix)
{
    Names taken;
    for (const auto &constraint : std::as_const(list)) {
        if (!constraint.name.isEmpty())
            taken.add(constraint.name);
    }
    int number = 1;
    for (auto &constraint : list) {
        while (constraint.name.isEmpty()) {
            const QString name = prefix + QString::number(number++);
            if (taken.add(name))
                constraint.name = name;
        }
    }
}

template<typename List>
QString firstTwice(const List &list)
{
    Names seen;
    for (const auto &entry : list) {
        if (!seen.add(entry.name))
            return quotedName(entry.name);
    }
    return {};
}

/// What the statement implies, and what no server would have accepted.
bool complete(StatementReader &reader, TableDefinition &table)
{
    nameIndexes(table.indexes);
    nameConstraints(table.foreignKeys, table.name + QStringLiteral("_ibfk_"));
    nameConstraints(table.checks, table.name + QStringLiteral("_chk_"));
    if (table.columns.isEmpty())
        return reader.fail(ParserText::tr("the table has no columns"));
    if (const QString name = firstTwice(table.columns); !name.isEmpty())
        return reader.fail(ParserText::tr("column %1 is defined twice").arg(name));
    const auto isPrimary = [](const IndexDefinition &index) { return index.kind == Sort::Primary; };
    if (std::count_if(table.indexes.cbegin(), table.indexes.cend(), isPrimary) > 1)
        return reader.fail(ParserText::tr("the table has two primary keys"));
    if (const QString name = firstTwice(table.indexes); !name.isEmpty())
        return reader.fail(ParserText::tr("index %1 is defined twice").arg(name));
    if (const QString name = firstTwice(table.foreignKeys); !name.isEmpty())
        return reader.fail(ParserText::tr("foreign key %1 is defined twice").arg(name));
    if (const QString name = firstTwice(table.checks); !name.isEmpty())
        return reader.fail(ParserText::tr("check %1 is defined twice").arg(name));
    const QList<PartitionDefinition> partitions = table.partitioning.value_or(Partitioning{}).partitions;
    if (const QString name = firstTwice(partitions); !name.isEmpty())
        return reader.fail(ParserText::tr("partition %1 is defined twice").arg(name));

    if (const IndexDefinition *primary = table.primaryKey()) {
        Names keyColumns;
        for (const IndexPart &part : primary->parts)
            keyColumns.add(part.column);
        for (ColumnDefinition &column : table.columns) {
            if (keyColumns.contains(column.name))
                column.nullable = false;
        }
    }
    return true;
}

bool readTable(StatementReader &reader, TableDefinition &table)
{
    reader.acceptWords({u"if", u"not", u"exists"});
    return reader.expectQualifiedName(table.schema, table.name, ParserText::tr("a table name"))
        && readTableBody(reader, table) && complete(reader, table);
}

/// "root"@"%", CURRENT_USER().
bool readDefiner(StatementReader &reader, QString &definer)
{
    if (reader.acceptWord(u"current_user")) {
        if (reader.acceptSymbol(u'(') && !reader.expectSymbol(u')'))
            return false;
        definer = QStringLiteral("CURRENT_USER");
        return true;
    }
    const QString what = ParserText::tr("a user");
    const auto part = [&]() -> std::optional<QString> {
        if (reader.peek().kind == SqlToken::Kind::Text)
            return reader.expectText(what);
        return reader.expectName(what);
    };
    const auto user = part();
    if (!user)
        return false;
    definer = quotedName(*user);
    if (!reader.acceptSymbol(u'@'))
        return true;
    const auto host = part();
    if (host)
        definer += u'@' + quotedName(*host);
    return host.has_value();
}

bool isQueryStart(const StatementReader &reader)
{
    return reader.isAnyWord({u"select", u"with", u"values", u"table"}) || reader.isSymbol(u'(');
}

/// From ALGORITHM, DEFINER, SQL SECURITY or VIEW on.
bool readView(StatementReader &reader, ViewDefinition &view)
{
    const auto upperWord = [&](QString &into, const QString &what) {
        const auto word = reader.expectPlainWord(what);
        into = word.value_or(QString()).toUpper();
        return word.has_value();
    };
    if (reader.acceptWord(u"algorithm")
        && !(reader.expectSymbol(u'=') && upperWord(view.algorithm, QStringLiteral("ALGORITHM"))))
        return false;
    if (reader.acceptWord(u"definer") && !(reader.expectSymbol(u'=') && readDefiner(reader, view.definer)))
        return false;
    if (reader.acceptWords({u"sql", u"security"}) && !upperWord(view.security, QStringLiteral("SQL SECURITY")))
        return false;
    if (!reader.expectWord(u"VIEW"))
        return false;
    reader.acceptWords({u"if", u"not", u"exists"});
    if (!reader.expectQualifiedName(view.schema, view.name, ParserText::tr("a view name")))
        return false;
    if (reader.isSymbol(u'(')) {
        const auto columns = reader.expectNameList(ParserText::tr("a column name"));
        if (!columns)
            return false;
        view.columns = *columns;
    }
    if (!reader.expectWord(u"AS"))
        return false;
    const QString what = ParserText::tr("a query");
    if (!isQueryStart(reader))
        return reader.failExpected(what);
    const auto query = reader.expectRest(what);
    view.query = query.value_or(QString());
    return query.has_value();
}

std::optional<SchemaObject> readStatement(StatementReader &reader)
{
    if (!reader.expectWord(u"CREATE"))
        return std::nullopt;
    const bool replaces = reader.acceptWords({u"or", u"replace"});
    const bool temporary = !replaces && reader.acceptWord(u"temporary");
    std::optional<SchemaObject> object;
    if (!replaces && reader.acceptWord(u"table")) {
        TableDefinition table;
        table.temporary = temporary;
        if (readTable(reader, table))
            object = std::move(table);
    } else if (!temporary && reader.isAnyWord({u"algorithm", u"definer", u"sql", u"view"})) {
        ViewDefinition view;
        if (readView(reader, view))
            object = std::move(view);
    } else {
        reader.failExpected(QStringLiteral("TABLE, VIEW"));
    }
    if (!object)
        return std::nullopt;
    while (reader.acceptSymbol(u';')) {}
    if (!reader.atEnd()) {
        reader.failExpected(ParserText::tr("the end of the statement"));
        return std::nullopt;
    }
    return object;
}

} // namespace

tl::expected<SchemaObject, ParseFailure> parseCreateStatement(QStringView sql)
{
    StatementReader reader(sql);
    std::optional<SchemaObject> object = readStatement(reader);
    if (!object || reader.failure())
        return tl::unexpected(reader.failure().value_or(ParseFailure{1, 1, ParserText::tr("not understood")}));
    return std::move(*object);
}

} // namespace orrery::models
