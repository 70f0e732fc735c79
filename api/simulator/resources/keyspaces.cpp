// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/resources/json.h"

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

QJsonObject keyspaceJson(const Context &context, const Keyspace &keyspace)
{
    return {{u"id"_s, keyspace.id},
            {u"type"_s, u"Keyspace"_s},
            {u"name"_s, keyspace.name},
            {u"shards"_s, keyspace.shards.size()},
            {u"sharded"_s, keyspace.shards.size() > 1},
            {u"replicas"_s, keyspace.replicas * keyspace.shards.size()},
            {u"extra_replicas"_s, 0},
            {u"created_at"_s, timeOrNull(keyspace.createdAt)},
            {u"updated_at"_s, timeOrNull(keyspace.createdAt)},
            {u"cluster_name"_s, keyspace.clusterName},
            {u"cluster_display_name"_s, keyspace.clusterName.section(u'_', 0, 1).replace(u'_', u'-')},
            {u"resizing"_s, false},
            {u"resize_in_progress"_s, false},
            {u"resize_pending"_s, false},
            {u"config_change_in_progress"_s, false},
            {u"ready"_s, true},
            {u"metal"_s, context.branch->metal},
            {u"default"_s, &keyspace == &context.branch->keyspaces.constFirst()},
            {u"imported"_s, false},
            {u"vector_pool_allocation"_s, QJsonValue::Null},
            {u"node_ttl_strategy"_s, u"node_ttl_follow_maintenance"_s},
            {u"replication_durability_constraints"_s, QJsonObject()},
            {u"vreplication_flags"_s,
             QJsonObject{{u"optimize_inserts"_s, true},
                         {u"allow_no_blob_binlog_row_image"_s, true},
                         {u"vplayer_batching"_s, false}}},
            {u"mysqld_options"_s, QJsonObject()},
            {u"vttablet_options"_s, QJsonObject()}};
}

} // namespace

void addKeyspaceRoutes(Router &router)
{
    const QString list = u"/organizations/{organization}/databases/{database}/branches/{branch}/keyspaces"_s;
    const Access read = Access::listed({}, u"read_branch"_s); // no OAuth scope exists for keyspaces
    router.add("GET", list, read, [](Context &context) {
        QList<QJsonObject> items;
        if (context.branch->kind == u"mysql") {
            for (const Keyspace &keyspace : std::as_const(context.branch->keyspaces))
                items.append(keyspaceJson(context, keyspace));
        }
        return listResponse(context.request, context.base, items, false);
    });
    router.add("GET", list + u"/{keyspace}"_s, read, [](Context &context) {
        for (const Keyspace &keyspace : std::as_const(context.branch->keyspaces)) {
            if (keyspace.name == context.path.value(u"keyspace"_s))
                return HttpResponse::json(keyspaceJson(context, keyspace));
        }
        return HttpResponse::notFound();
    });
}

} // namespace orrery::simulator
