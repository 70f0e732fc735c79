// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/core/theme.h"
#include "views/storage/chart/axes.h"
#include "views/storage/chart/content.h"
#include "views/storage/chart/drawn_lines.h"
#include "views/storage/chart/selection.h"

class QPainter;

namespace orrery::views {

/// What a layer paints from.
struct ChartFrame
{
    const ChartContent &content;
    const ChartAxes &axes;
    const QList<DrawnLine> &lines; ///< one for each series
    const ChartSelection &selection;
    const Theme &theme;
};

/// One thing a chart shows. Layers are painted one above the other; none knows another one.
class ChartLayer
{
public:
    virtual ~ChartLayer() = default;
    ChartLayer() = default;
    ChartLayer(const ChartLayer &) = delete;
    ChartLayer &operator=(const ChartLayer &) = delete;

    /// The painter may be left in any state but a transformed one.
    virtual void paint(QPainter &painter, const ChartFrame &frame) const = 0;
};

inline QColor translucent(QColor color, double alpha)
{
    color.setAlphaF(static_cast<float>(alpha));
    return color;
}

} // namespace orrery::views
