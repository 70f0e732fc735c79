// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/history/rollup.h"
#include "api/core/utc.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace orrery::models {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::StorageHistory)
};

constexpr qint64 minute = 60;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;
constexpr double percentParts = 10'000; ///< of one percent
constexpr double percentTolerance = 0.1; ///< points by which given and computed may differ and mean the same
constexpr double mostBytes = 1'152'921'504'606'846'976.0; ///< 1 EiB
constexpr qint64 leastSeconds = 1'514'764'800; ///< 2018-01-01: the service is no older

bool isNumber(double value)
{
    return std::isfinite(value) && value >= 0;
}

double valueForDrawing(const KeptReading &reading)
{
    const double percent = reading.usedPercent();
    return percent >= 0 ? percent : double(reading.used);
}

/// The places of the least and the greatest value among those that have one.
template<class Value>
class Extremes
{
public:
    void see(std::size_t place, Value value)
    {
        if (!m_any || value < m_least) {
            m_least = value;
            lowest = place;
        }
        if (!m_any || value > m_most) {
            m_most = value;
            highest = place;
        }
        m_any = true;
    }
    [[nodiscard]] bool any() const { return m_any; }

    std::size_t lowest = 0;
    std::size_t highest = 0;

private:
    Value m_least{};
    Value m_most{};
    bool m_any = false;
};

/// Moves what is kept of readings[from, to) to `out`; returns the place behind it.
std::size_t keepOfBucket(std::vector<KeptReading> &readings, std::size_t from, std::size_t to, std::size_t out)
{
    if (to - from == 1) {
        readings[out] = readings[from];
        return out + 1;
    }
    Extremes<qint64> bytes;
    Extremes<double> percents;
    std::size_t last = to; // of those that give something
    qint64 represented = 0;
    bool bytesAreEnough = true; // one capacity, and no percentage of its own: bytes and percent rise and fall together
    for (std::size_t i = from; i < to; ++i) {
        const KeptReading &reading = readings[i];
        represented += reading.dropped;
        if (!reading.hasValue())
            continue;
        ++represented;
        last = i;
        if (reading.used != KeptReading::none)
            bytes.see(i, reading.used);
        bytesAreEnough &= reading.used != KeptReading::none && reading.percent == KeptReading::none
            && reading.capacity == readings[from].capacity;
    }
    for (std::size_t i = from; i < to && !bytesAreEnough; ++i) {
        if (const double percent = readings[i].usedPercent(); percent >= 0)
            percents.see(i, percent);
    }
    if (last == to) {
        readings[out] = readings[to - 1];
        return out + 1;
    }
    std::array<std::size_t, 5> places{last, last, last, last, last};
    if (bytes.any()) {
        places[0] = bytes.lowest;
        places[1] = bytes.highest;
    }
    if (percents.any()) {
        places[2] = percents.lowest;
        places[3] = percents.highest;
    }
    std::sort(places.begin(), places.end());
    const auto end = std::unique(places.begin(), places.end());
    for (auto place = places.begin(); place != end; ++place) {
        readings[out] = readings[*place];
        readings[out].dropped = 0;
        ++out;
    }
    const qint64 dropped = represented - (end - places.begin());
    readings[out - 1].dropped = quint32(std::clamp<qint64>(dropped, 0, std::numeric_limits<quint32>::max()));
    return out;
}

} // namespace

double KeptReading::usedPercent() const
{
    if (percent != none)
        return double(percent) / percentParts;
    return used != none && capacity > 0 ? double(used) * 100 / double(capacity) : -1;
}

qint64 bucketSpan(StorageLevel level)
{
    switch (level) {
    case StorageLevel::Raw:
        return 1;
    case StorageLevel::FiveMinutes:
        return 5 * minute;
    case StorageLevel::Hour:
        return hour;
    case StorageLevel::Day:
        break;
    }
    return day;
}

