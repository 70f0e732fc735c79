// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QPointer>
#include <QTcpServer>
#include <QUrl>

#include <functional>

class QTcpSocket;

namespace orrery::test {

/// A peer on 127.0.0.1 that answers each HTTP request with the next of its scripted answers, byte for byte: also those no
/// proper server would give. With the script at its end it repeats the last answer.
class RawPeer : public QTcpServer
{
    Q_OBJECT
public:
    /// A request as it arrived.
    struct Seen
    {
        QByteArray method;
        QByteArray target; ///< path and query as sent
        QHash<QByteArray, QByteArray> headers; ///< names in lower case
        QByteArray body;
    };
    enum class Then : quint8 {
        KeepOpen,
        Close, ///< after the bytes
        Hold, ///< nothing is sent before release()
        Repeat, ///< the bytes, over and over, until the other side gives up
        Trickle, ///< one byte each 20 ms
    };

    explicit RawPeer(QObject *parent = nullptr);
    ~RawPeer() override;

    /// Appends an answer to the script.
    void add(const QByteArray &bytes, Then then = Then::KeepOpen);
    /// A proper answer with Content-Length and Content-Type application/json.
    void addHttp(int status, const QByteArray &body, const QList<QByteArray> &headers = {}, Then then = Then::KeepOpen);
    /// Sends all held answers.
    void release();
    /// From the end of the script on, answers with what `f` makes of the target, at once.
    void setEvery(std::function<QByteArray(const QByteArray &target)> f);
    /// From the end of the script on, holds each request until releaseTarget(), which answers with what `f` makes of it.
    void setByTarget(std::function<QByteArray(const QByteArray &target)> f);
    [[nodiscard]] QList<QByteArray> heldTargets() const;
    void releaseTarget(const QByteArray &target);

    [[nodiscard]] QUrl url() const;
    [[nodiscard]] const QList<Seen> &requests() const { return m_requests; }
    [[nodiscard]] int connectionCount() const { return m_connections; }
    /// Connections the other side has not closed.
    [[nodiscard]] int openConnectionCount() const;

    static QByteArray http(int status, const QByteArray &body, const QList<QByteArray> &headers = {});

Q_SIGNALS:
    void received();

protected:
    void incomingConnection(qintptr handle) override;
    /// The socket of a new connection; overridden for TLS.
    virtual QTcpSocket *makeSocket(qintptr handle);

private:
    struct Step
    {
        QByteArray bytes;
        Then then = Then::KeepOpen;
    };
    void readFrom(QTcpSocket *socket);
    void answer(QTcpSocket *socket, const QByteArray &target);
    static void send(QTcpSocket *socket, const Step &step);

    QList<Step> m_script;
    qsizetype m_at = 0;
    QList<Seen> m_requests;
    QHash<QTcpSocket *, QByteArray> m_pending;
    QList<std::pair<QPointer<QTcpSocket>, Step>> m_held;
    std::function<QByteArray(const QByteArray &)> m_every;
    std::function<QByteArray(const QByteArray &)> m_byTarget;
    QList<std::pair<QPointer<QTcpSocket>, QByteArray>> m_heldTargets;
    int m_connections = 0;
};

} // namespace orrery::test
