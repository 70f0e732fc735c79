// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/organizations/resource_reference.h"

namespace orrery::api {

/// How strongly deployments are slowed in one keyspace.
struct ThrottlerConfiguration : Resource
{
    QString keyspaceName;
    std::optional<double> ratio; ///< 0 (off) to 95

    friend bool operator==(const ThrottlerConfiguration &, const ThrottlerConfiguration &) = default;

    static constexpr auto fields()
    {
        using T = ThrottlerConfiguration;
        return FieldTable{
            field("keyspace_name", &T::keyspaceName, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Keyspace")),
            field("ratio", &T::ratio, Meaning::Percent, QT_TRANSLATE_NOOP("Field", "Ratio")),
        };
    }
};

/// The throttler of a deploy request or a database.
struct Throttler : Resource
{
    QStringList keyspaces; ///< those that can be configured
    std::optional<ResourceReference> configurable;
    QList<ThrottlerConfiguration> configurations;

    friend bool operator==(const Throttler &, const Throttler &) = default;

    static constexpr auto fields()
    {
        using T = Throttler;
        return FieldTable{
            field("keyspaces", &T::keyspaces, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Keyspaces")),
            field("configurable", &T::configurable, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Applies to")),
            field("configurations", &T::configurations, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Ratios")),
        };
    }
};

/// The ratio to set for one keyspace.
struct KeyspaceThrottle : Resource
{
    QString keyspaceName;
    std::optional<qint64> ratio; ///< 0 (off) to 95

    friend bool operator==(const KeyspaceThrottle &, const KeyspaceThrottle &) = default;

    static constexpr auto fields()
    {
        using K = KeyspaceThrottle;
        return FieldTable{
            field("keyspace_name", &K::keyspaceName, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Keyspace")),
            field("ratio", &K::ratio, Meaning::Percent, QT_TRANSLATE_NOOP("Field", "Ratio")),
        };
    }
};

/// Body of PATCH …/throttler: one ratio for all, or one for each keyspace. The reference types that list as texts; its description shows objects.
struct ThrottlerUpdate : Resource
{
    std::optional<qint64> ratio; ///< 0 (off) to 95
    QList<KeyspaceThrottle> configurations;

    friend bool operator==(const ThrottlerUpdate &, const ThrottlerUpdate &) = default;

    static constexpr auto fields()
    {
        using T = ThrottlerUpdate;
        return FieldTable{
            field("ratio", &T::ratio, Meaning::Percent, QT_TRANSLATE_NOOP("Field", "Ratio")),
            field("configurations", &T::configurations, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Ratios")),
        };
    }
};

} // namespace orrery::api
