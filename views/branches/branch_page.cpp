// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/branches/branch_page.h"

#include "models/databases/database_list.h"
#include "models/storage/view/radar.h"
#include "models/branches/branch_list.h"
#include "models/branches/branch_places.h"
#include "models/core/text.h"
#include "models/databases/database_places.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "models/organizations/organization_places.h"
#include "models/schema/compare_places.h"
#include "models/schema/snapshot_store.h"
#include "views/backups/backups_pane.h"
#include "views/branches/branch_overview.h"
#include "views/branches/schema_pane.h"
#include "views/core/action_gate.h"
#include "views/core/error_bar.h"
#include "views/core/icons.h"
#include "views/core/page_title.h"
#include "views/core/spacing.h"
#include "views/core/state_overlay.h"
#include "views/storage/page/pane.h"
#include "views/window/tabs.h"

#include <QAction>
#include <QMenu>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
constexpr QLatin1String overviewTab("overview");
constexpr QLatin1String schemaTab("schema");
constexpr QLatin1String storageTab("storage");
constexpr QLatin1String backupsTab("backups");
} // namespace

BranchPage::BranchPage(PageContext pageContext, models::Location where, QWidget *parent)
    : Page(std::move(pageContext), std::move(where), parent), m_workspace(context().workspace),
      m_branch(new models::BranchItem(m_workspace->context(),
                                      models::branchItemSpec(m_workspace->context(), models::organizationOf(location()),
                                                             models::databaseOf(location()), models::branchOf(location())),
                                      this)),
      m_heading(new PageTitle), m_bar(new ErrorBar), m_tabs(new Tabs)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::page, space::group, space::page, space::inner);
    column->setSpacing(space::group);
    column->addWidget(m_heading);
    m_bar->clear();
    column->addWidget(m_bar);
    column->addWidget(m_tabs, 1);
    makeActions();
    const QString organization = models::organizationOf(location());
    const QString database = models::databaseOf(location());
    const QString name = models::branchOf(location());
    m_tabs->add(overviewTab, tr("Overview"), [this]() {
        m_overview = new BranchOverview(context().clock);
        m_overviewStates = new StateOverlay(m_overview);
        m_overviewStates->bind(m_branch);
        connect(m_overviewStates, &StateOverlay::signInRequested, this, &Page::signInRequested);
        return m_overviewStates;
    });
    m_tabs->add(schemaTab, tr("Schema"), [this, organization, database, name]() {
        m_schema = new SchemaPane(context(), m_workspace, organization, database, name);
        connect(m_schema, &SchemaPane::loadStateChanged, this, &Page::loadStateChanged);
        connect(m_schema, &SchemaPane::loadStateChanged, this,
                [this]() { m_tabs->setCount(schemaTab, m_schema->tableCount()); });
        connect(m_schema, &SchemaPane::signInRequested, this, &Page::signInRequested);
        connect(m_schema, &SchemaPane::notice, this, &Page::notice);
        return m_schema;
    });
    if (context().service<models::StorageRadar>())
        m_tabs->add(storageTab, tr("Storage"), [this]() { return makeStorage(); });
    m_tabs->add(backupsTab, tr("Backups"), [this, organization, database, name]() {
        m_backups = new BackupsPane(context(), m_workspace, organization, database, name);
        connect(m_backups, &BackupsPane::notice, this, &Page::notice);
        connect(m_backups, &BackupsPane::loadStateChanged, this, &Page::loadStateChanged);
        connect(m_backups, &BackupsPane::signInRequested, this, &Page::signInRequested);
        return m_backups;
    });
    connect(m_tabs, &Tabs::currentChanged, this, &BranchPage::showTab);
    connect(m_branch, &models::Store::stateChanged, this, [this]() {
        updateHeading();
        if (m_storage)
            m_storage->setBranchState(m_branch->state(), m_branch->failureTitle());
        Q_EMIT loadStateChanged();
    });
    updateHeading();
}

QWidget *BranchPage::makeStorage()
{
    models::StorageTarget target;
    target.organization = models::organizationOf(location());
    target.database = models::databaseOf(location());
    target.branch = models::branchOf(location());
    if (const api::Branch *known = branch())
        target = models::storageTarget(models::organizationOf(location()), models::databaseOf(location()), *known);
    m_storage = new StoragePane(context(), m_workspace->facts().id, target);
    m_storage->setBranchState(m_branch->state(), m_branch->failureTitle());
    connect(m_storage, &StoragePane::branchRetryRequested, m_branch, [this]() { m_branch->refresh(); });
    connect(m_storage, &StoragePane::loadStateChanged, this, &Page::loadStateChanged);
    connect(m_storage, &StoragePane::notice, this, &Page::notice);
    connect(m_storage, &StoragePane::navigate, this, &Page::navigate);
    connect(m_storage, &StoragePane::signInRequested, this, &Page::signInRequested);
    connect(m_storage, &StoragePane::linkOpened, this, [this](const QUrl &url) {
        if (context().openUrl)
            context().openUrl(url);
    });
    return m_storage;
}

