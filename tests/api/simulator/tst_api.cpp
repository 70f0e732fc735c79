// SPDX-License-Identifier: GPL-3.0-or-later
#include "harness.h"
#include "tests/support/suite.h"

#include <cmath>

using namespace orrery::simulator;
using namespace Qt::StringLiterals;

namespace {
const QString kShop = u"/v1/organizations/acme/databases/shop"_s;
const QString kDemoToken = u"demotoken001:pscale_tkn_demo"_s;
const QString kReadToken = u"readtoken001:pscale_tkn_read"_s;

QStringList names(const Answer &answer)
{
    QStringList list;
    for (const QJsonValue &value : answer.data())
        list += value.toObject().value(u"name"_s).toString();
    return list;
}
} // namespace

class TestApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void credentials()
    {
        Harness h;
        const Answer nobody = h.call("GET", kShop, {}, {});
        QCOMPARE(nobody.status, 401);
        QCOMPARE(nobody.code(), u"unauthorized"_s);
        QCOMPARE(h.call("GET", kShop, {}, u"Bearer pscale_oauth_made_up"_s).status, 401);
        QCOMPARE(h.call("GET", kShop, {}, u"demotoken001:wrong"_s).status, 401);
        QCOMPARE(h.call("GET", kShop, {}, u"Bearer demotoken001:pscale_tkn_demo"_s).status, 401);
        QCOMPARE(h.call("GET", kShop, {}, kDemoToken).status, 200);
        QCOMPARE(h.call("GET", u"/v1/regions"_s, {}, {}).status, 200); // public
    }

    void wrongScopeIs403AndMissingAccessIs404()
    {
        Harness h;
        const QString bearer = u"Bearer "_s + h.issue({u"read_user"_s, u"read_databases"_s});
        QCOMPARE(h.call("GET", kShop, {}, bearer).status, 200);
        const Answer forbidden = h.call("GET", kShop + u"/branches"_s, {}, bearer);
        QCOMPARE(forbidden.status, 403);
        QCOMPARE(forbidden.code(), u"forbidden"_s);
        // A service token is not told whether the thing or the permission is missing.
        QCOMPARE(h.call("GET", kShop + u"/deploy-requests/42"_s, {}, kReadToken).status, 200);
        const Answer hidden = h.call("POST", kShop + u"/deploy-requests/42/deploy"_s, {}, kReadToken);
        QCOMPARE(hidden.status, 404);
        QCOMPARE(hidden.body, QByteArray("{\"code\":\"not_found\",\"message\":\"Not Found\"}"));
        QCOMPARE(h.call("GET", u"/v1/organizations/northwind"_s, {}, kDemoToken).status, 404);
        QCOMPARE(h.call("GET", u"/v1/user"_s, {}, kDemoToken).status, 404);
        QCOMPARE(h.get(kShop + u"/branches/main/keyspaces"_s).status, 403); // no OAuth scope exists
        QCOMPARE(h.call("GET", kShop + u"/branches/main/keyspaces"_s, {}, kDemoToken).data().size(), 2);
    }

    void missingThingsAre404()
    {
        Harness h;
        for (const QString &path : {u"/v1/nothing"_s, u"/v1/organizations/nobody"_s,
                                    u"/v1/organizations/acme/databases/nothing"_s, kShop + u"/branches/nothing"_s,
                                    kShop + u"/deploy-requests/4711"_s, kShop + u"/branches/main/backups/nothing"_s})
            QCOMPARE(h.get(path).status, 404);
    }

    void paging()
    {
        Harness h;
        const Answer first = h.get(kShop + u"/deploy-requests?per_page=7"_s);
        QCOMPARE(first.json.value(u"type"_s).toString(), u"list"_s);
        QCOMPARE(first.json.value(u"current_page"_s).toInt(), 1);
        QCOMPARE(first.json.value(u"per_page"_s).toInt(), 7);
        QCOMPARE(first.json.value(u"next_page"_s).toInt(), 2);
        QCOMPARE(first.json.value(u"next_page_url"_s).toString(),
                 h.server.baseAddress() + kShop + u"/deploy-requests?page=2&per_page=7"_s);
        QVERIFY(first.json.value(u"prev_page"_s).isNull());
        QVERIFY(first.json.value(u"prev_page_url"_s).isNull());
        QCOMPARE(first.json.value(u"total_count"_s).toInt(), 16);
        QCOMPARE(first.json.value(u"total_pages"_s).toInt(), 3);
        QCOMPARE(first.data().size(), 7);
        const Answer last = h.get(kShop + u"/deploy-requests?per_page=7&page=3"_s);
        QVERIFY(last.json.value(u"next_page"_s).isNull());
        QVERIFY(last.json.value(u"next_page_url"_s).isNull());
        QCOMPARE(last.json.value(u"prev_page"_s).toInt(), 2);
        QCOMPARE(last.data().size(), 2);
        QCOMPARE(h.get(kShop + u"/deploy-requests?page=99"_s).data().size(), 0);
        QCOMPARE(h.get(kShop + u"/deploy-requests?per_page=500"_s).json.value(u"per_page"_s).toInt(), 100);
        QCOMPARE(h.get(kShop + u"/deploy-requests"_s).json.value(u"per_page"_s).toInt(), 25);
    }

    // total_count is on some lists only, and clients must not expect it on the others.
    void totals()
    {
        Harness h;
        for (const QString &path :
             {u"/v1/organizations/acme/databases"_s, kShop + u"/branches"_s, kShop + u"/deploy-requests"_s,
              kShop + u"/branches/main/backups"_s, u"/v1/organizations/acme/members"_s})
            QVERIFY2(h.get(path).json.contains(u"total_count"_s), qPrintable(path));
        for (const QString &path :
             {u"/v1/organizations"_s, u"/v1/regions"_s, u"/v1/organizations/acme/regions"_s, kShop + u"/regions"_s,
              kShop + u"/deploy-queue"_s, kShop + u"/deploy-requests/42/operations"_s,
              kShop + u"/deploy-requests/42/reviews"_s, kShop + u"/branches/main/schema/lint"_s,
              kShop + u"/backup-policies"_s})
            QVERIFY2(!h.get(path).json.contains(u"total_count"_s), qPrintable(path));
    }

    void auditLogHasACursor()
    {
        Harness h;
        const QString path = u"/v1/organizations/acme/audit-log"_s;
        const Answer first = h.get(path + u"?limit=5"_s);
        QCOMPARE(first.data().size(), 5);
        QCOMPARE(first.json.value(u"has_next"_s).toBool(), true);
        QCOMPARE(first.json.value(u"has_prev"_s).toBool(), false);
        const Answer second =
            h.get(path + u"?limit=5&starting_after="_s + first.json.value(u"cursor_end"_s).toString());
        QCOMPARE(second.data().size(), 5);
        QVERIFY(second.data().first() != first.data().last());
        QCOMPARE(second.json.value(u"has_prev"_s).toBool(), true);
        QVERIFY(!first.json.contains(u"current_page"_s));
    }

    void rateLimit()
    {
        Harness h(u"demo"_s, 3);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(h.get(u"/v1/user"_s).status, 200);
        QCOMPARE(h.get(u"/v1/user"_s).status, 429);
        QCOMPARE(h.call("GET", kShop, {}, kDemoToken).status, 200); // counted per credential
        h.call("POST", u"/_simulator/rate-limit"_s, {{u"limit"_s, 0}}, {});
        QCOMPARE(h.get(u"/v1/user"_s).status, 200);
    }

    void databaseSettings()
    {
        Harness h;
        const Answer changed =
            h.call("PATCH", kShop, {{u"require_approval_for_deploy"_s, false}, {u"insights_raw_queries"_s, true}});
        QCOMPARE(changed.status, 200);
        QCOMPARE(changed.json.value(u"require_approval_for_deploy"_s).toBool(), false);
        QCOMPARE(changed.json.value(u"insights_raw_queries"_s).toBool(), true);
        QCOMPARE(h.call("PATCH", kShop, {{u"new_name"_s, u"billing"_s}}).status, 422);
        QCOMPARE(h.call("PATCH", kShop, {{u"default_branch"_s, u"add-loyalty"_s}}).message(),
                 u"Default branch must be an existing production branch"_s);
        QCOMPARE(names(h.get(u"/v1/organizations/acme/databases?q=EN"_s)),
                 QStringList({u"identity"_s, u"inventory"_s, u"events"_s}));
    }

    void branchLife()
    {
        Harness h;
        const QString list = kShop + u"/branches"_s;
        QCOMPARE(h.call("POST", list, {}).status, 422);
        QCOMPARE(h.call("POST", list, {{u"name"_s, u"main"_s}}).message(), u"Name has already been taken"_s);
        const Answer created = h.call("POST", list, {{u"name"_s, u"try-out"_s}, {u"parent_branch"_s, u"main"_s}});
        QCOMPARE(created.status, 201);
        QCOMPARE(created.json.value(u"state"_s).toString(), u"pending"_s);
        QCOMPARE(created.json.value(u"ready"_s).toBool(), false);
        QCOMPARE(created.json.value(u"parent_branch"_s).toString(), u"main"_s);
        QCOMPARE(h.call("POST", list + u"/try-out/promote"_s).message(), u"Branch is not ready"_s);
        h.advance(6);
        QCOMPARE(h.get(list + u"/try-out"_s).json.value(u"ready"_s).toBool(), true);
        QCOMPARE(h.get(list + u"/try-out/schema"_s).data().size(), 11);

        // A staging branch is one of development with safe migrations.
        QCOMPARE(h.call("POST", list + u"/try-out/safe-migrations"_s).json.value(u"safe_migrations"_s).toBool(), true);
        QCOMPARE(h.call("POST", list + u"/try-out/promote"_s).json.value(u"production"_s).toBool(), true);
        QCOMPARE(h.call("PUT", list + u"/try-out/safe-migrations"_s, {{u"safe_migrations"_s, true}})
                     .json.value(u"safe_migrations"_s)
                     .toBool(),
                 true);
        QCOMPARE(h.call("DELETE", list + u"/try-out/safe-migrations"_s).json.value(u"safe_migrations"_s).toBool(),
                 false);
        const QString events = u"/v1/organizations/acme/databases/events/branches"_s; // Postgres
        QCOMPARE(h.call("POST", events, {{u"name"_s, u"empty"_s}}).status, 201);
        QCOMPARE(h.get(events + u"/empty/schema"_s).data().size(), 0);
        QCOMPARE(h.call("POST", events + u"/main/demote"_s).message(),
                 u"A database needs at least one production branch"_s);
        QCOMPARE(h.call("POST", list + u"/try-out/demote"_s).json.value(u"production"_s).toBool(), false);

        QCOMPARE(h.call("DELETE", list + u"/main"_s).message(), u"The default branch cannot be deleted"_s);
        QCOMPARE(h.call("DELETE", list + u"/spike-search"_s).status, 422); // has a child
        QCOMPARE(h.call("DELETE", list + u"/spike-search?delete_descendants=true"_s).status, 204);
        QCOMPARE(h.get(list + u"/spike-search-facets"_s).status, 404);
        const Answer gone = h.call("DELETE", list + u"/try-out"_s);
        QCOMPARE(gone.status, 204);
        QCOMPARE(gone.body, QByteArray());
        QCOMPARE(names(h.get(list + u"?production=true"_s)), QStringList({u"main"_s, u"staging"_s}));
    }

    void clusterSizes()
    {
        Harness h;
        const QString sizes = u"/v1/organizations/acme/cluster-size-skus"_s;
        const auto sizeNamed = [&h](const QString &target, const QString &name) {
            const QJsonArray all = QJsonDocument::fromJson(h.get(target).body).array(); // a bare array
            for (const QJsonValue &each : all) {
                if (each.toObject().value(u"name"_s) == name)
                    return each.toObject();
            }
            return QJsonObject();
        };
        QCOMPARE(sizeNamed(sizes, u"PS_80"_s).value(u"display_name"_s).toString(), u"PS-80"_s);
        QVERIFY(!sizeNamed(sizes, u"PS_80"_s).contains(u"rate"_s)); // only on wish
        QVERIFY(sizeNamed(sizes + u"?rates=true"_s, u"PS_80"_s).value(u"rate"_s).toDouble() > 0);
        // The official clients read whole prices and refuse the answer otherwise.
        const QJsonObject european = sizeNamed(sizes + u"?rates=true&region=eu-central"_s, u"PS_80"_s);
        for (const QString &price : {u"rate"_s, u"replica_rate"_s, u"default_vtgate_rate"_s})
            QCOMPARE(european.value(price).toDouble(), std::floor(european.value(price).toDouble()));
        QVERIFY(!sizeNamed(sizes + u"?engine=postgresql"_s, u"PS_80_AWS_X86"_s).isEmpty());
        QCOMPARE(h.get(sizes + u"?engine=oracle"_s).status, 422);
        QCOMPARE(
            h.call("POST", kShop + u"/branches"_s, {{u"name"_s, u"big"_s}, {u"cluster_size"_s, u"huge"_s}}).message(),
            u"Cluster size huge is not available"_s);
    }

    void schemaAndDiff()
    {
        Harness h;
        const Answer lookup = h.get(kShop + u"/branches/main/schema?keyspace=lookup"_s);
        QCOMPARE(names(lookup), QStringList({u"products"_s, u"categories"_s, u"tax_rates"_s}));
        const QJsonObject products = lookup.data().first().toObject();
        QVERIFY(products.value(u"raw"_s).toString().startsWith(
            u"CREATE TABLE `products` (\n  `id` bigint unsigned NOT NULL AUTO_INCREMENT,\n"_s));
        QVERIFY(products.value(u"html"_s).toString().contains(u"<script>"_s)); // clients must not render it
        const Answer diff = h.get(kShop + u"/branches/spike-search/diff"_s);
        QCOMPARE(names(diff), QStringList{u"search_terms"_s});
        const Answer lint = h.get(kShop + u"/branches/spike-search/schema/lint"_s);
        QCOMPARE(lint.data().size(), 1);
        QCOMPARE(lint.data().first().toObject().value(u"lint_error"_s).toString(), u"NO_UNIQUE_KEY"_s);
    }

    void backupLife()
    {
        Harness h;
        const QString list = kShop + u"/branches/staging/backups"_s;
        QCOMPARE(h.call("POST", list, {{u"retention_unit"_s, u"decade"_s}}).code(), u"invalid_params"_s);
        QCOMPARE(h.call("POST", list, {{u"emergency"_s, true}}).message(),
                 u"Emergency backups are only supported for PostgreSQL databases"_s);
        const Answer created =
            h.call("POST", list, {{u"name"_s, u"mine"_s}, {u"retention_unit"_s, u"week"_s}, {u"retention_value"_s, 2}});
        QCOMPARE(created.status, 201);
        QCOMPARE(created.json.value(u"state"_s).toString(), u"pending"_s);
        const QString one = list + u'/' + created.json.value(u"id"_s).toString();
        QCOMPARE(h.call("PATCH", one, {{u"protected"_s, true}}).message(),
                 u"Only successful backups can be protected"_s);
        h.advance(4);
        QCOMPARE(h.get(one).json.value(u"state"_s).toString(), u"running"_s);
        QCOMPARE(h.call("DELETE", one).message(), u"Backup is running and cannot be deleted"_s);
        h.advance(30);
        const Answer done = h.get(one);
        QCOMPARE(done.json.value(u"state"_s).toString(), u"success"_s);
        QVERIFY(done.json.value(u"size"_s).toDouble() > 0);
        QCOMPARE(h.call("PATCH", one, {{u"protected"_s, true}}).json.value(u"protected"_s).toBool(), true);
        QCOMPARE(h.call("DELETE", one).message(), u"Backup is protected from deletion"_s);

        const QJsonObject restore{{u"name"_s, u"restored"_s},
                                  {u"parent_branch"_s, QString()}, // as pscale sends it
                                  {u"backup_id"_s, created.json.value(u"id"_s).toString()},
                                  {u"cluster_size"_s, u"PS_10"_s}};
        const Answer branch = h.call("POST", kShop + u"/branches"_s, restore);
        QCOMPARE(branch.status, 201);
        QCOMPARE(branch.json.value(u"restored_from_branch"_s).toObject().value(u"name"_s).toString(), u"staging"_s);
        QCOMPARE(h.get(one).json.value(u"restored_branches"_s).toArray().first().toObject().value(u"name"_s).toString(),
                 u"restored"_s);

        QCOMPARE(h.call("PATCH", one, {{u"protected"_s, false}}).status, 200);
        QCOMPARE(h.call("DELETE", one).status, 204);
        QCOMPARE(h.get(one).status, 404);
        QCOMPARE(names(h.get(list + u"?all=true"_s)), QStringList{u"mine"_s});
        QCOMPARE(names(h.get(list)), QStringList());
    }

    // The enlarged volumes of the demo as the requests that enlarged them.
    void resizesOfAKeyspace()
    {
        Harness h;
        const QString list = kShop + u"/branches/main/keyspaces/commerce/resizes"_s;
        QCOMPARE(h.get(list).status, 403); // no OAuth scope exists
        const Answer resizes = h.call("GET", list, {}, kDemoToken);
        QCOMPARE(resizes.status, 200);
        QCOMPARE(resizes.data().size(), 1);
        const QJsonObject resize = resizes.data().first().toObject();
        QCOMPARE(resize.value(u"state"_s).toString(), u"completed"_s);
        const Instant completed = h.server.world().now() - 52 * kHour;
        QCOMPARE(resize.value(u"completed_at"_s).toString(), isoTime(completed));
        QCOMPARE(resize.value(u"started_at"_s).toString(), isoTime(completed - 20 * kMinute));
        QCOMPARE(resize.value(u"cluster_display_name"_s).toString(), u"PS-80"_s);
        QCOMPARE(resize.value(u"previous_cluster_name"_s).toString(), u"PS_40_AWS_X86"_s);
        QCOMPARE(resize.value(u"actor"_s).toObject().value(u"display_name"_s).toString(), u"Sam Keller"_s);
        QCOMPARE(h.call("GET", list, {}, kDemoToken).body, resizes.body);

        const auto within = [&](Instant from, Instant to) {
            return h.call("GET", u"%1?completed_at=%2..%3"_s.arg(list, isoTime(from), isoTime(to)), {}, kDemoToken)
                .data()
                .size();
        };
        QCOMPARE(within(completed - kHour, completed + kHour), 1);
        QCOMPARE(within(completed, completed), 1);
        QCOMPARE(within(completed + kSecond, completed + kHour), 0);
        QCOMPARE(within(completed - kHour, completed - kSecond), 0);
        const QString keyspaces = kShop + u"/branches/main/keyspaces"_s;
        QCOMPARE(h.call("GET", keyspaces + u"/lookup/resizes"_s, {}, kDemoToken).data().size(), 0);
        QCOMPARE(h.call("GET", keyspaces + u"/nothing/resizes"_s, {}, kDemoToken).status, 404);
        QCOMPARE(h.call("GET", kShop + u"/branches/staging/keyspaces/commerce/resizes"_s, {}, kDemoToken).data().size(),
                 0);
    }

    void changesOfAPostgresBranch()
    {
        Harness h;
        constexpr qint64 gib = 1024LL * 1024 * 1024;
        const auto bytes = [](const QJsonObject &object, const QString &name) {
            return object.value(name).toInteger() / gib;
        };
        const QString events = u"/v1/organizations/acme/databases/events/branches/main"_s;
        const Answer enlarged = h.get(events + u"/changes"_s);
        QCOMPARE(enlarged.data().size(), 1);
        const QJsonObject change = enlarged.data().first().toObject();
        QCOMPARE(change.value(u"state"_s).toString(), u"completed"_s);
        QCOMPARE(change.value(u"completed_at"_s).toString(), isoTime(h.server.world().now() - 30 * kHour));
        QCOMPARE(bytes(change, u"previous_minimum_storage_bytes"_s), 285);
        QCOMPARE(bytes(change, u"minimum_storage_bytes"_s), 300);
        QCOMPARE(change.value(u"cluster_name"_s), change.value(u"previous_cluster_name"_s));
        // What the branch itself tells is what the change ended with.
        const QJsonObject branch = h.get(events).json;
        for (const QString &name : {u"cluster_name"_s, u"replicas"_s, u"minimum_storage_bytes"_s,
                                    u"maximum_storage_bytes"_s, u"storage_autoscaling"_s, u"storage_shrinking"_s,
                                    u"storage_type"_s, u"storage_iops"_s, u"storage_throughput_mibs"_s})
            QCOMPARE(branch.value(name), change.value(name));

        const Answer waiting = h.get(u"/v1/organizations/northwind/databases/crm/branches/main/changes"_s);
        QCOMPARE(waiting.data().size(), 1);
        const QJsonObject queued = waiting.data().first().toObject();
        QCOMPARE(queued.value(u"state"_s).toString(), u"queued"_s);
        QCOMPARE(queued.value(u"created_at"_s).toString(), isoTime(h.server.world().now() - 25 * kMinute));
        QVERIFY(queued.value(u"started_at"_s).isNull());
        QVERIFY(queued.value(u"completed_at"_s).isNull());
        QCOMPARE(bytes(queued, u"previous_maximum_storage_bytes"_s), 120);
        QCOMPARE(bytes(queued, u"maximum_storage_bytes"_s), 180);

        QCOMPARE(h.get(u"/v1/organizations/acme/databases/ledger/branches/main/changes"_s).data().size(), 0);
        QCOMPARE(h.get(kShop + u"/branches/main/changes"_s).data().size(), 0); // Vitess
        QCOMPARE(h.call("GET", events + u"/changes"_s, {}, u"Bearer "_s + h.issue({u"read_user"_s})).status, 403);
        QCOMPARE(h.call("GET", events + u"/changes"_s, {}, kReadToken).status, 200);
    }

    void storageMetrics()
    {
        Harness h;
        const Answer series = h.get(
            kShop
            + u"/branches/main/metrics/tablets?metrics=shard_storage_usage,shard_storage_available&period=7d&steps=24&shard=c0-"_s);
        QCOMPARE(series.json.value(u"type"_s).toString(), u"MetricSeries"_s);
        const QJsonArray all = series.json.value(u"series"_s).toArray();
        QCOMPARE(all.size(), 2);
        const QJsonObject usage = all.first().toObject();
        QCOMPARE(usage.value(u"labels"_s).toObject(),
                 (QJsonObject{{u"keyspace"_s, u"commerce"_s}, {u"shard"_s, u"c0-"_s}}));
        const QJsonArray points = usage.value(u"points"_s).toArray();
        QCOMPARE(points.size(), 24);
        QCOMPARE(points.last().toArray().last().toDouble(), 86.2);
        for (const QJsonValue &point : points)
            QVERIFY(point.toArray().last().toDouble() < 97);
        // Rails spelling of the same list.
        QCOMPARE(
            h.get(
                 kShop
                 + u"/branches/main/metrics/tablets?metrics[]=shard_storage_usage&metrics[]=shard_storage_available&shard=c0-"_s)
                .json.value(u"series"_s)
                .toArray()
                .size(),
            2);

        const QString postgres = u"/v1/organizations/acme/databases/events/branches/main/metrics"_s;
        const Answer instant = h.get(
            postgres
            + u"/instant?metrics=planetscale_volume_usage_percentage,planetscale_volume_capacity_bytes&role=primary"_s);
        QCOMPARE(instant.json.value(u"type"_s).toString(), u"InstantMetrics"_s);
        const QJsonArray values =
            instant.json.value(u"metrics"_s).toArray().first().toObject().value(u"values"_s).toArray();
        QCOMPARE(values,
                 (QJsonArray{QJsonObject{{u"pod"_s, u"postgres-0"_s}, {u"role"_s, u"primary"_s}, {u"value"_s, 91.4}}}));
        QCOMPARE(h.get(postgres + u"?metrics=planetscale_volume_usage_percentages&period=1h&steps=6"_s)
                     .json.value(u"series"_s)
                     .toArray()
                     .size(),
                 3);
        QCOMPARE(h.get(postgres + u"?metrics=nonsense"_s).status, 422);
        QCOMPARE(h.get(postgres + u"?metrics=connections&period=9y"_s).status, 422);
        QVERIFY(h.get(kShop + u"/branches/main/metrics/keyspace-tables"_s)
                    .json.value(u"commerce"_s)
                    .toObject()
                    .value(u"orders"_s)
                    .toDouble()
                > 0);
        QVERIFY(h.get(kShop + u"/branches/main/metrics/tables"_s).json.value(u"orders"_s).toDouble() > 0);
    }

    void prometheus()
    {
        Harness h;
        const Answer groups = h.call("GET", u"/v1/organizations/acme/metrics"_s, {}, kDemoToken);
        QCOMPARE(groups.status, 200);
        const QJsonObject labels =
            QJsonDocument::fromJson(groups.body).array().first().toObject().value(u"labels"_s).toObject();
        QCOMPARE(labels.value(u"planetscale_database_name"_s).toString(), u"shop"_s);
        const QString target = u"%1?sig=%2&exp=%3"_s.arg(labels.value(u"__metrics_path__"_s).toString(),
                                                         labels.value(u"__param_sig"_s).toString(),
                                                         labels.value(u"__param_exp"_s).toString());
        QCOMPARE(h.call("GET", target, {}, h.token).status, 401); // signed addresses go without a credential
        const Answer scraped = h.call("GET", target, {}, {});
        QCOMPARE(scraped.status, 200);
        QVERIFY(scraped.body.contains("planetscale_vttablet_volume_capacity_bytes{planetscale_cell=\"use1az1\""));
        QVERIFY(scraped.body.contains("planetscale_shard=\"c0-\",planetscale_tablet_type=\"primary\"} 171798691840\n"));
        h.advance(16 * 60);
        QCOMPARE(h.call("GET", target, {}, {}).status, 401);
    }

    /// The text of a branch's metrics, through discovery.
    static QByteArray scrape(Harness &h, const QString &database, Answer *answer = nullptr)
    {
        const Answer groups = h.call("GET", u"/v1/organizations/acme/metrics"_s, {}, u"token "_s + kDemoToken);
        const QJsonArray all = QJsonDocument::fromJson(groups.body).array();
        for (const auto &group : all) {
            const QJsonObject labels = group.toObject().value(u"labels"_s).toObject();
            if (labels.value(u"planetscale_database_name"_s).toString() != database)
                continue;
            const Answer scraped = h.call("GET",
                                          u"%1?sig=%2&exp=%3"_s.arg(labels.value(u"__metrics_path__"_s).toString(),
                                                                    labels.value(u"__param_sig"_s).toString(),
                                                                    labels.value(u"__param_exp"_s).toString()),
                                          {}, {});
            if (answer)
                *answer = scraped;
            return scraped.body;
        }
        return {};
    }

    void prometheusReplicasAndTables()
    {
        Harness h;
        const QByteArray vitess = scrape(h, u"shop"_s);
        QCOMPARE(vitess.count("planetscale_pod=\"vttablet-commerce-c0--0\",planetscale_shard=\"c0-\","
                              "planetscale_tablet_type=\"primary\"}"),
                 3); // available, capacity, and what is no storage
        QCOMPARE(vitess.count("planetscale_pod=\"vttablet-commerce-c0--2\",planetscale_shard=\"c0-\","
                              "planetscale_tablet_type=\"replica\"}"),
                 3);
        // Tables add up to what the table operation says.
        const QJsonObject tables =
            h.get(u"/v1/organizations/acme/databases/shop/branches/main/metrics/keyspace-tables"_s).json;
        const QJsonObject first = tables.value(u"commerce"_s).toObject();
        QVERIFY(!first.isEmpty());
        const QByteArray table = first.constBegin().key().toUtf8();
        qint64 sum = 0;
        int shards = 0;
        for (const QByteArray &line : vitess.split('\n')) {
            if (!line.startsWith("planetscale_vttablet_table_storage_bytes{")
                || !line.contains("planetscale_keyspace=\"commerce\"")
                || !line.contains("planetscale_table=\"" + table + '"'))
                continue;
            ++shards;
            sum += line.mid(line.lastIndexOf(' ') + 1).toLongLong();
        }
        QVERIFY(shards > 1);
        const qint64 told = first.constBegin().value().toInteger();
        QVERIFY2(qAbs(sum - told) < shards, qPrintable(u"%1 and %2"_s.arg(sum).arg(told)));
    }

    void prometheusPostgresPods()
    {
        Harness h;
        const QByteArray text = scrape(h, u"ledger"_s);
        QVERIFY2(!text.isEmpty(), "no such database");
        QCOMPARE(text.count("planetscale_volume_capacity_bytes{"), 3);
        QVERIFY(text.contains("planetscale_pod=\"postgres-2\",planetscale_role=\"replica\"}"));
        QVERIFY(!text.contains("vttablet"));
    }

    void prometheusFaults()
    {
        Harness h;
        const auto rule = [&h](const QJsonObject &fault) {
            QJsonObject json = fault;
            json.insert(u"path"_s, u"^/metrics/branch/"_s);
            QString error;
            QVERIFY2(h.server.faults().setRules({json}, &error), qPrintable(error));
        };
        Answer answer;
        rule({{u"action"_s, u"status"_s}, {u"status"_s, 503}, {u"message"_s, u"Metrics service unavailable"_s}});
        scrape(h, u"shop"_s, &answer);
        QCOMPARE(answer.status, 503);
        QCOMPARE(answer.message(), u"Metrics service unavailable"_s);
        rule({{u"action"_s, u"html"_s}});
        QVERIFY(scrape(h, u"shop"_s).startsWith("<!doctype html>"));
        rule({{u"action"_s, u"truncate"_s}});
        scrape(h, u"shop"_s, &answer);
        QVERIFY(answer.response.transport.contains("truncate="));
    }

    void prometheusOfALargeBranch()
    {
        Harness h(u"huge"_s);
        const QByteArray text = scrape(h, u"monolith"_s);
        const qsizetype samples = text.count('\n') - text.count("\n#") - 1;
        QVERIFY2(samples >= 50'000, qPrintable(QString::number(samples)));
    }

    void recordHidesSecrets()
    {
        Harness h;
        h.send("POST", u"/oauth/token"_s,
               "grant_type=refresh_token&refresh_token=pscale_oauth_refresh_x&client_id=c&client_secret=topsecret",
               "application/x-www-form-urlencoded", {});
        h.call("POST", kShop + u"/deploy-requests/42/reviews?code=hidden&page=2"_s,
               {{u"state"_s, u"commented"_s}, {u"body"_s, u"hi"_s}, {u"token"_s, u"topsecret"_s}});
        const QJsonArray lines = h.call("GET", u"/_simulator/record"_s, {}, {}).json.value(u"requests"_s).toArray();
        QCOMPARE(lines.size(), 2);
        const QJsonObject first = lines.at(0).toObject();
        QCOMPARE(first.value(u"path"_s).toString(), u"/oauth/token"_s);
        QCOMPARE(first.value(u"status"_s).toInt(), 401);
        QCOMPARE(first.value(u"body"_s).toObject(),
                 (QJsonObject{{u"grant_type"_s, u"refresh_token"_s},
                              {u"refresh_token"_s, u"[redacted]"_s},
                              {u"client_id"_s, u"c"_s},
                              {u"client_secret"_s, u"[redacted]"_s}}));
        const QJsonObject second = lines.at(1).toObject();
        QCOMPARE(second.value(u"method"_s).toString(), u"POST"_s);
        QCOMPARE(second.value(u"query"_s).toObject(), (QJsonObject{{u"code"_s, u"[redacted]"_s}, {u"page"_s, u"2"_s}}));
        QCOMPARE(second.value(u"headers"_s).toObject().value(u"authorization"_s).toString(), u"[redacted]"_s);
        QCOMPARE(second.value(u"body"_s).toObject(),
                 (QJsonObject{{u"state"_s, u"commented"_s}, {u"body"_s, u"hi"_s}, {u"token"_s, u"[redacted]"_s}}));
        const QByteArray text = QJsonDocument(lines).toJson();
        QVERIFY(!text.contains("topsecret"));
        QVERIFY(!text.contains("pscale_oauth_"));
    }

    void badBodies()
    {
        Harness h;
        const Answer answer = h.send("PATCH", kShop, "{broken", "application/json", h.token);
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.code(), u"bad_request"_s);
    }
};

ORRERY_SUITE(TestApi)
#include "tst_api.moc"
