// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/storage/chart/time_range.h"

#include <QPointF>
#include <QRectF>
#include <QSize>

namespace orrery::views {

/// Where things are in a chart: the area of the lines within the widget, and the way from time and value to pixels and back.
class ChartAxes
{
public:
    static constexpr int leftMargin = 52;
    static constexpr int topMargin = 14;
    static constexpr int timeHeight = 26; ///< for the times below the area
    static constexpr int eventHeight = 24; ///< for the events between area and times, where there are any

    /// `labelWidth` is kept free at the right, for labels at the ends of lines.
    void setSize(QSize size, int labelWidth, bool hasEvents);
    void setTimes(const TimeRange &times) { m_times = times; }
    /// The value at the upper edge; 0 is at the lower one.
    void setTop(double top) { m_top = top; }

    [[nodiscard]] QSize size() const { return m_size; }
    [[nodiscard]] int labelWidth() const { return m_labelWidth; }
    [[nodiscard]] const QRectF &area() const { return m_area; }
    [[nodiscard]] const TimeRange &times() const { return m_times; }
    [[nodiscard]] double top() const { return m_top; }
    /// Where the texts below the time axis begin.
    [[nodiscard]] double timesTop() const { return m_area.bottom() + (m_hasEvents ? eventHeight : 0); }

    [[nodiscard]] double x(double milliseconds) const;
    [[nodiscard]] double y(double value) const;
    [[nodiscard]] QPointF at(double milliseconds, double value) const { return {x(milliseconds), y(value)}; }
    [[nodiscard]] QPointF at(const QPointF &point) const { return at(point.x(), point.y()); }
    [[nodiscard]] double timeAt(double x) const;

private:
    QSize m_size;
    QRectF m_area;
    int m_labelWidth = 0;
    bool m_hasEvents = false;
    TimeRange m_times{0, 3600000};
    double m_top = 1;
};

} // namespace orrery::views
