// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/forecast/disk_limits.h"

#include "models/core/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace orrery::models {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::DiskLimits)
};

using Engine = DiskLimits::Engine;
using Medium = DiskLimits::Medium;

constexpr double gibibyte = 1024.0 * 1024 * 1024;
constexpr double tebibyte = 1024 * gibibyte;
/// From here on another threshold holds.
constexpr double largePostgres = 4 * tebibyte;
constexpr double largestPostgres = 16 * tebibyte;
constexpr double largestVitess = 4e12;
constexpr double metalReserve = 6 * gibibyte; ///< left free, a Metal drive becomes read-only
constexpr double writesStopAt = 95;
/// So many points above its level, or at this percentage where the level is not known, a disk should have grown already.
constexpr double overdueBy = 5;
constexpr double overdueAt = 90;
constexpr double farthestDays = 3650; ///< a limit that is reached later is as good as never reached

std::optional<double> positive(std::optional<qint64> bytes)
{
    return bytes && *bytes > 0 ? std::optional<double>(double(*bytes)) : std::nullopt;
}

bool isSize(std::optional<double> bytes)
{
    return bytes && std::isfinite(*bytes) && *bytes > 0;
}

/// Whether the disk grows by itself as long as there is room.
bool growsByItself(const DiskLimits &limits)
{
    if (limits.medium == Medium::Metal)
        return false;
    if (limits.autoscaling)
        return *limits.autoscaling && limits.engine != Engine::Unknown;
    return limits.engine == Engine::Vitess && limits.medium == Medium::Network;
}

QUrl documentationPage(const char *path)
{
    return QUrl(QLatin1String("https://planetscale.com/docs/") + QLatin1String(path));
}

StorageLink documentation(const QString &text, const char *path)
{
    return {text, documentationPage(path)};
}

/// A page of the dashboard below the organization, out of names alone.
QUrl dashboardPage(const QUrl &dashboard, std::initializer_list<QString> segments)
{
    if (dashboard.scheme() != QLatin1String("https") && dashboard.scheme() != QLatin1String("http"))
        return {};
    QString path;
    for (const QString &segment : segments) {
        // "." and ".." would lead elsewhere.
        if (segment.isEmpty() || segment == QLatin1String(".") || segment == QLatin1String(".."))
            break;
        path += QLatin1Char('/') + QString::fromLatin1(QUrl::toPercentEncoding(segment));
    }
    QUrl url;
    url.setScheme(dashboard.scheme());
    url.setHost(dashboard.host());
    url.setPort(dashboard.port());
    url.setPath(path.isEmpty() ? QStringLiteral("/") : path, QUrl::StrictMode);
    return url;
}

} // namespace

DiskLimits diskLimits(const api::Branch &branch)
{
    DiskLimits limits;
    if (branch.kind == api::DatabaseKind::Mysql)
        limits.engine = Engine::Vitess;
    else if (branch.kind == api::DatabaseKind::Postgresql || branch.kind == api::DatabaseKind::Neki)
        limits.engine = Engine::Postgres;
    if (branch.metal)
        limits.medium = *branch.metal ? Medium::Metal : Medium::Network;
    limits.minimumBytes = positive(branch.minimumStorageBytes);
    limits.maximumBytes = positive(branch.maximumStorageBytes);
    limits.autoscaling = branch.storageAutoscaling;
    limits.shrinking = branch.storageShrinking;
    limits.storageType = branch.storageType;
    limits.readOnlySince = branch.readOnlyAt;
    limits.readOnlyReason = branch.readOnlyReason;
    return limits;
}

DiskLimits diskLimits(const api::Branch &branch, const api::Keyspace &keyspace)
{
    DiskLimits limits = diskLimits(branch);
    if (keyspace.metal)
        limits.medium = *keyspace.metal ? Medium::Metal : Medium::Network;
    return limits;
}

std::optional<double> storageLimitBytes(const DiskLimits &limits)
{
    if (!growsByItself(limits))
        return std::nullopt;
    const double own = limits.engine == Engine::Postgres ? largestPostgres : largestVitess;
    // What is configured is believed even beyond the service's own limit: support can raise that.
    return isSize(limits.maximumBytes) ? limits.maximumBytes : std::optional<double>(own);
}

bool canGrow(const DiskLimits &limits, std::optional<double> capacityBytes)
{
    const std::optional<double> limit = storageLimitBytes(limits);
    if (!limit)
        return false;
    // A file system is a little smaller than its disk: what is within 1 % of the limit has reached it.
    return !isSize(capacityBytes) || *capacityBytes < *limit * 0.99;
}

std::optional<double> autoscalePercent(const DiskLimits &limits, std::optional<double> capacityBytes)
{
    if (!canGrow(limits, capacityBytes))
        return std::nullopt;
    if (limits.engine == Engine::Vitess)
        return std::nullopt;
    return !isSize(capacityBytes) || *capacityBytes < largePostgres ? 70.0 : 25.0;
}

