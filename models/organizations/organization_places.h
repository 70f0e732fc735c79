// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"

namespace orrery::models {

inline constexpr QLatin1String organizationParameter("organization");

/// Where an account begins: its organizations.
inline Location organizationsPlace(const QString &account)
{
    return {.route = QStringLiteral("organizations"), .account = account, .parameters = {}, .tab = {}};
}
inline Location organizationPlace(const QString &account, const QString &organization)
{
    return Location{.route = QStringLiteral("organization"), .account = account, .parameters = {}, .tab = {}}.with(
        organizationParameter, organization);
}
/// Empty for places that belong to no organization.
inline QString organizationOf(const Location &location)
{
    return location.value(organizationParameter);
}

} // namespace orrery::models