qint64 partSpan(StorageLevel level)
{
    // About 2 to 12 KB each: large enough to fill pages, small enough to be written again for one late reading.
    switch (level) {
    case StorageLevel::Raw:
        return day;
    case StorageLevel::FiveMinutes:
        return 4 * day;
    case StorageLevel::Hour:
        return 32 * day;
    case StorageLevel::Day:
        break;
    }
    return 512 * day;
}

qint64 levelEnd(StorageLevel level, qint64 now, const StoragePeriods &periods)
{
    switch (level) {
    case StorageLevel::Raw:
        return now - periods.rawDays * day;
    case StorageLevel::FiveMinutes:
        return now - periods.fiveMinuteDays * day;
    case StorageLevel::Hour:
        return now - periods.hourlyDays * day;
    case StorageLevel::Day:
        break;
    }
    return std::numeric_limits<qint64>::min();
}

StorageLevel levelAt(qint64 at, qint64 now, const StoragePeriods &periods)
{
    for (const StorageLevel level : {StorageLevel::Raw, StorageLevel::FiveMinutes, StorageLevel::Hour}) {
        if ((at / partSpan(level) + 1) * partSpan(level) > levelEnd(level, now, periods))
            return level;
    }
    return StorageLevel::Day;
}

QString whyNotKept(const StoragePoint &point, const QDateTime &now)
{
    if (!point.at.isValid() || point.at.toSecsSinceEpoch() < leastSeconds)
        return Text::tr("its time is before the service existed");
    if (point.at.toSecsSinceEpoch() > now.toSecsSinceEpoch() + secondsAhead)
        return Text::tr("its time is in the future");
    if (!point.usedBytes && !point.usedPercent)
        return Text::tr("it does not say how much is used");
    if ((point.usedBytes && (!isNumber(*point.usedBytes) || *point.usedBytes > mostBytes))
        || (point.usedPercent && !isPossiblePercent(*point.usedPercent)))
        return Text::tr("the used size is not a valid number");
    if (point.capacityBytes
        && (!isNumber(*point.capacityBytes) || *point.capacityBytes < 1 || *point.capacityBytes > mostBytes))
        return Text::tr("the capacity is not a valid number");
    if (point.usedBytes && point.capacityBytes && *point.usedBytes > *point.capacityBytes * mostPercent / 100)
        return Text::tr("more is used than there is capacity");
    return {};
}

KeptReading toKept(const StoragePoint &point)
{
    KeptReading reading;
    reading.at = point.at.toSecsSinceEpoch();
    reading.source = point.source;
    if (point.usedBytes)
        reading.used = std::llround(*point.usedBytes);
    if (point.capacityBytes)
        reading.capacity = std::llround(*point.capacityBytes);
    if (point.usedPercent) {
        const double computed = reading.usedPercent();
        if (computed < 0 || std::abs(computed - *point.usedPercent) >= percentTolerance)
            reading.percent = std::llround(*point.usedPercent * percentParts);
    }
    return reading;
}

StoragePoint toPoint(const KeptReading &reading)
{
    StoragePoint point;
    point.at = QDateTime::fromSecsSinceEpoch(reading.at, kUtc);
    point.source = reading.source;
    if (reading.used != KeptReading::none)
        point.usedBytes = double(reading.used);
    if (reading.capacity != KeptReading::none)
        point.capacityBytes = double(reading.capacity);
    if (const double percent = reading.usedPercent(); percent >= 0)
        point.usedPercent = percent;
    return point;
}

KeptReading combined(const KeptReading &earlier, const KeptReading &later)
{
    const bool earlierCounts =
        later.source == StorageSource::Imported && earlier.source != StorageSource::Imported && earlier.hasValue();
    const KeptReading &word = earlierCounts ? earlier : later;
    const KeptReading &rest = earlierCounts ? later : earlier;
    KeptReading result = word;
    if (result.used == KeptReading::none)
        result.used = rest.used;
    if (result.capacity == KeptReading::none)
        result.capacity = rest.capacity;
    // A percentage that was given with other bytes is not theirs.
    if (result.percent == KeptReading::none && (result.used == KeptReading::none || result.capacity <= 0))
        result.percent = rest.percent;
    // Beside bytes that came from elsewhere, it may say nothing new.
    if (result.percent != KeptReading::none && result.used != KeptReading::none && result.capacity > 0) {
        const double computed = double(result.used) * 100 / double(result.capacity);
        if (std::abs(computed - double(result.percent) / percentParts) < percentTolerance)
            result.percent = KeptReading::none;
    }
    result.dropped = std::max(earlier.dropped, later.dropped);
    return result;
}

