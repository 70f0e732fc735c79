// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/http_log.h"

#include "api/core/secret.h"

#include <QRegularExpression>

namespace orrery::api {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(httpLog, "orrery.api.http", QtInfoMsg)

void logRequest(const SentRequest &request, const QString &requestId)
{
    // A line of the log is one line whatever a peer answers.
    const auto printable = [](QString text) {
        return redact(text.removeIf([](QChar c) { return c.category() == QChar::Other_Control; }));
    };
    qCDebug(httpLog).noquote().nospace() << methodName(request.method) << ' ' << printable(request.path) << " -> "
                                         << request.status << ' ' << request.duration.count() << " ms " << request.bytes
                                         << " bytes attempt " << request.attempt
                                         << (requestId.isEmpty() ? QString() : u" id "_s + printable(requestId));
}

QString redact(const QString &text)
{
    // None is ever destroyed: what ends after main() is logged through here as well.
    // pscale_tkn_…, pscale_oauth_refresh_…, pscale_code_…: the prefix stays, it says which kind it was.
    static const auto &token = *new QRegularExpression(
        u"\\b(pscale_(?:(?:tkn|oauth|app_secret|pw)_?|[a-z]+_(?=[A-Za-z0-9_.~+/=-]{8})))[A-Za-z0-9_.~+/=-]+"_s);
    static const auto &header = *new QRegularExpression(u"\\b(Bearer|Basic)\\s+[A-Za-z0-9_.~+/=:-]+"_s,
                                                        QRegularExpression::CaseInsensitiveOption);
    static const auto &value = *new QRegularExpression(
        u"\\b(sig|exp|code_verifier|access_token|refresh_token|client_secret|device_code|token|password)="_s
        u"[^&\\s\"'<>)]+"_s,
        QRegularExpression::CaseInsensitiveOption);
    // An authorization code is long; "code=1064" is a database's error.
    static const auto &code =
        *new QRegularExpression(u"\\bcode=[^&\\s\"'<>)]{16,}"_s, QRegularExpression::CaseInsensitiveOption);
    // In JSON, as an OAuth answer would have it.
    static const auto &member = *new QRegularExpression(
        u"\"(\\w*(?:password|secret|plain_text)\\w*|\\w*token|device_code|__param_sig|__param_exp)\"\\s*:\\s*\"[^\"]*\"?"_s);
    QString result = Secret::withoutSecrets(text);
    result.replace(header, u"\\1 [redacted]"_s);
    result.replace(token, u"\\1[redacted]"_s);
    result.replace(value, u"\\1=[redacted]"_s);
    result.replace(code, u"code=[redacted]"_s);
    result.replace(member, u"\"\\1\":\"[redacted]\""_s);
    return result;
}

} // namespace orrery::api
