// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/forecast/table_sizes.h"

#include "api/core/utc.h"
#include "models/core/text.h"

#include <QCoreApplication>
#include <QMap>

#include <algorithm>
#include <cmath>

namespace orrery::models {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::TableUse)
};

using Kind = ArtefactTable::Kind;

constexpr double shortestSeconds = 3600; ///< below it a few bytes look like a pace
constexpr qsizetype hexDigits = 32;
constexpr qsizetype timeDigits = 14;
const QLatin1String internalPrefix("_vt_");

struct NamedKind
{
    QLatin1String name;
    Kind kind;
};
constexpr NamedKind kinds[] = {
    {QLatin1String("hld"), Kind::Held},       {QLatin1String("HOLD"), Kind::Held},
    {QLatin1String("prg"), Kind::Purging},    {QLatin1String("PURGE"), Kind::Purging},
    {QLatin1String("evc"), Kind::Evacuating}, {QLatin1String("EVAC"), Kind::Evacuating},
    {QLatin1String("drp"), Kind::Dropping},   {QLatin1String("DROP"), Kind::Dropping},
    {QLatin1String("vrp"), Kind::InUse},
};
/// Ends of the names of copies: being filled, and done with.
constexpr NamedKind copies[] = {
    {QLatin1String("_vrepl"), Kind::InUse},
    {QLatin1String("_gho"), Kind::InUse},
    {QLatin1String("_ghc"), Kind::InUse},
    {QLatin1String("_del"), Kind::Dropping},
};

bool isHex(QStringView text)
{
    return std::all_of(text.cbegin(), text.cend(),
                       [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); });
}

/// "20200915120410"; invalid for anything else.
QDateTime timeIn(QStringView text)
{
    if (text.size() != timeDigits)
        return {};
    QDateTime time = QDateTime::fromString(text.toString(), QStringLiteral("yyyyMMddHHmmss"));
    time = readAsUtc(time);
    return time;
}

/// `_<8>_<4>_<4>_<4>_<12>_<14 digits>` and one of the ends.
std::optional<ArtefactTable> copyTable(QStringView name)
{
    for (const NamedKind &copy : copies) {
        if (!name.endsWith(copy.name))
            continue;
        const QList<QStringView> parts = name.chopped(copy.name.size()).split(u'_');
        constexpr qsizetype lengths[] = {0, 8, 4, 4, 4, 12, timeDigits};
        if (parts.size() != qsizetype(std::size(lengths)))
            return std::nullopt;
        for (qsizetype i = 0; i < parts.size(); ++i) {
            if (parts[i].size() != lengths[i] || !isHex(parts[i]))
                return std::nullopt;
        }
        // The time in these names is when the change began, not when the table goes.
        return timeIn(parts.last()).isValid() ? std::optional<ArtefactTable>({copy.kind, {}}) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace

std::optional<ArtefactTable> artefactTable(const QString &table)
{
    const QStringView name(table);
    if (!name.startsWith(internalPrefix))
        return copyTable(name);
    QList<QStringView> parts = name.sliced(internalPrefix.size()).split(u'_');
    if (!parts.isEmpty() && parts.last().isEmpty())
        parts.removeLast(); // newer names end with an underscore
    if (parts.size() == 3 && parts[1].size() == hexDigits && isHex(parts[1])) {
        const QDateTime until = timeIn(parts[2]);
        for (const NamedKind &each : kinds) {
            if (until.isValid() && parts[0] == each.name)
                return ArtefactTable{each.kind, each.kind == Kind::InUse ? QDateTime() : until};
        }
    }
    return ArtefactTable{Kind::Other, {}};
}

StateWord artefactWord(const ArtefactTable &artefact, const QDateTime &now)
{
    const auto until = [&](const QString &future, const QString &past) {
        if (!artefact.until.isValid())
            return QString();
        return artefact.until > now ? future.arg(exactTime(artefact.until)) : past.arg(exactTime(artefact.until));
    };
    switch (artefact.kind) {
    case Kind::InUse:
        return {Tone::Busy, Text::tr("In use"),
                Text::tr("A schema change is working on this table. Do not change it.")};
    case Kind::Held:
        return {Tone::Neutral, Text::tr("Held"),
                until(Text::tr("Replaced by a schema change; kept until %1."),
                      Text::tr("Replaced by a schema change; it was kept until %1 and will be dropped soon."))};
    case Kind::Purging:
        return {Tone::Neutral, Text::tr("Purging"), Text::tr("Its rows are being deleted; then it is dropped.")};
    case Kind::Evacuating:
        return {Tone::Neutral, Text::tr("Evacuating"),
                until(Text::tr("Waiting until %1 to leave memory; then it is dropped."),
                      Text::tr("Waited until %1 to leave memory; it will be dropped soon."))};
    case Kind::Dropping:
        return {Tone::Neutral, Text::tr("To be dropped"),
                until(Text::tr("It is dropped at %1."), Text::tr("It should have been dropped at %1."))};
    case Kind::Other:
        break;
    }
    return {Tone::Neutral, Text::tr("Internal"), Text::tr("An internal table of Vitess.")};
}

TableSummary summarizeTables(const QList<TableSample> &samples, bool acrossShards)
{
    // A pace is known for a table when it is known for one of its shards at least.
    QMap<StorageVolume, TableUse> uses;
    for (const TableSample &sample : samples) {
        if (!std::isfinite(sample.lastBytes) || sample.lastBytes < 0 || !sample.table.isTable())
            continue;
        StorageVolume key = sample.table;
        if (acrossShards) {
            key.shard.clear();
            key.pod.clear();
        }
        TableUse &use = uses[key];
        use.table = key;
        use.bytes += sample.lastBytes;
        const double seconds = double(sample.firstAt.secsTo(sample.lastAt));
        const bool paced = sample.firstAt.isValid() && sample.lastAt.isValid() && seconds >= shortestSeconds
            && std::isfinite(sample.firstBytes) && sample.firstBytes >= 0;
        if (paced)
            use.perDay = use.perDay.value_or(0) + (sample.lastBytes - sample.firstBytes) / seconds * 86'400;
    }

    TableSummary summary;
    for (TableUse &use : uses) {
        use.artefact = artefactTable(use.table.table);
        summary.bytes += use.bytes;
        if (use.artefact && use.artefact->kind != Kind::InUse && use.artefact->kind != Kind::Other) {
            summary.artefactBytes += use.bytes;
            ++summary.artefacts;
        }
    }
    summary.largest.reserve(uses.size());
    for (TableUse &use : uses) {
        use.share = summary.bytes > 0 ? use.bytes / summary.bytes : 0;
        summary.largest.append(use);
        if (use.perDay && *use.perDay > 0)
            summary.fastest.append(use);
    }
    // The map's order, by name, stays where sizes are equal.
    std::stable_sort(summary.largest.begin(), summary.largest.end(),
                     [](const TableUse &a, const TableUse &b) { return a.bytes > b.bytes; });
    std::stable_sort(summary.fastest.begin(), summary.fastest.end(),
                     [](const TableUse &a, const TableUse &b) { return *a.perDay > *b.perDay; });
    return summary;
}

} // namespace orrery::models
