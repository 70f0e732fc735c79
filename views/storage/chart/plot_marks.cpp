// SPDX-License-Identifier: GPL-3.0-or-later
// What StoragePlot paints over its lines: forecast, levels of the disk, events, labels, rubber band.
#include "views/storage/chart/plot.h"

#include "models/core/text.h"
#include "views/core/icons.h"
#include "views/core/theme.h"
#include "views/storage/chart/plot_metrics.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace orrery::views {

using namespace storage_plot;

namespace {

Glyph eventGlyph(models::StorageEvent::Kind kind)
{
    using Kind = models::StorageEvent::Kind;
    switch (kind) {
    case Kind::Deployment:
        return Glyph::DeployRequest;
    case Kind::Backup:
        return Glyph::Backup;
    case Kind::Resize:
        return Glyph::Sort;
    case Kind::CapacityChange:
        return Glyph::Storage;
    case Kind::ReadOnly:
        return Glyph::Lock;
    }
    return Glyph::Dot;
}

QColor translucent(QColor color, double alpha)
{
    color.setAlphaF(static_cast<float>(alpha));
    return color;
}

} // namespace

void StoragePlot::drawForeground(QPainter *painter, const QRectF &)
{
    const Theme theme = Theme::of(this);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    drawCone(*painter, theme);
    // A reading that stands alone makes no line; it gets a dot.
    const QRectF area = plotArea();
    for (int i = 0; i < m_drawn.size(); ++i) {
        for (const PointRun &run : m_drawn.at(i).runs) {
            if (run.size() != 1
                || !area.adjusted(-4, -4, 4, 4).contains(mapped(run.constFirst().x(), run.constFirst().y())))
                continue;
            painter->setPen(Qt::NoPen);
            painter->setBrush(lineColor(theme, m_styles.at(i)));
            const double size = m_styles.at(i).isBackground() ? 2.5 : 4;
            painter->drawEllipse(mapped(run.constFirst().x(), run.constFirst().y()), size, size);
        }
    }
    drawHighlight(*painter, theme);
    drawMarkers(*painter, theme);
    drawCapacityLabel(*painter, theme);
    drawNothingKnown(*painter, theme);
    drawEndLabels(*painter, theme);
    drawEvents(*painter, theme);
    if (m_drag == Drag::Range && std::abs(m_dragTo.x() - m_dragFrom.x()) > 2) {
        const double left = std::clamp(std::min(m_dragFrom.x(), m_dragTo.x()), area.left(), area.right());
        const double right = std::clamp(std::max(m_dragFrom.x(), m_dragTo.x()), area.left(), area.right());
        painter->setPen(QPen(theme.color(ColorRole::Accent), 1));
        painter->setBrush(translucent(theme.color(ColorRole::Accent), 0.14));
        painter->drawRect(QRectF(QPointF(left, area.top()), QPointF(right, area.bottom())));
    }
    drawCrosshair(*painter, theme);
    if (hasFocus()) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(theme.color(ColorRole::Focus), 2));
        painter->drawRoundedRect(QRectF(QPointF(0, 0), QSizeF(size())).adjusted(1, 1, -1, -1), 4, 4);
    }
    painter->restore();
}

