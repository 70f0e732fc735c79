// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/table_definition.h"

#include "models/schema/sql_tokens.h"

#include <algorithm>

namespace orrery::models {

namespace {

template<typename List>
auto findNamed(const List &list, QStringView name) -> decltype(list.data())
{
    const auto found = std::find_if(list.cbegin(), list.cend(), [&](const auto &entry) {
        return QStringView(entry.name).compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == list.cend() ? nullptr : &*found;
}

} // namespace

QStringList Partitioning::names() const
{
    QStringList out;
    out.reserve(partitions.size());
    for (const PartitionDefinition &partition : partitions)
        out.append(partition.name);
    return out;
}

const ColumnDefinition *TableDefinition::column(QStringView columnName) const
{
    return findNamed(columns, columnName);
}

const IndexDefinition *TableDefinition::index(QStringView indexName) const
{
    return findNamed(indexes, indexName);
}

const IndexDefinition *TableDefinition::primaryKey() const
{
    const auto found = std::find_if(indexes.cbegin(), indexes.cend(), [](const IndexDefinition &entry) {
        return entry.kind == IndexDefinition::Kind::Primary;
    });
    return found == indexes.cend() ? nullptr : &*found;
}

QString TableDefinition::option(QStringView optionName) const
{
    const NamedOption *found = findNamed(options, optionName);
    return found ? unquotedSql(found->value) : QString();
}

QString objectName(const SchemaObject &object)
{
    return std::visit([](const auto &definition) { return definition.name; }, object);
}

} // namespace orrery::models
