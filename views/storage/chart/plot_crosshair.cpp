// SPDX-License-Identifier: GPL-3.0-or-later
// The crosshair of StoragePlot, the chosen line and the current event, and what they say.
#include "views/storage/chart/plot.h"

#include "models/core/text.h"
#include "views/core/theme.h"
#include "views/storage/chart/plot_metrics.h"

#include <QAccessible>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace orrery::views {

using namespace storage_plot;

namespace {

constexpr qsizetype mostSpoken = 6; ///< more values than that nobody listens to

} // namespace

const models::StoragePoint *StoragePlot::pointAt(int series, qint64 milliseconds) const
{
    const QList<models::StoragePoint> &points = m_series.at(series).points;
    const std::vector<double> &at = m_lines.at(static_cast<size_t>(series)).at;
    if (points.isEmpty())
        return nullptr;
    const auto wanted = static_cast<double>(milliseconds);
    auto nearest = std::lower_bound(at.cbegin(), at.cend(), wanted);
    if (nearest == at.cend() || (nearest != at.cbegin() && wanted - *(nearest - 1) < *nearest - wanted))
        --nearest;
    return &points.at(nearest - at.cbegin());
}

const models::ForecastPoint *StoragePlot::expectedAt(qint64 milliseconds) const
{
    if (!hasCone() || milliseconds <= m_times.constLast())
        return nullptr;
    const models::ForecastPoint *nearest = nullptr;
    for (const models::ForecastPoint &point : m_forecast.cone) {
        const auto distance = [milliseconds](const models::ForecastPoint &one) {
            return std::abs(one.at.toMSecsSinceEpoch() - milliseconds);
        };
        if (point.at.toMSecsSinceEpoch() > m_times.constLast() && (!nearest || distance(point) < distance(*nearest)))
            nearest = &point;
    }
    return nearest;
}

QString StoragePlot::valueText(const models::StoragePoint &point) const
{
    const QString percent = point.usedPercent ? models::formattedPercent(*point.usedPercent) : QString();
    QString bytes = point.usedBytes ? models::formattedBytes(*point.usedBytes) : QString();
    if (point.usedBytes && point.capacityBytes)
        bytes = tr("%1 of %2").arg(bytes, models::formattedBytes(*point.capacityBytes));
    if (percent.isEmpty())
        return bytes.isEmpty() ? tr("no reading") : bytes;
    return bytes.isEmpty() ? percent : QStringLiteral("%1 (%2)").arg(percent, bytes);
}

QString StoragePlot::expectedText(const models::ForecastPoint &point) const
{
    if (m_unit == StorageUnit::Bytes && point.bytes && point.lowBytes && point.highBytes)
        return tr("expected %1 (%2 to %3)", "sizes")
            .arg(models::formattedBytes(*point.bytes), models::formattedBytes(*point.lowBytes),
                 models::formattedBytes(*point.highBytes));
    return tr("expected %1 (%2 to %3)", "percentages")
        .arg(models::formattedPercent(point.percent), models::formattedPercent(point.lowPercent),
             models::formattedPercent(point.highPercent));
}

QDateTime StoragePlot::crosshair() const
{
    return m_crosshair ? QDateTime::fromMSecsSinceEpoch(*m_crosshair, Qt::UTC) : QDateTime();
}

std::optional<qint64> StoragePlot::snapped(qint64 milliseconds) const
{
    if (m_times.isEmpty())
        return std::nullopt;
    auto nearest = std::lower_bound(m_times.cbegin(), m_times.cend(), milliseconds);
    if (nearest == m_times.cend()
        || (nearest != m_times.cbegin() && milliseconds - *(nearest - 1) < *nearest - milliseconds))
        --nearest;
    if (const models::ForecastPoint *point = expectedAt(milliseconds)) {
        const qint64 expected = point->at.toMSecsSinceEpoch();
        if (std::abs(expected - milliseconds) < std::abs(*nearest - milliseconds))
            return expected;
    }
    return *nearest;
}

