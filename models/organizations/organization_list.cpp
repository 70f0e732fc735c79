// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/organizations/organization_list.h"

#include "api/organizations/requests.h"
#include "models/core/column_kit.h"
#include "models/core/service_names.h"
#include "models/core/workspace.h"
#include "models/organizations/organization_grants.h"
#include "models/organizations/organization_places.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(OrganizationList)
};
} // namespace

OrganizationList::Spec organizationListSpec(const StoreContext &context, const OrganizationGrants *grants)
{
    using Row = api::Organization;
    OrganizationList::Spec spec;
    spec.key = {context.account, QStringLiteral("organizations"), {}};
    spec.failureTitle = Words::tr("The organizations could not be loaded.");
    spec.list = [](const api::PageRequest &page) { return api::organizations::list(page); };
    spec.idOf = [](const Row &row) { return row.name; };
    spec.locationOf = [account = context.account](const Row &row) { return organizationPlace(account, row.name); };
    spec.columns = {
        textColumn<Row>("name", Words::tr("Organization"), 260, [](const Row &row) { return row.name; }),
        textColumn<Row>("plan", Words::tr("Plan"), 120, [](const Row &row) { return planName(row.plan); }),
        numberColumn<Row>("databases", Words::tr("Databases"), 100, [](const Row &row) { return row.databaseCount; }),
        timeColumn<Row>("created_at", Words::tr("Created"), 130, context.clock,
                        [](const Row &row) { return row.createdAt; }),
    };
    if (grants) {
        spec.columns.append(stateColumn<Row>("access", Words::tr("Access"), 120,
                                             [grants](const Row &row) { return grants->describe(row.name); }));
    }
    spec.freshFor = std::chrono::seconds(120);
    return spec;
}

OrganizationList *organizationList(Workspace *workspace)
{
    return workspace->store<OrganizationList>(
        {QStringLiteral("organizations")}, [workspace](const StoreContext &context, QObject *parent) {
            OrganizationGrants *grants = organizationGrants(workspace);
            auto *list = new OrganizationList(context, organizationListSpec(context, grants), parent);
            QObject::connect(grants, &OrganizationGrants::changed, list, [list]() {
                auto *model = list->model();
                if (const int rows = model->rowCount())
                    Q_EMIT model->dataChanged(model->index(0, 0), model->index(rows - 1, model->columnCount() - 1));
            });
            QObject::connect(list, &Store::stateChanged, list, [list, workspace, client = context.client]() {
                const QString &only = workspace->facts().organization;
                const LoadState &state = list->state();
                if (state.phase != LoadState::Phase::Failed || only.isEmpty() || state.hasContent)
                    return;
                client->send(api::organizations::get({only}), list)
                    ->then(list, [list](const api::Result<api::Organization> &result) {
                        if (result)
                            list->showSingle(*result);
                    });
            });
            return list;
        });
}

} // namespace orrery::models
