// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/create_statement_writer.h"

#include "models/schema/column_types.h"
#include "models/schema/sql_tokens.h"

namespace orrery::models {

namespace {

QString qualifiedName(const QString &schema, const QString &name)
{
    return schema.isEmpty() ? quotedName(name) : quotedName(schema) + u'.' + quotedName(name);
}

QString parenthesised(const QString &text)
{
    return u'(' + text + u')';
}

/// Only fixed words go in here: free text could hold the end of the comment.
QString versioned(const QString &version, const QString &words)
{
    return QStringLiteral(" /*!%1 %2 */").arg(version, words);
}

/// Options behind an index or column.
QString attributesText(const QList<NamedOption> &options, bool ofColumn)
{
    QString out;
    for (const NamedOption &option : options) {
        const bool known =
            ofColumn && (option.name == u"NOT SECONDARY" || option.name == u"BINARY" || option.name == u"COMPRESSED");
        if (option.value.isEmpty())
            out += known ? u' ' + option.name : versioned(QStringLiteral("80000"), option.name);
        else if (option.value.startsWith(u'('))
            out += u' ' + option.name + option.value;
        else
            out += u' ' + optionText(option);
    }
    return out;
}

} // namespace

QString nameListText(const QStringList &names)
{
    QStringList quoted;
    quoted.reserve(names.size());
    for (const QString &name : names)
        quoted.append(quotedName(name));
    return parenthesised(quoted.join(u','));
}

QString optionText(const NamedOption &option)
{
    return option.value.isEmpty() ? option.name : option.name + u'=' + option.value;
}

QString defaultText(const DefaultValue &value)
{
    switch (value.kind) {
    case DefaultValue::Kind::None:
        return {};
    case DefaultValue::Kind::Null:
        return QStringLiteral("NULL");
    case DefaultValue::Kind::Text:
        return quotedText(value.text);
    case DefaultValue::Kind::Literal:
    case DefaultValue::Kind::Function:
        return value.text;
    case DefaultValue::Kind::Expression:
        return parenthesised(value.text);
    }
    return {};
}

QString columnText(const ColumnDefinition &column)
{
    QString out = quotedName(column.name) + u' ' + typeText(column.type);
    if (column.generated) {
        out += QStringLiteral(" GENERATED ALWAYS AS ") + parenthesised(column.generated->expression)
            + (column.generated->stored ? QStringLiteral(" STORED") : QStringLiteral(" VIRTUAL"));
    }
    if (!column.nullable)
        out += QStringLiteral(" NOT NULL");
    else if (column.type.name == u"timestamp")
        out += QStringLiteral(" NULL");
    if (column.type.srid)
        out += versioned(QStringLiteral("80003"), QStringLiteral("SRID %1").arg(*column.type.srid));
    if (!column.storage.isEmpty())
        out += QStringLiteral(" STORAGE ") + column.storage;
    if (!column.columnFormat.isEmpty())
        out += QStringLiteral(" COLUMN_FORMAT ") + column.columnFormat;
    if (column.defaultValue.kind != DefaultValue::Kind::None)
        out += QStringLiteral(" DEFAULT ") + defaultText(column.defaultValue);
    if (!column.onUpdate.isEmpty())
        out += QStringLiteral(" ON UPDATE ") + column.onUpdate;
    if (column.autoIncrement)
        out += QStringLiteral(" AUTO_INCREMENT");
    if (column.invisible)
        out += versioned(QStringLiteral("80023"), QStringLiteral("INVISIBLE"));
    if (!column.comment.isEmpty())
        out += QStringLiteral(" COMMENT ") + quotedText(column.comment);
    return out + attributesText(column.options, true);
}

QString indexKindText(IndexDefinition::Kind kind)
{
    switch (kind) {
    case IndexDefinition::Kind::Primary:
        return QStringLiteral("PRIMARY KEY");
    case IndexDefinition::Kind::Unique:
        return QStringLiteral("UNIQUE KEY");
    case IndexDefinition::Kind::FullText:
        return QStringLiteral("FULLTEXT KEY");
    case IndexDefinition::Kind::Spatial:
        return QStringLiteral("SPATIAL KEY");
    case IndexDefinition::Kind::Vector:
        return QStringLiteral("VECTOR KEY");
    case IndexDefinition::Kind::Plain:
        break;
    }
    return QStringLiteral("KEY");
}

QString indexPartsText(const IndexDefinition &index)
{
    QStringList parts;
    parts.reserve(index.parts.size());
    for (const IndexPart &part : index.parts) {
        QString text = part.expression.isEmpty() ? quotedName(part.column) : parenthesised(part.expression);
        if (part.prefixLength)
            text += parenthesised(QString::number(*part.prefixLength));
        if (part.descending)
            text += QStringLiteral(" DESC");
        parts.append(text);
    }
    return parenthesised(parts.join(u','));
}

QString indexText(const IndexDefinition &index)
{
    QString out = indexKindText(index.kind) + u' ';
    if (index.kind != IndexDefinition::Kind::Primary)
        out += quotedName(index.name) + u' ';
    out += indexPartsText(index);
    if (!index.usingMethod.isEmpty())
        out += QStringLiteral(" USING ") + index.usingMethod;
    if (index.keyBlockSize)
        out += QStringLiteral(" KEY_BLOCK_SIZE=") + QString::number(*index.keyBlockSize);
    if (!index.parser.isEmpty())
        out += QStringLiteral(" WITH PARSER ") + quotedName(index.parser);
    if (!index.comment.isEmpty())
        out += QStringLiteral(" COMMENT ") + quotedText(index.comment);
    if (index.invisible)
        out += versioned(QStringLiteral("80000"), QStringLiteral("INVISIBLE"));
    return out + attributesText(index.options, false);
}

QString actionText(ForeignKeyDefinition::Action action)
{
    switch (action) {
    case ForeignKeyDefinition::Action::Unspecified:
        break;
    case ForeignKeyDefinition::Action::NoAction:
        return QStringLiteral("NO ACTION");
    case ForeignKeyDefinition::Action::Restrict:
        return QStringLiteral("RESTRICT");
    case ForeignKeyDefinition::Action::Cascade:
        return QStringLiteral("CASCADE");
    case ForeignKeyDefinition::Action::SetNull:
        return QStringLiteral("SET NULL");
    case ForeignKeyDefinition::Action::SetDefault:
        return QStringLiteral("SET DEFAULT");
    }
    return {};
}

QString matchText(ForeignKeyDefinition::Match match)
{
    switch (match) {
    case ForeignKeyDefinition::Match::Unspecified:
        break;
    case ForeignKeyDefinition::Match::Full:
        return QStringLiteral("FULL");
    case ForeignKeyDefinition::Match::Partial:
        return QStringLiteral("PARTIAL");
    case ForeignKeyDefinition::Match::Simple:
        return QStringLiteral("SIMPLE");
    }
    return {};
}

QString referenceText(const ForeignKeyDefinition &key)
{
    const QString table = qualifiedName(key.referencedSchema, key.referencedTable);
    return key.referencedColumns.isEmpty() ? table : table + u' ' + nameListText(key.referencedColumns);
}

QString foreignKeyText(const ForeignKeyDefinition &key)
{
    QString out = QStringLiteral("CONSTRAINT ") + quotedName(key.name) + QStringLiteral(" FOREIGN KEY ");
    if (!key.indexName.isEmpty())
        out += quotedName(key.indexName) + u' ';
    out += nameListText(key.columns) + QStringLiteral(" REFERENCES ") + referenceText(key);
    if (key.match != ForeignKeyDefinition::Match::Unspecified)
        out += QStringLiteral(" MATCH ") + matchText(key.match);
    if (key.onDelete != ForeignKeyDefinition::Action::Unspecified)
        out += QStringLiteral(" ON DELETE ") + actionText(key.onDelete);
    if (key.onUpdate != ForeignKeyDefinition::Action::Unspecified)
        out += QStringLiteral(" ON UPDATE ") + actionText(key.onUpdate);
    return out;
}

QString checkText(const CheckDefinition &check)
{
    return QStringLiteral("CONSTRAINT ") + quotedName(check.name) + QStringLiteral(" CHECK ")
        + parenthesised(check.expression)
        + (check.enforced ? QString() : versioned(QStringLiteral("80016"), QStringLiteral("NOT ENFORCED")));
}

QString partitioningText(const Partitioning &partitioning)
{
    QString out = QStringLiteral("PARTITION BY ") + partitioning.scheme;
    QStringList partitions;
    partitions.reserve(partitioning.partitions.size());
    for (const PartitionDefinition &partition : partitioning.partitions) {
        QString text = QStringLiteral("PARTITION ") + quotedName(partition.name);
        if (!partition.definition.isEmpty())
            text += u' ' + partition.definition;
        partitions.append(text);
    }
    if (!partitions.isEmpty())
        out += u'\n' + parenthesised(partitions.join(QStringLiteral(",\n ")));
    return out;
}

QString renderCreateStatement(const TableDefinition &table)
{
    QStringList parts;
    for (const ColumnDefinition &column : table.columns)
        parts.append(columnText(column));
    for (const IndexDefinition &index : table.indexes)
        parts.append(indexText(index));
    for (const ForeignKeyDefinition &key : table.foreignKeys)
        parts.append(foreignKeyText(key));
    for (const CheckDefinition &check : table.checks)
        parts.append(checkText(check));

    QString out = table.temporary ? QStringLiteral("CREATE TEMPORARY TABLE ") : QStringLiteral("CREATE TABLE ");
    out += qualifiedName(table.schema, table.name) + QStringLiteral(" (\n  ") + parts.join(QStringLiteral(",\n  "))
        + QStringLiteral("\n)");
    for (const NamedOption &option : table.options) {
        // A bare word that is no option everywhere was behind a version mark, and is only read there.
        out += option.value.isEmpty() && option.name != u"START TRANSACTION"
            ? versioned(QStringLiteral("80000"), option.name)
            : u' ' + optionText(option);
    }
    if (!table.comment.isEmpty())
        out += QStringLiteral(" COMMENT=") + quotedText(table.comment);
    if (table.partitioning)
        out += u'\n' + partitioningText(*table.partitioning);
    return out;
}

QString renderCreateStatement(const ViewDefinition &view)
{
    QString out = QStringLiteral("CREATE");
    if (!view.algorithm.isEmpty())
        out += QStringLiteral(" ALGORITHM=") + view.algorithm;
    if (!view.definer.isEmpty())
        out += QStringLiteral(" DEFINER=") + view.definer;
    if (!view.security.isEmpty())
        out += QStringLiteral(" SQL SECURITY ") + view.security;
    out += QStringLiteral(" VIEW ") + qualifiedName(view.schema, view.name);
    if (!view.columns.isEmpty())
        out += u' ' + nameListText(view.columns);
    return out + QStringLiteral(" AS ") + view.query;
}

QString renderCreateStatement(const SchemaObject &object)
{
    return std::visit([](const auto &definition) { return renderCreateStatement(definition); }, object);
}

} // namespace orrery::models
