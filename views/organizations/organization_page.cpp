// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/organizations/organization_page.h"

#include "models/core/service_names.h"
#include "models/core/text.h"
#include "models/core/workspace.h"
#include "models/databases/database_list.h"
#include "models/organizations/organization_list.h"
#include "models/organizations/organization_places.h"
#include "views/core/age_ticker.h"
#include "views/core/page_title.h"
#include "views/window/list_pane.h"

#include <QVBoxLayout>

namespace orrery::views {

OrganizationPage::OrganizationPage(PageContext pageContext, models::Location where, QWidget *parent)
    : ListPage(std::move(pageContext), std::move(where), parent)
{
    models::Workspace *workspace = context().workspace;
    models::DatabaseList *list = models::databaseList(workspace, models::organizationOf(location()));
    auto *pane = new ListPane(
        list,
        {.accessibleName = tr("Databases of %1").arg(models::visibleText(models::organizationOf(location()))),
         .settingsKey = QStringLiteral("databases"),
         .settings = context().settings,
         .sortColumn = "name",
         .stretchColumn = "name",
         .contextActions = {}});
    pane->setDescribe([list](const QString &id) {
        const api::Database *row = list->model()->find(id);
        return row ? api::describeFields(*row) : QList<api::FieldValue>();
    });
    pane->setEmptyState({Glyph::Database, tr("No databases"),
                         tr("Databases of this organization that the sign-in may see are listed here."), nullptr});
    follow(pane);
    body()->addWidget(pane);
    connect(models::organizationList(workspace), &models::Store::stateChanged, this, &OrganizationPage::updateHeading);
    new AgeTicker(this, [this]() { updateHeading(); });
    updateHeading();
}

QString OrganizationPage::title() const
{
    return models::visibleText(models::organizationOf(location()));
}

void OrganizationPage::updateHeading()
{
    heading()->setTitle(title());
    QList<models::StateWord> chips;
    QList<TitleFact> facts;
    if (const api::Organization *organization =
            models::organizationList(context().workspace)->model()->find(models::organizationOf(location()))) {
        if (!organization->plan.isEmpty())
            facts.append({tr("%1 plan").arg(models::visibleText(models::planName(organization->plan))), {}, false});
        if (organization->databaseCount)
            facts.append({tr("%Ln database(s)", nullptr, int(*organization->databaseCount)), {}, false});
        if (organization->sso.value_or(false))
            facts.append({tr("Single sign-on"), {}, false});
        if (organization->createdAt.isValid())
            facts.append({tr("created %1").arg(models::relativeTime(organization->createdAt, context().clock->now())),
                          models::exactTime(organization->createdAt), false});
        if (organization->hasPastDueInvoices.value_or(false))
            chips.append({models::Tone::Warn, tr("Invoice past due"),
                          tr("The organization has an unpaid invoice; PlanetScale may refuse changes.")});
    }
    heading()->setChips(chips);
    heading()->setFacts(facts);
}

void OrganizationPage::activate()
{
    currentPane()->setActive(true);
}

void OrganizationPage::deactivate()
{
    currentPane()->setActive(false);
}

void OrganizationPage::refresh()
{
    currentPane()->store()->refresh();
}

} // namespace orrery::views
