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

/// The answer ended before its end.
bool isCutShort(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::RemoteHostClosedError || error == QNetworkReply::OperationCanceledError;
}

QString refusalText(HttpRefusal refusal)
{
    switch (refusal) {
    case HttpRefusal::None:
        break;
    case HttpRefusal::Address:
        return u"the address is not one of a web server"_s;
    case HttpRefusal::Header:
        return u"a header would hold a control character"_s;
    case HttpRefusal::PlainCredential:
        return u"a credential is not sent over plain http to another machine"_s;
    }
    return {};
}

QString refusedRedirect(const HttpAnswer &answer)
{
    const QString host = QUrl::fromEncoded(answer.location).host();
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

std::optional<TransportFailure> transportFailure(const HttpAnswer &answer)
{
    using Kind = ApiError::Kind;
    if (answer.refusal != HttpRefusal::None)
        return TransportFailure{.kind = Kind::Unsafe, .detail = refusalText(answer.refusal)};
    if (answer.tooLarge)
        return TransportFailure{.kind = Kind::TooLarge, .detail = answer.tooLarge->detail()};
    if (answer.timedOut)
        return TransportFailure{.kind = Kind::Timeout, .detail = {}};
    // Qt calls an error status an error; the answer is whole all the same.
    const bool whole = answer.status >= 300 ? !isCutShort(answer.error) : answer.error == QNetworkReply::NoError;
    if (answer.status != 0 && whole)
        return {};
    return TransportFailure{.kind = kindOfNetworkError(answer.error), .detail = redact(answer.errorText)};
}

std::optional<ApiError> classify(const HttpAnswer &answer, const RequestData &request)
{
    using Kind = ApiError::Kind;
    const auto failure = transportFailure(answer);
    if (!failure && answer.status >= 200 && answer.status < 300)
        return {};

    ApiError error = errorFor(Kind::Offline, request);
    error.status = answer.status;
    error.requestId = QString::fromLatin1(answer.requestId);
    const bool answered = answer.status >= 400;
    if (answered && !answer.tooLarge) {
        error.kind = kindOfStatus(answer.status);
        const ErrorBody words = readErrorBody(answer.body, answer.contentType);
        error.code = words.code;
        error.message = words.message;
        if (error.kind == Kind::Forbidden || error.kind == Kind::NotFound)
            error.requirement = requirementText(*request.endpoint);
    } else if (answer.status >= 300 && !answer.tooLarge && !answer.timedOut) {
        error.kind = Kind::Decode;
        error.detail = refusedRedirect(answer);
    } else if (failure) {
        error.kind = failure->kind;
        error.detail = failure->detail;
    }
    // A service that failed while answering may have done it before it failed.
    const bool failed = answer.status >= 500;
    error.outcomeUnknown = !isSafe(request.method()) && answer.bytesMayHaveLeft && (!answered || failed);
    return error;
}

} // namespace orrery::api
