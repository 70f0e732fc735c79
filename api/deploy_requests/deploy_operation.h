// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/field.h"

namespace orrery::api {

/// Of a deploy operation, of its part on one shard, and (without `queued`) of a table's summary.
enum class OperationState : quint8 {
    Pending,
    Queued,
    InProgress,
    Complete,
    Cancelled,
    Error,
};

template<>
struct EnumNames<OperationState>
{
    static constexpr std::pair<OperationState, std::string_view> values[] = {
        {OperationState::Pending, "pending"},        {OperationState::Queued, "queued"},
        {OperationState::InProgress, "in_progress"}, {OperationState::Complete, "complete"},
        {OperationState::Cancelled, "cancelled"},    {OperationState::Error, "error"},
    };
};

/// One statement of a deployment. `syntaxHighlightedDdl` is HTML and never rendered.
struct DeployOperation : Resource
{
    QString id;
    OpenEnum<OperationState> state;
    QString keyspaceName;
    QString tableName;
    QString operationName;
    std::optional<double> etaSeconds; ///< seconds
    std::optional<double> progressPercentage; ///< 0 to 100
    QString deployErrorDocsUrl;
    QString ddlStatement;
    QString syntaxHighlightedDdl;
    QDateTime createdAt;
    QDateTime updatedAt;
    QDateTime throttledAt;
    std::optional<bool> canDropData;
    std::optional<bool> tableLocked;
    std::optional<bool> tableRecentlyUsed;
    QDateTime tableRecentlyUsedAt;
    QStringList removedForeignKeyNames; ///< empty also when not known
    QString deployErrors;

    friend bool operator==(const DeployOperation &, const DeployOperation &) = default;

    static constexpr auto fields()
    {
        using D = DeployOperation;
        return FieldTable{
            field("id", &D::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("state", &D::state, Meaning::State, QT_TRANSLATE_NOOP("Field", "State")),
            field("keyspace_name", &D::keyspaceName, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Keyspace")),
            field("table_name", &D::tableName, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Table")),
            field("operation_name", &D::operationName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Operation")),
            field("eta_seconds", &D::etaSeconds, Meaning::Seconds, QT_TRANSLATE_NOOP("Field", "Time left")),
            field("progress_percentage", &D::progressPercentage, Meaning::Percent,
                  QT_TRANSLATE_NOOP("Field", "Progress")),
            field("deploy_error_docs_url", &D::deployErrorDocsUrl, Meaning::Url,
                  QT_TRANSLATE_NOOP("Field", "Documentation of the error")),
            field("ddl_statement", &D::ddlStatement, Meaning::Code, QT_TRANSLATE_NOOP("Field", "Statement")),
            field("syntax_highlighted_ddl", &D::syntaxHighlightedDdl, Meaning::Code,
                  QT_TRANSLATE_NOOP("Field", "Statement as HTML")),
            field("created_at", &D::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Created")),
            field("updated_at", &D::updatedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Updated")),
            field("throttled_at", &D::throttledAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Throttled")),
            field("can_drop_data", &D::canDropData, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Can drop data")),
            field("table_locked", &D::tableLocked, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Table locked")),
            field("table_recently_used", &D::tableRecentlyUsed, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Table recently used")),
            field("table_recently_used_at", &D::tableRecentlyUsedAt, Meaning::Time,
                  QT_TRANSLATE_NOOP("Field", "Table last used")),
            field("removed_foreign_key_names", &D::removedForeignKeyNames, Meaning::Identifier,
                  QT_TRANSLATE_NOOP("Field", "Removed foreign keys")),
            field("deploy_errors", &D::deployErrors, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Errors")),
        };
    }
};

/// The part of a statement that runs on one shard.
struct ShardOperation : Resource
{
    QString id;
    QString shard;
    OpenEnum<OperationState> state;
    std::optional<double> progressPercentage;
    std::optional<qint64> etaSeconds; ///< seconds

    friend bool operator==(const ShardOperation &, const ShardOperation &) = default;

    static constexpr auto fields()
    {
        using S = ShardOperation;
        return FieldTable{
            field("id", &S::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("shard", &S::shard, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Shard")),
            field("state", &S::state, Meaning::State, QT_TRANSLATE_NOOP("Field", "State")),
            field("progress_percentage", &S::progressPercentage, Meaning::Percent,
                  QT_TRANSLATE_NOOP("Field", "Progress")),
            field("eta_seconds", &S::etaSeconds, Meaning::Seconds, QT_TRANSLATE_NOOP("Field", "Time left")),
        };
    }
};

/// A statement over all shards of its keyspace.
struct DeployOperationSummary : Resource
{
    QString id;
    QDateTime createdAt;
    QString deployErrors;
    QString ddlStatement;
    std::optional<qint64> etaSeconds; ///< seconds
    QString keyspaceName;
    QString operationName;
    std::optional<double> progressPercentage;
    OpenEnum<OperationState> state;
    QString syntaxHighlightedDdl;
    QString tableName;
    QDateTime tableRecentlyUsedAt;
    QDateTime throttledAt;
    QStringList removedForeignKeyNames;
    std::optional<qint64> shardCount;
    QStringList shardNames;
    std::optional<bool> canDropData;
    std::optional<bool> tableRecentlyUsed;
    std::optional<bool> sharded;
    QList<ShardOperation> operations;

    friend bool operator==(const DeployOperationSummary &, const DeployOperationSummary &) = default;

    static constexpr auto fields()
    {
        using D = DeployOperationSummary;
        return FieldTable{
            field("id", &D::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("created_at", &D::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Created")),
            field("deploy_errors", &D::deployErrors, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Errors")),
            field("ddl_statement", &D::ddlStatement, Meaning::Code, QT_TRANSLATE_NOOP("Field", "Statement")),
            field("eta_seconds", &D::etaSeconds, Meaning::Seconds, QT_TRANSLATE_NOOP("Field", "Time left")),
            field("keyspace_name", &D::keyspaceName, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Keyspace")),
            field("operation_name", &D::operationName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Operation")),
            field("progress_percentage", &D::progressPercentage, Meaning::Percent,
                  QT_TRANSLATE_NOOP("Field", "Progress")),
            field("state", &D::state, Meaning::State, QT_TRANSLATE_NOOP("Field", "State")),
            field("syntax_highlighted_ddl", &D::syntaxHighlightedDdl, Meaning::Code,
                  QT_TRANSLATE_NOOP("Field", "Statement as HTML")),
            field("table_name", &D::tableName, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Table")),
            field("table_recently_used_at", &D::tableRecentlyUsedAt, Meaning::Time,
                  QT_TRANSLATE_NOOP("Field", "Table last used")),
            field("throttled_at", &D::throttledAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Throttled")),
            field("removed_foreign_key_names", &D::removedForeignKeyNames, Meaning::Identifier,
                  QT_TRANSLATE_NOOP("Field", "Removed foreign keys")),
            field("shard_count", &D::shardCount, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Shards")),
            field("shard_names", &D::shardNames, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Shard names")),
            field("can_drop_data", &D::canDropData, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Can drop data")),
            field("table_recently_used", &D::tableRecentlyUsed, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Table recently used")),
            field("sharded", &D::sharded, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Sharded")),
            field("operations", &D::operations, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Operations by shard")),
        };
    }
};

} // namespace orrery::api
