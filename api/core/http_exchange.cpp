// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/http_exchange.h"

#include "api/core/hosts.h"
#include "api/core/http_log.h"
#include "api/core/request_body.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QNetworkRequest>
#include <QSslError>

#include <algorithm>

namespace orrery::api {

namespace {

constexpr qint64 readAtOnce = 256 * 1024;
/// What has arrived of a large body is read in several turns of the event loop: 40 MB in one would hold it up visibly.
constexpr qint64 readInATurn = 1024 * 1024;
/// What Qt may hold of a body that has not been read yet. With 128 KB instead, 200 MB take four times as long.
constexpr qint64 unreadAtMost = 1024 * 1024;
/// The same of one that is compressed or may be: Qt decompresses what has come at once, on this thread, to count its bytes, and
/// a thousandfold of more would hold the window up (80 ms from 8 KB on). What grows less gets more at a time: with 2 KB,
/// 8 MB of noise take more than 5 s.
constexpr qint64 compressedAtLeast = 2 * 1024;
constexpr qint64 compressedAtMost = 32 * 1024;
constexpr qint64 countedAtOnce = 512 * 1024;
constexpr qint64 reservedAtMost = 16LL * 1024 * 1024;

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

bool hasControl(const QByteArray &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; });
}

HttpRefusal refusalOf(const HttpRequest &request)
{
    const QUrl &url = request.url;
    const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    if (!url.isValid() || !web || url.host().isEmpty() || !url.userInfo().isEmpty())
        return HttpRefusal::Address;
    const bool guarded = request.carriesSecret || !request.authorization.isEmpty();
    if (guarded && !isProtectedAddress(url) && !request.allowPlainCredential)
        return HttpRefusal::PlainCredential;
    const auto writesHeaders = [](const auto &header) { return hasControl(header.first) || hasControl(header.second); };
    if (hasControl(request.authorization) || hasControl(request.accept) || hasControl(request.contentType)
        || std::any_of(request.headers.cbegin(), request.headers.cend(), writesHeaders))
        return HttpRefusal::Header;
    return HttpRefusal::None;
}

QByteArray userAgent()
{
    const QString version = QCoreApplication::applicationVersion();
    return "Orrery/" + (version.isEmpty() ? QByteArrayLiteral(ORRERY_VERSION) : version.toUtf8());
}

QNetworkRequest networkRequestFor(const HttpRequest &request)
{
    QNetworkRequest result(request.url);
    result.setRawHeader("Accept", request.accept);
    result.setRawHeader("User-Agent", userAgent());
    if (!request.contentType.isEmpty())
        result.setRawHeader("Content-Type", request.contentType);
    else if (request.method != Method::Get)
        result.setRawHeader("Content-Type", "application/json"); // Qt would invent a form type, loudly
    for (const auto &[name, value] : request.headers)
        result.setRawHeader(name, value);
    if (!request.authorization.isEmpty())
        result.setRawHeader("Authorization", request.authorization);
    // What changes something is never redirected: following would send it twice, or turn it into a GET.
    const bool follow = request.redirects == HttpRedirects::SameOrigin && request.method == Method::Get;
    result.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                        follow ? QNetworkRequest::SameOriginRedirectPolicy : QNetworkRequest::ManualRedirectPolicy);
    result.setMaximumRedirectsAllowed(3);
    result.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    result.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    result.setTransferTimeout(int(request.limits.idle.count()));
    // The cap counts decompressed bytes while they are read, a little at a time. Qt's own guard would refuse repetitive but
    // harmless JSON, and does not tell a bomb from broken data.
    result.setDecompressedSafetyCheckThreshold(-1);
    return result;
}

/// An identifier of the service's, fit for a log line and a label.
QByteArray visibleOnly(const QByteArray &text)
{
    QByteArray result = text.left(128);
    result.removeIf([](char c) { return c <= 0x20 || c >= 0x7F; });
    return result;
}

} // namespace

HttpExchange::HttpExchange(QNetworkAccessManager *network, const HttpRequest &request, Done done, QObject *parent)
    : QObject(parent), m_limits(request.limits), m_done(std::move(done))
{
    m_answer.sent.operation = request.operation;
    m_answer.sent.method = request.method;
    m_answer.sent.path = request.path;
    m_answer.sent.attempt = request.attempt;
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { timeOut(); });
    m_elapsed.start();
    m_answer.refusal = refusalOf(request);
    if (m_answer.refusal == HttpRefusal::None)
        send(network, request);
    else
        QMetaObject::invokeMethod(this, &HttpExchange::report, Qt::QueuedConnection);
}

HttpExchange::~HttpExchange()
{
    if (!m_reply)
        return;
    // abort() reports finished() synchronously: disconnected first, it reaches nobody.
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
}

void HttpExchange::send(QNetworkAccessManager *network, const HttpRequest &request)
{
    QNetworkRequest prepared = networkRequestFor(request);
    if (request.method == Method::Get) {
        m_reply = network->get(prepared);
    } else {
        auto *once = new RequestBody(request.body);
        prepared.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
        // Buffering by Qt would make the body repeatable again.
        prepared.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        const auto verb = methodName(request.method);
        m_reply = network->sendCustomRequest(prepared, QByteArray(verb.data(), verb.size()), once);
        once->setParent(m_reply);
    }
    m_reply->setReadBufferSize(compressedAtLeast);
    connect(m_reply, &QNetworkReply::requestSent, this, [this] { m_requestSent = true; });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpExchange::checkHeaders);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::bytesCame);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        // Only noted: nothing is ever ignored.
        if (!errors.isEmpty())
            m_answer.errorText = errors.constFirst().errorString();
    });
    // Queued: a reply may be finished before get() has returned. It may also go unfinished, with its manager.
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::finish, Qt::QueuedConnection);
    connect(m_reply, &QObject::destroyed, this, &HttpExchange::finish, Qt::QueuedConnection);
    m_deadline.start(m_limits.total);
}

