// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/answer_limits.h"
#include "api/core/sent_request.h"

#include <QByteArray>
#include <QList>
#include <QNetworkReply>
#include <QUrl>

#include <chrono>
#include <optional>
#include <utility>

namespace orrery::api {

struct HttpLimits
{
    std::chrono::milliseconds idle{30'000}; ///< without a byte
    std::chrono::milliseconds total{60'000};
    qint64 body = AnswerLimits{}.body; ///< bytes, decompressed
    qint64 headers = 64LL * 1024; ///< bytes of all names and values of an answer
};

enum class HttpRedirects : quint8 {
    Refuse,
    SameOrigin, ///< of a GET, to the same scheme, host and port, three times at most
};

/// One request as it goes over the wire. Whoever may send what is decided above; where a credential may go is decided by
/// HttpExchange.
struct HttpRequest
{
    Method method = Method::Get;
    QUrl url;
    QByteArray authorization; ///< of the header of this name; empty: none is sent
    bool carriesSecret = false; ///< in address, body or answer; guarded like `authorization`
    /// The person accepts that the credential is readable on its way. Else it goes in plain http to this machine only.
    bool allowPlainCredential = false;
    QByteArray accept = QByteArrayLiteral("application/json");
    QByteArray contentType; ///< of the body
    QList<std::pair<QByteArray, QByteArray>> headers; ///< further ones
    QByteArray body; ///< of everything but a GET
    HttpRedirects redirects = HttpRedirects::Refuse;
    HttpLimits limits;
    // For the log and for SentRequest; an address can be a secret.
    QString operation;
    QString path; ///< without host and query
    int attempt = 1;
};

/// Why a request was not sent at all.
enum class HttpRefusal : quint8 {
    None,
    Address, ///< no http or https, no host, or a name and password in it
    Header, ///< a value with a line break or another control character would write headers of its own
    PlainCredential, ///< a credential in plain http to another machine
};

/// What one exchange left behind, before anything is read into it.
struct HttpAnswer
{
    int status = 0; ///< 0: no answer
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QString errorText; ///< what Qt or the TLS library says about `error`
    QByteArray body; ///< as far as it came; never read without a status
    QByteArray contentType;
    QByteArray requestId; ///< x-request-id; visible characters only
    QByteArray retryAfter;
    QByteArray date;
    QByteArray location; ///< of a redirect that was not followed
    bool timedOut = false; ///< a time limit of ours
    std::optional<PassedLimit> tooLarge; ///< headers or body passed, or announced to pass, their limit
    HttpRefusal refusal = HttpRefusal::None;
    bool bytesMayHaveLeft = false;
    SentRequest sent; ///< how it is told, with duration and size
};

} // namespace orrery::api
