// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/account.h"
#include "api/auth/secret_store.h"
#include "api/auth/secret_writer.h"
#include "api/auth/sign_out.h"
#include "api/auth/token_endpoint.h"
#include "api/core/clock.h"
#include "api/core/credentials.h"

#include <QHash>
#include <QList>

#include <functional>
#include <optional>

class QTimer;

namespace orrery::api {

/// The credentials of one account: an OAuth sign-in, service tokens of organizations, or both. Signs what ApiClient sends,
/// renews the OAuth token shortly before it expires and when the service refuses it (one renewal at a time), and keeps the
/// secret store in step.
class Session final : public Credentials
{
    Q_OBJECT
public:
    enum class State : quint8 {
        Empty, ///< nothing to sign with yet
        Restoring, ///< reading the secret store
        Ready,
        Rejected, ///< the service refused the OAuth sign-in for good: sign in again
        SigningOut,
        SignedOut,
    };
    Q_ENUM(State)

    /// `store`, `network` and `clock` outlive the session. Use a MemorySecretStore for accounts "for this run only".
    Session(AccountInfo account, SecretStore *store, QNetworkAccessManager *network, const Clock *clock,
            QObject *parent = nullptr);
    ~Session() override;

    [[nodiscard]] const AccountInfo &account() const { return m_account; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool hasOAuth() const { return !m_grant.accessToken.isEmpty(); }
    [[nodiscard]] bool hasServiceToken(const QString &organization) const;
    /// The id of the service token that signs with `authorization`; empty when none of this account's does.
    [[nodiscard]] QString serviceTokenOf(const QByteArray &authorization) const;
    /// False when it is known beforehand that the service refuses the request: the operation is only for the other kind of
    /// credential, or no granted scope opens it. Known before the keychain has answered; what a service token may is not.
    [[nodiscard]] bool mayOpen(const RequestData &request) const;
    /// Renames what people see; keychain entries keep their name.
    void setLabel(const QString &label);
    /// What the person calls the account and its colour; empty: nothing.
    void setAppearance(const QString &name, const QString &color);
    /// Notes it in the account; its client is who holds it.
    void setReadOnly(bool readOnly);

    /// Reads the account's secrets; ends with restored().
    void restore();
    /// Holds requests until adopt(): a sign-in for this account is under way. False lets them end as not signed in.
    void expectSignIn(bool expected);
    /// Takes over a finished sign-in (also a repeated one) and stores it; ends with stored().
    void adopt(SignInGrant grant);
    /// Adds or replaces the service token of an organization and stores it; ends with stored().
    void setServiceToken(const QString &organization, const ServiceToken &token);
    /// Forgets it here, in the secret store too; it stays valid at the service. Ends with stored().
    void removeServiceToken(const QString &organization);
    /// Whether the store did not take something of the sign-in. It is written again when the store becomes available.
    [[nodiscard]] bool hasUnkept() const { return m_writer.hasFailed(); }
    /// Writes that again; ends with stored().
    void keepAgain() { m_writer.retry(); }
    /// Revokes what can be revoked and removes every entry, going on after a failure; ends with signedOut().
    void signOut();

    [[nodiscard]] bool isReady() const override { return m_state != State::Restoring; }
    [[nodiscard]] QByteArray authorizationFor(const RequestData &request) const override;
    [[nodiscard]] bool canRefresh(const QByteArray &authorization) const override;
    void refresh() override;

    /// How long before expiry the OAuth token is renewed (shorter for tokens that live less than 50 minutes).
    static constexpr std::chrono::minutes renewAhead{5};

Q_SIGNALS:
    void stateChanged(orrery::api::Session::State state);
    /// Expiry, scope, label or tokens changed: give it to AccountRegistry::update.
    void accountChanged(const orrery::api::AccountInfo &account);
    /// Nothing: all secrets are there. Otherwise the first that is not; those that could be read are in use.
    void restored(const std::optional<orrery::api::SecretError> &error);
    /// Nothing: kept. Otherwise the sign-in works until Orrery ends.
    void stored(const std::optional<orrery::api::SecretError> &error);
    /// Why a renewal failed; rejected() follows when it cannot succeed by waiting.
    void refreshFailed(const orrery::api::SignInError &error);
    void signOutProgress(const orrery::api::SignOutStep &step);
    void signedOut(const QList<orrery::api::SignOutStep> &receipt);

private:
    void setState(State state);
    [[nodiscard]] QByteArray serviceAuthorizationFor(const QString &organization) const;
    [[nodiscard]] bool scopeAllows(const Endpoint &endpoint) const;
    void readSecret(SecretRole role, const QString &organization, std::function<void(const Secret &)> use);
    void restoreEnded();
    void keep(SecretRole role, const Secret &secret, const QString &organization = {});
    void keepRefreshed(const Secret &replaced);
    void onRefreshAnswer(const TokenAnswer &answer, quint64 generation, const Secret &used);
    void onInvalidGrant(const SignInError &error, const Secret &used, quint64 generation);
    void refreshFailedForGood(const SignInError &error);
    void endRefresh(bool succeeded);
    void scheduleRenewal(std::chrono::milliseconds notBefore);

    AccountInfo m_account;
    SecretStore *m_store;
    QNetworkAccessManager *m_network;
    const Clock *m_clock;
    State m_state = State::Empty;
    OAuthClient m_client;
    TokenGrant m_grant;
    QHash<QString, ServiceToken> m_serviceTokens; ///< by organization; an empty name fits every organization
    quint64 m_generation =
        0; ///< changes when the OAuth tokens are replaced: late answers about older ones do not count
    bool m_refreshing = false;
    std::chrono::milliseconds m_renewAhead{renewAhead};
    QTimer *m_renewal;
    SecretWriter m_writer;
    int m_reads = 0; ///< of restore(), still under way
    std::optional<SecretError> m_readError;
    bool m_restoredByRefresh = false; ///< restore() ends when the refresh does
};

} // namespace orrery::api
