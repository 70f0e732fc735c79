// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/callback_page.h"
#include "api/auth/callback_request.h"

#include <QList>
#include <QObject>
#include <QPointer>

#include <chrono>

class QTcpServer;
class QTcpSocket;
class QTimer;

namespace orrery::api {

/// Waits on 127.0.0.1 for the browser to come back from the consent page. Junk is answered and ignored, any number of
/// times; the first valid callback is reported once and its browser tab kept waiting until answer().
class LoopbackListener final : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QList<quint16> ports{7739, 7740, 7741}; ///< tried in this order; 0 takes any (tests)
        QString path = QStringLiteral("/callback");
        std::chrono::milliseconds connectionDeadline{10'000}; ///< to send a whole request
        int maximumConnections = 32; ///< at once; above it the oldest goes
    };

    explicit LoopbackListener(Options options, QObject *parent = nullptr);
    ~LoopbackListener() override;

    /// False when every port is taken; errorString() says how. The state is what a callback must carry.
    bool listen(const QByteArray &state);
    [[nodiscard]] QString errorString() const { return m_errorString; }
    [[nodiscard]] const ExpectedCallback &expected() const { return m_expected; }
    [[nodiscard]] bool isListening() const;

    /// Hands in an address pasted by the person. The judgement is also what a browser's callback would have got.
    Callback submitAddress(const QString &pasted);

    /// Answers the tab that waits. May come in two steps: Finishing now, the rest is nobody's business any more.
    void answer(CallbackPage page);
    /// Stops listening and lets answers under way reach the browser.
    void close();

Q_SIGNALS:
    /// The callback, exactly once.
    void received(const orrery::api::Callback &callback);
    /// Something else came and was refused.
    void ignored(orrery::api::Callback::Kind kind);

private:
    void accept();
    void read(QTcpSocket *socket);
    void respond(QTcpSocket *socket, CallbackPage page, int status, bool head = false);
    void take(const Callback &callback);

    Options m_options;
    ExpectedCallback m_expected;
    QString m_errorString;
    QTcpServer *m_server;
    QList<QTcpSocket *> m_connections; ///< still reading
    QPointer<QTcpSocket> m_waiting; ///< the tab whose callback was taken
    bool m_taken = false;
};

} // namespace orrery::api
