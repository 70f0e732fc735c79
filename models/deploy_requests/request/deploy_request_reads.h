// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/branches/branch_schema.h"
#include "api/core/request.h"
#include "api/deploy_requests/deploy_request.h"

#include <QList>

// What is read of a deploy request, its answer kept without the HTML the service sends beside each text: it is never shown,
// and a large diff would weigh three times as much with it.
namespace orrery::models::deploy_request_reads {

api::Request<api::DeployRequest> withoutHtml(api::Request<api::DeployRequest> request);
api::Request<api::DeployRequest> get(const QString &organization, const QString &database, qint64 number);
api::Request<QList<api::TableDiff>> diff(const QString &organization, const QString &database, qint64 number);

} // namespace orrery::models::deploy_request_reads
