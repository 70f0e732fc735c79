// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/navigator.h"

#include <algorithm>
#include <cmath>

namespace orrery::views {

ChartNavigator::ChartNavigator(const ChartContent *content, const ChartAxes *axes, QObject *parent)
    : QObject(parent), m_content(content), m_axes(axes)
{}

void ChartNavigator::readingsReplaced(bool sameVolumes)
{
    if (!sameVolumes) {
        m_view.reset();
        m_selection.highlighted = -1;
        m_selection.hovered = -1;
    }
    m_view.setReadings(m_content->readings.range());
    m_view.setForecastEnd(m_content->forecastEnd());
    if (m_selection.crosshair)
        m_selection.crosshair = sameVolumes ? m_content->nearestMoment(*m_selection.crosshair) : std::nullopt;
}

void ChartNavigator::forecastReplaced()
{
    m_view.setForecastEnd(m_content->forecastEnd());
}

void ChartNavigator::eventsReplaced()
{
    m_selection.event = -1;
}

void ChartNavigator::show(const TimeRange &range)
{
    if (m_view.show(range, m_axes->area().width()))
        Q_EMIT viewChanged();
}

void ChartNavigator::reset()
{
    if (m_view.reset())
        Q_EMIT viewChanged();
}

void ChartNavigator::zoomAt(double milliseconds, double factor)
{
    const TimeRange view = shown();
    show({milliseconds - (milliseconds - view.from) * factor, milliseconds + (view.to - milliseconds) * factor});
}

void ChartNavigator::zoom(double factor)
{
    const TimeRange view = shown();
    const auto crosshair = static_cast<double>(m_selection.crosshair.value_or(0));
    zoomAt(m_selection.crosshair && view.contains(crosshair) ? crosshair : view.middle(), factor);
}

void ChartNavigator::pan(double part)
{
    const TimeRange view = shown();
    show({view.from + part * view.span(), view.to + part * view.span()});
}

void ChartNavigator::setCrosshair(std::optional<qint64> milliseconds)
{
    if (milliseconds)
        milliseconds = m_content->nearestMoment(*milliseconds);
    if (milliseconds == m_selection.crosshair)
        return;
    m_selection.crosshair = milliseconds;
    Q_EMIT selectionChanged();
    Q_EMIT crosshairChanged();
}

/// The moment before or after one: of the forecast where the crosshair is there, else of the readings.
qint64 ChartNavigator::neighbour(qint64 moment, int direction) const
{
    const qint64 last = m_content->readings.moments().constLast();
    QList<qint64> times;
    if (m_content->forecastEnd() && moment >= last) {
        times.append(last);
        for (const models::ForecastPoint &point : m_content->forecast.cone) {
            if (point.at.toMSecsSinceEpoch() > last)
                times.append(point.at.toMSecsSinceEpoch());
        }
    }
    if (times.isEmpty() || (moment == last && direction < 0))
        times = m_content->readings.moments();
    const qsizetype at = std::lower_bound(times.cbegin(), times.cend(), moment) - times.cbegin();
    return times.at(std::clamp<qsizetype>(at + (direction > 0 ? 1 : -1), 0, times.size() - 1));
}

void ChartNavigator::moveCrosshair(int direction)
{
    if (m_content->readings.isEmpty())
        return;
    const TimeRange view = shown();
    if (!m_selection.crosshair) {
        setCrosshair(std::min(m_content->readings.moments().constLast(), static_cast<qint64>(view.to)));
        return;
    }
    // A key press moves by what can be seen.
    const double stride = view.span() * 4 / std::max(1.0, m_axes->area().width());
    const qint64 old = *m_selection.crosshair;
    const auto moved = static_cast<qint64>(static_cast<double>(old) + direction * stride);
    qint64 next = m_content->nearestMoment(moved).value_or(old);
    if (next == old)
        next = neighbour(old, direction);
    const auto x = static_cast<double>(next);
    if (!view.contains(x)) {
        // Never out of sight: a zoomed view goes along, the whole range is the end.
        if (!isZoomed())
            return;
        pan((x < view.from ? x - view.from : x - view.to) / view.span());
    }
    setCrosshair(next);
}

void ChartNavigator::setHighlighted(int series)
{
    const int wanted = series >= 0 && series < m_content->readings.count() ? series : -1;
    if (wanted == m_selection.highlighted)
        return;
    m_selection.highlighted = wanted;
    Q_EMIT selectionChanged();
    Q_EMIT highlightedChanged(wanted);
}

void ChartNavigator::moveHighlight(int steps)
{
    if (m_content->readings.count() < 2)
        return;
    const QList<int> order = fullestFirst(m_content->readings.levels());
    const qsizetype at = order.indexOf(m_selection.highlighted);
    const qsizetype next = at < 0 ? (steps > 0 ? 0 : order.size() - 1) : (at + steps + order.size()) % order.size();
    setHighlighted(order.at(next));
}

void ChartNavigator::setHovered(int series)
{
    if (series == m_selection.hovered)
        return;
    m_selection.hovered = series;
    Q_EMIT selectionChanged();
}

void ChartNavigator::setEvent(int index)
{
    const int wanted = index >= 0 && index < m_content->events.size() ? index : -1;
    if (wanted == m_selection.event)
        return;
    m_selection.event = wanted;
    Q_EMIT selectionChanged();
}

void ChartNavigator::moveToEvent(int steps)
{
    const QList<models::StorageEvent> &events = m_content->events;
    if (events.isEmpty())
        return;
    const qsizetype from = m_selection.event >= 0 ? m_selection.event + steps : steps > 0 ? 0 : events.size() - 1;
    const auto next = static_cast<int>(std::clamp<qsizetype>(from, 0, events.size() - 1));
    const double at = msOf(events.at(next).at);
    const TimeRange view = shown();
    if (!view.contains(at))
        show({at - view.span() / 2, at + view.span() / 2});
    setEvent(next);
    setCrosshair(events.at(next).at.toMSecsSinceEpoch());
}

void ChartNavigator::setBand(std::optional<std::pair<double, double>> band)
{
    if (band == m_selection.band)
        return;
    m_selection.band = band;
    Q_EMIT selectionChanged();
}

void ChartNavigator::openEvent(int index)
{
    const QList<models::StorageEvent> &events = m_content->events;
    if (index >= 0 && index < events.size() && events.at(index).place != models::Location())
        Q_EMIT placeActivated(events.at(index).place);
}

int ChartNavigator::seriesNear(const QPointF &position) const
{
    int nearest = -1;
    double distance = 24;
    const auto at = static_cast<qint64>(m_axes->timeAt(position.x()));
    for (int i = 0; i < m_content->readings.count(); ++i) {
        const models::StoragePoint *point = m_content->readings.nearest(i, at);
        const std::optional<double> value = point ? m_content->valueOf(*point) : std::nullopt;
        if (!value)
            continue;
        const double off = std::abs(m_axes->y(*value) - position.y());
        if (off < distance) {
            distance = off;
            nearest = i;
        }
    }
    return nearest;
}

} // namespace orrery::views
