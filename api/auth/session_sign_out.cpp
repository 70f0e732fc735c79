// SPDX-License-Identifier: GPL-3.0-or-later
// Session's way out, step by step.
#include "api/auth/session.h"

#include <QTimer>

namespace orrery::api {

namespace {
constexpr TokenCall::Limits signOutLimits{.total = std::chrono::milliseconds(10'000)};
}

void Session::signOut()
{
    if (m_state == State::SigningOut || m_state == State::SignedOut)
        return;
    using What = SignOutStep::What;
    m_renewal->stop();
    m_writes.clear();
    m_receipt.clear();
    m_todo.clear();
    const auto plan = [this](What what, const QString &organization = {}) {
        m_todo.append({.what = what, .organization = organization, .network = {}, .store = {}});
    };
    if (m_account.kind == AccountInfo::Kind::OAuth) {
        if (hasOAuth())
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
    setState(State::SigningOut);
    QMetaObject::invokeMethod(this, &Session::nextSignOutStep, Qt::QueuedConnection);
}

void Session::nextSignOutStep()
{
    if (m_todo.isEmpty()) {
        ++m_generation;
        m_grant = TokenGrant();
        m_client = OAuthClient();
        m_serviceTokens.clear();
        setState(State::SignedOut);
        Q_EMIT signedOut(m_receipt);
        return;
    }
    using What = SignOutStep::What;
    const SignOutStep step = m_todo.takeFirst();
    const auto revoke = [this, step](const TokenRequest &request) {
        TokenCall::send(m_network, request, this, signOutLimits, [this, step](const TokenAnswer &answer) {
            SignOutStep done = step;
            done.network = token_requests::readRevocation(answer);
            endSignOutStep(done);
        });
    };
    const auto forget = [this, step](SecretRole role) {
        m_store->remove(secretKey(m_account, role, step.organization), this,
                        [this, step](const SecretStore::WriteResult &result) {
                            SignOutStep done = step;
                            if (!result)
                                done.store = result.error();
                            endSignOutStep(done);
                        });
    };
    switch (step.what) {
    case What::RevokeAccessToken:
        if (m_client.organizationEndpoint && !m_grant.tokenId.isEmpty())
            revoke(token_requests::deleteOrganizationToken(m_account.hosts, *m_client.organizationEndpoint,
                                                           m_grant.tokenId));
        else
            revoke(token_requests::revoke(m_account.hosts, m_client, m_grant.accessToken));
        return;
    case What::RevokeRefreshToken:
        revoke(token_requests::revoke(m_account.hosts, m_client, m_grant.refreshToken));
        return;
    case What::ForgetAccessToken:
        forget(SecretRole::AccessToken);
        return;
    case What::ForgetRefreshToken:
        forget(SecretRole::RefreshToken);
        return;
    case What::ForgetClientSecret:
        forget(SecretRole::ClientSecret);
        return;
    case What::ForgetOwnerToken:
        forget(SecretRole::OwnerToken);
        return;
    case What::ForgetServiceToken:
        forget(SecretRole::ServiceToken);
        return;
    }
}

void Session::endSignOutStep(const SignOutStep &step)
{
    m_receipt.append(step);
    Q_EMIT signOutProgress(step);
    nextSignOutStep();
}

} // namespace orrery::api
