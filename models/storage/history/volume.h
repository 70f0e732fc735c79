// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <compare>
#include <tuple>

namespace orrery::models {

/// Names one thing whose size is followed on its own: the volume of a Postgres pod or of a Vitess shard, or, with `table`,
/// one table (of which only the used bytes are known). Parts that do not apply are empty.
struct StorageVolume
{
    QString account;
    QString organization;
    QString database;
    QString branch;
    QString keyspace; ///< Vitess
    QString shard; ///< Vitess: "-", "-80"
    QString pod; ///< Postgres
    QString table; ///< empty: the volume itself

    [[nodiscard]] bool isTable() const { return !table.isEmpty(); }

    /// All parts, in the order in which volumes are sorted.
    [[nodiscard]] auto parts() const
    {
        return std::tie(account, organization, database, branch, keyspace, shard, pod, table);
    }

    friend auto operator<=>(const StorageVolume &left, const StorageVolume &right)
    {
        return left.parts() <=> right.parts();
    }
    friend bool operator==(const StorageVolume &left, const StorageVolume &right)
    {
        return left.parts() == right.parts();
    }
    friend size_t qHash(const StorageVolume &volume, size_t seed = 0)
    {
        return qHashMulti(seed, volume.account, volume.organization, volume.database, volume.branch, volume.keyspace,
                          volume.shard, volume.pod, volume.table);
    }
};

} // namespace orrery::models
