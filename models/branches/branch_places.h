// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/databases/database_places.h"

namespace orrery::models {

inline constexpr QLatin1String branchParameter("branch");

inline Location branchPlace(const QString &account, const QString &organization, const QString &database,
                            const QString &branch, const QString &tab = {})
{
    return databasePlace(account, organization, database, tab, QStringLiteral("branch")).with(branchParameter, branch);
}
/// Empty for places that belong to no branch.
inline QString branchOf(const Location &location)
{
    return location.value(branchParameter);
}

} // namespace orrery::models
