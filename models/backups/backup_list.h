// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/backups/backup.h"
#include "api/core/reference.h"
#include "models/core/list_store.h"

namespace orrery::models {

class Workspace;

using BackupList = ListStore<api::Backup>;

BackupList::Spec backupListSpec(const StoreContext &context, const api::BranchRef &branch);

/// The backups of a branch.
BackupList *backupList(Workspace *workspace, const api::BranchRef &branch);

StateWord describeBackupState(const api::Backup &backup);

} // namespace orrery::models
