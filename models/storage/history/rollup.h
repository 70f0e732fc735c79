// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/history/series.h"

#include <optional>
#include <vector>

/// How readings are kept: in whole seconds and bytes, thinned with age. Pure.
///
/// Nothing is averaged. A thinned stretch holds real readings with the times they were taken at: of each bucket (5 minutes,
/// an hour, a day) those with the least and the most bytes and percent, and the last one; and how many more there were.
/// Where nothing was read there is nothing.
namespace orrery::models {

struct KeptReading
{
    static constexpr qint64 none = -1;

    qint64 at = 0; ///< seconds since 1970, UTC
    qint64 used = none; ///< bytes
    qint64 capacity = none; ///< bytes
    qint64 percent = none; ///< in 1/10,000 of a percent; none where it follows from the bytes
    quint32 dropped = 0; ///< readings before this one that were left out in its favour
    StorageSource source = StorageSource::BranchMetrics;

    [[nodiscard]] bool hasValue() const { return used != none || percent != none; }
    /// 0..100, given or computed; negative: unknown.
    [[nodiscard]] double usedPercent() const;
    friend bool operator==(const KeptReading &, const KeptReading &) = default;
};

/// How old readings of each step get. They stay as they were read for `rawDays`, then thinned to 5 minutes, an hour, a day.
/// Readings move in parts (see partSpan), so each step lasts up to one part longer. Hours of tables go with the 5 minutes.
struct StoragePeriods
{
    int rawDays = 7;
    int fiveMinuteDays = 90;
    int hourlyDays = 730;
};

/// The numbers are kept in files: never renumber.
enum class StorageLevel : quint8 { Raw = 0, FiveMinutes = 1, Hour = 2, Day = 3 };
inline constexpr int storageLevels = 4;

/// Seconds of one bucket; 1 for Raw.
qint64 bucketSpan(StorageLevel level);
/// Seconds that one stored part covers.
qint64 partSpan(StorageLevel level);
/// The level a reading of that time belongs to at `now` (seconds).
StorageLevel levelAt(qint64 at, qint64 now, const StoragePeriods &periods);
/// Parts of this level that end by then belong to the next one.
qint64 levelEnd(StorageLevel level, qint64 now, const StoragePeriods &periods);

/// How far two clocks may differ: what is read may lie that far ahead.
inline constexpr qint64 secondsAhead = 3600;

/// Why a reading is left out of the history; empty when it is kept: numbers that are none, negative, or beyond any disk; a
/// capacity of 0; nothing used given; more used than a disk of that capacity can hold (isPossiblePercent()); a time before the
/// service existed or more than an hour ahead of `now`.
QString whyNotKept(const StoragePoint &point, const QDateTime &now);

/// A percentage that the bytes confirm to a tenth of a point is not kept beside them: they give it more exactly.
KeptReading toKept(const StoragePoint &point);
StoragePoint toPoint(const KeptReading &reading);

/// Two readings of one moment: what the later one gives counts, what it does not give stays. An imported one only adds to a
/// measured one.
KeptReading combined(const KeptReading &earlier, const KeptReading &later);
/// Brings readings into the order of time and makes one of those of the same second; of them the later in the list counts.
void arrange(std::vector<KeptReading> &readings);
/// Adds arranged readings to arranged ones.
void mergeInto(std::vector<KeptReading> &base, const std::vector<KeptReading> &additions);
/// Leaves of every bucket of `seconds` what is described above, among readings[first, …). Thinning again changes nothing.
void thin(std::vector<KeptReading> &readings, qint64 seconds, std::size_t first = 0);
/// Leaves only the last reading of every bucket before `end`.
void thinToLast(std::vector<KeptReading> &readings, qint64 seconds, qint64 end);
/// At most `maxPoints`: the first, the last, and the lowest and highest of equal stretches of time. 0: all.
void reduceForDrawing(std::vector<KeptReading> &readings, int maxPoints);

} // namespace orrery::models
