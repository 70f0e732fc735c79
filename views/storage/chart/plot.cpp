// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/plot.h"

#include "models/core/text.h"
#include "views/core/theme.h"
#include "views/storage/chart/plot_metrics.h"

#include <QEvent>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace orrery::views {

using namespace storage_plot;

namespace {

constexpr double dayMs = 86400000.0;
/// More is cut off at the top and told in words: one absurd reading must not press all others flat.
constexpr double highestPercent = 150;
/// Of what is shown before the newest reading, this much is added for the days to come.
constexpr double coneShare = 0.4;

bool sameVolumes(const QList<models::StorageSeries> &a, const QList<models::StorageSeries> &b)
{
    return !a.isEmpty()
        && std::equal(a.cbegin(), a.cend(), b.cbegin(), b.cend(),
                      [](const models::StorageSeries &left, const models::StorageSeries &right) {
                          return left.name == right.name && left.volume == right.volume;
                      });
}

/// Every moment of any line, once.
QList<qint64> momentsOf(const std::vector<StorageLine> &lines)
{
    QList<qint64> times;
    const std::vector<double> *before = nullptr;
    for (const StorageLine &line : lines) {
        if (before && *before == line.at)
            continue; // shards are measured together
        before = &line.at;
        const qsizetype middle = times.size();
        times.reserve(middle + static_cast<qsizetype>(line.at.size()));
        for (const double at : line.at)
            times.append(static_cast<qint64>(at));
        if (middle == 0)
            continue;
        std::inplace_merge(times.begin(), times.begin() + middle, times.end());
        times.erase(std::unique(times.begin(), times.end()), times.end());
    }
    return times;
}

} // namespace

StoragePlot::StoragePlot(QWidget *parent) : QChartView(new QChart, parent), m_x(new QValueAxis), m_y(new QValueAxis)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setRenderHint(QPainter::Antialiasing);
    setAccessibleName(tr("Storage over time"));
    setWhatsThis(
        tr("Wheel, + and −: zoom. Drag: show a range. Shift and drag, Shift and arrows: move along. 0: the whole "
           "range. Left and Right: values. Up and Down: choose a line. Ctrl+Left and Ctrl+Right: what happened."));
    setBackgroundBrush(Qt::NoBrush);
    // Scale, bands and the many lines behind are painted once for a view; a crosshair that moves leaves them alone.
    setCacheMode(QGraphicsView::CacheBackground);
    viewport()->setAutoFillBackground(false);
    QChart *chart = this->chart();
    chart->legend()->hide();
    chart->setBackgroundVisible(false);
    chart->setPlotAreaBackgroundVisible(false);
    chart->setMargins({});
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->addAxis(m_x, Qt::AlignBottom);
    chart->addAxis(m_y, Qt::AlignLeft);
    m_x->setVisible(false);
    m_y->setVisible(false);
    setMinimumSize(240, 160);
}

void StoragePlot::setSeries(const QList<models::StorageSeries> &series, StorageUnit unit)
{
    const bool same = sameVolumes(m_series, series);
    const auto oldEnd = m_times.isEmpty() ? 0.0 : static_cast<double>(m_times.constLast());
    m_series = series;
    m_unit = unit;
    m_lines.clear();
    m_levels.clear();
    for (models::StorageSeries &one : m_series) {
        one.points = orderedPoints(one.points);
        m_lines.push_back(storageLine(one.points));
        m_levels.append(latestPercent(one));
    }
    m_times = momentsOf(m_lines);
    m_styles = lineStyles(m_levels);
    if (!same) {
        m_view.reset();
        m_highlight = -1;
        m_hovered = -1;
        m_forecast = {};
    }
    if (m_times.isEmpty()) {
        m_view.reset();
        m_crosshair.reset();
    }
    // Whoever looks at the end goes on looking at it.
    if (m_view && m_view->to >= oldEnd) {
        const double moved = static_cast<double>(m_times.constLast()) - oldEnd;
        m_view->from += moved;
        m_view->to += moved;
    }
    if (m_crosshair)
        m_crosshair = same ? snapped(*m_crosshair) : std::nullopt;
    rebuild();
    describe();
}

