// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/branches/branch_page.h"

#include "models/branches/branch_list.h"
#include "models/branches/branch_places.h"
#include "models/core/service_names.h"
#include "models/core/text.h"
#include "models/core/workspace.h"
#include "models/databases/database_list.h"
#include "models/databases/database_places.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "models/organizations/organization_places.h"
#include "models/schema/compare_places.h"
#include "models/schema/snapshot_store.h"
#include "models/storage/view/radar.h"
#include "views/branches/branch_menu.h"
#include "views/core/action_gate.h"
#include "views/core/action_set.h"
#include "views/core/age_ticker.h"
#include "views/core/error_bar.h"
#include "views/core/icons.h"
#include "views/core/page_title.h"

#include <QAction>
#include <QMenu>
#include <QVBoxLayout>

namespace orrery::views {

BranchPage::BranchPage(PageContext pageContext, models::Location where, QWidget *parent)
    : TabbedPage(std::move(pageContext), std::move(where), parent),
      m_branch(models::branchItem(context().workspace, models::organizationOf(location()),
                                  models::databaseOf(location()), models::branchOf(location()))),
      m_bar(new ErrorBar)
{
    m_bar->clear();
    body()->addWidget(m_bar);
    makeActions();
    connect(m_branch, &models::Store::stateChanged, this, [this]() {
        updateHeading();
        updateTabs();
        Q_EMIT loadStateChanged();
    });
    updateHeading();
    new AgeTicker(this, [this]() { updateHeading(); });
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
        const api::Branch *row = models::shownBranch(context().workspace, models::organizationOf(location()),
                                                     models::databaseOf(location()), models::branchOf(location()));
        const auto side = [this](const QString &name) {
            return name.isEmpty() ? models::SchemaSide()
                                  : models::SchemaSide::ofBranch(models::organizationOf(location()),
                                                                 models::databaseOf(location()), name);
        };
        Q_EMIT navigate(models::comparePlace(location().account, models::organizationOf(location()),
                                             models::databaseOf(location()), side(row ? row->parentBranch : QString()),
                                             side(models::branchOf(location()))));
    });
    models::SnapshotStore *snapshots = models::snapshotStore(context().workspace);
    auto *keep = add(Glyph::Download, tr("Keep schema snapshot"), [this, snapshots]() {
        m_bar->clear();
        snapshots->keepBranch(models::organizationOf(location()), models::databaseOf(location()),
                              models::branchOf(location()));
    });
    auto *list = add(Glyph::Clock, tr("Schema snapshots"), [this]() {
        Q_EMIT navigate(
            models::comparePlace(location().account, models::organizationOf(location()), models::databaseOf(location()))
                .withTab(QStringLiteral("snapshots")));
    });
    auto *menu = new QMenu(this);
    menu->addActions({keep, list});
    makeBranchActions(menu);
    heading()->setMenu(menu);
    heading()->setActions(m_newRequest, m_compare);
    connect(snapshots, &models::SnapshotStore::kept, this, [this, snapshots](const QString &id) {
        if (const models::SchemaSnapshot *snapshot = snapshots->find(id); isActive() && snapshot)
            Q_EMIT notice(tr("Snapshot %1 was kept: %Ln table(s).", nullptr, int(snapshot->tables))
                              .arg(models::visibleText(snapshot->name)));
    });
    connect(snapshots, &models::SnapshotStore::failed, this, [this](const models::ErrorText &error) {
        if (!isActive())
            return;
        m_retryKeeps = true;
        m_bar->showError(error);
    });
    connect(m_bar, &ErrorBar::retryRequested, this, [this, keep]() {
        if (m_retryKeeps)
            keep->trigger();
        else
            refresh();
    });
    connect(m_bar, &ErrorBar::signInRequested, this, &Page::signInRequested);
}

void BranchPage::makeBranchActions(QMenu *menu)
{
    m_actions = new ActionSet(this, context().settings);
    menu->addSeparator();
    const QList<ListAction> rows = branchMenu(context(), location());
    for (const ListAction &row : rows)
        menu->addAction(m_actions->add(row.action, row.icon));
    for (const models::Store *store :
         {static_cast<models::Store *>(m_branch),
          static_cast<models::Store *>(models::branchList(context().workspace, models::organizationOf(location()),
                                                          models::databaseOf(location())))})
        connect(store, &models::Store::stateChanged, m_actions, &ActionSet::update);
    connect(menu, &QMenu::aboutToShow, m_actions, &ActionSet::update); // read-only mode
    connect(m_actions, &ActionSet::finished, this, &BranchPage::onActionFinished);
}

void BranchPage::onActionFinished(const QString &id, const models::ActionResult &result)
{
    using Kind = models::ActionResult::Kind;
    m_bar->clear();
    m_retryKeeps = false;
    if (result.kind == Kind::Done) {
        Q_EMIT notice(result.sentence);
        const QString organization = models::organizationOf(location());
        const QString database = models::databaseOf(location());
        if (id == QLatin1String("delete")) {
            leaveFor(models::databasePlace(location().account, organization, database, QStringLiteral("branches")));
        } else if (id == QLatin1String("rename")) {
            for (const api::Branch &row : models::branchList(context().workspace, organization, database)->rows()) {
                if (row.id == m_id && row.name != models::branchOf(location())) {
                    leaveFor(models::branchPlace(location().account, organization, database, row.name, location().tab));
                    return;
                }
            }
        }
        return;
    }
    if (result.kind == Kind::Changed)
        m_bar->showNotice(models::Tone::Warn, result.sentence);
    else
        m_bar->showError(result.error);
    refresh();
}

void BranchPage::leaveFor(const models::Location &place)
{
    Q_EMIT locationChanged(place); // "Back" does not lead here again
    Q_EMIT navigate(place);
}

QString BranchPage::title() const
{
    return models::visibleText(models::branchOf(location()));
}

void BranchPage::updateHeading()
{
    heading()->setTitle(title());
    const api::Branch *row = models::shownBranch(context().workspace, models::organizationOf(location()),
                                                 models::databaseOf(location()), models::branchOf(location()));
    if (!row)
        return;
    m_id = row->id;
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
    heading()->setChips(chips);
    QList<TitleFact> facts{{models::databaseKindText(row->kind), {}, false}};
    if (!row->parentBranch.isEmpty())
        facts.append({tr("from %1").arg(models::visibleText(row->parentBranch)), {}, false});
    if (row->region && !row->region->displayName.isEmpty())
        facts.append({row->region->displayName, row->region->slug, false});
    const QString size = models::clusterSizeName(row->clusterName, row->clusterDisplayName);
    if (!size.isEmpty())
        facts.append({size, tr("Cluster size"), false});
    if (row->schemaLastUpdatedAt.isValid())
        facts.append(
            {tr("schema changed %1").arg(models::relativeTime(row->schemaLastUpdatedAt, context().clock->now())),
             models::exactTime(row->schemaLastUpdatedAt), false});
    heading()->setFacts(facts);
}

void BranchPage::activate()
{
    m_branch->addViewer(this);
    m_branch->open();
    // What is made from it, and which other branch is production, tells the list.
    models::branchList(context().workspace, models::organizationOf(location()), models::databaseOf(location()))->open();
    TabbedPage::activate();
}

void BranchPage::deactivate()
{
    m_branch->removeViewer(this);
    TabbedPage::deactivate();
}

} // namespace orrery::views
