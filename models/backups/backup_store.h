// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/backups/backup_list.h"
#include "models/core/action_result.h"
#include "models/core/request_preview.h"

namespace orrery::models {

enum class BackupAction : quint8 { Create, Restore, Delete, Protect, Unprotect };

/// What a new backup is made with. Follows the page "create_backup".
struct NewBackup
{
    QString name; ///< empty: the service names it
    int retentionValue = 0; ///< 1..1000; 0: the service's default
    api::PeriodUnit retentionUnit = api::PeriodUnit::Day;
    bool emergency = false; ///< Postgres only
};

/// What a backup is restored into. Follows the page "create_branch".
struct RestoreTarget
{
    QString branch; ///< name of the new branch
    QString clusterSize;
};

/// The backups of one branch and what can be done with them.
class BackupStore final : public QObject
{
    Q_OBJECT
public:
    BackupStore(StoreContext context, QString organization, QString database, QString branch,
                QObject *parent = nullptr);

    [[nodiscard]] BackupList *list() const { return m_list; }
    [[nodiscard]] const QString &branch() const { return m_branch; }

    /// Why `action` is not possible on this backup now; nothing when it is.
    [[nodiscard]] std::optional<QString> refusal(BackupAction action, const QString &backupId) const;
    /// The one sentence a person confirms.
    [[nodiscard]] QString consequence(BackupAction action, const QString &backupId) const;
    [[nodiscard]] RequestPreview previewCreate(const NewBackup &backup) const;
    [[nodiscard]] RequestPreview previewRestore(const QString &backupId, const RestoreTarget &target) const;
    [[nodiscard]] RequestPreview previewDelete(const QString &backupId) const;

    // What refusal() has a reason against is not sent: actionFinished() comes at once, with that reason.
    void create(const NewBackup &backup);
    void restore(const QString &backupId, const RestoreTarget &target);
    void remove(const QString &backupId);
    void setProtected(const QString &backupId, bool isProtected);
    [[nodiscard]] bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void busyChanged(bool busy);
    void actionFinished(orrery::models::BackupAction action, const orrery::models::ActionResult &result);
    /// A restore was accepted: the branch it creates.
    void branchCreated(const QString &branch);

private:
    [[nodiscard]] QString objectName(const QString &backupName) const;
    [[nodiscard]] QString backupName(const QString &backupId) const;
    [[nodiscard]] api::Request<api::Backup> reread(const QString &backupId) const;
    [[nodiscard]] std::function<QString(const api::Backup &)> unchangedSince(const QString &backupId) const;
    [[nodiscard]] bool isRefused(BackupAction action, const QString &backupId, const QString &failed);
    void setBusy(bool busy);
    void finish(BackupAction action, const ActionResult &result);

    StoreContext m_context;
    QString m_organization;
    QString m_database;
    QString m_branch;
    BackupList *m_list;
    bool m_busy = false;
};

class Workspace;

/// Of a branch.
BackupStore *backupStore(Workspace *workspace, const QString &organization, const QString &database,
                         const QString &branch);

} // namespace orrery::models
