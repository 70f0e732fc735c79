// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/token_endpoint.h"
#include "api/core/clock.h"

#include <QObject>

class QTimer;

namespace orrery::api {

/// A sign-in with a device code (RFC 8628): the person opens an address, on any machine, and compares a code. For machines
/// without a browser. The service enables it per OAuth application; only the pscale command line's is known to be enabled,
/// so the client id comes from the user. Ends with exactly one of succeeded(), failed(), canceled().
class DeviceFlow final : public QObject
{
    Q_OBJECT
public:
    struct Config
    {
        Hosts hosts;
        QString clientId;
        QStringList scope; ///< sent only when not empty
        TokenCall::Limits limits;
        std::chrono::milliseconds second{1'000}; ///< length of the service's seconds; tests shorten it
    };

    enum class State : quint8 { Idle, AskingForCode, WaitingForPerson, Done, Failed, Canceled };
    Q_ENUM(State)

    /// `network` and `clock` outlive the flow.
    DeviceFlow(QNetworkAccessManager *network, const Clock *clock, Config config, QObject *parent = nullptr);
    ~DeviceFlow() override;

    void begin();
    void cancel();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString userCode() const { return m_code.userCode; }
    /// The address to open; with the code in it when the service gives one.
    [[nodiscard]] QUrl verificationUrl() const;
    [[nodiscard]] QDateTime deadline() const { return m_deadline; }
    [[nodiscard]] const SignInError &error() const { return m_error; }
    /// The result, once; empty before Done.
    [[nodiscard]] SignInGrant takeGrant();

Q_SIGNALS:
    void stateChanged(orrery::api::DeviceFlow::State state);
    /// Show userCode() and verificationUrl().
    void codeReady();
    void succeeded();
    void failed(const orrery::api::SignInError &error);
    void canceled();

private:
    void start();
    void poll();
    void onPollAnswer(const TokenAnswer &answer);
    void expire();
    void fail(SignInError error);
    [[nodiscard]] bool setState(State state);

    QNetworkAccessManager *m_network;
    const Clock *m_clock;
    Config m_config;
    State m_state = State::Idle;
    bool m_begun = false;
    DeviceCode m_code;
    QDateTime m_deadline;
    TokenCall *m_call = nullptr;
    QTimer *m_pollTimer;
    QTimer *m_deadlineTimer;
    SignInError m_error;
    SignInGrant m_grant;
};

} // namespace orrery::api
