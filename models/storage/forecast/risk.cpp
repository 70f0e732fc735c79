// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/forecast/risk.h"

#include "models/core/text.h"
#include "models/storage/history/series.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace orrery::models {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::StorageRisk)
};

using Level = StorageRisk::Level;

constexpr double serious = 85;
constexpr double full = 100;
constexpr double tooFastToGrow = 24; ///< hours
constexpr qint64 hour = 60; ///< minutes
constexpr qint64 day = 24 * hour;
constexpr qint64 farOff = 10'000 * day;

Level levelOf(double percent)
{
    if (percent >= full)
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
QString wordOf(const StorageRisk &risk, const QDateTime &now)
{
    switch (risk.level) {
    case Level::ReadOnly:
        return Text::tr("Read-only");
    case Level::Full:
        return Text::tr("Full");
    case Level::Soon:
        return Text::tr("%1 in %2", "a level, and how long until it is reached")
            .arg(formattedPercent(risk.rulePercent), describeTimeUntil(risk.ruleAt, now));
    case Level::Autogrow:
        return Text::tr("Autogrow at %1").arg(formattedPercent(risk.autogrowPercent));
    case Level::Calm:
        return Text::tr("OK");
    default:
        break;
    }
    const std::optional<int> reached = thresholdReached(risk.percent);
    return reached ? Text::tr("Above %1").arg(formattedPercent(*reached)) : risk.word.text;
}

/// The first of the forecast's thresholds that is no lower.
const ThresholdForecast *thresholdAhead(double percent, const StorageForecast &forecast)
{
    const auto found = std::find_if(forecast.thresholds.cbegin(), forecast.thresholds.cend(),
                                    [percent](const ThresholdForecast &each) { return each.percent >= percent; });
    return found == forecast.thresholds.cend() ? nullptr : &*found;
}

/// When the disk is full or read-only at this pace: for one that grows by itself, when its storage limit is.
QDateTime endOf(const StoragePoint &newest, const StorageForecast &forecast, const DiskLimits &limits,
                const QDateTime &now)
{
    const double end = std::min(full, readOnlyPercent(limits, newest.capacityBytes).value_or(full));
    if (const auto at = expectedAt(end, forecast, limits, newest.capacityBytes, now))
        return *at;
    if (!newest.usedBytes || !autoscalePercent(limits, newest.capacityBytes))
        return {};
    const auto limit = limitForecast(limits, forecast, *newest.usedBytes, newest.at);
    return limit ? limit->expected : QDateTime();
}

/// Where no end is in sight a level stands for a time: a disk at 95 % that is steady comes after one that is full tomorrow,
/// and before one that is full next week.
qint64 minutesToEnd(const StorageRisk &risk, const QDateTime &now)
{
    if (risk.endsAt.isValid())
        return std::clamp<qint64>(now.secsTo(risk.endsAt) / 60, 0, farOff);
    switch (risk.level) {
    case Level::Critical:
        return 2 * day;
    case Level::VeryHigh:
        return 10 * day;
    case Level::High:
        return 20 * day;
    case Level::Soon:
        return std::clamp<qint64>(100 * day + now.secsTo(risk.ruleAt) / 60, 0, farOff);
    default:
        return farOff;
    }
}

} // namespace

QString describeTimeUntil(const QDateTime &at, const QDateTime &now)
{
    const double hours = std::max(0.0, double(now.secsTo(at)) / 3600);
    return hours < 48 ? Text::tr("%Ln hour(s)", nullptr, std::max(1, int(std::lround(hours))))
                      : Text::tr("%Ln day(s)", nullptr, int(std::lround(hours / 24)));
}

