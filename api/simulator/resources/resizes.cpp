// SPDX-License-Identifier: GPL-3.0-or-later
// What was resized: the scenario's enlarged volumes, told as the requests that enlarged them.
#include "api/simulator/resources/json.h"
#include "api/simulator/storage_model.h"

#include <algorithm>
#include <array>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr Instant kWaited = 2 * kMinute; ///< between asking and starting
constexpr Instant kTook = 20 * kMinute;

QString displayName(const QString &clusterName)
{
    return clusterName.section(u'_', 0, 1).replace(u'_', u'-');
}

/// "PS_80_AWS_X86" from "PS_160_AWS_X86"; the same name where nothing is smaller.
QString oneSizeSmaller(const QString &clusterName)
{
    static constexpr std::array sizes{5, 10, 20, 40, 80, 160, 320, 400, 700};
    const int size = clusterName.section(u'_', 1, 1).toInt();
    const auto *const found = std::find(sizes.begin(), sizes.end(), size);
    if (found == sizes.begin() || found == sizes.end())
        return clusterName;
    const QString rest = clusterName.section(u'_', 2);
    const QString smaller = u"%1_%2"_s.arg(clusterName.section(u'_', 0, 0)).arg(*std::prev(found));
    return rest.isEmpty() ? smaller : smaller + u'_' + rest;
}

/// One for each thing and purpose, and the same each time it is asked for.
QString derivedId(const QString &of, QChar purpose)
{
    return purpose + of.mid(1);
}

struct Times
{
    Instant created = 0;
    Instant started = 0;
    Instant completed = 0;

    static Times endedAt(Instant end) { return {end - kTook - kWaited, end - kTook, end}; }
};

/// What both kinds of request have in common.
QJsonObject requestJson(const Context &context, const QString &id, const Times &times)
{
    const auto &members = context.organization->members;
    return {{u"id"_s, id},
            {u"state"_s, times.completed != 0 ? u"completed"_s : u"queued"_s},
            {u"started_at"_s, timeOrNull(times.started)},
            {u"completed_at"_s, timeOrNull(times.completed)},
            {u"created_at"_s, timeOrNull(times.created)},
            {u"updated_at"_s, timeOrNull(times.completed != 0 ? times.completed : times.created)},
            {u"actor"_s, members.empty() ? QJsonValue(QJsonValue::Null) : actorJson(members.front().user->actor())}};
}

QJsonObject resizeJson(const Context &context, const Keyspace &keyspace, Instant completed)
{
    const QString before = oneSizeSmaller(keyspace.clusterName);
    const qsizetype replicas = keyspace.replicas * keyspace.shards.size();
    QJsonObject json = requestJson(context, derivedId(keyspace.id, u'r'), Times::endedAt(completed));
    json.insert(u"extra_replicas"_s, 0);
    json.insert(u"vector_pool_allocation"_s, 0);
    json.insert(u"previous_vector_pool_allocation"_s, 0);
    json.insert(u"cluster_name"_s, keyspace.clusterName);
    json.insert(u"cluster_display_name"_s, displayName(keyspace.clusterName));
    json.insert(u"previous_cluster_name"_s, before);
    json.insert(u"previous_cluster_display_name"_s, displayName(before));
    json.insert(u"replicas"_s, replicas);
    json.insert(u"previous_replicas"_s, replicas);
    return json;
}

QJsonObject changeJson(const Context &context, const QString &id, const Times &times, const StorageBounds &before,
                       const StorageBounds &after)
{
    const Branch &branch = *context.branch;
    QJsonObject json = requestJson(context, id, times);
    const auto insert = [&json](const QString &name, const QJsonValue &was, const QJsonValue &becomes) {
        json.insert(name, becomes);
        json.insert(u"previous_"_s + name, was);
    };
    const auto insertSame = [&insert](const QString &name, const QJsonValue &value) { insert(name, value, value); };
    insertSame(u"cluster_name"_s, branch.clusterName);
    insertSame(u"cluster_display_name"_s, displayName(branch.clusterName));
    insertSame(u"cluster_metal"_s, branch.metal);
    insertSame(u"replicas"_s, branch.production ? 2 : 0);
    insertSame(u"version"_s, u"17.6"_s);
    insertSame(u"parameters"_s, QJsonObject());
    insert(u"minimum_storage_bytes"_s, before.minimum, after.minimum);
    insert(u"maximum_storage_bytes"_s, before.maximum, after.maximum);
    insertSame(u"storage_autoscaling"_s, branch.production);
    insertSame(u"storage_shrinking"_s, true);
    insertSame(u"storage_type"_s, u"gp3"_s);
    insertSame(u"storage_iops"_s, 3000);
    insertSame(u"storage_throughput_mibs"_s, 125);
    return json;
}

/// Newest first.
HttpResponse listChanges(Context &context)
{
    const Branch &branch = *context.branch;
    QList<QJsonObject> items;
    if (branch.kind != u"mysql" && !branch.keyspaces.isEmpty() && !branch.keyspaces.first().storage.isEmpty()) {
        const StorageCurve &curve = branch.keyspaces.first().storage.first();
        const StorageBounds now = storageBounds(curve);
        if (branch.changeQueuedAt != 0)
            items.append(changeJson(context, derivedId(branch.id, u'q'), {branch.changeQueuedAt, 0, 0}, now,
                                    {now.minimum, now.maximum / 2 * 3}));
        if (curve.enlargedAt != 0)
            items.append(changeJson(context, derivedId(branch.id, u'c'), Times::endedAt(curve.enlargedAt),
                                    {curve.capacityBefore, now.maximum}, now));
    }
    return listResponse(context.request, context.base, items, false);
}

HttpResponse listResizes(Context &context)
{
    const QString name = context.path.value(u"keyspace"_s);
    const QList<Keyspace> &keyspaces = context.branch->keyspaces;
    const auto keyspace =
        std::find_if(keyspaces.cbegin(), keyspaces.cend(), [&name](const Keyspace &each) { return each.name == name; });
    if (context.branch->kind != u"mysql" || keyspace == keyspaces.cend())
        return HttpResponse::notFound();
    Instant enlarged = 0;
    for (const StorageCurve &curve : keyspace->storage)
        enlarged = std::max(enlarged, curve.enlargedAt);

    bool wanted = enlarged != 0;
    if (const QString range = context.request.query(u"completed_at"_s); !range.isEmpty()) {
        const Instant from = parseIsoTime(range.section(u".."_s, 0, 0));
        const Instant to = parseIsoTime(range.section(u".."_s, 1));
        wanted = wanted && enlarged >= from && enlarged <= to;
    }
    QList<QJsonObject> items;
    if (wanted)
        items.append(resizeJson(context, *keyspace, enlarged));
    return listResponse(context.request, context.base, items, false);
}

} // namespace

void addResizeRoutes(Router &router)
{
    const QString branch = u"/organizations/{organization}/databases/{database}/branches/{branch}"_s;
    router.add("GET", branch + u"/changes"_s,
               Access::listed(u"read_branches read_branch"_s,
                              u"read_branch delete_branch create_branch connect_production_branch connect_branch"_s),
               listChanges);
    // No OAuth scope exists for keyspaces.
    router.add("GET", branch + u"/keyspaces/{keyspace}/resizes"_s, Access::listed({}, u"read_branch"_s), listResizes);
}

} // namespace orrery::simulator
