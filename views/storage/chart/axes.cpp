// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/axes.h"

#include <algorithm>

namespace orrery::views {

void ChartAxes::setSize(QSize size, int labelWidth, bool hasEvents)
{
    m_size = size;
    m_labelWidth = labelWidth;
    m_hasEvents = hasEvents;
    const int below = timeHeight + (hasEvents ? eventHeight : 0);
    m_area = QRectF(leftMargin, topMargin, std::max(40, size.width() - leftMargin - labelWidth - 12),
                    std::max(40, size.height() - topMargin - below));
}

double ChartAxes::x(double milliseconds) const
{
    return m_area.left() + (milliseconds - m_times.from) / std::max(1.0, m_times.span()) * m_area.width();
}

double ChartAxes::y(double value) const
{
    return m_area.bottom() - value / std::max(1e-9, m_top) * m_area.height();
}

double ChartAxes::timeAt(double x) const
{
    return m_times.from + (x - m_area.left()) / m_area.width() * m_times.span();
}

} // namespace orrery::views
