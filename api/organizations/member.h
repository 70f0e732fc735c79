// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/access/user.h"

namespace orrery::api {

/// What a member may do in the organization.
enum class MemberRole : quint8 {
    Member,
    Admin,
};

template<>
struct EnumNames<MemberRole>
{
    static constexpr std::pair<MemberRole, std::string_view> values[] = {
        {MemberRole::Member, "member"},
        {MemberRole::Admin, "admin"},
    };
};

/// A membership of an organization. Follows the page "list_organization_members".
struct Member : Resource
{
    QString id;
    std::optional<User> user;
    OpenEnum<MemberRole> role;
    QDateTime createdAt;
    QDateTime updatedAt;

    friend bool operator==(const Member &, const Member &) = default;

    static constexpr auto fields()
    {
        using M = Member;
        return FieldTable{
            field("id", &M::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("user", &M::user, Meaning::Object, QT_TRANSLATE_NOOP("Field", "User")),
            field("role", &M::role, Meaning::State, QT_TRANSLATE_NOOP("Field", "Role")),
            field("created_at", &M::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Member since")),
            field("updated_at", &M::updatedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Updated")),
        };
    }
};

} // namespace orrery::api
