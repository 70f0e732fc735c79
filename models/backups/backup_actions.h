// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/reference.h"
#include "models/core/action.h"

namespace orrery::models {

class Workspace;

/// What can be done with the backups of a branch, each described once.
struct BackupActions
{
    Action create;
    Action restore; ///< to a new branch
    Action protect; ///< or lift the protection
    Action remove;
};

/// `current` names the backup they act on at that moment; empty for none.
BackupActions backupActions(Workspace *workspace, const api::BranchRef &branch,
                            const std::function<QString()> &current);

} // namespace orrery::models
