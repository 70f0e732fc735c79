// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/request.h"
#include "models/core/aside.h"
#include "models/deploy_requests/request/deploy_request_lists.h"

// What DeployRequestStore's reading and acting both need.
namespace orrery::models::deploy_request_store {

/// The same request, its answer kept without the HTML the service sends beside each text.
api::Request<api::DeployRequest> withoutHtml(api::Request<api::DeployRequest> request);
api::Request<api::DeployRequest> getRequest(const QString &organization, const QString &database, qint64 number);
api::Request<QList<api::TableDiff>> diffRequest(const QString &organization, const QString &database, qint64 number);

using models::runAside;

} // namespace orrery::models::deploy_request_store
