// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/field.h"
#include "api/core/keyed.h"

namespace orrery::api {

/// What a deployment needs on one shard and what is there, in bytes.
struct ShardStorage : Resource
{
    std::optional<qint64> used;
    std::optional<qint64> capacity;
    std::optional<qint64> remaining;
    std::optional<double> percentageUsed;
    std::optional<qint64> storageNeeded;
    std::optional<bool> hasEnough;

    friend bool operator==(const ShardStorage &, const ShardStorage &) = default;

    static constexpr auto fields()
    {
        using S = ShardStorage;
        return FieldTable{
            field("used", &S::used, Meaning::Bytes, QT_TRANSLATE_NOOP("Field", "Used")),
            field("capacity", &S::capacity, Meaning::Bytes, QT_TRANSLATE_NOOP("Field", "Capacity")),
            field("remaining", &S::remaining, Meaning::Bytes, QT_TRANSLATE_NOOP("Field", "Remaining")),
            field("percentage_used", &S::percentageUsed, Meaning::Percent,
                  QT_TRANSLATE_NOOP("Field", "Used percentage")),
            field("storage_needed", &S::storageNeeded, Meaning::Bytes, QT_TRANSLATE_NOOP("Field", "Storage needed")),
            field("has_enough", &S::hasEnough, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Enough storage")),
        };
    }
};

/// Whether the target cluster has room for a deployment.
struct StorageCheck : Resource
{
    std::optional<bool> enoughStorage;
    std::optional<bool> upgradeable;
    std::optional<qint64> storageBytesNeeded;
    Keyed<Keyed<ShardStorage>> storageReport; ///< keyspace → shard

    friend bool operator==(const StorageCheck &, const StorageCheck &) = default;

    static constexpr auto fields()
    {
        using S = StorageCheck;
        return FieldTable{
            field("enough_storage", &S::enoughStorage, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Enough storage")),
            field("upgradeable", &S::upgradeable, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Storage can be raised")),
            field("storage_bytes_needed", &S::storageBytesNeeded, Meaning::Bytes,
                  QT_TRANSLATE_NOOP("Field", "Storage needed")),
            field("storage_report", &S::storageReport, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Shards")),
        };
    }
};

} // namespace orrery::api
