// SPDX-License-Identifier: GPL-3.0-or-later
#include "harness.h"
#include "tests/support/suite.h"

using namespace orrery::simulator;
using namespace Qt::StringLiterals;

namespace {

const QString kShop = u"/v1/organizations/acme/databases/shop"_s;
const QString kLoyalty = kShop + u"/deploy-requests/42"_s;
const QString kBilling = u"/v1/organizations/acme/databases/billing"_s;

QString state(Harness &h, const QString &request)
{
    return h.get(request).json.value(u"deployment_state"_s).toString();
}

QStringList tables(Harness &h, const QString &branch)
{
    QStringList names;
    for (const QJsonValue &table : h.get(branch + u"/schema"_s).data())
        names += table.toObject().value(u"name"_s).toString();
    return names;
}

QString tableText(Harness &h, const QString &branch, const QString &name)
{
    for (const QJsonValue &table : h.get(branch + u"/schema"_s).data()) {
        if (table.toObject().value(u"name"_s).toString() == name)
            return table.toObject().value(u"raw"_s).toString();
    }
    return {};
}

Answer approve(Harness &h, const QString &request)
{
    return h.call("POST", request + u"/reviews"_s, {{u"state"_s, u"approved"_s}, {u"body"_s, u"Ship it"_s}});
}

} // namespace

