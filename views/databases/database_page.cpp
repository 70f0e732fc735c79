// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/databases/database_page.h"

#include "models/core/text.h"
#include "models/core/workspace.h"
#include "models/databases/database_list.h"
#include "models/databases/database_places.h"
#include "models/schema/compare_places.h"
#include "views/core/age_ticker.h"
#include "views/core/icons.h"
#include "views/core/page_title.h"

#include <QAction>
#include <QMenu>

namespace orrery::views {

DatabasePage::DatabasePage(PageContext pageContext, models::Location where, QWidget *parent)
    : TabbedPage(std::move(pageContext), std::move(where), parent)
{
    makeMenu();
    // The database's own row tells kind, state and settings; it comes with its organization's list.
    models::DatabaseList *databases = models::databaseList(context().workspace, models::organizationOf(location()));
    connect(databases->model(), &QAbstractItemModel::dataChanged, this, &DatabasePage::updateHeading);
    connect(databases, &models::Store::stateChanged, this, &DatabasePage::updateHeading);
    updateHeading();
    new AgeTicker(this, [this]() { updateHeading(); });
}

void DatabasePage::makeMenu()
{
    const auto add = [this](Glyph glyph, const QString &text, const models::Location &place) {
        auto *action = new QAction(glyphIcon(glyph), text, this);
        connect(action, &QAction::triggered, this, [this, place]() { Q_EMIT navigate(place); });
        return action;
    };
    const models::Location compare =
        models::comparePlace(location().account, models::organizationOf(location()), models::databaseOf(location()));
    auto *menu = new QMenu(this);
    menu->addAction(add(Glyph::Split, tr("Compare schemas"), compare));
    menu->addAction(add(Glyph::Clock, tr("Schema snapshots"), compare.withTab(QStringLiteral("snapshots"))));
    heading()->setMenu(menu);
}

const api::Database *DatabasePage::database() const
{
    return models::knownDatabase(context().workspace, models::organizationOf(location()),
                                 models::databaseOf(location()));
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
    updateTabs();
}

void DatabasePage::activate()
{
    // A page opened from a link may come before its organization's list.
    if (!database())
        models::databaseList(context().workspace, models::organizationOf(location()))->open();
    TabbedPage::activate();
}

} // namespace orrery::views
