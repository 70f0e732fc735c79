// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/field.h"

namespace orrery::api {

/// A region of a cloud provider. The public list leaves the last three fields out.
struct Region : Resource
{
    QString id;
    QString provider;
    std::optional<bool> enabled; ///< new clusters may be created here
    QStringList publicIpAddresses;
    QString displayName;
    QString location;
    QString slug; ///< what requests name a region by
    std::optional<bool> currentDefault;
    std::optional<bool> mysqlSupported;
    std::optional<bool> postgresqlSupported;

    friend bool operator==(const Region &, const Region &) = default;

    static constexpr auto fields()
    {
        using R = Region;
        return FieldTable{
            field("id", &R::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("provider", &R::provider, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Provider")),
            field("enabled", &R::enabled, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Enabled")),
            field("public_ip_addresses", &R::publicIpAddresses, Meaning::Code,
                  QT_TRANSLATE_NOOP("Field", "Public IP addresses")),
            field("display_name", &R::displayName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Display name")),
            field("location", &R::location, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Location")),
            field("slug", &R::slug, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Slug")),
            field("current_default", &R::currentDefault, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Default region")),
            field("mysql_supported", &R::mysqlSupported, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Vitess available")),
            field("postgresql_supported", &R::postgresqlSupported, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Postgres available")),
        };
    }
};

} // namespace orrery::api