void BranchPage::makeActions()
{
    const auto add = [this](Glyph glyph, const QString &text, auto what) {
        auto *action = new QAction(glyphIcon(glyph), text, this);
        connect(action, &QAction::triggered, this, what);
        return action;
    };
    m_newRequest = add(Glyph::DeployRequest, tr("New deploy request"), [this]() {
        Q_EMIT navigate(models::newDeployRequestPlace(location().account, models::organizationOf(location()),
                                                               models::databaseOf(location()), models::branchOf(location())));
    });
    m_compare = add(Glyph::Split, tr("Compare"), [this]() {
        const auto side = [this](const QString &name) {
            return name.isEmpty() ? models::SchemaSide()
                                  : models::SchemaSide::ofBranch(models::organizationOf(location()), models::databaseOf(location()), name);
        };
        Q_EMIT navigate(models::comparePlace(location().account, models::organizationOf(location()), models::databaseOf(location()),
                                                      side(branch() ? branch()->parentBranch : QString()),
                                                      side(models::branchOf(location()))));
    });
    models::SnapshotStore *snapshots = models::snapshotStore(m_workspace);
    auto *keep = add(Glyph::Download, tr("Keep schema snapshot"), [this, snapshots]() {
        m_bar->clear();
        snapshots->keepBranch(models::organizationOf(location()), models::databaseOf(location()), models::branchOf(location()));
    });
    auto *list = add(Glyph::Clock, tr("Schema snapshots"), [this]() {
        Q_EMIT navigate(models::comparePlace(location().account, models::organizationOf(location()), models::databaseOf(location()))
                            .withTab(QStringLiteral("snapshots")));
    });
    auto *menu = new QMenu(this);
    menu->addActions({keep, list});
    m_heading->setMenu(menu);
    m_heading->setActions(m_newRequest, m_compare);
    connect(snapshots, &models::SnapshotStore::kept, this, [this, snapshots](const QString &id) {
        if (const models::SchemaSnapshot *snapshot = snapshots->find(id); m_active && snapshot)
            Q_EMIT notice(tr("Snapshot %1 was kept: %Ln table(s).", nullptr, int(snapshot->tables))
                              .arg(models::visibleText(snapshot->name)));
    });
    connect(snapshots, &models::SnapshotStore::failed, this, [this](const models::ErrorText &error) {
        if (m_active)
            m_bar->showError(error);
    });
    connect(m_bar, &ErrorBar::retryRequested, keep, &QAction::trigger);
    connect(m_bar, &ErrorBar::signInRequested, this, &Page::signInRequested);
}

const api::Branch *BranchPage::branch() const
{
    if (m_branch->value())
        return &*m_branch->value();
    return models::knownBranch(m_workspace, models::organizationOf(location()), models::databaseOf(location()), models::branchOf(location()));
}

QString BranchPage::title() const
{
    return models::visibleText(models::branchOf(location()));
}

void BranchPage::updateHeading()
{
    m_heading->setTitle(title());
    const api::Branch *row = branch();
    if (!row)
        return;
    setEnabledWithReason(m_newRequest,
                         row->kind.isPresent() && !models::isVitess(row->kind)
                             ? std::optional<QString>(tr("Postgres databases have no deploy requests: their schema is "
                                                         "changed directly."))
                             : std::nullopt);
    QList<models::StateWord> chips;
    if (const models::StateWord role = models::describeBranchRole(*row); !role.text.isEmpty())
        chips.append(role);
    chips.append(models::describeBranchState(*row));
    if (row->safeMigrations.value_or(false))
        chips.append({models::Tone::Ok, tr("Safe migrations"), tr("The schema changes only through deploy requests.")});
    m_heading->setChips(chips);
    QList<TitleFact> facts{{models::databaseKindText(row->kind), {}, false}};
    if (!row->parentBranch.isEmpty())
        facts.append({tr("from %1").arg(models::visibleText(row->parentBranch)), {}, false});
    if (row->region && !row->region->displayName.isEmpty())
        facts.append({row->region->displayName, row->region->slug, false});
    const QString size = row->clusterDisplayName.isEmpty() ? row->clusterName : row->clusterDisplayName;
    if (!size.isEmpty())
        facts.append({size, tr("Cluster size"), false});
    if (row->schemaLastUpdatedAt.isValid())
        facts.append(
            {tr("schema changed %1").arg(models::relativeTime(row->schemaLastUpdatedAt, context().clock->now())),
             models::exactTime(row->schemaLastUpdatedAt), false});
    m_heading->setFacts(facts);
    if (m_overview)
        m_overview->setBranch(*row);
    if (m_storage)
        m_storage->setTarget(models::storageTarget(models::organizationOf(location()), models::databaseOf(location()), *row));
}

void BranchPage::activate()
{
    m_active = true;
    m_branch->open();
    if (!m_tabs->setCurrent(location().tab))
        m_tabs->setCurrent(overviewTab);
}

void BranchPage::deactivate()
{
    m_active = false;
    if (m_backups)
        m_backups->setActive(false);
}

void BranchPage::openTab(const QString &tab)
{
    if (!m_tabs->contains(tab))
        return;
    setTab(tab);
    if (m_active)
        m_tabs->setCurrent(tab);
}

void BranchPage::showTab(const QString &id)
{
    setTab(id);
    if (m_backups)
        m_backups->setActive(id == backupsTab);
    if (id == overviewTab && branch())
        m_overview->setBranch(*branch());
    else if (id == schemaTab)
        m_schema->open();
    else if (id == storageTab)
        m_storage->open();
    Q_EMIT loadStateChanged();
}

void BranchPage::refresh()
{
    const QString tab = m_tabs->current();
    if (tab == schemaTab && m_schema)
        m_schema->refresh();
    else if (tab == storageTab && m_storage)
        m_storage->refresh();
    else if (tab == backupsTab && m_backups)
        m_backups->refresh();
    else
        m_branch->refresh();
}

models::LoadState BranchPage::loadState() const
{
    const QString tab = m_tabs->current();
    if (tab == schemaTab && m_schema)
        return m_schema->loadState();
    if (tab == storageTab && m_storage)
        return m_storage->loadState();
    if (tab == backupsTab && m_backups)
        return m_backups->loadState();
    return m_branch->state();
}

} // namespace orrery::views
