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
constexpr auto firstGapWait = 1h;
constexpr auto longestGapWait = 24h;
/// After so many failures in a row it is the server and not the query.
constexpr int mostFailuresInARow = 3;

using Branches = QHash<QString, QList<StorageVolume>>;

struct Read
{
    QList<StorageReading> readings;
    qint64 leftOut = 0;
};

/// What an answer says of each branch, for each account that sees it.
Read readingsIn(const api::PromAnswer &answer, const Branches &branches)
{
    Read read;
    read.leftOut = answer.leftOut;
    QHash<QString, QList<api::VolumeSeries>> byBranch;
    const QList<api::VolumeSeries> series = api::readVolumeSeries(answer, &read.leftOut);
    for (const api::VolumeSeries &each : series)
        byBranch[each.volume.branchId].append(each);
    for (auto each = byBranch.cbegin(); each != byBranch.cend(); ++each) {
        const QList<StorageVolume> volumes = branches.value(each.key());
        for (const StorageVolume &branch : volumes)
            read.readings += readingsOf(branch, each.value());
    }
    return read;
}

Read tablesIn(const api::PromAnswer &answer, const Branches &branches, const QDateTime &readAt)
{
    Read read;
    read.leftOut = answer.leftOut;
    QHash<QString, QList<api::TableSample>> byBranch;
    const QList<api::TableSample> samples = api::readTableSamples(answer, &read.leftOut);
    for (const api::TableSample &each : samples)
        byBranch[each.branchId].append(each);
    for (auto each = byBranch.cbegin(); each != byBranch.cend(); ++each) {
        const QList<StorageVolume> volumes = branches.value(each.key());
        for (const StorageVolume &branch : volumes)
            read.readings += tableReadingsOf(branch, each.value(), readAt, StorageSource::PrometheusServer);
    }
    return read;
}

/// Whether another query would fail for the same reason: the server is not there, or lets nobody read.
bool concernsEveryQuery(const api::ApiError &error)
{
    using Kind = api::ApiError::Kind;
    switch (error.kind) {
    case Kind::HostNotFound:
    case Kind::Tls:
    case Kind::Proxy:
    case Kind::Canceled:
    case Kind::NotSignedIn:
    case Kind::Unauthorized:
    case Kind::Forbidden:
    case Kind::NotFound:
    case Kind::RateLimited:
        return true;
    case Kind::Invalid:
        return error.status == 0; // refused before it was sent
    default:
        return false;
    }
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
    m_gapsAt = {};
    m_gapWait = {};
    m_pieces.clear();
    m_piece = 0;
    m_state = PrometheusState();
    countGaps();
    m_running = false;
    Q_EMIT changed();
}

void PrometheusFeed::setRead(const QHash<QString, PrometheusRead> &read)
{
    m_read = read;
    countGaps();
}

void PrometheusFeed::forgetAccount(const QString &account)
{
    m_read.removeIf([prefix = prometheusKey(account, {})](QHash<QString, PrometheusRead>::iterator each) {
        return each.key().startsWith(prefix);
    });
    countGaps();
}

