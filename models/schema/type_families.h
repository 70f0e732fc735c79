// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/table_definition.h"

#include <QStringView>

namespace orrery::models {

/// What kind of values a type holds; types of one family are converted by the same rules.
enum class TypeFamily : quint8 {
    Integer,
    Bit,
    Decimal,
    Floating,
    Text,
    Bytes,
    Choice,
    Time,
    Year,
    Json,
    Spatial,
    Other
};

struct KnownType
{
    QStringView name;
    TypeFamily family;
    /// Integers: bytes. Text and bytes: the most bytes, 0 where the length says it.
    qint64 size;
};

/// What MySQL 8's manual says of the type; `Other` for a name it does not know.
KnownType knownType(const ColumnType &type);

} // namespace orrery::models
