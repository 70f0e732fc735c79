// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/classify.h"

#include "api/core/error_body.h"
#include "api/core/http_log.h"

#include <QUrl>

namespace orrery::api {

using namespace Qt::StringLiterals;

namespace {

ApiError::Kind kindOfStatus(int status)
{
    using Kind = ApiError::Kind;
    switch (status) {
    case 401:
        return Kind::Unauthorized;
    case 403:
        return Kind::Forbidden;
    case 404:
        return Kind::NotFound;
    case 407:
        return Kind::Proxy;
    case 408:
        return Kind::Timeout;
    case 409:
        return Kind::Conflict;
    case 429:
        return Kind::RateLimited;
    default:
        if (status >= 500)
            return Kind::Server;
        return status >= 400 ? Kind::Invalid : Kind::Decode;
    }
}

ApiError::Kind kindOfNetworkError(QNetworkReply::NetworkError error)
{
    using Kind = ApiError::Kind;
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return Kind::HostNotFound;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError: // Qt's own idle timeout; a cancel of ours never gets here
        return Kind::Timeout;
    case QNetworkReply::SslHandshakeFailedError:
        return Kind::Tls;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return Kind::Proxy;
    case QNetworkReply::TooManyRedirectsError:
    case QNetworkReply::InsecureRedirectError:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::UnknownContentError:
        return Kind::Decode;
    default:
        return Kind::Offline;
    }
}

QString refusedRedirect(const WireOutcome &outcome)
{
    const QString host = QUrl::fromEncoded(outcome.location).host();
    return host.isEmpty() ? u"redirect not followed"_s : u"redirect to %1 not followed"_s.arg(host);
}

} // namespace

ApiError errorFor(ApiError::Kind kind, const RequestData &request)
{
    ApiError error{.kind = kind};
    error.method = request.method();
    error.path = u"/v1"_s + request.encodedPath();
    error.operation = QString::fromLatin1(request.endpoint->id.data(), qsizetype(request.endpoint->id.size()));
    return error;
}

std::optional<ApiError> classify(const WireOutcome &outcome, const RequestData &request)
{
    using Kind = ApiError::Kind;
    const bool success = outcome.status >= 200 && outcome.status < 300;
    if (success && outcome.error == QNetworkReply::NoError && !outcome.tooLarge && !outcome.timedOut)
        return {};

    ApiError error = errorFor(Kind::Offline, request);
    error.status = outcome.status;
    error.requestId = QString::fromLatin1(outcome.requestId.left(128));
    const bool answered = outcome.status >= 400;
    if (outcome.tooLarge) {
        error.kind = Kind::TooLarge;
    } else if (answered) {
        error.kind = kindOfStatus(outcome.status);
        const ErrorBody words = readErrorBody(outcome.body, outcome.contentType);
        error.code = words.code;
        error.message = words.message;
        if (error.kind == Kind::Forbidden || error.kind == Kind::NotFound)
            error.requirement = requirementText(*request.endpoint);
    } else if (outcome.timedOut) {
        error.kind = Kind::Timeout;
    } else if (outcome.status >= 300) {
        error.kind = Kind::Decode;
        error.detail = refusedRedirect(outcome);
    } else {
        error.kind = kindOfNetworkError(outcome.error);
        error.detail = redact(outcome.errorText);
    }
    // A service that failed while answering may have done it before it failed.
    const bool failed = outcome.status >= 500;
    error.outcomeUnknown = !isSafe(request.method()) && outcome.bytesMayHaveLeft && (!answered || failed);
    return error;
}

} // namespace orrery::api