void StoragePlot::setUnit(StorageUnit unit)
{
    if (unit == m_unit)
        return;
    m_unit = unit;
    rebuild();
    describe();
}

void StoragePlot::setDays(int days)
{
    if (days == m_days)
        return;
    m_days = days;
    m_view.reset();
    rebuild();
}

void StoragePlot::setForecast(const models::StorageForecast &forecast, int series)
{
    if (forecast == m_forecast && series == m_forecastSeries)
        return;
    m_forecast = forecast;
    m_forecastSeries = series;
    rebuild();
}

void StoragePlot::setEvents(const QList<models::StorageEvent> &events)
{
    QList<models::StorageEvent> ordered;
    std::copy_if(events.cbegin(), events.cend(), std::back_inserter(ordered),
                 [](const models::StorageEvent &event) { return event.at.isValid(); });
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const models::StorageEvent &a, const models::StorageEvent &b) { return a.at < b.at; });
    if (ordered == m_events)
        return;
    m_events = ordered;
    m_currentEvent = -1;
    rebuild();
}

void StoragePlot::setMarkers(const QList<StorageMarker> &markers)
{
    if (markers == m_markers)
        return;
    m_markers = markers;
    rebuild();
}

bool StoragePlot::hasCone() const
{
    return m_forecastSeries >= 0 && m_forecastSeries < m_series.size() && !m_times.isEmpty()
        && !m_forecast.cone.isEmpty() && coneEnd() > static_cast<double>(m_times.constLast());
}

double StoragePlot::coneEnd() const
{
    return m_forecast.cone.isEmpty() ? 0 : msOf(m_forecast.cone.constLast().at);
}

StoragePlot::Window StoragePlot::home() const
{
    if (m_times.isEmpty())
        return {0, 3600000};
    const auto last = static_cast<double>(m_times.constLast());
    auto first = static_cast<double>(m_times.constFirst());
    if (m_days > 0)
        first = std::max(first, last - m_days * dayMs);
    if (last - first < 60000) {
        // One reading: put it in the middle of an hour.
        const double middle = (first + last) / 2;
        return {middle - 1800000, middle + 1800000};
    }
    return {first, hasCone() ? last + std::min(coneEnd() - last, coneShare * (last - first)) : last};
}

StoragePlot::Window StoragePlot::limits() const
{
    const Window whole = home();
    if (m_times.isEmpty())
        return whole;
    return {std::min(whole.from, static_cast<double>(m_times.constFirst())),
            std::max(whole.to, hasCone() ? coneEnd() : static_cast<double>(m_times.constLast()))};
}

void StoragePlot::changeView(std::optional<Window> view)
{
    if (m_times.isEmpty())
        return;
    if (view) {
        const Window most = limits();
        const double span = std::clamp(view->span(), std::min(shortestView, most.span()), most.span());
        const double middle = (view->from + view->to) / 2;
        view->from = std::clamp(middle - span / 2, most.from, most.to - span);
        view->to = view->from + span;
        const Window whole = home();
        const double pixel = whole.span() / std::max(1.0, plotArea().width());
        if (std::abs(view->from - whole.from) < pixel && std::abs(view->to - whole.to) < pixel)
            view.reset();
    }
    const bool isSame =
        m_view.has_value() == view.has_value() && (!view || (view->from == m_view->from && view->to == m_view->to));
    if (isSame)
        return;
    m_view = view;
    updateLines();
    repaintAll();
    Q_EMIT viewChanged(viewFrom(), viewTo());
}

void StoragePlot::setView(const QDateTime &from, const QDateTime &to)
{
    if (from.isValid() && to.isValid())
        changeView(Window{msOf(from), msOf(to)});
}

QDateTime StoragePlot::homeFrom() const
{
    return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(home().from), Qt::UTC);
}

QDateTime StoragePlot::homeTo() const
{
    return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(std::ceil(home().to)), Qt::UTC);
}

QDateTime StoragePlot::viewFrom() const
{
    return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(std::round(shown().from)), Qt::UTC);
}

QDateTime StoragePlot::viewTo() const
{
    return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(std::round(shown().to)), Qt::UTC);
}

