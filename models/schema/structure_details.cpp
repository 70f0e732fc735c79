// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/structure_details.h"

#include "models/schema/charsets.h"
#include "models/schema/column_types.h"
#include "models/schema/create_statement_writer.h"
#include "models/schema/sql_tokens.h"

#include <QCoreApplication>

#include <algorithm>

namespace orrery::models {

using Property = StructureDetail::Property;
using Details = QList<StructureDetail>;

namespace {

struct StructureText
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::StructureDiff)
};

/// Notes the property when its texts differ.
void add(Details &details, Property property, const QString &before, const QString &after, bool real = true,
         const QString &subject = {})
{
    if (before != after)
        details.append({property, subject, before, after, real});
}

void addWords(Details &details, Property property, const QString &before, const QString &after)
{
    add(details, property, before, after, before.compare(after, Qt::CaseInsensitive) != 0);
}

void addNumber(Details &details, Property property, std::optional<qint64> before, std::optional<qint64> after)
{
    const auto text = [](std::optional<qint64> number) { return number ? QString::number(*number) : QString(); };
    add(details, property, text(before), text(after));
}

QString yes(bool is, QLatin1String word)
{
    return is ? QString(word) : QString();
}

const NamedOption *optionOf(const QList<NamedOption> &options, const QString &name)
{
    const auto found =
        std::find_if(options.cbegin(), options.cend(), [&](const NamedOption &option) { return option.name == name; });
    return found == options.cend() ? nullptr : &*found;
}

void addAttributes(Details &details, const QList<NamedOption> &before, const QList<NamedOption> &after)
{
    const auto text = [](const NamedOption *option) { return option ? optionText(*option) : QString(); };
    for (const NamedOption &option : before) {
        const NamedOption *now = optionOf(after, option.name);
        add(details, Property::Attribute, text(&option), text(now), true, option.name);
    }
    for (const NamedOption &option : after) {
        if (!optionOf(before, option.name))
            add(details, Property::Attribute, {}, text(&option), true, option.name);
    }
    // The same ones in another order: nothing to show, but not to be lost either.
    if (details.isEmpty() && before != after)
        details.append({Property::Attribute, {}, {}, {}, false});
}

/// "0", "0.00", "+0", TRUE: a number as it is stored, without what only its spelling adds.
QString plainNumber(const DefaultValue &value)
{
    QString text = value.text.trimmed();
    if (text == u"TRUE" || text == u"FALSE")
        return text == u"TRUE" ? QStringLiteral("1") : QStringLiteral("0");
    if (text.contains(u'.')) {
        while (text.endsWith(u'0'))
            text.chop(1);
        if (text.endsWith(u'.'))
            text.chop(1);
    }
    return text == u"-0" || text.isEmpty() ? QStringLiteral("0") : text;
}

bool isNumeric(const ColumnType &type)
{
    return type.name.endsWith(u"int") || type.name == u"decimal" || type.name == u"float" || type.name == u"double"
        || type.name == u"year";
}

bool sameDefault(const ColumnDefinition &before, const ColumnDefinition &after)
{
    using Kind = DefaultValue::Kind;
    const DefaultValue &old = before.defaultValue;
    const DefaultValue &now = after.defaultValue;
    if (old == now)
        return true;
    const auto isNull = [](const ColumnDefinition &column) {
        return column.defaultValue.kind == Kind::Null
            || (column.defaultValue.kind == Kind::None && column.nullable && !column.generated);
    };
    if (isNull(before) && isNull(after))
        return true;
    const auto isPlain = [](Kind kind) { return kind == Kind::Text || kind == Kind::Literal; };
    if (isPlain(old.kind) && isPlain(now.kind) && isNumeric(before.type) && isNumeric(after.type)
        && plainNumber(old) == plainNumber(now))
        return true;
    return old.kind == now.kind && old.kind != Kind::Text && sameSql(old.text, now.text);
}

QString generatedText(const std::optional<GeneratedValue> &value)
{
    if (!value)
        return {};
    return u'(' + value->expression + (value->stored ? QStringLiteral(") STORED") : QStringLiteral(") VIRTUAL"));
}

bool sameGenerated(const std::optional<GeneratedValue> &before, const std::optional<GeneratedValue> &after)
{
    return before && after && before->stored == after->stored && sameSql(before->expression, after->expression);
}

