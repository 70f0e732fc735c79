// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/account.h"
#include "api/auth/secret_store.h"
#include "api/auth/token_endpoint.h"

#include <QList>
#include <QObject>

#include <optional>

namespace orrery::api {

/// One line of what signing out did.
struct SignOutStep
{
    enum class What : quint8 {
        RevokeAccessToken,
        RevokeRefreshToken,
        ForgetAccessToken, ///< removed from the secret store
        ForgetRefreshToken,
        ForgetClientSecret,
        ForgetOwnerToken,
        ForgetServiceToken, ///< `organization`; the token stays valid at PlanetScale until deleted there
    };

    What what = What::RevokeAccessToken;
    QString organization;
    std::optional<SignInError> network; ///< why a revocation is not certain
    std::optional<SecretError> store; ///< why an entry may still be there

    [[nodiscard]] bool succeeded() const { return !network && !store; }
};

/// Revokes the tokens of one account and removes its entries from the secret store, step by step, going on after a failure.
class SignOut final : public QObject
{
    Q_OBJECT
public:
    /// `store` and `network` outlive it.
    SignOut(const AccountInfo &account, const OAuthClient &client, const TokenGrant &grant, SecretStore *store,
            QNetworkAccessManager *network, QObject *parent = nullptr);

Q_SIGNALS:
    void progress(const orrery::api::SignOutStep &step);
    /// The last; never before the constructor returned.
    void finished(const QList<orrery::api::SignOutStep> &receipt);

private:
    void next();
    void end(const SignOutStep &step);
    void revoke(const SignOutStep &step, const TokenRequest &request);
    void forget(const SignOutStep &step, SecretRole role);

    AccountInfo m_account;
    OAuthClient m_client;
    TokenGrant m_grant;
    SecretStore *m_store;
    QNetworkAccessManager *m_network;
    QList<SignOutStep> m_todo;
    QList<SignOutStep> m_receipt;
};

} // namespace orrery::api
