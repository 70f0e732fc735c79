// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/storage/metrics_scraper.h"
#include "models/core/poller.h"
#include "models/storage/sources/targets.h"

#include <QHash>
#include <QPointer>

namespace orrery::models {

class StorageHistory;

/// Reads the storage of an account's production branches every five minutes, in the background, and keeps it in the history.
///
/// One request for each branch and round, whatever the number of its shards: the metrics operations for Vitess (a series, so
/// that what was missed while nothing ran is read along, up to the service's eight days) or for Postgres (the present, and
/// the series too after a pause). Where a service token may read the Prometheus endpoint, that is scraped instead, which
/// costs nothing of the request budget. Table sizes are read once an hour. A branch that refuses is asked again after an
/// hour.
class StorageCollector final : public QObject
{
    Q_OBJECT
public:
    struct Failure
    {
        QString organization;
        QString database; ///< empty: the organization's list failed
        QString branch; ///< empty: the database's list failed
        api::ApiError error;
    };

    /// `organizations` and `history` outlive this; `scraper` may be null. `timer` as in Poller.
    StorageCollector(StoreContext context, OrganizationList *organizations, StorageHistory *history,
                     api::MetricsScraper *scraper, QObject *parent = nullptr, std::unique_ptr<PollTimer> timer = {});

    /// What was read of a branch in the last round and is no reading.
    struct LeftOut
    {
        StorageVolume branch;
        qint64 values = 0; ///< lines that cannot be read, and numbers that are no sizes
        bool isCut = false; ///< the text ended before its end: volumes may be missing
    };

    /// Begins; before, nothing is asked for.
    void start();
    /// Ends a round of its own too: what was not sent yet is not sent any more.
    void stop();
    [[nodiscard]] bool isRunning() const { return m_running; }
    /// A round now, also of what refused; nothing while one is under way.
    void collect();
    [[nodiscard]] bool isCollecting() const { return m_collecting; }
    /// One branch now, for somebody who looks at it; it need not be among the targets. branchChanged() follows.
    void collectBranch(const StorageTarget &target);
    /// Where reading the branch stands; `hasContent` is left to who knows the history.
    [[nodiscard]] LoadState branchState(const StorageTarget &target) const;

    [[nodiscard]] const StorageTargets *targets() const { return m_targets; }
    /// Among the targets, or collected by itself; null when the volume's branch is neither.
    [[nodiscard]] const StorageTarget *targetOf(const StorageVolume &volume) const;
    /// Lists the branches without reading them, for others who need to know them; StorageTargets::finished() comes.
    void listTargets() { m_targets->refresh(); }
    /// When the last round ended; invalid before the first.
    [[nodiscard]] QDateTime collectedAt() const { return m_collectedAt; }
    /// What could not be read in the last round.
    [[nodiscard]] QList<Failure> failures() const;
    /// What the answers of the last round had that could not be used.
    [[nodiscard]] QList<LeftOut> leftOut() const;
    /// Requests to the service in the last round: for the page, and for measuring.
    [[nodiscard]] int requestsOfRound() const { return m_requests; }

Q_SIGNALS:
    void targetsChanged();
    /// isCollecting(), collectedAt() or failures() changed.
    void changed();
    /// branchState() of a branch of the account changed.
    void branchChanged(const orrery::models::StorageVolume &branch);

private:
    struct Followed
    {
        QDateTime newest; ///< of its readings, in this run or kept
        QDateTime tablesAt;
        QDateTime refusedAt;
        std::optional<api::ApiError> error;
        QDateTime answeredAt;
        int pending = 0; ///< requests under way
        qint64 leftOut = 0; ///< since it was asked for last
        bool isCut = false;
    };

    void begin();
    void collectRound();
    void collectTarget(const StorageTarget &target);
    void scrape(const StorageTarget &target);
    void askMetrics(const StorageTarget &target);
    void askVitess(const StorageTarget &target, Followed &followed);
    void askPostgres(const StorageTarget &target, Followed &followed);
    void askTables(const StorageTarget &target);
    void take(const StorageTarget &target, const QList<StorageReading> &readings);
    void fail(const StorageTarget &target, const api::ApiError &error);
    void requestBegins(const StorageTarget &target);
    void requestEnded(const StorageTarget &target, bool isCanceled = false);
    void endRound();
    void keep(const StorageTarget &target, const QList<StorageReading> &readings);
    template<class Answer, class Then>
    void ask(api::Request<Answer> request, const StorageTarget &target, Then then, bool mayFail = false);
    [[nodiscard]] bool isScraped(const QString &organization) const;
    [[nodiscard]] StorageVolume branchOf(const StorageTarget &target) const;
    /// The service's period that covers what was missed since the newest reading.
    [[nodiscard]] std::pair<QString, qint64> periodSince(const QDateTime &newest) const;

    StoreContext m_context;
    StorageHistory *m_history;
    api::MetricsScraper *m_scraper;
    StorageTargets *m_targets;
    Poller *m_poller;
    QHash<StorageVolume, Followed> m_followed; ///< by branch
    QHash<StorageVolume, StorageTarget> m_individual; ///< collected by themselves, by branch
    api::Priority m_priority = api::Priority::Background;
    QList<QPointer<api::Job>> m_roundJobs; ///< of a round that nobody asked for
    QHash<QString, QDateTime>
        m_withoutEndpoint; ///< organizations without an endpoint for us, and since when that is known
    QDateTime m_collectedAt;
    int m_pending = 0;
    int m_requests = 0;
    int m_answered = 0;
    bool m_running = false;
    bool m_collecting = false;
    bool m_everything = false; ///< somebody asked for this round: it asks refused ones too
    bool m_stopped = false; ///< stop() came in this round: it sends nothing more
    bool m_ofRound = false; ///< what is sent now is sent for the round
    bool m_known = false; ///< the newest kept readings were read
};

} // namespace orrery::models
