// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/crumbs.h"

#include "models/auth/accounts.h"

#include <QCoreApplication>

namespace orrery::views {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Crumbs)
};

Crumb crumb(const QString &text, const models::Location &target)
{
    return {text, QVariant::fromValue(target), std::nullopt};
}
} // namespace

QList<Crumb> crumbsFor(const models::Location &location, const models::Accounts *accounts)
{
    using Page = models::Location::Page;
    if (location.page == Page::Welcome)
        return {crumb(Words::tr("Sign in"), location)};
    if (location.page == Page::Activity)
        return {crumb(Words::tr("Activity"), location)};
    if (location.page == Page::Storage)
        return {crumb(Words::tr("Storage"), location)};
    QList<Crumb> crumbs;
    const QString &account = location.account;
    // With one account its name says nothing that the sidebar does not.
    if (accounts->workspaces().size() > 1 || location.page == Page::Organizations) {
        const models::Workspace *workspace = accounts->workspace(account);
        crumbs.append(crumb(workspace ? workspace->facts().label : Words::tr("Account"),
                            models::Location{.page = Page::Organizations, .account = account}));
    }
    if (!location.organization.isEmpty())
        crumbs.append(crumb(location.organization, models::Location::organizationPage(account, location.organization)));
    if (!location.database.isEmpty())
        crumbs.append(crumb(location.database,
                            models::Location::databasePage(account, location.organization, location.database)));
    if (location.page == Page::Branch)
        crumbs.append(crumb(location.branch, location));
    if (location.page == Page::DeployRequest || location.page == Page::NewDeployRequest) {
        crumbs.append(crumb(Words::tr("Deploy requests"),
                            models::Location::databasePage(account, location.organization, location.database,
                                                           QStringLiteral("deploy-requests"))));
        crumbs.append(location.page == Page::NewDeployRequest
                          ? crumb(Words::tr("New"), location)
                          : crumb(QStringLiteral("#%1").arg(location.number), location));
    }
    if (location.page == Page::Compare)
        crumbs.append(crumb(Words::tr("Compare"), location));
    return crumbs;
}

} // namespace orrery::views
