// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/network_access.h"

#include "api/core/hosts.h"

#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

namespace orrery::api {

namespace {

class NoCookies final : public QNetworkCookieJar
{
public:
    using QNetworkCookieJar::QNetworkCookieJar;
    QList<QNetworkCookie> cookiesForUrl(const QUrl &) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie> &, const QUrl &) override { return false; }
};

class ProxyChoice final : public QNetworkProxyFactory
{
public:
    explicit ProxyChoice(bool system) : m_system(system) {}
    Q_DISABLE_COPY_MOVE(ProxyChoice)
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        if (!m_system || isLoopbackHost(query.peerHostName()))
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        return systemProxyForQuery(query);
    }

private:
    bool m_system;
};

QNetworkRequest hardened(const QNetworkRequest &request, bool http2)
{
    QNetworkRequest result = request;
    result.setAttribute(QNetworkRequest::Http2AllowedAttribute, http2);
    result.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    result.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    return result;
}

class NetworkAccess final : public QNetworkAccessManager
{
public:
    explicit NetworkAccess(const NetworkSettings &settings) : m_http2(settings.http2)
    {
        setCookieJar(new NoCookies(this));
        setProxyFactory(new ProxyChoice(settings.systemProxy));
        setRedirectPolicy(QNetworkRequest::SameOriginRedirectPolicy);
        setStrictTransportSecurityEnabled(true);
    }

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request, QIODevice *body) override
    {
        return QNetworkAccessManager::createRequest(operation, hardened(request, m_http2), body);
    }

private:
    bool m_http2;
};

/// Ends at once, without a connection.
class RefusedReply final : public QNetworkReply
{
public:
    RefusedReply(const QNetworkRequest &request, QNetworkAccessManager::Operation operation, QObject *parent)
        : QNetworkReply(parent)
    {
        setRequest(request);
        setUrl(request.url());
        setOperation(operation);
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
        setError(ContentAccessDenied, QStringLiteral("only loopback addresses are allowed here"));
        QTimer::singleShot(0, this, [this] {
            setFinished(true);
            Q_EMIT finished();
        });
    }
    void abort() override {}

protected:
    qint64 readData(char *, qint64) override { return -1; }
};

} // namespace

std::unique_ptr<QNetworkAccessManager> makeNetworkAccess(const NetworkSettings &settings)
{
    return std::make_unique<NetworkAccess>(settings);
}

LoopbackOnlyNetwork::LoopbackOnlyNetwork(QObject *parent) : QNetworkAccessManager(parent)
{
    setCookieJar(new NoCookies(this));
    setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    setRedirectPolicy(QNetworkRequest::SameOriginRedirectPolicy);
}

QNetworkReply *LoopbackOnlyNetwork::createRequest(Operation operation, const QNetworkRequest &request, QIODevice *body)
{
    if (!isLoopbackHost(request.url().host())) {
        ++m_refused;
        return new RefusedReply(request, operation, this);
    }
    return QNetworkAccessManager::createRequest(operation, hardened(request, false), body);
}

} // namespace orrery::api