void addType(Details &details, const ColumnDefinition &before, const TableDefinition &oldTable,
             const ColumnDefinition &after, const TableDefinition &newTable)
{
    const ColumnType old = resolvedType(before, oldTable);
    const ColumnType now = resolvedType(after, newTable);
    const bool real = !sameType(old, now);
    if (before.type == after.type && !real)
        return;
    // What is inherited is only worth showing where it is the difference.
    const bool inherited = real && typeText(before.type) == typeText(after.type);
    StructureDetail detail{
        Property::Type, {}, typeText(inherited ? old : before.type), typeText(inherited ? now : after.type), real};
    if (before.type.srid != after.type.srid) {
        const auto withSrid = [](const QString &text, std::optional<qint64> srid) {
            return srid ? text + QStringLiteral(" SRID ") + QString::number(*srid) : text;
        };
        detail.before = withSrid(detail.before, before.type.srid);
        detail.after = withSrid(detail.after, after.type.srid);
    }
    details.append(detail);
}

bool sameNames(const QStringList &before, const QStringList &after)
{
    return before.join(QChar(0)).compare(after.join(QChar(0)), Qt::CaseInsensitive) == 0;
}

bool sameParts(const QList<IndexPart> &before, const QList<IndexPart> &after)
{
    return std::equal(
        before.cbegin(), before.cend(), after.cbegin(), after.cend(), [](const IndexPart &old, const IndexPart &now) {
            return old.column.compare(now.column, Qt::CaseInsensitive) == 0 && old.prefixLength == now.prefixLength
                && old.descending == now.descending && sameSql(old.expression, now.expression);
        });
}

/// InnoDB treats all three alike.
ForeignKeyDefinition::Action meant(ForeignKeyDefinition::Action action)
{
    using Action = ForeignKeyDefinition::Action;
    return action == Action::NoAction || action == Action::Restrict ? Action::Unspecified : action;
}

bool sameReference(const ForeignKeyDefinition &before, const ForeignKeyDefinition &after)
{
    return before.referencedSchema == after.referencedSchema && before.referencedTable == after.referencedTable
        && sameNames(before.referencedColumns, after.referencedColumns);
}

/// A value that goes without saying counts as said.
void addImplied(Details &details, Property property, const QString &before, const QString &after,
                const QString &implied)
{
    const QString old = before.isEmpty() ? implied : before;
    const QString now = after.isEmpty() ? implied : after;
    add(details, property, before, after, old != now);
}

} // namespace

QList<StructureDetail> columnDetails(const ColumnDefinition &before, const TableDefinition &oldTable,
                                     const ColumnDefinition &after, const TableDefinition &newTable)
{
    Details details;
    add(details, Property::Name, before.name, after.name);
    addType(details, before, oldTable, after, newTable);
    const auto nullText = [](bool nullable) { return nullable ? QStringLiteral("NULL") : QStringLiteral("NOT NULL"); };
    add(details, Property::Nullable, nullText(before.nullable), nullText(after.nullable));
    if (before.defaultValue != after.defaultValue)
        details.append({Property::Default,
                        {},
                        defaultText(before.defaultValue),
                        defaultText(after.defaultValue),
                        !sameDefault(before, after)});
    add(details, Property::OnUpdate, before.onUpdate, after.onUpdate, !sameSql(before.onUpdate, after.onUpdate));
    add(details, Property::AutoIncrement, yes(before.autoIncrement, QLatin1String("AUTO_INCREMENT")),
        yes(after.autoIncrement, QLatin1String("AUTO_INCREMENT")));
    add(details, Property::Generated, generatedText(before.generated), generatedText(after.generated),
        !sameGenerated(before.generated, after.generated));
    add(details, Property::Comment, before.comment, after.comment);
    add(details, Property::Visibility, yes(before.invisible, QLatin1String("INVISIBLE")),
        yes(after.invisible, QLatin1String("INVISIBLE")));
    add(details, Property::ColumnFormat, before.columnFormat, after.columnFormat);
    add(details, Property::Storage, before.storage, after.storage);
    addAttributes(details, before.options, after.options);
    return details;
}

