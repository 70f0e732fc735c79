// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace orrery::views {

/// A stretch of time, in milliseconds since 1970.
struct TimeRange
{
    double from = 0;
    double to = 0;

    [[nodiscard]] double span() const { return to - from; }
    [[nodiscard]] double middle() const { return (from + to) / 2; }
    [[nodiscard]] bool contains(double at) const { return at >= from && at <= to; }
    friend bool operator==(const TimeRange &, const TimeRange &) = default;
};

} // namespace orrery::views
