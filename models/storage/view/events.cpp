// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/view/events.h"

#include "models/branches/branch_places.h"
#include "models/core/text.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "models/storage/storage_places.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>

namespace orrery::models {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::StorageEvent)
};

constexpr double roundingShare = 0.01;
constexpr double sameSizeShare = 0.03; // a file system keeps a little of the disk for itself
constexpr qint64 nearSeconds = 3600; // readings and the service's times do not fall together

Location storagePlace(const StorageVolume &volume)
{
    return branchPlace(volume.account, volume.organization, volume.database, volume.branch, QStringLiteral("storage"));
}

// --- what a resize is called

QString countText(const std::optional<qint64> &count)
{
    return count ? formattedCount(*count) : QString();
}

QString bytesText(const std::optional<qint64> &bytes)
{
    return bytes && *bytes > 0 ? formattedBytes(static_cast<double>(*bytes)) : QString();
}

/// A side that was not given, or both reading the same, is no step.
bool isStep(const QString &before, const QString &after)
{
    return !before.isEmpty() && !after.isEmpty() && before != after;
}

void addStep(QStringList &parts, const QString &sentence, const QString &before, const QString &after)
{
    if (isStep(before, after))
        parts.append(sentence.arg(visibleText(before), visibleText(after)));
}

void addSwitch(QStringList &parts, const QString &on, const QString &off, const std::optional<bool> &before,
               const std::optional<bool> &after)
{
    if (before && after && *before != *after)
        parts.append(*after ? on : off);
}

template<class Request>
void addCluster(QStringList &parts, const Request &request)
{
    // Sizes can differ in what their short names leave out: the processor, the cloud.
    const bool byShortName = isStep(request.previousClusterDisplayName, request.clusterDisplayName);
    addStep(parts, Text::tr("Cluster %1 → %2"),
            byShortName ? request.previousClusterDisplayName : request.previousClusterName,
            byShortName ? request.clusterDisplayName : request.clusterName);
}

QStringList partsOf(const api::KeyspaceResize &resize)
{
    const auto percent = [](const std::optional<double> &share) {
        return share ? formattedPercent(*share) : QString();
    };
    QStringList parts;
    addCluster(parts, resize);
    addStep(parts, Text::tr("Replicas %1 → %2"), countText(resize.previousReplicas), countText(resize.replicas));
    addStep(parts, Text::tr("Memory for vector indexes %1 → %2"), percent(resize.previousVectorPoolAllocation),
            percent(resize.vectorPoolAllocation));
    if (parts.isEmpty())
        parts.append(Text::tr("Keyspace resized"));
    return parts;
}

QStringList partsOf(const api::BranchChange &change)
{
    const auto perSecond = [](const std::optional<qint64> &mebibytes) {
        return mebibytes && *mebibytes > 0 ? formattedBytes(static_cast<double>(*mebibytes) * 1024 * 1024) : QString();
    };
    QStringList parts;
    addCluster(parts, change);
    addStep(parts, Text::tr("Storage %1 → %2"), bytesText(change.previousMinimumStorageBytes),
            bytesText(change.minimumStorageBytes));
    // A disk of a fixed size has one size, sent as both.
    if (change.minimumStorageBytes != change.maximumStorageBytes
        || change.previousMinimumStorageBytes != change.previousMaximumStorageBytes)
        addStep(parts, Text::tr("Storage limit %1 → %2"), bytesText(change.previousMaximumStorageBytes),
                bytesText(change.maximumStorageBytes));
    addStep(parts, Text::tr("Replicas %1 → %2"), countText(change.previousReplicas), countText(change.replicas));
    addStep(parts, Text::tr("Version %1 → %2"), change.previousVersion, change.version);
    addStep(parts, Text::tr("Storage type %1 → %2"), change.previousStorageType, change.storageType);
    addStep(parts, Text::tr("IOPS %1 → %2"), countText(change.previousStorageIops), countText(change.storageIops));
    addStep(parts, Text::tr("Throughput %1/s → %2/s"), perSecond(change.previousStorageThroughputMibs),
            perSecond(change.storageThroughputMibs));
    addSwitch(parts, Text::tr("Storage autoscaling on"), Text::tr("Storage autoscaling off"),
              change.previousStorageAutoscaling, change.storageAutoscaling);
    addSwitch(parts, Text::tr("Storage shrinking on"), Text::tr("Storage shrinking off"),
              change.previousStorageShrinking, change.storageShrinking);
    // Another cluster size brings other parameters; only by themselves are they what happened.
    if (parts.isEmpty())
        parts.append(change.parameters != change.previousParameters ? Text::tr("Parameters changed")
                                                                    : Text::tr("Cluster changed"));
    return parts;
}

/// When it happened; invalid: it did not, or not yet.
template<class Request>
QDateTime happenedAt(const Request &request)
{
    if (request.state == api::ResizeState::Completed)
        return request.completedAt;
    return request.state == api::ResizeState::Resizing ? request.startedAt : QDateTime();
}

