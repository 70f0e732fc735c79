// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/http_front.h"

#include <QTimer>

#include <algorithm>

namespace orrery::simulator {

namespace {
constexpr char kStreamPrefix[] = "{\"type\":\"list\",\"padding\":\"";
constexpr char kStreamSuffix[] = "\"}";
constexpr qint64 kChunk = 256 * 1024;
constexpr qint64 kHighWater = 2 * 1024 * 1024;

/// The value of a header in a raw head, which is removed from it.
QByteArray takeHeader(QByteArray &head, const QByteArray &name)
{
    const QByteArray lower = head.toLower();
    const qsizetype start = lower.indexOf("\r\n" + name.toLower() + ':');
    if (start < 0)
        return {};
    const qsizetype end = lower.indexOf("\r\n", start + 2);
    const qsizetype value = start + 2 + name.size() + 1;
    QByteArray text = head.mid(value, end - value).trimmed();
    head.remove(start, end - start);
    return text;
}
} // namespace

FrontSocket::FrontSocket(QObject *parent) : QTcpSocket(parent)
{
    connect(this, &QTcpSocket::bytesWritten, this, &FrontSocket::pumpStream);
}

qint64 FrontSocket::writeData(const char *data, qint64 size)
{
    QByteArray bytes = QByteArray::fromRawData(data, static_cast<qsizetype>(size));
    while (!bytes.isEmpty() && m_phase != Dead) {
        if (m_phase == Head) {
            const qsizetype before = m_head.size();
            m_head += bytes;
            const qsizetype end = m_head.indexOf("\r\n\r\n", std::max<qsizetype>(0, before - 3));
            if (end < 0)
                break;
            const qsizetype used = end + 4 - before;
            m_head.truncate(end + 4);
            bytes = bytes.mid(used);
            headComplete();
            continue;
        }
        const qsizetype take = static_cast<qsizetype>(std::min<qint64>(bytes.size(), m_bodyLeft));
        const QByteArray part = bytes.left(take);
        bytes = bytes.mid(take);
        m_bodyLeft -= take;
        if (m_allowed < 0) {
            emitBytes(part);
        } else {
            const qint64 pass = std::min<qint64>(part.size(), m_allowed);
            emitBytes(part.left(static_cast<qsizetype>(pass)));
            m_allowed -= pass;
            if (m_allowed == 0) {
                die();
                break;
            }
        }
        if (m_bodyLeft == 0)
            m_phase = Head;
    }
    return size; // whatever was swallowed, QHttpServer believes it was sent
}

void FrontSocket::headComplete()
{
    QByteArray head = m_head;
    m_head.clear();
    const QByteArray transport = takeHeader(head, kTransportHeader);
    m_bodyLeft = 0;
    const qsizetype length = head.toLower().indexOf("\r\ncontent-length:");
    if (length >= 0)
        m_bodyLeft = head.mid(length + 17, head.indexOf("\r\n", length + 2) - length - 17).trimmed().toLongLong();
    m_allowed = -1;

    bool dropNow = false;
    bool dropAfterHead = false;
    for (const QByteArray &part : transport.split(';')) {
        const QByteArray name = part.left(part.indexOf('=')).trimmed();
        const QByteArray value = part.mid(part.indexOf('=') + 1).trimmed();
        if (name == "delay") {
            m_holding = true;
            QTimer::singleShot(value.toInt(), this, &FrontSocket::release);
        } else if (name == "drop") {
            dropNow = value == "before";
            dropAfterHead = value == "headers";
        } else if (name == "truncate") {
            m_allowed = value.toLongLong();
        } else if (name == "stream") {
            m_streamLeft = value.toLongLong();
        }
    }
    if (dropNow) {
        die();
        return;
    }
    if (m_streamLeft > 0) {
        // The placeholder body is thrown away and the announced one made up while it is being sent.
        const qint64 announced =
            m_streamLeft + static_cast<qint64>(sizeof kStreamPrefix - 1 + sizeof kStreamSuffix - 1);
        takeHeader(head, "Content-Length");
        head.insert(head.size() - 2, "Content-Length: " + QByteArray::number(announced) + "\r\n");
        emitBytes(head);
        emitBytes(kStreamPrefix);
        m_allowed = 0;
        m_phase = Dead; // nothing of QHttpServer's passes any more; the connection closes after the body
        pumpStream();
        return;
    }
    emitBytes(head);
    if (dropAfterHead || m_allowed == 0) {
        die();
        return;
    }
    m_phase = m_bodyLeft > 0 ? Body : Head;
}

void FrontSocket::emitBytes(const QByteArray &bytes)
{
    if (m_holding)
        m_held += bytes;
    else if (!bytes.isEmpty())
        QTcpSocket::writeData(bytes.constData(), bytes.size());
}

void FrontSocket::release()
{
    m_holding = false;
    const QByteArray held = std::exchange(m_held, {});
    if (state() == ConnectedState && !held.isEmpty())
        QTcpSocket::writeData(held.constData(), held.size());
    if (m_dieAfterHold)
        disconnectFromHost();
    pumpStream();
}

void FrontSocket::die()
{
    m_phase = Dead;
    if (m_holding) {
        m_dieAfterHold = true;
        return;
    }
    // Not now: QHttpServer is in the middle of writing to this socket.
    QTimer::singleShot(0, this, [this] { disconnectFromHost(); });
}

void FrontSocket::pumpStream()
{
    if (m_holding || m_streamLeft <= 0 || state() != ConnectedState)
        return;
    while (m_streamLeft > 0 && bytesToWrite() < kHighWater) {
        const qint64 size = std::min(kChunk, m_streamLeft);
        const QByteArray chunk(static_cast<qsizetype>(size), 'x');
        QTcpSocket::writeData(chunk.constData(), size);
        m_streamLeft -= size;
    }
    if (m_streamLeft == 0) {
        m_streamLeft = -1;
        QTcpSocket::writeData(kStreamSuffix, sizeof kStreamSuffix - 1);
        QTimer::singleShot(0, this, [this] { disconnectFromHost(); });
    }
}

void FrontServer::incomingConnection(qintptr descriptor)
{
    auto *socket = new FrontSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    addPendingConnection(socket);
}

} // namespace orrery::simulator
