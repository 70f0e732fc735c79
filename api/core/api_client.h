// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/clock.h"
#include "api/core/credentials.h"
#include "api/core/job.h"
#include "api/core/request_queue.h"

#include <QNetworkAccessManager>
#include <QUrl>

#include <memory>

namespace orrery::api {

/// Where an account's PlanetScale is. Settable, so that the simulator and tests can stand in.
struct Hosts
{
    QUrl api = QUrl(QStringLiteral("https://api.planetscale.com"));
    QUrl auth = QUrl(QStringLiteral("https://auth.planetscale.com"));
    QUrl app = QUrl(QStringLiteral("https://app.planetscale.com"));
    QUrl metrics = QUrl(QStringLiteral("https://metrics.psdb.cloud"));

    /// True when every host is PlanetScale's own; anything else is shown in the window at all times.
    [[nodiscard]] bool isPlanetScale() const;
    /// All four at one address: how the simulator is reached.
    static Hosts allAt(const QUrl &base);
    friend bool operator==(const Hosts &, const Hosts &) = default;
};

/// One request as it went over the wire, for the activity view, measurements and tests. Holds no credential.
struct SentRequest
{
    QString operation;
    Method method = Method::Get;
    QString path;
    int status = 0; ///< 0: no answer
    qint64 bytes = 0;
    std::chrono::milliseconds duration{0};
    int attempt = 1;
};

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

Q_DECLARE_METATYPE(orrery::api::SentRequest)
