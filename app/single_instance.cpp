// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/single_instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalSocket>
#include <QTimer>

#include <chrono>

namespace orrery {

using namespace std::chrono_literals;

namespace {
constexpr qsizetype longestLink = 4096;

QString serverNameFor(const QString &folder)
{
    const QByteArray digest =
        QCryptographicHash::hash(QDir(folder).absolutePath().toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return QStringLiteral("orrery-") + QString::fromLatin1(digest);
}
} // namespace

SingleInstance::SingleInstance(const QString &dataFolder, QObject *parent)
    : QObject(parent), m_serverName(serverNameFor(dataFolder)),
      m_lock(QDir(dataFolder).filePath(QStringLiteral("orrery.lock")))
{
    m_lock.setStaleLockTime(0);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this]() {
        while (QLocalSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QLocalSocket::readyRead, this, [this, socket]() {
                if (!socket->canReadLine() && socket->bytesAvailable() < longestLink)
                    return;
                Q_EMIT linkReceived(QString::fromUtf8(socket->readLine(longestLink)).trimmed());
                socket->write("ok\n");
                socket->disconnectFromServer();
            });
            QTimer::singleShot(2s, socket, &QLocalSocket::abort);
        }
    });
}

SingleInstance::~SingleInstance() = default;

void SingleInstance::decide(const QString &link)
{
    if (m_lock.tryLock(0)) {
        listen();
        QMetaObject::invokeMethod(
            this, [this]() { Q_EMIT decided(Outcome::First); }, Qt::QueuedConnection);
        return;
    }
    if (m_lock.error() != QLockFile::LockFailedError) {
        // A folder that cannot be written has nothing two programs could spoil.
        QMetaObject::invokeMethod(
            this, [this]() { Q_EMIT decided(Outcome::Unreachable); }, Qt::QueuedConnection);
        return;
    }
    auto *socket = new QLocalSocket(this);
    auto *patience = new QTimer(socket);
    patience->setSingleShot(true);
    const auto end = [this, socket](Outcome outcome) {
        socket->disconnect(this);
        socket->deleteLater();
        Q_EMIT decided(outcome);
    };
    connect(socket, &QLocalSocket::connected, this,
            [socket, link]() { socket->write(link.toUtf8().left(longestLink - 1) + '\n'); });
    connect(socket, &QLocalSocket::readyRead, this, [end]() { end(Outcome::HandedOver); });
    connect(socket, &QLocalSocket::errorOccurred, this, [end]() { end(Outcome::Unreachable); });
    connect(patience, &QTimer::timeout, this, [end]() { end(Outcome::Unreachable); });
    patience->start(3s);
    socket->connectToServer(m_serverName);
}

void SingleInstance::listen()
{
    if (!m_server.listen(m_serverName)) {
        QLocalServer::removeServer(m_serverName);
        m_server.listen(m_serverName);
    }
}

} // namespace orrery
