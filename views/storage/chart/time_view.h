// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/storage/chart/time_range.h"

#include <optional>

namespace orrery::views {

/// Which part of the time a chart shows: what is shown without zoom, how far one can go, and the zoomed part in between.
class TimeView
{
public:
    static constexpr double shortest = 10 * 60 * 1000.0;

    /// From the first to the last reading; empty without readings. A zoomed view stays where it is; one that shows the last
    /// reading goes along with it.
    void setReadings(std::optional<TimeRange> readings);
    /// Where the forecast ends; empty without one.
    void setForecastEnd(std::optional<double> end) { m_forecastEnd = end; }
    /// The days before the last reading that are shown without zoom; 0: everything. Ends a zoom.
    void setDays(int days);
    [[nodiscard]] int days() const { return m_days; }

    /// What is shown without zoom.
    [[nodiscard]] TimeRange home() const;
    [[nodiscard]] TimeRange shown() const { return m_zoomed.value_or(home()); }
    [[nodiscard]] bool isZoomed() const { return m_zoomed.has_value(); }

    /// Shows a part; a span that is too short, or outside of what there is, is put right. Closer to home than a pixel is
    /// home. False when nothing changed.
    bool show(TimeRange range, double pixels);
    /// Ends the zoom. False when there was none.
    bool reset();

private:
    [[nodiscard]] TimeRange limits() const;

    std::optional<TimeRange> m_readings;
    std::optional<double> m_forecastEnd;
    std::optional<TimeRange> m_zoomed;
    int m_days = 0;
};

} // namespace orrery::views