QList<StructureDetail> indexDetails(const IndexDefinition &before, const IndexDefinition &after)
{
    Details details;
    add(details, Property::Name, before.name, after.name, before.name.compare(after.name, Qt::CaseInsensitive) != 0);
    add(details, Property::Kind, indexKindText(before.kind), indexKindText(after.kind));
    if (before.parts != after.parts)
        details.append({Property::Columns,
                        {},
                        indexPartsText(before),
                        indexPartsText(after),
                        !sameParts(before.parts, after.parts)});
    addImplied(details, Property::Using, before.usingMethod, after.usingMethod, QStringLiteral("BTREE"));
    addNumber(details, Property::KeyBlockSize, before.keyBlockSize, after.keyBlockSize);
    addWords(details, Property::Parser, before.parser, after.parser);
    add(details, Property::Comment, before.comment, after.comment);
    add(details, Property::Visibility, yes(before.invisible, QLatin1String("INVISIBLE")),
        yes(after.invisible, QLatin1String("INVISIBLE")));
    addAttributes(details, before.options, after.options);
    return details;
}

QList<StructureDetail> foreignKeyDetails(const ForeignKeyDefinition &before, const ForeignKeyDefinition &after)
{
    Details details;
    addWords(details, Property::Name, before.name, after.name);
    add(details, Property::Columns, nameListText(before.columns), nameListText(after.columns),
        !sameNames(before.columns, after.columns));
    add(details, Property::References, referenceText(before), referenceText(after), !sameReference(before, after));
    add(details, Property::OnDelete, actionText(before.onDelete), actionText(after.onDelete),
        meant(before.onDelete) != meant(after.onDelete));
    add(details, Property::OnUpdate, actionText(before.onUpdate), actionText(after.onUpdate),
        meant(before.onUpdate) != meant(after.onUpdate));
    // MySQL reads MATCH and does nothing with it.
    add(details, Property::Match, matchText(before.match), matchText(after.match), false);
    add(details, Property::Attribute, before.indexName, after.indexName, false, QStringLiteral("INDEX"));
    return details;
}

QList<StructureDetail> checkDetails(const CheckDefinition &before, const CheckDefinition &after)
{
    Details details;
    addWords(details, Property::Name, before.name, after.name);
    add(details, Property::Expression, before.expression, after.expression,
        !sameSql(before.expression, after.expression));
    add(details, Property::Enforced, yes(!before.enforced, QLatin1String("NOT ENFORCED")),
        yes(!after.enforced, QLatin1String("NOT ENFORCED")));
    return details;
}

QList<StructureDetail> partitioningDetails(const Partitioning &before, const Partitioning &after)
{
    Details details;
    add(details, Property::Scheme, before.scheme, after.scheme, !sameSql(before.scheme, after.scheme));
    QHash<QString, const PartitionDefinition *> old;
    QHash<QString, const PartitionDefinition *> now;
    for (const PartitionDefinition &partition : before.partitions)
        old.insert(partition.name.toCaseFolded(), &partition);
    for (const PartitionDefinition &partition : after.partitions)
        now.insert(partition.name.toCaseFolded(), &partition);
    // The name stands for a partition without definition, so that one that was added is not shown as nothing.
    const auto text = [](const PartitionDefinition &partition) {
        return partition.definition.isEmpty() ? partition.name : partition.definition;
    };
    for (const PartitionDefinition &partition : before.partitions) {
        if (const PartitionDefinition *kept = now.value(partition.name.toCaseFolded()))
            add(details, Property::Partition, text(partition), text(*kept),
                !sameSql(partition.definition, kept->definition), partition.name);
        else
            add(details, Property::Partition, text(partition), {}, true, partition.name);
    }
    for (const PartitionDefinition &partition : after.partitions) {
        if (!old.contains(partition.name.toCaseFolded()))
            add(details, Property::Partition, {}, text(partition), true, partition.name);
    }
    if (details.isEmpty() && before != after)
        details.append({Property::Partition, {}, nameListText(before.names()), nameListText(after.names()), false});
    return details;
}

QList<StructureDetail> headDetails(const TableHead &before, const TableHead &after)
{
    Details details;
    add(details, Property::Schema, before.schema, after.schema, !before.schema.isEmpty() && !after.schema.isEmpty());
    add(details, Property::Name, before.name, after.name);
    add(details, Property::Temporary, yes(before.temporary, QLatin1String("TEMPORARY")),
        yes(after.temporary, QLatin1String("TEMPORARY")));
    add(details, Property::Comment, before.comment, after.comment);
    return details;
}

QList<StructureDetail> viewDetails(const ViewDefinition &before, const ViewDefinition &after)
{
    Details details;
    add(details, Property::Schema, before.schema, after.schema, !before.schema.isEmpty() && !after.schema.isEmpty());
    add(details, Property::Name, before.name, after.name);
    addImplied(details, Property::Algorithm, before.algorithm, after.algorithm, QStringLiteral("UNDEFINED"));
    add(details, Property::Definer, before.definer, after.definer);
    addImplied(details, Property::Security, before.security, after.security, QStringLiteral("DEFINER"));
    const auto list = [](const QStringList &names) { return names.isEmpty() ? QString() : nameListText(names); };
    add(details, Property::Columns, list(before.columns), list(after.columns));
    add(details, Property::Query, before.query, after.query, !sameSql(before.query, after.query));
    return details;
}

