// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/deployment/deployment_rules.h"

namespace orrery::test {

// A deploy request as values, for what is computed of one.

inline QDateTime utc(const char *iso)
{
    return QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate).toUTC();
}

inline api::DeployOperation statement(const QString &table, const QString &name, const QString &ddl, bool drops = false)
{
    api::DeployOperation operation;
    operation.keyspaceName = QStringLiteral("commerce");
    operation.tableName = table;
    operation.operationName = name;
    operation.ddlStatement = ddl;
    operation.canDropData = drops;
    return operation;
}

/// #42 of shop, add-loyalty into main: open, approved, three tables, one of which loses a column.
inline models::ReviewContext sampleContext(const char *state = "ready")
{
    models::ReviewContext context;
    context.organization = QStringLiteral("acme");
    context.database = QStringLiteral("shop");
    context.now = utc("2026-11-21T12:00:00Z");
    context.intoProduction = true;
    api::DeployRequest &r = context.request;
    r.number = 42;
    r.branch = QStringLiteral("add-loyalty");
    r.intoBranch = QStringLiteral("main");
    r.notes = QStringLiteral("Add loyalty points\n\nOne for each euro.");
    r.htmlUrl = QStringLiteral("https://app.planetscale.com/acme/shop/deploy-requests/42");
    r.approved = true;
    r.state = api::DeployRequestState::Open;
    r.deploymentState = api::OpenEnum<api::DeploymentState>::fromText(QString::fromLatin1(state));
    api::Deployment &d = r.deployment.emplace();
    d.id = QStringLiteral("d42");
    d.state = r.deploymentState;
    d.deployable = true;
    d.instantDdl = false;
    d.instantDdlEligible = true;
    d.autoCutover = true;
    d.autoDeleteBranch = false;
    d.deployOperations = {
        statement(QStringLiteral("customers"), QStringLiteral("ALTER"),
                  QStringLiteral("ALTER TABLE `customers` ADD COLUMN `tier` int, ADD INDEX `by_tier` (`tier`)")),
        statement(QStringLiteral("orders"), QStringLiteral("ALTER"),
                  QStringLiteral("ALTER TABLE `orders` DROP COLUMN `total`, MODIFY COLUMN `email` varchar(255)"), true),
        statement(QStringLiteral("points"), QStringLiteral("CREATE"),
                  QStringLiteral("CREATE TABLE `points` (`id` bigint PRIMARY KEY)"))};
    return context;
}

} // namespace orrery::test
