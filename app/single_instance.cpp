// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/single_instance.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocalSocket>
#include <QSysInfo>
#include <QTimer>

#include <utility>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace orrery {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype longestLink = 4096;
constexpr auto betweenTries = 100ms;
#ifdef Q_OS_UNIX
constexpr qsizetype longestSocketPath = 100; ///< systems allow 104 to 108
#endif

QString serverNameFor(const QString &folder)
{
#ifdef Q_OS_UNIX
    const QString inside = QDir(folder).absoluteFilePath(QStringLiteral("orrery.socket"));
    if (QFile::encodeName(inside).size() <= longestSocketPath)
        return inside;
#endif
    const QByteArray digest =
        QCryptographicHash::hash(QDir(folder).absolutePath().toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return QStringLiteral("orrery-") + QString::fromLatin1(digest);
}

/// Whether the other end belongs to the person this program runs as.
bool isSamePerson(const QLocalSocket *socket)
{
#if defined(Q_OS_LINUX)
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0
        && peer.uid == ::geteuid();
#elif defined(Q_OS_UNIX)
    uid_t user = 0;
    gid_t group = 0;
    return ::getpeereid(int(socket->socketDescriptor()), &user, &group) == 0 && user == ::geteuid();
#else
    Q_UNUSED(socket) // the pipe is the person's own: UserAccessOption
    return true;
#endif
}

} // namespace

SingleInstance::SingleInstance(const QString &dataFolder, QObject *parent)
    : QObject(parent), m_folder(dataFolder), m_serverName(serverNameFor(dataFolder)),
      m_lock(QDir(dataFolder).filePath(QStringLiteral("orrery.lock"))), m_again(new QTimer(this)),
      m_patience(new QTimer(this)), m_renewal(new QTimer(this))
{
    m_lock.setStaleLockTime(0);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this]() {
        while (QLocalSocket *socket = m_server.nextPendingConnection())
            takeLinkFrom(socket);
    });
    m_again->setSingleShot(true);
    m_again->setInterval(betweenTries);
    connect(m_again, &QTimer::timeout, this, &SingleInstance::tryOnce);
    m_patience->setSingleShot(true);
    m_patience->setInterval(patience);
    connect(m_patience, &QTimer::timeout, this, [this]() {
        if (removeLeftOverLock() && m_lock.tryLock(0)) {
            listen();
            end(Outcome::First);
        } else {
            end(Outcome::Unreachable);
        }
    });
    m_renewal->setInterval(foreignLockAge / 3);
    connect(m_renewal, &QTimer::timeout, this, &SingleInstance::renewLock);
}

SingleInstance::~SingleInstance() = default;

void SingleInstance::takeLinkFrom(QLocalSocket *socket)
{
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    if (!isSamePerson(socket)) {
        socket->abort();
        return;
    }
    connect(socket, &QLocalSocket::readyRead, this, [this, socket]() {
        if (!socket->canReadLine() && socket->bytesAvailable() < longestLink)
            return;
        const QString link = QString::fromUtf8(socket->readLine(longestLink)).trimmed();
        socket->write("ok\n");
        socket->disconnectFromServer();
        Q_EMIT linkReceived(link);
    });
    QTimer::singleShot(2s, socket, &QLocalSocket::abort);
}

void SingleInstance::decide(const QString &link)
{
    m_link = link;
    m_patience->start();
    QMetaObject::invokeMethod(this, &SingleInstance::tryOnce, Qt::QueuedConnection);
}

// The one that holds the lock may only just be about to listen, or to end: both are tried until patience runs out.
void SingleInstance::tryOnce()
{
    if (m_lock.tryLock(0)) {
        listen();
        end(Outcome::First);
    } else if (m_lock.error() != QLockFile::LockFailedError) {
        end(Outcome::Unreachable); // a folder that cannot be written has nothing two programs could spoil
    } else {
        handOver();
    }
}

void SingleInstance::handOver()
{
    m_socket = new QLocalSocket(this);
    connect(m_socket, &QLocalSocket::connected, this, [this]() {
        if (isSamePerson(m_socket))
            m_socket->write(m_link.toUtf8().left(longestLink - 1) + '\n');
        else
            m_socket->abort();
    });
    connect(m_socket, &QLocalSocket::readyRead, this, [this]() { end(Outcome::HandedOver); });
    connect(m_socket, &QLocalSocket::errorOccurred, this, [this]() {
        m_socket->disconnect(this);
        std::exchange(m_socket, nullptr)->deleteLater();
        m_again->start();
    });
    m_socket->connectToServer(m_serverName);
}

void SingleInstance::end(Outcome outcome)
{
    m_patience->stop();
    m_again->stop();
    if (m_socket) {
        m_socket->disconnect(this);
        std::exchange(m_socket, nullptr)->deleteLater();
    }
    if (outcome == Outcome::First)
        m_renewal->start();
    Q_EMIT decided(outcome);
}

void SingleInstance::listen()
{
    if (m_server.listen(m_serverName))
        return;
    // Left over from a crash: whoever holds the lock may remove it.
    QLocalServer::removeServer(m_serverName);
    if (!m_server.listen(m_serverName))
        m_listenProblem = m_server.errorString();
}

bool SingleInstance::removeLeftOverLock()
{
    const QString path = QDir(m_folder).filePath(QStringLiteral("orrery.lock"));
    qint64 process = 0;
    QString machine;
    QString program;
    const bool readable = m_lock.getLockInfo(&process, &machine, &program);
    if (readable && machine == QSysInfo::machineHostName())
        return false; // QLockFile itself looks whether that process still runs
    const qint64 age = QFileInfo(path).lastModified().msecsTo(QDateTime::currentDateTime());
    // One that says nothing was cut off while it was written; nobody answered for it meanwhile.
    const bool leftOver = readable ? age > std::chrono::milliseconds(foreignLockAge).count()
                                   : age > std::chrono::milliseconds(patience).count() / 2;
    return leftOver && m_lock.removeStaleLockFile();
}

void SingleInstance::renewLock()
{
    QFile file(QDir(m_folder).filePath(QStringLiteral("orrery.lock")));
    if (file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        file.setFileTime(QDateTime::currentDateTime(), QFileDevice::FileModificationTime);
}

} // namespace orrery
