// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/backups/backup_store.h"

#include "models/core/workspace.h"

#include "api/backups/requests.h"
#include "models/core/text.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {
api::BackupCreate bodyOf(const NewBackup &backup)
{
    api::BackupCreate body;
    if (!backup.name.isEmpty())
        body.name = backup.name;
    if (backup.retentionValue > 0) {
        body.retentionValue = backup.retentionValue;
        body.retentionUnit = backup.retentionUnit;
    }
    if (backup.emergency)
        body.emergency = true;
    return body;
}

api::BranchCreate bodyOf(const QString &sourceBranch, const QString &backupId, const RestoreTarget &target)
{
    api::BranchCreate body;
    body.name = target.branch;
    body.parentBranch = sourceBranch;
    body.backupId = backupId;
    if (!target.clusterSize.isEmpty())
        body.clusterSize = target.clusterSize;
    return body;
}
} // namespace

BackupStore::BackupStore(StoreContext context, QString organization, QString database, QString branch, QObject *parent)
    : QObject(parent), m_context(std::move(context)), m_organization(std::move(organization)),
      m_database(std::move(database)), m_branch(std::move(branch)),
      m_list(new BackupList(m_context, backupListSpec(m_context, m_organization, m_database, m_branch), this))
{}

QString BackupStore::objectName(const QString &backupName) const
{
    return m_organization + QLatin1Char('/') + m_database + QLatin1Char('/') + m_branch
        + (backupName.isEmpty() ? QString() : QLatin1Char(' ') + backupName);
}

QString BackupStore::backupName(const QString &backupId) const
{
    const api::Backup *backup = m_list->model()->find(backupId);
    return visibleText(backup ? backup->name : backupId);
}

std::optional<QString> BackupStore::refusal(BackupAction action, const QString &backupId) const
{
    if (m_context.client->isReadOnly())
        return tr("Read-only mode is on: nothing can be changed.");
    if (m_busy)
        return tr("Another action on these backups is under way.");
    if (action == BackupAction::Create)
        return std::nullopt;
    const api::Backup *backup = m_list->model()->find(backupId);
    if (!backup)
        return tr("Select a backup first.");
    switch (action) {
    case BackupAction::Create:
        break;
    case BackupAction::Restore:
        if (backup->state != api::BackupState::Success)
            return tr("Only a complete backup can be restored.");
        break;
    case BackupAction::Delete:
        if (backup->isProtected.value_or(false))
            return tr("The backup is protected from deletion. Remove the protection first.");
        break;
    case BackupAction::Protect:
        if (backup->isProtected.value_or(false))
            return tr("The backup is protected already.");
        break;
    case BackupAction::Unprotect:
        if (!backup->isProtected.value_or(false))
            return tr("The backup is not protected.");
        break;
    }
    return std::nullopt;
}

QString BackupStore::consequence(BackupAction action, const QString &backupId) const
{
    const QString name = backupName(backupId);
    switch (action) {
    case BackupAction::Create:
        return tr("A backup of branch %1 is taken now. Manual backups are billed for the storage they use.")
            .arg(visibleText(m_branch));
    case BackupAction::Restore:
        return tr("A new branch is created with the schema and data of backup %1. Branch %2 is not changed. The new "
                  "branch is billed.")
            .arg(name, visibleText(m_branch));
    case BackupAction::Delete:
        return tr("Backup %1 of branch %2 is deleted. What it holds can no longer be restored. This cannot be undone.")
            .arg(name, visibleText(m_branch));
    case BackupAction::Protect:
        return tr("Backup %1 cannot be deleted until the protection is removed.").arg(name);
    case BackupAction::Unprotect:
        return tr("Backup %1 can be deleted again, by people and when it expires.").arg(name);
    }
    return {};
}

RequestPreview BackupStore::previewCreate(const NewBackup &backup) const
{
    return previewRequest(api::backups::create({m_organization, m_database, m_branch}, bodyOf(backup)),
                          m_context.client->options().hosts.api);
}

RequestPreview BackupStore::previewRestore(const QString &backupId, const RestoreTarget &target) const
{
    return previewRequest(api::backups::restore({m_organization, m_database}, bodyOf(m_branch, backupId, target)),
                          m_context.client->options().hosts.api);
}

RequestPreview BackupStore::previewDelete(const QString &backupId) const
{
    return previewRequest(api::backups::remove({m_organization, m_database, m_branch}, backupId),
                          m_context.client->options().hosts.api);
}

api::Request<api::Backup> BackupStore::reread(const QString &backupId) const
{
    return api::backups::get({m_organization, m_database, m_branch}, backupId);
}

std::function<QString(const api::Backup &)> BackupStore::unchangedSince(const QString &backupId) const
{
    const api::Backup *shown = m_list->model()->find(backupId);
    if (!shown)
        return {};
    // A list may leave the protection out; that is no change when the backup itself says "no".
    return [state = shown->state, isProtected = shown->isProtected.value_or(false),
            name = backupName(backupId)](const api::Backup &fresh) {
        if (!(fresh.state == state))
            return tr("Backup %1 changed while it was on screen: it is now “%2”. Nothing was sent.")
                .arg(name, describeBackupState(fresh).text);
        if (fresh.isProtected.value_or(false) != isProtected)
            return tr("The protection of backup %1 was changed by someone else. Nothing was sent.").arg(name);
        return QString();
    };
}