void arrange(std::vector<KeptReading> &readings)
{
    const auto isOutOfOrder = [](const KeptReading &left, const KeptReading &right) { return left.at >= right.at; };
    if (std::adjacent_find(readings.begin(), readings.end(), isOutOfOrder) == readings.end())
        return; // as it mostly is
    std::stable_sort(readings.begin(), readings.end(),
                     [](const KeptReading &left, const KeptReading &right) { return left.at < right.at; });
    std::size_t out = 0;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        if (out > 0 && readings[out - 1].at == readings[i].at)
            readings[out - 1] = combined(readings[out - 1], readings[i]);
        else
            readings[out++] = readings[i];
    }
    readings.resize(out);
}

void mergeInto(std::vector<KeptReading> &base, const std::vector<KeptReading> &additions)
{
    base.insert(base.end(), additions.begin(), additions.end());
    arrange(base); // stable: additions come later
}

void thin(std::vector<KeptReading> &readings, qint64 seconds, std::size_t first)
{
    if (seconds <= 1)
        return;
    std::size_t out = first;
    for (std::size_t from = first; from < readings.size();) {
        const qint64 end = (readings[from].at / seconds + 1) * seconds;
        std::size_t to = from + 1;
        while (to < readings.size() && readings[to].at < end)
            ++to;
        out = keepOfBucket(readings, from, to, out);
        from = to;
    }
    readings.resize(out);
}

void thinToLast(std::vector<KeptReading> &readings, qint64 seconds, qint64 end)
{
    std::size_t out = 0;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        const bool followed = i + 1 < readings.size() && readings[i + 1].at < end
            && readings[i + 1].at / seconds == readings[i].at / seconds;
        if (!followed)
            readings[out++] = readings[i];
    }
    readings.resize(out);
}

void reduceForDrawing(std::vector<KeptReading> &readings, int maxPoints)
{
    const std::size_t size = readings.size();
    if (maxPoints <= 0 || size <= std::size_t(maxPoints))
        return;
    if (maxPoints <= 2) {
        readings = maxPoints == 1 ? std::vector<KeptReading>{readings.back()}
                                  : std::vector<KeptReading>{readings.front(), readings.back()};
        return;
    }
    // By time and not by count: what is old is thinned already, and still has its share of the picture.
    const qint64 buckets = std::max(1, (maxPoints - 2) / 2);
    const qint64 begin = readings.front().at;
    const qint64 span = readings.back().at - begin + 1;
    std::vector<KeptReading> kept;
    kept.reserve(std::size_t(maxPoints));
    kept.push_back(readings.front());
    for (std::size_t i = 1; i + 1 < size;) {
        const qint64 bucket = (readings[i].at - begin) * buckets / span;
        const qint64 end = begin + ((bucket + 1) * span + buckets - 1) / buckets; // the first second of the next one
        Extremes<double> values;
        for (; i + 1 < size && readings[i].at < end; ++i) {
            if (readings[i].hasValue())
                values.see(i, valueForDrawing(readings[i]));
        }
        if (!values.any())
            continue;
        if (maxPoints == 3) { // room for one
            kept.push_back(readings[values.highest]);
            continue;
        }
        kept.push_back(readings[std::min(values.lowest, values.highest)]);
        if (values.lowest != values.highest)
            kept.push_back(readings[std::max(values.lowest, values.highest)]);
    }
    kept.push_back(readings.back());
    readings = std::move(kept);
}

} // namespace orrery::models
