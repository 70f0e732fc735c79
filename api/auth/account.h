// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/secret_store.h"
#include "api/core/hosts.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

namespace orrery::api {

/// What is known about one sign-in without its secrets. Kept by AccountRegistry; the secrets are in a SecretStore under
/// secretEntry().
struct AccountInfo
{
    enum class Kind : quint8 {
        OAuth, ///< signed in through the browser (or a device code); may carry service tokens beside
        ServiceToken, ///< service tokens only
    };
    /// A service token and the organization it belongs to. The id is no secret.
    struct TokenRef
    {
        QString organization;
        QString id;
        friend bool operator==(const TokenRef &, const TokenRef &) = default;
    };

    QString id; ///< UUID without braces
    QString label; ///< shown to people: an e-mail address, an organization; may be changed
    QString name; ///< given by the person, shown instead of the label; empty: none
    QString color; ///< chosen by the person, one of the names of accountColors() in models; empty: none
    QString keychainName; ///< the name in every keychain entry; set once, unique among the accounts
    Kind kind = Kind::OAuth;
    Hosts hosts;
    QString clientId; ///< OAuth application
    bool clientRegistered = false; ///< by dynamic registration
    QString ownerOrganization; ///< set with ownerApplicationId: tokens come from the organization token endpoint
    QString ownerApplicationId;
    QString ownerTokenId; ///< id of the service token that signs there
    QList<TokenRef> serviceTokens;
    QStringList scope; ///< granted OAuth scopes, as far as the service told
    QDateTime createdAt; ///< UTC
    QDateTime expiresAt; ///< of the OAuth access token; invalid: not told
    bool readOnly = false; ///< the person wants nothing changed with it
    bool forThisRunOnly = false; ///< never written to a file; secrets stay in memory

    /// A new account with a fresh id.
    static AccountInfo create(Kind kind, const QString &label, const Hosts &hosts, const QDateTime &now);

    [[nodiscard]] bool usesOrganizationEndpoint() const { return !ownerOrganization.isEmpty(); }
    friend bool operator==(const AccountInfo &, const AccountInfo &) = default;
};

/// The entries an account has in the secret store.
enum class SecretRole : quint8 { AccessToken, RefreshToken, ClientSecret, OwnerToken, ServiceToken };

/// "Orrery: acme, OAuth access token (account's id)", for the account's hosts only. Readable, because people meet it in their
/// keychain program.
SecretEntry secretEntry(const AccountInfo &account, SecretRole role, const QString &organization = {});

} // namespace orrery::api
