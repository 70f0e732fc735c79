// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/layers/end_label_layer.h"

#include "models/core/text.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace orrery::views {

int EndLabelLayer::width(const ChartContent &content, int chartWidth)
{
    if (content.readings.isOneVolume())
        return 56;
    int widest = 0;
    const QFontMetrics metrics(Theme::font(TextSize::Small, true));
    const QList<int> named = content.namedSeries();
    for (const int index : named)
        widest = std::max(
            widest, metrics.horizontalAdvance(models::visibleText(content.readings.series().at(index).name)) + 12);
    return std::min(widest, chartWidth / 4);
}

/// From top to bottom, none covering another.
QList<EndLabelLayer::Label> EndLabelLayer::labels(const ChartFrame &frame, int height)
{
    QList<int> named = frame.content.namedSeries();
    const int lifted = frame.selection.lifted();
    if (lifted >= 0 && !named.contains(lifted))
        named.append(lifted);
    QList<Label> labels;
    for (const int index : std::as_const(named)) {
        const std::optional<QPointF> &newest = frame.lines.at(index).newest;
        if (!newest)
            continue;
        const QString text = frame.lines.size() > 1
            ? models::visibleText(frame.content.readings.series().at(index).name)
            : frame.content.isInBytes() ? models::formattedBytes(newest->y())
                                        : models::formattedPercent(newest->y());
        const QPointF end = frame.axes.at(newest->x(), std::min(newest->y(), frame.axes.top()));
        labels.append({index, end.y(), end, text});
    }
    std::sort(labels.begin(), labels.end(), [](const Label &a, const Label &b) { return a.y < b.y; });
    for (qsizetype i = 1; i < labels.size(); ++i)
        labels[i].y = std::max(labels.at(i).y, labels.at(i - 1).y + height);
    // Pushed past the bottom: move the whole stack up.
    for (qsizetype i = labels.size() - 1; i >= 0; --i) {
        const double limit = i == labels.size() - 1 ? frame.axes.area().bottom() : labels.at(i + 1).y - height;
        labels[i].y = std::min(labels.at(i).y, limit);
    }
    return labels;
}

/// The newest value as a box at the line's end, where the forecast or the names of thresholds take the right side.
void EndLabelLayer::paintNewest(QPainter &painter, const ChartFrame &frame, const Label &label, const QColor &color)
{
    const QRectF &area = frame.axes.area();
    const int height = painter.fontMetrics().height();
    const int textWidth = painter.fontMetrics().horizontalAdvance(label.text);
    const QRectF box(label.end.x() - textWidth - 6, label.end.y() - height - 6, textWidth + 6, height);
    painter.setPen(QPen(frame.theme.color(ColorRole::Surface), 2));
    painter.setBrush(color);
    painter.drawEllipse(label.end, 4, 4);
    const QRectF placed =
        box.translated(std::max(0.0, area.left() - box.left()), box.top() < area.top() ? height + 14 : 0);
    painter.fillRect(placed, translucent(frame.theme.color(ColorRole::Surface), 0.8));
    painter.setPen(color);
    painter.drawText(placed, Qt::AlignCenter, label.text);
}

void EndLabelLayer::paint(QPainter &painter, const ChartFrame &frame) const
{
    if (frame.axes.labelWidth() == 0)
        return;
    const QRectF &area = frame.axes.area();
    painter.setFont(Theme::font(TextSize::Small, true));
    const QFontMetrics metrics = painter.fontMetrics();
    const int height = metrics.height();
    const int width = frame.axes.labelWidth() + 4;
    const QList<Label> all = labels(frame, height);
    for (const Label &label : all) {
        const StorageLineStyle &style = frame.content.styles.at(label.series);
        const QColor color = style.isBackground() ? frame.theme.color(ColorRole::Text) : lineColor(frame.theme, style);
        const bool reachesEdge = area.right() - label.end.x() <= 8;
        if (frame.content.readings.isOneVolume()) {
            if (frame.content.isInBytes() || !reachesEdge) {
                paintNewest(painter, frame, label, color);
                continue;
            }
        } else if (!(area.right() - label.end.x() < 8 && std::abs(label.y - label.end.y()) < 2)) {
            // A label that is not beside the end of its line is led there.
            painter.setPen(QPen(translucent(color, 0.5), 1, Qt::DotLine));
            painter.drawLine(label.end + QPointF(3, 0), QPointF(area.right() + 4, label.y));
        }
        painter.setPen(color);
        painter.drawText(QRectF(area.right() + 6, label.y - height / 2.0, width, height),
                         Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(label.text, Qt::ElideMiddle, width));
    }
}

} // namespace orrery::views
