// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/storage/prometheus_query.h"
#include "models/storage/sources/known_branches.h"

#include <QDateTime>
#include <QHash>
#include <QStringList>

#include <chrono>
#include <vector>

namespace orrery::models {

// What is asked of a Prometheus-compatible server, and whose answer it is. Pure.

/// How far back the past is filled: in hourly steps, and the last days as closely as the rounds are.
inline constexpr int prometheusPastDays = 400;
inline constexpr int prometheusCloseDays = 7;
inline constexpr std::chrono::seconds prometheusStep = std::chrono::minutes(5);

/// Whose series a server has.
struct PrometheusMatch
{
    QHash<QString, QList<StorageVolume>> branches; ///< by branch id; several where two accounts see the same branch
    qint64 unknownSeries = 0; ///< volumes of branches no account knows
    QStringList unknownBranches; ///< "acme / shop / dev", or the id; each once, sorted
    friend bool operator==(const PrometheusMatch &, const PrometheusMatch &) = default;
};

/// A series belongs to the branch whose id it carries; to the one whose names it carries only where that one's id is not
/// known, because a branch may have been deleted and made again. Without an id it cannot be asked for, and is unknown.
PrometheusMatch matchBranches(const QList<api::VolumeSeries> &series, const QList<KnownBranch> &known);

/// One query: these branches, from one moment to another.
struct PrometheusPiece
{
    QStringList branchIds;
    QDateTime from; ///< UTC, both ends on the grid of the step, so that asking again gives the same moments
    QDateTime to;
    std::chrono::seconds step = prometheusStep;
    bool again = false; ///< of a gap
    friend bool operator==(const PrometheusPiece &, const PrometheusPiece &) = default;
};

/// A stretch of a branch's time that was asked for and did not come, or not whole.
struct PrometheusGap
{
    QDateTime from; ///< UTC, as in a piece
    QDateTime to;
    std::chrono::seconds step = prometheusStep;
    friend bool operator==(const PrometheusGap &, const PrometheusGap &) = default;
};

/// What has to be asked to know everything from `readUntil` (by branch id; missing: nothing was ever read) to `now`, the
/// oldest first. Answers stay moderate: few branches over long times, many over short ones.
std::vector<PrometheusPiece> planPieces(const QStringList &branchIds, const QHash<QString, QDateTime> &readUntil,
                                        const QDateTime &now);

/// What has to be asked to close these gaps (by branch id), the newest first. Branches with the same gap share a piece.
std::vector<PrometheusPiece> planGaps(const QHash<QString, QList<PrometheusGap>> &gaps, const QDateTime &now);

/// Adds a gap: one that touches another of the same step makes it longer, as far as one answer holds.
void addGap(QList<PrometheusGap> &gaps, const PrometheusGap &gap);
/// The piece came whole: the gaps it covers are none any more.
void closeGaps(QList<PrometheusGap> &gaps, const PrometheusPiece &piece);

} // namespace orrery::models
