// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QTcpSocket>
#include <QUrl>
#include <QUrlQuery>
#include <QtTest>

namespace orrery::test {

/// Plays the browser: a real network stack against the real loopback socket.
class Browser
{
public:
    Browser() { m_network.setProxy(QNetworkProxy::NoProxy); }

    QNetworkReply *open(const QByteArray &address)
    {
        QNetworkRequest request(QUrl::fromEncoded(address));
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        return m_network.get(request);
    }
    QNetworkAccessManager &network() { return m_network; }

    static int status(QNetworkReply *reply)
    {
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }

private:
    QNetworkAccessManager m_network;
};

/// "http://127.0.0.1:PORT/callback?state=…&" of an authorize address, ready for "code=…".
inline QByteArray callbackFor(const QUrl &authorizeUrl)
{
    const QUrlQuery query(authorizeUrl);
    return query.queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded).toUtf8()
        + "?state=" + query.queryItemValue(QStringLiteral("state"), QUrl::FullyDecoded).toUtf8() + '&';
}

/// Sends bytes as they are and gives what came back until the other side closed.
inline QByteArray rawExchange(quint16 port, const QByteArray &bytes)
{
    QTcpSocket socket;
    socket.setProxy(QNetworkProxy::NoProxy);
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    QByteArray answer;
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&] { answer += socket.readAll(); });
    QObject::connect(&socket, &QTcpSocket::connected, &socket, [&] { socket.write(bytes); });
    [&] { QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::ConnectedState, 5000); }();
    [&] { QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::UnconnectedState, 10000); }();
    return answer + socket.readAll();
}

} // namespace orrery::test
