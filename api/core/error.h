// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/method.h"

#include <QString>

namespace orrery::api {

/// Why a request did not give its result. A value; safe to copy, to show and to log: it never holds a credential.
/// Sentences for people are made from it by models::describeError.
struct ApiError
{
    enum class Kind : quint8 {
        Offline, ///< no network, connection refused or dropped
        HostNotFound, ///< name resolution failed
        Timeout, ///< 30 s without a byte, or 60 s in all
        Tls, ///< certificate or handshake; never bypassed
        Proxy, ///< a proxy refused
        Canceled, ///< by us; silent
        NotSignedIn, ///< no usable credential for this request
        Unauthorized, ///< 401, also after one refresh
        Forbidden, ///< 403
        NotFound, ///< 404: missing or not permitted, the service does not tell which
        Conflict, ///< 409
        Invalid, ///< 422 and other 4xx: refused with the service's own reason
        RateLimited, ///< 429 after the allowed number of waits
        Server, ///< 5xx
        Decode, ///< an answer that is not what the operation documents
        TooLarge, ///< an answer above one of the limits of its operation (answer_limits.h); `detail` says which
        ReadOnly, ///< read-only mode: nothing was sent
        Unsafe, ///< a credential would have left in plain http, or the address is none: nothing was sent; `detail` says which
    };

    Kind kind = Kind::Offline;
    int status = 0; ///< HTTP status; 0 when there was no answer
    QString code; ///< the service's own code ("unprocessable"), if any
    QString message; ///< the service's own message or the first line of a body that is not JSON; untrusted plain text
    QString detail; ///< technical detail: JSON pointer, network error text
    Method method = Method::Get;
    QString path; ///< path without query, e.g. /v1/organizations/acme
    QString operation; ///< endpoint id, e.g. "get_branch"
    QString requestId; ///< the service's request id, when it sent one
    QString requirement; ///< for 403/404: what a sign-in needs, from the endpoint row ("database: read_branches")
    /// A mutation that was sent but got no answer: whether it took effect is unknown, the object has to be read again.
    bool outcomeUnknown = false;

    [[nodiscard]] bool isCanceled() const { return kind == Kind::Canceled; }

    friend bool operator==(const ApiError &, const ApiError &) = default;
};

} // namespace orrery::api
