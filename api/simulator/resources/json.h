// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/simulator/json_parts.h"
#include "api/simulator/router.h"

namespace orrery::simulator {

// The JSON of each resource, field by field as the specification lists them, plus `type`, which every real
// object carries and the specification leaves out.

QJsonObject userJson(const User &user, const World &world);
QJsonObject databaseJson(const Context &context, const Database &database);
QJsonObject branchJson(const Context &context, const Branch &branch);
QJsonObject backupJson(const Context &context, const Backup &backup);
QJsonObject operationJson(const Deployment &deployment, const TableOperation &operation, Instant now);
QJsonObject deploymentJson(const Database &database, const DeployRequest &request, Instant now);
QJsonObject deployRequestJson(const Context &context, const DeployRequest &request);
/// The same as text; finished ones of a big world are kept.
QByteArray deployRequestText(const Context &context, const DeployRequest &request);

/// The service-token accesses that let one see a database at all, as its documentation page lists them.
QString databaseAccesses();

} // namespace orrery::simulator
