// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/device_flow.h"
#include "api/auth/oauth_flow.h"
#include "models/auth/accounts.h"

namespace orrery::models {

/// One attempt to sign in, as the sign-in page sees it. Make a new one for each attempt; deleting it cancels.
class SignIn final : public QObject
{
    Q_OBJECT
public:
    enum class Step : quint8 {
        Idle,
        Registering, ///< Orrery registers itself as an OAuth application
        WaitingForBrowser,
        WaitingForDevice, ///< the person allows the code on any machine
        Exchanging, ///< the code is exchanged for tokens
        CheckingToken, ///< a service token is tried
        Done,
        Failed,
        Canceled,
    };
    Q_ENUM(Step)

    /// The OAuth application to sign in with.
    struct OAuthApplication
    {
        QString clientId; ///< empty: Orrery registers itself
        QString clientSecret;
        QList<quint16> ports{7739, 7740, 7741};
        // The older way: tokens come from the organization that owns the application (page "oauth").
        QString ownerOrganization;
        QString ownerApplicationId;
        QString ownerTokenId;
        QString ownerToken;
    };

    /// `opener` opens an address in the browser, false when it cannot. `replacing`: account that signs in again.
    SignIn(Accounts *accounts, api::Hosts hosts, api::OAuthFlow::Opener opener, QString replacing = {},
           QObject *parent = nullptr);
    ~SignIn() override;

    void beginOAuth(const OAuthApplication &application, bool forThisRunOnly = false);
    /// For an account that signs in again, the token joins its sign-in. False, with error() saying why, when the fields cannot be a service token; nothing was sent then.
    bool beginServiceToken(const QString &id, const QString &token, const QString &organization,
                           bool forThisRunOnly = false);
    /// With a code that is allowed on another machine; the OAuth application has to be enabled for it.
    void beginDevice(const QString &clientId, bool forThisRunOnly = false);
    void cancel();

    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] bool isBusy() const;
    [[nodiscard]] const ErrorText &error() const { return m_error; }
    /// The consent page, for "Copy link".
    [[nodiscard]] QUrl authorizeUrl() const;
    /// To compare with what the page shows, while WaitingForDevice.
    [[nodiscard]] QString userCode() const;
    [[nodiscard]] QString redirectUri() const;
    [[nodiscard]] QDateTime deadline() const;
    /// No browser could be opened: show the link and the field for the address.
    [[nodiscard]] bool browserUnavailable() const { return m_browserUnavailable; }
    /// A sentence when the pasted address was not taken; empty when sign-in goes on.
    QString submitAddress(const QString &pasted);
    /// The account signed in, once Done.
    [[nodiscard]] Workspace *workspace() const { return m_workspace; }

Q_SIGNALS:
    void changed();

private:
    void setStep(Step step);
    void fail(const ErrorText &error);

    Accounts *m_accounts;
    api::Hosts m_hosts;
    api::OAuthFlow::Opener m_opener;
    QString m_replacing;
    api::OAuthFlow *m_flow = nullptr;
    api::DeviceFlow *m_device = nullptr;
    QObject *m_probe = nullptr;
    Step m_step = Step::Idle;
    ErrorText m_error;
    bool m_browserUnavailable = false;
    QPointer<Workspace> m_workspace;
};

} // namespace orrery::models
