// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/forecast/forecast.h"

#include "api/core/utc.h"
#include "models/core/text.h"
#include "models/storage/forecast/disk_limits.h"
#include "models/storage/forecast/steps.h"
#include "models/storage/forecast/trend.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace orrery::models {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::StorageForecast)
};

using Verdict = StorageForecast::Verdict;

constexpr qint64 hour = 3'600'000;
constexpr qint64 day = 24 * hour;
constexpr int weekDays = 7;
constexpr int monthDays = 30;
constexpr size_t leastReadings = 12;
constexpr int cellsPerWindow = 200; ///< 19,900 pairs
constexpr int conePoints = 48;
constexpr double farthestDays = 3650; ///< what lies beyond is as good as never

struct Window
{
    StorageGrowth growth;
    bool rises = false;
    bool falls = false;
};

std::optional<Window> windowOf(const UsageHistory &history, int days)
{
    const double last = history.points.back().day;
    std::vector<TrendPoint> inside;
    for (const TrendPoint &point : history.points) {
        if (point.day >= last - days)
            inside.push_back(point);
    }
    // Half a minute is forgiven: a day of readings every five minutes ends a moment early.
    if (last - inside.front().day < 1 - 0.5 / 1440)
        return std::nullopt;
    const std::vector<TrendPoint> spaced = evenlySpaced(inside, cellsPerWindow);
    if (spaced.size() < leastReadings)
        return std::nullopt;
    const std::optional<Trend> trend = robustTrend(spaced);
    if (!trend)
        return std::nullopt;
    Window window;
    window.growth = {history.inBytes,
                     trend->slope,
                     trend->low,
                     trend->high,
                     QDateTime::fromMSecsSinceEpoch(history.timeOf(inside.front().day), kUtc),
                     QDateTime::fromMSecsSinceEpoch(history.timeOf(last), kUtc),
                     qsizetype(inside.size())};
    window.rises = trend->rises;
    window.falls = trend->falls;
    return window;
}

/// The level of the newest readings on the trend's line: one wrong last reading does not move it.
double levelNow(const UsageHistory &history, double slope)
{
    constexpr size_t looked = 5;
    const double last = history.points.back().day;
    std::vector<double> levels;
    for (size_t i = history.points.size() > looked ? history.points.size() - looked : 0; i < history.points.size(); ++i)
        levels.push_back(history.points[i].value + slope * (last - history.points[i].day));
    return medianOf(std::move(levels));
}

