// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/layers/line_layers.h"

#include <QPainter>

namespace orrery::views {

namespace {

QPolygonF polyline(const ChartAxes &axes, const PointRun &run)
{
    QPolygonF line;
    line.reserve(run.size());
    for (const QPointF &point : run)
        line.append(axes.at(point));
    return line;
}

} // namespace

void BackgroundLineLayer::paint(QPainter &painter, const ChartFrame &frame) const
{
    painter.save();
    painter.setClipRect(frame.axes.area());
    for (int i = 0; i < frame.lines.size(); ++i) {
        if (!frame.content.styles.at(i).isBackground())
            continue;
        painter.setPen(linePen(frame.theme, frame.content.styles.at(i)));
        for (const PointRun &run : frame.lines.at(i).runs)
            painter.drawPolyline(polyline(frame.axes, run));
    }
    painter.restore();
}

void LoneReadingLayer::paint(QPainter &painter, const ChartFrame &frame) const
{
    const QRectF around = frame.axes.area().adjusted(-4, -4, 4, 4);
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < frame.lines.size(); ++i) {
        const StorageLineStyle &style = frame.content.styles.at(i);
        for (const PointRun &run : frame.lines.at(i).runs) {
            if (run.size() != 1 || !around.contains(frame.axes.at(run.constFirst())))
                continue;
            painter.setBrush(lineColor(frame.theme, style));
            const double size = style.isBackground() ? 2.5 : 4;
            painter.drawEllipse(frame.axes.at(run.constFirst()), size, size);
        }
    }
}

void LiftedLineLayer::paint(QPainter &painter, const ChartFrame &frame) const
{
    const int index = frame.selection.lifted();
    if (index < 0 || index >= frame.lines.size() || frame.lines.size() < 2)
        return;
    const StorageLineStyle &style = frame.content.styles.at(index);
    QPen pen = linePen(frame.theme, style);
    if (style.isBackground())
        pen.setColor(frame.theme.color(ColorRole::Text));
    pen.setWidthF(3);
    painter.save();
    painter.setClipRect(frame.axes.area());
    painter.setBrush(Qt::NoBrush);
    for (const PointRun &run : frame.lines.at(index).runs) {
        const QPolygonF line = polyline(frame.axes, run);
        // A halo in the surface's colour lifts it from those it crosses.
        painter.setPen(QPen(frame.theme.color(ColorRole::Surface), 6));
        painter.drawPolyline(line);
        painter.setPen(pen);
        painter.drawPolyline(line);
    }
    painter.restore();
}

} // namespace orrery::views
