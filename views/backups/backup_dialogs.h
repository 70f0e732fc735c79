// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/backups/backup_store.h"

class QWidget;

namespace orrery::views {

/// Asks for name, retention and (Postgres) emergency, then calls `create`.
void askNewBackup(QWidget *parent, const models::BackupStore *store, bool postgres,
                  const std::function<void(const models::NewBackup &)> &create);

/// Asks for the name and the cluster size of the branch a backup is restored into, then calls `restore`.
void askRestore(QWidget *parent, const models::BackupStore *store, const QString &backupId, const QString &clusterSize,
                const QStringList &takenNames, const std::function<void(const models::RestoreTarget &)> &restore);

} // namespace orrery::views
