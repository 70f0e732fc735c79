// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/error.h"
#include "api/core/http_message.h"
#include "api/core/request.h"

#include <optional>

namespace orrery::api {

/// Why there is no complete HTTP answer, whatever its status; empty when there is one. Without an endpoint: for requests that
/// are no operation of the API.
struct TransportFailure
{
    ApiError::Kind kind = ApiError::Kind::Offline;
    QString detail;
};
std::optional<TransportFailure> transportFailure(const HttpAnswer &answer);

/// Why the exchange is not a success; empty for a complete 2xx answer. The HTTP status decides first: a service that said
/// 404 and then dropped the connection said 404.
std::optional<ApiError> classify(const HttpAnswer &answer, const RequestData &request);

/// An error of this request, with everything that is known before it was sent filled in.
ApiError errorFor(ApiError::Kind kind, const RequestData &request);

} // namespace orrery::api
