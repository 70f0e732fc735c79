// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clusters/branch_change.h"
#include "api/clusters/cluster_size.h"
#include "api/clusters/keyspace_resize.h"
#include "api/core/query.h"
#include "api/core/reference.h"
#include "api/core/request.h"
#include "api/databases/database.h"

namespace orrery::api::clusters {

/// Which sizes GET …/cluster-size-skus lists, always with prices.
struct SizeFilter
{
    OpenEnum<DatabaseKind> engine; ///< Vitess or Postgres; absent: Vitess
    QString region; ///< of the prices; empty: the organization's default one
    QString database; ///< whose prices come before those of the organization; may be empty
};

/// GET …/cluster-size-skus of an organization.
Request<QList<ClusterSize>> sizes(const OrganizationRef &organization, const SizeFilter &filter = {});

/// GET …/branches/{branch}/keyspaces/{keyspace}/resizes, of a Vitess branch. Only service tokens may. With both ends of
/// `completedAt` set, only those that ended in between: neither running nor waiting ones then.
Request<Page<KeyspaceResize>> keyspaceResizes(const BranchRef &branch, const QString &keyspace,
                                              const TimeRange &completedAt = {}, const PageRequest &page = {});

/// GET …/branches/{branch}/changes, of a Postgres branch.
Request<Page<BranchChange>> branchChanges(const BranchRef &branch, const PageRequest &page = {});

} // namespace orrery::api::clusters
