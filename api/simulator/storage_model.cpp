// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/storage_model.h"

#include <algorithm>
#include <cmath>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {
double hashToUnit(quint32 seed, qint64 step)
{
    quint64 x = static_cast<quint64>(step) * 0x9E3779B97F4A7C15ULL + seed;
    x ^= x >> 30;
    x *= 0xBF58476D1CE4E5B9ULL;
    x ^= x >> 27;
    x *= 0x94D049BB133111EBULL;
    x ^= x >> 31;
    return static_cast<double>(x >> 11) / static_cast<double>(1ULL << 53) * 2.0 - 1.0;
}
} // namespace

double noiseAt(quint32 seed, Instant now, Instant period)
{
    const qint64 step = now / period;
    const double between = static_cast<double>(now % period) / static_cast<double>(period);
    const double smooth = between * between * (3 - 2 * between);
    return hashToUnit(seed, step) * (1 - smooth) + hashToUnit(seed, step + 1) * smooth;
}

StorageSample storageAt(const StorageCurve &curve, Instant now)
{
    StorageSample sample;
    sample.capacity = curve.enlargedAt != 0 && now < curve.enlargedAt ? curve.capacityBefore : curve.capacity;
    const double days = static_cast<double>(now - curve.anchor) / static_cast<double>(kDay);
    // Binary logs are purged every few hours: a small saw tooth on top of steady growth.
    const double sawTooth = static_cast<double>(now % (6 * kHour)) / static_cast<double>(6 * kHour) - 0.5;
    const double wobble = curve.noise * (0.7 * noiseAt(curve.seed, now, kHour) + 0.5 * sawTooth);
    const double atAnchor = curve.noise
        * (0.7 * noiseAt(curve.seed, curve.anchor, kHour)
           + 0.5 * (static_cast<double>(curve.anchor % (6 * kHour)) / static_cast<double>(6 * kHour) - 0.5));
    const double percent = curve.percentNow + curve.percentPerDay * days + wobble - atAnchor;
    const double used = std::clamp(percent, 0.05, 99.9) / 100.0 * static_cast<double>(curve.capacity);
    sample.used = std::min(static_cast<qint64>(used), sample.capacity);
    return sample;
}

StorageBounds storageBounds(const StorageCurve &curve)
{
    constexpr qint64 smallest = 10'737'418'240;
    // Autoscaling acts at 70 %: what is fuller has come to its limit.
    constexpr double autoscaledAt = 70;
    return {curve.enlargedAt != 0 ? curve.capacity : smallest,
            curve.percentNow < autoscaledAt ? curve.capacity * 2 : curve.capacity};
}

QList<Pod> postgresPods(const Branch &branch)
{
    QList<Pod> pods{{u"postgres-0"_s, u"primary"_s}};
    if (branch.production) {
        pods.append({u"postgres-1"_s, u"replica"_s});
        pods.append({u"postgres-2"_s, u"replica"_s});
    }
    return pods;
}

QList<Pod> tabletPods(const Branch &branch, const Keyspace &keyspace, const QString &shard)
{
    QList<Pod> pods;
    const int count = branch.production ? 1 + keyspace.replicas : 1;
    for (int i = 0; i < count; ++i)
        pods.append({u"vttablet-%1-%2-%3"_s.arg(keyspace.name, shard).arg(i), i == 0 ? u"primary"_s : u"replica"_s});
    return pods;
}

StorageSample followed(StorageSample primary, qsizetype pod)
{
    primary.used = std::min(primary.capacity, primary.used + primary.capacity / 400 * pod);
    return primary;
}

StorageSample podStorage(const Branch &branch, qsizetype pod, Instant at)
{
    if (branch.keyspaces.isEmpty() || branch.keyspaces.first().storage.isEmpty())
        return {};
    return followed(storageAt(branch.keyspaces.first().storage.first(), at), pod);
}

QList<std::pair<QString, double>> tableShares(const Branch &branch, const Keyspace &keyspace)
{
    double weights = 0;
    QList<std::pair<QString, double>> tables;
    for (const Table &table : branch.schema) {
        if (table.keyspace != keyspace.name)
            continue;
        const double weight = 1.0 + static_cast<double>(qHash(table.name, size_t(3)) % 97);
        weights += weight;
        tables.append({table.name, weight});
    }
    for (auto &[table, share] : tables)
        share /= weights;
    return tables;
}

} // namespace orrery::simulator
