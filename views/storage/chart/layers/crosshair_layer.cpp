// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/layers/crosshair_layer.h"

#include "views/storage/chart/readout.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace orrery::views {

namespace {

/// A line of the box beside the crosshair.
struct BoxRow
{
    QString name;
    QString value;
    QColor color; ///< of its dot; invalid: none
};

void paintBox(QPainter &painter, const ChartFrame &frame, double x, const QString &time, const QList<BoxRow> &rows)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const int rowHeight = metrics.height() + 3;
    int nameWidth = 0;
    int valueWidth = 0;
    for (const BoxRow &row : rows) {
        nameWidth = std::max(nameWidth, metrics.horizontalAdvance(row.name));
        valueWidth = std::max(valueWidth, metrics.horizontalAdvance(row.value));
    }
    nameWidth = std::min(nameWidth, 200);
    const int width = std::max(metrics.horizontalAdvance(time), 14 + nameWidth + 12 + valueWidth) + 20;
    const int height = rowHeight * (static_cast<int>(rows.size()) + 1) + 12;
    double left = x + 12;
    if (left + width > frame.axes.size().width())
        left = x - 12 - width;
    const QRectF box(std::max(0.0, left), frame.axes.area().top() + 6, width, height);
    painter.setPen(QPen(frame.theme.color(ColorRole::BorderStrong), 1));
    painter.setBrush(frame.theme.color(ColorRole::SurfaceRaised));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    double y = box.y() + 6;
    painter.setPen(frame.theme.color(ColorRole::TextSecondary));
    painter.drawText(QRectF(box.x() + 10, y, width - 20, rowHeight), Qt::AlignLeft | Qt::AlignVCenter, time);
    for (const BoxRow &row : rows) {
        y += rowHeight;
        if (row.color.isValid()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(row.color);
            painter.drawEllipse(QPointF(box.x() + 14, y + rowHeight / 2.0), 3.5, 3.5);
        }
        painter.setPen(frame.theme.color(row.color.isValid() ? ColorRole::Text : ColorRole::TextSecondary));
        painter.drawText(QRectF(box.x() + 24, y, nameWidth + 2, rowHeight), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(row.name, Qt::ElideMiddle, nameWidth + 2));
        painter.drawText(QRectF(box.x() + 24, y, width - 34, rowHeight), Qt::AlignRight | Qt::AlignVCenter, row.value);
    }
}

} // namespace

void CrosshairLayer::paint(QPainter &painter, const ChartFrame &frame) const
{
    if (!frame.selection.crosshair)
        return;
    const QRectF &area = frame.axes.area();
    const double x = frame.axes.x(static_cast<double>(*frame.selection.crosshair));
    if (x < area.left() - 1 || x > area.right() + 1)
        return;
    painter.setPen(QPen(frame.theme.color(ColorRole::TextSecondary), 1));
    painter.drawLine(QPointF(std::round(x) + 0.5, area.top()), QPointF(std::round(x) + 0.5, area.bottom()));

    painter.setFont(Theme::font(TextSize::Small));
    const int rowHeight = painter.fontMetrics().height() + 3;
    const auto fits = std::max<qsizetype>(2, static_cast<qsizetype>((area.height() - 24) / rowHeight) - 1);
    const ChartReadout readout(frame.content, frame.selection);
    ChartReadout::Rows said = readout.rows(fits);
    if (said.hidden > 0) { // the last row says how many are left out
        said.shown.removeLast();
        ++said.hidden;
    }
    QList<BoxRow> rows;
    for (const ChartReadout::Row &row : std::as_const(said.shown)) {
        const QColor color = lineColor(frame.theme, frame.content.styles.at(row.series));
        rows.append({row.name, row.value, color});
        if (!row.at || !area.adjusted(-2, -2, 2, 2).contains(frame.axes.at(*row.at)))
            continue;
        painter.setPen(QPen(frame.theme.color(ColorRole::Surface), 2));
        painter.setBrush(color);
        painter.drawEllipse(frame.axes.at(*row.at), 4.5, 4.5);
    }
    if (said.hidden > 0)
        rows.append({ChartReadout::more(said.hidden), {}, {}});
    paintBox(painter, frame, x, readout.time(), rows);
}

void RangeLayer::paint(QPainter &painter, const ChartFrame &frame) const
{
    if (!frame.selection.band)
        return;
    const QRectF &area = frame.axes.area();
    const auto [one, other] = *frame.selection.band;
    const double left = std::clamp(std::min(one, other), area.left(), area.right());
    const double right = std::clamp(std::max(one, other), area.left(), area.right());
    painter.setPen(QPen(frame.theme.color(ColorRole::Accent), 1));
    painter.setBrush(translucent(frame.theme.color(ColorRole::Accent), 0.14));
    painter.drawRect(QRectF(QPointF(left, area.top()), QPointF(right, area.bottom())));
}

} // namespace orrery::views
