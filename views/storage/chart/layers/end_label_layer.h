// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/storage/chart/layers/layer.h"

namespace orrery::views {

/// Says at the end of a line which one it is; of one volume, the newest value.
class EndLabelLayer : public ChartLayer
{
public:
    void paint(QPainter &painter, const ChartFrame &frame) const override;

    /// Room the labels need at the right of a chart of this width.
    static int width(const ChartContent &content, int chartWidth);

private:
    struct Label
    {
        int series = 0;
        double y = 0;
        QPointF end; ///< of the line
        QString text;
    };
    [[nodiscard]] static QList<Label> labels(const ChartFrame &frame, int height);
    static void paintNewest(QPainter &painter, const ChartFrame &frame, const Label &label, const QColor &color);
};

} // namespace orrery::views
