// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/loopback_listener.h"
#include "api/auth/pkce.h"
#include "api/auth/token_endpoint.h"
#include "api/core/clock.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace orrery::api {

/// One OAuth sign-in: authorization code with PKCE S256, state, and a loopback redirect. Pages: oauth, create-token.
///
///     auto *flow = new OAuthFlow(network, clock, config, [](const QUrl &url) { return QDesktopServices::openUrl(url); }, this);
///     connect(flow, &OAuthFlow::succeeded, this, [=] { session->adopt(flow->takeGrant()); });
///     connect(flow, &OAuthFlow::failed, this, &Dialog::showError);
///     flow->begin();
///
/// Ends with exactly one of succeeded(), failed(), canceled(); signals nothing before begin() has returned.
class OAuthFlow final : public QObject
{
    Q_OBJECT
public:
    struct Config
    {
        Hosts hosts;
        OAuthClient client; ///< empty id: register one, if `registerClient`
        bool registerClient = false;
        QString clientName = QStringLiteral("Orrery");
        QStringList scope; ///< sent only when not empty
        LoopbackListener::Options listener;
        std::chrono::milliseconds deadline{5 * 60'000}; ///< for the person in the browser
        std::chrono::milliseconds pageHold{4'000}; ///< how long the tab waits for the exchange to tell the truth
        TokenCall::Limits limits;
    };
    /// Opens an address in the browser; false: it could not.
    using Opener = std::function<bool(const QUrl &)>;

    enum class State : quint8 { Idle, Registering, WaitingForBrowser, Exchanging, Done, Failed, Canceled };
    Q_ENUM(State)

    /// `network` and `clock` outlive the flow.
    OAuthFlow(QNetworkAccessManager *network, const Clock *clock, Config config, Opener opener,
              QObject *parent = nullptr);
    ~OAuthFlow() override;

    void begin();
    /// Safe in any state, any number of times.
    void cancel();
    /// The address the browser ended at, when it could not reach the listener. Kind::Code and Kind::Error are accepted,
    /// the flow goes on by itself; any other kind says what is wrong with the text, and waiting goes on.
    Callback submitAddress(const QString &pasted);

    [[nodiscard]] State state() const { return m_state; }
    /// The consent page, for "copy link"; valid from WaitingForBrowser on.
    [[nodiscard]] const QUrl &authorizeUrl() const { return m_authorizeUrl; }
    /// The redirect address in use, to be registered with the OAuth application.
    [[nodiscard]] QString redirectUri() const;
    /// When waiting for the browser ends by itself (UTC).
    [[nodiscard]] QDateTime deadline() const { return m_deadline; }
    [[nodiscard]] const SignInError &error() const { return m_error; }
    /// The result, once; empty before Done.
    [[nodiscard]] SignInGrant takeGrant();

Q_SIGNALS:
    void stateChanged(orrery::api::OAuthFlow::State state);
    void authorizeUrlReady(const QUrl &url);
    /// No browser could be opened: offer "copy link" and "paste the address". The flow goes on waiting.
    void browserUnavailable(const QUrl &url);
    /// A callback of another sign-in came by (wrong or missing state). The flow goes on waiting.
    void strangeCallback();
    void succeeded();
    void failed(const orrery::api::SignInError &error);
    void canceled();

private:
    void start();
    void registerClient();
    void openBrowser();
    void onCallback(const Callback &callback);
    void exchange(const QByteArray &code);
    /// False when a listener of the signal cancelled or deleted the flow: then nothing of it may be touched.
    [[nodiscard]] bool setState(State state);
    void fail(SignInError error);

    QNetworkAccessManager *m_network;
    const Clock *m_clock;
    Config m_config;
    Opener m_opener;
    State m_state = State::Idle;
    bool m_begun = false;
    Pkce m_pkce;
    LoopbackListener *m_listener = nullptr;
    TokenCall *m_call = nullptr;
    QTimer *m_deadlineTimer;
    QTimer *m_pageTimer;
    QUrl m_authorizeUrl;
    QDateTime m_deadline;
    SignInError m_error;
    SignInGrant m_grant;
    int m_strangeCallbacks = 0;
};

} // namespace orrery::api
