// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/table_definition.h"

#include <optional>

namespace orrery::models {

/// The table, when it is there and is one.
inline const TableDefinition *tableOf(const std::optional<SchemaObject> &object)
{
    return object ? std::get_if<TableDefinition>(&*object) : nullptr;
}

/// The name after the change, or before it when nothing is left.
inline QString nameOf(const std::optional<SchemaObject> &before, const std::optional<SchemaObject> &after)
{
    return after ? objectName(*after) : before ? objectName(*before) : QString();
}

} // namespace orrery::models