void PrometheusFeed::countGaps()
{
    m_state.gaps = 0;
    for (const PrometheusRead &read : std::as_const(m_read))
        m_state.gaps += int(read.gaps.size());
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
    m_state.leftOut = 0;
    m_state.incomplete.clear();
    m_roundError.clear();
    m_failedPieces.clear();
    m_failedInARow = 0;
    m_closedGap = false;
    m_askedGaps = false;
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
        noteIncomplete(*answer);
        aside([answer = *answer, known]() { return matchBranches(api::readVolumeSeries(answer), known); },
              [this, now, known, isComplete = answer->isComplete()](PrometheusMatch match) {
                  if (!isComplete && known == m_matched) {
                      // What the missing part of the answer would have named is still there.
                      for (auto each = m_match.branches.cbegin(); each != m_match.branches.cend(); ++each)
                          match.branches.insert(each.key(), each.value());
                  }
                  if (match.branches != m_match.branches)
                      m_tablesAt = {}; // those of a new branch do not wait for their hour
                  m_match = match;
                  m_matched = known;
                  m_lookedUpAt = isComplete ? now : QDateTime();
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
    if (!m_gapsAt.isValid() || now >= m_gapsAt) {
        const std::vector<PrometheusPiece> gaps = planGaps(gapsById(), now);
        m_pieces.insert(m_pieces.end(), gaps.cbegin(), gaps.cend());
        m_askedGaps = !gaps.empty();
    }
    if (past)
        m_state.phase = Phase::Filling;
    Q_EMIT changed();
    next();
}

void PrometheusFeed::next()
{
    if (!m_running) {
        end(m_roundError);
        return;
    }
    if (m_piece >= m_pieces.size()) {
        const QDateTime now = m_clock->now();
        if (!m_tablesAt.isValid() || m_tablesAt.secsTo(now) >= tablesSeconds)
            readTables(0);
        else
            end(m_roundError);
        return;
    }
    const PrometheusPiece piece = m_pieces[m_piece];
    m_server->queryRange(
        {.promql = api::promql::volumes(piece.branchIds), .from = piece.from, .to = piece.to, .step = piece.step}, this,
        [this, piece](const api::Result<api::PromAnswer> &answer) {
            if (answer)
                take(piece, *answer);
            else
                fail(piece, answer.error());
        });
}

void PrometheusFeed::take(const PrometheusPiece &piece, const api::PromAnswer &answer)
{
    noteIncomplete(answer);
    aside([answer, branches = m_match.branches]() { return readingsIn(answer, branches); },
          [this, piece, isComplete = answer.isComplete()](const Read &read) {
              const qsizetype absurd = m_history->add(read.readings);
              m_state.readings += read.readings.size() - absurd;
              m_state.leftOut += read.leftOut + absurd;
              m_failedInARow = 0;
              for (const QString &id : piece.branchIds) {
                  if (!isComplete)
                      addGapOf(id, piece);
                  if (!piece.again)
                      setReadUntil(id, piece.to);
              }
              if (isComplete)
                  closeGapsOf(piece);
              countGaps();
              Q_EMIT alreadyReadChanged();
              pieceEnded();
          });
}

void PrometheusFeed::fail(const PrometheusPiece &piece, const api::ApiError &error)
{
    if (m_roundError.isEmpty())
        m_roundError = sentenceOf(error);
    if (concernsEveryQuery(error) || ++m_failedInARow >= mostFailuresInARow) {
        end(m_roundError);
        return;
    }
    if (!piece.again)
        m_failedPieces.append(piece);
    pieceEnded();
}

void PrometheusFeed::pieceEnded()
{
    ++m_piece;
    m_state.progress = m_pieces.empty() ? 1 : double(m_piece) / double(m_pieces.size());
    Q_EMIT changed();
    next();
}

void PrometheusFeed::noteIncomplete(const api::PromAnswer &answer)
{
    if (!answer.isComplete() && m_state.incomplete.isEmpty())
        m_state.incomplete = describeIncompleteAnswer(answer, m_info.name);
}

void PrometheusFeed::addGapOf(const QString &branchId, const PrometheusPiece &piece)
{
    const QList<StorageVolume> branches = m_match.branches.value(branchId);
    for (const StorageVolume &branch : branches)
        addGap(m_read[prometheusKey(branch.account, branchId)].gaps, {piece.from, piece.to, piece.step});
}

void PrometheusFeed::closeGapsOf(const PrometheusPiece &piece)
{
    for (const QString &id : piece.branchIds) {
        const QList<StorageVolume> branches = m_match.branches.value(id);
        for (const StorageVolume &branch : branches) {
            const auto read = m_read.find(prometheusKey(branch.account, id));
            if (read != m_read.end())
                closeGaps(read->gaps, piece);
        }
    }
    m_closedGap = m_closedGap || piece.again;
}

QHash<QString, QDateTime> PrometheusFeed::readUntilById() const
{
    QHash<QString, QDateTime> all;
    for (auto each = m_match.branches.cbegin(); each != m_match.branches.cend(); ++each) {
        std::optional<QDateTime> earliest;
        for (const StorageVolume &branch : each.value()) {
            const QDateTime until = m_read.value(prometheusKey(branch.account, each.key())).until;
            if (!earliest || !until.isValid() || (earliest->isValid() && until < *earliest))
                earliest = until;
        }
        if (earliest && earliest->isValid())
            all.insert(each.key(), *earliest);
    }
    return all;
}

QHash<QString, QList<PrometheusGap>> PrometheusFeed::gapsById() const
{
    QHash<QString, QList<PrometheusGap>> all;
    for (auto each = m_match.branches.cbegin(); each != m_match.branches.cend(); ++each) {
        for (const StorageVolume &branch : each.value()) {
            const QList<PrometheusGap> gaps = m_read.value(prometheusKey(branch.account, each.key())).gaps;
            for (const PrometheusGap &gap : gaps)
                addGap(all[each.key()], gap);
        }
    }
    return all;
}

void PrometheusFeed::setReadUntil(const QString &branchId, const QDateTime &until)
{
    // What failed before in this round lies behind now.
    for (PrometheusPiece &failed : m_failedPieces) {
        if (failed.branchIds.removeAll(branchId) > 0 && failed.from < until)
            addGapOf(branchId, failed);
    }
    const QList<StorageVolume> branches = m_match.branches.value(branchId);
    for (const StorageVolume &branch : branches) {
        QDateTime &known = m_read[prometheusKey(branch.account, branchId)].until;
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
        if (m_state.incomplete.isEmpty())
            m_tablesAt = m_clock->now();
        end(m_roundError);
        return;
    }
    const QDateTime now = m_clock->now();
    m_server->query(
        api::promql::tables(ids.mid(first, tableBranchesAtOnce)), {}, this,
        [this, first, now](const api::Result<api::PromAnswer> &answer) {
            if (!answer) {
                end(m_roundError.isEmpty() ? sentenceOf(answer.error()) : m_roundError);
                return;
            }
            noteIncomplete(*answer);
            aside([answer = *answer, branches = m_match.branches, now]() { return tablesIn(answer, branches, now); },
                  [this, first](const Read &read) {
                      m_state.leftOut += read.leftOut + m_history->add(read.readings);
                      readTables(first + tableBranchesAtOnce);
                  });
        });
}

void PrometheusFeed::fillAgain()
{
    m_read.clear();
    countGaps();
    m_lookedUpAt = {};
    Q_EMIT alreadyReadChanged();
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
    Q_EMIT alreadyReadChanged();
}

void PrometheusFeed::end(const QString &error)
{
    if (m_askedGaps) {
        // Where nothing came the last time either, it is asked less and less often.
        m_gapWait = m_closedGap ? std::chrono::seconds(firstGapWait)
                                : std::clamp<std::chrono::seconds>(2 * m_gapWait, firstGapWait, longestGapWait);
        m_gapsAt = m_clock->now().addSecs(m_gapWait.count());
    }
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
