// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/schema/schema_generator.h"

#include <algorithm>

namespace orrery::test {

using namespace models;
using namespace Qt::StringLiterals;

namespace {

const QStringList &texts()
{
    static const QStringList list{u"x"_s,
                                  u"it's"_s,
                                  u"a\\b"_s,
                                  u"line\nbreak\r"_s,
                                  u"), ("_s,
                                  u"-- no comment"_s,
                                  u"/* nor */ this"_s,
                                  u"naïve 🙂 \u202e"_s,
                                  u"\"quoted\" `too`"_s,
                                  QString(QChar(u'\0')) + u'z'};
    return list;
}

const QStringList &expressions()
{
    static const QStringList list{
        u"`a` + 1"_s,     u"json_extract(`d`,_utf8mb4'$.\"x)\"')"_s, u"(`a` > 0) and (`b` <= -1)"_s, u"lower(`n`)"_s,
        u"`d`->>'$.a'"_s, u"cast(`d` as char(40) array)"_s,          u"`s` in ('it''s',')')"_s,      u"1 - -1"_s,
        u"b'01' | 0xff"_s};
    return list;
}

} // namespace

QString SchemaGenerator::newName()
{
    const QString base =
        oneOf(QStringList{u"id"_s, u"order"_s, u"user_name"_s, u"a`b"_s, u"key"_s, u"Größe"_s, u"1st"_s,
                          u"with space"_s, u"x,y"_s, u"😀"_s, u"PRIMARY KEY"_s, u"it's"_s, u"\""_s});
    return base + QString::number(++m_names);
}

ColumnType SchemaGenerator::type()
{
    ColumnType type;
    type.name = oneOf(QStringList{
        u"int"_s,    u"bigint"_s, u"tinyint"_s,  u"varchar"_s,   u"char"_s,   u"text"_s, u"longtext"_s, u"decimal"_s,
        u"double"_s, u"float"_s,  u"datetime"_s, u"timestamp"_s, u"time"_s,   u"date"_s, u"json"_s,     u"enum"_s,
        u"set"_s,    u"binary"_s, u"bit"_s,      u"point"_s,     u"vector"_s, u"year"_s, u"blob"_s,     u"newtype"_s});
    const bool integer = type.name.endsWith(u"int") && type.name != u"point";
    if (integer || type.name == u"decimal") {
        type.zerofill = chance(5);
        type.isUnsigned = type.zerofill || chance(40);
    }
    if (integer && chance(20))
        type.length = below(20) + 1;
    if (type.name == u"varchar" || type.name == u"binary" || type.name == u"vector" || type.name == u"char")
        type.length = below(200) + 1;
    if (type.name == u"decimal" || (type.name == u"double" && chance(30))) {
        type.precision = below(30) + 5;
        type.scale = below(5);
    }
    if ((type.name == u"datetime" || type.name == u"timestamp" || type.name == u"time") && chance(40))
        type.fractionalSeconds = below(6) + 1;
    if (type.name == u"enum" || type.name == u"set") {
        for (int i = below(4); i >= 0; --i)
            type.members.append(oneOf(texts()) + QString::number(i));
    }
    const bool text = type.name.endsWith(u"text") || type.name.endsWith(u"char") || !type.members.isEmpty();
    if (text && chance(30)) {
        type.charset = oneOf(QStringList{u"utf8mb4"_s, u"latin1"_s, u"utf8"_s, u"ascii"_s});
        if (chance(50))
            type.collation = type.charset + u"_bin"_s;
    }
    if (type.name == u"point" && chance(50))
        type.srid = 4326;
    return type;
}

DefaultValue SchemaGenerator::defaultValue()
{
    using Kind = DefaultValue::Kind;
    switch (below(7)) {
    case 0:
        return {Kind::Null, {}};
    case 1:
        return {Kind::Text, oneOf(texts())};
    case 2:
        return {Kind::Literal,
                oneOf(QStringList{u"0"_s, u"-1.50"_s, u"1e-3"_s, u"b'01'"_s, u"0xff"_s, u"TRUE"_s, u"_utf8mb4'a'"_s,
                                  u"DATE '2026-01-01'"_s})};
    case 3:
        return {Kind::Function, oneOf(QStringList{u"CURRENT_TIMESTAMP"_s, u"CURRENT_TIMESTAMP(6)"_s, u"uuid()"_s})};
    case 4:
        return {Kind::Expression, oneOf(expressions())};
    default:
        return {};
    }
}

ColumnDefinition SchemaGenerator::column()
{
    ColumnDefinition column;
    column.name = newName();
    column.type = type();
    column.nullable = chance(50);
    if (chance(15))
        column.generated = GeneratedValue{oneOf(expressions()), chance(50)};
    else
        column.defaultValue = defaultValue();
    if (chance(5))
        column.onUpdate = oneOf(QStringList{u"CURRENT_TIMESTAMP"_s, u"CURRENT_TIMESTAMP(3)"_s});
    column.autoIncrement = chance(5);
    if (chance(20))
        column.comment = oneOf(texts());
    column.invisible = chance(10);
    if (chance(5))
        column.columnFormat = u"DYNAMIC"_s;
    if (chance(5))
        column.storage = u"DISK"_s;
    if (chance(5))
        column.options.append({u"ENGINE_ATTRIBUTE"_s, u"'{\"a\": \")\"}'"_s});
    if (chance(5))
        column.options.append({u"AUTO_RANDOM"_s, u"(5)"_s});
    return column;
}

IndexDefinition SchemaGenerator::index(const TableDefinition &table)
{
    using Kind = IndexDefinition::Kind;
    IndexDefinition index;
    index.kind =
        oneOf(QList<Kind>{Kind::Plain, Kind::Plain, Kind::Unique, Kind::FullText, Kind::Spatial, Kind::Vector});
    index.name = newName();
    for (int i = below(3); i >= 0; --i) {
        IndexPart part;
        if (chance(20)) {
            part.expression = oneOf(expressions());
        } else {
            part.column = oneOf(table.columns).name;
            if (chance(20))
                part.prefixLength = below(100) + 1;
        }
        part.descending = chance(20);
        index.parts.append(part);
    }
    if (chance(10))
        index.usingMethod = oneOf(QStringList{u"BTREE"_s, u"HASH"_s});
    if (chance(10))
        index.keyBlockSize = 8;
    if (index.kind == Kind::FullText && chance(50))
        index.parser = u"ngram"_s;
    if (chance(20))
        index.comment = oneOf(texts());
    index.invisible = chance(10);
    return index;
}

ForeignKeyDefinition SchemaGenerator::foreignKey(const TableDefinition &table)
{
    using Action = ForeignKeyDefinition::Action;
    const QList<Action> actions{Action::Unspecified, Action::NoAction, Action::Restrict, Action::Cascade,
                                Action::SetNull};
    ForeignKeyDefinition key;
    key.name = newName();
    for (int i = below(2); i >= 0; --i) {
        key.columns.append(oneOf(table.columns).name);
        key.referencedColumns.append(newName());
    }
    key.referencedTable = newName();
    if (chance(20))
        key.referencedSchema = newName();
    key.onDelete = oneOf(actions);
    key.onUpdate = oneOf(actions);
    if (chance(10))
        key.match = ForeignKeyDefinition::Match::Simple;
    return key;
}

CheckDefinition SchemaGenerator::check()
{
    return {newName(), oneOf(expressions()), chance(80)};
}

Partitioning SchemaGenerator::partitioning()
{
    Partitioning partitioning;
    if (chance(30)) {
        partitioning.scheme = u"KEY (`a``b`) PARTITIONS 8"_s;
        return partitioning;
    }
    partitioning.scheme = u"RANGE (year(`d`)) SUBPARTITION BY HASH (`i`) SUBPARTITIONS 2"_s;
    for (int i = below(5); i >= 0; --i)
        partitioning.partitions.append({newName(), u"VALUES LESS THAN (%1) ENGINE = InnoDB"_s.arg(below(3000))});
    return partitioning;
}

NamedOption SchemaGenerator::option(int number)
{
    switch (number) {
    case 0:
        return {u"ENGINE"_s, oneOf(QStringList{u"InnoDB"_s, u"MyISAM"_s})};
    case 1:
        return {u"AUTO_INCREMENT"_s, QString::number(below(1000))};
    case 2:
        return {u"DEFAULT CHARSET"_s, oneOf(QStringList{u"utf8mb4"_s, u"latin1"_s})};
    case 3:
        return {u"ROW_FORMAT"_s, u"DYNAMIC"_s};
    case 4:
        return {u"UNION"_s, u"(`a`,`b`)"_s};
    case 5:
        return {u"START TRANSACTION"_s, {}};
    default:
        return {u"ENGINE_ATTRIBUTE"_s, u"'{\"a\": \"it''s\"}'"_s};
    }
}

/// Keys may only name columns that are there, and those of the primary key are NOT NULL.
void SchemaGenerator::fillKeys(TableDefinition &table)
{
    const auto isGone = [&](const QString &name) { return !name.isEmpty() && !table.column(name); };
    for (IndexDefinition &index : table.indexes) {
        for (IndexPart &part : index.parts) {
            if (isGone(part.column))
                part.column = oneOf(table.columns).name;
        }
        for (const IndexPart &part : std::as_const(index.parts)) {
            if (index.kind != IndexDefinition::Kind::Primary)
                continue;
            for (ColumnDefinition &column : table.columns)
                column.nullable = column.nullable && column.name != part.column;
        }
    }
}

TableDefinition SchemaGenerator::table()
{
    TableDefinition table;
    table.name = newName();
    if (chance(20))
        table.schema = newName();
    table.temporary = chance(5);
    for (int i = below(12); i >= 0; --i)
        table.columns.append(column());
    if (chance(80)) {
        IndexDefinition primary;
        primary.kind = IndexDefinition::Kind::Primary;
        primary.name = u"PRIMARY"_s;
        primary.parts.append({oneOf(table.columns).name, {}, std::nullopt, false});
        table.indexes.append(primary);
    }
    for (int i = below(5); i > 0; --i)
        table.indexes.append(index(table));
    for (int i = below(3); i > 0; --i)
        table.foreignKeys.append(foreignKey(table));
    for (int i = below(3); i > 0; --i)
        table.checks.append(check());
    for (int i = 0; i < 7; ++i) {
        if (chance(40))
            table.options.append(option(i));
    }
    if (chance(30))
        table.partitioning = partitioning();
    if (chance(30))
        table.comment = oneOf(texts());
    fillKeys(table);
    return table;
}

/// Takes some out and puts the rest in another order.
template<typename List>
void SchemaGenerator::disturb(List &list)
{
    if (chance(50)) {
        const auto gone = std::remove_if(list.begin(), list.end(), [&](const auto &) { return chance(25); });
        list.erase(gone, list.end());
    }
    if (chance(30))
        std::shuffle(list.begin(), list.end(), m_random);
    else if (list.size() > 1 && chance(50))
        list.move(below(int(list.size())), below(int(list.size())));
}

TableDefinition SchemaGenerator::changed(const TableDefinition &before)
{
    TableDefinition table = before;
    disturb(table.columns);
    for (ColumnDefinition &old : table.columns) {
        if (chance(30)) {
            const QString name = chance(20) ? old.name.toUpper() : old.name;
            old = column();
            old.name = name;
        }
    }
    for (int i = below(4); i > 0 || table.columns.isEmpty(); --i)
        table.columns.insert(below(int(table.columns.size()) + 1), column());
    disturb(table.indexes);
    for (IndexDefinition &old : table.indexes) {
        if (chance(30) && old.kind != IndexDefinition::Kind::Primary) {
            const QString name = old.name;
            old = index(table);
            old.name = name;
        } else if (chance(20) && old.kind != IndexDefinition::Kind::Primary) {
            old.name = newName();
        }
    }
    for (int i = below(3); i > 0; --i)
        table.indexes.insert(below(int(table.indexes.size()) + 1), index(table));
    disturb(table.foreignKeys);
    if (chance(30))
        table.foreignKeys.prepend(foreignKey(table));
    disturb(table.checks);
    if (chance(30))
        table.checks.append(check());
    disturb(table.options);
    for (NamedOption &old : table.options) {
        if (old.name == u"AUTO_INCREMENT" && chance(50))
            old.value = QString::number(below(1000));
    }
    if (chance(30))
        table.partitioning = chance(50) ? std::optional(partitioning()) : std::nullopt;
    if (chance(20))
        table.comment = oneOf(texts());
    if (chance(10))
        table.name = newName();
    fillKeys(table);
    return table;
}

} // namespace orrery::test
