// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/sources/collector.h"

#include "api/core/connectivity.h"
#include "api/storage/requests.h"
#include "models/databases/database_list.h"
#include "models/storage/history/history.h"
#include "models/storage/sources/metrics.h"
#include "models/storage/sources/readings.h"

namespace orrery::models {

using namespace std::chrono_literals;

namespace {

constexpr auto roundWait = 5min;
constexpr qint64 tablesEverySeconds = 3600;
constexpr qint64 refusedForSeconds = 3600;

/// The sign-in may not, or the object has no such thing: asking again soon would say the same.
bool isRefusal(const api::ApiError &error)
{
    using Kind = api::ApiError::Kind;
    return error.kind == Kind::Forbidden || error.kind == Kind::NotFound || error.kind == Kind::Invalid
        || error.kind == Kind::NotSignedIn;
}

} // namespace

StorageCollector::StorageCollector(StoreContext context, OrganizationList *organizations, StorageHistory *history,
                                   api::MetricsScraper *scraper, QObject *parent, std::unique_ptr<PollTimer> timer)
    : QObject(parent), m_context(std::move(context)), m_history(history), m_scraper(scraper),
      m_targets(new StorageTargets(m_context, organizations, this)),
      m_poller(new Poller(
          m_context.clock,
          [this](bool) { return m_running ? std::optional<std::chrono::milliseconds>(roundWait) : std::nullopt; },
          std::move(timer), this))
{
    connect(m_poller, &Poller::due, this, [this]() {
        if (m_running) // the timer may have been set before stop()
            begin();
    });
    connect(m_targets, &StorageTargets::finished, this, [this]() {
        if (!m_collecting)
            return;
        Q_EMIT targetsChanged();
        collectRound();
    });
    if (m_context.connectivity) {
        m_poller->setOnline(m_context.connectivity->isOnline());
        connect(m_context.connectivity, &api::Connectivity::onlineChanged, m_poller, &Poller::setOnline);
    }
}

void StorageCollector::start()
{
    if (m_running)
        return;
    m_running = true;
    begin();
}

void StorageCollector::stop()
{
    m_running = false;
    if (!m_collecting || m_everything)
        return;
    m_stopped = true;
    const auto jobs = std::exchange(m_roundJobs, {});
    for (const QPointer<api::Job> &job : jobs) {
        if (job)
            job->cancel();
    }
}

void StorageCollector::collect()
{
    m_everything = true;
    begin();
}

void StorageCollector::begin()
{
    if (m_collecting)
        return;
    m_collecting = true;
    m_stopped = false;
    m_roundJobs.clear();
    m_requests = 0;
    m_answered = 0;
    Q_EMIT changed();
    if (m_known) {
        m_targets->refresh();
        return;
    }
    // What an earlier run read says how much was missed since.
    m_history->latest(m_context.account, this, [this](const QList<StorageReading> &readings) {
        m_known = true;
        for (const StorageReading &reading : readings) {
            StorageVolume branch = reading.volume;
            branch.keyspace = branch.shard = branch.pod = QString();
            QDateTime &newest = m_followed[branch].newest;
            if (!newest.isValid() || reading.point.at > newest)
                newest = reading.point.at;
        }
        if (m_stopped)
            collectRound();
        else
            m_targets->refresh();
    });
}

void StorageCollector::collectRound()
{
    ++m_pending; // so that nothing ends before all have begun
    m_ofRound = true;
    if (!m_stopped) {
        for (const StorageTarget &target : m_targets->targets())
            collectTarget(target);
    }
    m_ofRound = false;
    if (--m_pending == 0)
        endRound();
}

StorageVolume StorageCollector::branchOf(const StorageTarget &target) const
{
    StorageVolume volume;
    volume.account = m_context.account;
    volume.organization = target.organization;
    volume.database = target.database;
    volume.branch = target.branch;
    return volume;
}

std::pair<QString, qint64> StorageCollector::periodSince(const QDateTime &newest) const
{
    // Points as close as the rounds are, as far as one answer is reasonable.
    const qint64 missed = newest.isValid() ? newest.secsTo(m_context.clock->now()) : std::numeric_limits<qint64>::max();
    if (missed <= 3600)
        return {QStringLiteral("1h"), 12};
    if (missed <= 12 * 3600)
        return {QStringLiteral("12h"), 144};
    if (missed <= 24 * 3600)
        return {QStringLiteral("1d"), 288};
    return {QStringLiteral("8d"), 576};
}

void StorageCollector::collectTarget(const StorageTarget &target)
{
    const QDateTime now = m_context.clock->now();
    Followed &followed = m_followed[branchOf(target)];
    if (!m_everything && followed.refusedAt.isValid() && followed.refusedAt.secsTo(now) < refusedForSeconds)
        return;
    followed.error.reset();
    followed.refusedAt = {};
    followed.leftOut = 0;
    followed.isCut = false;
    if (m_scraper && !target.branchId.isEmpty() && isScraped(target.organization))
        scrape(target);
    else
        askMetrics(target);
}

bool StorageCollector::isScraped(const QString &organization) const
{
    const QDateTime since = m_withoutEndpoint.value(organization);
    return !since.isValid() || since.secsTo(m_context.clock->now()) >= refusedForSeconds;
}

void StorageCollector::scrape(const StorageTarget &target)
{
    requestBegins(target);
    m_scraper->scrape(target.organization, target.branchId, this,
                      [this, target, ofRound = m_ofRound](const api::Result<api::ScrapedVolumes> &scraped) {
                          m_ofRound = ofRound;
                          Followed &followed = m_followed[branchOf(target)];
                          const QDateTime now = m_context.clock->now();
                          if (!scraped) {
                              // Most sign-ins may not read the endpoint: the metrics operations are for everyone.
                              if (isRefusal(scraped.error()))
                                  m_withoutEndpoint.insert(target.organization, now);
                              if (!ofRound || !m_stopped)
                                  askMetrics(target);
                              m_ofRound = false;
                              requestEnded(target);
                              return;
                          }
                          ++m_answered;
                          const api::ExpositionCounts &counts = scraped->counts;
                          followed.leftOut += scraped->unusable + counts.malformed + counts.afterEnd;
                          followed.isCut = counts.truncated;
                          const bool missed = !followed.newest.isValid() || followed.newest.secsTo(now) > 3600;
                          take(target, readingsOf(branchOf(target), *scraped, now));
                          if (!followed.tablesAt.isValid() || followed.tablesAt.secsTo(now) >= tablesEverySeconds) {
                              followed.tablesAt = now;
                              keep(target, tableReadingsOf(branchOf(target), *scraped, now));
                          }
                          // A scrape knows only the present.
                          if (missed && (!ofRound || !m_stopped))
                              askMetrics(target);
                          m_ofRound = false;
                          requestEnded(target);
                      });
}

template<class Answer, class Then>
void StorageCollector::ask(api::Request<Answer> request, const StorageTarget &target, Then then, bool mayFail)
{
    requestBegins(target);
    ++m_requests;
    auto *job = m_context.client->send(std::move(request), this, m_priority);
    if (m_ofRound && !m_everything)
        m_roundJobs.append(job);
    job->then(this, [this, target, then, mayFail](const api::Result<Answer> &answer) {
        if (answer) {
            ++m_answered;
            then(*answer);
        } else if (!answer.error().isCanceled() && !mayFail) {
            fail(target, answer.error());
        }
        requestEnded(target, !answer && answer.error().isCanceled());
    });
}

void StorageCollector::askMetrics(const StorageTarget &target)
{
    Followed &followed = m_followed[branchOf(target)];
    if (isVitess(target.kind))
        askVitess(target, followed);
    else
        askPostgres(target, followed);
    const QDateTime now = m_context.clock->now();
    if (!followed.tablesAt.isValid() || followed.tablesAt.secsTo(now) >= tablesEverySeconds) {
        followed.tablesAt = now;
        askTables(target);
    }
}

void StorageCollector::askVitess(const StorageTarget &target, Followed &followed)
{
    api::storage::TabletSeriesQuery query;
    query.metrics = {QStringLiteral("shard_storage_usage"), QStringLiteral("shard_storage_available")};
    std::tie(query.period, query.steps) = periodSince(followed.newest);
    ask(api::storage::tablets({target.organization, target.database, target.branch}, query), target,
        [this, target](const api::MetricSeries &answer) {
            qint64 leftOut = 0;
            take(target, readingsOf(branchOf(target), vitessStorageSeries(answer, &leftOut)));
            m_followed[branchOf(target)].leftOut += leftOut;
        });
}

void StorageCollector::askPostgres(const StorageTarget &target, Followed &followed)
{
    const QDateTime now = m_context.clock->now();
    // The series has percentages only; the present has bytes.
    if (!followed.newest.isValid() || followed.newest.secsTo(now) > 900) {
        api::storage::SeriesQuery query;
        query.metrics = {QStringLiteral("planetscale_volume_usage_percentages")};
        std::tie(query.period, query.steps) = periodSince(followed.newest);
        ask(api::storage::series({target.organization, target.database, target.branch}, query), target,
            [this, target](const api::MetricSeries &answer) {
                take(target, readingsOf(branchOf(target), postgresStorageSeries(answer, {}, m_context.clock->now())));
            });
    }
    api::storage::InstantQuery query;
    query.metrics = {QStringLiteral("planetscale_volume_usage_percentage"),
                     QStringLiteral("planetscale_volume_disk_usage_bytes"),
                     QStringLiteral("planetscale_volume_capacity_bytes")};
    ask(api::storage::instant({target.organization, target.database, target.branch}, query), target,
        [this, target](const api::InstantMetrics &answer) {
            take(target, readingsOf(branchOf(target), postgresStorageSeries({}, answer, m_context.clock->now())));
        });
}

void StorageCollector::askTables(const StorageTarget &target)
{
    // Not every branch has sizes of tables; that says nothing of its volumes.
    const auto keep = [this, target](const auto &sizes) {
        this->keep(target, tableReadingsOf(branchOf(target), sizes, m_context.clock->now()));
    };
    if (isVitess(target.kind))
        ask(api::storage::keyspaceTables({target.organization, target.database, target.branch}), target, keep, true);
    else
        ask(api::storage::tables({target.organization, target.database, target.branch}), target, keep, true);
}

void StorageCollector::take(const StorageTarget &target, const QList<StorageReading> &readings)
{
    Followed &followed = m_followed[branchOf(target)];
    for (const StorageReading &reading : readings) {
        if (!followed.newest.isValid() || reading.point.at > followed.newest)
            followed.newest = reading.point.at;
    }
    keep(target, readings);
}

void StorageCollector::keep(const StorageTarget &target, const QList<StorageReading> &readings)
{
    m_followed[branchOf(target)].leftOut += m_history->add(readings);
}

void StorageCollector::fail(const StorageTarget &target, const api::ApiError &error)
{
    Followed &followed = m_followed[branchOf(target)];
    // One of several requests is enough to name; the volumes count for more than the tables.
    if (!followed.error)
        followed.error = error;
    if (isRefusal(error))
        followed.refusedAt = m_context.clock->now();
}

void StorageCollector::requestBegins(const StorageTarget &target)
{
    ++m_pending;
    if (++m_followed[branchOf(target)].pending == 1)
        Q_EMIT branchChanged(branchOf(target));
}

void StorageCollector::requestEnded(const StorageTarget &target, bool isCanceled)
{
    Followed &followed = m_followed[branchOf(target)];
    if (isCanceled)
        followed.tablesAt = {}; // it may have been theirs
    if (--followed.pending == 0) {
        if (!isCanceled)
            followed.answeredAt = m_context.clock->now();
        Q_EMIT branchChanged(branchOf(target));
    }
    if (--m_pending == 0 && m_collecting)
        endRound();
}

void StorageCollector::endRound()
{
    m_collecting = false;
    m_roundJobs.clear();
    const bool wasStopped = std::exchange(m_stopped, false);
    // Asked for, or switched on again, while what had been sent came back.
    const bool isWantedAgain = wasStopped && (m_running || m_everything);
    m_everything = m_everything && wasStopped;
    if (!wasStopped)
        m_collectedAt = m_context.clock->now();
    // Only when nothing at all came is it the service, or the way there, that needs time.
    m_poller->answered(m_answered > 0 || failures().isEmpty());
    Q_EMIT changed();
    if (isWantedAgain)
        begin();
}

void StorageCollector::collectBranch(const StorageTarget &target)
{
    const StorageVolume branch = branchOf(target);
    m_individual.insert(branch, target);
    if (m_followed.value(branch).pending > 0)
        return;
    // Somebody waits for it.
    m_priority = api::Priority::Foreground;
    m_followed[branch].refusedAt = {};
    collectTarget(target);
    m_priority = api::Priority::Background;
}

LoadState StorageCollector::branchState(const StorageTarget &target) const
{
    const Followed followed = m_followed.value(branchOf(target));
    LoadState state;
    state.fetchedAt = followed.answeredAt;
    if (followed.pending > 0) {
        state.phase = LoadState::Phase::Loading;
    } else if (followed.error) {
        state.phase = LoadState::Phase::Failed;
        state.error = followed.error;
    } else if (followed.answeredAt.isValid()) {
        state.phase = LoadState::Phase::Ready;
    }
    return state;
}

const StorageTarget *StorageCollector::targetOf(const StorageVolume &volume) const
{
    if (const StorageTarget *target = m_targets->find(volume))
        return target;
    StorageVolume branch = volume;
    branch.keyspace = branch.shard = branch.pod = branch.table = QString();
    const auto individual = m_individual.constFind(branch);
    return individual == m_individual.cend() ? nullptr : &*individual;
}

QList<StorageCollector::Failure> StorageCollector::failures() const
{
    QList<Failure> failures;
    for (auto failed = m_targets->failures().cbegin(); failed != m_targets->failures().cend(); ++failed) {
        const qsizetype slash = failed.key().indexOf(QLatin1Char('/'));
        failures.append({slash < 0 ? failed.key() : failed.key().left(slash),
                         slash < 0 ? QString() : failed.key().mid(slash + 1),
                         {},
                         failed.value()});
    }
    for (const StorageTarget &target : m_targets->targets()) {
        const auto followed = m_followed.constFind(branchOf(target));
        if (followed != m_followed.cend() && followed->error)
            failures.append({target.organization, target.database, target.branch, *followed->error});
    }
    return failures;
}

QList<StorageCollector::LeftOut> StorageCollector::leftOut() const
{
    QList<LeftOut> all;
    for (const StorageTarget &target : m_targets->targets()) {
        const auto followed = m_followed.constFind(branchOf(target));
        if (followed != m_followed.cend() && (followed->leftOut > 0 || followed->isCut))
            all.append({branchOf(target), followed->leftOut, followed->isCut});
    }
    return all;
}

} // namespace orrery::models
