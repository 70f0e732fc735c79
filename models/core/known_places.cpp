// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/known_places.h"

#include "models/auth/accounts.h"
#include "models/core/text.h"

namespace orrery::models {

QList<KnownPlace> knownPlaces(const Accounts *accounts)
{
    QList<KnownPlace> organizations;
    QList<KnownPlace> databases;
    QList<KnownPlace> branches;
    QList<KnownPlace> requests;
    const auto joined = [](const QStringList &names) {
        QStringList visible;
        for (const QString &name : names)
            visible.append(visibleText(name));
        return visible.join(QStringLiteral(" / "));
    };
    const QList<Workspace *> workspaces = accounts->workspaces();
    for (Workspace *workspace : workspaces) {
        const QString &account = workspace->facts().id;
        for (const api::Organization &organization : workspace->organizations()->rows()) {
            organizations.append(
                {Location::organizationPage(account, organization.name), visibleText(organization.name)});
            const DatabaseList *databaseList = workspace->loadedDatabases(organization.name);
            if (!databaseList)
                continue;
            for (const api::Database &database : databaseList->rows()) {
                databases.append({Location::databasePage(account, organization.name, database.name),
                                  joined({organization.name, database.name})});
                if (const BranchList *list = workspace->loadedBranches(organization.name, database.name)) {
                    for (const api::Branch &branch : list->rows()) {
                        branches.append({Location::branchPage(account, organization.name, database.name, branch.name),
                                         joined({organization.name, database.name, branch.name})});
                    }
                }
                if (const DeployRequestList *list = workspace->loadedDeployRequests(organization.name, database.name)) {
                    for (const api::DeployRequestSummary &request : list->rows()) {
                        const qint64 number = request.number.value_or(0);
                        requests.append({Location::deployRequestPage(account, organization.name, database.name, number),
                                         QStringLiteral("%1 #%2 %3")
                                             .arg(joined({organization.name, database.name}), QString::number(number),
                                                  deployRequestTitle(request.branch, request.intoBranch))});
                    }
                }
            }
        }
    }
    return organizations + databases + branches + requests;
}

} // namespace orrery::models
