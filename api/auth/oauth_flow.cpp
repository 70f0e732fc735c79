// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/oauth_flow.h"

#include "api/core/hosts.h"
#include <QPointer>
#include <QTimer>

namespace orrery::api {

namespace {
constexpr qsizetype stateLength = 43; // 258 bits

CallbackPage pageFor(const SignInError &error)
{
    return error.kind == SignInError::Kind::Denied ? CallbackPage::Denied : CallbackPage::Failed;
}
} // namespace

OAuthFlow::OAuthFlow(QNetworkAccessManager *network, const Clock *clock, Config config, Opener opener, QObject *parent)
    : QObject(parent), m_network(network), m_clock(clock), m_config(std::move(config)), m_opener(std::move(opener)),
      m_deadlineTimer(new QTimer(this)), m_pageTimer(new QTimer(this))
{
    m_deadlineTimer->setSingleShot(true);
    connect(m_deadlineTimer, &QTimer::timeout, this, [this] {
        SignInError error{.kind = SignInError::Kind::Deadline};
        error.strangeCallbacks = m_strangeCallbacks;
        fail(error);
    });
    m_pageTimer->setSingleShot(true);
    connect(m_pageTimer, &QTimer::timeout, this, [this] { m_listener->answer(CallbackPage::Finishing); });
}

OAuthFlow::~OAuthFlow() = default;

void OAuthFlow::begin()
{
    if (std::exchange(m_begun, true))
        return;
    // Queued, so that a caller can connect after begin() and never hears from inside its own call.
    QMetaObject::invokeMethod(
        this, [this] { start(); }, Qt::QueuedConnection);
}

void OAuthFlow::start()
{
    if (m_state != State::Idle)
        return;
    const bool mustRegister = m_config.client.id.isEmpty();
    if (mustRegister && !m_config.registerClient) {
        fail({.kind = SignInError::Kind::NotConfigured});
        return;
    }
    m_pkce = Pkce::create();
    m_listener = new LoopbackListener(m_config.listener, this);
    connect(m_listener, &LoopbackListener::received, this, &OAuthFlow::onCallback);
    connect(m_listener, &LoopbackListener::ignored, this, [this](Callback::Kind kind) {
        if (kind != Callback::Kind::WrongState)
            return;
        ++m_strangeCallbacks;
        Q_EMIT strangeCallback();
    });
    if (!m_listener->listen(randomToken(stateLength))) {
        SignInError error{.kind = SignInError::Kind::PortsBusy};
        error.ports = m_config.listener.ports;
        error.detail = m_listener->errorString();
        fail(error);
        return;
    }
    if (mustRegister)
        registerClient();
    else
        openBrowser();
}

void OAuthFlow::registerClient()
{
    if (!setState(State::Registering))
        return;
    // All ports, so that the registration stays good when another one is free next time.
    QStringList redirectUris{redirectUri()};
    for (const quint16 port : std::as_const(m_config.listener.ports)) {
        const QString uri = ExpectedCallback{.port = port, .path = m_config.listener.path, .state = {}}.redirectUri();
        if (port != 0 && !redirectUris.contains(uri))
            redirectUris.append(uri);
    }
    m_call = TokenCall::send(m_network, token_requests::registration(m_config.hosts, m_config.clientName, redirectUris),
                             this, m_config.limits, [this](const TokenAnswer &answer) {
                                 m_call = nullptr;
                                 auto client = token_answers::readRegistration(answer);
                                 if (!client) {
                                     fail(client.error());
                                     return;
                                 }
                                 m_config.client = *client;
                                 openBrowser();
                             });
}

void OAuthFlow::openBrowser()
{
    m_authorizeUrl = token_requests::authorizeUrl(m_config.hosts, m_config.client, redirectUri(),
                                                  m_listener->expected().state, m_pkce.challenge, m_config.scope);
    m_deadline = m_clock->now().addMSecs(m_config.deadline.count());
    m_deadlineTimer->start(m_config.deadline);
    if (!setState(State::WaitingForBrowser))
        return;
    const QPointer<OAuthFlow> alive(this);
    Q_EMIT authorizeUrlReady(m_authorizeUrl);
    if (!alive || m_state != State::WaitingForBrowser)
        return;
    if (!isProtectedAddress(m_authorizeUrl) || !m_opener || !m_opener(m_authorizeUrl))
        Q_EMIT browserUnavailable(m_authorizeUrl);
}

Callback OAuthFlow::submitAddress(const QString &pasted)
{
    if (m_state != State::WaitingForBrowser)
        return {.kind = Callback::Kind::WrongAddress, .code = {}, .error = {}, .errorDescription = {}};
    return m_listener->submitAddress(pasted);
}

QString OAuthFlow::redirectUri() const
{
    return m_listener && m_listener->expected().port != 0 ? m_listener->expected().redirectUri() : QString();
}

void OAuthFlow::onCallback(const Callback &callback)
{
    if (m_state != State::WaitingForBrowser)
        return;
    m_deadlineTimer->stop();
    if (callback.kind == Callback::Kind::Code) {
        exchange(callback.code);
        return;
    }
    const bool denied = callback.error == QLatin1String("access_denied");
    SignInError error{.kind = denied ? SignInError::Kind::Denied : SignInError::Kind::AuthorizeRefused};
    error.code = callback.error;
    error.description = callback.errorDescription;
    error.host = m_config.hosts.app.authority();
    fail(error);
}

void OAuthFlow::exchange(const QByteArray &code)
{
    if (!setState(State::Exchanging))
        return;
    m_pageTimer->start(m_config.pageHold);
    m_call = TokenCall::send(
        m_network, token_requests::exchange(m_config.hosts, m_config.client, code, redirectUri(), m_pkce.verifier),
        this, m_config.limits, [this](const TokenAnswer &answer) {
            m_call = nullptr;
            auto grant = token_answers::readGrant(answer, m_clock->now());
            if (!grant) {
                fail(grant.error());
                return;
            }
            // Forget nothing that renewing and revoking need.
            m_grant = {.tokens = std::move(*grant), .client = m_config.client};
            m_pageTimer->stop();
            m_listener->answer(CallbackPage::SignedIn);
            m_listener->close();
            if (setState(State::Done))
                Q_EMIT succeeded();
        });
}

SignInGrant OAuthFlow::takeGrant()
{
    return std::exchange(m_grant, {});
}

void OAuthFlow::cancel()
{
    if (m_state == State::Done || m_state == State::Failed || m_state == State::Canceled)
        return;
    m_deadlineTimer->stop();
    m_pageTimer->stop();
    // At once: what it would still say is not wanted.
    delete std::exchange(m_call, nullptr);
    if (m_listener) {
        m_listener->answer(CallbackPage::Failed);
        m_listener->close();
    }
    m_state = State::Canceled;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (setState(State::Canceled))
                Q_EMIT canceled();
        },
        Qt::QueuedConnection);
}

void OAuthFlow::fail(SignInError error)
{
    m_deadlineTimer->stop();
    m_pageTimer->stop();
    if (m_listener) {
        m_listener->answer(pageFor(error));
        m_listener->close();
    }
    m_error = std::move(error);
    if (setState(State::Failed))
        Q_EMIT failed(m_error);
}

bool OAuthFlow::setState(State state)
{
    m_state = state;
    const QPointer<OAuthFlow> alive(this);
    Q_EMIT stateChanged(state);
    return alive && m_state == state;
}

} // namespace orrery::api
