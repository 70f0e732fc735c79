// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/spec/comparison.h"

namespace orrery::spec {

namespace {

// The specification of 2026-08-22. One that explains nothing any more is reported, so that the table stays short.
constexpr Correction corrections[] = {
    {"Branch",
     "default, frozen, cluster_architecture, cluster_display_name, replicas, has_roles, enabling_vectors, "
     "minimum_storage_bytes, maximum_storage_bytes, storage_autoscaling, storage_shrinking, storage_type, "
     "storage_iops, storage_throughput_mibs, read_only_at, read_only_reason",
     "branches of Postgres have them: printed in webhook payloads, read by official clients"},
    {"Branch", "kind", "newer answers know a third kind, neki"},
    {"Database", "kind", "newer answers know a third kind, neki"},
    {"BranchCreate", "kind", "the words are those of an answer; neki is offered nowhere"},
    {"DatabaseCreate", "kind", "the words are those of an answer; neki is offered nowhere"},
    {"BranchCreate", "keyspace_cluster_sizes", "typed as texts by the generator; objects are sent"},
    {"ThrottlerUpdate", "configurations", "typed as texts by the generator; objects are sent"},
    {"MetricSeries", "series", "typed as texts by the generator; answers have objects"},
    {"InstantMetrics", "metrics", "typed as texts by the generator; answers have objects"},
    {"get_branch_table_metrics", "answer", "answers a map of tables, of which the specification says nothing"},
    {"get_branch_keyspace_table_metrics", "answer", "answers a map of keyspaces, of which it says nothing"},
    {"DeployOperationSummary", "state", "shares its words with an operation, which can be queued"},
    {"DeployRequestUpdate", "state", "the words are those of an answer; only closed is sent"},
    {"Region", "current_default, mysql_supported, postgresql_supported",
     "the public list leaves them out; an organization's has them"},
    {"get_branch_metrics", "query budget_id, query fingerprint, query pod, query q, query query_ids, query rule_id",
     "narrow the series down to queries and budgets; only volumes and clusters are asked for"},
    {"get_tablet_metrics", "query workflow", "narrows the series down to a workflow; only volumes are asked for"},
};

} // namespace

std::span<const Correction> knownCorrections()
{
    return corrections;
}

} // namespace orrery::spec
