// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/branches/branch.h"
#include "api/core/reference.h"
#include "models/core/action.h"

namespace orrery::models {

class Workspace;

/// What can be done with the branches of a database, each described once. Follows the pages "branching" of Vitess and of
/// Postgres, and "safe-migrations".
struct BranchActions
{
    Action create; ///< from the branch, or from one that is chosen
    Action rename;
    Action role; ///< promote to production, or demote
    Action safeMigrations; ///< on or off
    Action protect; ///< from deletion, or lift that
    Action remove; ///< with what was made from it
};

/// `current` is the branch they act on at that moment, as it is shown.
BranchActions branchActions(Workspace *workspace, const api::DatabaseRef &database,
                            const std::function<std::optional<api::Branch>()> &current);

} // namespace orrery::models
