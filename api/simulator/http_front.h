// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>
#include <QTcpSocket>

namespace orrery::simulator {

/// The response header by which a handler tells the socket what to do to the bytes. It never leaves the process.
/// Value: `;`-separated `delay=MS`, `drop=before`, `drop=headers`, `truncate=BYTES`, `stream=BYTES`.
inline constexpr char kTransportHeader[] = "X-Simulator-Transport";

/// A connection that can be scripted to misbehave. QHttpServer writes correct answers into it; depending on the
/// transport header they are passed on, held back, cut off, or followed by an endless body. It changes bytes only,
/// so it does not depend on how a Qt version hands out sockets.
class FrontSocket : public QTcpSocket
{
    Q_OBJECT
public:
    explicit FrontSocket(QObject *parent = nullptr);

protected:
    qint64 writeData(const char *data, qint64 size) override;

private:
    void headComplete();
    void emitBytes(const QByteArray &bytes);
    void release();
    void die();
    void pumpStream();

    enum { Head, Body, Dead } m_phase = Head;
    QByteArray m_head;
    qint64 m_bodyLeft = 0;
    qint64 m_allowed = -1; ///< body bytes until the cut; -1 = all
    bool m_holding = false; ///< a delay is running
    bool m_dieAfterHold = false;
    QByteArray m_held;
    qint64 m_streamLeft = 0;
};

/// Listens on 127.0.0.1 and hands its connections to QHttpServer. Sockets get LowDelay: with Nagle's algorithm
/// QHttpServer 6.4 needs 44 ms for every request after the first on a connection.
class FrontServer : public QTcpServer
{
    Q_OBJECT
public:
    using QTcpServer::QTcpServer;

protected:
    void incomingConnection(qintptr descriptor) override;
};

} // namespace orrery::simulator
