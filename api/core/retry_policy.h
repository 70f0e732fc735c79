// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/error.h"

#include <QByteArray>
#include <QDateTime>

#include <chrono>
#include <optional>

namespace orrery::api {

/// How often one request was sent again so far, by reason.
struct Attempts
{
    int retries = 0; ///< after a lost connection, a timeout, 502, 503 or 504
    int rateLimitWaits = 0; ///< after a 429
};

struct RetryTiming
{
    std::chrono::milliseconds retryBase{500};
    std::chrono::milliseconds rateLimitBase{1'000};
};

/// What to do after a request ended with an error.
struct RetryDecision
{
    bool again = false;
    std::chrono::milliseconds wait{0}; ///< before it is sent again
    /// For how long nothing of the account may be sent: a 429 is about the account, not about the request.
    std::chrono::milliseconds pauseAll{0};
};

inline constexpr int maximumRetries = 2;
inline constexpr int maximumRateLimitWaits = 3;
/// A service that asks for a longer wait than this gets none: the person is told instead.
inline constexpr std::chrono::minutes longestRateLimitWait{2};

/// Only a GET is sent again after a lost connection, a timeout or 502/503/504: twice, after base·2ⁿ plus up to a quarter.
/// A 429 was refused before it was looked at, so any verb is sent again, three times: after `retryAfter` when the service
/// named it, else after 1, 2, 4 times the base plus up to a quarter. `jitter` is in [0, 1).
RetryDecision decideRetry(const ApiError &error, const Attempts &attempts, const RetryTiming &timing,
                          std::optional<std::chrono::milliseconds> retryAfter, double jitter);

/// Reads a Retry-After header: seconds, or an HTTP date. A date is measured against the answer's own Date header where
/// there is one, so that a wrong clock here does not matter; else against `now`. Never negative; empty when unreadable.
std::optional<std::chrono::milliseconds> parseRetryAfter(const QByteArray &retryAfter, const QByteArray &date,
                                                         const QDateTime &now);

} // namespace orrery::api