void StoragePlot::drawCone(QPainter &painter, const Theme &theme) const
{
    if (!hasCone() || coneEnd() < m_x->min())
        return;
    const QRectF area = plotArea();
    const QColor color = lineColor(theme, m_styles.at(m_forecastSeries));
    QPainterPath expected;
    QPolygonF upper;
    QPolygonF lower;
    const auto add = [&](const models::ForecastPoint &point) {
        const std::optional<double> middle = coneValue(point, 0);
        const std::optional<double> low = coneValue(point, -1);
        const std::optional<double> high = coneValue(point, 1);
        if (!middle || !low || !high || !point.at.isValid() || !std::isfinite(*middle) || !std::isfinite(*low)
            || !std::isfinite(*high))
            return;
        // Far outside of what is shown, coordinates are no longer exact enough to be clipped well.
        const double most = 4 * m_y->max();
        const auto place = [&](double value) { return mapped(msOf(point.at), std::clamp(value, -most, most)); };
        if (expected.elementCount() == 0)
            expected.moveTo(place(*middle));
        else
            expected.lineTo(place(*middle));
        upper.append(place(*high));
        lower.prepend(place(*low));
    };
    for (const models::ForecastPoint &point : m_forecast.cone)
        add(point);
    if (expected.elementCount() < 2)
        return;
    painter.save();
    painter.setClipRect(area);
    painter.setPen(Qt::NoPen);
    painter.setBrush(translucent(color, 0.15));
    painter.drawPolygon(upper + lower);
    painter.setBrush(Qt::NoBrush);
    QPen edge(translucent(color, 0.45), 1);
    edge.setDashPattern({1, 3});
    painter.setPen(edge);
    painter.drawPolyline(upper);
    painter.drawPolyline(lower);
    QPen dashed(translucent(color, 0.8), 1.6);
    dashed.setDashPattern({5, 4});
    painter.setPen(dashed);
    painter.drawPath(expected);
    // In words too.
    const QFont font = Theme::font(TextSize::Small);
    const QFontMetrics metrics(font);
    const QString text = tr("expected");
    const int textWidth = metrics.horizontalAdvance(text);
    const double begin = expected.elementAt(0).x;
    const double right = std::min(area.right(), static_cast<double>(expected.currentPosition().x()));
    if (right - std::max(begin, area.left()) > textWidth + 8) {
        const double x = right - textWidth - 4;
        // Below the area, where it leaves the picture; above it when there is no room left.
        const auto border = [x](const QPolygonF &line, auto better) {
            double best = line.constFirst().y();
            for (qsizetype i = 1; i < line.size(); ++i) {
                if (std::max(line.at(i - 1).x(), line.at(i).x()) >= x)
                    best = i == 1 ? line.at(i).y() : better(best, line.at(i).y());
            }
            return best;
        };
        const double below = border(lower, [](double one, double other) { return std::max(one, other); });
        const double above = border(upper, [](double one, double other) { return std::min(one, other); });
        double top = std::min(below, area.bottom()) + 3;
        if (top + metrics.height() > area.bottom())
            top = std::max(area.top(), above - metrics.height() - 3);
        const QRectF place(x, top, textWidth + 2, metrics.height());
        painter.fillRect(place.adjusted(-3, 0, 2, 0), translucent(theme.color(ColorRole::Surface), 0.7));
        painter.setFont(font);
        painter.setPen(theme.color(ColorRole::TextSecondary));
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, text);
    }
    painter.restore();
}

void StoragePlot::drawHighlight(QPainter &painter, const Theme &theme) const
{
    const int index = m_hovered >= 0 ? m_hovered : m_highlight;
    if (index < 0 || index >= m_drawn.size() || m_series.size() < 2)
        return;
    StorageLineStyle style = m_styles.at(index);
    QPen pen = linePen(theme, style);
    if (style.isBackground())
        pen.setColor(theme.color(ColorRole::Text));
    pen.setWidthF(3);
    pen.setStyle(style.dash);
    painter.save();
    painter.setClipRect(plotArea());
    painter.setBrush(Qt::NoBrush);
    for (const PointRun &run : m_drawn.at(index).runs) {
        QPolygonF line;
        for (const QPointF &point : run)
            line.append(mapped(point.x(), point.y()));
        // A halo in the surface's colour lifts it from those it crosses.
        painter.setPen(QPen(theme.color(ColorRole::Surface), 6));
        painter.drawPolyline(line);
        painter.setPen(pen);
        painter.drawPolyline(line);
    }
    painter.restore();
}

