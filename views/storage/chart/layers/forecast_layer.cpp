// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/layers/forecast_layer.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace orrery::views {

namespace {

using Side = ChartContent::Side;

/// The cone in pixels.
struct Cone
{
    QPolygonF expected;
    QPolygonF upper;
    QPolygonF lower; ///< from the end to the beginning
};

bool isFinite(const std::optional<double> &value)
{
    return value && std::isfinite(*value);
}

Cone coneOf(const ChartFrame &frame)
{
    // Far outside of what is shown, coordinates are no longer exact enough to be clipped well.
    const double most = 4 * frame.axes.top();
    Cone cone;
    for (const models::ForecastPoint &point : frame.content.forecast.cone) {
        const std::optional<double> expected = frame.content.valueOf(point, Side::Expected);
        const std::optional<double> low = frame.content.valueOf(point, Side::Low);
        const std::optional<double> high = frame.content.valueOf(point, Side::High);
        if (!point.at.isValid() || !isFinite(expected) || !isFinite(low) || !isFinite(high))
            continue;
        const auto place = [&](double value) { return frame.axes.at(msOf(point.at), std::clamp(value, -most, most)); };
        cone.expected.append(place(*expected));
        cone.upper.append(place(*high));
        cone.lower.prepend(place(*low));
    }
    return cone;
}

/// Of the part of a line that ends right of `x`: the lowest or the highest y.
template<class Better>
double borderFrom(const QPolygonF &line, double x, Better better)
{
    double best = line.constFirst().y();
    for (qsizetype i = 1; i < line.size(); ++i) {
        if (std::max(line.at(i - 1).x(), line.at(i).x()) >= x)
            best = i == 1 ? line.at(i).y() : better(best, line.at(i).y());
    }
    return best;
}

} // namespace

void ForecastLayer::paint(QPainter &painter, const ChartFrame &frame) const
{
    const std::optional<double> end = frame.content.forecastEnd();
    if (!end || *end < frame.axes.times().from)
        return;
    const Cone cone = coneOf(frame);
    if (cone.expected.size() < 2)
        return;
    const QColor color = lineColor(frame.theme, frame.content.styles.at(frame.content.forecastSeries));
    painter.save();
    painter.setClipRect(frame.axes.area());
    painter.setPen(Qt::NoPen);
    painter.setBrush(translucent(color, 0.15));
    painter.drawPolygon(cone.upper + cone.lower);
    painter.setBrush(Qt::NoBrush);
    QPen edge(translucent(color, 0.45), 1);
    edge.setDashPattern({1, 3});
    painter.setPen(edge);
    painter.drawPolyline(cone.upper);
    painter.drawPolyline(cone.lower);
    QPen dashed(translucent(color, 0.8), 1.6);
    dashed.setDashPattern({5, 4});
    painter.setPen(dashed);
    painter.drawPolyline(cone.expected);
    paintWord(painter, frame, cone.expected, cone.upper, cone.lower);
    painter.restore();
}

/// "expected", below the cone where it leaves the picture; above it when there is no room left.
void ForecastLayer::paintWord(QPainter &painter, const ChartFrame &frame, const QPolygonF &expected,
                              const QPolygonF &upper, const QPolygonF &lower)
{
    const QRectF &area = frame.axes.area();
    const QFont font = Theme::font(TextSize::Small);
    const QFontMetrics metrics(font);
    const QString text = tr("expected");
    const int textWidth = metrics.horizontalAdvance(text);
    const double right = std::min(area.right(), expected.constLast().x());
    if (right - std::max(expected.constFirst().x(), area.left()) <= textWidth + 8)
        return;
    const double x = right - textWidth - 4;
    const double below = borderFrom(lower, x, [](double one, double other) { return std::max(one, other); });
    const double above = borderFrom(upper, x, [](double one, double other) { return std::min(one, other); });
    double top = std::min(below, area.bottom()) + 3;
    if (top + metrics.height() > area.bottom())
        top = std::max(area.top(), above - metrics.height() - 3);
    const QRectF place(x, top, textWidth + 2, metrics.height());
    painter.fillRect(place.adjusted(-3, 0, 2, 0), translucent(frame.theme.color(ColorRole::Surface), 0.7));
    painter.setFont(font);
    painter.setPen(frame.theme.color(ColorRole::TextSecondary));
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, text);
}

} // namespace orrery::views
