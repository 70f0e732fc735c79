// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/type_families.h"

#include <algorithm>
#include <array>

namespace orrery::models {

namespace {

constexpr std::array<KnownType, 38> knownTypes{{
    {u"tinyint", TypeFamily::Integer, 1},
    {u"smallint", TypeFamily::Integer, 2},
    {u"mediumint", TypeFamily::Integer, 3},
    {u"int", TypeFamily::Integer, 4},
    {u"bigint", TypeFamily::Integer, 8},
    {u"bit", TypeFamily::Bit, 0},
    {u"decimal", TypeFamily::Decimal, 0},
    {u"float", TypeFamily::Floating, 4},
    {u"double", TypeFamily::Floating, 8},
    {u"char", TypeFamily::Text, 0},
    {u"varchar", TypeFamily::Text, 0},
    {u"tinytext", TypeFamily::Text, 0xFF},
    {u"text", TypeFamily::Text, 0xFFFF},
    {u"mediumtext", TypeFamily::Text, 0xFFFFFF},
    {u"longtext", TypeFamily::Text, 0xFFFFFFFF},
    {u"binary", TypeFamily::Bytes, 0},
    {u"varbinary", TypeFamily::Bytes, 0},
    {u"tinyblob", TypeFamily::Bytes, 0xFF},
    {u"blob", TypeFamily::Bytes, 0xFFFF},
    {u"mediumblob", TypeFamily::Bytes, 0xFFFFFF},
    {u"longblob", TypeFamily::Bytes, 0xFFFFFFFF},
    {u"enum", TypeFamily::Choice, 0},
    {u"set", TypeFamily::Choice, 0},
    {u"date", TypeFamily::Time, 0},
    {u"time", TypeFamily::Time, 0},
    {u"datetime", TypeFamily::Time, 0},
    {u"timestamp", TypeFamily::Time, 0},
    {u"year", TypeFamily::Year, 0},
    {u"json", TypeFamily::Json, 0},
    {u"geometry", TypeFamily::Spatial, 0},
    {u"point", TypeFamily::Spatial, 0},
    {u"linestring", TypeFamily::Spatial, 0},
    {u"polygon", TypeFamily::Spatial, 0},
    {u"multipoint", TypeFamily::Spatial, 0},
    {u"multilinestring", TypeFamily::Spatial, 0},
    {u"multipolygon", TypeFamily::Spatial, 0},
    {u"geomcollection", TypeFamily::Spatial, 0},
    {u"vector", TypeFamily::Other, 0},
}};

} // namespace

KnownType knownType(const ColumnType &type)
{
    const auto found = std::find_if(knownTypes.begin(), knownTypes.end(),
                                    [&](const KnownType &entry) { return entry.name == type.name; });
    return found == knownTypes.end() ? KnownType{type.name, TypeFamily::Other, 0} : *found;
}

} // namespace orrery::models
