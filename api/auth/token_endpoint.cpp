// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/token_endpoint.h"

#include "api/core/classify.h"

#include <QLoggingCategory>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>

namespace orrery::api {

Q_LOGGING_CATEGORY(tokenLog, "orrery.api.auth.token", QtInfoMsg)

namespace {
// No operation of the API, and in no table; it only lets classify() judge an exchange that got no answer.
constexpr Endpoint tokenEndpoint{.id = "oauth_token", .method = Method::Post, .path = "/oauth"};

QNetworkRequest networkRequest(const TokenRequest &request)
{
    QNetworkRequest out(request.url);
    out.setRawHeader("Accept", "application/json");
    out.setRawHeader("User-Agent", "Orrery");
    if (!request.contentType.isEmpty())
        out.setRawHeader("Content-Type", request.contentType);
    if (!request.authorization.isEmpty())
        out.setRawHeader("Authorization", request.authorization);
    // A redirect could carry the secrets to another host, and a stored cookie or password would sign what we did not.
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    out.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    return out;
}
} // namespace

TokenCall::TokenCall(QObject *owner, Limits limits, Done done)
    : QObject(owner), m_limits(limits), m_done(std::move(done))
{}

TokenCall::~TokenCall()
{
    Secret::wipe(m_body);
    if (m_reply) {
        // abort() signals at once, so nobody may be listening any more.
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
    }
}

TokenCall *TokenCall::send(QNetworkAccessManager *network, const TokenRequest &request, QObject *owner, Limits limits,
                           Done done)
{
    auto *call = new TokenCall(owner, limits, std::move(done));
    call->m_answer.host = request.url.authority();
    call->m_answer.secrets = request.secrets;
    QNetworkReply *reply = network->sendCustomRequest(networkRequest(request),
                                                      QByteArray(methodName(request.method).data()), request.body);
    call->m_reply = reply;
    connect(network, &QObject::destroyed, call, [call] { call->m_reply = nullptr; });
    connect(reply, &QNetworkReply::readyRead, call, [call, reply] {
        call->m_body += reply->readAll();
        if (call->m_body.size() > call->m_limits.maximumBody)
            call->finish(ApiError::Kind::TooLarge, {});
    });
    // Queued: a manager that refuses a request may finish it inside sendCustomRequest's caller.
    connect(
        reply, &QNetworkReply::finished, call,
        [call, reply] {
            if (call->m_finished)
                return;
            const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
            const bool cutShort = reply->error() == QNetworkReply::RemoteHostClosedError
                || reply->error() == QNetworkReply::OperationCanceledError;
            if (status > 0 && !cutShort) {
                if (reply->isOpen())
                    call->m_body += reply->readAll();
                call->m_answer.status = status;
                call->finish(std::nullopt, {});
            } else {
                WireOutcome outcome;
                outcome.error = reply->error();
                outcome.errorText = reply->errorString();
                const auto error = classify(outcome, RequestData{.endpoint = &tokenEndpoint});
                call->finish(error ? error->kind : ApiError::Kind::Offline, error ? error->detail : QString());
            }
        },
        Qt::QueuedConnection);
    QTimer::singleShot(limits.total, call, [call] { call->finish(ApiError::Kind::Timeout, {}); });
    return call;
}

void TokenCall::finish(std::optional<ApiError::Kind> transport, const QString &detail)
{
    if (m_finished)
        return;
    m_finished = true;
    m_answer.transport = transport;
    m_answer.detail = detail;
    m_answer.body = Secret(m_body);
    qCDebug(tokenLog, "%s answered %d", qUtf8Printable(m_answer.host), m_answer.status);
    deleteLater();
    if (const Done done = std::exchange(m_done, nullptr))
        done(m_answer);
}

} // namespace orrery::api
