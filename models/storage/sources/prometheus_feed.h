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
    QDateTime readAt; ///< when the last complete round ended; invalid: none in this run
    QString error; ///< a sentence; empty: the last round was complete
    double progress = 0; ///< 0..1 of the round, when Filling
    int branches = 0; ///< of the accounts, which the server has series of
    qint64 unknownSeries = 0;
    QStringList unknownBranches;
    qint64 readings = 0; ///< taken in since the program began
    friend bool operator==(const PrometheusState &, const PrometheusState &) = default;
};

/// Reads the storage of all known branches from one Prometheus-compatible server into the history: first the past (see
/// prometheusPastDays), then every five minutes what is new. Once an hour it looks which branches the server has, and reads
/// the sizes of their tables. One query at a time, nothing of the service's request budget.
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
    /// Whose readings are in the history until when, by prometheusKey(): what an earlier run read is not asked for again.
    void setReadUntil(const QHash<QString, QDateTime> &readUntil) { m_readUntil = readUntil; }
    [[nodiscard]] const QHash<QString, QDateTime> &readUntil() const { return m_readUntil; }

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
    /// readUntil() moved on.
    void readUntilChanged();

private:
    void lookUp();
    void plan();
    void next();
    void take(const PrometheusPiece &piece, const api::PromAnswer &answer);
    void readTables(qsizetype first);
    void end(const QString &error);
    /// The history has everything of a branch until then, whoever's account it is.
    [[nodiscard]] QHash<QString, QDateTime> readUntilById() const;
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
    QHash<QString, QDateTime> m_readUntil;
    PrometheusMatch m_match;
    QList<KnownBranch> m_matched; ///< what m_match was made of
    QDateTime m_lookedUpAt;
    QDateTime m_tablesAt;
    std::vector<PrometheusPiece> m_pieces;
    std::size_t m_piece = 0;
    PrometheusState m_state;
    int m_serverGeneration = 0; ///< counts setServer()
    bool m_running = false;
};

} // namespace orrery::models
