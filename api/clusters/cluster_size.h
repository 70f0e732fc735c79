// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/field.h"

namespace orrery::api {

/// A size a cluster can have, as GET …/cluster-size-skus lists it. Prices are there where they were asked for, for one
/// region; the reference names neither their currency nor what time they are for.
struct ClusterSize : Resource
{
    QString name; ///< what a request names it by: "PS_10"
    QString displayName; ///< "PS-10"
    QString cpu; ///< a number or a fraction of one: "1/8"
    std::optional<qint64> storage; ///< of Metal; others have none of their own
    std::optional<qint64> ram;
    std::optional<bool> metal;
    std::optional<bool> enabled; ///< whether the organization may have it
    QString provider; ///< empty: any
    QString defaultVtgate;
    std::optional<double> defaultVtgateRate;
    std::optional<double> replicaRate;
    std::optional<double> rate;
    std::optional<qint64> sortOrder;
    QString architecture;
    std::optional<bool> development;
    std::optional<bool> production;

    friend bool operator==(const ClusterSize &, const ClusterSize &) = default;

    static constexpr auto fields()
    {
        using C = ClusterSize;
        return FieldTable{
            field("name", &C::name, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Name")),
            field("display_name", &C::displayName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Cluster size")),
            field("cpu", &C::cpu, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Processors")),
            field("storage", &C::storage, Meaning::Bytes, QT_TRANSLATE_NOOP("Field", "Storage")),
            field("ram", &C::ram, Meaning::Bytes, QT_TRANSLATE_NOOP("Field", "Memory")),
            field("metal", &C::metal, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Metal")),
            field("enabled", &C::enabled, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Enabled")),
            field("provider", &C::provider, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Provider")),
            field("default_vtgate", &C::defaultVtgate, Meaning::Text, QT_TRANSLATE_NOOP("Field", "VTGate")),
            field("default_vtgate_rate", &C::defaultVtgateRate, Meaning::Money,
                  QT_TRANSLATE_NOOP("Field", "VTGate price")),
            field("replica_rate", &C::replicaRate, Meaning::Money, QT_TRANSLATE_NOOP("Field", "Price of a replica")),
            field("rate", &C::rate, Meaning::Money, QT_TRANSLATE_NOOP("Field", "Price")),
            field("sort_order", &C::sortOrder, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Order")),
            field("architecture", &C::architecture, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Architecture")),
            field("development", &C::development, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "For development")),
            field("production", &C::production, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "For production")),
        };
    }
};

} // namespace orrery::api
