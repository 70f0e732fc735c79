// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/token_endpoint.h"

#include "api/core/classify.h"
#include "api/core/http_exchange.h"

#include <QLoggingCategory>

namespace orrery::api {

using namespace Qt::StringLiterals;

namespace {
Q_LOGGING_CATEGORY(tokenLog, "orrery.api.auth.token", QtInfoMsg)
} // namespace

TokenCall::TokenCall(QNetworkAccessManager *network, TokenRequest request, Limits limits, QObject *owner, Done done)
    : QObject(owner), m_network(network), m_request(std::move(request)), m_limits(limits), m_done(std::move(done))
{
    m_answer.host = m_request.url.authority();
    m_answer.secrets = m_request.secrets;
}

TokenCall *TokenCall::send(QNetworkAccessManager *network, const TokenRequest &request, QObject *owner, Limits limits,
                           Done done)
{
    auto *call = new TokenCall(network, request, limits, owner, std::move(done));
    call->exchange();
    return call;
}

void TokenCall::exchange()
{
    HttpRequest sent;
    sent.method = m_request.method;
    sent.url = m_request.url;
    sent.authorization = m_request.authorization;
    sent.carriesSecret = true;
    sent.contentType = m_request.contentType;
    sent.body = m_request.body;
    sent.limits.total = m_limits.total;
    sent.limits.body = m_limits.maximumBody;
    sent.operation = u"sign_in"_s;
    sent.path = m_request.url.path(QUrl::FullyEncoded);
    new HttpExchange(
        m_network, sent, [this](HttpAnswer answer) { finish(std::move(answer)); }, this);
}

void TokenCall::finish(HttpAnswer answer)
{
    if (const auto failure = transportFailure(answer)) {
        m_answer.transport = failure->kind;
        m_answer.detail = failure->detail;
    } else if (m_request.fallback.isValid() && token_answers::isUnreadBody(answer.status, answer.body)) {
        qCWarning(tokenLog,
                  "%s does not read the body of a token request (status %d): its parameters are sent in the "
                  "address, as the older documentation has it",
                  qPrintable(m_answer.host), answer.status);
        m_request.url = std::exchange(m_request.fallback, {});
        m_request.contentType.clear();
        m_request.body.clear();
        exchange();
        return;
    } else {
        m_answer.status = answer.status;
    }
    m_answer.body = Secret(answer.body);
    Secret::wipe(answer.body);
    deleteLater();
    const Done done = std::exchange(m_done, nullptr);
    done(m_answer);
}

} // namespace orrery::api
