// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/databases/database_places.h"

namespace orrery::models {

/// The webhooks of a database, as a page of their own.
inline Location webhooksPlace(const QString &account, const QString &organization, const QString &database)
{
    return databasePlace(account, organization, database, {}, QStringLiteral("webhooks"));
}

} // namespace orrery::models
