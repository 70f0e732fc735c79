// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/forecast/risk.h"

#include "models/core/text.h"
#include "models/storage/history/series.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace orrery::models {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::StorageRisk)
};

using Level = StorageRisk::Level;

constexpr double serious = 85;
constexpr double soonHours = 14 * 24;
constexpr double tooFastToGrow = 24; ///< hours

Level levelOf(double percent)
{
    if (percent >= 100)
        return Level::Full;
    if (percent >= 95)
        return Level::Critical;
    if (percent >= 90)
        return Level::VeryHigh;
    if (percent >= serious)
        return Level::High;
    return percent >= 75 ? Level::Elevated : Level::Calm;
}

/// The level itself stands beside it wherever a risk is shown: the word says what it means.
QString wordOf(const StorageRisk &risk)
{
    switch (risk.level) {
    case Level::Full:
        return Text::tr("Full");
    case Level::Soon: {
        const double days = risk.hoursToSerious / 24;
        return days < 2 ? Text::tr("%1 in %Ln hour(s)", nullptr, std::max(1, int(std::lround(risk.hoursToSerious))))
                              .arg(formattedPercent(serious))
                        : Text::tr("%1 in %Ln day(s)", nullptr, int(std::lround(days))).arg(formattedPercent(serious));
    }
    case Level::Calm:
        return Text::tr("OK");
    default:
        break;
    }
    const std::optional<int> reached = thresholdReached(risk.percent);
    return reached ? Text::tr("Above %1").arg(formattedPercent(*reached)) : QString();
}

} // namespace

std::optional<double> hoursToThreshold(double threshold, const StorageForecast &forecast, const DiskLimits &limits,
                                       std::optional<double> capacityBytes, const QDateTime &now)
{
    const std::optional<double> grows = autoscalePercent(limits, capacityBytes);
    bool growsBefore = false;
    for (const ThresholdForecast &ahead : forecast.thresholds) {
        growsBefore |= grows && qFuzzyCompare(ahead.percent, *grows);
        if (ahead.percent < threshold)
            continue;
        const double hours = std::max(0.0, double(now.secsTo(ahead.expected)) / 3600);
        if (growsBefore && grows < threshold && hours >= tooFastToGrow)
            return std::nullopt;
        return hours;
    }
    return std::nullopt;
}

std::weak_ordering operator<=>(const StorageRisk &left, const StorageRisk &right)
{
    if (left.level != right.level)
        return left.level <=> right.level;
    // Neither is ever NaN: see riskOf().
    if (left.level == Level::Soon && left.hoursToSerious != right.hoursToSerious)
        return left.hoursToSerious < right.hoursToSerious ? std::weak_ordering::greater : std::weak_ordering::less;
    if (left.percent != right.percent)
        return left.percent < right.percent ? std::weak_ordering::less : std::weak_ordering::greater;
    return std::weak_ordering::equivalent;
}

StorageRisk riskOf(std::optional<double> percent, const StorageForecast &forecast, const DiskLimits &limits,
                   std::optional<double> capacityBytes, const QDateTime &now)
{
    StorageRisk risk;
    const bool known = percent && std::isfinite(*percent);
    const StateWord level = describeStorageLevel(known ? percent : std::nullopt);
    risk.word = level;
    if (known)
        risk.percent = std::max(0.0, *percent);
    if (limits.readOnlySince.isValid()) {
        risk.level = Level::ReadOnly;
        risk.word = {
            Tone::Critical, Text::tr("Read-only"),
            Text::tr("Writes are stopped since %1. %2").arg(exactTime(limits.readOnlySince), level.explanation)};
        return risk;
    }
    if (!known)
        return risk;
    risk.level = levelOf(*percent);
    if (risk.level >= Level::High) {
        risk.word.text = wordOf(risk);
        return risk;
    }
    const std::optional<double> hours = hoursToThreshold(serious, forecast, limits, capacityBytes, now);
    if (hours && *hours <= soonHours) {
        risk.level = Level::Soon;
        risk.hoursToSerious = *hours;
        risk.word = {*hours <= 3 * 24 ? Tone::Critical : Tone::Warn, {}, forecast.sentence};
    }
    risk.word.text = wordOf(risk);
    return risk;
}

} // namespace orrery::models
