// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/databases/database_page.h"

#include "models/branches/branch_list.h"
#include "models/core/text.h"
#include "models/databases/database_list.h"
#include "models/databases/database_places.h"
#include "models/deploy_requests/request/deploy_request_lists.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "models/organizations/organization_places.h"
#include "models/schema/compare_places.h"
#include "views/backups/backups_pane.h"
#include "views/core/action_button.h"
#include "views/core/filter_bar.h"
#include "views/core/icons.h"
#include "views/core/page_title.h"
#include "views/databases/deploy_request_filter.h"
#include "views/deploy_requests/deployment/queue_pane.h"
#include "views/window/list_pane.h"
#include "views/window/tabs.h"

#include <QAction>
#include <QMenu>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
constexpr QLatin1String branchesTab("branches");
constexpr QLatin1String requestsTab("deploy-requests");
constexpr QLatin1String queueTab("queue");
constexpr QLatin1String backupsTab("backups");
} // namespace

DatabasePage::DatabasePage(PageContext pageContext, models::Location where, QWidget *parent)
    : ListPage(std::move(pageContext), std::move(where), parent), m_workspace(context().workspace), m_tabs(new Tabs)
{
    makeActions();
    m_tabs->add(branchesTab, tr("Branches"), [this] { return makeBranches(); });
    m_tabs->add(requestsTab, tr("Deploy requests"), [this] { return makeDeployRequests(); });
    m_tabs->add(queueTab, tr("Queue"), [this] { return makeQueue(); });
    m_tabs->add(backupsTab, tr("Backups"), [this] { return makeBackups(); });
    body()->addWidget(m_tabs);
    connect(m_tabs, &Tabs::currentChanged, this, &DatabasePage::showTab);
    // The database's own row tells kind, state and settings; it comes with its organization's list.
    models::DatabaseList *databases = models::databaseList(m_workspace, models::organizationOf(location()));
    connect(databases->model(), &QAbstractItemModel::dataChanged, this, &DatabasePage::updateHeading);
    connect(databases, &models::Store::stateChanged, this, &DatabasePage::updateHeading);
    updateHeading();
}

void DatabasePage::makeActions()
{
    const auto add = [this](Glyph glyph, const QString &text, auto what) {
        auto *action = new QAction(glyphIcon(glyph), text, this);
        connect(action, &QAction::triggered, this, what);
        return action;
    };
    m_newRequest = add(Glyph::Plus, tr("New deploy request"), [this]() {
        Q_EMIT navigate(
            models::newDeployRequestPlace(location().account, models::organizationOf(location()), models::databaseOf(location())));
    });
    const models::Location compare =
        models::comparePlace(location().account, models::organizationOf(location()), models::databaseOf(location()));
    auto *menu = new QMenu(this);
    menu->addAction(add(Glyph::Split, tr("Compare schemas"), [this, compare]() { Q_EMIT navigate(compare); }));
    menu->addAction(add(Glyph::Clock, tr("Schema snapshots"),
                        [this, compare]() { Q_EMIT navigate(compare.withTab(QStringLiteral("snapshots"))); }));
    heading()->setMenu(menu);
}

const api::Database *DatabasePage::database() const
{
    return models::knownDatabase(m_workspace, models::organizationOf(location()), models::databaseOf(location()));
}

QString DatabasePage::title() const
{
    return models::visibleText(models::databaseOf(location()));
}

void DatabasePage::updateHeading()
{
    heading()->setTitle(title());
    const api::Database *row = database();
    if (!row) {
        heading()->setChips({});
        heading()->setFacts({});
        return;
    }
    QList<models::StateWord> chips{models::describeDatabaseState(*row)};
    if (row->requireApprovalForDeploy.value_or(false))
        chips.append({models::Tone::Neutral, tr("Approval required"),
                      tr("A deploy request needs an approval before it can be deployed.")});
    if (row->deletionProtected.value_or(false))
        chips.append({models::Tone::Neutral, tr("Protected"), tr("The database is protected from deletion.")});
    heading()->setChips(chips);
    QList<TitleFact> facts{{models::databaseKindText(row->kind), {}, false}};
    if (row->kind.isPresent() && !models::isVitess(row->kind))
        facts.append({tr("no deploy requests"),
                      tr("Postgres databases have no deploy requests: their schema is changed directly."), false});
    if (row->region && !row->region->displayName.isEmpty())
        facts.append({row->region->displayName, row->region->slug, false});
    if (!row->defaultBranch.isEmpty())
        facts.append({tr("default branch %1").arg(models::visibleText(row->defaultBranch)), {}, false});
    if (row->schemaLastUpdatedAt.isValid())
        facts.append(
            {tr("schema changed %1").arg(models::relativeTime(row->schemaLastUpdatedAt, context().clock->now())),
             models::exactTime(row->schemaLastUpdatedAt), false});
    heading()->setFacts(facts);
    if (row->kind.isPresent() && !models::isVitess(row->kind)) {
        m_tabs->remove(requestsTab);
        m_tabs->remove(queueTab);
    }
    updateCounts();
}

