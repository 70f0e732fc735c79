// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/access/actor.h"
#include "api/backups/backup_policy.h"
#include "api/organizations/resource_reference.h"

namespace orrery::api {

/// How far a backup is.
enum class BackupState : quint8 {
    Pending,
    Running,
    Success,
    Failed,
    Canceled,
    Ignored,
};

template<>
struct EnumNames<BackupState>
{
    static constexpr std::pair<BackupState, std::string_view> values[] = {
        {BackupState::Pending, "pending"}, {BackupState::Running, "running"},   {BackupState::Success, "success"},
        {BackupState::Failed, "failed"},   {BackupState::Canceled, "canceled"}, {BackupState::Ignored, "ignored"},
    };
};

/// The schema a backup was taken with.
struct SchemaSnapshot : Resource
{
    QString id;
    QString name;
    QDateTime createdAt;
    QDateTime updatedAt;
    QDateTime lintedAt;
    QString url;

    friend bool operator==(const SchemaSnapshot &, const SchemaSnapshot &) = default;

    static constexpr auto fields()
    {
        using S = SchemaSnapshot;
        return FieldTable{
            field("id", &S::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("name", &S::name, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Name")),
            field("created_at", &S::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Created")),
            field("updated_at", &S::updatedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Updated")),
            field("linted_at", &S::lintedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Checked")),
            field("url", &S::url, Meaning::Url, QT_TRANSLATE_NOOP("Field", "API address")),
        };
    }
};

/// A backup of a branch; sizes in bytes. Follows the page "get_backup".
struct Backup : Resource
{
    QString id;
    QString name;
    OpenEnum<BackupState> state;
    std::optional<qint64> size;
    std::optional<double> estimatedStorageCost; ///< money; the reference names no currency
    QDateTime createdAt;
    QDateTime updatedAt;
    QDateTime startedAt;
    QDateTime expiresAt;
    QDateTime completedAt;
    QDateTime deletedAt;
    std::optional<qint64> pvcSize;
    std::optional<qint64> uncompressedSize;
    std::optional<bool> isProtected;
    std::optional<bool> required;
    QList<ResourceReference> restoredBranches;
    std::optional<Actor> actor;
    std::optional<BackupPolicy> backupPolicy;
    std::optional<SchemaSnapshot> schemaSnapshot;
    std::optional<ResourceReference> databaseBranch;

    friend bool operator==(const Backup &, const Backup &) = default;

    static constexpr auto fields()
    {
        using B = Backup;
        return FieldTable{
            field("id", &B::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("name", &B::name, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Name")),
            field("state", &B::state, Meaning::State, QT_TRANSLATE_NOOP("Field", "State")),
            field("size", &B::size, Meaning::Bytes, QT_TRANSLATE_NOOP("Field", "Size")),
            field("estimated_storage_cost", &B::estimatedStorageCost, Meaning::Money,
                  QT_TRANSLATE_NOOP("Field", "Estimated storage cost")),
            field("created_at", &B::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Created")),
            field("updated_at", &B::updatedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Updated")),
            field("started_at", &B::startedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Started")),
            field("expires_at", &B::expiresAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Expires")),
            field("completed_at", &B::completedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Completed")),
            field("deleted_at", &B::deletedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Deleted")),
            field("pvc_size", &B::pvcSize, Meaning::Bytes, QT_TRANSLATE_NOOP("Field", "Volume size")),
            field("uncompressed_size", &B::uncompressedSize, Meaning::Bytes,
                  QT_TRANSLATE_NOOP("Field", "Uncompressed size")),
            field("protected", &B::isProtected, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Protected from deletion")),
            field("required", &B::required, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Required")),
            field("restored_branches", &B::restoredBranches, Meaning::Object,
                  QT_TRANSLATE_NOOP("Field", "Restored branches")),
            field("actor", &B::actor, Meaning::Object, QT_TRANSLATE_NOOP("Field", "By")),
            field("backup_policy", &B::backupPolicy, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Backup policy")),
            field("schema_snapshot", &B::schemaSnapshot, Meaning::Object,
                  QT_TRANSLATE_NOOP("Field", "Schema snapshot")),
            field("database_branch", &B::databaseBranch, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Branch")),
        };
    }
};

} // namespace orrery::api
