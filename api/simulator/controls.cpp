// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/json_parts.h"
#include "api/simulator/server.h"

#include <QJsonDocument>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

QStringList texts(const QJsonValue &value)
{
    QStringList list;
    const QJsonArray elements = value.toArray();
    for (const auto &element : elements)
        list += element.toString();
    return list;
}

HttpResponse forceDeployRequest(World &world, Database &database, const QJsonObject &body)
{
    DeployRequest *request = database.deployRequest(body.value(u"number"_s).toInt());
    if (!request)
        return HttpResponse::notFound();
    Deployment &deployment = request->deployment;
    if (body.contains(u"deployment_state"_s)) {
        const auto state = deployStateFromName(body.value(u"deployment_state"_s).toString());
        if (!state)
            return HttpResponse::error(400, u"bad_request"_s, u"unknown deployment_state"_s);
        deployment.state = *state;
        deployment.since = deployment.updatedAt = world.now();
        if (inQueue(deployment) && deployment.queuedAt == 0)
            deployment.queuedAt = world.now();
        if (*state == DeployState::InProgress)
            deployment.startedAt = deployment.workAt = world.now();
        if (*state == DeployState::PendingCutover)
            deployment.readyToCutoverAt = world.now();
        request->open = body.value(u"open"_s).toBool(true);
    }
    if (body.contains(u"held"_s))
        deployment.held = body.value(u"held"_s).toBool();
    if (body.contains(u"approved"_s))
        request->approved = body.value(u"approved"_s).toBool();
    if (body.contains(u"fails_with"_s))
        deployment.failsWith = body.value(u"fails_with"_s).toString();
    if (body.contains(u"revert_fails_with"_s))
        deployment.revertFailsWith = body.value(u"revert_fails_with"_s).toString();
    if (body.contains(u"locked_table"_s))
        deployment.lockedTable = body.value(u"locked_table"_s).toString();
    if (body.contains(u"copy_seconds"_s)) {
        for (TableOperation &operation : deployment.operations) {
            for (ShardCopy &copy : operation.shards)
                copy.seconds = body.value(u"copy_seconds"_s).toDouble();
        }
    }
    request->cachedJson.clear();
    world.watch(database, *request);
    return HttpResponse::json(
        {{u"number"_s, request->number}, {u"deployment_state"_s, deployStateName(deployment.state)}});
}

HttpResponse forceState(World &world, const QJsonObject &body)
{
    Organization *organization = world.organization(body.value(u"organization"_s).toString(u"acme"_s));
    if (organization && body.contains(u"role"_s)) { // of who is signed in
        for (Membership &membership : organization->members) {
            if (membership.user == world.signedIn)
                membership.role = body.value(u"role"_s).toString();
        }
        return HttpResponse::json({{u"ok"_s, true}});
    }
    Database *database = organization ? organization->database(body.value(u"database"_s).toString()) : nullptr;
    if (!database)
        return HttpResponse::notFound();
    if (body.contains(u"require_approval"_s))
        database->requireApproval = body.value(u"require_approval"_s).toBool();
    if (body.contains(u"branch"_s)) {
        Branch *branch = database->branch(body.value(u"branch"_s).toString());
        if (!branch)
            return HttpResponse::notFound();
        if (body.contains(u"storage_percent"_s)) {
            for (Keyspace &keyspace : branch->keyspaces) {
                for (StorageCurve &curve : keyspace.storage) {
                    curve.anchor = world.now();
                    curve.percentNow = body.value(u"storage_percent"_s).toDouble();
                }
            }
        }
    }
    if (body.contains(u"number"_s))
        return forceDeployRequest(world, *database, body);
    return HttpResponse::json({{u"ok"_s, true}});
}

} // namespace

HttpResponse answerControls(Server &server, const HttpRequest &request, const QString &command)
{
    const QJsonDocument document = QJsonDocument::fromJson(request.body);
    const QJsonObject body = document.object();
    World &world = server.world();
    if (command == u"record") {
        QJsonArray lines;
        for (const QJsonObject &line : server.recorded())
            lines.append(line);
        return HttpResponse::json({{u"requests"_s, lines}});
    }
    if (command == u"time")
        return HttpResponse::json({{u"now"_s, isoTime(world.now())}, {u"time_scale"_s, world.clock().timeScale()}});
    if (command == u"routes")
        return HttpResponse::json({{u"routes"_s, server.routeList()}});
    if (request.method != "POST")
        return HttpResponse::notFound();
    if (command == u"advance") {
        world.clock().advance(static_cast<Instant>(body.value(u"seconds"_s).toDouble() * 1000));
        world.settle();
        return HttpResponse::json({{u"now"_s, isoTime(world.now())}});
    }
    if (command == u"expire-tokens") {
        server.credentials().expireAccessTokens();
        return HttpResponse::json({{u"ok"_s, true}});
    }
    if (command == u"revoke-tokens") {
        server.credentials().revokeAll();
        return HttpResponse::json({{u"ok"_s, true}});
    }
    if (command == u"issue-token") {
        const QStringList scopes = texts(body.value(u"scopes"_s));
        const OAuthToken &token = server.credentials().issue(
            u"pscale_app_demo"_s, scopes.isEmpty() ? allScopes() : scopes, texts(body.value(u"organizations"_s)),
            world.signedIn ? world.signedIn->id : QString());
        return HttpResponse::json({{u"access_token"_s, token.accessToken}, {u"refresh_token"_s, token.refreshToken}});
    }
    if (command == u"faults") {
        QString error;
        if (!server.faults().setRules(document.array(), &error))
            return HttpResponse::error(400, u"bad_request"_s, error);
        return HttpResponse::json({{u"ok"_s, true}});
    }
    if (command == u"rate-limit") {
        server.setRateLimit(body.value(u"limit"_s).toInt());
        return HttpResponse::json({{u"ok"_s, true}});
    }
    if (command == u"state")
        return forceState(world, body);
    return HttpResponse::notFound();
}

} // namespace orrery::simulator
