// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/simulator/entities.h"

namespace orrery::simulator {

/// What a volume holds at an instant.
struct StorageSample
{
    qint64 used = 0; ///< bytes
    qint64 capacity = 0; ///< bytes

    double percent() const
    {
        return capacity > 0 ? 100.0 * static_cast<double>(used) / static_cast<double>(capacity) : 0;
    }
    qint64 available() const { return capacity - used; }
};

/// A pure function of the curve and the time: the same instant always gives the same bytes, so a chart
/// fetched twice shows the same past.
StorageSample storageAt(const StorageCurve &curve, Instant now);

/// The sizes that are set for a volume, in bytes.
struct StorageBounds
{
    qint64 minimum = 0;
    qint64 maximum = 0; ///< autoscaling does not go past it
};
StorageBounds storageBounds(const StorageCurve &curve);

/// A server with a volume of its own.
struct Pod
{
    QString name;
    QString role; ///< "primary" or "replica"
};

QList<Pod> postgresPods(const Branch &branch);
/// The tablets of a shard: a primary and, where the branch is for production, its replicas.
QList<Pod> tabletPods(const Branch &branch, const Keyspace &keyspace, const QString &shard);
/// What the volume of the n-th pod holds: a replica follows its primary with a little more log.
StorageSample followed(StorageSample primary, qsizetype pod);
/// The same for a Postgres branch, which has one volume a pod.
StorageSample podStorage(const Branch &branch, qsizetype pod, Instant at);

/// The tables of a keyspace and their shares of its bytes, by a fixed weight per table name; together 1.
QList<std::pair<QString, double>> tableShares(const Branch &branch, const Keyspace &keyspace);

/// Believable noise in [-1, 1] that repeats for the same seed and time.
double noiseAt(quint32 seed, Instant now, Instant period);

} // namespace orrery::simulator
