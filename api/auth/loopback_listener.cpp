// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/loopback_listener.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace orrery::api {

Q_LOGGING_CATEGORY(loopbackLog, "orrery.api.auth.loopback", QtInfoMsg)

namespace {
constexpr std::chrono::milliseconds lingering{2'000};
// A refused upload is read and thrown away up to this much, so that the answer is not lost in a connection reset.
constexpr qint64 maximumDrained = 4 * 1024 * 1024;
} // namespace

LoopbackListener::LoopbackListener(Options options, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_server(new QTcpServer(this))
{
    // A configured web proxy has no business between the browser and this process.
    m_server->setProxy(QNetworkProxy::NoProxy);
    connect(m_server, &QTcpServer::newConnection, this, &LoopbackListener::accept);
}

LoopbackListener::~LoopbackListener()
{
    close();
}

bool LoopbackListener::listen(const QByteArray &state)
{
    for (const quint16 port : std::as_const(m_options.ports)) {
        if (m_server->listen(QHostAddress(QHostAddress::LocalHost), port)) {
            m_expected = {.port = m_server->serverPort(), .path = m_options.path, .state = state};
            qCDebug(loopbackLog, "listening on port %d", int(m_expected.port));
            return true;
        }
        m_errorString = m_server->errorString();
    }
    return false;
}

bool LoopbackListener::isListening() const
{
    return m_server->isListening();
}

void LoopbackListener::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        m_connections.append(socket);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] { m_connections.removeOne(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        // Browsers open connections on suspicion and leave them silent.
        QTimer::singleShot(m_options.connectionDeadline, socket, [this, socket] {
            if (m_connections.contains(socket))
                socket->abort();
        });
        while (m_connections.size() > m_options.maximumConnections)
            m_connections.first()->abort();
    }
}

void LoopbackListener::read(QTcpSocket *socket)
{
    if (!m_connections.contains(socket))
        return;
    const QByteArray received = socket->peek(maximumCallbackRequest + 1);
    const Callback callback = judgeRequest(received, m_expected);
    if (callback.kind == Callback::Kind::Incomplete)
        return;
    m_connections.removeOne(socket);
    socket->readAll();

    if (!callback.isCallback()) {
        qCInfo(loopbackLog, "ignored a request with status %d", callback.status());
        respond(socket, CallbackPage::NotForUs, callback.status(), callback.head);
        Q_EMIT ignored(callback.kind);
        return;
    }
    if (m_taken) {
        respond(socket, CallbackPage::AlreadyUsed, 409);
        return;
    }
    m_waiting = socket;
    take(callback);
}

Callback LoopbackListener::submitAddress(const QString &pasted)
{
    Callback callback = judgeAddress(pasted, m_expected);
    if (callback.isCallback() && !m_taken)
        take(callback);
    return callback;
}

void LoopbackListener::take(const Callback &callback)
{
    m_taken = true;
    Q_EMIT received(callback);
}

void LoopbackListener::answer(CallbackPage page)
{
    if (!m_waiting)
        return;
    QTcpSocket *socket = m_waiting;
    m_waiting = nullptr;
    respond(socket, page, 200);
}

void LoopbackListener::respond(QTcpSocket *socket, CallbackPage page, int status, bool head)
{
    // From here on the socket looks after itself, so that the page arrives also when the sign-in is over and gone.
    socket->disconnect(this);
    socket->setParent(QCoreApplication::instance());
    auto drained = std::make_shared<qint64>(0);
    connect(socket, &QTcpSocket::readyRead, socket, [socket, drained] {
        *drained += socket->readAll().size();
        if (*drained > maximumDrained)
            socket->abort();
    });
    QTimer::singleShot(lingering, socket, [socket] { socket->abort(); });
    connect(socket, &QTcpSocket::bytesWritten, socket, [socket] {
        // A moment for what the peer is still sending; a close with unread bytes would reset the connection.
        if (socket->bytesToWrite() == 0)
            QTimer::singleShot(std::chrono::milliseconds(20), socket, [socket] { socket->disconnectFromHost(); });
    });
    if (socket->state() != QAbstractSocket::ConnectedState) {
        socket->deleteLater();
        return;
    }
    socket->write(callbackAnswer(page, status, head));
}

void LoopbackListener::close()
{
    m_server->close();
    const QList<QTcpSocket *> idle = std::exchange(m_connections, {});
    for (QTcpSocket *socket : idle)
        socket->abort();
    if (m_waiting)
        answer(CallbackPage::Finishing);
}

} // namespace orrery::api