std::optional<QDateTime> expectedAt(double threshold, const StorageForecast &forecast, const DiskLimits &limits,
                                    std::optional<double> capacityBytes, const QDateTime &now)
{
    const ThresholdForecast *ahead = thresholdAhead(threshold, forecast);
    if (!ahead)
        return std::nullopt;
    const std::optional<double> grows = autoscalePercent(limits, capacityBytes);
    const bool growsBefore = grows && *grows < threshold
        && std::any_of(forecast.thresholds.cbegin(), forecast.thresholds.cend(),
                       [&grows](const ThresholdForecast &each) { return qFuzzyCompare(each.percent, *grows); });
    if (growsBefore && double(now.secsTo(ahead->expected)) / 3600 >= tooFastToGrow)
        return std::nullopt;
    return ahead->expected;
}

double StorageRisk::sortKey() const
{
    constexpr double groups = double(farOff) * 10;
    const double group = level == Level::ReadOnly ? 4
        : level == Level::Full                    ? 3
        : needsAttention()                        ? 2
        : level == Level::Unknown                 ? 0
                                                  : 1;
    const double nearness = group == 2 ? double(farOff - minutesToEnd) : 0;
    // All whole numbers: level and hundredths of a percent below the minutes.
    const double hundredths = std::clamp(std::round(percent * 100), 0.0, 99'999.0);
    return ((group * groups + nearness) * 10 + double(level)) * 100'000 + hundredths;
}

std::weak_ordering operator<=>(const StorageRisk &left, const StorageRisk &right)
{
    const double leftKey = left.sortKey(); // never NaN: see riskOf()
    const double rightKey = right.sortKey();
    return leftKey < rightKey ? std::weak_ordering::less
        : leftKey > rightKey  ? std::weak_ordering::greater
                              : std::weak_ordering::equivalent;
}

StateWord describeRisk(const StorageRisk &risk, const QDateTime &now)
{
    StateWord word = risk.word;
    word.text = wordOf(risk, now);
    return word;
}

StorageRisk riskOf(const StoragePoint &newest, const StorageForecast &forecast, const DiskLimits &limits,
                   const QDateTime &now, const RiskRule &rule)
{
    StorageRisk risk;
    risk.rulePercent = rule.percent;
    const std::optional<double> &capacity = newest.capacityBytes;
    const bool known = newest.usedPercent && isPossiblePercent(*newest.usedPercent);
    const StateWord level = describeStorageLevel(newest.usedPercent);
    risk.word = level;
    if (known)
        risk.percent = *newest.usedPercent;
    if (limits.readOnlySince.isValid()) {
        risk.level = Level::ReadOnly;
        risk.word = {
            Tone::Critical, Text::tr("Read-only"),
            Text::tr("Writes are stopped since %1. %2").arg(exactTime(limits.readOnlySince), level.explanation)};
        return risk;
    }
    if (!known)
        return risk;
    risk.level = levelOf(risk.percent);
    risk.endsAt = endOf(newest, forecast, limits, now);
    if (risk.level < Level::High) {
        risk.seriousAt = expectedAt(serious, forecast, limits, capacity, now).value_or(QDateTime());
        const auto isDue = [&now, &rule](const QDateTime &at) {
            return rule.days > 0 && now.secsTo(at) <= rule.days * qint64(86'400);
        };
        const auto due = expectedAt(rule.percent, forecast, limits, capacity, now);
        const ThresholdForecast *ahead = thresholdAhead(rule.percent, forecast);
        if (due && isDue(*due) && risk.percent < rule.percent) {
            risk.level = Level::Soon;
            risk.ruleAt = *due;
            risk.word = {now.secsTo(*due) <= 3 * qint64(86'400) ? Tone::Critical : Tone::Warn, {}, forecast.sentence};
        } else if (!due && ahead && isDue(ahead->expected) && risk.level == Level::Calm) {
            risk.level = Level::Autogrow;
            risk.autogrowPercent = autoscalePercent(limits, capacity).value_or(0);
            risk.word = {Tone::Neutral, {}, forecast.sentence};
        }
    }
    risk.minutesToEnd = minutesToEnd(risk, now);
    risk.word.text = wordOf(risk, now);
    return risk;
}

} // namespace orrery::models
