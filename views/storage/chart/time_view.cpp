// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/time_view.h"

#include <algorithm>
#include <cmath>

namespace orrery::views {

namespace {

constexpr double dayMs = 86400000.0;
constexpr double hourMs = 3600000.0;
/// Of what is shown before the last reading, this much is added for the forecast.
constexpr double forecastShare = 0.4;

} // namespace

void TimeView::setReadings(std::optional<TimeRange> readings)
{
    const double oldEnd = m_readings ? m_readings->to : 0;
    m_readings = readings;
    if (!m_readings) {
        m_zoomed.reset();
    } else if (m_zoomed && m_zoomed->to >= oldEnd) {
        const double moved = m_readings->to - oldEnd;
        m_zoomed->from += moved;
        m_zoomed->to += moved;
    }
}

void TimeView::setDays(int days)
{
    m_days = days;
    m_zoomed.reset();
}

TimeRange TimeView::home() const
{
    if (!m_readings)
        return {0, hourMs};
    const double last = m_readings->to;
    double first = m_readings->from;
    if (m_days > 0)
        first = std::max(first, last - m_days * dayMs);
    if (last - first < 60000) {
        // One reading: put it in the middle of an hour.
        const double middle = (first + last) / 2;
        return {middle - hourMs / 2, middle + hourMs / 2};
    }
    return {first, m_forecastEnd ? last + std::min(*m_forecastEnd - last, forecastShare * (last - first)) : last};
}

TimeRange TimeView::limits() const
{
    const TimeRange whole = home();
    if (!m_readings)
        return whole;
    return {std::min(whole.from, m_readings->from), std::max(whole.to, m_forecastEnd.value_or(m_readings->to))};
}

bool TimeView::show(TimeRange range, double pixels)
{
    if (!m_readings)
        return false;
    const TimeRange most = limits();
    const double span = std::clamp(range.span(), std::min(shortest, most.span()), most.span());
    range.from = std::clamp(range.middle() - span / 2, most.from, most.to - span);
    range.to = range.from + span;
    const TimeRange whole = home();
    const double pixel = whole.span() / std::max(1.0, pixels);
    if (std::abs(range.from - whole.from) < pixel && std::abs(range.to - whole.to) < pixel)
        return reset();
    if (m_zoomed == range)
        return false;
    m_zoomed = range;
    return true;
}

bool TimeView::reset()
{
    const bool was = m_zoomed.has_value();
    m_zoomed.reset();
    return was;
}

} // namespace orrery::views
