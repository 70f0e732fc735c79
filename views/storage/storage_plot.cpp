// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/storage_plot.h"

#include "models/core/text.h"
#include "views/core/theme.h"
#include "views/storage/storage_plot_metrics.h"

#include <QAccessible>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QLineSeries>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace orrery::views {

using namespace storage_plot;

namespace {

constexpr int topMargin = 14;
constexpr int bottomMargin = 26;
constexpr int mostDirectLabels = 5;

/// Told apart by dash as well as by colour: solid, dashed, dotted, then the same again.
Qt::PenStyle dashOf(qsizetype index)
{
    switch (index % 3) {
    case 1:
        return Qt::DashLine;
    case 2:
        return Qt::DotLine;
    default:
        return Qt::SolidLine;
    }
}

QPen seriesPen(const Theme &theme, qsizetype index)
{
    QPen pen(theme.series(static_cast<int>(index)), 2);
    pen.setStyle(dashOf(index));
    pen.setCapStyle(Qt::RoundCap);
    pen.setJoinStyle(Qt::RoundJoin);
    return pen;
}

} // namespace

StoragePlot::StoragePlot(QWidget *parent) : QChartView(new QChart, parent), m_x(new QValueAxis), m_y(new QValueAxis)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setRenderHint(QPainter::Antialiasing);
    setAccessibleName(tr("Storage over time"));
    setBackgroundBrush(Qt::NoBrush);
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
    m_series = series;
    m_unit = unit;
    if (m_crosshair && allTimes().isEmpty())
        m_crosshair.reset();
    rebuild();
}

std::optional<double> StoragePlot::valueOf(const models::StoragePoint &point) const
{
    return m_unit == StorageUnit::Percent ? point.usedPercent : point.usedBytes;
}

void StoragePlot::rebuild()
{
    QChart *chart = this->chart();
    chart->removeAllSeries();
    const Theme theme = Theme::of(this);
    const int budget = std::clamp(2 * static_cast<int>(plot().width()), 200, 2000);
    const auto addLine = [&](const QList<QPointF> &points, const QPen &pen) {
        auto *line = new QLineSeries;
        line->replace(points);
        chart->addSeries(line); // its theme sets a pen; ours comes after it
        line->setPen(pen);
        line->attachAxis(m_x);
        line->attachAxis(m_y);
    };
    for (qsizetype i = 0; i < m_series.size(); ++i) {
        const QList<models::StoragePoint> points = models::downsample(m_series.at(i).points, budget);
        // A reading that is missing is a gap in the line, not a straight line across it.
        QList<QPointF> run;
        const auto flush = [&] {
            if (!run.isEmpty())
                addLine(run, seriesPen(theme, i));
            run.clear();
        };
        for (const models::StoragePoint &point : points) {
            if (const std::optional<double> value = valueOf(point))
                run.append({msOf(point), *value});
            else
                flush();
        }
        flush();
        if (m_unit != StorageUnit::Bytes)
            continue;
        // Capacity as steps: it changes when somebody resizes, not in between.
        QPen capacityPen(theme.color(ColorRole::TextSecondary), 1);
        if (m_series.size() > 1) {
            capacityPen.setColor(theme.series(static_cast<int>(i)));
            capacityPen.setStyle(Qt::DotLine);
        }
        QList<QPointF> steps;
        for (const models::StoragePoint &point : points) {
            if (!point.capacityBytes)
                continue;
            const double at = msOf(point);
            if (!steps.isEmpty() && std::abs(steps.constLast().y() - *point.capacityBytes) > 0.5)
                steps.append({at, steps.constLast().y()});
            steps.append({at, *point.capacityBytes});
        }
        if (!steps.isEmpty())
            addLine(steps, capacityPen);
    }
    updateAxes();
    placePlot();
    resetCachedContent();
    viewport()->update();
}

void StoragePlot::updateAxes()
{
    double first = 0;
    double last = 0;
    double highest = 0;
    bool any = false;
    for (const models::StorageSeries &series : std::as_const(m_series)) {
        for (const models::StoragePoint &point : series.points) {
            const double at = msOf(point);
            first = any ? std::min(first, at) : at;
            last = any ? std::max(last, at) : at;
            any = true;
            highest = std::max(highest, valueOf(point).value_or(0));
            if (m_unit == StorageUnit::Bytes)
                highest = std::max(highest, point.capacityBytes.value_or(0));
        }
    }
    if (last - first < 60000) {
        // One reading: put it in the middle of an hour.
        const double middle = (first + last) / 2;
        first = middle - 1800000;
        last = middle + 1800000;
    }
    m_x->setRange(first, last);
    if (m_unit == StorageUnit::Percent)
        m_y->setRange(0, std::max(100.0, std::ceil(highest / 5) * 5));
    else
        m_y->setRange(0, highest > 0 ? highest * 1.06 : 1);
}

QRectF StoragePlot::plot() const
{
    return QRectF(leftMargin, topMargin, std::max(40, width() - leftMargin - m_endLabelWidth - 12),
                  std::max(40, height() - topMargin - bottomMargin));
}

void StoragePlot::placePlot()
{
    // Direct labels need room at the right, as much as the longest one.
    m_endLabelWidth = 0;
    if (m_series.size() > 1 && m_series.size() <= mostDirectLabels) {
        const QFontMetrics metrics(Theme::font(TextSize::Small));
        for (const models::StorageSeries &series : std::as_const(m_series))
            m_endLabelWidth =
                std::max(m_endLabelWidth, metrics.horizontalAdvance(models::visibleText(series.name)) + 12);
        m_endLabelWidth = std::min(m_endLabelWidth, width() / 4);
    } else if (m_series.size() == 1) {
        m_endLabelWidth = 52;
    }
    chart()->setPlotArea(plot());
}

