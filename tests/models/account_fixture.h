// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/network_access.h"
#include "models/auth/accounts.h"
#include "models/core/journal.h"
#include "models/core/local_database.h"
#include "tests/models/model_features.h"

#include <QTemporaryDir>

namespace orrery::test {

/// Everything signed-in accounts live on, in a folder of its own: no keychain, no host but the loopback interface.
class AccountFixture
{
public:
    /// `services`, what features share, may be there only later.
    explicit AccountFixture(const models::Services *services = nullptr) : m_services(services) {}

    /// A service token of these organizations, for this run only, at whatever answers there. It is the simulator's own.
    models::Workspace *signIn(const QUrl &service, const QStringList &organizations = {QStringLiteral("acme")})
    {
        return accounts.addServiceToken({QStringLiteral("demotoken001"), api::Secret("pscale_tkn_demo")}, organizations,
                                        api::Hosts::allAt(service), true);
    }
    /// Somebody who signed in with OAuth and was granted these scopes, for this run only.
    models::Workspace *signInWithScopes(const QUrl &service, const QByteArray &accessToken, const QStringList &scopes)
    {
        api::SignInGrant grant;
        grant.tokens.accessToken = api::Secret(accessToken);
        grant.tokens.scope = scopes;
        return accounts.addOAuth(grant, api::Hosts::allAt(service), true);
    }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
    const models::Services *m_services;

public:
    Clock clock;
    api::LoopbackOnlyNetwork network;
    api::MemorySecretStore memory;
    models::LocalDatabase database{path(QStringLiteral("orrery.db")), allTables()};
    models::Journal journal{&database, &clock};
    api::AccountRegistry registry{path(QStringLiteral("accounts.json")), &clock};
    models::Accounts accounts{{.network = &network,
                               .clock = &clock,
                               .keychain = &memory,
                               .memory = &memory,
                               .registry = &registry,
                               .database = &database,
                               .journal = &journal,
                               .services = m_services}};
};

} // namespace orrery::test
