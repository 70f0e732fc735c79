// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/raw_peer.h"
#include "tests/support/self_signed.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

namespace orrery::test {

/// Speaks TLS with a certificate nobody vouches for.
class TlsPeer final : public RawPeer
{
public:
    [[nodiscard]] QUrl secureUrl() const { return QUrl(QStringLiteral("https://127.0.0.1:%1").arg(serverPort())); }

protected:
    QTcpSocket *makeSocket(qintptr handle) override
    {
        auto *socket = new QSslSocket(this);
        socket->setSocketDescriptor(handle);
        socket->setLocalCertificate(QSslCertificate(QByteArray(selfSignedCertificate)));
        socket->setPrivateKey(QSslKey(QByteArray(selfSignedKey), QSsl::Ec));
        socket->startServerEncryption();
        return socket;
    }
};

/// A port of the loopback interface on which nobody listens.
inline quint16 closedPort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost, 0);
    return server.serverPort();
}

} // namespace orrery::test
