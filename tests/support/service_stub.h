// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace orrery::test {

/// A service on 127.0.0.1 that answers by method and path: each has a list of answers, the last of which repeats. Every
/// request is written down in the order it came.
class ServiceStub : public QTcpServer
{
public:
    static constexpr int dropConnection = 0; ///< as a status: read the request, then hang up
    static constexpr int hold = -1; ///< as a status: answer nothing, ever

    struct Seen
    {
        QByteArray line; ///< "POST /v1/organizations/acme/…", without the query
        QByteArray query;
        QByteArray body;
    };

    explicit ServiceStub(QObject *parent = nullptr) : QTcpServer(parent) { listen(QHostAddress::LocalHost); }

    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverPort())); }
    /// "GET /v1/…": replaces the answers of that line by one.
    void set(const QByteArray &line, int status, const QByteArray &body) { m_answers.insert(line, {{status, body}}); }
    /// One more answer after those there are.
    void add(const QByteArray &line, int status, const QByteArray &body) { m_answers[line].append({status, body}); }

    [[nodiscard]] const QList<Seen> &requests() const { return m_requests; }
    [[nodiscard]] QList<Seen> mutations() const
    {
        QList<Seen> all;
        for (const Seen &seen : m_requests) {
            if (!seen.line.startsWith("GET "))
                all.append(seen);
        }
        return all;
    }
    [[nodiscard]] int count(const QByteArray &line) const
    {
        int all = 0;
        for (const Seen &seen : m_requests)
            all += seen.line == line ? 1 : 0;
        return all;
    }
    void forget() { m_requests.clear(); }

protected:
    void incomingConnection(qintptr handle) override
    {
        auto *socket = new QTcpSocket(this);
        socket->setSocketDescriptor(handle);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }

private:
    struct Answer
    {
        int status = 200;
        QByteArray body;
    };

    void read(QTcpSocket *socket)
    {
        QByteArray &bytes = m_pending[socket];
        bytes += socket->readAll();
        const qsizetype end = bytes.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        qsizetype length = 0;
        for (const QByteArray &header : bytes.left(end).split('\n')) {
            if (header.toLower().startsWith("content-length:"))
                length = header.mid(15).trimmed().toLongLong();
        }
        if (bytes.size() < end + 4 + length)
            return;
        const QList<QByteArray> first = bytes.left(bytes.indexOf('\r')).split(' ');
        const QByteArray target = first.value(1);
        const qsizetype mark = target.indexOf('?');
        Seen seen;
        seen.line = first.value(0) + ' ' + (mark < 0 ? target : target.left(mark));
        seen.query = mark < 0 ? QByteArray() : target.mid(mark + 1);
        seen.body = bytes.mid(end + 4, length);
        bytes.remove(0, end + 4 + length);
        m_requests.append(seen);

        QList<Answer> &answers = m_answers[seen.line];
        const Answer answer = answers.isEmpty() ? Answer{404, R"({"code":"not_found","message":"Not Found"})"}
            : answers.size() > 1                ? answers.takeFirst()
                                                : answers.first();
        if (answer.status == hold)
            return;
        if (answer.status == dropConnection) {
            m_pending.remove(socket);
            socket->abort();
            return;
        }
        socket->write("HTTP/1.1 " + QByteArray::number(answer.status)
                      + " X\r\nContent-Type: application/json\r\nContent-Length: "
                      + QByteArray::number(answer.body.size()) + "\r\n\r\n" + answer.body);
    }

    QHash<QByteArray, QList<Answer>> m_answers;
    QHash<QTcpSocket *, QByteArray> m_pending;
    QList<Seen> m_requests;
};

} // namespace orrery::test
