// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/exchange.h"

#include "api/core/request_body.h"

#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QSslError>

namespace orrery::api {

namespace {

constexpr qint64 readAtOnce = 256 * 1024;
/// What has arrived of a large body is read in several turns of the event loop: 40 MB in one would hold it up visibly.
constexpr qint64 readInATurn = 1024 * 1024;

/// Errors that say the connection never stood, so the service saw nothing.
bool isBeforeSending(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return true;
    default:
        return false;
    }
}

/// Of a request that did not get out: Qt calls a proxy that is not there a refused connection, an unknown name or just an
/// unknown error, and who reads that would suspect the service.
QNetworkReply::NetworkError blamingTheProxy(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return QNetworkReply::ProxyConnectionRefusedError;
    case QNetworkReply::RemoteHostClosedError:
        return QNetworkReply::ProxyConnectionClosedError;
    case QNetworkReply::HostNotFoundError:
        return QNetworkReply::ProxyNotFoundError;
    case QNetworkReply::UnknownNetworkError:
        return QNetworkReply::UnknownProxyError;
    default:
        return error;
    }
}

bool goesThroughProxy(const QNetworkReply &reply)
{
    const QNetworkProxyQuery query(reply.url());
    QNetworkProxy proxy = reply.manager()->proxy();
    if (QNetworkProxyFactory *factory = reply.manager()->proxyFactory())
        proxy = factory->queryProxy(query).value(0);
    else if (proxy.type() == QNetworkProxy::DefaultProxy)
        proxy = QNetworkProxyFactory::proxyForQuery(query).value(0);
    return proxy.type() != QNetworkProxy::NoProxy && proxy.type() != QNetworkProxy::DefaultProxy;
}

} // namespace

Exchange::Exchange(const Limits &limits, Done done, QObject *parent)
    : QObject(parent), m_limits(limits), m_done(std::move(done))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { stop(m_outcome.timedOut); });
}

Exchange::~Exchange()
{
    if (!m_reply)
        return;
    // abort() reports finished() synchronously: disconnected first, it reaches nobody.
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
}

void Exchange::start(QNetworkAccessManager *network, const QNetworkRequest &request, Method method,
                     const QByteArray &body)
{
    QNetworkRequest limited = request;
    limited.setTransferTimeout(int(m_limits.idle.count()));
    // The cap counts decompressed bytes while they are read; Qt's own check would refuse repetitive but harmless JSON.
    limited.setDecompressedSafetyCheckThreshold(-1);
    m_elapsed.start();
    if (method == Method::Get) {
        m_reply = network->get(limited);
    } else {
        auto *once = new RequestBody(body);
        limited.setHeader(QNetworkRequest::ContentLengthHeader, body.size());
        // Buffering by Qt would make the body repeatable again.
        limited.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        m_reply =
            network->sendCustomRequest(limited, QByteArray(methodName(method).data(), methodName(method).size()), once);
        once->setParent(m_reply);
    }
    connect(m_reply, &QNetworkReply::requestSent, this, [this] { m_requestSent = true; });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &Exchange::checkAnnouncedSize);
    connect(m_reply, &QNetworkReply::readyRead, this, &Exchange::readBody);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        // Only noted: nothing is ever ignored.
        if (!errors.isEmpty())
            m_outcome.errorText = errors.constFirst().errorString();
    });
    // Queued: a reply may be finished before get() has returned.
    connect(m_reply, &QNetworkReply::finished, this, &Exchange::finish, Qt::QueuedConnection);
    m_deadline.start(m_limits.total);
}

bool Exchange::bytesMayHaveLeft() const
{
    // requestSent() comes from another thread, so its absence proves nothing.
    return m_reply != nullptr;
}

void Exchange::checkAnnouncedSize()
{
    const QVariant announced = m_reply->header(QNetworkRequest::ContentLengthHeader);
    if (!announced.isValid())
        return;
    if (announced.toLongLong() > m_limits.body)
        stop(m_outcome.tooLarge);
    else
        m_outcome.body.reserve(announced.toLongLong()); // growing step by step copies a large body many times
}

void Exchange::readBody()
{
    if (!m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid())
        return;
    for (qint64 taken = 0; m_reply->bytesAvailable() > 0; taken += readAtOnce) {
        if (taken >= readInATurn) {
            if (!std::exchange(m_readsOn, true))
                QMetaObject::invokeMethod(this, &Exchange::readOn, Qt::QueuedConnection);
            return;
        }
        const QByteArray chunk = m_reply->read(readAtOnce);
        if (chunk.isEmpty())
            return;
        if (m_outcome.body.size() + chunk.size() > m_limits.body) {
            stop(m_outcome.tooLarge);
            return;
        }
        m_outcome.body += chunk;
    }
}

void Exchange::readOn()
{
    m_readsOn = false;
    if (m_reply && m_reply->isOpen())
        readBody();
}

void Exchange::stop(bool &reason)
{
    if (reason || m_outcome.tooLarge || m_outcome.timedOut)
        return;
    reason = true;
    m_outcome.body.clear();
    // Leads to finish() by the queued connection.
    m_reply->abort();
}

void Exchange::finish()
{
    m_deadline.stop();
    if (!m_reply || !m_done)
        return;
    if (!m_outcome.tooLarge && !m_outcome.timedOut && m_reply->isOpen()) {
        const qsizetype before = m_outcome.body.size();
        readBody();
        if (m_outcome.body.size() > before && m_reply->bytesAvailable() > 0) {
            // The rest in turns of its own.
            QMetaObject::invokeMethod(this, &Exchange::finish, Qt::QueuedConnection);
            return;
        }
    }
    m_outcome.duration = elapsed();
    m_outcome.error = m_reply->error();
    m_outcome.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_outcome.status != 0) {
        m_outcome.contentType = m_reply->rawHeader("content-type");
        m_outcome.requestId = m_reply->rawHeader("x-request-id");
        m_outcome.retryAfter = m_reply->rawHeader("retry-after");
        m_outcome.date = m_reply->rawHeader("date");
        m_outcome.location = m_reply->rawHeader("location");
    }
    if (m_outcome.error != QNetworkReply::NoError && m_outcome.errorText.isEmpty())
        m_outcome.errorText = m_reply->errorString();
    if (m_outcome.status == 0 && !m_requestSent) {
        const auto blamed = blamingTheProxy(m_outcome.error);
        if (blamed != m_outcome.error && m_reply->manager() && goesThroughProxy(*m_reply))
            m_outcome.error = blamed;
    }
    m_outcome.bytesMayHaveLeft = m_outcome.status != 0 || m_requestSent
        || (m_outcome.error != QNetworkReply::NoError && !isBeforeSending(m_outcome.error)
            && m_outcome.error != QNetworkReply::OperationCanceledError);
    m_reply->disconnect(this);
    m_reply->deleteLater();
    m_reply.clear();
    const auto done = std::exchange(m_done, {});
    done(std::move(m_outcome));
}

} // namespace orrery::api
