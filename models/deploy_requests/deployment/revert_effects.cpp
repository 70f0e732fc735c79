// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/revert_effects.h"

#include "models/core/text.h"
#include "models/deploy_requests/deployment_states.h"
#include "models/schema/alter_parts.h"
#include "models/schema/create_statement_parser.h"
#include "models/schema/schema_risks.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace orrery::models {

namespace {

struct Effects
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::RevertEffects)
};

/// The forecast's sentences, of which these are parts.
void append(QStringList &list, const QStringList &sentences)
{
    for (QString sentence : sentences) {
        if (sentence.endsWith(QLatin1Char('.')))
            sentence.chop(1);
        if (!list.contains(sentence))
            list.append(sentence);
    }
}

void add(RevertEffects &effects, const RevertForecast &forecast)
{
    append(effects.lost, forecast.loses);
    append(effects.orphaned, forecast.orphans);
    append(effects.refused, forecast.mayFail);
}

/// Of a statement alone, where what the table was is not known.
void addStatement(RevertEffects &effects, const QString &tableName, const QString &ddl)
{
    if (const auto created = parseCreateStatement(ddl)) {
        const std::optional<SchemaObject> after = *created;
        add(effects, revertForecast(std::nullopt, after, compareObjects(std::nullopt, after)));
        return;
    }
    const AlterParts parts = readAlterParts(ddl);
    TableDefinition was;
    was.name = tableName;
    TableDefinition is = was;
    is.columns = parts.addedColumns;
    add(effects, revertForecast(was, is, compareTables(was, is)));
    const QString table = visibleText(tableName);
    for (const QString &column : parts.changedColumns)
        effects.refused.append(Effects::tr("Values of %1 that do not fit its former type make the revert fail")
                                   .arg(table + QLatin1Char('.') + visibleText(column)));
    if (parts.dropsKey)
        effects.refused.append(
            Effects::tr("Rows of %1 that a dropped unique key forbids make the revert fail").arg(table));
}

/// The table the operation changes, where both of its definitions are known.
const DeployTable *findRead(const QList<DeployTable> &tables, const QString &keyspace, const QString &name)
{
    const auto found = std::find_if(tables.cbegin(), tables.cend(), [&](const DeployTable &table) {
        return table.name == name && (table.keyspace == keyspace || table.keyspace.isEmpty()) && table.structure
            && table.structure->isRead();
    });
    return found == tables.cend() ? nullptr : &*found;
}

template<class Operation>
void collect(const Operation &operation, const QList<DeployTable> &tables, QSet<QString> &seen, RevertEffects &effects)
{
    const QString key =
        operation.keyspaceName + QLatin1Char(' ') + operation.tableName + QLatin1Char(' ') + operation.ddlStatement;
    if (seen.contains(key))
        return;
    seen.insert(key);
    if (const DeployTable *table = findRead(tables, operation.keyspaceName, operation.tableName)) {
        add(effects, table->structure->revert);
        return;
    }
    addStatement(effects, operation.tableName, operation.ddlStatement);
    for (const QString &foreignKey : operation.removedForeignKeyNames)
        effects.orphaned.append(
            Effects::tr("Rows of %1 may have lost their parents: it went without the foreign key %2")
                .arg(visibleText(operation.tableName), visibleText(foreignKey)));
}

} // namespace

RevertEffects revertEffects(const api::DeployRequest &request, const QList<DeployTable> &tables)
{
    RevertEffects effects;
    const api::Deployment &deployment = deploymentOrNone(request);
    QSet<QString> seen;
    for (const auto &operation : deployment.deployOperationSummaries)
        collect(operation, tables, seen, effects);
    for (const auto &operation : deployment.deployOperations)
        collect(operation, tables, seen, effects);
    return effects;
}

} // namespace orrery::models