void StoragePlot::drawMarkers(QPainter &painter, const Theme &theme) const
{
    const QRectF area = plotArea();
    const QFont font = Theme::font(TextSize::Small);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    struct Level
    {
        double y = 0;
        const StorageMarker *marker = nullptr;
    };
    QList<Level> levels;
    for (const StorageMarker &marker : m_markers) {
        const std::optional<double> value = markerValue(marker);
        if (!value || !std::isfinite(*value) || *value < 0 || *value > m_y->max())
            continue;
        levels.append({std::round(mapped(0, *value).y()) + 0.5, &marker});
        QPen pen(theme.color(marker.role), 1.2);
        pen.setDashPattern({8, 3, 2, 3});
        painter.setPen(pen);
        painter.drawLine(QPointF(area.left(), levels.constLast().y), QPointF(area.right(), levels.constLast().y));
    }
    // Each says what it is on its own line; where lines are close the words stand beside each other.
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
        painter.setBrush(translucent(theme.color(ColorRole::Surface), 0.88));
        painter.drawRoundedRect(place, 3, 3);
        painter.setPen(theme.color(level.marker->role));
        painter.drawText(place, Qt::AlignCenter, text);
    }
}

/// What the grey line is.
void StoragePlot::drawCapacityLabel(QPainter &painter, const Theme &theme) const
{
    if (m_unit != StorageUnit::Bytes || !isOneVolume() || m_drawn.constFirst().capacity.isEmpty())
        return;
    const QRectF area = plotArea();
    const QPointF end = m_drawn.constFirst().capacity.constLast();
    const QPointF at = mapped(end.x(), end.y());
    const QFont font = Theme::font(TextSize::Small);
    const QFontMetrics metrics(font);
    const QString text = tr("capacity %1").arg(models::formattedBytes(end.y()));
    const double right = std::min(at.x(), area.right()) - 4;
    const double left = right - metrics.horizontalAdvance(text) - 2;
    if (left < area.left())
        return;
    const double top = at.y() - metrics.height() - 1;
    painter.setFont(font);
    painter.setPen(theme.color(ColorRole::TextSecondary));
    painter.drawText(QRectF(left, std::max(0.0, top), right - left, metrics.height()),
                     Qt::AlignRight | Qt::AlignVCenter, text);
}

/// Why nothing is drawn, where there are readings.
void StoragePlot::drawNothingKnown(QPainter &painter, const Theme &theme) const
{
    const bool any = std::any_of(m_lines.cbegin(), m_lines.cend(), [this](const StorageLine &line) {
        const std::vector<double> &values = line.values(m_unit == StorageUnit::Bytes);
        return std::any_of(values.cbegin(), values.cend(), [](double value) { return !std::isnan(value); });
    });
    if (any || m_times.isEmpty())
        return;
    painter.setFont(Theme::font(TextSize::Body));
    painter.setPen(theme.color(ColorRole::TextSecondary));
    painter.drawText(plotArea(), static_cast<int>(Qt::AlignCenter) | Qt::TextWordWrap,
                     m_unit == StorageUnit::Bytes ? tr("These readings tell no sizes in bytes.")
                                                  : tr("These readings tell no used part of the capacity."));
}

