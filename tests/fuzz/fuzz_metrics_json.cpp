// SPDX-License-Identifier: GPL-3.0-or-later
// JSON about storage from elsewhere: where to scrape, what a Prometheus answers, what a webhook carried.
#include "api/storage/prometheus_query.h"
#include "api/storage/scrape_target.h"
#include "api/webhooks/webhook_payload.h"
#include "tests/fuzz/require.h"

#include <cmath>

using namespace orrery::api;
using orrery::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    const QByteArray body = orrery::fuzz::bytes(data, size);
    if (const auto targets = decodeScrapeTargets(body)) {
        for (const ScrapeTarget &target : targets->targets) {
            require(!target.branchId.isEmpty() && !target.host.isEmpty(), "a target names branch and host");
            const QByteArray &address = target.address.reveal();
            require(address.startsWith("https:") || address.startsWith("http:"), "an address is one of the web");
            require(!address.contains('\n') && !address.contains('@'), "an address is one word without a user");
        }
    } else {
        require(!body.contains("sig") || targets.error().message.isEmpty(), "a secret is not quoted");
    }

    if (const auto answer = decodePromAnswer(body)) {
        for (const VolumeSeries &series : readVolumeSeries(*answer)) {
            qint64 last = std::numeric_limits<qint64>::min();
            for (const VolumeSeries::Point &point : series.points) {
                require(point.at > last, "points are in order and each moment once");
                require(point.availableBytes || point.capacityBytes, "a point says something");
                last = point.at;
            }
        }
    }

    if (const auto payload = decodeWebhook(body)) {
        require(!payload->event.isEmpty(), "a payload has an event");
        require(!payload->storage || payload->event.endsWith(u".storage"), "only a storage event has readings");
        const WebhookVerdict verdict = verifyWebhook(body, QByteArray(64, 'a'), Secret("hush"));
        require(verdict != WebhookVerdict::Genuine, "a made-up signature does not fit");
    }
    return 0;
}
