// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/storage/chart/layers/layer.h"

#include <QGraphicsScene>

#include <memory>

class QChart;
class QLineSeries;
class QValueAxis;

namespace orrery::views {

/// The coloured lines and the capacities, drawn by Qt Charts.
class ColoredLineLayer : public ChartLayer
{
public:
    ColoredLineLayer();
    ~ColoredLineLayer() override;

    /// Gives Qt Charts the lines of a frame; painting shows these.
    void setFrame(const ChartFrame &frame);
    void paint(QPainter &painter, const ChartFrame &frame) const override;

    [[nodiscard]] const QList<QLineSeries *> &lines() const { return m_lines; }

private:
    void setLine(qsizetype index, const QList<QPointF> &points, const QPen &pen);

    std::unique_ptr<QGraphicsScene> m_scene;
    QChart *m_chart; ///< of the scene
    // In pixels of the plot area: Qt Charts computes every line anew whenever an axis changes, and these do only with the size.
    QValueAxis *m_x;
    QValueAxis *m_y;
    QList<QLineSeries *> m_lines; ///< of the chart, used again by the next frame
};

} // namespace orrery::views
