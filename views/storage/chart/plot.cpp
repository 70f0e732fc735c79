// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/plot.h"

#include "api/core/utc.h"
#include "views/storage/chart/layers/colored_line_layer.h"
#include "views/storage/chart/layers/crosshair_layer.h"
#include "views/storage/chart/layers/end_label_layer.h"
#include "views/storage/chart/layers/event_layer.h"
#include "views/storage/chart/layers/forecast_layer.h"
#include "views/storage/chart/layers/level_layer.h"
#include "views/storage/chart/layers/line_layers.h"
#include "views/storage/chart/layers/scale_layers.h"
#include "views/storage/chart/readout.h"
#include "views/storage/chart/scale.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace orrery::views {

namespace {

QDateTime utc(double milliseconds)
{
    return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(milliseconds), kUtc);
}

} // namespace

StoragePlot::StoragePlot(QWidget *parent)
    : QWidget(parent), m_navigator(&m_content, &m_axes), m_input(&m_navigator), m_description(this)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumSize(240, 120);
    setAccessibleName(tr("Storage over time"));
    setWhatsThis(
        tr("Wheel, + and −: zoom. Drag: show a range. Shift and drag, Shift and arrows: move along. 0: the whole "
           "range. Left and Right: values. Up and Down: choose a line. Ctrl+Left and Ctrl+Right: events."));
    makeLayers();
    connect(&m_navigator, &ChartNavigator::viewChanged, this, [this] {
        updateLines();
        Q_EMIT viewChanged(viewFrom(), viewTo());
    });
    connect(&m_navigator, &ChartNavigator::selectionChanged, this, &StoragePlot::showSelection);
    connect(&m_navigator, &ChartNavigator::crosshairChanged, this, &StoragePlot::crosshairChanged);
    connect(&m_navigator, &ChartNavigator::highlightedChanged, this, &StoragePlot::highlightedChanged);
    connect(&m_navigator, &ChartNavigator::placeActivated, this, &StoragePlot::placeActivated);
    rebuild();
}

StoragePlot::~StoragePlot() = default;

void StoragePlot::makeLayers()
{
    auto colored = std::make_unique<ColoredLineLayer>();
    m_colored = colored.get();
    m_background.push_back(std::make_unique<BandLayer>());
    m_background.push_back(std::make_unique<ScaleLayer>());
    m_background.push_back(std::make_unique<ByteThresholdLayer>());
    m_background.push_back(std::make_unique<BackgroundLineLayer>());
    m_background.push_back(std::move(colored));
    m_background.push_back(std::make_unique<ForecastLayer>());
    m_background.push_back(std::make_unique<LoneReadingLayer>());
    m_foreground.push_back(std::make_unique<LiftedLineLayer>());
    m_foreground.push_back(std::make_unique<LevelLayer>());
    m_foreground.push_back(std::make_unique<NoValuesLayer>());
    m_foreground.push_back(std::make_unique<EndLabelLayer>());
    m_foreground.push_back(std::make_unique<EventLayer>());
    m_foreground.push_back(std::make_unique<RangeLayer>());
    m_foreground.push_back(std::make_unique<CrosshairLayer>());
}

void StoragePlot::setSeries(const QList<models::StorageSeries> &series, StorageUnit unit)
{
    const bool same = sameVolumes(m_content.readings.series(), series);
    m_content.readings.set(series);
    m_content.styles = lineStyles(m_content.readings.levels());
    m_content.unit = unit;
    if (!same)
        m_content.forecast = {};
    m_navigator.readingsReplaced(same);
    rebuild();
}

void StoragePlot::setUnit(StorageUnit unit)
{
    if (unit == m_content.unit)
        return;
    m_content.unit = unit;
    rebuild();
}

void StoragePlot::setDays(int days)
{
    if (days == m_navigator.days())
        return;
    m_navigator.setDays(days);
    rebuild();
}

void StoragePlot::setForecast(const models::StorageForecast &forecast, int series)
{
    if (forecast == m_content.forecast && series == m_content.forecastSeries)
        return;
    m_content.forecast = forecast;
    m_content.forecastSeries = series;
    m_navigator.forecastReplaced();
    rebuild();
}

void StoragePlot::setEvents(const QList<models::StorageEvent> &events)
{
    QList<models::StorageEvent> ordered;
    std::copy_if(events.cbegin(), events.cend(), std::back_inserter(ordered),
                 [](const models::StorageEvent &event) { return event.at.isValid(); });
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const models::StorageEvent &a, const models::StorageEvent &b) { return a.at < b.at; });
    if (ordered == m_content.events)
        return;
    m_content.events = ordered;
    m_navigator.eventsReplaced();
    rebuild();
}

void StoragePlot::setMarkers(const QList<StorageMarker> &markers)
{
    if (markers == m_content.markers)
        return;
    m_content.markers = markers;
    rebuild();
}