std::optional<double> shrinkPercent(const DiskLimits &limits, double capacityBytes)
{
    const bool shrinks = limits.shrinking.value_or(false) && limits.engine == Engine::Postgres
        && limits.medium != Medium::Metal && limits.autoscaling.value_or(true);
    if (!shrinks || !isSize(capacityBytes))
        return std::nullopt;
    if (isSize(limits.minimumBytes) && capacityBytes <= *limits.minimumBytes)
        return std::nullopt;
    if (capacityBytes < tebibyte)
        return 12.5;
    return capacityBytes <= 2 * tebibyte ? 15.0 : 25.0;
}

std::optional<double> readOnlyPercent(const DiskLimits &limits, std::optional<double> capacityBytes)
{
    if (limits.medium == Medium::Metal) {
        const std::optional<double> postgres =
            limits.engine == Engine::Postgres ? std::optional<double>(writesStopAt) : std::nullopt;
        if (!isSize(capacityBytes))
            return postgres;
        const double reserved = std::max(0.0, 100 * (*capacityBytes - metalReserve) / *capacityBytes);
        return postgres ? std::min(reserved, *postgres) : reserved;
    }
    return limits.engine == Engine::Postgres ? std::optional<double>(writesStopAt) : std::nullopt;
}

std::optional<ThresholdForecast> limitForecast(const DiskLimits &limits, const StorageForecast &forecast,
                                               double usedBytes, const QDateTime &readAt)
{
    const std::optional<double> limit = storageLimitBytes(limits);
    const std::optional<StorageGrowth> &growth = forecast.growth;
    if (!limit || !growth || !growth->inBytes || forecast.verdict != StorageForecast::Verdict::Growing)
        return std::nullopt;
    if (!std::isfinite(usedBytes) || usedBytes < 0 || usedBytes >= *limit || !readAt.isValid())
        return std::nullopt;
    const auto after = [&](double perDay) -> std::optional<QDateTime> {
        if (perDay <= 0)
            return std::nullopt;
        const double days = (*limit - usedBytes) / perDay;
        if (!(days <= farthestDays))
            return std::nullopt;
        return readAt.addMSecs(std::llround(days * 86'400'000.0));
    };
    const std::optional<QDateTime> expected = after(growth->perDay);
    if (!expected)
        return std::nullopt;
    return ThresholdForecast{100, *expected, after(growth->high).value_or(*expected), after(growth->low)};
}

namespace {

/// What autoscaling does, or does not do, to a disk that may grow.
QString describeAutoscaling(const DiskLimits &limits, std::optional<double> capacityBytes,
                            std::optional<double> usedPercent)
{
    const QString limit = formattedBytes(*storageLimitBytes(limits));
    if (!canGrow(limits, capacityBytes))
        return Text::tr("Autoscaling has reached the storage limit of %1: the volume grows no further.").arg(limit);
    const std::optional<double> trigger = autoscalePercent(limits, capacityBytes);
    const QString used = usedPercent ? formattedPercent(*usedPercent) : QString();
    if (!trigger) {
        if (usedPercent && *usedPercent >= overdueAt)
            return Text::tr("The volume can grow automatically up to %1, but is not growing: %2 is used.")
                .arg(limit, used);
        return Text::tr("The volume grows automatically up to %1. At what level is not documented.").arg(limit);
    }
    if (usedPercent && *usedPercent >= *trigger + overdueBy)
        return Text::tr("The volume is not growing: %1 is used, and autoscaling acts at %2. Its storage limit is %3.")
            .arg(used, formattedPercent(*trigger), limit);
    return Text::tr("Autoscaling grows this volume at %1 by at least half, once in several hours, up to its storage "
                    "limit of %2.")
        .arg(formattedPercent(*trigger), limit);
}

} // namespace

QStringList describeDiskLimits(const DiskLimits &limits, std::optional<double> capacityBytes,
                               std::optional<double> usedPercent)
{
    QStringList sentences;
    if (limits.readOnlySince.isValid()) {
        const QString reason = visibleText(limits.readOnlyReason);
        const QString since = exactTime(limits.readOnlySince);
        sentences.append(reason.isEmpty() ? Text::tr("Read-only since %1.").arg(since)
                                          : Text::tr("Read-only since %1: %2.").arg(since, reason));
    }
    if (limits.medium == Medium::Metal) {
        sentences.append(Text::tr("Metal: the size of the drive is fixed, a larger cluster has more."));
    } else if (growsByItself(limits)) {
        sentences.append(describeAutoscaling(limits, capacityBytes, usedPercent));
    } else if (limits.autoscaling && !*limits.autoscaling) {
        sentences.append(Text::tr("Autoscaling is off: the volume keeps its size until it is resized."));
    }
    if (isSize(capacityBytes)) {
        if (const std::optional<double> shrink = shrinkPercent(limits, *capacityBytes))
            sentences.append(
                Text::tr("Below %1 it is marked for shrinking; shrinking follows after a waiting time, with a short "
                         "interruption.")
                    .arg(formattedPercent(*shrink)));
    }
    if (!limits.readOnlySince.isValid()) {
        if (limits.medium == Medium::Metal && isSize(capacityBytes)) {
            sentences.append(
                Text::tr("Writes are stopped at about %1, at the latest when %2 are left.")
                    .arg(formattedPercent(*readOnlyPercent(limits, capacityBytes)), formattedBytes(metalReserve)));
        } else if (const std::optional<double> stop = readOnlyPercent(limits, capacityBytes)) {
            sentences.append(Text::tr("Writes are stopped at about %1.").arg(formattedPercent(*stop)));
        }
    }
    return sentences;
}

