// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/token_endpoint.h"

#include "api/core/classify.h"
#include "api/core/http_exchange.h"

namespace orrery::api {

using namespace Qt::StringLiterals;

TokenCall::TokenCall(QObject *owner, Done done) : QObject(owner), m_done(std::move(done)) {}

TokenCall *TokenCall::send(QNetworkAccessManager *network, const TokenRequest &request, QObject *owner, Limits limits,
                           Done done)
{
    auto *call = new TokenCall(owner, std::move(done));
    call->m_answer.host = request.url.authority();
    call->m_answer.secrets = request.secrets;

    HttpRequest sent;
    sent.method = request.method;
    sent.url = request.url;
    sent.authorization = request.authorization;
    sent.carriesSecret = true;
    sent.contentType = request.contentType;
    sent.body = request.body;
    sent.limits.total = limits.total;
    sent.limits.body = limits.maximumBody;
    sent.operation = u"sign_in"_s;
    sent.path = request.url.path(QUrl::FullyEncoded);
    new HttpExchange(
        network, sent, [call](HttpAnswer answer) { call->finish(std::move(answer)); }, call);
    return call;
}

void TokenCall::finish(HttpAnswer answer)
{
    if (const auto failure = transportFailure(answer)) {
        m_answer.transport = failure->kind;
        m_answer.detail = failure->detail;
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
