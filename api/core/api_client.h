// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/clock.h"
#include "api/core/credentials.h"
#include "api/core/hosts.h"
#include "api/core/job.h"
#include "api/core/request_queue.h"
#include "api/core/sent_request.h"

#include <memory>

class QNetworkAccessManager;

namespace orrery::api {

/// Sends requests of one account: signs, queues within the request budget (600 a minute, background at most half, six at
/// once), retries what may be retried, classifies every end. The one place through which every request goes, and so where
/// read-only mode is enforced and where identical GETs under way share one flight.
class ApiClient final : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        Hosts hosts;
        bool readOnly = false;
        int requestsPerMinute = 600;
        int concurrent = 6;
        std::chrono::milliseconds idleTimeout{30'000};
        std::chrono::milliseconds totalTimeout{60'000};
        qint64 maximumBody = 256LL * 1024 * 1024;
        qint64 decodeOffThreadAbove = 256LL * 1024;
        std::chrono::milliseconds retryBase{500}; ///< first wait before a GET is sent again
        std::chrono::milliseconds rateLimitBase{1'000}; ///< first wait after a 429 that names none
    };

    /// `network`, `credentials` and `clock` outlive the client.
    ApiClient(QNetworkAccessManager *network, Credentials *credentials, const Clock *clock, Options options,
              QObject *parent = nullptr);
    ~ApiClient() override;

    /// Queues the request. The job is a child of `owner`: it goes when the owner goes.
    template<class T>
    JobOf<T> *send(Request<T> request, QObject *owner, Priority priority = Priority::Foreground)
    {
        auto *job = new JobOf<T>(std::move(request), owner);
        enqueue(job, priority);
        return job;
    }

    [[nodiscard]] const Options &options() const;
    void setReadOnly(bool readOnly);
    [[nodiscard]] bool isReadOnly() const;
    /// Requests queued or under way.
    [[nodiscard]] int pendingCount() const;

Q_SIGNALS:
    void requestFinished(const orrery::api::SentRequest &request);
    void pendingCountChanged(int count);
    /// The whole queue waits because the service said 429.
    void paused(std::chrono::milliseconds wait);
    void readOnlyChanged(bool readOnly);

private:
    void enqueue(Job *job, Priority priority);

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace orrery::api
