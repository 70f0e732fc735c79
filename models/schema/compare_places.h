// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/databases/database_places.h"
#include "models/schema/schema_side.h"

namespace orrery::models {

inline constexpr QLatin1String fromSideParameter("from");
inline constexpr QLatin1String toSideParameter("to");

/// `organization` and `database` say where the page stands; the sides may be anywhere in the account, or not chosen yet.
inline Location comparePlace(const QString &account, const QString &organization, const QString &database,
                             const SchemaSide &from = {}, const SchemaSide &to = {})
{
    return databasePlace(account, organization, database, {}, QStringLiteral("compare"))
        .with(fromSideParameter, from.toText())
        .with(toSideParameter, to.toText());
}
inline SchemaSide fromSideOf(const Location &location)
{
    return SchemaSide::fromText(location.value(fromSideParameter)).value_or(SchemaSide());
}
inline SchemaSide toSideOf(const Location &location)
{
    return SchemaSide::fromText(location.value(toSideParameter)).value_or(SchemaSide());
}

} // namespace orrery::models
