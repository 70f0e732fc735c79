// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/table_definition.h"

#include <random>

namespace orrery::test {

/// Makes tables up, and changes them: always the same ones for a seed. What it makes is what the parser could have read.
class SchemaGenerator
{
public:
    explicit SchemaGenerator(unsigned seed) : m_random(seed) {}

    models::TableDefinition table();
    /// A later version: parts removed, added, changed and moved.
    models::TableDefinition changed(const models::TableDefinition &table);

    int below(int end) { return std::uniform_int_distribution<int>(0, end - 1)(m_random); }
    bool chance(int percent) { return below(100) < percent; }

private:
    template<typename T>
    T oneOf(const QList<T> &list)
    {
        return list.at(below(int(list.size())));
    }
    QString newName();
    models::ColumnType type();
    models::DefaultValue defaultValue();
    models::ColumnDefinition column();
    models::IndexDefinition index(const models::TableDefinition &table);
    models::ForeignKeyDefinition foreignKey(const models::TableDefinition &table);
    models::CheckDefinition check();
    models::Partitioning partitioning();
    models::NamedOption option(int number);
    void fillKeys(models::TableDefinition &table);
    template<typename List>
    void disturb(List &list);

    std::mt19937 m_random;
    int m_names = 0;
};

} // namespace orrery::test
