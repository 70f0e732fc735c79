// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/branches/branch_places.h"

namespace orrery::models {

inline constexpr QLatin1String requestNumberParameter("number");

inline Location deployRequestPlace(const QString &account, const QString &organization, const QString &database,
                                   qint64 number, const QString &tab = {})
{
    return databasePlace(account, organization, database, tab, QStringLiteral("deploy-request"))
        .with(requestNumberParameter, QString::number(number));
}
/// `branch` may be empty: it is chosen there.
inline Location newDeployRequestPlace(const QString &account, const QString &organization, const QString &database,
                                      const QString &branch = {})
{
    return databasePlace(account, organization, database, {}, QStringLiteral("new-deploy-request"))
        .with(branchParameter, branch);
}
/// 0 for places that are no deploy request.
inline qint64 requestNumberOf(const Location &location)
{
    return location.value(requestNumberParameter).toLongLong();
}

} // namespace orrery::models
