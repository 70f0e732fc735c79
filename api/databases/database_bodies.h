// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/required.h"
#include "api/databases/database.h"

namespace orrery::api {

/// Storage of a new Postgres cluster, in bytes.
struct StorageLimits : Resource
{
    std::optional<qint64> minimumStorageBytes;
    std::optional<qint64> maximumStorageBytes;

    friend bool operator==(const StorageLimits &, const StorageLimits &) = default;

    static constexpr auto fields()
    {
        using S = StorageLimits;
        return FieldTable{
            field("minimum_storage_bytes", &S::minimumStorageBytes, Meaning::Bytes,
                  QT_TRANSLATE_NOOP("Field", "Minimum storage")),
            field("maximum_storage_bytes", &S::maximumStorageBytes, Meaning::Bytes,
                  QT_TRANSLATE_NOOP("Field", "Maximum storage")),
        };
    }
};

/// Body of POST …/databases. `name` and `clusterSize` are required.
struct DatabaseCreate : Resource
{
    QString name;
    QString region; ///< slug; empty: the organization's default
    QString clusterSize;
    std::optional<qint64> replicas; ///< 0 without failover, else 2 or more
    OpenEnum<DatabaseKind> kind;
    QString majorVersion;
    std::optional<StorageLimits> storage;

    friend bool operator==(const DatabaseCreate &, const DatabaseCreate &) = default;

    static constexpr Required required[] = {{"name"}, {"cluster_size"}};

    static constexpr auto fields()
    {
        using D = DatabaseCreate;
        return FieldTable{
            field("name", &D::name, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Name")),
            field("region", &D::region, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Region")),
            field("cluster_size", &D::clusterSize, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Cluster size")),
            field("replicas", &D::replicas, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Replicas")),
            field("kind", &D::kind, Meaning::State, QT_TRANSLATE_NOOP("Field", "Kind")),
            field("major_version", &D::majorVersion, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Major version")),
            field("storage", &D::storage, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Storage")),
        };
    }
};

/// Body of PATCH …/databases/{database}: only what is set changes.
struct DatabaseSettings : Resource
{
    QString newName;
    std::optional<bool> automaticMigrations;
    QString migrationFramework;
    QString migrationTableName;
    std::optional<bool> requireApprovalForDeploy;
    std::optional<bool> restrictBranchRegion;
    std::optional<bool> allowDataBranching;
    std::optional<bool> allowForeignKeyConstraints;
    std::optional<bool> insightsRawQueries;
    std::optional<bool> deletionProtected;
    std::optional<bool> productionBranchWebConsole;
    QString defaultBranch;

    friend bool operator==(const DatabaseSettings &, const DatabaseSettings &) = default;

    static constexpr auto fields()
    {
        using D = DatabaseSettings;
        return FieldTable{
            field("new_name", &D::newName, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "New name")),
            field("automatic_migrations", &D::automaticMigrations, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Copy migration data")),
            field("migration_framework", &D::migrationFramework, Meaning::Text,
                  QT_TRANSLATE_NOOP("Field", "Migration framework")),
            field("migration_table_name", &D::migrationTableName, Meaning::Identifier,
                  QT_TRANSLATE_NOOP("Field", "Migration table")),
            field("require_approval_for_deploy", &D::requireApprovalForDeploy, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Approval required to deploy")),
            field("restrict_branch_region", &D::restrictBranchRegion, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Branches stay in one region")),
            field("allow_data_branching", &D::allowDataBranching, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Data Branching")),
            field("allow_foreign_key_constraints", &D::allowForeignKeyConstraints, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Foreign key constraints")),
            field("insights_raw_queries", &D::insightsRawQueries, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Full queries in Insights")),
            field("deletion_protected", &D::deletionProtected, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Protected from deletion")),
            field("production_branch_web_console", &D::productionBranchWebConsole, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Web console on production")),
            field("default_branch", &D::defaultBranch, Meaning::Identifier,
                  QT_TRANSLATE_NOOP("Field", "Default branch")),
        };
    }
};

} // namespace orrery::api
