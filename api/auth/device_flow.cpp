// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/device_flow.h"

#include <QPointer>
#include <QTimer>

namespace orrery::api {

namespace {
constexpr std::chrono::seconds slowDown{5}; // what RFC 8628 asks for
}

DeviceFlow::DeviceFlow(QNetworkAccessManager *network, const Clock *clock, Config config, QObject *parent)
    : QObject(parent), m_network(network), m_clock(clock), m_config(std::move(config)), m_pollTimer(new QTimer(this)),
      m_deadlineTimer(new QTimer(this))
{
    m_pollTimer->setSingleShot(true);
    connect(m_pollTimer, &QTimer::timeout, this, &DeviceFlow::poll);
    m_deadlineTimer->setSingleShot(true);
    connect(m_deadlineTimer, &QTimer::timeout, this, &DeviceFlow::expire);
}

DeviceFlow::~DeviceFlow() = default;

void DeviceFlow::begin()
{
    if (!std::exchange(m_begun, true))
        QMetaObject::invokeMethod(this, &DeviceFlow::start, Qt::QueuedConnection);
}

void DeviceFlow::start()
{
    if (m_state != State::Idle)
        return;
    if (m_config.clientId.isEmpty()) {
        fail({.kind = SignInError::Kind::ClientIdMissing});
        return;
    }
    if (!setState(State::AskingForCode))
        return;
    m_call = TokenCall::send(m_network,
                             token_requests::deviceAuthorization(m_config.hosts, m_config.clientId, m_config.scope),
                             this, m_config.limits, [this](const TokenAnswer &answer) {
                                 m_call = nullptr;
                                 auto code = token_answers::readDeviceCode(answer);
                                 if (!code) {
                                     fail(code.error());
                                     return;
                                 }
                                 m_code = std::move(*code);
                                 m_deadline = m_clock->now().addSecs(m_code.lifetime.count());
                                 m_deadlineTimer->start(m_config.second * m_code.lifetime.count());
                                 m_pollTimer->start(m_config.second * m_code.interval.count());
                                 if (setState(State::WaitingForPerson))
                                     Q_EMIT codeReady();
                             });
}

QUrl DeviceFlow::verificationUrl() const
{
    return m_code.verificationUriComplete.isEmpty() ? m_code.verificationUri : m_code.verificationUriComplete;
}

void DeviceFlow::poll()
{
    m_call =
        TokenCall::send(m_network, token_requests::deviceToken(m_config.hosts, m_config.clientId, m_code.deviceCode),
                        this, m_config.limits, [this](const TokenAnswer &answer) {
                            m_call = nullptr;
                            onPollAnswer(answer);
                        });
}

void DeviceFlow::onPollAnswer(const TokenAnswer &answer)
{
    auto grant = token_answers::readGrant(answer, m_clock->now());
    if (grant) {
        m_pollTimer->stop();
        m_deadlineTimer->stop();
        m_grant.tokens = std::move(*grant);
        m_grant.client.id = m_config.clientId;
        if (setState(State::Done))
            Q_EMIT succeeded();
        return;
    }
    const SignInError &error = grant.error();
    const bool slower = error.code == QLatin1String("slow_down");
    if (slower)
        m_code.interval += slowDown;
    // The network may come back while the person is still looking for the phone.
    if (slower || error.code == QLatin1String("authorization_pending") || error.kind == SignInError::Kind::Network)
        m_pollTimer->start(m_config.second * m_code.interval.count());
    else if (error.code == QLatin1String("expired_token"))
        expire();
    else
        fail(error);
}

void DeviceFlow::expire()
{
    fail({.kind = SignInError::Kind::CodeExpired});
}

SignInGrant DeviceFlow::takeGrant()
{
    return std::exchange(m_grant, {});
}

void DeviceFlow::cancel()
{
    if (m_state == State::Done || m_state == State::Failed || m_state == State::Canceled)
        return;
    m_pollTimer->stop();
    m_deadlineTimer->stop();
    // At once: what it would still say is not wanted.
    delete std::exchange(m_call, nullptr);
    m_state = State::Canceled;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (setState(State::Canceled))
                Q_EMIT canceled();
        },
        Qt::QueuedConnection);
}

void DeviceFlow::fail(SignInError error)
{
    m_pollTimer->stop();
    m_deadlineTimer->stop();
    // At once: what it would still say is not wanted.
    delete std::exchange(m_call, nullptr);
    m_error = std::move(error);
    if (setState(State::Failed))
        Q_EMIT failed(m_error);
}

// False when a listener of the signal cancelled or deleted the flow.
bool DeviceFlow::setState(State state)
{
    m_state = state;
    const QPointer<DeviceFlow> alive(this);
    Q_EMIT stateChanged(state);
    return alive && m_state == state;
}

} // namespace orrery::api
