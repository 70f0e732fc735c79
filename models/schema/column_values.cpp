// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/column_values.h"

#include "models/schema/sql_tokens.h"

namespace orrery::models {

bool needsValue(const ColumnDefinition &column)
{
    return !column.nullable && column.defaultValue.kind == DefaultValue::Kind::None && !column.autoIncrement
        && !column.generated && column.type.name != u"enum";
}

bool isNullByDefault(const ColumnDefinition &column)
{
    return column.nullable && !column.generated && !column.autoIncrement
        && (column.defaultValue.kind == DefaultValue::Kind::None
            || column.defaultValue.kind == DefaultValue::Kind::Null);
}

bool isCopied(const ColumnDefinition &before, const ColumnDefinition &after)
{
    return !before.generated && !after.generated;
}

bool hasSameExpression(const ColumnDefinition &before, const ColumnDefinition &after)
{
    if (!before.generated || !after.generated)
        return !before.generated && !after.generated;
    return sameSql(before.generated->expression, after.generated->expression);
}

} // namespace orrery::models
