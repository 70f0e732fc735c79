// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/storage/prometheus_server.h"
#include "models/core/poller.h"
#include "models/storage/sources/prometheus_plan.h"

#include <functional>

namespace orrery::models {

class StorageHistory;

/// Names a branch of an account in what is kept between runs: "ACCOUNT/BRANCH ID".
QString prometheusKey(const QString &account, const QString &branchId);

/// How reading one server goes.
struct PrometheusState
{
    enum class Phase : quint8 {
        Off, ///< not begun, or the secret is missing
        Idle, ///< until the next round
        Reading, ///< what is new
        Filling, ///< the past
    };

    Phase phase = Phase::Off;
    QDateTime readAt; ///< when the last round without an error ended; invalid: none in this run
    QString error; ///< a sentence; empty: everything that was asked for in the last round was answered
    QString
        incomplete; ///< a sentence: the server answered in the last round, but not with everything; its time is asked again
    double progress = 0; ///< 0..1 of the round, when Filling
    int branches = 0; ///< of the accounts, which the server has series of
    qint64 unknownSeries = 0;
    QStringList unknownBranches;
    qint64 readings = 0; ///< taken in since the program began
    int gaps = 0; ///< stretches of time of which something is still missing
    qint64 leftOut = 0; ///< of the last round: values that are no sizes, series that cannot be read
    friend bool operator==(const PrometheusState &, const PrometheusState &) = default;
};

/// What an earlier run read of one branch.
struct PrometheusRead
{
    QDateTime until; ///< everything before is in the history, but for the gaps
    QList<PrometheusGap> gaps;
    friend bool operator==(const PrometheusRead &, const PrometheusRead &) = default;
};

/// Reads the storage of all known branches from one Prometheus-compatible server into the history: first the past (see
/// prometheusPastDays), then every five minutes what is new. Once an hour it looks which branches the server has, and reads
/// the sizes of their tables. One query at a time, nothing of the service's request budget.
///
/// A query that fails does not end the round, unless the server cannot be reached or refuses everybody. Time that did not
/// come, or of which the server says that something is missing, is a gap: it is asked for again in the next round, and then
/// after waits that grow from an hour to a day.
class PrometheusFeed final : public QObject
{
    Q_OBJECT
public:
    using Known = std::function<QList<KnownBranch>()>;

    /// `network`, `history` and `clock` outlive this; `known` is asked at the beginning of each round. `timer` as in Poller.
    PrometheusFeed(QNetworkAccessManager *network, StorageHistory *history, const Clock *clock, Known known,
                   QObject *parent = nullptr, std::unique_ptr<PollTimer> timer = {});
    ~PrometheusFeed() override;

    /// From now on; what runs against the server before is given up.
    void setServer(const api::PrometheusServerInfo &server, const api::Secret &secret);
    [[nodiscard]] const api::PrometheusServerInfo &server() const { return m_info; }
    /// Whose readings are in the history, by prometheusKey(): what an earlier run read is not asked for again.
    void setRead(const QHash<QString, PrometheusRead> &read);
    /// Nothing of the account is in the history any more.
    void forgetAccount(const QString &account);
    [[nodiscard]] const QHash<QString, PrometheusRead> &alreadyRead() const { return m_read; }

    void start();
    void stop();
    void setOnline(bool online) { m_poller->setOnline(online); }
    /// A round now; nothing while one is under way or before start().
    void read();
    /// The past of all branches again, from the beginning.
    void fillAgain();
    /// The rest of the past stays away: from now on only what is new.
    void cancelFilling();
    /// It cannot begin: the sentence says why.
    void setError(const QString &sentence);

    [[nodiscard]] const PrometheusState &state() const { return m_state; }

Q_SIGNALS:
    void changed();
    /// alreadyRead() is another.
    void alreadyReadChanged();

private:
    void lookUp();
    void plan();
    void next();
    void take(const PrometheusPiece &piece, const api::PromAnswer &answer);
    void fail(const PrometheusPiece &piece, const api::ApiError &error);
    void pieceEnded();
    void noteIncomplete(const api::PromAnswer &answer);
    void addGapOf(const QString &branchId, const PrometheusPiece &piece);
    void closeGapsOf(const PrometheusPiece &piece);
    void countGaps();
    void readTables(qsizetype first);
    void end(const QString &error);
    /// The history has everything of a branch until then, whoever's account it is.
    [[nodiscard]] QHash<QString, QDateTime> readUntilById() const;
    [[nodiscard]] QHash<QString, QList<PrometheusGap>> gapsById() const;
    void setReadUntil(const QString &branchId, const QDateTime &until);
    [[nodiscard]] QString sentenceOf(const api::ApiError &error) const;
    /// `take` gets what `work` made on another thread, unless the server is another one by then.
    template<class Work, class Take>
    void aside(Work work, Take take);

    StorageHistory *m_history;
    const Clock *m_clock;
    Known m_known;
    api::PrometheusServerInfo m_info;
    QNetworkAccessManager *m_network;
    std::unique_ptr<api::PrometheusServer> m_server; ///< a new one for each setServer(): no answer of the old one comes
    Poller *m_poller;
    QHash<QString, PrometheusRead> m_read;
    PrometheusMatch m_match;
    QList<KnownBranch> m_matched; ///< what m_match was made of
    QDateTime m_lookedUpAt;
    QDateTime m_tablesAt;
    QDateTime m_gapsAt; ///< the gaps are not asked for before; invalid: in the next round
    std::chrono::seconds m_gapWait{0};
    std::vector<PrometheusPiece> m_pieces;
    std::size_t m_piece = 0;
    QList<PrometheusPiece> m_failedPieces; ///< of this round: gaps as soon as something later was read
    int m_failedInARow = 0;
    bool m_closedGap = false; ///< in this round
    bool m_askedGaps = false; ///< likewise
    QString m_roundError; ///< the first of this round
    PrometheusState m_state;
    int m_serverGeneration = 0; ///< counts setServer()
    bool m_running = false;
};

} // namespace orrery::models