void StoragePlot::resetView()
{
    changeView(std::nullopt);
}

void StoragePlot::zoom(double factor)
{
    const Window view = shown();
    double middle = (view.from + view.to) / 2;
    if (m_crosshair && crosshair() >= viewFrom() && crosshair() <= viewTo())
        middle = static_cast<double>(*m_crosshair);
    changeView(Window{middle - (middle - view.from) * factor, middle + (view.to - middle) * factor});
}

void StoragePlot::pan(double part)
{
    const Window view = shown();
    changeView(Window{view.from + part * view.span(), view.to + part * view.span()});
}

std::optional<double> StoragePlot::capacityOf(int series) const
{
    const QList<models::StoragePoint> &points = m_series.at(series).points;
    for (qsizetype i = points.size() - 1; i >= 0; --i) {
        const std::optional<double> &capacity = points.at(i).capacityBytes;
        if (capacity && *capacity > 0)
            return capacity;
    }
    return std::nullopt;
}

std::optional<double> StoragePlot::markerValue(const StorageMarker &marker) const
{
    const bool bytes = m_unit == StorageUnit::Bytes;
    if (bytes ? marker.bytes.has_value() : marker.percent.has_value())
        return bytes ? marker.bytes : marker.percent;
    const std::optional<double> &other = bytes ? marker.percent : marker.bytes;
    const std::optional<double> capacity = isOneVolume() ? capacityOf(0) : std::nullopt;
    if (!other || !capacity)
        return std::nullopt;
    return bytes ? *other * *capacity / 100 : *other / *capacity * 100;
}

std::optional<double> StoragePlot::coneValue(const models::ForecastPoint &point, int side) const
{
    if (m_unit == StorageUnit::Percent)
        return side < 0 ? point.lowPercent : side > 0 ? point.highPercent : point.percent;
    return side < 0 ? point.lowBytes : side > 0 ? point.highBytes : point.bytes;
}

QList<int> StoragePlot::labelled() const
{
    return fullestFirst(m_levels).mid(0, mostDirectLabels);
}

QRectF StoragePlot::plotArea() const
{
    const int below = timeHeight + (m_events.isEmpty() ? 0 : eventHeight);
    return QRectF(leftMargin, topMargin, std::max(40, width() - leftMargin - m_endLabelWidth - 12),
                  std::max(40, height() - topMargin - below));
}

void StoragePlot::placePlot()
{
    // Direct labels need room at the right, as much as the longest one.
    m_endLabelWidth = 0;
    if (m_series.size() > 1) {
        const QFontMetrics metrics(Theme::font(TextSize::Small, true));
        const QList<int> named = labelled();
        for (const int index : named)
            m_endLabelWidth =
                std::max(m_endLabelWidth, metrics.horizontalAdvance(models::visibleText(m_series.at(index).name)) + 12);
        m_endLabelWidth = std::min(m_endLabelWidth, width() / 4);
    } else if (isOneVolume()) {
        m_endLabelWidth = 56;
    }
    if (chart()->plotArea() != plotArea())
        chart()->setPlotArea(plotArea());
}

void StoragePlot::rebuild()
{
    placePlot();
    updateLines();
    repaintAll();
}

void StoragePlot::repaintAll()
{
    resetCachedContent();
    repaintMarks();
}

void StoragePlot::repaintMarks()
{
    viewport()->update();
}