QList<StorageRemedy> storageRemedies(const DiskLimits &limits, const StorageVolume &volume,
                                     std::optional<double> capacityBytes, double artefactBytes, const QUrl &dashboard)
{
    using Kind = StorageRemedy::Kind;
    // The Clusters page has no documented address of its own; the database's page leads to it.
    const auto clusters = [&](const QString &text) {
        return StorageLink{text, dashboardPage(dashboard, {volume.organization, volume.database})};
    };
    const QString database = visibleText(volume.database);
    const QString clustersOf = Text::tr("Clusters of %1 in the dashboard").arg(database);
    const QString storageOf = Text::tr("Clusters ▸ Storage of %1 in the dashboard").arg(database);
    const bool postgres = limits.engine == Engine::Postgres;
    const bool vitess = limits.engine == Engine::Vitess;
    const char *const storagePage = postgres ? "postgres/cluster-configuration/cluster-storage"
                                             : "vitess/troubleshooting/planetscale-system-limits";
    const QString storageTitle = postgres ? Text::tr("Cluster storage") : Text::tr("System limits");

    QList<StorageRemedy> remedies;
    if (artefactBytes > 0 && std::isfinite(artefactBytes)) {
        remedies.append(
            {Kind::DropArtefacts,
             Text::tr("See when the tables left over from schema changes (%1) are removed")
                 .arg(formattedBytes(artefactBytes)),
             documentation(Text::tr("Artifact tables"), "vitess/schema-changes/artifact-tables"),
             {Text::tr("Deploy requests of %1 in the dashboard").arg(database),
              dashboardPage(dashboard, {volume.organization, volume.database, QStringLiteral("deploy-requests")})}});
    }
    if (limits.medium == Medium::Metal) {
        remedies.append({Kind::Resize, Text::tr("Choose a larger cluster: a Metal drive has a fixed size"),
                         documentation(Text::tr("Metal"), "metal/create-a-metal-database"), clusters(clustersOf)});
    } else if (postgres || vitess) {
        const std::optional<double> limit = storageLimitBytes(limits);
        if (limits.autoscaling && !*limits.autoscaling) {
            remedies.append({Kind::TurnOnAutoscaling, Text::tr("Turn autoscaling on"),
                             documentation(storageTitle, storagePage), clusters(storageOf)});
            remedies.append({Kind::GrowDisk, Text::tr("Choose a larger disk"), documentation(storageTitle, storagePage),
                             clusters(storageOf)});
        } else if (vitess) {
            // What a disk of network storage can be made is not to be chosen: another cluster is.
            remedies.append({Kind::Resize, Text::tr("Choose a larger cluster, or Metal with a larger drive"),
                             documentation(Text::tr("Cluster configuration"), "vitess/cluster-configuration"),
                             clusters(clustersOf)});
        } else if (limit) {
            remedies.append({Kind::RaiseLimit, Text::tr("Raise the storage limit of %1").arg(formattedBytes(*limit)),
                             documentation(storageTitle, storagePage), clusters(storageOf)});
            if (canGrow(limits, capacityBytes))
                remedies.append({Kind::GrowDisk, Text::tr("Choose a larger disk ahead of autoscaling"),
                                 documentation(storageTitle, storagePage), clusters(storageOf)});
        } else {
            remedies.append({Kind::GrowDisk, Text::tr("Choose a larger disk or a higher storage limit"),
                             documentation(storageTitle, storagePage), clusters(storageOf)});
        }
    } else {
        remedies.append({Kind::Resize, Text::tr("Choose a larger cluster or disk"),
                         documentation(Text::tr("Cluster sizes"), "plans/planetscale-skus"), clusters(clustersOf)});
    }
    if (vitess)
        remedies.append({Kind::Shard, Text::tr("Spread the data over more shards or keyspaces"),
                         documentation(Text::tr("Sharding"), "vitess/sharding"), clusters(clustersOf)});
    if (postgres)
        remedies.append(
            {Kind::Vacuum,
             Text::tr("Remove what is not needed and give its space back (bloated tables)"),
             documentation(Text::tr("Schema recommendations"), "postgres/monitoring/schema-recommendations"),
             {Text::tr("%1 in the dashboard").arg(visibleText(volume.branch)),
              dashboardPage(dashboard, {volume.organization, volume.database, volume.branch})}});
    return remedies;
}

} // namespace orrery::models
