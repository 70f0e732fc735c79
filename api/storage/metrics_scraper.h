// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/api_client.h"
#include "api/storage/scrape_target.h"
#include "api/storage/volume_samples.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace orrery::api {

/// Reads the metrics of branches where the service's discovery says they are.
///
/// The addresses come through ApiClient, signed by a service token, and are kept until one is about to expire, for ten minutes
/// at most. The scrapes themselves go to another host without any credential, so they are not part of the request budget; a
/// few at once. An address that is refused (401, 403) is asked for anew, once. Redirects are never followed, the text is read
/// on another thread. An address reaches no log, no signal and no error: paths are without their query, as everywhere.
///
/// All calls end exactly once, never before they returned, and not at all when `context` is gone by then.
class MetricsScraper final : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        int concurrent = 3;
        std::chrono::milliseconds idleTimeout{30'000};
        std::chrono::milliseconds totalTimeout{60'000};
        qint64 maximumBody = 64LL * 1024 * 1024;
        std::chrono::milliseconds keepTargets{std::chrono::minutes(10)};
        std::chrono::milliseconds expiryMargin{std::chrono::minutes(1)}; ///< asked for anew that long before
    };
    using TargetsDone = std::function<void(const Result<ScrapeTargets> &)>;
    using ScrapeDone = std::function<void(const Result<ScrapedVolumes> &)>;

    /// `client`, `network` and `clock` outlive the scraper.
    MetricsScraper(ApiClient *client, QNetworkAccessManager *network, const Clock *clock, Options options,
                   QObject *parent = nullptr);
    MetricsScraper(ApiClient *client, QNetworkAccessManager *network, const Clock *clock, QObject *parent = nullptr);
    ~MetricsScraper() override;

    /// The branches of an organization that have metrics; without a request while what is known is fresh.
    void discover(const QString &organization, QObject *context, TargetsDone done);
    /// Reads one branch. Kind::NotFound when the service names no metrics address for it.
    void scrape(const QString &organization, const QString &branchId, QObject *context, ScrapeDone done);
    /// Scrapes queued or under way.
    [[nodiscard]] int pendingCount() const;
    /// Forgets all addresses: after signing out.
    void forget();

Q_SIGNALS:
    /// A scrape went over the wire; `operation` is "scrape_branch".
    void requestFinished(const orrery::api::SentRequest &request);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace orrery::api
