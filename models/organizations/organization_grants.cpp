// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/organizations/organization_grants.h"

#include "api/core/api_client.h"
#include "api/organizations/requests.h"
#include "models/core/text.h"
#include "models/core/workspace.h"

namespace orrery::models {

OrganizationGrants::OrganizationGrants(const StoreContext &context, Workspace *workspace)
    : QObject(workspace), m_context(context), m_workspace(workspace)
{
    connect(workspace, &Workspace::factsChanged, this, &OrganizationGrants::changed); // service tokens come and go
}

void OrganizationGrants::ask(const QStringList &organizations)
{
    if (!m_workspace->facts().hasUser) // a service token lists only its own
        return;
    for (const QString &name : organizations) {
        if (m_grants.contains(name))
            continue;
        m_grants.insert(name, Grant::Unknown);
        m_context.client->send(api::organizations::get({name}), this, api::Priority::Background)
            ->then(this, [this, name, round = m_round](const api::Result<api::Organization> &result) {
                if (round != m_round)
                    return;
                const bool refused = !result && (result.error().status == 403 || result.error().status == 404);
                if (!result && !refused) {
                    m_grants.remove(name); // no answer about it: the next listing asks again
                    return;
                }
                m_grants.insert(name, result ? Grant::Granted : Grant::NotGranted);
                Q_EMIT changed();
            });
    }
}

void OrganizationGrants::forget()
{
    ++m_round;
    const QStringList known = m_grants.keys();
    m_grants.clear();
    ask(known);
    Q_EMIT changed();
}

std::optional<StateWord> OrganizationGrants::describe(const QString &organization) const
{
    const QString token = m_workspace->facts().serviceTokens.value(organization);
    if (!token.isEmpty() && m_workspace->facts().hasUser) {
        return StateWord{Tone::Ok, tr("Service token"),
                         tr("The service token %1 signs what it may do here.").arg(visibleText(token))};
    }
    switch (grant(organization)) {
    case Grant::Granted:
        return StateWord{Tone::Ok, tr("Granted"), tr("This sign-in may read the organization.")};
    case Grant::NotGranted:
        return StateWord{Tone::Warn, tr("Not granted"),
                         tr("The sign-in was not allowed to see this organization. Sign in again and choose it on "
                            "PlanetScale's page, or add a service token of it.")};
    case Grant::Unknown:
        break;
    }
    return std::nullopt;
}

OrganizationGrants *organizationGrants(Workspace *workspace)
{
    return workspace->store<OrganizationGrants>(
        {QStringLiteral("organization_grants")},
        [workspace](const StoreContext &context, QObject *) { return new OrganizationGrants(context, workspace); });
}

} // namespace orrery::models
