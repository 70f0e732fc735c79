// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/deploy_requests/deploy_request.h"
#include "models/core/store_context.h"

#include <QStringList>

#include <functional>
#include <optional>

namespace orrery::models {

// What is known here of a database's deploy requests without asking for any: those that were looked at before and are
// kept, and those in the queue. For "who else changes this table", and "how long did it take the last time".

struct KnownRequest
{
    qint64 number = 0;
    QString title; ///< "add-loyalty → main"
    QString intoBranch;
    bool open = false;
    bool deployed = false;
    QStringList tables; ///< "keyspace.table", sorted
    QDateTime finishedAt; ///< of the deployment; UTC
    std::optional<qint64> seconds; ///< the deployment took, from start to cutover
    bool instant = false;

    friend bool operator==(const KnownRequest &, const KnownRequest &) = default;
};

KnownRequest knownRequest(const api::DeployRequest &request);
/// Nothing when the deployment does not say of which request it is. What is queued is open.
std::optional<KnownRequest> knownRequest(const api::Deployment &deployment);

/// Open requests among `known` that change the table too, by number; `number` itself and other targets left out.
QList<KnownRequest> requestsTouching(const QList<KnownRequest> &known, const QString &table, qint64 number,
                                     const QString &intoBranch);
/// Deployments into the branch that changed the table, the last first, at most `most`.
QList<KnownRequest> deploymentsOf(const QList<KnownRequest> &known, const QString &table, const QString &intoBranch,
                                  qsizetype most = 3);

/// Reads what is kept of the database's requests, the 200 read last, on the local database's thread. The callback comes
/// in the receiver's thread, unless that is gone; with nothing where nothing is kept.
void loadKnownRequests(const StoreContext &context, const QString &organization, const QString &database,
                       QObject *receiver, std::function<void(QList<KnownRequest>)> callback);

} // namespace orrery::models