void StoragePlot::drawEndLabels(QPainter &painter, const Theme &theme) const
{
    struct EndLabel
    {
        int series = 0;
        double y = 0;
        double from = 0; ///< where the line ends
        double lineY = 0;
        QString text;
    };
    if (m_endLabelWidth == 0)
        return;
    const QRectF area = plotArea();
    QList<int> named = labelled();
    const int lifted = m_hovered >= 0 ? m_hovered : m_highlight;
    if (lifted >= 0 && !named.contains(lifted))
        named.append(lifted);
    QList<EndLabel> labels;
    for (const int index : std::as_const(named)) {
        const std::optional<QPointF> &newest = m_drawn.at(index).newest;
        if (!newest)
            continue;
        const QString text = m_series.size() > 1 ? models::visibleText(m_series.at(index).name)
            : m_unit == StorageUnit::Percent     ? models::formattedPercent(newest->y())
                                                 : models::formattedBytes(newest->y());
        const QPointF at = mapped(newest->x(), std::min(newest->y(), m_y->max()));
        labels.append({index, at.y(), at.x(), at.y(), text});
    }
    painter.setFont(Theme::font(TextSize::Small, true));
    const int height = painter.fontMetrics().height();
    std::sort(labels.begin(), labels.end(), [](const EndLabel &a, const EndLabel &b) { return a.y < b.y; });
    for (qsizetype i = 1; i < labels.size(); ++i)
        labels[i].y = std::max(labels.at(i).y, labels.at(i - 1).y + height);
    // Pushed past the bottom: move the whole stack up.
    for (qsizetype i = labels.size() - 1; i >= 0; --i) {
        const double limit = i == labels.size() - 1 ? area.bottom() : labels.at(i + 1).y - height;
        labels[i].y = std::min(labels.at(i).y, limit);
    }
    for (const EndLabel &label : std::as_const(labels)) {
        const StorageLineStyle &style = m_styles.at(label.series);
        const QColor color = style.isBackground() ? theme.color(ColorRole::Text) : lineColor(theme, style);
        // A label that is not beside the end of its line is led there.
        const bool beside = area.right() - label.from < 8 && std::abs(label.y - label.lineY) < 2;
        if (!beside && m_series.size() > 1) {
            painter.setPen(QPen(translucent(color, 0.5), 1, Qt::DotLine));
            painter.drawLine(QPointF(label.from + 3, label.lineY), QPointF(area.right() + 4, label.y));
        }
        if (isOneVolume() && (m_unit == StorageUnit::Bytes || area.right() - label.from > 8)) {
            // At the right the forecast goes on, or the thresholds are named: today's figure stays at the line's end.
            const int textWidth = painter.fontMetrics().horizontalAdvance(label.text);
            const QRectF box(label.from - textWidth - 6, label.lineY - height - 6, textWidth + 6, height);
            painter.setPen(QPen(theme.color(ColorRole::Surface), 2));
            painter.setBrush(color);
            painter.drawEllipse(QPointF(label.from, label.lineY), 4, 4);
            const QRectF placed =
                box.translated(std::max(0.0, area.left() - box.left()), box.top() < area.top() ? height + 14 : 0);
            painter.fillRect(placed, translucent(theme.color(ColorRole::Surface), 0.8));
            painter.setPen(color);
            painter.drawText(placed, Qt::AlignCenter, label.text);
            continue;
        }
        painter.setPen(color);
        painter.drawText(QRectF(area.right() + 6, label.y - height / 2.0, m_endLabelWidth + 4, height),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(label.text, Qt::ElideMiddle, m_endLabelWidth + 4));
    }
}

QList<StoragePlot::EventMark> StoragePlot::eventMarks() const
{
    QList<EventMark> marks;
    const QRectF area = plotArea();
    for (int i = 0; i < m_events.size(); ++i) {
        const double x = mapped(msOf(m_events.at(i).at), 0).x();
        if (x < area.left() - 1 || x > area.right() + 1)
            continue;
        if (!marks.isEmpty() && x - marks.constLast().x < eventSize + 2)
            marks.last().events.append(i);
        else
            marks.append(EventMark{x, QList<int>{i}});
    }
    return marks;
}

QRectF StoragePlot::eventRect(int index) const
{
    const QRectF area = plotArea();
    const QList<EventMark> marks = eventMarks();
    for (const EventMark &mark : marks) {
        if (mark.events.contains(index))
            return QRectF(mark.x - eventSize / 2, area.bottom() + 4, eventSize, eventSize);
    }
    return {};
}