bool isRealOptionChange(const NamedOption *before, const TableDefinition &oldTable, const NamedOption *after,
                        const TableDefinition &newTable)
{
    const QString name = before ? before->name : after ? after->name : QString();
    if (name == u"AUTO_INCREMENT")
        return false;
    if (name == u"DEFAULT CHARSET")
        return tableCharset(oldTable) != tableCharset(newTable);
    if (name == u"COLLATE")
        return tableCollation(oldTable) != tableCollation(newTable);
    QString old = before ? unquotedSql(before->value) : QString();
    QString now = after ? unquotedSql(after->value) : QString();
    if (name == u"ENGINE") {
        old = old.isEmpty() ? QStringLiteral("InnoDB") : old;
        now = now.isEmpty() ? QStringLiteral("InnoDB") : now;
    } else if (!before || !after) {
        return true;
    }
    // Paths, attributes and connections are kept letter for letter by the server.
    const bool isText = (before && before->value.startsWith(u'\'')) || (after && after->value.startsWith(u'\''));
    return old.compare(now, isText ? Qt::CaseSensitive : Qt::CaseInsensitive) != 0;
}

bool sameIndexBody(const IndexDefinition &before, const IndexDefinition &after)
{
    IndexDefinition renamed = before;
    renamed.name = after.name;
    const Details details = indexDetails(renamed, after);
    return std::none_of(details.cbegin(), details.cend(), [](const StructureDetail &detail) { return detail.real; });
}

bool sameForeignKeyBody(const ForeignKeyDefinition &before, const ForeignKeyDefinition &after)
{
    ForeignKeyDefinition renamed = before;
    renamed.name = after.name;
    const Details details = foreignKeyDetails(renamed, after);
    return std::none_of(details.cbegin(), details.cend(), [](const StructureDetail &detail) { return detail.real; });
}

bool sameCheckBody(const CheckDefinition &before, const CheckDefinition &after)
{
    return before.enforced == after.enforced && sameSql(before.expression, after.expression);
}

QString propertyText(StructureDetail::Property property)
{
    switch (property) {
    case Property::Name:
        return StructureText::tr("name");
    case Property::Position:
        return StructureText::tr("position");
    case Property::Type:
        return StructureText::tr("type");
    case Property::Nullable:
        return StructureText::tr("NULL");
    case Property::Default:
        return StructureText::tr("default");
    case Property::OnUpdate:
        return StructureText::tr("on update");
    case Property::AutoIncrement:
        return StructureText::tr("auto increment");
    case Property::Generated:
        return StructureText::tr("generated");
    case Property::Comment:
        return StructureText::tr("comment");
    case Property::Visibility:
        return StructureText::tr("visibility");
    case Property::ColumnFormat:
        return StructureText::tr("column format");
    case Property::Storage:
        return StructureText::tr("storage");
    case Property::Kind:
        return StructureText::tr("kind");
    case Property::Columns:
        return StructureText::tr("columns");
    case Property::Using:
        return StructureText::tr("method");
    case Property::KeyBlockSize:
        return StructureText::tr("block size");
    case Property::Parser:
        return StructureText::tr("parser");
    case Property::References:
        return StructureText::tr("references");
    case Property::OnDelete:
        return StructureText::tr("on delete");
    case Property::Match:
        return StructureText::tr("match");
    case Property::Expression:
        return StructureText::tr("expression");
    case Property::Enforced:
        return StructureText::tr("enforced");
    case Property::Scheme:
        return StructureText::tr("scheme");
    case Property::Partition:
        return StructureText::tr("partition");
    case Property::Value:
        return StructureText::tr("value");
    case Property::Attribute:
        return StructureText::tr("attribute");
    case Property::Schema:
        return StructureText::tr("schema");
    case Property::Temporary:
        return StructureText::tr("temporary");
    case Property::Algorithm:
        return StructureText::tr("algorithm");
    case Property::Definer:
        return StructureText::tr("definer");
    case Property::Security:
        return StructureText::tr("security");
    case Property::Query:
        return StructureText::tr("query");
    }
    return {};
}

} // namespace orrery::models
