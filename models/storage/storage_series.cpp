// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/storage_series.h"

#include "models/core/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace orrery::models {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::StorageSeries)
};

/// The value a line is drawn at; a point without one counts as a gap.
std::optional<double> valueOf(const StoragePoint &point)
{
    return point.usedPercent ? point.usedPercent : point.usedBytes;
}

} // namespace

QString sourceName(StorageSource source)
{
    switch (source) {
    case StorageSource::BranchMetrics:
        return Text::tr("PlanetScale branch metrics");
    case StorageSource::Scrape:
        return Text::tr("PlanetScale Prometheus endpoint");
    case StorageSource::PrometheusServer:
        return Text::tr("Prometheus server");
    case StorageSource::StorageCheck:
        return Text::tr("Storage check of a deploy request");
    case StorageSource::Webhook:
        return Text::tr("Webhook payload");
    case StorageSource::Imported:
        return Text::tr("Imported file");
    }
    return {};
}

std::optional<int> thresholdReached(double usedPercent)
{
    std::optional<int> reached;
    for (const int threshold : storageThresholds) {
        if (usedPercent >= threshold)
            reached = threshold;
    }
    return reached;
}

StateWord describeStorageLevel(std::optional<double> usedPercent)
{
    if (!usedPercent || !std::isfinite(*usedPercent))
        return {Tone::Neutral, Text::tr("Unknown"), Text::tr("The service gave no storage figure.")};

    const double used = *usedPercent;
    const QString shown = formattedPercent(used);
    const QString word = Text::tr("%1 used").arg(shown);
    if (used >= 100.0)
        return {Tone::Critical, word, Text::tr("%1 used: the volume is full").arg(shown)};

    const std::optional<int> reached = thresholdReached(used);
    std::optional<int> next;
    for (const int threshold : storageThresholds) {
        if (used < threshold) {
            next = threshold;
            break;
        }
    }
    const Tone tone = !reached || *reached < 75 ? Tone::Ok : *reached < 90 ? Tone::Warn : Tone::Critical;
    QString sentence = shown;
    const auto distance = [used](int threshold) {
        // Rounded up to a tenth: a threshold that is not reached is never "0 points" away.
        const double points = std::ceil((threshold - used) * 10.0 - 1e-6) / 10.0;
        const bool whole = std::abs(points - std::round(points)) < 0.05;
        return QLocale().toString(points, 'f', whole ? 0 : 1);
    };
    if (!reached) {
        sentence = Text::tr("%1 used: below every threshold, %2 points below %3")
                       .arg(shown, distance(*next), formattedPercent(*next));
    } else if (next) {
        sentence = Text::tr("%1 used: above the %2 threshold, %3 points below %4")
                       .arg(shown, formattedPercent(*reached), distance(*next), formattedPercent(*next));
    } else {
        sentence = Text::tr("%1 used: above the last threshold, %2").arg(shown, formattedPercent(*reached));
    }
    return {tone, word, sentence};
}

QList<StoragePoint> downsample(const QList<StoragePoint> &points, int maxPoints)
{
    if (maxPoints <= 0)
        return {};
    if (points.size() <= maxPoints)
        return points;
    if (maxPoints == 1)
        return {points.constLast()};
    if (maxPoints == 2)
        return {points.constFirst(), points.constLast()};

    // The ends stay; the rest is cut into buckets of equal count that each keep their lowest and highest point, in order.
    const qsizetype buckets = std::max<qsizetype>(1, (maxPoints - 2) / 2);
    const qsizetype inner = points.size() - 2;
    QList<StoragePoint> kept;
    kept.reserve(maxPoints);
    kept.append(points.constFirst());
    for (qsizetype bucket = 0; bucket < buckets; ++bucket) {
        const qsizetype from = 1 + inner * bucket / buckets;
        const qsizetype to = 1 + inner * (bucket + 1) / buckets;
        qsizetype lowest = -1;
        qsizetype highest = -1;
        for (qsizetype i = from; i < to; ++i) {
            const std::optional<double> value = valueOf(points.at(i));
            if (!value)
                continue;
            if (lowest < 0 || *value < *valueOf(points.at(lowest)))
                lowest = i;
            if (highest < 0 || *value > *valueOf(points.at(highest)))
                highest = i;
        }
        if (lowest < 0) {
            if (from < to)
                kept.append(points.at(from)); // a gap stays a gap
            continue;
        }
        kept.append(points.at(std::min(lowest, highest)));
        if (lowest != highest)
            kept.append(points.at(std::max(lowest, highest)));
    }
    if (kept.size() < maxPoints || kept.constLast() != points.constLast())
        kept.append(points.constLast());
    return kept;
}

} // namespace orrery::models
