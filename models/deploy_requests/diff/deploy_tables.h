// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/branches/branch_schema.h"
#include "api/deploy_requests/deploy_request.h"
#include "models/core/resource_list_model.h"
#include "models/deploy_requests/diff/table_structure.h"

#include <functional>
#include <memory>

namespace orrery::models {

/// One table's diff, read; what is shared never changes.
struct ParsedDiff
{
    QString name; ///< as sent; the keyspace is not part of it
    QString raw;
    QByteArray digest; ///< of name and text: same digest, same change
    std::shared_ptr<const UnifiedDiff> diff;
    std::shared_ptr<const TableStructure> structure; ///< what the diff means; never null where `diff` is not
};

/// All diffs of a deploy request, in the service's order.
struct ParsedDiffs
{
    QList<ParsedDiff> tables;
    QByteArray digest; ///< of all together, whatever their order; empty before anything was read
};

/// The digest parseDiffs() gives, without parsing.
QByteArray digestOf(const QList<api::TableDiff> &diffs);
/// Reads all diffs, their definitions and risks, and marks the changed words; those that `before` holds already are taken from there. Runs anywhere; asks
/// `isStale` between tables, and gives up with what it has when nobody wants it any more.
ParsedDiffs parseDiffs(const QList<api::TableDiff> &diffs, const ParsedDiffs &before = {},
                       const std::function<bool()> &isStale = {});

/// One table (or view) a deploy request changes: its diff and what the deployment says of it.
struct DeployTable
{
    QString id; ///< "keyspace.table", stable over refreshes
    QString keyspace; ///< empty when the service did not say
    QString name;
    UnifiedDiff::Change change = UnifiedDiff::Change::Modified;
    int added = 0; ///< lines
    int removed = 0;
    std::shared_ptr<const UnifiedDiff> diff; ///< null when the service sent none
    std::shared_ptr<const TableStructure> structure; ///< null without a diff
    QString raw; ///< the diff as sent
    QByteArray digest; ///< of the diff; empty without one
    QStringList statements; ///< the DDL that runs
    bool canDropData = false;
    QStringList dropped; ///< "orders.total"
    QStringList removedForeignKeys;
    bool recentlyUsed = false;
    QDateTime recentlyUsedAt;
    QStringList shards; ///< names; empty when not told
    api::OpenEnum<api::OperationState> state;
    std::optional<double> progress; ///< 0..100
    QString errors; ///< untrusted plain text

    friend bool operator==(const DeployTable &a, const DeployTable &b);
};

/// The tables of a deployment with their diffs, grouped by keyspace, in the service's order otherwise. A diff without an
/// operation and an operation without a diff each make a row: nothing is hidden. Runs anywhere.
QList<DeployTable> deployTables(const api::Deployment &deployment, const ParsedDiffs &diffs);

StateWord describeChange(UnifiedDiff::Change change);
/// The gravest thing about a table's change: what the service says of it, else what its two definitions tell. Nothing when
/// there is none to name.
std::optional<StateWord> describeTableRisk(const DeployTable &table);

using DeployTableModel = ResourceListModel<DeployTable>;
/// table, keyspace, change, added, removed, risk, state
QList<Column<DeployTable>> deployTableColumns();

} // namespace orrery::models
