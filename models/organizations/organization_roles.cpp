// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/organizations/organization_roles.h"

#include "api/organizations/requests.h"
#include "models/core/text.h"
#include "models/core/workspace.h"

namespace orrery::models {

namespace {
constexpr std::chrono::hours rolesAreFreshFor(1);

bool isAdministrator(const api::Member &member)
{
    return member.role == api::MemberRole::Admin;
}
} // namespace

OrganizationRoles::OrganizationRoles(const StoreContext &context, UserItem *user, const QString &organization,
                                     QObject *parent)
    : QObject(parent), m_context(context), m_organization(organization), m_user(user)
{
    MemberPage::Spec spec;
    spec.failureTitle = tr("The members of %1 could not be loaded.").arg(visibleText(organization));
    spec.get = [organization] { return api::organizations::members({organization}); };
    spec.freshFor = rolesAreFreshFor;
    m_first = new MemberPage(m_context, std::move(spec), this);
    connect(m_first, &Store::stateChanged, this, &OrganizationRoles::changed);
    connect(m_user, &Store::stateChanged, this, &OrganizationRoles::openOwn);
}

void OrganizationRoles::open()
{
    m_opened = true;
    // What was refused is not asked for again at every turn.
    if (m_first->state().phase == LoadState::Phase::Failed)
        return;
    m_first->open();
    openOwn();
}

void OrganizationRoles::openOwn()
{
    if (!m_opened || !m_user->value() || m_user->value()->id.isEmpty())
        return;
    if (!m_own) {
        MemberItem::Spec spec;
        spec.failureTitle = m_first->failureTitle();
        spec.get = [organization = m_organization, id = m_user->value()->id] {
            return api::organizations::member({organization}, id);
        };
        spec.freshFor = rolesAreFreshFor;
        m_own = new MemberItem(m_context, std::move(spec), this);
        connect(m_own, &Store::stateChanged, this, &OrganizationRoles::changed);
    }
    if (m_own->state().phase != LoadState::Phase::Failed)
        m_own->open();
}

std::optional<bool> OrganizationRoles::administrator() const
{
    // A role this version does not know may be more than either.
    if (!m_own || !m_own->value() || !m_own->value()->role.isKnown())
        return std::nullopt;
    return isAdministrator(*m_own->value());
}

std::optional<bool> OrganizationRoles::soleAdministrator() const
{
    const auto own = administrator();
    if (!own || !*own)
        return own;
    const auto &page = m_first->value();
    if (!page)
        return std::nullopt;
    const auto count = std::count_if(page->items.cbegin(), page->items.cend(), &isAdministrator);
    if (count > 1)
        return false;
    const bool allKnown = !page->next
        && std::all_of(page->items.cbegin(), page->items.cend(),
                       [](const api::Member &member) { return member.role.isKnown(); });
    return count == 1 && allKnown ? std::optional(true) : std::nullopt;
}

QStringList OrganizationRoles::administrators() const
{
    QStringList names;
    if (const auto &page = m_first->value()) {
        for (const api::Member &member : page->items) {
            if (isAdministrator(member) && member.user)
                names.append(
                    visibleText(member.user->displayName.isEmpty() ? member.user->name : member.user->displayName));
        }
    }
    names.removeAll(QString());
    return names;
}

OrganizationRoles *organizationRoles(Workspace *workspace, const QString &organization)
{
    UserItem *user = currentUser(workspace);
    return workspace->store<OrganizationRoles>({QStringLiteral("organization_roles"), organization},
                                               [&](const StoreContext &context, QObject *parent) {
                                                   return new OrganizationRoles(context, user, organization, parent);
                                               });
}

} // namespace orrery::models