void StoragePlot::setCrosshair(const QDateTime &at)
{
    const std::optional<qint64> wanted = at.isValid() ? snapped(at.toMSecsSinceEpoch()) : std::nullopt;
    if (wanted == m_crosshair)
        return;
    m_crosshair = wanted;
    repaintMarks();
    describe();
    Q_EMIT crosshairChanged();
}

/// Which series the crosshair speaks of, the one somebody chose first. Where all fit they keep their order.
QList<int> StoragePlot::crosshairOrder(qint64 milliseconds) const
{
    QList<std::optional<double>> values;
    for (int i = 0; i < m_series.size(); ++i) {
        const models::StoragePoint *point = pointAt(i, milliseconds);
        values.append(point ? (m_unit == StorageUnit::Bytes ? point->usedBytes : point->usedPercent) : std::nullopt);
    }
    QList<int> order = fullestFirst(values);
    if (order.size() <= mostSpoken)
        std::sort(order.begin(), order.end());
    if (m_highlight >= 0 && order.removeOne(m_highlight))
        order.prepend(m_highlight);
    return order;
}

QString StoragePlot::crosshairText() const
{
    if (!m_crosshair)
        return {};
    QStringList parts;
    if (const models::ForecastPoint *expected = expectedAt(*m_crosshair)) {
        parts += models::visibleText(m_series.at(m_forecastSeries).name) + u' ' + expectedText(*expected);
    } else {
        const QList<int> order = crosshairOrder(*m_crosshair);
        for (const int index : order) {
            if (parts.size() == mostSpoken) {
                parts += tr("and %Ln more", "volumes", static_cast<int>(order.size() - mostSpoken));
                break;
            }
            if (const models::StoragePoint *point = pointAt(index, *m_crosshair))
                parts += models::visibleText(m_series.at(index).name) + u' ' + valueText(*point);
        }
    }
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(*m_crosshair), QLocale::ShortFormat) + QLatin1String(": ")
        + parts.join(QLatin1String(", "));
}

void StoragePlot::moveCrosshair(int steps)
{
    if (m_times.isEmpty())
        return;
    const Window view = shown();
    // A key press moves by what can be seen: about four pixels.
    const double stride = view.span() * 4 / std::max(1.0, plotArea().width());
    const qint64 last = m_times.constLast();
    if (!m_crosshair) {
        setCrosshair(QDateTime::fromMSecsSinceEpoch(std::min(last, static_cast<qint64>(view.to))));
        return;
    }
    const qint64 old = *m_crosshair;
    const auto moved = static_cast<qint64>(static_cast<double>(old) + steps * stride);
    std::optional<qint64> next = snapped(moved);
    if (next == old) {
        // The next reading is farther away than a stride.
        QList<qint64> times;
        if (hasCone() && old >= last) {
            times.append(last);
            for (const models::ForecastPoint &point : std::as_const(m_forecast.cone)) {
                if (point.at.toMSecsSinceEpoch() > last)
                    times.append(point.at.toMSecsSinceEpoch());
            }
        }
        if (times.isEmpty() || (old == last && steps < 0))
            times = m_times;
        const qsizetype at = std::lower_bound(times.cbegin(), times.cend(), old) - times.cbegin();
        next = times.at(std::clamp<qsizetype>(at + (steps > 0 ? 1 : -1), 0, times.size() - 1));
    }
    const auto x = static_cast<double>(*next);
    if (x < view.from || x > view.to) {
        // Never out of sight: a zoomed view goes along, the whole range is the end.
        if (!m_view)
            return;
        pan((x < view.from ? x - view.from : x - view.to) / view.span());
    }
    setCrosshair(QDateTime::fromMSecsSinceEpoch(*next));
}

