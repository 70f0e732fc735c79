// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/layers/scale_layers.h"

#include "models/core/text.h"
#include "views/storage/chart/scale.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace orrery::views {

namespace {

QPen thresholdPen(const Theme &theme, ColorRole role)
{
    QPen pen(translucent(theme.color(role), 0.55), 1);
    pen.setDashPattern({3, 4});
    return pen;
}

} // namespace

void BandLayer::paint(QPainter &painter, const ChartFrame &frame) const
{
    if (frame.content.isInBytes())
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QRectF &area = frame.axes.area();
    const auto band = [&](double from, double to, models::Tone tone, double strength) {
        painter.fillRect(QRectF(QPointF(area.left(), frame.axes.y(to)), QPointF(area.right(), frame.axes.y(from))),
                         translucent(frame.theme.toneFill(tone), strength));
    };
    band(60, 75, models::Tone::Warn, 0.25);
    band(75, 85, models::Tone::Warn, 0.5);
    band(85, 90, models::Tone::Warn, 0.8);
    band(90, 95, models::Tone::Critical, 0.6);
    band(95, frame.axes.top(), models::Tone::Critical, 1.0);
    painter.setRenderHint(QPainter::Antialiasing, true);
}

void ScaleLayer::paint(QPainter &painter, const ChartFrame &frame) const
{
    painter.setFont(Theme::font(TextSize::Small));
    painter.setRenderHint(QPainter::Antialiasing, false);
    paintValues(painter, frame);
    painter.setRenderHint(QPainter::Antialiasing, true);
    if (frame.content.readings.count() > 0)
        paintTimes(painter, frame);
}

void ScaleLayer::paintValues(QPainter &painter, const ChartFrame &frame)
{
    const QRectF &area = frame.axes.area();
    const int height = painter.fontMetrics().height();
    QList<double> taken; // y positions of labels
    const QList<ValueTick> ticks = ChartScale::values(frame.content.unit, frame.axes.top(), area.height());
    for (const ValueTick &tick : ticks) {
        const double y = std::round(frame.axes.y(tick.value));
        if (tick.line != ValueTick::Line::None) {
            painter.setPen(tick.line == ValueTick::Line::Threshold ? thresholdPen(frame.theme, tick.role)
                               : tick.line == ValueTick::Line::Base
                               ? QPen(frame.theme.color(ColorRole::BorderStrong), 1)
                               : QPen(frame.theme.color(ColorRole::Grid), 1));
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        }
        if (std::any_of(taken.cbegin(), taken.cend(), [&](double other) { return std::abs(other - y) < height - 2; }))
            continue;
        taken.append(y);
        painter.setPen(frame.theme.color(tick.role));
        painter.drawText(QRectF(0, y - height / 2.0, ChartAxes::leftMargin - 8, height),
                         Qt::AlignRight | Qt::AlignVCenter, tick.text);
    }
}

void ScaleLayer::paintTimes(QPainter &painter, const ChartFrame &frame)
{
    const QRectF &area = frame.axes.area();
    const int height = painter.fontMetrics().height();
    double taken = -1e9; // right edge of the last label
    const QList<TimeTick> ticks = ChartScale::times(frame.axes.times(), area.width());
    for (const TimeTick &tick : ticks) {
        const double x = std::round(frame.axes.x(tick.at));
        painter.setPen(QPen(frame.theme.color(ColorRole::BorderStrong), 1));
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 4));
        const int width = painter.fontMetrics().horizontalAdvance(tick.text);
        const double from = std::clamp(x - width / 2.0, 0.0, static_cast<double>(frame.axes.size().width() - width));
        if (from <= taken + 6)
            continue;
        painter.setPen(frame.theme.color(ColorRole::TextSecondary));
        painter.drawText(QRectF(from, frame.axes.timesTop() + 7, width + 1, height), Qt::AlignLeft | Qt::AlignVCenter,
                         tick.text);
        taken = from + width;
    }
}

void ByteThresholdLayer::paint(QPainter &painter, const ChartFrame &frame) const
{
    if (!frame.content.isInBytes() || !frame.content.readings.isOneVolume()
        || frame.lines.constFirst().capacity.isEmpty())
        return;
    const QRectF &area = frame.axes.area();
    painter.save();
    painter.setFont(Theme::font(TextSize::Small));
    painter.setBrush(Qt::NoBrush);
    const QFontMetrics metrics = painter.fontMetrics();
    double lowestLabel = area.top() - metrics.height();
    for (auto threshold = models::storageThresholds.crbegin(); threshold != models::storageThresholds.crend();
         ++threshold) {
        const ColorRole role = ChartScale::thresholdRole(*threshold);
        QPolygonF steps;
        for (const QPointF &point : frame.lines.constFirst().capacity)
            steps.append(frame.axes.at(point.x(), point.y() * *threshold / 100.0));
        // As long as nobody changes it, the capacity stays.
        steps.append(QPointF(area.right(), steps.constLast().y()));
        painter.setClipRect(area);
        painter.setPen(thresholdPen(frame.theme, role));
        painter.drawPolyline(steps);
        const QRectF place(area.right() + 6, steps.constLast().y() - metrics.height() / 2.0,
                           frame.axes.labelWidth() + 4, metrics.height());
        if (place.top() < lowestLabel + metrics.height() - 2)
            continue;
        lowestLabel = place.top();
        painter.setPen(frame.theme.color(role));
        painter.setClipping(false);
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, models::formattedPercent(*threshold));
    }
    painter.restore();
}

} // namespace orrery::views