template<class Request>
QList<StorageEvent> eventsOf(const QList<Request> &requests, const StorageVolume &volume)
{
    QList<StorageEvent> events;
    for (const Request &request : requests) {
        const QDateTime at = happenedAt(request);
        if (!at.isValid())
            continue;
        const QString title = partsOf(request).join(Text::tr(", ", "between the parts of a list"));
        events.append({StorageEvent::Kind::Resize, at,
                       request.state == api::ResizeState::Resizing
                           ? Text::tr("%1 (running)", "a change of a cluster").arg(title)
                           : title,
                       storagePlace(volume)});
    }
    return events;
}

/// A step of the capacity, somewhere between two readings.
struct CapacityStep
{
    StoragePoint before;
    StoragePoint after;
};

/// Whether the change made the step. Its new size says it: what is set is the least size, and autoscaling may have grown the
/// disk past the former one long before.
bool isExplainedBy(const CapacityStep &step, const api::BranchChange &change)
{
    if (!happenedAt(change).isValid() || bytesText(change.previousMinimumStorageBytes).isEmpty()
        || bytesText(change.minimumStorageBytes).isEmpty())
        return false;
    const auto wanted = static_cast<double>(*change.minimumStorageBytes);
    const bool grows = *step.after.capacityBytes > *step.before.capacityBytes;
    const bool sameDirection = grows ? *change.previousMinimumStorageBytes < *change.minimumStorageBytes
                                     : *change.previousMinimumStorageBytes > *change.minimumStorageBytes;
    if (!sameDirection || std::abs(*step.after.capacityBytes - wanted) > wanted * sameSizeShare)
        return false;
    const QDateTime begun = change.startedAt.isValid() ? change.startedAt : change.completedAt;
    const bool isCompleted = change.state == api::ResizeState::Completed;
    return step.after.at >= begun.addSecs(-nearSeconds)
        && (!isCompleted || step.before.at <= change.completedAt.addSecs(nearSeconds));
}

} // namespace

QList<StorageEvent> deploymentEvents(const QList<api::DeployRequest> &requests, const StorageVolume &volume)
{
    QList<StorageEvent> events;
    for (const api::DeployRequest &request : requests) {
        if (!request.deployedAt.isValid() || request.intoBranch != volume.branch || !request.number)
            continue;
        const QString title = visibleText(request.notes.section(QLatin1Char('\n'), 0, 0));
        events.append({StorageEvent::Kind::Deployment, request.deployedAt,
                       title.isEmpty()
                           ? Text::tr("Deploy request #%1, of %2")
                                 .arg(QString::number(*request.number), visibleText(request.branch))
                           : Text::tr("Deploy request #%1: %2").arg(QString::number(*request.number), title),
                       deployRequestPlace(volume.account, volume.organization, volume.database, *request.number)});
    }
    return events;
}

QList<StorageEvent> backupEvents(const QList<api::Backup> &backups, const StorageVolume &volume)
{
    QList<StorageEvent> events;
    for (const api::Backup &backup : backups) {
        if (!backup.completedAt.isValid())
            continue;
        events.append({StorageEvent::Kind::Backup, backup.completedAt,
                       Text::tr("Backup %1").arg(visibleText(backup.name)),
                       branchPlace(volume.account, volume.organization, volume.database, volume.branch,
                                   QStringLiteral("backups"))});
    }
    return events;
}

QList<StorageEvent> resizeEvents(const QList<api::KeyspaceResize> &resizes, const StorageVolume &volume)
{
    return eventsOf(resizes, volume);
}

QList<StorageEvent> changeEvents(const QList<api::BranchChange> &changes, const StorageVolume &volume)
{
    return eventsOf(changes, volume);
}

QList<StorageEvent> capacityEvents(const StorageSeries &series, const StorageVolume &volume,
                                   const QList<api::BranchChange> &changes)
{
    QList<StorageEvent> events;
    // Sources do not agree to the byte: a step is one that the same source shows.
    std::map<StorageSource, StoragePoint> known;
    std::optional<double> reported;
    for (const StoragePoint &point : series.points) {
        if (!point.capacityBytes || *point.capacityBytes <= 0)
            continue;
        const auto found = known.find(point.source);
        const StoragePoint *before = found == known.cend() ? nullptr : &found->second;
        const auto differs = [&point](double capacity, double share) {
            return std::abs(*point.capacityBytes - capacity) > capacity * share;
        };
        const bool isNews = !reported || differs(*reported, sameSizeShare);
        if (before && differs(*before->capacityBytes, roundingShare) && isNews
            && std::none_of(changes.cbegin(), changes.cend(), [&](const api::BranchChange &change) {
                   return isExplainedBy({*before, point}, change);
               })) {
            events.append({StorageEvent::Kind::CapacityChange, point.at,
                           Text::tr("Capacity %1 → %2")
                               .arg(formattedBytes(*before->capacityBytes), formattedBytes(*point.capacityBytes)),
                           storagePlace(volume)});
            reported = point.capacityBytes;
        }
        known.insert_or_assign(point.source, point);
    }
    return events;
}

} // namespace orrery::models
