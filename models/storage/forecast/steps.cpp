// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/forecast/steps.h"

#include <algorithm>
#include <cmath>

namespace orrery::models {

namespace {

constexpr double day = 24 * 3'600'000.0; ///< ms
constexpr double absurdPercent = 1000; ///< bytes that were taken for percent
constexpr double absurdBytes = 1e19; ///< no disk, and too much to reckon with
constexpr double sameCapacity = 0.01; ///< sources differ by what a file system keeps for itself
constexpr size_t glitch = 2; ///< so many readings in a row with another capacity between equal ones are a mistake
constexpr double fallOfDisk = 5; ///< points
constexpr double fallOfBytes = 0.1; ///< of the level, where no capacity is known
constexpr double daysBeforeFall = 2; ///< a batch that fills and frees the disk every day is no fall
constexpr size_t readingsAfterFall = 12;

std::optional<double> plausible(std::optional<double> value, bool zeroAllowed)
{
    if (!value || !(*value >= 0 && *value <= absurdBytes) || (*value <= 0 && !zeroAllowed))
        return std::nullopt;
    return value;
}

/// Index of the first sample that stands on the capacity of the newest one; 0: it never changed.
size_t capacityStep(const std::vector<UsageSample> &samples)
{
    std::optional<double> now;
    size_t first = 0; // of the run with today's capacity
    size_t others = 0; // readings in a row with another one, met going back
    for (size_t i = samples.size(); i-- > 0;) {
        const std::optional<double> &capacity = samples[i].capacity;
        if (!capacity)
            continue;
        if (!now)
            now = capacity;
        if (std::abs(*capacity - *now) <= sameCapacity * *now) {
            first = i;
            others = 0;
        } else if (++others > glitch) {
            return first;
        }
    }
    return others > 0 ? first : 0;
}

double quantile(std::vector<double> values, double share)
{
    const auto place = values.begin() + std::ptrdiff_t(std::round(share * double(values.size() - 1)));
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

/// Index of the first value after the last sudden fall that lasted; 0: there is none. A fall counts when neighbours are
/// apart, and the lower quarter of the two days before lies above the upper quarter of the readings after: neither single
/// wrong readings nor a level the disk comes back to every day do that.
size_t lastFall(const std::vector<TrendPoint> &points, std::optional<double> least)
{
    std::vector<double> before;
    std::vector<double> after;
    for (size_t i = points.size(); i-- > 1;) {
        const double fall = points[i - 1].value - points[i].value;
        const double enough = least ? *least : fallOfBytes * points[i - 1].value;
        if (!(fall > 0 && fall >= enough / 2))
            continue;
        before.clear();
        for (size_t k = i; k-- > 0;) {
            if (before.size() >= 3 && points[i].day - points[k].day > daysBeforeFall)
                break;
            before.push_back(points[k].value);
        }
        after.clear();
        for (size_t k = i; k < std::min(points.size(), i + readingsAfterFall); ++k)
            after.push_back(points[k].value);
        if (before.size() < 2 || after.size() < 2)
            continue;
        if (quantile(before, 0.25) - quantile(after, 0.75) >= enough)
            return i;
    }
    return 0;
}

} // namespace

std::vector<UsageSample> usableSamples(const QList<StoragePoint> &points, qint64 from, qint64 until)
{
    std::vector<UsageSample> samples;
    samples.reserve(size_t(points.size()));
    for (const StoragePoint &point : points) {
        if (!point.at.isValid())
            continue;
        UsageSample sample{point.at.toMSecsSinceEpoch(), plausible(point.usedPercent, true),
                           plausible(point.usedBytes, true), plausible(point.capacityBytes, false)};
        // So much more than there is room for: the capacity is the mistake.
        if (sample.bytes && sample.capacity && *sample.bytes > absurdPercent / 100 * *sample.capacity)
            sample.capacity.reset();
        if (sample.bytes && sample.capacity)
            sample.percent = 100 * *sample.bytes / *sample.capacity;
        if (sample.percent && *sample.percent > absurdPercent)
            sample.percent.reset();
        if (!sample.bytes && sample.percent && sample.capacity)
            sample.bytes = *sample.percent / 100 * *sample.capacity;
        if (sample.at >= from && sample.at <= until && (sample.percent || sample.bytes))
            samples.push_back(sample);
    }
    std::stable_sort(samples.begin(), samples.end(),
                     [](const UsageSample &a, const UsageSample &b) { return a.at < b.at; });
    // Of readings of the same moment the last one given counts; what it leaves open comes from those before.
    std::vector<UsageSample> kept;
    kept.reserve(samples.size());
    for (UsageSample &sample : samples) {
        if (!kept.empty() && kept.back().at == sample.at) {
            if (!sample.bytes && kept.back().bytes)
                sample = kept.back();
            kept.back() = sample;
        } else {
            kept.push_back(sample);
        }
    }
    return kept;
}

qint64 UsageHistory::timeOf(double days) const
{
    return origin + std::llround(days * day);
}

UsageHistory usageHistory(const std::vector<UsageSample> &samples)
{
    UsageHistory history;
    const size_t step = capacityStep(samples);
    history.capacityChanged = step > 0;
    if (step > 0)
        history.rebasedAt = samples[step].at;
    size_t bytes = 0;
    size_t percents = 0;
    for (size_t i = step; i < samples.size(); ++i) {
        bytes += samples[i].bytes ? 1 : 0;
        percents += samples[i].percent ? 1 : 0;
        if (samples[i].capacity)
            history.capacity = samples[i].capacity;
        if (samples[i].percent)
            history.newestPercent = samples[i].percent;
    }
    history.inBytes = bytes > 0 && bytes * 2 >= samples.size() - step && (history.capacity || percents * 2 < bytes);
    history.origin = samples[step].at;
    for (size_t i = step; i < samples.size(); ++i) {
        if (const std::optional<double> value = history.inBytes ? samples[i].bytes : samples[i].percent)
            history.points.push_back({double(samples[i].at - history.origin) / day, *value});
    }
    std::optional<double> least;
    if (!history.inBytes)
        least = fallOfDisk;
    else if (history.capacity)
        least = fallOfDisk / 100 * *history.capacity;
    if (const size_t fall = lastFall(history.points, least)) {
        history.capacityChanged = false;
        history.rebasedAt = history.timeOf(history.points[fall].day);
        history.points.erase(history.points.begin(), history.points.begin() + std::ptrdiff_t(fall));
    }
    return history;
}

} // namespace orrery::models
