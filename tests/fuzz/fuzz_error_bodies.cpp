// SPDX-License-Identifier: GPL-3.0-or-later
// What an error's body and headers are read into: at most 500 characters of plain text, whatever came.
#include "api/core/error_body.h"
#include "api/core/retry_policy.h"
#include "api/core/utc.h"
#include "tests/fuzz/require.h"

using namespace orrery::api;
using orrery::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    const QByteArray body = orrery::fuzz::bytes(data, size);
    for (const QByteArray &type :
         {QByteArray(), QByteArrayLiteral("application/json"), QByteArrayLiteral("text/html")}) {
        const ErrorBody read = readErrorBody(body, type);
        require(read.message.size() <= 500, "a message is at most 500 characters long");
        require(plainExcerpt(body, type).size() <= 500, "an excerpt is at most 500 characters long");
        require(!plainExcerpt(body, type).contains(u'\n'), "an excerpt is one line");
    }
    const QDateTime now = QDateTime::fromSecsSinceEpoch(1'700'000'000, orrery::kUtc);
    const auto wait = parseRetryAfter(body.left(40), body.mid(40), now);
    require(!wait || wait->count() >= 0, "a wait is never negative");
    return 0;
}
