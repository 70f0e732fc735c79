// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/layers/event_layer.h"

#include "views/core/icons.h"
#include "views/storage/chart/readout.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace orrery::views {

namespace {

constexpr qsizetype mostTitles = 8;

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

} // namespace

void EventLayer::paint(QPainter &painter, const ChartFrame &frame) const
{
    const QList<EventMark> marks = eventMarks(frame.content.events, frame.axes);
    for (const EventMark &mark : marks)
        paintMark(painter, frame, mark);
    if (frame.selection.event < 0)
        return;
    if (const EventMark *current = markOf(marks, frame.selection.event))
        paintTitles(painter, frame, *current);
}

void EventLayer::paintMark(QPainter &painter, const ChartFrame &frame, const EventMark &mark)
{
    const QRectF &area = frame.axes.area();
    const QList<models::StorageEvent> &events = frame.content.events;
    const bool current = mark.contains(frame.selection.event);
    const bool bad = std::any_of(mark.events.cbegin(), mark.events.cend(), [&events](int index) {
        return events.at(index).kind == models::StorageEvent::Kind::ReadOnly;
    });
    const QColor color = frame.theme.color(bad           ? ColorRole::Critical
                                               : current ? ColorRole::Accent
                                                         : ColorRole::TextSecondary);
    painter.setPen(QPen(translucent(color, current ? 0.8 : bad ? 0.4 : 0.18), 1));
    const double line = std::round(mark.x) + 0.5;
    painter.drawLine(QPointF(line, area.top()), QPointF(line, mark.rect.top()));
    painter.setPen(QPen(current ? color : frame.theme.color(ColorRole::BorderStrong), current ? 1.5 : 1));
    painter.setBrush(frame.theme.color(ColorRole::SurfaceRaised));
    painter.drawEllipse(mark.rect);
    if (mark.events.size() == 1) {
        paintGlyph(&painter, eventGlyph(events.at(mark.events.constFirst()).kind), mark.rect.adjusted(3, 3, -3, -3),
                   color);
        return;
    }
    painter.setFont(Theme::font(TextSize::Small, true));
    painter.setPen(color);
    painter.drawText(mark.rect, Qt::AlignCenter,
                     mark.events.size() > 99 ? QStringLiteral("…")
                                             : QLocale().toString(static_cast<int>(mark.events.size())));
}

/// Of everything in the mark, as many around the current one as there is room for.
QList<EventLayer::Title> EventLayer::titles(const ChartFrame &frame, const EventMark &mark)
{
    const qsizetype at = mark.events.indexOf(frame.selection.event);
    const qsizetype first =
        std::clamp<qsizetype>(at - mostTitles / 2, 0, std::max<qsizetype>(0, mark.events.size() - mostTitles));
    QList<Title> titles;
    for (qsizetype i = first; i < std::min(mark.events.size(), first + mostTitles); ++i)
        titles.append({ChartReadout::eventText(frame.content.events.at(mark.events.at(i))),
                       mark.events.at(i) == frame.selection.event});
    if (mark.events.size() > titles.size())
        titles.append({tr("and %Ln more", "events", static_cast<int>(mark.events.size() - titles.size())), false});
    return titles;
}

void EventLayer::paintTitles(QPainter &painter, const ChartFrame &frame, const EventMark &mark)
{
    const QFont small = Theme::font(TextSize::Small);
    const QFont strong = Theme::font(TextSize::Small, true);
    const int chartWidth = frame.axes.size().width();
    const QList<Title> all = titles(frame, mark);
    int widest = 0;
    for (const Title &title : all)
        widest = std::max(widest, QFontMetrics(strong).horizontalAdvance(title.text));
    widest = std::min(widest, chartWidth - 40);
    const int rowHeight = QFontMetrics(small).height() + 3;
    const double boxWidth = widest + 20;
    const double boxHeight = rowHeight * static_cast<double>(all.size()) + 10;
    const double left = std::clamp(mark.x - boxWidth / 2, 2.0, std::max(2.0, chartWidth - boxWidth - 2.0));
    const QRectF box(left, frame.axes.area().bottom() - boxHeight - 4, boxWidth, boxHeight);
    painter.setPen(QPen(frame.theme.color(ColorRole::BorderStrong), 1));
    painter.setBrush(frame.theme.color(ColorRole::SurfaceRaised));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setPen(frame.theme.color(ColorRole::Text));
    double y = box.top() + 5;
    for (const Title &title : all) {
        painter.setFont(title.isCurrent && mark.events.size() > 1 ? strong : small);
        painter.drawText(QRectF(box.left() + 10, y, widest + 2, rowHeight), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(title.text, Qt::ElideRight, widest + 2));
        y += rowHeight;
    }
}

} // namespace orrery::views
