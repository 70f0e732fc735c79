// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/resources/json.h"

#include <algorithm>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

QStringList keyspaceNames(const Database &database, const QString &branchName)
{
    QStringList names;
    if (const Branch *branch = database.branch(branchName)) {
        for (const Keyspace &keyspace : branch->keyspaces)
            names += keyspace.name;
    }
    return names;
}

HttpResponse throttlerResponse(const QStringList &keyspaces, const QJsonObject &configurable,
                               const QMap<QString, double> &ratios)
{
    QJsonArray configurations;
    for (const QString &keyspace : keyspaces)
        configurations.append(QJsonObject{{u"keyspace_name"_s, keyspace}, {u"ratio"_s, ratios.value(keyspace, 0)}});
    return HttpResponse::json({{u"type"_s, u"ThrottlerConfigurations"_s},
                               {u"keyspaces"_s, toArray(keyspaces)},
                               {u"configurable"_s, configurable},
                               {u"configurations"_s, configurations}});
}

/// Reads {"ratio":N} or {"configurations":[{"keyspace_name","ratio"}]}; the refusal, or empty.
QString readRatios(const QJsonObject &body, const QStringList &keyspaces, QMap<QString, double> *ratios)
{
    const auto outOfRange = [](const QJsonValue &value) {
        return !value.isDouble() || value.toDouble() < 0 || value.toDouble() > 95;
    };
    if (body.contains(u"configurations"_s)) {
        const QJsonArray configurations = body.value(u"configurations"_s).toArray();
        for (const auto &value : configurations) {
            const QJsonObject row = value.toObject();
            const QString keyspace = row.value(u"keyspace_name"_s).toString();
            if (!keyspaces.contains(keyspace))
                return u"Keyspace %1 is not eligible for throttling"_s.arg(keyspace);
            if (outOfRange(row.value(u"ratio"_s)))
                return u"Ratio must be between 0 and 95"_s;
            ratios->insert(keyspace, row.value(u"ratio"_s).toDouble());
        }
        return {};
    }
    if (outOfRange(body.value(u"ratio"_s)))
        return u"Ratio must be between 0 and 95"_s;
    for (const QString &keyspace : keyspaces)
        ratios->insert(keyspace, body.value(u"ratio"_s).toDouble());
    return {};
}

HttpResponse databaseThrottler(Context &context, bool change)
{
    Database &database = *context.database;
    const QStringList keyspaces = keyspaceNames(database, database.defaultBranch);
    if (change) {
        const QString refusal = readRatios(context.body, keyspaces, &database.throttler);
        if (!refusal.isEmpty())
            return HttpResponse::unprocessable(refusal);
    }
    return throttlerResponse(
        keyspaces, referenceJson(u"Database"_s, database.id, database.name, database.createdAt, database.updatedAt),
        database.throttler);
}

HttpResponse requestThrottler(Context &context, bool change)
{
    DeployRequest &request = *context.deployRequest;
    const QStringList keyspaces = keyspaceNames(*context.database, request.intoBranch);
    if (change) {
        QMap<QString, double> ratios = request.throttler.isEmpty() ? context.database->throttler : request.throttler;
        const QString refusal = readRatios(context.body, keyspaces, &ratios);
        if (!refusal.isEmpty())
            return HttpResponse::unprocessable(refusal);
        request.throttler = ratios;
        double ratio = 0;
        for (const double keyspaceRatio : std::as_const(ratios))
            ratio = std::max(ratio, keyspaceRatio);
        setThrottle(request.deployment, ratio, context.now());
        context.world.watch(*context.database, request);
    }
    return throttlerResponse(keyspaces,
                             referenceJson(u"DeployRequest"_s, request.id, u"#%1"_s.arg(request.number),
                                           request.createdAt, request.updatedAt),
                             request.throttler.isEmpty() ? context.database->throttler : request.throttler);
}

} // namespace

void addThrottlerRoutes(Router &router)
{
    const QString database = u"/organizations/{organization}/databases/{database}"_s;
    const QString request = database + u"/deploy-requests/{number}/throttler"_s;
    router.add("GET", database + u"/throttler"_s,
               Access::listed(u"read_databases read_database"_s, u"read_deploy_request create_deploy_request"_s),
               [](Context &context) { return databaseThrottler(context, false); });
    router.add("PATCH", database + u"/throttler"_s, Access::listed(u"deploy_deploy_requests"_s, u"write_database"_s),
               [](Context &context) { return databaseThrottler(context, true); });
    router.add("GET", request, Access::listed(u"read_deploy_requests"_s, u"read_deploy_request"_s),
               [](Context &context) { return requestThrottler(context, false); });
    router.add("PATCH", request, Access::listed(u"deploy_deploy_requests"_s, u"create_deploy_request"_s),
               [](Context &context) { return requestThrottler(context, true); });
}

} // namespace orrery::simulator
