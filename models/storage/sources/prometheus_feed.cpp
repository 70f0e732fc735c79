// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/sources/prometheus_feed.h"

#include "models/core/aside.h"
#include "models/storage/history/history.h"
#include "models/storage/sources/prometheus_text.h"
#include "models/storage/sources/readings.h"

#include <algorithm>
#include <utility>

namespace orrery::models {

using namespace std::chrono_literals;
using Phase = PrometheusState::Phase;

namespace {

constexpr auto roundWait = 5min;
constexpr qint64 lookUpSeconds = 3600;
constexpr qint64 tablesSeconds = 3600;
constexpr qsizetype tableBranchesAtOnce = 20;
/// A piece that begins before that is the past and not the round.
constexpr qint64 pastSeconds = 24 * 3600;

using Branches = QHash<QString, QList<StorageVolume>>;

/// What an answer says of each branch, for each account that sees it.
QList<StorageReading> readingsIn(const api::PromAnswer &answer, const Branches &branches)
{
    QHash<QString, QList<api::VolumeSeries>> byBranch;
    const QList<api::VolumeSeries> series = api::readVolumeSeries(answer);
    for (const api::VolumeSeries &each : series)
        byBranch[each.volume.branchId].append(each);
    QList<StorageReading> readings;
    for (auto each = byBranch.cbegin(); each != byBranch.cend(); ++each) {
        const QList<StorageVolume> volumes = branches.value(each.key());
        for (const StorageVolume &branch : volumes)
            readings += readingsOf(branch, each.value());
    }
    return readings;
}

QList<StorageReading> tablesIn(const api::PromAnswer &answer, const Branches &branches, const QDateTime &readAt)
{
    QHash<QString, QList<api::TableSample>> byBranch;
    const QList<api::TableSample> samples = api::readTableSamples(answer);
    for (const api::TableSample &each : samples)
        byBranch[each.branchId].append(each);
    QList<StorageReading> readings;
    for (auto each = byBranch.cbegin(); each != byBranch.cend(); ++each) {
        const QList<StorageVolume> volumes = branches.value(each.key());
        for (const StorageVolume &branch : volumes)
            readings += tableReadingsOf(branch, each.value(), readAt, StorageSource::PrometheusServer);
    }
    return readings;
}

} // namespace

QString prometheusKey(const QString &account, const QString &branchId)
{
    return account + QLatin1Char('/') + branchId;
}

template<class Work, class Take>
void PrometheusFeed::aside(Work work, Take take)
{
    runAside(this, std::move(work), [this, generation = m_serverGeneration, take = std::move(take)](const auto &made) {
        if (generation == m_serverGeneration)
            take(made);
    });
}

PrometheusFeed::PrometheusFeed(QNetworkAccessManager *network, StorageHistory *history, const Clock *clock, Known known,
                               QObject *parent, std::unique_ptr<PollTimer> timer)
    : QObject(parent), m_history(history), m_clock(clock), m_known(std::move(known)), m_network(network),
      m_poller(new Poller(
          clock,
          [this](bool) { return m_running ? std::optional<std::chrono::milliseconds>(roundWait) : std::nullopt; },
          std::move(timer), this))
{
    connect(m_poller, &Poller::due, this, &PrometheusFeed::read);
}

PrometheusFeed::~PrometheusFeed() = default;

void PrometheusFeed::setServer(const api::PrometheusServerInfo &server, const api::Secret &secret)
{
    ++m_serverGeneration;
    m_info = server;
    m_server = std::make_unique<api::PrometheusServer>(m_network);
    m_server->setServer(server, secret);
    m_lookedUpAt = {};
    m_tablesAt = {};
    m_state = PrometheusState();
    m_running = false;
    Q_EMIT changed();
}

void PrometheusFeed::start()
{
    if (m_running || !m_server)
        return;
    m_running = true;
    // After stop() a question may still be under way: its end is the end of that round.
    if (m_state.phase != Phase::Off)
        return;
    m_state.phase = Phase::Idle;
    m_state.error.clear();
    read();
}

void PrometheusFeed::stop()
{
    m_running = false;
    m_pieces.clear();
}

void PrometheusFeed::setError(const QString &sentence)
{
    m_state.phase = Phase::Off;
    m_state.error = sentence;
    Q_EMIT changed();
}

void PrometheusFeed::read()
{
    if (!m_running || m_state.phase != Phase::Idle)
        return;
    m_state.phase = Phase::Reading;
    m_state.progress = 0;
    Q_EMIT changed();
    lookUp();
}

void PrometheusFeed::lookUp()
{
    const QDateTime now = m_clock->now();
    QList<KnownBranch> known = m_known();
    // A server that has none of the branches may have only begun to scrape.
    const bool fresh = known == m_matched && !m_match.branches.isEmpty() && m_lookedUpAt.isValid()
        && m_lookedUpAt.secsTo(now) < lookUpSeconds;
    if (fresh) {
        plan();
        return;
    }
    if (known.isEmpty()) {
        // The branches are still being listed, or nobody is signed in: nothing was read, and nothing failed.
        m_match = PrometheusMatch();
        m_matched = known;
        m_state.phase = Phase::Idle;
        m_poller->answered();
        Q_EMIT changed();
        return;
    }
    m_server->query(api::promql::volumes(), {}, this, [this, now, known](const api::Result<api::PromAnswer> &answer) {
        if (!answer) {
            end(sentenceOf(answer.error()));
            return;
        }
        aside([answer = *answer, known]() { return matchBranches(api::readVolumeSeries(answer), known); },
              [this, now, known](const PrometheusMatch &match) {
                  if (match.branches != m_match.branches)
                      m_tablesAt = {}; // those of a new branch do not wait for their hour
                  m_match = match;
                  m_matched = known;
                  m_lookedUpAt = now;
                  m_state.branches = int(match.branches.size());
                  m_state.unknownSeries = match.unknownSeries;
                  m_state.unknownBranches = match.unknownBranches;
                  plan();
              });
    });
}

void PrometheusFeed::plan()
{
    const QDateTime now = m_clock->now();
    m_pieces = planPieces(m_match.branches.keys(), readUntilById(), now);
    m_piece = 0;
    const bool past = std::any_of(m_pieces.cbegin(), m_pieces.cend(), [&now](const PrometheusPiece &piece) {
        return piece.from.secsTo(now) > pastSeconds;
    });
    if (past)
        m_state.phase = Phase::Filling;
    Q_EMIT changed();
    next();
}

void PrometheusFeed::next()
{
    if (!m_running) {
        end({});
        return;
    }
    if (m_piece >= m_pieces.size()) {
        const QDateTime now = m_clock->now();
        if (!m_tablesAt.isValid() || m_tablesAt.secsTo(now) >= tablesSeconds)
            readTables(0);
        else
            end({});
        return;
    }
    const PrometheusPiece piece = m_pieces[m_piece];
    m_server->queryRange(
        {.promql = api::promql::volumes(piece.branchIds), .from = piece.from, .to = piece.to, .step = piece.step}, this,
        [this, piece](const api::Result<api::PromAnswer> &answer) {
            if (answer)
                take(piece, *answer);
            else
                end(sentenceOf(answer.error()));
        });
}

void PrometheusFeed::take(const PrometheusPiece &piece, const api::PromAnswer &answer)
{
    aside([answer, branches = m_match.branches]() { return readingsIn(answer, branches); },
          [this, piece](const QList<StorageReading> &readings) {
              m_state.readings += readings.size() - m_history->add(readings);
              for (const QString &id : piece.branchIds)
                  setReadUntil(id, piece.to);
              ++m_piece;
              m_state.progress = m_pieces.empty() ? 1 : double(m_piece) / double(m_pieces.size());
              Q_EMIT readUntilChanged();
              Q_EMIT changed();
              next();
          });
}

QHash<QString, QDateTime> PrometheusFeed::readUntilById() const
{
    QHash<QString, QDateTime> all;
    for (auto each = m_match.branches.cbegin(); each != m_match.branches.cend(); ++each) {
        std::optional<QDateTime> earliest;
        for (const StorageVolume &branch : each.value()) {
            const QDateTime until = m_readUntil.value(prometheusKey(branch.account, each.key()));
            if (!earliest || !until.isValid() || (earliest->isValid() && until < *earliest))
                earliest = until;
        }
        if (earliest && earliest->isValid())
            all.insert(each.key(), *earliest);
    }
    return all;
}

void PrometheusFeed::setReadUntil(const QString &branchId, const QDateTime &until)
{
    const QList<StorageVolume> branches = m_match.branches.value(branchId);
    for (const StorageVolume &branch : branches) {
        QDateTime &known = m_readUntil[prometheusKey(branch.account, branchId)];
        // Canceled meanwhile: the present is further than an answer about the past.
        if (!known.isValid() || known < until)
            known = until;
    }
}

void PrometheusFeed::readTables(qsizetype first)
{
    QStringList ids = m_match.branches.keys();
    ids.sort();
    if (!m_running || first >= ids.size()) {
        m_tablesAt = m_clock->now();
        end({});
        return;
    }
    const QDateTime now = m_clock->now();
    m_server->query(
        api::promql::tables(ids.mid(first, tableBranchesAtOnce)), {}, this,
        [this, first, now](const api::Result<api::PromAnswer> &answer) {
            if (!answer) {
                end(sentenceOf(answer.error()));
                return;
            }
            runAside(
                this,
                [answer = *answer, branches = m_match.branches, now]() { return tablesIn(answer, branches, now); },
                [this, first](const QList<StorageReading> &readings) {
                    m_history->add(readings);
                    readTables(first + tableBranchesAtOnce);
                });
        });
}

void PrometheusFeed::fillAgain()
{
    m_readUntil.clear();
    m_lookedUpAt = {};
    Q_EMIT readUntilChanged();
    read();
}

void PrometheusFeed::cancelFilling()
{
    if (m_state.phase != Phase::Filling)
        return;
    const QDateTime now = m_clock->now();
    for (auto id = m_match.branches.keyBegin(); id != m_match.branches.keyEnd(); ++id)
        setReadUntil(*id, now);
    m_pieces.clear();
    Q_EMIT readUntilChanged();
}

void PrometheusFeed::end(const QString &error)
{
    m_pieces.clear();
    m_piece = 0;
    m_state.phase = m_running ? Phase::Idle : Phase::Off;
    m_state.error = error;
    if (error.isEmpty())
        m_state.readAt = m_clock->now();
    m_poller->answered(error.isEmpty());
    Q_EMIT changed();
}

QString PrometheusFeed::sentenceOf(const api::ApiError &error) const
{
    return describePrometheusError(error, m_info.name);
}

} // namespace orrery::models
