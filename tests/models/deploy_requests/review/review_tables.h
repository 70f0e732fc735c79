// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/diff/deploy_tables.h"

namespace orrery::test {

/// A table's change with its diff, as deployTables() makes it; without a keyspace the id is the name.
inline models::DeployTable changedTable(const QString &keyspace, const QString &name, const QString &raw)
{
    api::TableDiff diff;
    diff.name = name;
    diff.raw = raw;
    api::Deployment deployment;
    if (!keyspace.isEmpty()) {
        api::DeployOperationSummary summary;
        summary.keyspaceName = keyspace;
        summary.tableName = name;
        deployment.deployOperationSummaries.append(summary);
    }
    return models::deployTables(deployment, models::parseDiffs({diff})).constFirst();
}

/// The text of a diff from its lines, each with its marker.
inline QString diffText(const QStringList &lines)
{
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace orrery::test
