// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/organizations/member.h"
#include "models/access/current_user.h"

#include <QStringList>

#include <optional>

namespace orrery::models {

/// The signed-in person's place in an organization, and who administers it, from the members operations. Costs two requests
/// an hour, and none for a service token, which is no member.
class OrganizationRoles final : public QObject
{
    Q_OBJECT
public:
    OrganizationRoles(const StoreContext &context, UserItem *user, const QString &organization,
                      QObject *parent = nullptr);

    /// Reads what is not known or an hour old. Cheap to call again.
    void open();

    /// Whether the signed-in person administers the organization; nothing: not known.
    [[nodiscard]] std::optional<bool> administrator() const;
    /// Whether nobody else does.
    [[nodiscard]] std::optional<bool> soleAdministrator() const;
    /// Names of administrators, as far as they are known; of a large organization perhaps not all.
    [[nodiscard]] QStringList administrators() const;

Q_SIGNALS:
    void changed();

private:
    void openOwn();

    using MemberItem = ItemStore<api::Member>;
    using MemberPage = ItemStore<api::Page<api::Member>>;

    StoreContext m_context;
    QString m_organization;
    UserItem *m_user;
    MemberItem *m_own = nullptr; ///< once the user is known
    MemberPage *m_first; ///< the first hundred members
    bool m_opened = false;
};

/// Those of the account.
OrganizationRoles *organizationRoles(Workspace *workspace, const QString &organization);

} // namespace orrery::models
