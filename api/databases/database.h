// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/field.h"
#include "api/organizations/region.h"

namespace orrery::api {

/// How far a database is from being usable; `ready` is what to wait for.
enum class DatabaseState : quint8 {
    Pending,
    Importing,
    SleepInProgress,
    Sleeping,
    Awakening,
    ImportReady,
    Ready,
};

template<>
struct EnumNames<DatabaseState>
{
    static constexpr std::pair<DatabaseState, std::string_view> values[] = {
        {DatabaseState::Pending, "pending"},
        {DatabaseState::Importing, "importing"},
        {DatabaseState::SleepInProgress, "sleep_in_progress"},
        {DatabaseState::Sleeping, "sleeping"},
        {DatabaseState::Awakening, "awakening"},
        {DatabaseState::ImportReady, "import_ready"},
        {DatabaseState::Ready, "ready"},
    };
};

/// The engine of a database or branch. `mysql` is Vitess; `neki` (sharded Postgres) is newer than the reference.
enum class DatabaseKind : quint8 {
    Mysql,
    Postgresql,
    Neki,
};

template<>
struct EnumNames<DatabaseKind>
{
    static constexpr std::pair<DatabaseKind, std::string_view> values[] = {
        {DatabaseKind::Mysql, "mysql"},
        {DatabaseKind::Postgresql, "postgresql"},
        {DatabaseKind::Neki, "neki"},
    };
};

/// Where an import reads from.
struct ImportSource : Resource
{
    QString hostname;
    std::optional<qint64> port;
    QString database;

    friend bool operator==(const ImportSource &, const ImportSource &) = default;

