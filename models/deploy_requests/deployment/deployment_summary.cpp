// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/deployment_summary.h"

#include "models/core/text.h"
#include "models/deploy_requests/deployment_states.h"
#include "models/deploy_requests/request/deploy_request_lists.h"

#include <QCoreApplication>
#include <QSet>

namespace orrery::models {

using S = api::DeploymentState;

namespace {

constexpr qsizetype mostTables = 12; ///< named; more make no message

struct Summary
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::DeploymentSummary)
};

/// Every character that Markdown could take for markup is escaped.
QString escaped(const QString &text)
{
    static const QString markup = QStringLiteral("\\`*_{}[]()<>#+!|~&");
    QString out;
    for (const QChar c : text) {
        if (markup.contains(c))
            out += QLatin1Char('\\');
        out += c;
    }
    return out;
}

QString firstLine(const QString &notes)
{
    for (const QString &line : notes.split(QLatin1Char('\n'))) {
        if (!line.trimmed().isEmpty())
            return visibleText(line.trimmed());
    }
    return {};
}

QString tablesText(const api::Deployment &deployment)
{
    QStringList tables;
    QSet<QString> seen;
    const auto add = [&](const auto &operation) {
        const QString key = operation.keyspaceName + QLatin1Char('.') + operation.tableName;
        if (seen.contains(key) || operation.tableName.isEmpty())
            return;
        seen.insert(key);
        QString what;
        if (operation.operationName.compare(QLatin1String("create"), Qt::CaseInsensitive) == 0)
            what = Summary::tr("new", "a table");
        else if (operation.operationName.compare(QLatin1String("drop"), Qt::CaseInsensitive) == 0)
            what = Summary::tr("dropped", "a table");
        const QString name = visibleText(operation.tableName);
        tables.append(what.isEmpty() ? name : Summary::tr("%1 (%2)", "a table, new or dropped").arg(name, what));
    };
    for (const auto &operation : deployment.deployOperationSummaries)
        add(operation);
    for (const auto &operation : deployment.deployOperations)
        add(operation);
    const qsizetype more = tables.size() - mostTables;
    if (more > 0) {
        tables = tables.mid(0, mostTables);
        tables.append(Summary::tr("%Ln more", nullptr, int(more)));
    }
    return tables.join(Summary::tr(", ", "between the names of a list"));
}

QString strategyText(const api::Deployment &deployment)
{
    if (deployment.instantDdl == true)
        return Summary::tr("instant");
    if (deployment.autoCutover == false)
        return deployment.cutoverActor && !deployment.cutoverActor->displayName.isEmpty()
            ? Summary::tr("gated, applied by %1").arg(visibleText(deployment.cutoverActor->displayName))
            : Summary::tr("gated");
    return Summary::tr("online");
}

} // namespace

bool isDeploymentOver(const api::DeployRequest &request)
{
    const auto state = deploymentStateOf(request);
    if (!state.isKnown())
        return false;
    switch (state.value()) {
    case S::Complete:
    case S::CompleteCancel:
    case S::CompleteError:
    case S::CompletePendingRevert:
    case S::CompleteRevert:
    case S::CompleteRevertError:
        return true;
    default:
        return false;
    }
}

DeploymentSummary deploymentSummary(const api::DeployRequest &request, const QString &organization,
                                    const QString &database)
{
    const api::Deployment &deployment = deploymentOrNone(request);
    const auto state = deploymentStateOf(request);
    DeploymentSummary summary;
    const QString place =
        Summary::tr("%1/%2 #%3", "organization, database, number of a deploy request")
            .arg(visibleText(organization), visibleText(database), QString::number(request.number.value_or(0)));
    const QString title = firstLine(request.notes);
    summary.title =
        title.isEmpty() ? place : Summary::tr("%1: %2", "which deploy request, its title").arg(place, title);
    const auto add = [&summary](const QString &label, const QString &text) {
        if (!text.isEmpty())
            summary.facts.append({label, text});
    };
    add(Summary::tr("Outcome"), describeDeploymentState(state).text);
    add(Summary::tr("Branch"), deployRequestTitle(request.branch, request.intoBranch));
    add(Summary::tr("Deployed by"), deployment.actor ? visibleText(deployment.actor->displayName) : QString());
    add(Summary::tr("How"), strategyText(deployment));
    add(Summary::tr("Tables"), tablesText(deployment));
    const QDateTime from = deployment.startedAt.isValid() ? deployment.startedAt : deployment.queuedAt;
    if (deployment.finishedAt.isValid()) {
        add(Summary::tr("Finished"), exactTime(deployment.finishedAt));
        if (from.isValid() && from <= deployment.finishedAt)
            add(Summary::tr("Took"), formattedDuration(from.secsTo(deployment.finishedAt)));
    }
    if (const QDateTime until = revertDeadline(request); until.isValid())
        add(Summary::tr("Can be reverted until"), exactTime(until));
    QStringList errors;
    for (const api::DeployOperation &operation : deployment.deployOperations) {
        if (!operation.deployErrors.isEmpty())
            errors.append(visibleText(operation.tableName) + QLatin1String(": ") + visibleText(operation.deployErrors));
    }
    add(Summary::tr("Error"), errors.join(QLatin1String("; ")));
    const QUrl link(request.htmlUrl, QUrl::StrictMode);
    if (link.isValid() && (link.scheme() == QLatin1String("https") || link.scheme() == QLatin1String("http")))
        summary.link = link;
    return summary;
}

QString DeploymentSummary::asMarkdown() const
{
    QString text = QLatin1String("**") + escaped(title) + QLatin1String("**\n\n");
    for (const auto &[label, value] : facts)
        text += Summary::tr("- %1: %2", "Markdown list entry: label, value").arg(escaped(label), escaped(value))
            + QLatin1Char('\n');
    if (!link.isEmpty())
        text += QLatin1String("\n<") + link.toString(QUrl::FullyEncoded) + QLatin1String(">\n");
    return text;
}

} // namespace orrery::models
