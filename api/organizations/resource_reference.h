// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/field.h"

namespace orrery::api {

/// Another resource named in passing (a branch, an organization, a database): enough to show and find it.
struct ResourceReference : Resource
{
    QString id;
    QString name;
    QDateTime createdAt;
    QDateTime updatedAt;
    QDateTime deletedAt;

    friend bool operator==(const ResourceReference &, const ResourceReference &) = default;

    static constexpr auto fields()
    {
        using R = ResourceReference;
        return FieldTable{
            field("id", &R::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("name", &R::name, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Name")),
            field("created_at", &R::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Created")),
            field("updated_at", &R::updatedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Updated")),
            field("deleted_at", &R::deletedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Deleted")),
        };
    }
};

} // namespace orrery::api
