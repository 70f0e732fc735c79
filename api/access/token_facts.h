// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/field.h"

#include <QList>

namespace orrery::api {

/// One thing a service token may do, and where. Follows the page "get_service_token".
struct TokenAccess : Resource
{
    static constexpr bool keepsExtras = false;

    QString access; ///< "approve_deploy_request"
    QString resourceName;
    QString resourceType; ///< "Database", "Organization"

    friend bool operator==(const TokenAccess &, const TokenAccess &) = default;

    static constexpr auto fields()
    {
        using T = TokenAccess;
        return FieldTable{
            field("access", &T::access, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Access")),
            field("resource_name", &T::resourceName, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Resource")),
            field("resource_type", &T::resourceType, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Kind of resource")),
        };
    }
};

/// What a service token may do. Of the answer only that is read: never the token itself.
struct TokenFacts : Resource
{
    static constexpr bool keepsExtras = false;

    QString id;
    QString displayName;
    QList<TokenAccess> accesses;

    friend bool operator==(const TokenFacts &, const TokenFacts &) = default;

    static constexpr auto fields()
    {
        using T = TokenFacts;
        return FieldTable{
            field("id", &T::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("display_name", &T::displayName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Display name")),
            field("service_token_accesses", &T::accesses, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Accesses")),
        };
    }
};

} // namespace orrery::api