QDateTime StoragePlot::homeFrom() const
{
    return utc(m_navigator.home().from);
}

QDateTime StoragePlot::homeTo() const
{
    return utc(std::ceil(m_navigator.home().to));
}

void StoragePlot::setView(const QDateTime &from, const QDateTime &to)
{
    if (from.isValid() && to.isValid())
        m_navigator.show({msOf(from), msOf(to)});
}

QDateTime StoragePlot::viewFrom() const
{
    return utc(std::round(m_navigator.shown().from));
}

QDateTime StoragePlot::viewTo() const
{
    return utc(std::round(m_navigator.shown().to));
}

QDateTime StoragePlot::crosshair() const
{
    const std::optional<qint64> at = m_navigator.selection().crosshair;
    return at ? QDateTime::fromMSecsSinceEpoch(*at, kUtc) : QDateTime();
}

void StoragePlot::setCrosshair(const QDateTime &at)
{
    m_navigator.setCrosshair(at.isValid() ? std::optional(at.toMSecsSinceEpoch()) : std::nullopt);
}

QString StoragePlot::crosshairText() const
{
    return ChartReadout(m_content, m_navigator.selection()).text();
}

QRectF StoragePlot::eventRect(int index) const
{
    const QList<EventMark> marks = m_navigator.marks();
    const EventMark *mark = markOf(marks, index);
    return mark ? mark->rect : QRectF();
}

void StoragePlot::rebuild()
{
    m_axes.setSize(size(), EndLabelLayer::width(m_content, width()), !m_content.events.isEmpty());
    updateLines();
    showSelection();
}

void StoragePlot::updateLines()
{
    const TimeRange times = m_navigator.shown();
    m_lines = drawnLines(m_content, times, m_axes.area().width());
    m_axes.setTimes(times);
    m_axes.setTop(ChartScale::top(m_content.unit, highestValue(m_content, m_lines)));
    const Theme theme = Theme::of(this);
    m_colored->setFrame({m_content, m_axes, m_lines, m_navigator.selection(), theme});
    m_kept = {};
    update();
}

void StoragePlot::showSelection()
{
    m_description.say(ChartReadout(m_content, m_navigator.selection()).description());
    update();
}

void StoragePlot::paintLayers(QPainter &painter, const Layers &layers) const
{
    const Theme theme = Theme::of(this);
    const ChartFrame frame{m_content, m_axes, m_lines, m_navigator.selection(), theme};
    painter.setRenderHint(QPainter::Antialiasing);
    for (const std::unique_ptr<ChartLayer> &layer : layers)
        layer->paint(painter, frame);
}

void StoragePlot::paintBackground(QPainter &painter) const
{
    painter.fillRect(rect(), Theme::of(this).color(ColorRole::Surface));
    paintLayers(painter, m_background);
}

void StoragePlot::paintForeground(QPainter &painter) const
{
    paintLayers(painter, m_foreground);
    if (!hasFocus())
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Theme::of(this).color(ColorRole::Focus), 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
}

void StoragePlot::paint(QPainter &painter) const
{
    paintBackground(painter);
    paintForeground(painter);
}

void StoragePlot::paintEvent(QPaintEvent *)
{
    if (m_kept.isNull() || m_kept.devicePixelRatio() != devicePixelRatioF()) {
        m_kept = QPixmap(size() * devicePixelRatioF());
        m_kept.setDevicePixelRatio(devicePixelRatioF());
        QPainter painter(&m_kept);
        paintBackground(painter);
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_kept);
    paintForeground(painter);
}

void StoragePlot::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // The width decides how many points are worth drawing.
    rebuild();
}

void StoragePlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange
        || event->type() == QEvent::LocaleChange)
        rebuild();
}

void StoragePlot::mousePressEvent(QMouseEvent *event)
{
    m_input.press(event);
    setCursor(m_input.cursor());
}

void StoragePlot::mouseMoveEvent(QMouseEvent *event)
{
    m_input.move(event, hasFocus());
    setCursor(m_input.cursor());
}

void StoragePlot::mouseReleaseEvent(QMouseEvent *event)
{
    m_input.release(event);
    setCursor(m_input.cursor());
}

void StoragePlot::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_input.doubleClick(event);
}

void StoragePlot::wheelEvent(QWheelEvent *event)
{
    m_input.wheel(event);
}

void StoragePlot::leaveEvent(QEvent *event)
{
    m_input.leave(hasFocus());
    QWidget::leaveEvent(event);
}

void StoragePlot::keyPressEvent(QKeyEvent *event)
{
    m_input.key(event);
    setCursor(m_input.cursor());
}

void StoragePlot::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void StoragePlot::focusOutEvent(QFocusEvent *event)
{
    m_input.focusLost();
    QWidget::focusOutEvent(event);
    update();
}

} // namespace orrery::views
