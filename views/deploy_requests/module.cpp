// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/module.h"

#include "models/core/text.h"
#include "models/core/workspace.h"
#include "models/databases/database_list.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "models/deploy_requests/module.h"
#include "models/deploy_requests/request/deploy_request_lists.h"
#include "views/core/action_button.h"
#include "views/core/filter_bar.h"
#include "views/deploy_requests/create/new_request_page.h"
#include "views/deploy_requests/deployment/queue_pane.h"
#include "views/deploy_requests/request/deploy_request_filter.h"
#include "views/deploy_requests/request/deploy_request_page.h"
#include "views/window/list_pane.h"
#include "views/window/page_row.h"

#include <QAction>

#include <algorithm>

namespace orrery::views {

namespace {

using models::databaseOf;
using models::organizationOf;

Pane *makeRequests(const PageContext &context, const models::Location &place)
{
    models::DeployRequestList *list =
        models::deployRequestList(context.workspace, organizationOf(place), databaseOf(place));
    auto *pane = makeListPane(
        context, list,
        {.name = DeployRequestPage::tr("Deploy requests of %1").arg(models::visibleText(databaseOf(place))),
         .settingsKey = QStringLiteral("deploy-requests"),
         .sortColumn = "number",
         .sortOrder = Qt::DescendingOrder,
         .stretchColumn = "title"});
    auto *create = new QAction(glyphIcon(Glyph::Plus), DeployRequestPage::tr("New deploy request"), pane);
    QObject::connect(create, &QAction::triggered, pane, [pane, place]() {
        Q_EMIT pane->said(pane_event::Navigate{
            models::newDeployRequestPlace(place.account, organizationOf(place), databaseOf(place))});
    });
    pane->setEmptyState(
        {Glyph::DeployRequest, DeployRequestPage::tr("No deploy requests"),
         DeployRequestPage::tr("A deploy request brings the schema changes of one branch into another, after "
                               "review."),
         create});
    pane->filterBar()->addWidget(new DeployRequestFilter(list, pane->proxy(), context.settings));
    pane->filterBar()->addWidget(new ActionButton(create, ButtonKind::Primary));
    pane->setWhenActive([workspace = context.workspace, place]() {
        models::readReviewCounts(workspace, organizationOf(place), databaseOf(place));
    });
    return pane;
}

QString openRequests(const PageContext &context, const models::Location &place)
{
    const auto *list = models::loadedDeployRequests(context.workspace, organizationOf(place), databaseOf(place));
    if (!list || !list->state().hasContent)
        return {};
    const auto &rows = list->rows();
    const auto open = std::count_if(rows.cbegin(), rows.cend(), [](const api::DeployRequestSummary &row) {
        return row.state == api::DeployRequestState::Open;
    });
    return DeployRequestPage::tr("%1 open").arg(models::formattedCount(open));
}

Pane *makeQueue(const PageContext &context, const models::Location &place)
{
    TableOptions options;
    options.accessibleName = DeployRequestPage::tr("Deploy queue of %1").arg(models::visibleText(databaseOf(place)));
    options.settingsKey = QStringLiteral("queue");
    options.settings = context.settings;
    options.stretchColumn = "into_branch";
    auto *pane = new QueuePane(models::deployQueue(context.workspace, organizationOf(place), databaseOf(place)),
                               context.clock, options, [place](qint64 number) {
                                   return models::deployRequestPlace(place.account, organizationOf(place),
                                                                     databaseOf(place), number);
                               });
    pane->setEmptyState(
        {Glyph::Queue, DeployRequestPage::tr("Nothing is queued"),
         DeployRequestPage::tr("Deployments under way and those that wait behind them are listed here, in their "
                               "order."),
         nullptr});
    return pane;
}

/// Postgres databases have neither; a database that is not known yet may have both.
bool mayHaveRequests(const PageContext &context, const models::Location &place)
{
    const api::Database *row = models::knownDatabase(context.workspace, organizationOf(place), databaseOf(place));
    return !row || !row->kind.isPresent() || models::isVitess(row->kind);
}

} // namespace

void contributeDeployRequests(ViewRegistry &registry)
{
    registry.signOutLosses.push_back(
        {.text = DeployRequestPage::tr("reviews: draft notes, and which tables were viewed")});
    registry.pages.push_back(
        pageRow<DeployRequestPage>(models::deployRequestPlace({}, {}, {}, 1).route, Glyph::DeployRequest));
    registry.pages.push_back(
        pageRow<NewRequestPage>(models::newDeployRequestPlace({}, {}, {}).route, Glyph::DeployRequest));
    const QString database = models::databasePlace({}, {}, {}).route;
    registry.tabs.push_back({.route = database,
                             .id = QStringLiteral("deploy-requests"),
                             .position = 20,
                             .title = DeployRequestPage::tr("Deploy requests"),
                             .make = &makeRequests,
                             .applies = &mayHaveRequests,
                             .note = &openRequests});
    registry.tabs.push_back({.route = database,
                             .id = QStringLiteral("queue"),
                             .position = 30,
                             .title = DeployRequestPage::tr("Queue"),
                             .make = &makeQueue,
                             .applies = &mayHaveRequests});
    registry.commands.push_back(
        {.text = DeployRequestPage::tr("Deployment notifications"),
         .run = {},
         .setting = models::deploymentNotices,
         .toolTip = DeployRequestPage::tr(
             "When a deployment is ready to be applied, failed, or can no longer be reverted soon")});
}

} // namespace orrery::views
