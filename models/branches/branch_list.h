// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/branches/branch.h"
#include "api/branches/branch_schema.h"
#include "api/core/reference.h"
#include "api/core/request.h"
#include "models/core/item_store.h"
#include "models/core/list_store.h"

namespace orrery::models {

class Workspace;

using BranchList = ListStore<api::Branch>;
using BranchItem = ItemStore<api::Branch>;
using SchemaList = ItemStore<QList<api::TableSchema>>;

BranchList::Spec branchListSpec(const StoreContext &context, const QString &organization, const QString &database);
BranchItem::Spec branchItemSpec(const StoreContext &context, const QString &organization, const QString &database,
                                const QString &branch);
/// GET …/schema, its answer kept without the HTML the service sends beside each statement.
api::Request<QList<api::TableSchema>> schemaRequest(const QString &organization, const QString &database,
                                                    const QString &branch);
/// The branch's schema, one CREATE statement per table.
SchemaList::Spec schemaSpec(const StoreContext &context, const QString &organization, const QString &database,
                            const QString &branch);

StateWord describeBranchState(const api::Branch &branch);
/// "PROD" role in words: production or development.
StateWord describeBranchRole(const api::Branch &branch);

BranchList *branchList(Workspace *workspace, const QString &organization, const QString &database);
/// Only when it was asked for already; null otherwise.
const BranchList *loadedBranches(const Workspace *workspace, const QString &organization, const QString &database);
/// One branch with everything its own page tells.
BranchItem *branchItem(Workspace *workspace, const QString &organization, const QString &database,
                       const QString &branch);
/// What is known of a branch: read by itself, or its row of the list; null when neither.
const api::Branch *shownBranch(Workspace *workspace, const QString &organization, const QString &database,
                               const QString &branch);
/// The branch's row where it is known already (from its list), or null.
const api::Branch *knownBranch(Workspace *workspace, const QString &organization, const QString &database,
                               const QString &branch);

/// Looks for the branch of that name after its creation was not answered.
std::function<void(QObject *owner, const std::function<void(const std::optional<api::Branch> &)> &end)>
branchSearch(const StoreContext &context, const api::DatabaseRef &database, const QString &name);

} // namespace orrery::models
