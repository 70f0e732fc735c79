// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/organizations/organizations_page.h"

#include "models/access/current_user.h"
#include "models/auth/account_actions.h"
#include "models/auth/accounts.h"
#include "models/auth/sign_in_places.h"
#include "models/core/workspace.h"
#include "models/organizations/organization_grants.h"
#include "models/organizations/organization_list.h"
#include "views/core/page_title.h"
#include "views/window/list_pane.h"

#include <QVBoxLayout>

namespace orrery::views {

OrganizationsPage::OrganizationsPage(PageContext pageContext, models::Location location, QWidget *parent)
    : ListPage(std::move(pageContext), std::move(location), parent)
{
    models::Workspace *workspace = context().workspace;
    models::OrganizationList *list = models::organizationList(workspace);
    auto *pane = new ListPane(list,
                              {.accessibleName = tr("Organizations"),
                               .settingsKey = QStringLiteral("organizations"),
                               .settings = context().settings,
                               .sortColumn = "name",
                               .stretchColumn = "name",
                               .contextActions = {}});
    pane->setDescribe([list](const QString &id) {
        const api::Organization *row = list->model()->find(id);
        return row ? api::describeFields(*row) : QList<api::FieldValue>();
    });
    pane->setEmptyState(
        {Glyph::Organization, tr("No organization"),
         tr("This sign-in sees no organization. Sign in again and choose at least one on PlanetScale's page."),
         nullptr});
    const QString account = workspace->facts().id;
    const models::AccountActions actions = models::accountActions(
        context().accounts, account, [pane]() { return pane->table() ? pane->table()->currentId() : QString(); });
    models::Action again;
    again.id = QStringLiteral("sign-in-again");
    again.verb = tr("Sign in again…");
    again.refusal = []() { return std::optional<QString>(); };
    again.local = [this, account]() { Q_EMIT navigate(models::signInPlace(account)); };
    pane->setActions({{actions.appearance, Glyph::Edit, true},
                      {actions.addToken, Glyph::Plus, true},
                      {actions.removeToken, Glyph::Trash},
                      {again, Glyph::Refresh}},
                     context().settings);
    connect(list, &models::Store::stateChanged, this, &OrganizationsPage::askForGrants);
    follow(pane);
    body()->addWidget(pane);
    connect(workspace, &models::Workspace::factsChanged, this, &OrganizationsPage::updateHeading);
    connect(models::currentUser(workspace), &models::Store::stateChanged, this, &OrganizationsPage::updateHeading);
    updateHeading();
}

void OrganizationsPage::updateHeading()
{
    models::Workspace *workspace = context().workspace;
    heading()->setTitle(tr("Organizations"));
    QList<TitleFact> facts{{workspace->facts().description, {}, false}};
    const auto &user = models::currentUser(workspace)->value();
    if (user && !user->displayName.isEmpty() && user->displayName != workspace->facts().label)
        facts.append({user->displayName, user->email, false});
    heading()->setFacts(facts);
}

void OrganizationsPage::activate()
{
    currentPane()->setActive(true);
    askForGrants();
}

// Only here: a sidebar that unfolds does not need to know.
void OrganizationsPage::askForGrants()
{
    const models::OrganizationList *list = models::organizationList(context().workspace);
    if (!list->isViewed() || list->state().phase != models::LoadState::Phase::Ready)
        return;
    QStringList names;
    for (const api::Organization &row : list->rows())
        names.append(row.name);
    models::organizationGrants(context().workspace)->ask(names);
}

void OrganizationsPage::deactivate()
{
    currentPane()->setActive(false);
}

void OrganizationsPage::refresh()
{
    currentPane()->store()->refresh();
}

} // namespace orrery::views
