// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/retry_policy.h"
#include "api/core/utc.h"

#include <QLocale>

#include <algorithm>

namespace orrery::api {

namespace {

bool canBeSentAgain(const ApiError &error)
{
    if (!isSafe(error.method))
        return false;
    switch (error.kind) {
    case ApiError::Kind::Offline:
    case ApiError::Kind::HostNotFound:
    case ApiError::Kind::Timeout:
        return true;
    case ApiError::Kind::Server:
        return error.status == 502 || error.status == 503 || error.status == 504;
    default:
        return false;
    }
}

std::chrono::milliseconds growing(std::chrono::milliseconds base, int attempt, double jitter)
{
    const auto wait = base * (1LL << attempt);
    return wait + std::chrono::milliseconds(qint64(double(wait.count()) * 0.25 * jitter));
}

QDateTime parseHttpDate(const QByteArray &text)
{
    // Qt's RFC 2822 format knows numeric zones only; HTTP always says GMT, and English.
    QDateTime time =
        QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    time = readAsUtc(time);
    return time;
}

} // namespace

RetryDecision decideRetry(const ApiError &error, const Attempts &attempts, const RetryTiming &timing,
                          std::optional<std::chrono::milliseconds> retryAfter, double jitter)
{
    if (error.kind == ApiError::Kind::RateLimited) {
        const auto wait =
            retryAfter ? *retryAfter : growing(timing.rateLimitBase, std::min(attempts.rateLimitWaits, 2), jitter);
        const auto pause = std::min<std::chrono::milliseconds>(wait, longestRateLimitWait);
        const bool again = attempts.rateLimitWaits < maximumRateLimitWaits && wait <= longestRateLimitWait;
        return {.again = again, .wait = wait, .pauseAll = pause};
    }
    if (canBeSentAgain(error) && attempts.retries < maximumRetries)
        return {.again = true, .wait = growing(timing.retryBase, attempts.retries, jitter), .pauseAll = {}};
    return {};
}

std::optional<std::chrono::milliseconds> parseRetryAfter(const QByteArray &retryAfter, const QByteArray &date,
                                                         const QDateTime &now)
{
    bool isNumber = false;
    const qint64 seconds = retryAfter.trimmed().toLongLong(&isNumber);
    if (isNumber) {
        constexpr qint64 oneDay = 24 * 60 * 60;
        return std::chrono::seconds(std::clamp<qint64>(seconds, 0, oneDay));
    }
    const QDateTime until = parseHttpDate(retryAfter);
    if (!until.isValid())
        return {};
    const QDateTime answered = parseHttpDate(date);
    return std::chrono::milliseconds(std::max<qint64>(0, (answered.isValid() ? answered : now).msecsTo(until)));
}

} // namespace orrery::api
