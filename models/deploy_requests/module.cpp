// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/module.h"

#include "models/auth/accounts.h"
#include "models/core/feature_registry.h"
#include "models/core/local_database.h"
#include "models/core/notices.h"
#include "models/core/services.h"
#include "models/core/text.h"
#include "models/databases/database_list.h"
#include "models/databases/module.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "models/deploy_requests/deployment/deployment_watch.h"
#include "models/deploy_requests/diff/external_diff.h"
#include "models/deploy_requests/request/deploy_request_lists.h"
#include "models/deploy_requests/review/kept_reviews.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(DeployRequestsModule)
};

KnownPlace placeOf(const QString &account, const QString &organization, const QString &database,
                   const api::DeployRequestSummary &row)
{
    const qint64 number = row.number.value_or(0);
    return {deployRequestPlace(account, organization, database, number),
            QStringLiteral("%1 #%2 %3")
                .arg(joinedNames({organization, database}), QString::number(number),
                     deployRequestTitle(row.branch, row.intoBranch))};
}

QList<KnownPlace> keptRequest(const QString &account, const QString &scope, const CacheEntry &row)
{
    const auto request = api::Codec<api::DeployRequestSummary>::decode(row.bytes);
    if (!request)
        return {};
    return {placeOf(account, scope.section(QLatin1Char('/'), 0, 0), scope.section(QLatin1Char('/'), 1, 1), *request)};
}

QList<KnownPlace> knownRequests(Workspace *workspace)
{
    QList<KnownPlace> places;
    for (const KnownPlace &database : knownDatabases(workspace)) {
        const QString organization = organizationOf(database.location);
        const QString name = databaseOf(database.location);
        const DeployRequestList *list = loadedDeployRequests(workspace, organization, name);
        if (!list)
            continue;
        for (const api::DeployRequestSummary &row : list->rows())
            places.append(placeOf(workspace->facts().id, organization, name, row));
    }
    return places;
}

/// Postgres has no deploy requests; of a database that is not known yet, one may be begun.
QList<KnownPlace> beginnings(Workspace *workspace)
{
    QList<KnownPlace> places;
    for (const KnownPlace &known : knownDatabases(workspace)) {
        const QString organization = organizationOf(known.location);
        const QString name = databaseOf(known.location);
        const api::Database *row = knownDatabase(workspace, organization, name);
        if (!row || !row->kind.isPresent() || isVitess(row->kind))
            places.append({newDeployRequestPlace(known.location.account, organization, name),
                           Words::tr("%1: new deploy request", "place").arg(known.text)});
    }
    return places;
}

void start(const FeatureContext &context)
{
    context.services->add(std::make_unique<ExternalDiff>());
    Notices *notices = context.services->find<Notices>();
    if (!notices)
        return;
    const auto follow = [notices, settings = context.settings](Workspace *workspace) {
        QObject::connect(deploymentWatch(workspace), &DeploymentWatch::happened, notices,
                         [notices, settings](const DeploymentNotice &notice, const Location &place) {
                             // Names come from the service: none of them begins a line of its own.
                             if (deploymentNotices.value(settings))
                                 notices->post({notice.title, visibleText(notice.text), notice.urgent, place});
                         });
    };
    for (Workspace *workspace : context.accounts->workspaces())
        follow(workspace);
    QObject::connect(context.accounts, &Accounts::workspaceAdded, notices, follow);
}

} // namespace

void contributeDeployRequests(FeatureRegistry &registry)
{
    registry.routes.add(
        {.id = deployRequestPlace({}, {}, {}, 1).route,
         .patterns = {QStringLiteral("{organization}/{database}/deploy-requests/{number:number}")},
         .parent = databasePlace({}, {}, {}).route,
         .parentTab = QStringLiteral("deploy-requests"),
         .parentTabTitle = Words::tr("Deploy requests"),
         .title = [](const Location &place) { return QStringLiteral("#%1").arg(requestNumberOf(place)); }});
    registry.routes.add({.id = newDeployRequestPlace({}, {}, {}).route,
                         .patterns = {QStringLiteral("{organization}/{database}/deploy-requests/new")},
                         .query = {branchParameter},
                         .onlyOurs = true,
                         .parent = databasePlace({}, {}, {}).route,
                         .parentTab = QStringLiteral("deploy-requests"),
                         .parentTabTitle = Words::tr("Deploy requests"),
                         .title = [](const Location &) { return Words::tr("New", "deploy request"); }});
    registry.placeSources.push_back(&knownRequests);
    registry.keptPlaceSources.push_back({QStringLiteral("deploy_requests"), &keptRequest});
    registry.beginningSources.push_back(&beginnings);
    registry.tables.append(kept_reviews::databaseTables());
    registry.settings.push_back(
        SettingRow::of(deploymentNotices, SettingScope::Machine)
            .shownAs(Words::tr("Notifications"), Words::tr("Deployment notifications"),
                     Words::tr("When a deployment is ready to be applied, failed, or can no longer be reverted soon")));
    registry.settings.push_back(
        SettingRow::of(wrapLines, SettingScope::Machine)
            .shownAs(Words::tr("Changes"), Words::tr("Wrap long lines"),
                     Words::tr("Long lines of a schema change take several lines instead of being cut (W)")));
    registry.starters.push_back(&start);
}

} // namespace orrery::models
