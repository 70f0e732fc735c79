// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/alter_statement.h"

#include "models/schema/column_types.h"
#include "models/schema/create_statement_writer.h"
#include "models/schema/sql_tokens.h"
#include "models/schema/structure_diff.h"

#include <QRegularExpression>

namespace orrery::interop {

using namespace models;
using namespace Qt::StringLiterals;
using What = StructureChange::What;
using Kind = StructureChange::Kind;

namespace {

/// MariaDB has the same comparisons under other names, and says NOPAD where MySQL's newer collations mean it.
QString mariaDbCollation(const QString &collation)
{
    if (collation == u"utf8mb4_0900_bin")
        return u"utf8mb4_nopad_bin"_s;
    if (collation.startsWith(u"utf8mb4_0900_"))
        return u"utf8mb4_uca1400_nopad_"_s + collation.mid(13);
    return collation;
}

/// What renderers write for MySQL 8 between /*! and */ MariaDB would read over.
QString plain(QString sql)
{
    static const QRegularExpression marks(u"/\\*!8\\d{4} (.*?) \\*/"_s);
    return sql.replace(marks, u"\\1"_s);
}

QString indexClause(const IndexDefinition &index)
{
    // MariaDB's word for an index that queries do not use.
    return plain(indexText(index)).replace(u" INVISIBLE"_s, u" IGNORED"_s);
}

QString place(const QString &behind)
{
    return behind.isEmpty() ? u" FIRST"_s : u" AFTER "_s + quotedName(behind);
}

QString dropped(const IndexDefinition &index)
{
    return index.kind == IndexDefinition::Kind::Primary ? u"DROP PRIMARY KEY"_s
                                                        : u"DROP INDEX "_s + quotedName(index.name);
}

void columnClauses(const StructureChange &change, const TableDefinition &after, QStringList &clauses)
{
    if (change.kind == Kind::Moved) {
        for (const StructureChange::Move &move : change.moves)
            clauses.append(u"MODIFY COLUMN "_s + plain(columnText(*after.column(move.name))) + place(move.after));
    } else if (change.kind == Kind::Removed) {
        clauses.append(u"DROP COLUMN "_s + quotedName(change.name));
    } else if (const auto *column = std::get_if<ColumnDefinition>(&change.after)) {
        const QString text = plain(columnText(*column));
        clauses.append(change.kind == Kind::Added ? u"ADD COLUMN "_s + text + place(change.behind)
                                                  : u"MODIFY COLUMN "_s + text);
    }
}

void indexClauses(const StructureChange &change, QStringList &clauses)
{
    const auto *was = std::get_if<IndexDefinition>(&change.before);
    const auto *is = std::get_if<IndexDefinition>(&change.after);
    if (was)
        clauses.append(dropped(*was));
    if (is)
        clauses.append(u"ADD "_s + indexClause(*is));
}

} // namespace

std::optional<TableDefinition> forMariaDb(const TableDefinition &table, QString *why)
{
    TableDefinition out = table;
    const auto lacks = [why](const QString &what) -> std::optional<TableDefinition> {
        *why = what;
        return std::nullopt;
    };
    for (ColumnDefinition &column : out.columns) {
        const ColumnType type = resolvedType(column, table);
        column.type.charset = type.charset;
        column.type.collation = mariaDbCollation(type.collation);
        if (column.type.srid)
            return lacks(u"MariaDB has no SRID of columns"_s);
        if (column.type.name == u"vector")
            return lacks(u"MariaDB 10 has no vectors"_s);
        if (column.generated)
            column.nullable = true; // its grammar knows no NOT NULL of generated columns
    }
    for (const IndexDefinition &index : table.indexes) {
        for (const IndexPart &part : index.parts) {
            if (!part.expression.isEmpty())
                return lacks(u"MariaDB has no indexes on expressions"_s);
        }
    }
    for (const CheckDefinition &check : table.checks) {
        if (!check.enforced)
            return lacks(u"MariaDB enforces every check"_s);
    }
    out.options.removeIf(
        [](const NamedOption &option) { return option.name == u"DEFAULT CHARSET" || option.name == u"COLLATE"; });
    return out;
}

QString createStatement(const QString &schema, const TableDefinition &table)
{
    TableDefinition inSchema = table;
    inSchema.schema = schema;
    QStringList lines = plain(renderCreateStatement(inSchema)).split(u'\n');
    for (QString &line : lines) {
        if (!line.startsWith(u"  `"))
            line.replace(u" INVISIBLE"_s, u" IGNORED"_s);
    }
    return lines.join(u'\n');
}

QStringList alterStatements(const QString &schema, const TableDefinition &before, const TableDefinition &after,
                            const QString &algorithm)
{
    QStringList clauses;
    QStringList droppedKeys;
    QString partitions;
    const StructureDiff diff = compareTables(before, after);
    for (const StructureChange &change : diff.changes) {
        if (!change.real)
            continue;
        switch (change.what) {
        case What::Column:
            columnClauses(change, after, clauses);
            break;
        case What::Index:
            indexClauses(change, clauses);
            break;
        case What::ForeignKey:
            if (change.kind != Kind::Added)
                droppedKeys.append(u"DROP FOREIGN KEY "_s + quotedName(change.name));
            if (const auto *key = std::get_if<ForeignKeyDefinition>(&change.after))
                clauses.append(u"ADD "_s + foreignKeyText(*key));
            break;
        case What::Check:
            if (change.kind != Kind::Added)
                clauses.append(u"DROP CONSTRAINT "_s + quotedName(change.name));
            if (const auto *check = std::get_if<CheckDefinition>(&change.after))
                clauses.append(u"ADD "_s + plain(checkText(*check)));
            break;
        case What::Option:
            if (const auto *option = std::get_if<NamedOption>(&change.after))
                clauses.append(optionText(*option));
            break;
        case What::Partitioning:
            partitions =
                change.kind == Kind::Removed ? u"REMOVE PARTITIONING"_s : partitioningText(*after.partitioning);
            break;
        case What::Table:
            clauses.append(u"COMMENT="_s + quotedText(after.comment));
            break;
        case What::View:
            break;
        }
    }
    const auto statement = [&](const QStringList &parts, const QString &last) {
        const QStringList all = algorithm.isEmpty() ? parts : parts + QStringList{u"ALGORITHM="_s + algorithm};
        return u"ALTER TABLE "_s + quotedName(schema) + u'.' + quotedName(before.name) + u' ' + all.join(u", "_s)
            + (last.isEmpty() ? QString() : u' ' + last);
    };
    QStringList statements;
    if (!droppedKeys.isEmpty())
        statements.append(statement(droppedKeys, {}));
    if (!clauses.isEmpty() || !partitions.isEmpty())
        statements.append(statement(clauses, partitions));
    return statements;
}

} // namespace orrery::interop
