// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/organizations/organization_places.h"

namespace orrery::models {

inline constexpr QLatin1String databaseParameter("database");

/// `route` for the places of other features that lie below a database.
inline Location databasePlace(const QString &account, const QString &organization, const QString &database,
                              const QString &tab = {}, const QString &route = QStringLiteral("database"))
{
    Location location = organizationPlace(account, organization).with(databaseParameter, database).withTab(tab);
    location.route = route;
    return location;
}
/// Empty for places that belong to no database.
inline QString databaseOf(const Location &location)
{
    return location.value(databaseParameter);
}
/// The database that a place lies below.
inline Location databaseOfPlace(const Location &location, const QString &tab = {})
{
    return databasePlace(location.account, organizationOf(location), databaseOf(location), tab);
}

} // namespace orrery::models