void StoragePlot::drawEvents(QPainter &painter, const Theme &theme) const
{
    if (m_events.isEmpty())
        return;
    const QRectF area = plotArea();
    const QFont font = Theme::font(TextSize::Small, true);
    const QList<EventMark> marks = eventMarks();
    for (const EventMark &mark : marks) {
        const bool current = mark.events.contains(m_currentEvent);
        const models::StorageEvent &event = m_events.at(current ? m_currentEvent : mark.events.constLast());
        const bool bad = std::any_of(mark.events.cbegin(), mark.events.cend(), [this](int index) {
            return m_events.at(index).kind == models::StorageEvent::Kind::ReadOnly;
        });
        const QColor color = theme.color(bad           ? ColorRole::Critical
                                             : current ? ColorRole::Accent
                                                       : ColorRole::TextSecondary);
        painter.setPen(QPen(translucent(color, current ? 0.8 : bad ? 0.4 : 0.18), 1));
        const double line = std::round(mark.x) + 0.5;
        painter.drawLine(QPointF(line, area.top()), QPointF(line, area.bottom() + 4));
        const QRectF chip(mark.x - eventSize / 2, area.bottom() + 4, eventSize, eventSize);
        painter.setPen(QPen(current ? color : theme.color(ColorRole::BorderStrong), current ? 1.5 : 1));
        painter.setBrush(theme.color(ColorRole::SurfaceRaised));
        painter.drawEllipse(chip);
        if (mark.events.size() > 1) {
            painter.setFont(font);
            painter.setPen(color);
            painter.drawText(chip, Qt::AlignCenter,
                             mark.events.size() > 99 ? QStringLiteral("…")
                                                     : QLocale().toString(static_cast<int>(mark.events.size())));
        } else {
            paintGlyph(&painter, eventGlyph(event.kind), chip.adjusted(3, 3, -3, -3), color);
        }
    }
    if (m_currentEvent < 0)
        return;
    // Titles of everything in the current mark, above the axis.
    const auto mark = std::find_if(marks.cbegin(), marks.cend(),
                                   [this](const EventMark &one) { return one.events.contains(m_currentEvent); });
    if (mark == marks.cend())
        return;
    const QFont small = Theme::font(TextSize::Small);
    const QFontMetrics metrics(small);
    constexpr qsizetype mostLines = 8;
    struct Line
    {
        QString text;
        bool current = false;
    };
    QList<Line> lines;
    const qsizetype at = mark->events.indexOf(m_currentEvent);
    const qsizetype first =
        std::clamp<qsizetype>(at - mostLines / 2, 0, std::max<qsizetype>(0, mark->events.size() - mostLines));
    for (qsizetype i = first; i < std::min(mark->events.size(), first + mostLines); ++i) {
        const models::StorageEvent &event = m_events.at(mark->events.at(i));
        lines.append({tr("%1, %2", "an event and its time")
                          .arg(models::visibleText(event.title),
                               QLocale().toString(event.at.toLocalTime(), QLocale::ShortFormat)),
                      mark->events.at(i) == m_currentEvent});
    }
    if (mark->events.size() > lines.size())
        lines.append({tr("and %Ln more", "events", static_cast<int>(mark->events.size() - lines.size())), false});
    int widest = 0;
    for (const Line &line : std::as_const(lines))
        widest = std::max(widest, QFontMetrics(Theme::font(TextSize::Small, true)).horizontalAdvance(line.text));
    widest = std::min(widest, width() - 40);
    const int rowHeight = metrics.height() + 3;
    const double boxWidth = widest + 20;
    const double boxHeight = rowHeight * static_cast<double>(lines.size()) + 10;
    const double left = std::clamp(mark->x - boxWidth / 2, 2.0, std::max(2.0, width() - boxWidth - 2.0));
    const QRectF box(left, area.bottom() - boxHeight - 4, boxWidth, boxHeight);
    painter.setPen(QPen(theme.color(ColorRole::BorderStrong), 1));
    painter.setBrush(theme.color(ColorRole::SurfaceRaised));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    double y = box.top() + 5;
    for (const Line &line : std::as_const(lines)) {
        painter.setFont(line.current && mark->events.size() > 1 ? font : small);
        painter.setPen(theme.color(ColorRole::Text));
        painter.drawText(QRectF(box.left() + 10, y, widest + 2, rowHeight), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(line.text, Qt::ElideRight, widest + 2));
        y += rowHeight;
    }
}

} // namespace orrery::views
