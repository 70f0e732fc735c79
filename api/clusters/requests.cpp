// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/clusters/requests.h"

#include "api/clusters/endpoints.h"
#include "api/core/json_codec.h"

ORRERY_API_RESOURCE(orrery::api::ClusterSize)
ORRERY_API_RESOURCE(orrery::api::KeyspaceResize)
ORRERY_API_RESOURCE(orrery::api::BranchChange)

namespace orrery::api::clusters {

Request<QList<ClusterSize>> sizes(const OrganizationRef &organization, const SizeFilter &filter)
{
    Query query;
    query.add("engine", filter.engine)
        .add("rates", std::optional(true))
        .add("region", filter.region)
        .add("database", filter.database);
    return makeListRequest<ClusterSize>(endpoint("list_cluster_size_skus"), organization.path(), query.items());
}

Request<Page<KeyspaceResize>> keyspaceResizes(const BranchRef &branch, const QString &keyspace,
                                              const TimeRange &completedAt, const PageRequest &page)
{
    return makePageRequest<KeyspaceResize>(endpoint("list_keyspace_resize_requests"), branch.path(keyspace), page,
                                           Query().add("completed_at", completedAt).items());
}

Request<Page<BranchChange>> branchChanges(const BranchRef &branch, const PageRequest &page)
{
    return makePageRequest<BranchChange>(endpoint("list_branch_change_requests"), branch.path(), page);
}

} // namespace orrery::api::clusters