void StoragePlot::setHighlighted(int series)
{
    const int wanted = series >= 0 && series < m_series.size() ? series : -1;
    if (wanted == m_highlight)
        return;
    m_highlight = wanted;
    repaintMarks();
    describe();
    Q_EMIT highlightedChanged(wanted);
}

void StoragePlot::moveHighlight(int steps)
{
    if (m_series.size() < 2)
        return;
    const QList<int> order = fullestFirst(m_levels);
    const qsizetype at = order.indexOf(m_highlight);
    const qsizetype next = at < 0 ? (steps > 0 ? 0 : order.size() - 1) : (at + steps + order.size()) % order.size();
    setHighlighted(order.at(next));
}

int StoragePlot::seriesNear(const QPointF &position) const
{
    int nearest = -1;
    double distance = 24;
    const auto at = static_cast<qint64>(timeAt(position.x()));
    for (int i = 0; i < m_series.size(); ++i) {
        const models::StoragePoint *point = pointAt(i, at);
        const std::optional<double> value = !point ? std::nullopt
            : m_unit == StorageUnit::Bytes         ? point->usedBytes
                                                   : point->usedPercent;
        if (!value)
            continue;
        const double off = std::abs(mapped(msOf(point->at), *value).y() - position.y());
        if (off < distance) {
            distance = off;
            nearest = i;
        }
    }
    return nearest;
}

void StoragePlot::setCurrentEvent(int index)
{
    const int wanted = index >= 0 && index < m_events.size() ? index : -1;
    if (wanted == m_currentEvent)
        return;
    m_currentEvent = wanted;
    repaintMarks();
    describe();
}

void StoragePlot::moveToEvent(int steps)
{
    if (m_events.isEmpty())
        return;
    const qsizetype from = m_currentEvent >= 0 ? m_currentEvent + steps : steps > 0 ? 0 : m_events.size() - 1;
    const auto next = static_cast<int>(std::clamp<qsizetype>(from, 0, m_events.size() - 1));
    const double at = msOf(m_events.at(next).at);
    const Window view = shown();
    if (at < view.from || at > view.to)
        changeView(Window{at - view.span() / 2, at + view.span() / 2});
    setCurrentEvent(next);
    setCrosshair(m_events.at(next).at);
}

void StoragePlot::openEvent(int index)
{
    if (index >= 0 && index < m_events.size() && m_events.at(index).place != models::Location())
        Q_EMIT placeActivated(m_events.at(index).place);
}

void StoragePlot::describe()
{
    QStringList parts;
    if (m_currentEvent >= 0) {
        const models::StorageEvent &event = m_events.at(m_currentEvent);
        parts += tr("%1, %2", "an event and its time")
                     .arg(models::visibleText(event.title),
                          QLocale().toString(event.at.toLocalTime(), QLocale::ShortFormat));
    }
    if (m_crosshair)
        parts += crosshairText();
    else if (m_highlight >= 0)
        parts += models::visibleText(m_series.at(m_highlight).name)
            + (m_levels.at(m_highlight) ? u' ' + models::formattedPercent(*m_levels.at(m_highlight)) : QString());
    const QString text = parts.join(QLatin1String(". "));
    if (text == accessibleDescription())
        return;
    setAccessibleDescription(text);
    if (QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
    }
}

