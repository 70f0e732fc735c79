// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/branches/branch.h"
#include "api/core/required.h"
#include "api/databases/database_bodies.h"

namespace orrery::api {

/// Which data a new branch starts with.
enum class SeedData : quint8 {
    LastSuccessfulBackup,
};

template<>
struct EnumNames<SeedData>
{
    static constexpr std::pair<SeedData, std::string_view> values[] = {
        {SeedData::LastSuccessfulBackup, "last_successful_backup"},
    };
};

/// The cluster size one keyspace of a restored backup gets.
struct KeyspaceClusterSize : Resource
{
    QString keyspaceName;
    QString clusterSize;

    friend bool operator==(const KeyspaceClusterSize &, const KeyspaceClusterSize &) = default;

    static constexpr auto fields()
    {
        using K = KeyspaceClusterSize;
        return FieldTable{
            field("keyspace_name", &K::keyspaceName, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Keyspace")),
            field("cluster_size", &K::clusterSize, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Cluster size")),
        };
    }
};

/// Body of POST …/branches; also how a backup is restored (`backupId`). `name` is required, `clusterSize` too when restoring
/// unless `keyspaceClusterSizes` covers every keyspace. The reference types that list as texts; its description shows objects.
struct BranchCreate : Resource
{
    QString name;
    std::optional<bool> deletionProtected;
    QString parentBranch; ///< empty: the database's default branch
    QString backupId;
    QString region; ///< slug; empty: the database's own
    QDateTime restorePoint; ///< Postgres only
    OpenEnum<SeedData> seedData;
    QString clusterSize;
    QList<KeyspaceClusterSize> keyspaceClusterSizes;
    std::optional<StorageLimits> storage;
    QString majorVersion;
    std::optional<bool> createDatabaseIfMissing;
    OpenEnum<DatabaseKind> kind;

    friend bool operator==(const BranchCreate &, const BranchCreate &) = default;

    /// The second is in the description of `cluster_size`.
    static constexpr Required required[] = {{"name"}, {"cluster_size|keyspace_cluster_sizes", "backup_id"}};

    static constexpr auto fields()
    {
        using B = BranchCreate;
        return FieldTable{
            field("name", &B::name, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Name")),
            field("deletion_protected", &B::deletionProtected, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Protected from deletion")),
            field("parent_branch", &B::parentBranch, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Parent branch")),
            field("backup_id", &B::backupId, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Backup")),
            field("region", &B::region, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Region")),
            field("restore_point", &B::restorePoint, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Restore point")),
            field("seed_data", &B::seedData, Meaning::State, QT_TRANSLATE_NOOP("Field", "Seed data")),
            field("cluster_size", &B::clusterSize, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Cluster size")),
            field("keyspace_cluster_sizes", &B::keyspaceClusterSizes, Meaning::Object,
                  QT_TRANSLATE_NOOP("Field", "Cluster sizes by keyspace")),
            field("storage", &B::storage, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Storage")),
            field("major_version", &B::majorVersion, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Major version")),
            field("create_database_if_missing", &B::createDatabaseIfMissing, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Create a missing database")),
            field("kind", &B::kind, Meaning::State, QT_TRANSLATE_NOOP("Field", "Kind")),
        };
    }
};

/// Body of PATCH …/branches/{branch}: only what is set changes.
struct BranchUpdate : Resource
{
    QString newName;
    std::optional<bool> deletionProtected;

    friend bool operator==(const BranchUpdate &, const BranchUpdate &) = default;

    static constexpr auto fields()
    {
        using B = BranchUpdate;
        return FieldTable{
            field("new_name", &B::newName, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "New name")),
            field("deletion_protected", &B::deletionProtected, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Protected from deletion")),
        };
    }
};

} // namespace orrery::api
