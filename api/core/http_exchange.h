// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/http_message.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>

class QNetworkAccessManager;

namespace orrery::api {

/// The one way a request leaves this program: sends it, watches both time limits, bounds headers, buffer and body while they
/// arrive, logs one line, and reports exactly once what came of it.
///
/// A credential goes in plain http to this machine only, and never along with a redirect to another origin. TLS errors end
/// it. Cookies, cache and remembered passwords are off. What is not a GET leaves once: Qt may not send it again.
/// Deleting it aborts silently.
class HttpExchange final : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(HttpAnswer)>;

    /// `done` is never called from within; `network` may go before the exchange does.
    HttpExchange(QNetworkAccessManager *network, const HttpRequest &request, Done done, QObject *parent);
    ~HttpExchange() override;

    /// Whether the service may have seen the request.
    [[nodiscard]] bool bytesMayHaveLeft() const;

private:
    void send(QNetworkAccessManager *network, const HttpRequest &request);
    void checkHeaders();
    void bytesCame();
    void readBody();
    void readOn();
    void timeOut();
    void refuse(PassedLimit::Of of, qint64 most);
    void stop();
    void finish();
    void report();

    HttpLimits m_limits;
    Done m_done;
    QPointer<QNetworkReply> m_reply;
    QTimer m_deadline;
    QElapsedTimer m_elapsed;
    HttpAnswer m_answer;
    qint64 m_arrived = 0; ///< of a compressed body, decompressed
    bool m_requestSent = false;
    bool m_readsOn = false; ///< another turn of reading is on its way
};

} // namespace orrery::api