class TestDeploy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDemoRequest()
    {
        Harness h;
        const QJsonObject json = h.get(kLoyalty).json;
        QCOMPARE(json.value(u"number"_s).toInt(), 42);
        QVERIFY(json.value(u"notes"_s).toString().startsWith(u"Add loyalty points\n"_s));
        QCOMPARE(json.value(u"branch"_s).toString(), u"add-loyalty"_s);
        QCOMPARE(json.value(u"into_branch"_s).toString(), u"main"_s);
        QCOMPARE(json.value(u"actor"_s).toObject().value(u"display_name"_s).toString(), u"Ana Ruiz"_s);
        QCOMPARE(json.value(u"approved"_s).toBool(), false);
        QCOMPARE(json.value(u"deployment_state"_s).toString(), u"ready"_s);
        const QJsonObject deployment = json.value(u"deployment"_s).toObject();
        QCOMPARE(deployment.value(u"deployable"_s).toBool(), true);
        QCOMPARE(deployment.value(u"instant_ddl_eligible"_s).toBool(), false);
        QStringList operations;
        for (const QJsonValue &value : deployment.value(u"deploy_operations"_s).toArray()) {
            const QJsonObject operation = value.toObject();
            operations += u"%1 %2%3"_s.arg(operation.value(u"operation_name"_s).toString(),
                                           operation.value(u"table_name"_s).toString(),
                                           operation.value(u"can_drop_data"_s).toBool() ? u" drops"_s : QString());
        }
        QCOMPARE(operations,
                 QStringList({u"ALTER customers"_s, u"ALTER orders drops"_s, u"ALTER promotions"_s,
                              u"CREATE loyalty_points"_s}));
        QCOMPARE(deployment.value(u"deploy_operation_summaries"_s)
                     .toArray()
                     .first()
                     .toObject()
                     .value(u"shard_names"_s)
                     .toArray(),
                 (QJsonArray{u"-40"_s, u"40-80"_s, u"80-c0"_s, u"c0-"_s}));
        QCOMPARE(
            deployment.value(u"deploy_operations"_s).toArray().at(2).toObject().value(u"ddl_statement"_s).toString(),
            u"ALTER TABLE `promotions` ADD COLUMN `points_multiplier` decimal(4,2) NOT NULL DEFAULT '1.00' AFTER `percent_off`"_s);
    }

    void diff()
    {
        Harness h;
        const QJsonArray data = h.get(kLoyalty + u"/diff"_s).data();
        QCOMPARE(data.size(), 4);
        const QString orders = data.at(1).toObject().value(u"raw"_s).toString();
        QVERIFY(orders.contains(u"\n-  `email` varchar(100) NOT NULL,\n+  `email` varchar(255) NOT NULL,\n"_s));
        QVERIFY(orders.contains(u"\n-  `legacy_total` decimal(10,2) DEFAULT NULL,\n"_s));
        QVERIFY(data.at(3).toObject().value(u"raw"_s).toString().startsWith(u"+CREATE TABLE `loyalty_points` ("_s));
        QVERIFY(data.at(3).toObject().value(u"html"_s).toString().contains(u"<script>"_s));
    }

    void approvalRules()
    {
        Harness h;
        const Answer early = h.call("POST", kLoyalty + u"/deploy"_s);
        QCOMPARE(early.status, 422);
        QCOMPARE(early.code(), u"unprocessable"_s);
        QCOMPARE(early.message(), u"Deploy request must be approved before it can be deployed"_s);
        // #43 is Sam's own, and acme has two administrators.
        QCOMPARE(approve(h, kShop + u"/deploy-requests/43"_s).message(),
                 u"You cannot approve your own deploy request"_s);
        // In northwind Sam is the only one.
        QCOMPARE(approve(h, u"/v1/organizations/northwind/databases/orders/deploy-requests/22"_s).status, 201);
        QCOMPARE(approve(h, kShop + u"/deploy-requests/39"_s).message(), u"Deploy request is closed"_s);
        QCOMPARE(h.call("POST", kLoyalty + u"/reviews"_s, {{u"state"_s, u"rejected"_s}}).code(), u"invalid_params"_s);
        QCOMPARE(h.call("POST", kLoyalty + u"/reviews"_s, {{u"state"_s, u"commented"_s}, {u"body"_s, u" "_s}}).status,
                 422);

        const Answer approved = approve(h, kLoyalty);
        QCOMPARE(approved.status, 201);
        QCOMPARE(approved.json.value(u"state"_s).toString(), u"approved"_s);
        QCOMPARE(approved.json.value(u"body"_s).toString(), u"Ship it"_s);
        QCOMPARE(h.get(kLoyalty).json.value(u"approved"_s).toBool(), true);
        QCOMPARE(h.get(kLoyalty + u"/reviews"_s).data().size(), 3);
    }

    void deployChangesTheTargetBranch()
    {
        Harness h;
        approve(h, kLoyalty);
        h.call("PUT", kLoyalty + u"/auto-delete-branch"_s, {{u"enable"_s, true}});
        QVERIFY(!tables(h, kShop + u"/branches/main"_s).contains(u"loyalty_points"_s));
        const Answer deployed = h.call("POST", kLoyalty + u"/deploy"_s, {{u"instant_ddl"_s, false}});
        QCOMPARE(deployed.status, 200);
        QCOMPARE(deployed.json.value(u"deployment_state"_s).toString(), u"submitting"_s);
        QCOMPARE(deployed.json.value(u"deployment"_s)
                     .toObject()
                     .value(u"actor"_s)
                     .toObject()
                     .value(u"display_name"_s)
                     .toString(),
                 u"Sam Keller"_s);
        // Summaries have numbers, also before there is anything to measure.
        const auto summaries = [](const QJsonObject &request) {
            return request.value(u"deployment"_s).toObject().value(u"deploy_operation_summaries"_s).toArray();
        };
        for (const QJsonValue &summary : summaries(h.get(kLoyalty).json)) {
            QVERIFY(summary.toObject().value(u"eta_seconds"_s).isDouble());
            QVERIFY(summary.toObject().value(u"progress_percentage"_s).isDouble());
            for (const QJsonValue &shard : summary.toObject().value(u"operations"_s).toArray()) {
                QVERIFY(shard.toObject().value(u"eta_seconds"_s).isDouble());
                QVERIFY(shard.toObject().value(u"progress_percentage"_s).isDouble());
            }
        }
        h.advance(12);
        const QJsonObject running = h.get(kLoyalty).json;
        QCOMPARE(running.value(u"deployment_state"_s).toString(), u"in_progress"_s);
        const QJsonArray shards = running.value(u"deployment"_s)
                                      .toObject()
                                      .value(u"deploy_operation_summaries"_s)
                                      .toArray()
                                      .first()
                                      .toObject()
                                      .value(u"operations"_s)
                                      .toArray();
        QCOMPARE(shards.size(), 4);
        for (const QJsonValue &shard : shards) {
            const double percent = shard.toObject().value(u"progress_percentage"_s).toDouble();
            QVERIFY2(percent > 20 && percent < 60, qPrintable(QString::number(percent)));
            QVERIFY(shard.toObject().value(u"eta_seconds"_s).toInt() > 5);
        }
        h.advance(60);
        QCOMPARE(state(h, kLoyalty), u"complete_pending_revert"_s);
        QCOMPARE(h.get(kLoyalty).json.value(u"state"_s).toString(), u"open"_s);
        QVERIFY(tables(h, kShop + u"/branches/main"_s).contains(u"loyalty_points"_s));
        QVERIFY(!tableText(h, kShop + u"/branches/main"_s, u"orders"_s).contains(u"legacy_total"_s));
        QCOMPARE(h.get(kShop + u"/branches/add-loyalty"_s).status, 200); // kept until the window closes
        h.advance(30 * 60);
        const QJsonObject done = h.get(kLoyalty).json;
        QCOMPARE(done.value(u"deployment_state"_s).toString(), u"complete"_s);
        QCOMPARE(done.value(u"state"_s).toString(), u"closed"_s);
        QCOMPARE(done.value(u"branch_deleted"_s).toBool(), true);
        QCOMPARE(h.get(kShop + u"/branches/add-loyalty"_s).status, 404);
    }

    void revertRestoresTheSchema()
    {
        Harness h;
        approve(h, kLoyalty);
        h.call("POST", kLoyalty + u"/deploy"_s);
        h.advance(90);
        QCOMPARE(h.call("POST", kLoyalty + u"/revert"_s).json.value(u"deployment_state"_s).toString(),
                 u"in_progress_revert"_s);
        h.advance(5);
        QCOMPARE(state(h, kLoyalty), u"complete_revert"_s);
        QVERIFY(!tables(h, kShop + u"/branches/main"_s).contains(u"loyalty_points"_s));
        QVERIFY(tableText(h, kShop + u"/branches/main"_s, u"orders"_s).contains(u"`legacy_total` decimal(10,2)"_s));
        QCOMPARE(h.get(kLoyalty).json.value(u"state"_s).toString(), u"closed"_s);
        QCOMPARE(h.get(kShop + u"/branches/add-loyalty"_s).status, 200);
    }

    void theRevertWindowBlocksTheQueue()
    {
        Harness h;
        const QString waiting = kBilling + u"/deploy-requests/19"_s;
        QCOMPARE(state(h, waiting), u"queued"_s);
        const QJsonArray queue = h.get(kBilling + u"/deploy-queue"_s).data();
        QCOMPARE(queue.size(), 2);
        QCOMPARE(queue.at(0).toObject().value(u"deploy_request_number"_s).toInt(), 18);
        QCOMPARE(queue.at(1)
                     .toObject()
                     .value(u"preceding_deployments"_s)
                     .toArray()
                     .first()
                     .toObject()
                     .value(u"deploy_request_number"_s)
                     .toInt(),
                 18);
        h.advance(17 * 60);
        QCOMPARE(state(h, waiting), u"queued"_s);
        QCOMPARE(h.call("POST", kBilling + u"/deploy-requests/18/skip-revert"_s)
                     .json.value(u"deployment_state"_s)
                     .toString(),
                 u"complete"_s);
        QCOMPARE(state(h, waiting), u"submitting"_s);
        QCOMPARE(h.get(kBilling + u"/deploy-queue"_s).data().size(), 1);
    }

    // A long absence: everything that would have happened has happened, each at its own time.
    void manyStepsAtOnce()
    {
        Harness h;
        h.advance(4 * 3600);
        QCOMPARE(state(h, kBilling + u"/deploy-requests/18"_s), u"complete"_s);
        const QJsonObject second = h.get(kBilling + u"/deploy-requests/19"_s).json;
        QCOMPARE(second.value(u"deployment_state"_s).toString(), u"complete"_s);
        const Instant first = parseIsoTime(h.get(kBilling + u"/deploy-requests/18"_s)
                                               .json.value(u"deployment"_s)
                                               .toObject()
                                               .value(u"deployment_revert_request"_s)
                                               .toObject()
                                               .value(u"waiting_period_end_at"_s)
                                               .toString());
        QVERIFY(first != 0);
        QCOMPARE(parseIsoTime(second.value(u"deployment"_s).toObject().value(u"submitted_at"_s).toString()), first);
    }

    void anErrorBlocksUntilCompleted()
    {
        Harness h;
        const QString notifications = u"/v1/organizations/acme/databases/notifications/deploy-requests"_s;
        h.advance(3600);
        const QJsonObject queued = h.get(notifications + u"/9"_s).json.value(u"deployment"_s).toObject();
        QCOMPARE(queued.value(u"state"_s).toString(), u"queued"_s);
        QCOMPARE(queued.value(u"queue_paused"_s).toBool(), true);
        QVERIFY(!queued.value(u"queue_pause_reason"_s).toString().isEmpty());
        QVERIFY(h.get(notifications + u"/5/operations"_s)
                    .data()
                    .first()
                    .toObject()
                    .value(u"deploy_errors"_s)
                    .toString()
                    .contains(u"Duplicate entry"_s));
        QCOMPARE(h.call("POST", notifications + u"/5/complete-deploy"_s).status, 200);
        QCOMPARE(state(h, notifications + u"/9"_s), u"submitting"_s);
        QCOMPARE(h.call("POST", notifications + u"/5/complete-deploy"_s).status, 422);
    }

    void gated()
    {
        Harness h;
        const QString request = kShop + u"/deploy-requests/40"_s;
        QCOMPARE(state(h, request), u"pending_cutover"_s);
        h.advance(6.5 * 86400);
        QCOMPARE(h.get(request).json.value(u"deployment"_s).toObject().value(u"cutover_expiring"_s).toBool(), true);
        QCOMPARE(h.call("POST", request + u"/apply-deploy"_s).json.value(u"deployment_state"_s).toString(),
                 u"in_progress_cutover"_s);
        h.advance(4);
        QCOMPARE(state(h, request), u"complete_pending_revert"_s);
        QVERIFY(tables(h, kShop + u"/branches/staging"_s).contains(u"order_events"_s));
    }

    void instant()
    {
        Harness h;
        QCOMPARE(h.call("POST", kShop + u"/deploy-requests/41/deploy"_s, {{u"instant_ddl"_s, true}}).message(),
                 u"Deploy request cannot be deployed instantly: not all of its changes support instant DDL."_s);
        h.call("POST", u"/_simulator/state"_s, {{u"database"_s, u"shop"_s}, {u"require_approval"_s, false}}, {});
        const QString request = kShop + u"/deploy-requests/43"_s;
        QCOMPARE(h.get(request).json.value(u"deployment"_s).toObject().value(u"instant_ddl_eligible"_s).toBool(), true);
        QCOMPARE(h.call("POST", request + u"/deploy"_s, {{u"instant_ddl"_s, true}}).status, 200);
        h.advance(3);
        QCOMPARE(state(h, request), u"complete"_s);
        QCOMPARE(h.call("POST", request + u"/revert"_s).message(), u"Instant deployments cannot be reverted."_s);
        QVERIFY(tableText(h, kShop + u"/branches/main"_s, u"orders"_s).contains(u"gift_wrap"_s));
    }

    void forceCutover()
    {
        Harness h;
        const QString request = u"/v1/organizations/acme/databases/inventory/deploy-requests/12"_s;
        h.advance(3600);
        const QJsonObject locked = h.get(request + u"/deployment"_s).json;
        QCOMPARE(locked.value(u"state"_s).toString(), u"in_progress_cutover"_s);
        QCOMPARE(locked.value(u"table_locked"_s).toBool(), true);
        QCOMPARE(locked.value(u"locked_table_name"_s).toString(), u"stock_levels"_s);
        QCOMPARE(h.call("POST", request + u"/force-cutover"_s).status, 200);
        QCOMPARE(h.call("POST", request + u"/force-cutover"_s).status, 422);
        h.advance(2);
        QCOMPARE(state(h, request), u"complete_pending_revert"_s);
    }

    void cancelAndClose()
    {
        Harness h;
        const QString running = u"/v1/organizations/acme/databases/identity/deploy-requests/7"_s;
        QCOMPARE(h.call("PATCH", running, {{u"state"_s, u"closed"_s}}).message(),
                 u"Deploy request cannot be closed while it is being deployed (deployment is in_progress)."_s);
        const Answer canceling = h.call("POST", running + u"/cancel"_s);
        QCOMPARE(canceling.json.value(u"deployment_state"_s).toString(), u"in_progress_cancel"_s);
        h.advance(3);
        QCOMPARE(state(h, running), u"complete_cancel"_s);
        QCOMPARE(h.call("PATCH", running, {{u"state"_s, u"open"_s}}).code(), u"invalid_params"_s);
        const Answer closed = h.call("PATCH", running, {{u"state"_s, u"closed"_s}});
        QCOMPARE(closed.json.value(u"state"_s).toString(), u"closed"_s);
        QCOMPARE(closed.json.value(u"closed_by"_s).toObject().value(u"display_name"_s).toString(), u"Sam Keller"_s);
        QCOMPARE(h.call("PATCH", running, {{u"state"_s, u"closed"_s}}).message(),
                 u"Deploy request is already closed"_s);
        QCOMPARE(
            h.call("POST", kBilling + u"/deploy-requests/19/cancel"_s).json.value(u"deployment_state"_s).toString(),
            u"cancelled"_s);
    }

    void create()
    {
        Harness h;
        const QString list = kShop + u"/deploy-requests"_s;
        QCOMPARE(h.call("POST", list, {{u"branch"_s, u"add-loyalty"_s}, {u"into_branch"_s, u"main"_s}}).message(),
                 u"There is already an open deploy request (#42) from add-loyalty into main"_s);
        QCOMPARE(h.call("POST", list, {{u"branch"_s, u"nothing"_s}}).status, 422);
        QCOMPARE(
            h.call("POST", list, {{u"branch"_s, u"add-loyalty"_s}, {u"into_branch"_s, u"spike-search"_s}}).message(),
            u"Safe migrations must be enabled on branch spike-search"_s);
        QCOMPARE(
            h.call("POST", u"/v1/organizations/acme/databases/events/deploy-requests"_s, {{u"branch"_s, u"main"_s}})
                .status,
            422);
        const Answer created = h.call("POST", list,
                                      {{u"branch"_s, u"add-loyalty"_s},
                                       {u"into_branch"_s, u"staging"_s},
                                       {u"notes"_s, u"Try it"_s},
                                       {u"auto_cutover"_s, false}});
        QCOMPARE(created.status, 201);
        QCOMPARE(created.json.value(u"number"_s).toInt(), 45);
        QCOMPARE(created.json.value(u"deployment_state"_s).toString(), u"pending"_s);
        QCOMPARE(created.json.value(u"deployment"_s).toObject().value(u"auto_cutover"_s).toBool(), false);
        h.advance(2);
        QCOMPARE(state(h, list + u"/45"_s), u"ready"_s);
        // A branch whose schema breaks a rule fails its check; one without a change has nothing to deploy.
        h.call("POST", list, {{u"branch"_s, u"spike-search"_s}, {u"into_branch"_s, u"main"_s}});
        h.call("POST", kShop + u"/branches"_s, {{u"name"_s, u"same"_s}});
        h.call("POST", list, {{u"branch"_s, u"same"_s}});
        h.advance(2);
        QCOMPARE(state(h, list + u"/46"_s), u"error"_s);
        QVERIFY(h.get(list + u"/46"_s)
                    .json.value(u"deployment"_s)
                    .toObject()
                    .value(u"deploy_check_errors"_s)
                    .toString()
                    .contains(u"search_terms"_s));
        QCOMPARE(state(h, list + u"/47"_s), u"no_changes"_s);
    }

    void filters()
    {
        Harness h;
        const auto count = [&h](const QString &query) {
            return h.get(kShop + u"/deploy-requests?"_s + query).json.value(u"total_count"_s).toInt();
        };
        QCOMPARE(count(u"state=open"_s), 9);
        QCOMPARE(count(u"state=closed"_s), 7);
        QCOMPARE(count(u"state=deployed"_s), 5);
        QCOMPARE(count(u"branch=add-loyalty"_s), 1);
        QCOMPARE(count(u"into_branch=staging"_s), 1);
        const QString day = isoTime(h.server.world().now() - 20 * kDay);
        QCOMPARE(count(u"deployed_at="_s + day + u".."_s), 1);
        QCOMPARE(count(u"deployed_at=2001-01-01T00:00:00Z..2001-01-02T00:00:00Z"_s), 0);
        QCOMPARE(count(u"running_at=2001-01-01T00:00:00Z..2001-01-02T00:00:00Z"_s), 0);
    }

    void throttler()
    {
        Harness h;
        const QString identity = u"/v1/organizations/acme/databases/identity/deploy-requests/7"_s;
        const auto eta = [&] {
            return h.get(identity + u"/operations"_s).data().first().toObject().value(u"eta_seconds"_s).toInt();
        };
        const int before = eta();
        QCOMPARE(h.get(identity + u"/throttler"_s).json.value(u"configurations"_s).toArray(),
                 (QJsonArray{QJsonObject{{u"keyspace_name"_s, u"identity"_s}, {u"ratio"_s, 25}}}));
        QCOMPARE(h.call("PATCH", identity + u"/throttler"_s, {{u"ratio"_s, 96}}).message(),
                 u"Ratio must be between 0 and 95"_s);
        QCOMPARE(h.call("PATCH", identity + u"/throttler"_s, {{u"ratio"_s, 0}}).status, 200);
        QCOMPARE(eta(), static_cast<int>(before * 0.75));
        const Answer all = h.call(
            "PATCH", kShop + u"/throttler"_s,
            {{u"configurations"_s, QJsonArray{QJsonObject{{u"keyspace_name"_s, u"lookup"_s}, {u"ratio"_s, 10}}}}});
        QCOMPARE(all.json.value(u"keyspaces"_s).toArray(), (QJsonArray{u"commerce"_s, u"lookup"_s}));
        QCOMPARE(all.json.value(u"configurations"_s).toArray().last().toObject().value(u"ratio"_s).toInt(), 10);
    }

    void storageCheck()
    {
        Harness h;
        const QJsonObject check = h.get(kLoyalty + u"/storage-check"_s).json;
        QCOMPARE(check.value(u"upgradeable"_s).toBool(), true);
        const QJsonObject shard =
            check.value(u"storage_report"_s).toObject().value(u"commerce"_s).toObject().value(u"c0-"_s).toObject();
        QCOMPARE(shard.value(u"capacity"_s).toDouble(), 160.0 * 1024 * 1024 * 1024);
        QCOMPARE(shard.value(u"percentage_used"_s).toDouble(), 86.2);
        QCOMPARE(shard.value(u"has_enough"_s).toBool(), false);
        QCOMPARE(check.value(u"enough_storage"_s).toBool(), false);
    }

    void forcedStates()
    {
        Harness h;
        QCOMPARE(h.call("POST", u"/_simulator/state"_s,
                        {{u"database"_s, u"shop"_s}, {u"number"_s, 42}, {u"deployment_state"_s, u"complete_error"_s}},
                        {})
                     .status,
                 200);
        QCOMPARE(state(h, kLoyalty), u"complete_error"_s);
        QCOMPARE(h.call("POST", u"/_simulator/state"_s,
                        {{u"database"_s, u"shop"_s}, {u"number"_s, 42}, {u"deployment_state"_s, u"quantum"_s}}, {})
                     .status,
                 400);
    }
};

ORRERY_SUITE(TestDeploy)
#include "tst_deploy.moc"
