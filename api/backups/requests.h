// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/backups/backup.h"
#include "api/backups/backup_bodies.h"
#include "api/branches/branch.h"
#include "api/branches/branch_bodies.h"
#include "api/core/query.h"
#include "api/core/reference.h"
#include "api/core/request.h"

namespace orrery::api::backups {

/// What GET …/backups can leave out.
struct ListFilter
{
    std::optional<bool> all; ///< deleted ones too
    OpenEnum<BackupState> state;
    QString policy; ///< id of a backup policy
    QDateTime from; ///< started after
    QDateTime to; ///< started before
    TimeRange runningAt;
    std::optional<bool> production;
    friend bool operator==(const ListFilter &, const ListFilter &) = default;
};

/// GET …/branches/{branch}/backups
Request<Page<Backup>> list(const BranchRef &branch, const ListFilter &filter = {}, const PageRequest &page = {});
/// GET …/backups/{id}
Request<Backup> get(const BranchRef &branch, const QString &id);
/// POST …/backups
Request<Backup> create(const BranchRef &branch, const BackupCreate &body = {});
/// PATCH …/backups/{id}: protects it from deletion or lifts that.
Request<Backup> setProtected(const BranchRef &branch, const QString &id, bool isProtected);
/// DELETE …/backups/{id}
Request<Nothing> remove(const BranchRef &branch, const QString &id);

/// Restores a backup to a new branch: POST …/branches with its `backupId`, `name` and `clusterSize` set. The data goes nowhere else.
Request<Branch> restore(const DatabaseRef &database, const BranchCreate &body);

/// GET …/backup-policies of a database.
Request<Page<BackupPolicy>> policies(const DatabaseRef &database, const PageRequest &page = {});

} // namespace orrery::api::backups
