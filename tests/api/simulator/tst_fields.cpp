// SPDX-License-Identifier: GPL-3.0-or-later
// The field names are those of the service's specification of 2026-08-22: a simulated object that lacks one would let
// a decoder pass that fails on the real thing.
#include "harness.h"
#include "tests/support/suite.h"

using namespace orrery::simulator;
using namespace Qt::StringLiterals;

namespace {

const QString kShop = u"/v1/organizations/acme/databases/shop"_s;

/// The object at a path of names; the first element of a list stands for all.
QJsonObject descend(QJsonValue value, const QString &path)
{
    for (const QString &name : path.split(u'/', Qt::SkipEmptyParts)) {
        value = value.toObject().value(name);
        if (value.isArray())
            value = value.toArray().first();
    }
    return value.toObject();
}

} // namespace

class TestFields : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySpecifiedFieldIsThere_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("fields");
        QTest::newRow("organization") << QString(u"/v1/organizations/acme"_s) << QString()
                                      << QString::fromLatin1(
                                             "id name billing_email created_at updated_at plan valid_billing_info sso "
                                             "sso_directory single_tenancy managed_tenancy "
                                             "has_past_due_invoices database_count sso_portal_url features "
                                             "idp_managed_roles invoice_budget_amount keyspace_shard_limit has_card "
                                             "payment_info_required");
        QTest::newRow("database") << kShop << QString()
                                  << QString::fromLatin1(
                                         "id url branches_url branches_count open_schema_recommendations_count "
                                         "development_branches_count production_branches_count "
                                         "issues_count multiple_admins_required_for_deletion ready "
                                         "at_backup_restore_branches_limit at_development_branch_usage_limit "
                                         "data_import region html_url name state sharded default_branch_shard_count "
                                         "default_branch_read_only_regions_count "
                                         "default_branch_table_count default_branch require_approval_for_deploy "
                                         "deletion_protected resizing resize_queued config_changing "
                                         "config_change_queued allow_data_branching foreign_keys_enabled "
                                         "automatic_migrations restrict_branch_region prefer_instant "
                                         "insights_raw_queries plan insights_enabled production_branch_web_console "
                                         "migration_table_name migration_framework created_at "
                                         "updated_at schema_last_updated_at kind");
        QTest::newRow("branch") << QString(kShop + u"/branches/main"_s) << QString()
                                << QString::fromLatin1(
                                       "id name created_at updated_at deleted_at restore_checklist_completed_at "
                                       "schema_last_updated_at kind mysql_address "
                                       "mysql_edge_address state direct_vtgate vtgate_size vtgate_name vtgate_count "
                                       "vtgate_autoscaling vtgate_max_count "
                                       "vtgate_target_cpu_utilization cluster_name cluster_iops ready schema_ready "
                                       "metal production safe_migrations deletion_protected "
                                       "sharded shard_count keyspace_count stale_schema actor restored_from_branch "
                                       "private_edge_connectivity has_replicas "
                                       "has_read_only_replicas html_url url region parent_branch vtgate_options");
        QTest::newRow("region") << QString(u"/v1/organizations/acme/regions"_s) << u"data"_s
                                << QString::fromLatin1("id provider enabled public_ip_addresses display_name location "
                                                       "slug current_default mysql_supported postgresql_supported");
        QTest::newRow("publicRegion") << QString(u"/v1/regions"_s) << u"data"_s
                                      << QString::fromLatin1(
                                             "id provider enabled public_ip_addresses display_name location slug");
        QTest::newRow("user") << QString(u"/v1/user"_s) << QString()
                              << QString::fromLatin1("id display_name name email avatar_url created_at updated_at "
                                                     "two_factor_auth_configured default_organization sso managed "
                                                     "directory_managed email_verified");
        QTest::newRow("membership") << QString(u"/v1/organizations/acme/members"_s) << u"data"_s
                                    << QString::fromLatin1("id user role created_at updated_at");
        QTest::newRow("deployRequest") << QString(kShop + u"/deploy-requests/42"_s) << QString()
                                       << QString::fromLatin1(
                                              "id number actor closed_by branch branch_id branch_deleted "
                                              "branch_deleted_by branch_deleted_at into_branch into_branch_sharded "
                                              "into_branch_shard_count into_branch_keyspace_count approved state "
                                              "deployment_state deployment num_comments html_url notes "
                                              "html_body created_at updated_at closed_at deployed_at");
        QTest::newRow("deployment") << QString(kShop + u"/deploy-requests/42/deployment"_s) << QString()
                                    << QString::fromLatin1(
                                           "id auto_cutover auto_delete_branch created_at cutover_at cutover_expiring "
                                           "deploy_check_errors finished_at "
                                           "force_cutover_requested_at queued_at ready_to_cutover_at started_at state "
                                           "submitted_at updated_at into_branch "
                                           "deploy_request_number deployable preceding_deployments deploy_operations "
                                           "deploy_operation_summaries lint_errors "
                                           "sequential_diff_dependencies lookup_vindex_operations "
                                           "throttler_configurations deployment_revert_request actor cutover_actor "
                                           "cancelled_actor schema_last_updated_at table_locked locked_table_name "
                                           "instant_ddl instant_ddl_eligible queue_paused "
                                           "queue_pause_reason");
        QTest::newRow("operation") << QString(kShop + u"/deploy-requests/42/operations"_s) << u"data"_s
                                   << QString::fromLatin1(
                                          "id state keyspace_name table_name operation_name eta_seconds "
                                          "progress_percentage deploy_error_docs_url ddl_statement "
                                          "syntax_highlighted_ddl created_at updated_at throttled_at can_drop_data "
                                          "table_locked table_recently_used table_recently_used_at "
                                          "removed_foreign_key_names deploy_errors");
        QTest::newRow("summary") << QString(kShop + u"/deploy-requests/42/deployment"_s)
                                 << u"deploy_operation_summaries"_s
                                 << QString::fromLatin1(
                                        "id created_at deploy_errors ddl_statement eta_seconds keyspace_name "
                                        "operation_name progress_percentage state "
                                        "syntax_highlighted_ddl table_name table_recently_used_at throttled_at "
                                        "removed_foreign_key_names shard_count shard_names "
                                        "can_drop_data table_recently_used sharded operations");
        QTest::newRow("shard") << QString(kShop + u"/deploy-requests/42/deployment"_s)
                               << u"deploy_operation_summaries/operations"_s
                               << QString::fromLatin1("id shard state progress_percentage eta_seconds");
        QTest::newRow("review") << QString(kShop + u"/deploy-requests/42/reviews"_s) << u"data"_s
                                << QString::fromLatin1("id body html_body state created_at updated_at actor");
        QTest::newRow("backup") << QString(kShop + u"/branches/main/backups"_s) << u"data"_s
                                << QString::fromLatin1(
                                       "id name state size estimated_storage_cost created_at updated_at started_at "
                                       "expires_at completed_at deleted_at pvc_size "
                                       "uncompressed_size protected required restored_branches actor backup_policy "
                                       "schema_snapshot database_branch");
        QTest::newRow("policy") << QString(kShop + u"/backup-policies"_s) << u"data"_s
                                << QString::fromLatin1(
                                       "id display_name name target retention_value retention_unit frequency_value "
                                       "frequency_unit schedule_time schedule_day schedule_week "
                                       "created_at updated_at last_ran_at next_run_at required");
        QTest::newRow("snapshot") << QString(kShop + u"/branches/main/backups?state=success"_s)
                                  << u"data/schema_snapshot"_s
                                  << QString::fromLatin1("id name created_at updated_at linted_at url");
        QTest::newRow("throttler") << QString(kShop + u"/throttler"_s) << QString()
                                   << QString::fromLatin1("keyspaces configurable configurations");
        QTest::newRow("keyspace")
            << QString(kShop + u"/branches/main/keyspaces"_s) << u"data"_s
            << QString::fromLatin1(
                   "id name shards sharded replicas extra_replicas created_at updated_at cluster_name "
                   "cluster_display_name resizing resize_in_progress "
                   "resize_pending config_change_in_progress ready metal default imported vector_pool_allocation "
                   "node_ttl_strategy "
                   "replication_durability_constraints vreplication_flags mysqld_options vttablet_options");
        QTest::newRow("resize") << QString(kShop + u"/branches/main/keyspaces/commerce/resizes"_s) << u"data"_s
                                << QString::fromLatin1(
                                       "id state started_at completed_at created_at updated_at extra_replicas "
                                       "vector_pool_allocation previous_vector_pool_allocation cluster_name "
                                       "cluster_display_name previous_cluster_name previous_cluster_display_name "
                                       "replicas previous_replicas actor");
        QTest::newRow("change")
            << QString(u"/v1/organizations/acme/databases/events/branches/main/changes"_s) << u"data"_s
            << QString::fromLatin1(
                   "id state started_at completed_at created_at updated_at actor cluster_name cluster_display_name "
                   "cluster_metal replicas version parameters previous_cluster_name previous_cluster_display_name "
                   "previous_cluster_metal previous_replicas previous_version previous_parameters "
                   "minimum_storage_bytes maximum_storage_bytes storage_autoscaling storage_shrinking storage_type "
                   "storage_iops storage_throughput_mibs previous_minimum_storage_bytes "
                   "previous_maximum_storage_bytes previous_storage_autoscaling previous_storage_shrinking "
                   "previous_storage_type previous_storage_iops previous_storage_throughput_mibs");
        QTest::newRow("lint") << QString(kShop + u"/branches/spike-search/schema/lint"_s) << u"data"_s
                              << QString::fromLatin1("lint_error subject_type keyspace_name table_name "
                                                     "error_description docs_url column_name foreign_key_column_names "
                                                     "auto_increment_column_names charset_name engine_name vindex_name "
                                                     "json_path check_constraint_name enum_value partitioning_type "
                                                     "partition_name");
        QTest::newRow("storage") << QString(kShop + u"/deploy-requests/42/storage-check"_s) << QString()
                                 << QString::fromLatin1(
                                        "enough_storage upgradeable storage_bytes_needed storage_report");
        QTest::newRow("webhook") << QString(kShop + u"/webhooks"_s) << u"data"_s
                                 << QString::fromLatin1("id url secret enabled last_sent_result last_sent_success "
                                                        "last_sent_at created_at updated_at events");
        QTest::newRow("audit")
            << QString(u"/v1/organizations/acme/audit-log"_s) << u"data"_s
            << QString::fromLatin1(
                   "id actor_id actor_type auditable_id auditable_type target_id target_type location "
                   "target_display_name audit_action action "
                   "actor_display_name auditable_display_name remote_ip created_at updated_at metadata");
    }

    void everySpecifiedFieldIsThere()
    {
        QFETCH(QString, target);
        QFETCH(QString, path);
        QFETCH(QString, fields);
        Harness h;
        // Keyspaces have no OAuth scope, the user has no service-token access.
        const QString authorization = target.contains(u"keyspaces"_s) ? u"demotoken001:pscale_tkn_demo"_s : h.token;
        const Answer answer = h.call("GET", target, {}, authorization);
        QCOMPARE(answer.status, 200);
        const QJsonObject object = descend(answer.json, path);
        QVERIFY(!object.isEmpty());
        QStringList missing;
        for (const QString &field : fields.split(u' ')) {
            if (!object.contains(field))
                missing += field;
        }
        QCOMPARE(missing, QStringList());
    }

    // Real objects carry `type`, which the specification leaves out.
    void objectsNameTheirType()
    {
        Harness h;
        QCOMPARE(h.get(kShop).json.value(u"type"_s).toString(), u"Database"_s);
        QCOMPARE(h.get(kShop + u"/branches/main"_s).json.value(u"type"_s).toString(), u"Branch"_s);
        QCOMPARE(h.get(kShop + u"/deploy-requests/42"_s).json.value(u"type"_s).toString(), u"DeployRequest"_s);
        QCOMPARE(h.get(kShop + u"/deploy-requests/42"_s).json.value(u"actor"_s).toObject().value(u"type"_s).toString(),
                 u"User"_s);
    }

    void postgresBranchesLeaveVitessOut()
    {
        Harness h;
        const QJsonObject branch = h.get(u"/v1/organizations/acme/databases/events/branches/main"_s).json;
        QCOMPARE(branch.value(u"kind"_s).toString(), u"postgresql"_s);
        for (const QString &field : {u"mysql_address"_s, u"mysql_edge_address"_s, u"vtgate_size"_s, u"vtgate_count"_s,
                                     u"shard_count"_s, u"sharded"_s, u"keyspace_count"_s})
            QVERIFY2(!branch.contains(field), qPrintable(field));
        for (const QString &field : {u"cluster_architecture"_s, u"cluster_display_name"_s, u"replicas"_s,
                                     u"minimum_storage_bytes"_s, u"maximum_storage_bytes"_s})
            QVERIFY2(branch.contains(field), qPrintable(field));
    }

    void moneyIsText()
    {
        Harness h;
        QVERIFY(h.get(u"/v1/organizations/acme"_s).json.value(u"invoice_budget_amount"_s).isString());
    }
};

ORRERY_SUITE(TestFields)
#include "tst_fields.moc"
