// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/history/series.h"

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

bool isPossiblePercent(double usedPercent)
{
    return usedPercent >= 0 && usedPercent <= mostPercent;
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
        return {Tone::Neutral, Text::tr("Unknown"), Text::tr("PlanetScale gave no storage figure.")};
    if (!isPossiblePercent(*usedPercent))
        return {Tone::Neutral, Text::tr("Unknown"),
                Text::tr("The reported level, %1, cannot be right.").arg(formattedPercent(*usedPercent))};

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

} // namespace orrery::models
