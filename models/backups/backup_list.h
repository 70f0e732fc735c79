// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/backups/backup.h"
#include "models/core/list_store.h"

namespace orrery::models {

using BackupList = ListStore<api::Backup>;

BackupList::Spec backupListSpec(const StoreContext &context, const QString &organization, const QString &database,
                                const QString &branch);

StateWord describeBackupState(const api::Backup &backup);

} // namespace orrery::models
