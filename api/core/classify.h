// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/error.h"
#include "api/core/request.h"

#include <QByteArray>
#include <QNetworkReply>

#include <chrono>
#include <optional>

namespace orrery::api {

/// What one exchange left behind, before anything is read into it.
struct WireOutcome
{
    int status = 0; ///< 0: no answer
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QString errorText; ///< what Qt or the TLS library says about `error`
    QByteArray body; ///< as far as it came; never read without a status
    QByteArray contentType;
    QByteArray requestId; ///< x-request-id
    QByteArray retryAfter;
    QByteArray date;
    QByteArray location; ///< of a redirect that was not followed
    std::chrono::milliseconds duration{0};
    bool timedOut = false; ///< a time limit of ours
    bool tooLarge = false; ///< the body passed, or announced to pass, the cap
    bool bytesMayHaveLeft = false;
};

/// Why the exchange is not a success; empty for a complete 2xx answer. The HTTP status decides first: a service that said
/// 404 and then dropped the connection said 404.
std::optional<ApiError> classify(const WireOutcome &outcome, const RequestData &request);

/// An error of this request, with everything that is known before it was sent filled in.
ApiError errorFor(ApiError::Kind kind, const RequestData &request);

} // namespace orrery::api
