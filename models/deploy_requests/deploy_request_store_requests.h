// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/request.h"
#include "models/deploy_requests/deploy_request_lists.h"

#include <QFutureWatcher>
#include <QtConcurrentRun>

// What DeployRequestStore's reading and acting both need.
namespace orrery::models::deploy_request_store {

/// The same request, its answer kept without the HTML the service sends beside each text.
api::Request<api::DeployRequest> withoutHtml(api::Request<api::DeployRequest> request);
api::Request<api::DeployRequest> getRequest(const QString &organization, const QString &database, qint64 number);
api::Request<QList<api::TableDiff>> diffRequest(const QString &organization, const QString &database, qint64 number);

/// Runs `work` on a worker thread and `done` with its result in the owner's, unless the owner is gone.
template<class Work, class Done>
void runAside(QObject *owner, Work work, Done done)
{
    using Value = std::invoke_result_t<Work>;
    auto *watcher = new QFutureWatcher<Value>(owner);
    QObject::connect(watcher, &QFutureWatcherBase::finished, owner, [watcher, done = std::move(done)]() {
        done(watcher->result());
        watcher->deleteLater();
    });
    watcher->setFuture(QtConcurrent::run(std::move(work)));
}

} // namespace orrery::models::deploy_request_store
