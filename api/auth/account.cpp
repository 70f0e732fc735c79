// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/account.h"

#include <QUuid>

namespace orrery::api {

AccountInfo AccountInfo::create(Kind kind, const QString &label, const Hosts &hosts, const QDateTime &now)
{
    AccountInfo account;
    account.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    account.label = label;
    account.keychainName = label.isEmpty() ? account.id : label + QStringLiteral("@planetscale");
    account.kind = kind;
    account.hosts = hosts;
    account.createdAt = now;
    return account;
}

QString secretKey(const AccountInfo &account, SecretRole role, const QString &organization)
{
    // Not translated: an entry must be found again after a change of language.
    switch (role) {
    case SecretRole::AccessToken:
        return account.keychainName + QStringLiteral(" OAuth access token");
    case SecretRole::RefreshToken:
        return account.keychainName + QStringLiteral(" OAuth refresh token");
    case SecretRole::ClientSecret:
        return account.keychainName + QStringLiteral(" OAuth client secret");
    case SecretRole::OwnerToken:
        return account.keychainName + QStringLiteral(" OAuth application service token");
    case SecretRole::ServiceToken:
        return account.keychainName + QStringLiteral(" service token for ") + organization;
    }
    return {};
}

} // namespace orrery::api