bool BackupStore::isRefused(BackupAction action, const QString &backupId, const QString &failed)
{
    const std::optional<QString> reason = refusal(action, backupId);
    if (!reason)
        return false;
    ActionResult result;
    result.kind = ActionResult::Kind::Refused;
    result.sentence = *reason;
    result.error.title = failed;
    result.error.cause = *reason;
    Q_EMIT actionFinished(action, result);
    return true;
}

void BackupStore::create(const NewBackup &backup)
{
    const QString failed = tr("A backup of branch %1 could not be created.").arg(visibleText(m_branch));
    if (isRefused(BackupAction::Create, {}, failed))
        return;
    setBusy(true);
    Mutation<api::Branch, api::Backup> mutation;
    mutation.title = tr("Create backup of branch %1").arg(visibleText(m_branch));
    mutation.object = objectName({});
    mutation.request = api::backups::create({m_organization, m_database, m_branch}, bodyOf(backup));
    runMutation<api::Branch, api::Backup>(m_context, this, std::move(mutation), [this, failed](const auto &outcome) {
        if (outcome.answer)
            m_list->mergeRow(*outcome.answer);
        finish(BackupAction::Create,
               actionResult(outcome, tr("Backup of branch %1 started.").arg(visibleText(m_branch)), failed));
    });
}

void BackupStore::restore(const QString &backupId, const RestoreTarget &target)
{
    const QString name = backupName(backupId);
    const QString failed = tr("Backup %1 could not be restored.").arg(name);
    if (isRefused(BackupAction::Restore, backupId, failed))
        return;
    setBusy(true);
    Mutation<api::Backup, api::Branch> mutation;
    mutation.title = tr("Restore backup %1 to new branch %2").arg(name, visibleText(target.branch));
    mutation.object = objectName(name);
    mutation.request = api::backups::restore({m_organization, m_database}, bodyOf(m_branch, backupId, target));
    mutation.reread = reread(backupId);
    mutation.difference = unchangedSince(backupId);
    runMutation<api::Backup, api::Branch>(
        m_context, this, std::move(mutation), [this, name, failed, target](const auto &outcome) {
            finish(BackupAction::Restore,
                   actionResult(outcome,
                                tr("Backup %1 is being restored to branch %2.").arg(name, visibleText(target.branch)),
                                failed));
            if (outcome.answer)
                Q_EMIT branchCreated(outcome.answer->name);
        });
}

void BackupStore::remove(const QString &backupId)
{
    const QString name = backupName(backupId);
    const QString failed = tr("Backup %1 could not be deleted.").arg(name);
    if (isRefused(BackupAction::Delete, backupId, failed))
        return;
    setBusy(true);
    Mutation<api::Backup, api::Nothing> mutation;
    mutation.title = tr("Delete backup %1").arg(name);
    mutation.object = objectName(name);
    mutation.request = api::backups::remove({m_organization, m_database, m_branch}, backupId);
    mutation.reread = reread(backupId);
    mutation.difference = unchangedSince(backupId);
    runMutation<api::Backup, api::Nothing>(
        m_context, this, std::move(mutation), [this, name, failed, backupId](const auto &outcome) {
            if (outcome.answer)
                m_list->removeRow(backupId);
            finish(BackupAction::Delete, actionResult(outcome, tr("Backup %1 was deleted.").arg(name), failed));
        });
}

void BackupStore::setProtected(const QString &backupId, bool isProtected)
{
    const BackupAction action = isProtected ? BackupAction::Protect : BackupAction::Unprotect;
    const QString name = backupName(backupId);
    const QString failed = tr("The protection of backup %1 could not be changed.").arg(name);
    if (isRefused(action, backupId, failed))
        return;
    setBusy(true);
    Mutation<api::Backup, api::Backup> mutation;
    mutation.title = isProtected ? tr("Protect backup %1").arg(name) : tr("Remove protection of backup %1").arg(name);
    mutation.object = objectName(name);
    mutation.request = api::backups::setProtected({m_organization, m_database, m_branch}, backupId, isProtected);
    mutation.reread = reread(backupId);
    mutation.difference = unchangedSince(backupId);
    runMutation<api::Backup, api::Backup>(
        m_context, this, std::move(mutation), [this, name, failed, action, isProtected](const auto &outcome) {
            if (outcome.answer)
                m_list->mergeRow(*outcome.answer);
            finish(action,
                   actionResult(outcome,
                                isProtected ? tr("Backup %1 is protected.").arg(name)
                                            : tr("Backup %1 is no longer protected.").arg(name),
                                failed));
        });
}

void BackupStore::setBusy(bool busy)
{
    m_busy = busy;
    Q_EMIT busyChanged(busy);
}

void BackupStore::finish(BackupAction action, const ActionResult &result)
{
    setBusy(false);
    // After anything but success the row on screen may be wrong: read the list again.
    if (result.kind != ActionResult::Kind::Done)
        m_list->refresh();
    Q_EMIT actionFinished(action, result);
}

BackupStore *backupStore(Workspace *workspace, const QString &organization, const QString &database,
                         const QString &branch)
{
    return workspace->store<BackupStore>({QStringLiteral("backups"), organization, database, branch},
                                         [&](const StoreContext &context, QObject *parent) {
                                             return new BackupStore(context, organization, database, branch, parent);
                                         });
}

} // namespace orrery::models