void DatabasePage::updateCounts()
{
    const api::Database *row = database();
    const models::BranchList *branches = models::loadedBranches(m_workspace, models::organizationOf(location()), models::databaseOf(location()));
    if (branches && branches->state().hasContent)
        m_tabs->setCount(branchesTab, branches->model()->rowCount());
    else
        m_tabs->setCount(branchesTab, row && row->branchesCount ? *row->branchesCount : -1);
    if (const auto *requests = models::loadedDeployRequests(m_workspace, models::organizationOf(location()), models::databaseOf(location()))) {
        qint64 open = 0;
        for (const api::DeployRequestSummary &request : requests->rows())
            open += request.state == api::DeployRequestState::Open ? 1 : 0;
        m_tabs->setNote(requestsTab,
                        requests->state().hasContent ? tr("%1 open").arg(models::formattedCount(open)) : QString());
    }
}

void DatabasePage::activate()
{
    m_active = true;
    // A page opened from a link may come before its organization's list.
    if (!database())
        models::databaseList(m_workspace, models::organizationOf(location()))->open();
    if (!m_tabs->setCurrent(location().tab))
        m_tabs->setCurrent(branchesTab);
}

void DatabasePage::deactivate()
{
    m_active = false;
    if (m_backups)
        m_backups->setActive(false);
}

void DatabasePage::openTab(const QString &tab)
{
    if (m_tabs->contains(tab) && (m_active || tab != m_tabs->current())) {
        setTab(tab);
        if (m_active)
            m_tabs->setCurrent(tab);
    }
}

void DatabasePage::showTab(const QString &id)
{
    setTab(id);
    if (id == requestsTab)
        models::readReviewRings(m_workspace, models::organizationOf(location()), models::databaseOf(location()));
    if (m_backups)
        m_backups->setActive(id == backupsTab);
    auto *pane = qobject_cast<ListPane *>(m_tabs->content(id));
    if (const auto *queue = qobject_cast<QueuePane *>(m_tabs->content(id)))
        pane = queue->listPane();
    setCurrentPane(pane);
    if (pane)
        pane->open();
}

void DatabasePage::refresh()
{
    if (m_tabs->current() == backupsTab && m_backups)
        m_backups->refresh();
    else if (currentPane())
        currentPane()->store()->refresh();
}

models::LoadState DatabasePage::loadState() const
{
    return m_tabs->current() == backupsTab && m_backups ? m_backups->loadState() : ListPage::loadState();
}

TableOptions DatabasePage::tableOptions(const QString &name, const char *key, const char *sort, Qt::SortOrder order,
                                        const char *stretch) const
{
    TableOptions options;
    options.accessibleName = name.arg(title());
    options.settingsKey = QString::fromLatin1(key);
    options.settings = context().settings;
    options.sortColumn = sort;
    options.sortOrder = order;
    options.stretchColumn = stretch;
    return options;
}

QWidget *DatabasePage::makeBranches()
{
    models::BranchList *list = models::branchList(m_workspace, models::organizationOf(location()), models::databaseOf(location()));
    auto *pane = new ListPane(list, tableOptions(tr("Branches of %1"), "branches", "name", Qt::AscendingOrder, "name"));
    pane->setDescribe([list](const QString &id) {
        const api::Branch *row = list->model()->find(id);
        return row ? api::describeFields(*row) : QList<api::FieldValue>();
    });
    pane->setEmptyState(
        {Glyph::Branch, tr("No branches"), tr("Branches that the sign-in may see are listed here."), nullptr});
    follow(pane);
    connect(list, &models::Store::stateChanged, this, &DatabasePage::updateCounts);
    return pane;
}

QWidget *DatabasePage::makeDeployRequests()
{
    models::DeployRequestList *list = models::deployRequestList(m_workspace, models::organizationOf(location()), models::databaseOf(location()));
    auto *pane = new ListPane(
        list, tableOptions(tr("Deploy requests of %1"), "deploy-requests", "number", Qt::DescendingOrder, "title"));
    pane->setEmptyState({Glyph::DeployRequest, tr("No deploy requests"),
                         tr("A deploy request brings the schema changes of one branch into another, after review."),
                         m_newRequest});
    auto *filter = new DeployRequestFilter(list, pane->proxy(), context().settings);
    pane->filterBar()->addWidget(filter);
    pane->filterBar()->addWidget(new ActionButton(m_newRequest, ButtonKind::Primary));
    follow(pane);
    connect(list, &models::Store::stateChanged, this, &DatabasePage::updateCounts);
    return pane;
}

QWidget *DatabasePage::makeQueue()
{
    models::DeployQueueList *list = models::deployQueue(m_workspace, models::organizationOf(location()), models::databaseOf(location()));
    auto *pane = new QueuePane(list, context().clock,
                               tableOptions(tr("Deploy queue of %1"), "queue", "", Qt::AscendingOrder, "into_branch"),
                               [this](qint64 number) {
                                   return models::deployRequestPlace(
                                       location().account, models::organizationOf(location()), models::databaseOf(location()), number);
                               });
    pane->setEmptyState({Glyph::Queue, tr("Nothing is queued"),
                         tr("Deployments under way and those that wait behind them are listed here, in their order."),
                         nullptr});
    follow(pane->listPane());
    return pane;
}

QWidget *DatabasePage::makeBackups()
{
    m_backups = new BackupsPane(context(), m_workspace, models::organizationOf(location()), models::databaseOf(location()), {});
    connect(m_backups, &BackupsPane::notice, this, &Page::notice);
    connect(m_backups, &BackupsPane::loadStateChanged, this, &Page::loadStateChanged);
    connect(m_backups, &BackupsPane::signInRequested, this, &Page::signInRequested);
    return m_backups;
}

} // namespace orrery::views
