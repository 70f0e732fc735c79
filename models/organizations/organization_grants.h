// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/store_context.h"
#include "models/core/tone.h"

#include <QHash>
#include <QObject>

#include <optional>

namespace orrery::models {

class Workspace;

/// Which organizations a sign-in may really read. An OAuth token lists every organization of its person, but works only on
/// those that were chosen on the consent page; the others answer 403. Each listed one is asked for once a sign-in, behind
/// everything else.
class OrganizationGrants final : public QObject
{
    Q_OBJECT
public:
    enum class Grant : quint8 { Unknown, Granted, NotGranted };

    /// Of the account; `workspace` owns it.
    OrganizationGrants(const StoreContext &context, Workspace *workspace);

    [[nodiscard]] Grant grant(const QString &organization) const { return m_grants.value(organization); }
    /// For a chip; nothing where it is not known.
    [[nodiscard]] std::optional<StateWord> describe(const QString &organization) const;
    /// Asks for those of them that were not asked for yet.
    void ask(const QStringList &organizations);

    /// Asks again: another sign-in may have been allowed others.
    void forget();

Q_SIGNALS:
    void changed();

private:
    StoreContext m_context;
    Workspace *m_workspace;
    QHash<QString, Grant> m_grants; ///< Unknown: asked, not answered
    int m_round = 0; ///< answers of an earlier sign-in do not count
};

/// Of the account.
OrganizationGrants *organizationGrants(Workspace *workspace);

} // namespace orrery::models