QPointF StoragePlot::mapped(double milliseconds, double value) const
{
    const QRectF area = plot();
    const double spanX = std::max(1.0, m_x->max() - m_x->min());
    const double spanY = std::max(1e-9, m_y->max() - m_y->min());
    return {area.left() + (milliseconds - m_x->min()) / spanX * area.width(),
            area.bottom() - (value - m_y->min()) / spanY * area.height()};
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

QList<qint64> StoragePlot::allTimes() const
{
    QList<qint64> times;
    for (const models::StorageSeries &series : m_series) {
        for (const models::StoragePoint &point : series.points)
            times.append(point.at.toMSecsSinceEpoch());
    }
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    return times;
}

const models::StoragePoint *StoragePlot::pointAt(int series, qint64 milliseconds) const
{
    const QList<models::StoragePoint> &points = m_series.at(series).points;
    if (points.isEmpty())
        return nullptr;
    const auto after = std::lower_bound(
        points.cbegin(), points.cend(), milliseconds,
        [](const models::StoragePoint &point, qint64 wanted) { return point.at.toMSecsSinceEpoch() < wanted; });
    if (after == points.cend())
        return &points.constLast();
    if (after == points.cbegin())
        return &points.constFirst();
    const auto before = after - 1;
    const bool nearerBefore =
        milliseconds - before->at.toMSecsSinceEpoch() < after->at.toMSecsSinceEpoch() - milliseconds;
    return nearerBefore ? &*before : &*after;
}

QDateTime StoragePlot::crosshair() const
{
    return m_crosshair ? QDateTime::fromMSecsSinceEpoch(*m_crosshair, Qt::UTC) : QDateTime();
}

void StoragePlot::setCrosshair(const QDateTime &at)
{
    std::optional<qint64> wanted;
    const QList<qint64> times = allTimes();
    if (at.isValid() && !times.isEmpty()) {
        const qint64 target = at.toMSecsSinceEpoch();
        auto nearest = std::lower_bound(times.cbegin(), times.cend(), target);
        if (nearest == times.cend() || (nearest != times.cbegin() && target - *(nearest - 1) < *nearest - target))
            --nearest;
        wanted = *nearest;
    }
    if (wanted == m_crosshair)
        return;
    m_crosshair = wanted;
    setAccessibleDescription(crosshairText());
    resetCachedContent();
    viewport()->update();
    Q_EMIT crosshairChanged();
    if (QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
    }
}

QString StoragePlot::crosshairText() const
{
    if (!m_crosshair)
        return {};
    QStringList parts;
    for (int i = 0; i < m_series.size(); ++i) {
        if (const models::StoragePoint *point = pointAt(i, *m_crosshair))
            parts += models::visibleText(m_series.at(i).name) + u' ' + valueText(*point);
    }
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(*m_crosshair), QLocale::ShortFormat) + QLatin1String(": ")
        + parts.join(QLatin1String(", "));
}

int StoragePlot::drawnPoints() const
{
    qsizetype count = 0;
    const QList<QAbstractSeries *> all = chart()->series();
    for (const QAbstractSeries *series : all) {
        if (const auto *line = qobject_cast<const QLineSeries *>(series))
            count += line->count();
    }
    return static_cast<int>(count);
}

void StoragePlot::moveCrosshair(int steps)
{
    const QList<qint64> times = allTimes();
    if (times.isEmpty())
        return;
    qsizetype at = times.size() - 1;
    if (m_crosshair) {
        at = std::lower_bound(times.cbegin(), times.cend(), *m_crosshair) - times.cbegin();
        // A key press moves by what can be seen: about four pixels.
        const qsizetype stride =
            std::max<qsizetype>(1, times.size() * 4 / std::max(1, static_cast<int>(plot().width())));
        at = std::clamp<qsizetype>(at + steps * stride, 0, times.size() - 1);
    }
    setCrosshair(QDateTime::fromMSecsSinceEpoch(times.at(at)));
}

void StoragePlot::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF area = plot();
    const QPointF position = event->position();
    if (area.adjusted(-8, 0, 8, 0).contains(position)) {
        const double part = (position.x() - area.left()) / area.width();
        setCrosshair(
            QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(m_x->min() + part * (m_x->max() - m_x->min()))));
    } else {
        setCrosshair({});
    }
    QChartView::mouseMoveEvent(event);
}

void StoragePlot::leaveEvent(QEvent *event)
{
    if (!hasFocus())
        setCrosshair({});
    QChartView::leaveEvent(event);
}

void StoragePlot::keyPressEvent(QKeyEvent *event)
{
    const QList<qint64> times = allTimes();
    switch (event->key()) {
    case Qt::Key_Left:
        moveCrosshair(-1);
        return;
    case Qt::Key_Right:
        moveCrosshair(1);
        return;
    case Qt::Key_Home:
        if (!times.isEmpty())
            setCrosshair(QDateTime::fromMSecsSinceEpoch(times.constFirst()));
        return;
    case Qt::Key_End:
        if (!times.isEmpty())
            setCrosshair(QDateTime::fromMSecsSinceEpoch(times.constLast()));
        return;
    case Qt::Key_Escape:
        if (m_crosshair) {
            setCrosshair({});
            return;
        }
        break;
    default:
        break;
    }
    event->ignore();
}

void StoragePlot::focusInEvent(QFocusEvent *event)
{
    QChartView::focusInEvent(event);
    resetCachedContent();
    viewport()->update();
}

void StoragePlot::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    setCrosshair({});
    viewport()->update();
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
