// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/field.h"
#include "api/organizations/resource_reference.h"

namespace orrery::api {

/// A person, as GET /user answers and memberships carry it. Service tokens have no user.
struct User : Resource
{
    QString id;
    QString displayName;
    QString name;
    QString email;
    QString avatarUrl;
    QDateTime createdAt;
    QDateTime updatedAt;
    std::optional<bool> twoFactorAuthConfigured;
    std::optional<ResourceReference> defaultOrganization;
    std::optional<bool> sso;
    std::optional<bool> managed;
    std::optional<bool> directoryManaged;
    std::optional<bool> emailVerified;

    friend bool operator==(const User &, const User &) = default;

    static constexpr auto fields()
    {
        using U = User;
        return FieldTable{
            field("id", &U::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("display_name", &U::displayName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Display name")),
            field("name", &U::name, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Name")),
            field("email", &U::email, Meaning::Text, QT_TRANSLATE_NOOP("Field", "E-mail")),
            field("avatar_url", &U::avatarUrl, Meaning::Url, QT_TRANSLATE_NOOP("Field", "Avatar")),
            field("created_at", &U::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Created")),
            field("updated_at", &U::updatedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Updated")),
            field("two_factor_auth_configured", &U::twoFactorAuthConfigured, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Two-factor authentication")),
            field("default_organization", &U::defaultOrganization, Meaning::Object,
                  QT_TRANSLATE_NOOP("Field", "Default organization")),
            field("sso", &U::sso, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Single sign-on")),
            field("managed", &U::managed, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Managed by an identity provider")),
            field("directory_managed", &U::directoryManaged, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Managed by an SSO directory")),
            field("email_verified", &U::emailVerified, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "E-mail verified")),
        };
    }
};

} // namespace orrery::api
