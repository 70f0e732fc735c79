// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/raw_peer.h"

#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <memory>

namespace orrery::test {

RawPeer::RawPeer(QObject *parent) : QTcpServer(parent)
{
    if (!listen(QHostAddress::LocalHost, 0))
        qFatal("RawPeer cannot listen");
}

RawPeer::~RawPeer()
{
    close();
    for (auto socket = m_pending.keyBegin(); socket != m_pending.keyEnd(); ++socket)
        (*socket)->disconnect(this);
}

void RawPeer::add(const QByteArray &bytes, Then then)
{
    m_script.append({.bytes = bytes, .then = then});
}

void RawPeer::addHttp(int status, const QByteArray &body, const QList<QByteArray> &headers, Then then)
{
    add(http(status, body, headers), then);
}

QByteArray RawPeer::http(int status, const QByteArray &body, const QList<QByteArray> &headers)
{
    QByteArray result = "HTTP/1.1 " + QByteArray::number(status) + " Scripted\r\n";
    const auto has = [&](const QByteArray &name) {
        return std::any_of(headers.begin(), headers.end(),
                           [&](const QByteArray &h) { return h.toLower().startsWith(name); });
    };
    if (!has("content-type:"))
        result += "Content-Type: application/json\r\n";
    result += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    for (const QByteArray &header : headers)
        result += header + "\r\n";
    return result + "\r\n" + body;
}

void RawPeer::release()
{
    const auto held = std::exchange(m_held, {});
    for (const auto &[socket, step] : held) {
        if (socket)
            send(socket, {.bytes = step.bytes});
    }
}

QUrl RawPeer::url() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverPort()));
}

int RawPeer::openConnectionCount() const
{
    return int(m_pending.size());
}

QTcpSocket *RawPeer::makeSocket(qintptr handle)
{
    auto *socket = new QTcpSocket(this);
    socket->setSocketDescriptor(handle);
    return socket;
}

void RawPeer::incomingConnection(qintptr handle)
{
    QTcpSocket *socket = makeSocket(handle);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    ++m_connections;
    m_pending.insert(socket, {});
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readFrom(socket); });
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        m_pending.remove(socket);
        socket->deleteLater();
    });
}

void RawPeer::readFrom(QTcpSocket *socket)
{
    QByteArray &pending = m_pending[socket];
    pending += socket->readAll();
    while (true) {
        const qsizetype headEnd = pending.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return;
        Seen seen;
        const QList<QByteArray> lines = pending.left(headEnd).split('\n');
        const QList<QByteArray> words = lines.first().trimmed().split(' ');
        seen.method = words.value(0);
        seen.target = words.value(1);
        for (qsizetype i = 1; i < lines.size(); ++i) {
            const qsizetype colon = lines.at(i).indexOf(':');
            seen.headers.insert(lines.at(i).left(colon).trimmed().toLower(), lines.at(i).mid(colon + 1).trimmed());
        }
        const qsizetype length = seen.headers.value("content-length").toLongLong();
        if (pending.size() < headEnd + 4 + length)
            return;
        seen.body = pending.mid(headEnd + 4, length);
        pending.remove(0, headEnd + 4 + length);
        m_requests.append(seen);
        Q_EMIT received();
        answer(socket, seen.target);
        if (!m_pending.contains(socket))
            return;
    }
}

void RawPeer::setEvery(std::function<QByteArray(const QByteArray &)> f)
{
    m_every = std::move(f);
}

void RawPeer::setByTarget(std::function<QByteArray(const QByteArray &)> f)
{
    m_byTarget = std::move(f);
}

QList<QByteArray> RawPeer::heldTargets() const
{
    QList<QByteArray> targets;
    for (const auto &[socket, target] : m_heldTargets)
        targets.append(target);
    return targets;
}

void RawPeer::releaseTarget(const QByteArray &target)
{
    for (qsizetype i = 0; i < m_heldTargets.size(); ++i) {
        if (m_heldTargets.at(i).second != target)
            continue;
        const auto held = m_heldTargets.takeAt(i);
        if (held.first)
            held.first->write(m_byTarget(target));
        return;
    }
    qFatal("no such request is held: %s", target.constData());
}

void RawPeer::answer(QTcpSocket *socket, const QByteArray &target)
{
    if (m_at >= m_script.size() && m_every) {
        socket->write(m_every(target));
        return;
    }
    if (m_at >= m_script.size() && m_byTarget) {
        m_heldTargets.append({socket, target});
        return;
    }
    if (m_script.isEmpty())
        return;
    const Step step = m_script.at(std::min(m_at++, m_script.size() - 1));
    if (step.then == Then::Hold)
        m_held.append({socket, step});
    else
        send(socket, step);
}

void RawPeer::send(QTcpSocket *socket, const Step &step)
{
    switch (step.then) {
    case Then::KeepOpen:
    case Then::Hold:
        socket->write(step.bytes);
        break;
    case Then::Close:
        socket->write(step.bytes);
        socket->disconnectFromHost();
        break;
    case Then::Repeat:
        connect(socket, &QTcpSocket::bytesWritten, socket, [socket, bytes = step.bytes] {
            if (socket->bytesToWrite() < 1'000'000)
                socket->write(bytes);
        });
        socket->write(step.bytes);
        break;
    case Then::Trickle: {
        auto *timer = new QTimer(socket);
        connect(timer, &QTimer::timeout, socket, [socket, bytes = step.bytes, at = std::make_shared<qsizetype>(0)] {
            if (*at < bytes.size())
                socket->write(bytes.mid((*at)++, 1));
        });
        timer->start(20);
        break;
    }
    }
}

} // namespace orrery::test
