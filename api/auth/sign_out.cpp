// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/sign_out.h"

#include <QPointer>

namespace orrery::api {

using What = SignOutStep::What;

namespace {
constexpr TokenCall::Limits signOutLimits{.total = std::chrono::milliseconds(10'000)};
}

SignOut::SignOut(const AccountInfo &account, const OAuthClient &client, const TokenGrant &grant, SecretStore *store,
                 QNetworkAccessManager *network, QObject *parent)
    : QObject(parent), m_account(account), m_client(client), m_grant(grant), m_store(store), m_network(network)
{
    const auto plan = [this](What what, const QString &organization = {}) {
        m_todo.append({.what = what, .organization = organization, .network = {}, .store = {}});
    };
    if (m_account.kind == AccountInfo::Kind::OAuth) {
        if (!m_grant.accessToken.isEmpty())
            plan(What::RevokeAccessToken);
        // A token of the organization endpoint is deleted whole.
        if (!m_grant.refreshToken.isEmpty() && m_grant.tokenId.isEmpty())
            plan(What::RevokeRefreshToken);
        plan(What::ForgetAccessToken);
        plan(What::ForgetRefreshToken);
        plan(What::ForgetClientSecret);
        if (m_client.organizationEndpoint)
            plan(What::ForgetOwnerToken);
    }
    for (const AccountInfo::TokenRef &token : std::as_const(m_account.serviceTokens))
        plan(What::ForgetServiceToken, token.organization);
    QMetaObject::invokeMethod(this, &SignOut::next, Qt::QueuedConnection);
}

void SignOut::next()
{
    if (m_todo.isEmpty()) {
        Q_EMIT finished(m_receipt);
        return;
    }
    const SignOutStep step = m_todo.takeFirst();
    switch (step.what) {
    case What::RevokeAccessToken:
        if (m_client.organizationEndpoint && !m_grant.tokenId.isEmpty())
            revoke(step,
                   token_requests::deleteOrganizationToken(m_account.hosts, *m_client.organizationEndpoint,
                                                           m_grant.tokenId));
        else
            revoke(step, token_requests::revoke(m_account.hosts, m_client, m_grant.accessToken));
        return;
    case What::RevokeRefreshToken:
        revoke(step, token_requests::revoke(m_account.hosts, m_client, m_grant.refreshToken));
        return;
    case What::ForgetAccessToken:
        forget(step, SecretRole::AccessToken);
        return;
    case What::ForgetRefreshToken:
        forget(step, SecretRole::RefreshToken);
        return;
    case What::ForgetClientSecret:
        forget(step, SecretRole::ClientSecret);
        return;
    case What::ForgetOwnerToken:
        forget(step, SecretRole::OwnerToken);
        return;
    case What::ForgetServiceToken:
        forget(step, SecretRole::ServiceToken);
        return;
    }
}

void SignOut::revoke(const SignOutStep &step, const TokenRequest &request)
{
    TokenCall::send(m_network, request, this, signOutLimits, [this, step](const TokenAnswer &answer) {
        SignOutStep done = step;
        done.network = token_answers::readRevocation(answer);
        end(done);
    });
}

void SignOut::forget(const SignOutStep &step, SecretRole role)
{
    m_store->remove(secretEntry(m_account, role, step.organization), this,
                    [this, step](const SecretStore::WriteResult &result) {
                        SignOutStep done = step;
                        if (!result)
                            done.store = result.error();
                        end(done);
                    });
}

void SignOut::end(const SignOutStep &step)
{
    m_receipt.append(step);
    const QPointer<SignOut> alive(this);
    Q_EMIT progress(step);
    if (alive)
        next();
}

} // namespace orrery::api