bool HttpExchange::bytesMayHaveLeft() const
{
    // requestSent() comes from another thread, so its absence proves nothing.
    return m_reply != nullptr;
}

void HttpExchange::checkHeaders()
{
    const auto &headers = m_reply->rawHeaderPairs();
    qint64 size = 0;
    for (const auto &[name, value] : headers)
        size += name.size() + value.size();
    if (size > m_limits.headers) {
        refuse(PassedLimit::Of::Headers, m_limits.headers);
        return;
    }
    if (!m_reply->hasRawHeader("content-encoding"))
        m_reply->setReadBufferSize(unreadAtMost);
    const QVariant announced = m_reply->header(QNetworkRequest::ContentLengthHeader);
    if (!announced.isValid())
        return;
    if (announced.toLongLong() > m_limits.body)
        refuse(PassedLimit::Of::Body, m_limits.body);
    else // growing step by step copies a large body many times; what is only announced does not get it all
        m_answer.body.reserve(std::min(announced.toLongLong(), reservedAtMost));
}

void HttpExchange::bytesCame()
{
    if (m_reply->hasRawHeader("content-encoding")) {
        const qint64 arrived = m_answer.body.size() + m_reply->bytesAvailable();
        const qint64 size = m_reply->readBufferSize();
        const bool growsLittle = arrived - std::exchange(m_arrived, arrived) <= countedAtOnce;
        m_reply->setReadBufferSize(std::clamp(growsLittle ? size * 2 : size / 2, compressedAtLeast, compressedAtMost));
    }
    readBody();
}

void HttpExchange::readBody()
{
    if (!m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid())
        return;
    for (qint64 taken = 0; m_reply->bytesAvailable() > 0; taken += readAtOnce) {
        if (taken >= readInATurn) {
            if (!std::exchange(m_readsOn, true))
                QMetaObject::invokeMethod(this, &HttpExchange::readOn, Qt::QueuedConnection);
            return;
        }
        const QByteArray chunk = m_reply->read(readAtOnce);
        if (chunk.isEmpty())
            return;
        if (m_answer.body.size() + chunk.size() > m_limits.body) {
            refuse(PassedLimit::Of::Body, m_limits.body);
            return;
        }
        // By halves and never past the cap, so that what is thrown away in the end was not twice as large.
        if (m_answer.body.size() + chunk.size() > m_answer.body.capacity())
            m_answer.body.reserve(std::min(m_limits.body, (m_answer.body.size() + chunk.size()) * 3 / 2));
        m_answer.body += chunk;
    }
}

void HttpExchange::readOn()
{
    m_readsOn = false;
    if (m_reply && m_reply->isOpen())
        readBody();
}

void HttpExchange::timeOut()
{
    m_answer.timedOut = !m_answer.tooLarge;
    stop();
}

void HttpExchange::refuse(PassedLimit::Of of, qint64 most)
{
    if (m_answer.tooLarge || m_answer.timedOut)
        return;
    m_answer.tooLarge = PassedLimit{.of = of, .most = most};
    stop();
}

void HttpExchange::stop()
{
    m_answer.body.clear();
    m_answer.body.squeeze();
    // Leads to finish() by the queued connection.
    if (m_reply)
        m_reply->abort();
}

void HttpExchange::finish()
{
    m_deadline.stop();
    if (!m_done)
        return;
    if (!m_reply) {
        // Its manager is gone.
        m_answer.error = QNetworkReply::OperationCanceledError;
        m_answer.bytesMayHaveLeft = true;
        report();
        return;
    }
    if (!m_answer.tooLarge && !m_answer.timedOut && m_reply->isOpen()) {
        const qsizetype before = m_answer.body.size();
        readBody();
        if (m_answer.body.size() > before && m_reply->bytesAvailable() > 0) {
            // The rest in turns of its own.
            QMetaObject::invokeMethod(this, &HttpExchange::finish, Qt::QueuedConnection);
            return;
        }
    }
    m_answer.error = m_reply->error();
    m_answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_answer.status != 0) {
        m_answer.contentType = m_reply->rawHeader("content-type");
        m_answer.requestId = visibleOnly(m_reply->rawHeader("x-request-id"));
        m_answer.retryAfter = m_reply->rawHeader("retry-after");
        m_answer.date = m_reply->rawHeader("date");
        m_answer.location = m_reply->rawHeader("location");
    }
    if (m_answer.error != QNetworkReply::NoError && m_answer.errorText.isEmpty())
        m_answer.errorText = m_reply->errorString();
    if (m_answer.status == 0 && !m_requestSent) {
        const auto blamed = blamingTheProxy(m_answer.error);
        if (blamed != m_answer.error && m_reply->manager() && goesThroughProxy(*m_reply))
            m_answer.error = blamed;
    }
    m_answer.bytesMayHaveLeft = m_answer.status != 0 || m_requestSent
        || (m_answer.error != QNetworkReply::NoError && !isBeforeSending(m_answer.error)
            && m_answer.error != QNetworkReply::OperationCanceledError);
    m_reply->disconnect(this);
    m_reply->deleteLater();
    m_reply.clear();
    report();
}

void HttpExchange::report()
{
    m_answer.sent.status = m_answer.status;
    m_answer.sent.bytes = m_answer.body.size();
    m_answer.sent.duration = std::chrono::milliseconds(m_elapsed.elapsed());
    if (m_answer.refusal == HttpRefusal::None)
        logRequest(m_answer.sent, QString::fromLatin1(m_answer.requestId));
    const auto done = std::exchange(m_done, {});
    done(std::move(m_answer));
}

} // namespace orrery::api
