// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/layers/colored_line_layer.h"

#include <QGraphicsLayout>
#include <QPainter>
#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

namespace orrery::views {

ColoredLineLayer::ColoredLineLayer()
    : m_scene(new QGraphicsScene), m_chart(new QChart), m_x(new QValueAxis), m_y(new QValueAxis)
{
    m_scene->addItem(m_chart);
    m_chart->legend()->hide();
    m_chart->setBackgroundVisible(false);
    m_chart->setPlotAreaBackgroundVisible(false);
    m_chart->setMargins({});
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->addAxis(m_x, Qt::AlignBottom);
    m_chart->addAxis(m_y, Qt::AlignLeft);
    m_x->setVisible(false);
    m_y->setVisible(false);
}

ColoredLineLayer::~ColoredLineLayer() = default;

void ColoredLineLayer::setFrame(const ChartFrame &frame)
{
    const QRectF &area = frame.axes.area();
    if (m_chart->size() != frame.axes.size())
        m_chart->resize(frame.axes.size());
    if (m_chart->plotArea() != area)
        m_chart->setPlotArea(area);
    if (m_x->max() != area.width() || m_y->max() != area.height()) {
        m_x->setRange(0, area.width());
        m_y->setRange(0, area.height());
    }
    const auto inPixels = [&frame, &area](const PointRun &run) {
        QList<QPointF> points;
        points.reserve(run.size());
        for (const QPointF &point : run)
            points.append({frame.axes.x(point.x()) - area.left(), area.bottom() - frame.axes.y(point.y())});
        return points;
    };
    qsizetype count = 0;
    for (int i = 0; i < frame.lines.size(); ++i) {
        const StorageLineStyle &style = frame.content.styles.at(i);
        if (style.isBackground())
            continue;
        for (const PointRun &run : frame.lines.at(i).runs)
            setLine(count++, inPixels(run), linePen(frame.theme, style));
        if (frame.lines.at(i).capacity.isEmpty())
            continue;
        QPen pen(frame.theme.color(ColorRole::TextSecondary), 1);
        if (frame.lines.size() > 1) {
            pen.setColor(lineColor(frame.theme, style));
            pen.setStyle(Qt::DotLine);
        }
        setLine(count++, inPixels(frame.lines.at(i).capacity), pen);
    }
    while (m_lines.size() > count) {
        QLineSeries *line = m_lines.takeLast();
        m_chart->removeSeries(line);
        // At once: nobody listens to it, and the chart shows it no more.
        delete line;
    }
}

void ColoredLineLayer::setLine(qsizetype index, const QList<QPointF> &points, const QPen &pen)
{
    if (index == m_lines.size()) {
        auto *line = new QLineSeries;
        line->replace(points);
        m_chart->addSeries(line); // its theme sets a pen; ours comes after it
        line->attachAxis(m_x);
        line->attachAxis(m_y);
        m_lines.append(line);
    } else {
        m_lines.at(index)->replace(points);
    }
    if (m_lines.at(index)->pen() != pen)
        m_lines.at(index)->setPen(pen);
}

void ColoredLineLayer::paint(QPainter &painter, const ChartFrame &frame) const
{
    const QRectF all(QPointF(0, 0), QSizeF(frame.axes.size()));
    m_scene->render(&painter, all, all);
}

} // namespace orrery::views
