// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/sources/prometheus_plan.h"

#include "api/core/utc.h"
#include "models/core/text.h"

#include <QMap>
#include <QSet>

#include <algorithm>
#include <tuple>

namespace orrery::models {

using namespace std::chrono_literals;
using std::chrono::seconds;

namespace {

/// A sample that arrives late (remote write, a busy scrape) is asked for again that long.
constexpr qint64 overlapSeconds = 600;
/// Points of one series in one answer, and points of all branches together; a branch may have dozens of series.
constexpr qint64 pointsOfPiece = 340; // two weeks of hours
constexpr qint64 pointsOfAnswer = 10 * pointsOfPiece;
/// So many ids fit into an address that nobody refuses.
constexpr qsizetype branchesOfPiece = 80;

QDateTime at(qint64 time)
{
    return QDateTime::fromSecsSinceEpoch(time, kUtc);
}

qint64 floorTo(qint64 time, seconds step)
{
    return time - time % step.count();
}

qint64 ceilTo(qint64 time, seconds step)
{
    return floorTo(time + step.count() - 1, step);
}

struct Stretch
{
    qint64 from = 0;
    qint64 to = 0;
    seconds step{};
};

/// Answers stay moderate: how many branches are asked for together over so many steps.
qsizetype branchesTogether(qint64 points)
{
    return qsizetype(std::clamp<qint64>(pointsOfAnswer / std::max<qint64>(1, points), 1, branchesOfPiece));
}

qint64 pointsIn(qint64 from, qint64 to, seconds step)
{
    return (to - from) / step.count() + 1;
}

/// From and to inclusive, no longer than one answer holds.
void cut(std::vector<Stretch> &stretches, qint64 from, qint64 to, seconds step)
{
    const qint64 longest = (pointsOfPiece - 1) * step.count();
    for (; from <= to; from += longest + step.count())
        stretches.push_back({from, std::min(to, from + longest), step});
}

std::vector<Stretch> stretchesSince(std::optional<qint64> readUntil, qint64 now)
{
    const qint64 earliest = now - qint64(prometheusPastDays) * 86400;
    const qint64 from = std::max(readUntil ? *readUntil - overlapSeconds : earliest, earliest);
    const qint64 to = floorTo(now, prometheusStep);
    const qint64 close = floorTo(now - qint64(prometheusCloseDays) * 86400, 1h);
    std::vector<Stretch> stretches;
    if (from <= close)
        cut(stretches, ceilTo(from, 1h), close, 1h);
    cut(stretches, from <= close ? close + prometheusStep.count() : ceilTo(from, prometheusStep), to, prometheusStep);
    return stretches;
}

QString nameOf(const api::VolumeSeries &series)
{
    const QStringList names{series.organization, series.database, series.branch};
    return visibleText(names.contains(QString()) ? series.volume.branchId : names.join(QLatin1String(" / ")));
}

} // namespace

PrometheusMatch matchBranches(const QList<api::VolumeSeries> &series, const QList<KnownBranch> &known)
{
    QHash<QString, QList<StorageVolume>> byId;
    QHash<QString, QList<StorageVolume>> byName;
    const auto key = [](const QString &organization, const QString &database, const QString &branch) {
        return QStringList{organization, database, branch}.join(QChar(0x1f));
    };
    for (const KnownBranch &each : known) {
        const StorageVolume &branch = each.branch;
        if (each.id.isEmpty())
            byName[key(branch.organization, branch.database, branch.branch)].append(branch);
        else
            byId[each.id].append(branch);
    }
    PrometheusMatch match;
    QSet<QString> unknown;
    for (const api::VolumeSeries &each : series) {
        const QString &id = each.volume.branchId;
        QList<StorageVolume> branches = byId.value(id);
        if (branches.isEmpty())
            branches = byName.value(key(each.organization, each.database, each.branch));
        if (id.isEmpty() || branches.isEmpty()) {
            ++match.unknownSeries;
            if (const QString name = nameOf(each); !name.isEmpty())
                unknown.insert(name);
            continue;
        }
        match.branches.insert(id, branches);
    }
    match.unknownBranches = unknown.values();
    match.unknownBranches.sort();
    return match;
}

std::vector<PrometheusPiece> planPieces(const QStringList &branchIds, const QHash<QString, QDateTime> &readUntil,
                                        const QDateTime &now)
{
    // Those that were read as far are asked for together.
    QMap<qint64, QStringList> groups;
    for (const QString &id : branchIds) {
        const QDateTime until = readUntil.value(id);
        groups[until.isValid() ? until.toSecsSinceEpoch() : -1].append(id);
    }
    std::vector<PrometheusPiece> pieces;
    // What is nearly up to date first: it must not wait until the past of a new branch is filled.
    for (auto group = groups.end(); group != groups.begin();) {
        --group;
        std::sort(group->begin(), group->end());
        const auto stretches =
            stretchesSince(group.key() < 0 ? std::nullopt : std::optional(group.key()), now.toSecsSinceEpoch());
        qint64 most = 1;
        for (const Stretch &stretch : stretches)
            most = std::max(most, pointsIn(stretch.from, stretch.to, stretch.step));
        const qsizetype together = branchesTogether(most);
        for (qsizetype first = 0; first < group->size(); first += together) {
            const QStringList ids = group->mid(first, together);
            for (const Stretch &stretch : stretches)
                pieces.push_back({ids, at(stretch.from), at(stretch.to), stretch.step});
        }
    }
    return pieces;
}

std::vector<PrometheusPiece> planGaps(const QHash<QString, QList<PrometheusGap>> &gaps, const QDateTime &now)
{
    using Key = std::tuple<qint64, qint64, qint64>; // to, from, step: the map's end is the newest
    const qint64 earliest = now.toSecsSinceEpoch() - qint64(prometheusPastDays) * 86400;
    QMap<Key, QStringList> groups;
    for (auto each = gaps.cbegin(); each != gaps.cend(); ++each) {
        for (const PrometheusGap &gap : each.value()) {
            if (gap.to.toSecsSinceEpoch() >= earliest)
                groups[{gap.to.toSecsSinceEpoch(), gap.from.toSecsSinceEpoch(), gap.step.count()}].append(each.key());
        }
    }
    std::vector<PrometheusPiece> pieces;
    for (auto group = groups.end(); group != groups.begin();) {
        --group;
        const auto [to, from, step] = group.key();
        std::sort(group->begin(), group->end());
        const qsizetype together = branchesTogether(pointsIn(from, to, seconds(step)));
        for (qsizetype first = 0; first < group->size(); first += together)
            pieces.push_back({group->mid(first, together), at(from), at(to), seconds(step), true});
    }
    return pieces;
}

void addGap(QList<PrometheusGap> &gaps, const PrometheusGap &gap)
{
    for (PrometheusGap &known : gaps) {
        const qint64 step = gap.step.count();
        const bool touches =
            known.step == gap.step && gap.from <= known.to.addSecs(step) && known.from <= gap.to.addSecs(step);
        const QDateTime from = std::min(known.from, gap.from);
        const QDateTime to = std::max(known.to, gap.to);
        if (touches && pointsIn(from.toSecsSinceEpoch(), to.toSecsSinceEpoch(), gap.step) <= pointsOfPiece) {
            known.from = from;
            known.to = to;
            return;
        }
    }
    gaps.append(gap);
}

void closeGaps(QList<PrometheusGap> &gaps, const PrometheusPiece &piece)
{
    gaps.removeIf([&piece](const PrometheusGap &gap) {
        return gap.step >= piece.step && gap.from >= piece.from && gap.to <= piece.to;
    });
}

} // namespace orrery::models
