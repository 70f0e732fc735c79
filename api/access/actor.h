// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/field.h"

namespace orrery::api {

/// Who did something: a person or a service token.
struct Actor : Resource
{
    QString id;
    QString displayName;
    QString avatarUrl;

    friend bool operator==(const Actor &, const Actor &) = default;

    static constexpr auto fields()
    {
        using A = Actor;
        return FieldTable{
            field("id", &A::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("display_name", &A::displayName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Display name")),
            field("avatar_url", &A::avatarUrl, Meaning::Url, QT_TRANSLATE_NOOP("Field", "Avatar")),
        };
    }
};

} // namespace orrery::api
