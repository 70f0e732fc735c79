// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/request/known_requests.h"

#include "api/core/codec.h"
#include "models/core/kept_lists.h"
#include "models/core/local_database.h"
#include "models/core/sql_statements.h"
#include "models/deploy_requests/deployment_states.h"
#include "models/deploy_requests/request/deploy_request_lists.h"

#include <algorithm>
#include <memory>

namespace orrery::models {

namespace {

constexpr int mostKept = 200;
constexpr QLatin1String requestKind("deploy_request"); // as DeployRequestStore keeps it

QStringList tablesOf(const api::Deployment &deployment)
{
    QStringList tables;
    const auto add = [&tables](const auto &operation) {
        const QString &keyspace = operation.keyspaceName;
        tables.append(keyspace.isEmpty() ? operation.tableName : keyspace + QLatin1Char('.') + operation.tableName);
    };
    std::for_each(deployment.deployOperationSummaries.cbegin(), deployment.deployOperationSummaries.cend(), add);
    std::for_each(deployment.deployOperations.cbegin(), deployment.deployOperations.cend(), add);
    tables.sort();
    tables.removeDuplicates();
    return tables;
}

void addDeployment(KnownRequest &known, const api::Deployment &deployment)
{
    known.tables = tablesOf(deployment);
    known.finishedAt = deployment.finishedAt.isValid() ? deployment.finishedAt : deployment.cutoverAt;
    known.instant = deployment.instantDdl.value_or(false);
    // A gated one waits for a person between the copying and the cutover: that time tells nothing.
    const QDateTime end = deployment.autoCutover == false && deployment.readyToCutoverAt.isValid()
        ? deployment.readyToCutoverAt
        : deployment.cutoverAt.isValid() ? deployment.cutoverAt
                                         : deployment.finishedAt;
    if (deployment.startedAt.isValid() && end.isValid() && deployment.startedAt <= end)
        known.seconds = deployment.startedAt.secsTo(end);
}

bool changes(const KnownRequest &request, const QString &table)
{
    return std::binary_search(request.tables.cbegin(), request.tables.cend(), table);
}

} // namespace

KnownRequest knownRequest(const api::DeployRequest &request)
{
    KnownRequest known;
    known.number = request.number.value_or(0);
    known.title = deployRequestTitle(request.branch, request.intoBranch);
    known.intoBranch = request.intoBranch;
    known.open = request.state == api::DeployRequestState::Open;
    known.deployed = request.deployedAt.isValid();
    if (request.deployment)
        addDeployment(known, *request.deployment);
    if (!known.finishedAt.isValid())
        known.finishedAt = request.deployedAt;
    return known;
}

std::optional<KnownRequest> knownRequest(const api::Deployment &deployment)
{
    if (!deployment.deployRequestNumber)
        return std::nullopt;
    KnownRequest known;
    known.number = *deployment.deployRequestNumber;
    known.intoBranch = deployment.intoBranch;
    known.open = true;
    addDeployment(known, deployment);
    return known;
}

QList<KnownRequest> requestsTouching(const QList<KnownRequest> &known, const QString &table, qint64 number,
                                     const QString &intoBranch)
{
    QList<KnownRequest> touching;
    for (const KnownRequest &request : known) {
        if (request.open && !request.deployed && request.number != number && request.intoBranch == intoBranch
            && changes(request, table))
            touching.append(request);
    }
    std::sort(touching.begin(), touching.end(),
              [](const KnownRequest &a, const KnownRequest &b) { return a.number < b.number; });
    return touching;
}

QList<KnownRequest> deploymentsOf(const QList<KnownRequest> &known, const QString &table, const QString &intoBranch,
                                  qsizetype most)
{
    QList<KnownRequest> past;
    for (const KnownRequest &request : known) {
        if (request.deployed && request.finishedAt.isValid() && request.intoBranch == intoBranch
            && changes(request, table))
            past.append(request);
    }
    std::sort(past.begin(), past.end(),
              [](const KnownRequest &a, const KnownRequest &b) { return a.finishedAt > b.finishedAt; });
    return past.mid(0, most);
}

void loadKnownRequests(const StoreContext &context, const QString &organization, const QString &database,
                       QObject *receiver, std::function<void(QList<KnownRequest>)> callback)
{
    auto found = std::make_shared<QList<KnownRequest>>();
    auto deliver = [found, callback = std::move(callback)]() { callback(*found); };
    if (!context.database) {
        QMetaObject::invokeMethod(receiver, std::move(deliver), Qt::QueuedConnection);
        return;
    }
    const QString prefix = organization + QLatin1Char('/') + database + QLatin1Char('/');
    context.database->read(
        [found, account = context.account, prefix](const QList<QSqlDatabase *> &connections) {
            // Lists are kept in the file only: the first connection has them all, if any has.
            QSqlDatabase &connection = *connections.first();
            QStringList scopes;
            QSqlError error = selectRows(
                connection,
                QStringLiteral("SELECT scope FROM kept_list WHERE account = ? AND kind = ? AND substr(scope, 1, ?) = ?"
                               " ORDER BY fetched_at DESC LIMIT ?"),
                {account, requestKind, prefix.size(), prefix, mostKept},
                [&scopes](const QSqlQuery &row) { scopes.append(row.value(0).toString()); });
            // An extra; the page is complete without it.
            for (const QString &scope : std::as_const(scopes)) {
                CachedList kept;
                if (!error.isValid())
                    error = kept::read(connection, {account, requestKind, scope}, &kept);
                if (error.isValid() || kept.entries.isEmpty())
                    continue;
                if (const auto request = api::Codec<api::DeployRequest>::decode(kept.entries.first().bytes))
                    found->append(knownRequest(*request));
            }
            return error;
        },
        receiver, std::move(deliver));
}

} // namespace orrery::models
