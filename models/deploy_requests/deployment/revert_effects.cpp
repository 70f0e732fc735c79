// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/revert_effects.h"

#include "models/core/text.h"
#include "models/deploy_requests/deployment_states.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

namespace orrery::models {

namespace {

struct Effects
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::RevertEffects)
};

constexpr auto insensitive = QRegularExpression::CaseInsensitiveOption;

/// The statement without what stands in quotes: a comment may say anything.
QString withoutTexts(QString ddl)
{
    static const QRegularExpression quoted(QStringLiteral("'(?:[^'\\\\]|\\\\.|'')*'|\"(?:[^\"\\\\]|\\\\.|\"\")*\""));
    return ddl.replace(quoted, QStringLiteral("''"));
}

constexpr QLatin1String identifier("(?:`((?:[^`]|``)+)`|([\\w$]+))");

QString nameIn(const QRegularExpressionMatch &match, int quotedGroup)
{
    const QString quoted = match.captured(quotedGroup);
    return quoted.isEmpty() ? match.captured(quotedGroup + 1)
                            : QString(quoted).replace(QLatin1String("``"), QLatin1String("`"));
}

bool createsTable(const QString &ddl)
{
    static const QRegularExpression create(QStringLiteral("^\\s*CREATE\\s+TABLE\\b"), insensitive);
    return create.match(ddl).hasMatch();
}

bool dropsUnique(const QString &ddl)
{
    static const QRegularExpression drop(QStringLiteral("\\bDROP\\s+(?:INDEX|KEY|PRIMARY\\s+KEY|CONSTRAINT)\\b"),
                                         insensitive);
    return drop.match(withoutTexts(ddl)).hasMatch();
}

template<class Operation>
void collect(const Operation &operation, QSet<QString> &seen, RevertEffects &effects)
{
    const QString key =
        operation.keyspaceName + QLatin1Char(' ') + operation.tableName + QLatin1Char(' ') + operation.ddlStatement;
    if (seen.contains(key))
        return;
    seen.insert(key);
    const QString table = visibleText(operation.tableName);
    const QString &ddl = operation.ddlStatement;
    if (createsTable(ddl)) {
        effects.lost.append(Effects::tr("Every row written to the new table %1").arg(table));
    } else {
        for (const QString &column : addedObjects(operation.tableName, ddl))
            effects.lost.append(Effects::tr("What was written to the new column %1").arg(visibleText(column)));
    }
    for (const QString &foreignKey : operation.removedForeignKeyNames)
        effects.orphaned.append(
            Effects::tr("Rows of %1 may have lost their parents: it went without the foreign key %2")
                .arg(table, visibleText(foreignKey)));
    for (const QString &column : changedColumns(operation.tableName, ddl))
        effects.refused.append(
            Effects::tr("Values of %1 that do not fit its former type make the revert fail").arg(visibleText(column)));
    if (dropsUnique(ddl))
        effects.refused.append(
            Effects::tr("Rows of %1 that a dropped unique key forbids make the revert fail").arg(table));
}

} // namespace

QStringList addedObjects(const QString &table, const QString &ddl)
{
    if (createsTable(ddl))
        return {table};
    // ADD followed by one of these adds no column.
    static const QRegularExpression add(
        QStringLiteral(
            "\\bADD\\s+(?:COLUMN\\s+)?(?!(?:COLUMN|INDEX|KEY|UNIQUE|PRIMARY|FOREIGN|CONSTRAINT|CHECK|FULLTEXT|"
            "SPATIAL|PARTITION)\\b)(?:IF\\s+NOT\\s+EXISTS\\s+)?")
            + identifier,
        insensitive);
    QStringList added;
    for (auto matches = add.globalMatch(withoutTexts(ddl)); matches.hasNext();)
        added.append(table + QLatin1Char('.') + nameIn(matches.next(), 1));
    return added;
}

QStringList changedColumns(const QString &table, const QString &ddl)
{
    static const QRegularExpression modify(QStringLiteral("\\bMODIFY\\s+(?:COLUMN\\s+)?") + identifier, insensitive);
    static const QRegularExpression change(
        QStringLiteral("\\bCHANGE\\s+(?:COLUMN\\s+)?") + identifier + QStringLiteral("\\s+") + identifier, insensitive);
    const QString text = withoutTexts(ddl);
    QStringList changed;
    for (auto matches = modify.globalMatch(text); matches.hasNext();)
        changed.append(table + QLatin1Char('.') + nameIn(matches.next(), 1));
    for (auto matches = change.globalMatch(text); matches.hasNext();)
        changed.append(table + QLatin1Char('.') + nameIn(matches.next(), 3));
    return changed;
}

RevertEffects revertEffects(const api::DeployRequest &request)
{
    RevertEffects effects;
    const api::Deployment &deployment = deploymentOrNone(request);
    QSet<QString> seen;
    for (const auto &operation : deployment.deployOperationSummaries)
        collect(operation, seen, effects);
    for (const auto &operation : deployment.deployOperations)
        collect(operation, seen, effects);
    return effects;
}

} // namespace orrery::models