void StoragePlot::updateLines()
{
    const Window view = shown();
    const Theme theme = Theme::of(this);
    const bool bytes = m_unit == StorageUnit::Bytes;
    // Where many lines share the pixels, finer ones are not seen but have to be drawn.
    const int coarse = m_series.size() > 32 ? 4 : m_series.size() > 8 ? 2 : 1;
    const int columns = std::max(40, static_cast<int>(plotArea().width()) / coarse);

    m_drawn.clear();
    QList<std::pair<PointRun, QPen>> lines; ///< those in the background are painted there, not by the chart
    for (int i = 0; i < m_series.size(); ++i) {
        const StorageLine &line = m_lines.at(static_cast<size_t>(i));
        Drawn drawn;
        drawn.runs = lineRuns(line, line.values(bytes), view.from, view.to, columns);
        const QPen pen = linePen(theme, m_styles.at(i));
        for (const PointRun &run : std::as_const(drawn.runs)) {
            if (!m_styles.at(i).isBackground())
                lines.append({run, pen});
            for (auto point = run.crbegin(); point != run.crend() && !(drawn.newest && drawn.newest->x() > point->x());
                 ++point) {
                if (point->x() > view.to)
                    continue;
                drawn.newest = *point;
                break;
            }
        }
        if (bytes && !m_styles.at(i).isBackground()) {
            // Capacity as steps: it changes when somebody resizes, not in between.
            drawn.capacity = capacitySteps(line, view.from, view.to, columns);
            QPen capacityPen(theme.color(ColorRole::TextSecondary), 1);
            if (m_series.size() > 1) {
                capacityPen.setColor(lineColor(theme, m_styles.at(i)));
                capacityPen.setStyle(Qt::DotLine);
            }
            if (!drawn.capacity.isEmpty())
                lines.append({drawn.capacity, capacityPen});
        }
        m_drawn.append(drawn);
    }
    updateHeight();
    if (m_x->min() != view.from || m_x->max() != view.to)
        m_x->setRange(view.from, view.to);
    while (m_pool.size() > lines.size()) {
        QLineSeries *line = m_pool.takeLast();
        chart()->removeSeries(line);
        delete line;
    }
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i == m_pool.size()) {
            auto *line = new QLineSeries;
            line->replace(lines.at(i).first);
            chart()->addSeries(line); // its theme sets a pen; ours comes after it
            line->attachAxis(m_x);
            line->attachAxis(m_y);
            m_pool.append(line);
        } else {
            m_pool.at(i)->replace(lines.at(i).first);
        }
        if (m_pool.at(i)->pen() != lines.at(i).second)
            m_pool.at(i)->setPen(lines.at(i).second);
    }
}

void StoragePlot::updateHeight()
{
    double highest = 0;
    for (const Drawn &drawn : std::as_const(m_drawn)) {
        for (const PointRun &run : drawn.runs) {
            for (const QPointF &point : run)
                highest = std::max(highest, point.y());
        }
        for (const QPointF &point : drawn.capacity)
            highest = std::max(highest, point.y());
    }
    double top = 0;
    if (m_unit == StorageUnit::Percent) {
        top = std::max(100.0, std::min(highestPercent, std::ceil(highest / 5) * 5));
    } else {
        for (const StorageMarker &marker : std::as_const(m_markers)) {
            // A limit far above today's disk would leave the curve at the bottom.
            const double value = markerValue(marker).value_or(0);
            if (value < highest * 1.6)
                highest = std::max(highest, value);
        }
        top = highest > 0 ? highest * 1.06 : 1;
    }
    if (m_y->min() != 0 || m_y->max() != top)
        m_y->setRange(0, top);
}

QPointF StoragePlot::mapped(double milliseconds, double value) const
{
    const QRectF area = plotArea();
    const double spanX = std::max(1.0, m_x->max() - m_x->min());
    const double spanY = std::max(1e-9, m_y->max() - m_y->min());
    return {area.left() + (milliseconds - m_x->min()) / spanX * area.width(),
            area.bottom() - (value - m_y->min()) / spanY * area.height()};
}

double StoragePlot::timeAt(double x) const
{
    const QRectF area = plotArea();
    return m_x->min() + (x - area.left()) / area.width() * (m_x->max() - m_x->min());
}

int StoragePlot::drawnPoints() const
{
    qsizetype count = 0;
    for (const QLineSeries *line : m_pool)
        count += line->count();
    for (int i = 0; i < m_drawn.size(); ++i) {
        if (!m_styles.at(i).isBackground())
            continue;
        for (const PointRun &run : m_drawn.at(i).runs)
            count += run.size();
    }
    return static_cast<int>(count);
}

void StoragePlot::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    // The width decides how many points are worth drawing.
    rebuild();
}

void StoragePlot::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange)
        rebuild();
}

} // namespace orrery::views
