// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/account.h"

#include <QUuid>

namespace orrery::api {

AccountInfo AccountInfo::create(Kind kind, const QString &label, const Hosts &hosts, const QDateTime &now)
{
    AccountInfo account;
    account.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    account.label = label;
    account.keychainName = label.isEmpty() ? account.id : label;
    account.kind = kind;
    account.hosts = hosts;
    account.createdAt = now;
    return account;
}

namespace {

// Not translated: an entry must be found again after a change of language.
QString purposeOf(SecretRole role, const QString &organization)
{
    switch (role) {
    case SecretRole::AccessToken:
        return QStringLiteral("OAuth access token");
    case SecretRole::RefreshToken:
        return QStringLiteral("OAuth refresh token");
    case SecretRole::ClientSecret:
        return QStringLiteral("OAuth client secret");
    case SecretRole::OwnerToken:
        return QStringLiteral("OAuth application service token");
    case SecretRole::ServiceToken:
        return organization.isEmpty() ? QStringLiteral("service token")
                                      : QStringLiteral("service token for ") + organization;
    }
    return {};
}

} // namespace

SecretEntry secretEntry(const AccountInfo &account, SecretRole role, const QString &organization)
{
    const Hosts &hosts = account.hosts;
    SecretEntry entry{
        .key =
            QStringLiteral("Orrery: %1, %2 (%3)").arg(account.keychainName, purposeOf(role, organization), account.id),
        .receivers = {hosts.api, hosts.auth, hosts.metrics}};
    // Orrery 0.1 named no account, so another profile may have put the token of its host there.
    if (hosts.isPlanetScale()) {
        const QString purpose = role == SecretRole::ServiceToken ? QStringLiteral("service token for ") + organization
                                                                 : purposeOf(role, {});
        entry.formerKey = account.keychainName + u' ' + purpose;
    }
    return entry;
}

} // namespace orrery::api
