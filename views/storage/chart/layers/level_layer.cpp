// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/layers/level_layer.h"

#include "models/core/text.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace orrery::views {

void LevelLayer::paint(QPainter &painter, const ChartFrame &frame) const
{
    painter.setFont(Theme::font(TextSize::Small));
    paintMarkers(painter, frame);
    paintCapacity(painter, frame);
}

void LevelLayer::paintMarkers(QPainter &painter, const ChartFrame &frame)
{
    struct Level
    {
        double y = 0;
        const StorageMarker *marker = nullptr;
    };
    const QRectF &area = frame.axes.area();
    QList<Level> levels;
    for (const StorageMarker &marker : frame.content.markers) {
        const std::optional<double> value = frame.content.valueOf(marker);
        if (!value || !std::isfinite(*value) || *value < 0 || *value > frame.axes.top())
            continue;
        const double y = std::round(frame.axes.y(*value)) + 0.5;
        levels.append({y, &marker});
        QPen pen(frame.theme.color(marker.role), 1.2);
        pen.setDashPattern({8, 3, 2, 3});
        painter.setPen(pen);
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    }
    // Each name stands on its own line; where lines are close the names stand beside each other.
    const QFontMetrics metrics = painter.fontMetrics();
    QList<QRectF> taken;
    for (const Level &level : std::as_const(levels)) {
        const QString text = metrics.elidedText(models::visibleText(level.marker->label), Qt::ElideRight,
                                                static_cast<int>(area.width() / 2));
        QRectF place(area.left() + 10, level.y - metrics.height() / 2.0, metrics.horizontalAdvance(text) + 8,
                     metrics.height());
        for (qsizetype tries = 0; tries <= taken.size(); ++tries) {
            const auto hit = std::find_if(taken.cbegin(), taken.cend(),
                                          [&place](const QRectF &other) { return other.intersects(place); });
            if (hit == taken.cend())
                break;
            place.moveLeft(hit->right() + 10);
        }
        if (place.right() > area.right())
            continue; // the line stays, and the page says it in words
        taken.append(place);
        painter.setPen(Qt::NoPen);
        painter.setBrush(translucent(frame.theme.color(ColorRole::Surface), 0.88));
        painter.drawRoundedRect(place, 3, 3);
        painter.setPen(frame.theme.color(level.marker->role));
        painter.drawText(place, Qt::AlignCenter, text);
    }
}

/// What the grey line is.
void LevelLayer::paintCapacity(QPainter &painter, const ChartFrame &frame)
{
    if (!frame.content.isInBytes() || !frame.content.readings.isOneVolume()
        || frame.lines.constFirst().capacity.isEmpty())
        return;
    const QRectF &area = frame.axes.area();
    const QPointF end = frame.lines.constFirst().capacity.constLast();
    const QPointF at = frame.axes.at(end);
    const QFontMetrics metrics = painter.fontMetrics();
    const QString text = tr("capacity %1").arg(models::formattedBytes(end.y()));
    const double right = std::min(at.x(), area.right()) - 4;
    const double left = right - metrics.horizontalAdvance(text) - 2;
    if (left < area.left())
        return;
    painter.setPen(frame.theme.color(ColorRole::TextSecondary));
    painter.drawText(QRectF(left, std::max(0.0, at.y() - metrics.height() - 1), right - left, metrics.height()),
                     Qt::AlignRight | Qt::AlignVCenter, text);
}

void NoValuesLayer::paint(QPainter &painter, const ChartFrame &frame) const
{
    if (frame.content.readings.isEmpty() || frame.content.readings.hasValues(frame.content.unit))
        return;
    painter.setFont(Theme::font(TextSize::Body));
    painter.setPen(frame.theme.color(ColorRole::TextSecondary));
    painter.drawText(frame.axes.area(), static_cast<int>(Qt::AlignCenter) | Qt::TextWordWrap,
                     frame.content.isInBytes() ? tr("These readings have no sizes in bytes.")
                                               : tr("These readings have no percentages."));
}

} // namespace orrery::views
