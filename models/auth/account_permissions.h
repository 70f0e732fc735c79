// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/clock.h"
#include "models/core/permissions.h"

#include <QHash>
#include <QSet>

namespace orrery::models {

class Accounts;
class Workspace;

/// What the signed-in accounts may do: from the scopes of an OAuth sign-in, the accesses of a service token, the person's
/// place in the organization, and what the service refused before. Where none of these tells, it is not known.
class AccountPermissions final : public Permissions
{
    Q_OBJECT
public:
    /// Both outlive it.
    AccountPermissions(Accounts *accounts, const Clock *clock, QObject *parent = nullptr);

    PermissionAnswer ask(const QString &account, const api::RequestData &request,
                         std::string_view accesses = {}) override;
    void refused(const QString &account, const api::RequestData &request, std::string_view accesses,
                 const api::ApiError &error) override;
    void accepted(const QString &account, const api::RequestData &request, std::string_view accesses) override;

    /// How long a refusal of the service is taken at its word: what somebody grants meanwhile is found by trying.
    static constexpr std::chrono::minutes refusalHolds{5};

private:
    struct Refusal
    {
        QDateTime at; ///< UTC
        bool missing = false; ///< 404: missing or not permitted
        QString requirement;
    };

    [[nodiscard]] std::optional<QString> refusedBefore(const QString &account, const api::RequestData &request,
                                                       std::string_view accesses) const;
    [[nodiscard]] PermissionAnswer askToken(Workspace *workspace, const QString &token, const api::RequestData &request,
                                            std::string_view accesses);
    [[nodiscard]] PermissionAnswer askRole(Workspace *workspace, const api::RequestData &request);
    /// Forgets refusals of the account when it is given another sign-in; once an account.
    void follow(Workspace *workspace);

    Accounts *m_accounts;
    const Clock *m_clock;
    QHash<QString, QHash<QString, Refusal>> m_refusals; ///< by account, then by operation and place
    QSet<QObject *> m_followed; ///< what is connected already
};

} // namespace orrery::models