QString notEnough(const UsageHistory &history, qint64 at)
{
    const double span = history.points.back().day - history.points.front().day;
    const QString over = formattedDuration(std::llround(span * 86'400));
    const int count = int(std::min<size_t>(history.points.size(), 1'000'000));
    if (history.rebasedAt < 0)
        return Text::tr("Not enough data: %Ln reading(s) over %1; 12 over 24 hours are needed.", nullptr, count)
            .arg(over);
    const QString ago = formattedDuration((at - history.rebasedAt) / 1000);
    if (history.capacityChanged)
        return Text::tr(
                   "Not enough data since the capacity changed %2 ago: %Ln reading(s) over %1; 12 over 24 hours are "
                   "needed.",
                   nullptr, count)
            .arg(over, ago);
    return Text::tr("Not enough data since the use fell %2 ago: %Ln reading(s) over %1; 12 over 24 hours are needed.",
                    nullptr, count)
        .arg(over, ago);
}

/// Days from the newest reading until `distance` is covered; none when it never is.
std::optional<double> daysUntil(double distance, double perDay)
{
    if (!(perDay > 0))
        return std::nullopt;
    const double days = distance / perDay;
    return days <= farthestDays ? std::optional<double>(days) : std::nullopt;
}

struct Reach
{
    const UsageHistory &history;
    const StorageGrowth &growth;
    double level = 0; ///< in the growth's unit
    QDateTime now;
    QDateTime end; ///< of the horizon
};

QList<ThresholdForecast> thresholdsAhead(const Reach &reach, std::optional<double> autoscale)
{
    std::vector<double> percents(storageThresholds.cbegin(), storageThresholds.cend());
    percents.push_back(100);
    if (autoscale && std::find(percents.cbegin(), percents.cend(), *autoscale) == percents.cend())
        percents.push_back(*autoscale);
    std::sort(percents.begin(), percents.end());
    const double unit = reach.growth.inBytes ? *reach.history.capacity / 100 : 1; // of one point
    const double reached = std::max(reach.level / unit, reach.history.newestPercent.value_or(reach.level / unit));
    const auto at = [&reach](double days) {
        return std::max(reach.now, reach.growth.to.addMSecs(std::llround(days * double(day))));
    };
    QList<ThresholdForecast> ahead;
    for (const double percent : percents) {
        if (percent <= reached)
            continue;
        const double distance = percent * unit - reach.level;
        const std::optional<double> expected = daysUntil(distance, reach.growth.perDay);
        if (!expected || at(*expected) > reach.end)
            break;
        ThresholdForecast threshold{percent, at(*expected), {}, {}};
        threshold.earliest = at(daysUntil(distance, reach.growth.high).value_or(*expected));
        if (const std::optional<double> latest = daysUntil(distance, reach.growth.low))
            threshold.latest = at(*latest);
        ahead.append(threshold);
    }
    return ahead;
}

QList<ForecastPoint> coneOf(const Reach &reach)
{
    const double unit = reach.growth.inBytes ? *reach.history.capacity / 100 : 1;
    const std::optional<double> bytesOfPoint =
        reach.history.capacity ? std::optional<double>(*reach.history.capacity / 100) : std::nullopt;
    const double full = std::max(100.0, reach.level / unit);
    const double days = double(reach.growth.to.msecsTo(reach.end)) / double(day);
    QList<ForecastPoint> cone;
    for (int i = 0; i <= conePoints; ++i) {
        const double ahead = days * i / conePoints;
        const auto percentAt = [&](double perDay) {
            return std::clamp((reach.level + perDay * ahead) / unit, 0.0, full);
        };
        ForecastPoint point;
        point.at = reach.growth.to.addMSecs(std::llround(ahead * double(day)));
        point.percent = percentAt(reach.growth.perDay);
        point.lowPercent = percentAt(reach.growth.low);
        point.highPercent = percentAt(reach.growth.high);
        if (bytesOfPoint) {
            point.bytes = point.percent * *bytesOfPoint;
            point.lowBytes = point.lowPercent * *bytesOfPoint;
            point.highBytes = point.highPercent * *bytesOfPoint;
        }
        cone.append(point);
    }
    return cone;
}

QString sentenceOf(const StorageForecast &forecast, std::optional<double> autoscale, bool hasLevel,
                   const QDateTime &now, int horizonDays)
{
    const StorageGrowth &growth = *forecast.growth;
    switch (forecast.verdict) {
    case Verdict::NotEnoughData:
    case Verdict::Full:
        return {};
    case Verdict::Steady: {
        const int days = std::max(1, int(std::lround(double(growth.from.secsTo(growth.to)) / 86'400)));
        return Text::tr("Steady: no significant growth over %Ln day(s).", nullptr, days);
    }
    case Verdict::Shrinking:
        return Text::tr("Shrinks by %1.").arg(describeGrowth(growth));
    case Verdict::Growing:
        break;
    }
    const QString pace = describeGrowth(growth);
    if (!hasLevel)
        return Text::tr("Grows by %1.").arg(pace);
    if (forecast.thresholds.isEmpty())
        return Text::tr("Grows by %1: reaches no further threshold within %Ln day(s).", nullptr, horizonDays).arg(pace);
    // Where autoscaling is about to act, what would come after it will not.
    for (const ThresholdForecast &threshold : forecast.thresholds) {
        if (autoscale && qFuzzyCompare(threshold.percent, *autoscale))
            return Text::tr("Grows by %1: autoscaling adds space at %2.").arg(pace, describeThreshold(threshold, now));
    }
    // 85 % is where it becomes serious; without it the highest one within sight.
    const auto serious = std::find_if(forecast.thresholds.cbegin(), forecast.thresholds.cend(),
                                      [](const ThresholdForecast &each) { return each.percent >= 85; });
    const ThresholdForecast &described =
        serious != forecast.thresholds.cend() ? *serious : forecast.thresholds.constLast();
    return Text::tr("Grows by %1: %2.").arg(pace, describeThreshold(described, now));
}

StorageForecast forecast(const QList<StoragePoint> &points, const QDateTime &currentTime, const DiskLimits *limits,
                         int horizonDays)
{
    StorageForecast result;
    QDateTime now = currentTime.toUTC();
    if (!now.isValid()) {
        for (const StoragePoint &point : points) {
            if (point.at.isValid() && (!now.isValid() || point.at > now))
                now = point.at.toUTC();
        }
    }
    if (points.isEmpty() || !now.isValid()) {
        result.sentence = Text::tr("Not enough data: there are no readings yet.");
        return result;
    }
    const qint64 at = now.toMSecsSinceEpoch();
    // A clock that is an hour off is common; a reading of tomorrow is a mistake.
    const std::vector<UsageSample> samples = usableSamples(points, at - (monthDays + 1) * day, at + hour);
    if (samples.empty()) {
        const QDateTime newest =
            std::max_element(points.cbegin(), points.cend(), [](const StoragePoint &a, const StoragePoint &b) {
                return a.at < b.at;
            })->at;
        result.sentence = newest.isValid() && newest < now.addDays(-monthDays)
            ? Text::tr("Not enough data: the newest reading is %1 old.").arg(formattedDuration(newest.secsTo(now)))
            : Text::tr("Not enough data: no reading can be used.");
        return result;
    }
    const UsageHistory history = usageHistory(samples);
    if (history.rebasedAt >= 0)
        result.rebasedAt = QDateTime::fromMSecsSinceEpoch(history.rebasedAt, kUtc);
    const bool full = history.newestPercent && *history.newestPercent >= 100;
    const QString fullSentence = Text::tr("Full: %1 used.").arg(formattedPercent(history.newestPercent.value_or(100)));
    const auto withoutForecast = [&](const QString &why) {
        result.verdict = full ? Verdict::Full : Verdict::NotEnoughData;
        result.sentence = full ? fullSentence : why;
        return result;
    };
    const qint64 age = at - samples.back().at;
    if (age > day)
        return withoutForecast(
            Text::tr("Not enough data: the newest reading is %1 old.").arg(formattedDuration(age / 1000)));

    const std::optional<Window> week = windowOf(history, weekDays);
    const bool older = history.points.back().day - history.points.front().day > weekDays;
    const std::optional<Window> month = older ? windowOf(history, monthDays) : std::nullopt;
    if (week)
        result.week = week->growth;
    if (month)
        result.month = month->growth;
    if (!week && !month)
        return withoutForecast(notEnough(history, at));
    const bool weekIsConclusive = week && (week->rises || week->falls);
    const bool monthIsConclusive = month && (month->rises || month->falls);
    // The month speaks for the week only where the week does not contradict it.
    const bool agree =
        week && month && month->growth.perDay >= week->growth.low && month->growth.perDay <= week->growth.high;
    const Window &window = !week || (!weekIsConclusive && monthIsConclusive && agree) ? *month : *week;
    result.growth = window.growth;

    const double level = levelNow(history, window.growth.perDay);
    const bool hasLevel = !history.inBytes || history.capacity;
    // A move of less than a point until the horizon is none that anybody needs to know of.
    const double point = !history.inBytes ? 1 : history.capacity ? *history.capacity / 100 : level / 100;
    const bool matters = std::abs(window.growth.perDay) * std::max(1, horizonDays) >= point && level >= 0;
    if (full)
        result.verdict = Verdict::Full;
    else if (matters && window.rises && window.growth.perDay > 0)
        result.verdict = Verdict::Growing;
    else if (matters && window.falls && window.growth.perDay < 0)
        result.verdict = Verdict::Shrinking;
    else
        result.verdict = Verdict::Steady;

    std::optional<double> autoscale;
    if (limits && !limits->readOnlySince.isValid())
        autoscale = autoscalePercent(*limits, history.capacity);
    const Reach reach{history, *result.growth, level, now, now.addDays(std::max(0, horizonDays))};
    if (hasLevel && result.verdict == Verdict::Growing)
        result.thresholds = thresholdsAhead(reach, autoscale);
    if (hasLevel && (result.verdict == Verdict::Growing || result.verdict == Verdict::Shrinking)
        && reach.growth.to < reach.end)
        result.cone = coneOf(reach);
    result.sentence = full ? fullSentence : sentenceOf(result, autoscale, hasLevel, now, horizonDays);
    return result;
}

/// "3", or "<1".
QString countShown(double count)
{
    const qint64 rounded = std::llround(count);
    return rounded > 0 ? QLocale().toString(rounded) : QLatin1Char('<') + QLocale().toString(1);
}

} // namespace

QString describeGrowth(const StorageGrowth &growth)
{
    return Text::tr("%1 a day", "an amount of bytes or percentage points").arg(describeGrowthAmount(growth));
}

QString describeGrowthAmount(const StorageGrowth &growth)
{
    const double amount = std::abs(growth.perDay);
    if (growth.inBytes)
        return formattedBytes(amount);
    return Text::tr("%1 points", "percentage points").arg(QLocale().toString(amount, 'f', amount < 0.1 ? 2 : 1));
}

QString describeThreshold(const ThresholdForecast &threshold, const QDateTime &now)
{
    const QString percent = formattedPercent(threshold.percent);
    const double seconds = double(now.secsTo(threshold.expected));
    if (seconds < 1800)
        return Text::tr("%1 within the hour").arg(percent);
    const bool inHours = seconds < 48 * 3600.0;
    const double unit = inHours ? 3600 : 86'400;
    const int count = int(std::lround(seconds / unit));
    const QString shown = countShown(seconds / unit);
    const QString first = countShown(double(now.secsTo(threshold.earliest)) / unit);
    if (!threshold.latest)
        return inHours ? Text::tr("%1 in %Ln hour(s) (%2 or more)", nullptr, count).arg(percent, first)
                       : Text::tr("%1 in %Ln day(s) (%2 or more)", nullptr, count).arg(percent, first);
    const QString last = countShown(double(now.secsTo(*threshold.latest)) / unit);
    if (first == shown && last == shown)
        return inHours ? Text::tr("%1 in %Ln hour(s)", nullptr, count).arg(percent)
                       : Text::tr("%1 in %Ln day(s)", nullptr, count).arg(percent);
    return inHours ? Text::tr("%1 in %Ln hour(s) (%2–%3)", nullptr, count).arg(percent, first, last)
                   : Text::tr("%1 in %Ln day(s) (%2–%3)", nullptr, count).arg(percent, first, last);
}

StorageForecast forecastStorage(const QList<StoragePoint> &points, const QDateTime &now, int horizonDays)
{
    return forecast(points, now, nullptr, horizonDays);
}

StorageForecast forecastStorage(const QList<StoragePoint> &points, const QDateTime &now, const DiskLimits &limits,
                                int horizonDays)
{
    return forecast(points, now, &limits, horizonDays);
}

} // namespace orrery::models