void StoragePlot::drawCrosshair(QPainter &painter, const Theme &theme) const
{
    if (!m_crosshair)
        return;
    const QRectF area = plotArea();
    const double x = mapped(static_cast<double>(*m_crosshair), 0).x();
    if (x < area.left() - 1 || x > area.right() + 1)
        return;
    painter.setPen(QPen(theme.color(ColorRole::TextSecondary), 1));
    painter.drawLine(QPointF(std::round(x) + 0.5, area.top()), QPointF(std::round(x) + 0.5, area.bottom()));

    struct Row
    {
        QString name;
        QString value;
        QColor color;
    };
    const QFont small = Theme::font(TextSize::Small);
    const QFontMetrics metrics(small);
    const int rowHeight = metrics.height() + 3;
    const auto fits = std::max<qsizetype>(2, static_cast<qsizetype>((area.height() - 24) / rowHeight) - 1);
    QList<Row> rows;
    qsizetype hidden = 0;
    const auto dot = [&](const QPointF &at, const QColor &color) {
        if (!area.adjusted(-2, -2, 2, 2).contains(at))
            return;
        painter.setPen(QPen(theme.color(ColorRole::Surface), 2));
        painter.setBrush(color);
        painter.drawEllipse(at, 4.5, 4.5);
    };
    if (const models::ForecastPoint *expected = expectedAt(*m_crosshair)) {
        const QColor color = lineColor(theme, m_styles.at(m_forecastSeries));
        if (const std::optional<double> value = coneValue(*expected, 0))
            dot(mapped(msOf(expected->at), *value), color);
        rows.append({models::visibleText(m_series.at(m_forecastSeries).name), expectedText(*expected), color});
    } else {
        const QList<int> order = crosshairOrder(*m_crosshair);
        for (const int index : order) {
            const models::StoragePoint *point = pointAt(index, *m_crosshair);
            if (!point)
                continue;
            if (rows.size() + 1 >= fits && order.size() > fits) {
                ++hidden;
                continue;
            }
            const QColor color = lineColor(theme, m_styles.at(index));
            if (const std::optional<double> value =
                    m_unit == StorageUnit::Bytes ? point->usedBytes : point->usedPercent)
                dot(mapped(msOf(point->at), *value), color);
            rows.append({models::visibleText(m_series.at(index).name), valueText(*point), color});
        }
    }
    if (hidden > 0)
        rows.append({tr("and %Ln more", "volumes", static_cast<int>(hidden)), {}, {}});

    painter.setFont(small);
    const QString time = QLocale().toString(QDateTime::fromMSecsSinceEpoch(*m_crosshair), QLocale::ShortFormat);
    int nameWidth = 0;
    int valueWidth = 0;
    for (const Row &row : std::as_const(rows)) {
        nameWidth = std::max(nameWidth, metrics.horizontalAdvance(row.name));
        valueWidth = std::max(valueWidth, metrics.horizontalAdvance(row.value));
    }
    nameWidth = std::min(nameWidth, 200);
    const int boxWidth = std::max(metrics.horizontalAdvance(time), 14 + nameWidth + 12 + valueWidth) + 20;
    const int boxHeight = rowHeight * (static_cast<int>(rows.size()) + 1) + 12;
    double left = x + 12;
    if (left + boxWidth > width())
        left = x - 12 - boxWidth;
    const QRectF box(std::max(0.0, left), area.top() + 6, boxWidth, boxHeight);
    painter.setPen(QPen(theme.color(ColorRole::BorderStrong), 1));
    painter.setBrush(theme.color(ColorRole::SurfaceRaised));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    double y = box.y() + 6;
    painter.setPen(theme.color(ColorRole::TextSecondary));
    painter.drawText(QRectF(box.x() + 10, y, boxWidth - 20, rowHeight), Qt::AlignLeft | Qt::AlignVCenter, time);
    for (const Row &row : std::as_const(rows)) {
        y += rowHeight;
        if (row.color.isValid()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(row.color);
            painter.drawEllipse(QPointF(box.x() + 14, y + rowHeight / 2.0), 3.5, 3.5);
        }
        painter.setPen(theme.color(row.color.isValid() ? ColorRole::Text : ColorRole::TextSecondary));
        painter.drawText(QRectF(box.x() + 24, y, nameWidth + 2, rowHeight), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(row.name, Qt::ElideMiddle, nameWidth + 2));
        painter.drawText(QRectF(box.x() + 24, y, boxWidth - 34, rowHeight), Qt::AlignRight | Qt::AlignVCenter,
                         row.value);
    }
}

} // namespace orrery::views