    static constexpr auto fields()
    {
        using I = ImportSource;
        return FieldTable{
            field("hostname", &I::hostname, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Host")),
            field("port", &I::port, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Port")),
            field("database", &I::database, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Database")),
        };
    }
};

/// The import a database is being filled by.
struct DataImport : Resource
{
    QString state;
    QString importCheckErrors;
    QDateTime startedAt;
    QDateTime finishedAt;
    std::optional<ImportSource> dataSource;

    friend bool operator==(const DataImport &, const DataImport &) = default;

    static constexpr auto fields()
    {
        using D = DataImport;
        return FieldTable{
            field("state", &D::state, Meaning::State, QT_TRANSLATE_NOOP("Field", "State")),
            field("import_check_errors", &D::importCheckErrors, Meaning::Text,
                  QT_TRANSLATE_NOOP("Field", "Import errors")),
            field("started_at", &D::startedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Started")),
            field("finished_at", &D::finishedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Finished")),
            field("data_source", &D::dataSource, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Source")),
        };
    }
};

/// A database. Only id, name, kind, state, ready, region, the addresses and the two times are always sent.
/// Follows the page "get_database".
struct Database : Resource
{
    QString id;
    QString url;
    QString branchesUrl;
    std::optional<qint64> branchesCount;
    std::optional<qint64> openSchemaRecommendationsCount;
    std::optional<qint64> developmentBranchesCount;
    std::optional<qint64> productionBranchesCount;
    std::optional<qint64> issuesCount;
    std::optional<bool> multipleAdminsRequiredForDeletion;
    std::optional<bool> ready;
    std::optional<bool> atBackupRestoreBranchesLimit;
    std::optional<bool> atDevelopmentBranchUsageLimit;
    std::optional<DataImport> dataImport;
    std::optional<Region> region;
    QString htmlUrl;
    QString name; ///< also the path segment
    OpenEnum<DatabaseState> state;
    std::optional<bool> sharded;
    std::optional<qint64> defaultBranchShardCount;
    std::optional<qint64> defaultBranchReadOnlyRegionsCount;
    std::optional<qint64> defaultBranchTableCount;
    QString defaultBranch;
    std::optional<bool> requireApprovalForDeploy; ///< deploy requests need somebody else's approval
    std::optional<bool> deletionProtected;
    std::optional<bool> resizing;
    std::optional<bool> resizeQueued;
    std::optional<bool> configChanging;
    std::optional<bool> configChangeQueued;
    std::optional<bool> allowDataBranching;
    std::optional<bool> foreignKeysEnabled;
    std::optional<bool> automaticMigrations;
    std::optional<bool> restrictBranchRegion;
    std::optional<bool> preferInstant;
    std::optional<bool> insightsRawQueries;
    QString plan;
    std::optional<bool> insightsEnabled;
    std::optional<bool> productionBranchWebConsole;
    QString migrationTableName;
    QString migrationFramework;
    QDateTime createdAt;
    QDateTime updatedAt;
    QDateTime schemaLastUpdatedAt;
    OpenEnum<DatabaseKind> kind;

    friend bool operator==(const Database &, const Database &) = default;

    static constexpr auto fields()
    {
        using D = Database;
        return FieldTable{
            field("id", &D::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("url", &D::url, Meaning::Url, QT_TRANSLATE_NOOP("Field", "API address")),
            field("branches_url", &D::branchesUrl, Meaning::Url, QT_TRANSLATE_NOOP("Field", "Branches address")),
            field("branches_count", &D::branchesCount, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Branches")),
            field("open_schema_recommendations_count", &D::openSchemaRecommendationsCount, Meaning::Count,
                  QT_TRANSLATE_NOOP("Field", "Open schema recommendations")),
            field("development_branches_count", &D::developmentBranchesCount, Meaning::Count,
                  QT_TRANSLATE_NOOP("Field", "Development branches")),
            field("production_branches_count", &D::productionBranchesCount, Meaning::Count,
                  QT_TRANSLATE_NOOP("Field", "Production branches")),
            field("issues_count", &D::issuesCount, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Issues")),
            field("multiple_admins_required_for_deletion", &D::multipleAdminsRequiredForDeletion, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Deletion needs several administrators")),
            field("ready", &D::ready, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Ready")),
            field("at_backup_restore_branches_limit", &D::atBackupRestoreBranchesLimit, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Restore branch limit reached")),
            field("at_development_branch_usage_limit", &D::atDevelopmentBranchUsageLimit, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Development branch limit reached")),
            field("data_import", &D::dataImport, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Import")),
            field("region", &D::region, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Region")),
            field("html_url", &D::htmlUrl, Meaning::Url, QT_TRANSLATE_NOOP("Field", "Web page")),
            field("name", &D::name, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Name")),
            field("state", &D::state, Meaning::State, QT_TRANSLATE_NOOP("Field", "State")),
            field("sharded", &D::sharded, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Sharded")),
            field("default_branch_shard_count", &D::defaultBranchShardCount, Meaning::Count,
                  QT_TRANSLATE_NOOP("Field", "Shards of the default branch")),
            field("default_branch_read_only_regions_count", &D::defaultBranchReadOnlyRegionsCount, Meaning::Count,
                  QT_TRANSLATE_NOOP("Field", "Read-only regions of the default branch")),
            field("default_branch_table_count", &D::defaultBranchTableCount, Meaning::Count,
                  QT_TRANSLATE_NOOP("Field", "Tables of the default branch")),
            field("default_branch", &D::defaultBranch, Meaning::Identifier,
                  QT_TRANSLATE_NOOP("Field", "Default branch")),
            field("require_approval_for_deploy", &D::requireApprovalForDeploy, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Approval required to deploy")),
            field("deletion_protected", &D::deletionProtected, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Protected from deletion")),
            field("resizing", &D::resizing, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Resizing")),
            field("resize_queued", &D::resizeQueued, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Resize queued")),
            field("config_changing", &D::configChanging, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Configuration changing")),
            field("config_change_queued", &D::configChangeQueued, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Configuration change queued")),
            field("allow_data_branching", &D::allowDataBranching, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Data Branching")),
            field("foreign_keys_enabled", &D::foreignKeysEnabled, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Foreign key constraints")),
            field("automatic_migrations", &D::automaticMigrations, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Copy migration data")),
            field("restrict_branch_region", &D::restrictBranchRegion, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Branches stay in one region")),
            field("prefer_instant", &D::preferInstant, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Prefer instant deployment")),
            field("insights_raw_queries", &D::insightsRawQueries, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Full queries in Insights")),
            field("plan", &D::plan, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Plan")),
            field("insights_enabled", &D::insightsEnabled, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Insights")),
            field("production_branch_web_console", &D::productionBranchWebConsole, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Web console on production")),
            field("migration_table_name", &D::migrationTableName, Meaning::Identifier,
                  QT_TRANSLATE_NOOP("Field", "Migration table")),
            field("migration_framework", &D::migrationFramework, Meaning::Text,
                  QT_TRANSLATE_NOOP("Field", "Migration framework")),
            field("created_at", &D::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Created")),
            field("updated_at", &D::updatedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Updated")),
            field("schema_last_updated_at", &D::schemaLastUpdatedAt, Meaning::Time,
                  QT_TRANSLATE_NOOP("Field", "Schema changed")),
            field("kind", &D::kind, Meaning::State, QT_TRANSLATE_NOOP("Field", "Kind")),
        };
    }
};

} // namespace orrery::api
