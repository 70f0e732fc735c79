// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/plot.h"

#include "models/core/text.h"
#include "views/core/theme.h"
#include "views/storage/chart/plot_metrics.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QValueAxis>

#include <algorithm>
#include <array>
#include <cmath>

namespace orrery::views {

using namespace storage_plot;

namespace {

/// 1, 2 or 5 times a power of 1024's tenth steps: a round number of GiB for the scale.
double roundStep(double range, int wantedTicks)
{
    const double raw = range / std::max(1, wantedTicks);
    double unit = 1;
    while (raw >= unit * 1024)
        unit *= 1024;
    const double scaled = raw / unit;
    const double power = std::pow(10.0, std::floor(std::log10(std::max(scaled, 1e-9))));
    for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0}) {
        if (factor * power >= scaled)
            return factor * power * unit;
    }
    return 10 * power * unit;
}

/// Round values read better without their zero: "50 GiB".
QString axisBytes(double value)
{
    QString text = models::formattedBytes(value);
    const QString zero = QLocale().decimalPoint() + QLocale().zeroDigit();
    const qsizetype at = text.indexOf(zero);
    if (at >= 0 && at + zero.size() < text.size() && !text.at(at + zero.size()).isDigit())
        text.remove(at, zero.size());
    return text;
}

} // namespace

void StoragePlot::drawBackground(QPainter *painter, const QRectF &)
{
    const Theme theme = Theme::of(this);
    painter->save();
    painter->fillRect(QRect(QPoint(0, 0), size()), theme.color(ColorRole::Surface));
    if (m_unit == StorageUnit::Percent)
        drawBands(*painter, theme);
    drawScale(*painter, theme);
    if (m_unit == StorageUnit::Bytes && isOneVolume())
        drawByteThresholds(*painter, theme);
    drawTimes(*painter, theme);
    drawLinesBehind(*painter, theme);
    painter->restore();
}

void StoragePlot::drawLinesBehind(QPainter &painter, const Theme &theme) const
{
    painter.save();
    painter.setClipRect(plotArea());
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < m_drawn.size(); ++i) {
        if (!m_styles.at(i).isBackground())
            continue;
        painter.setPen(linePen(theme, m_styles.at(i)));
        for (const PointRun &run : m_drawn.at(i).runs) {
            QPolygonF line;
            line.reserve(run.size());
            for (const QPointF &point : run)
                line.append(mapped(point.x(), point.y()));
            painter.drawPolyline(line);
        }
    }
    painter.restore();
}

void StoragePlot::drawBands(QPainter &painter, const Theme &theme) const
{
    const QRectF area = plotArea();
    const auto band = [&](double from, double to, models::Tone tone, double strength) {
        QColor color = theme.toneFill(tone);
        color.setAlphaF(static_cast<float>(strength));
        painter.fillRect(QRectF(QPointF(area.left(), mapped(0, to).y()), QPointF(area.right(), mapped(0, from).y())),
                         color);
    };
    band(60, 75, models::Tone::Warn, 0.25);
    band(75, 85, models::Tone::Warn, 0.5);
    band(85, 90, models::Tone::Warn, 0.8);
    band(90, 95, models::Tone::Critical, 0.6);
    band(95, m_y->max(), models::Tone::Critical, 1.0);
}

void StoragePlot::drawScale(QPainter &painter, const Theme &theme) const
{
    const QRectF area = plotArea();
    painter.setFont(Theme::font(TextSize::Small));
    const int height = painter.fontMetrics().height();
    QList<double> labelled; // y positions taken
    const auto label = [&](double y, const QString &text, const QColor &color) {
        const bool taken = std::any_of(labelled.cbegin(), labelled.cend(),
                                       [&](double other) { return std::abs(other - y) < height - 2; });
        if (taken)
            return;
        labelled.append(y);
        painter.setPen(color);
        painter.drawText(QRectF(0, y - height / 2.0, leftMargin - 8, height), Qt::AlignRight | Qt::AlignVCenter, text);
    };
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (m_unit == StorageUnit::Percent) {
        // The thresholds are the scale; plain ticks fill in below them. The most urgent label wins a tight place.
        if (m_y->max() > 100) // what is full has to be seen when something is above it
            label(std::round(mapped(0, 100).y()), models::formattedPercent(100), theme.color(ColorRole::Critical));
        const std::array<int, 5> order{95, 85, 75, 90, 60};
        for (const int threshold : order) {
            const double y = std::round(mapped(0, threshold).y());
            const ColorRole role = thresholdRole(threshold);
            QColor line = theme.color(role);
            line.setAlphaF(0.55F);
            QPen pen(line, 1);
            pen.setDashPattern({3, 4});
            painter.setPen(pen);
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
            label(y, models::formattedPercent(threshold), theme.color(role));
        }
        for (const int tick : {0, 20, 40, 100}) {
            const double y = std::round(mapped(0, tick).y());
            painter.setPen(QPen(theme.color(tick == 0 ? ColorRole::BorderStrong : ColorRole::Grid), 1));
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
            label(y, models::formattedPercent(tick), theme.color(ColorRole::TextSecondary));
        }
    } else {
        const double step = roundStep(m_y->max(), static_cast<int>(area.height() / 48));
        const int lines = step > 0 ? static_cast<int>(m_y->max() / step) : 0;
        for (int line = 0; line <= lines; ++line) {
            const double value = line * step;
            const double y = std::round(mapped(0, value).y());
            painter.setPen(QPen(theme.color(value > 0 ? ColorRole::Grid : ColorRole::BorderStrong), 1));
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
            label(y, value > 0 ? axisBytes(value) : QStringLiteral("0"), theme.color(ColorRole::TextSecondary));
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, true);
}

/// With one volume the thresholds can be shown in bytes: they follow its capacity.
void StoragePlot::drawByteThresholds(QPainter &painter, const Theme &theme) const
{
    if (m_drawn.isEmpty() || m_drawn.constFirst().capacity.isEmpty())
        return;
    const QRectF area = plotArea();
    painter.save();
    painter.setClipRect(area);
    painter.setFont(Theme::font(TextSize::Small));
    const QFontMetrics metrics = painter.fontMetrics();
    double lowestLabel = area.top() - metrics.height();
    for (qsizetype i = static_cast<qsizetype>(models::storageThresholds.size()) - 1; i >= 0; --i) {
        const int threshold = models::storageThresholds.at(static_cast<size_t>(i));
        QPolygonF steps;
        for (const QPointF &point : m_drawn.constFirst().capacity)
            steps.append(mapped(point.x(), point.y() * threshold / 100.0));
        // As long as nobody changes it, the capacity stays.
        steps.append(QPointF(area.right(), steps.constLast().y()));
        QColor line = theme.color(thresholdRole(threshold));
        line.setAlphaF(0.55F);
        QPen pen(line, 1);
        pen.setDashPattern({3, 4});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(steps);
        const QRectF place(area.right() + 6, steps.constLast().y() - metrics.height() / 2.0, m_endLabelWidth + 4,
                           metrics.height());
        if (place.top() < lowestLabel + metrics.height() - 2)
            continue;
        lowestLabel = place.top();
        painter.setPen(theme.color(thresholdRole(threshold)));
        painter.setClipping(false);
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, models::formattedPercent(threshold));
        painter.setClipping(true);
    }
    painter.restore();
}

void StoragePlot::drawTimes(QPainter &painter, const Theme &theme) const
{
    if (m_series.isEmpty())
        return;
    const QRectF area = plotArea();
    constexpr qint64 hour = 3600;
    constexpr qint64 day = 86400;
    constexpr qint64 month = 30 * day; // ticks of months lie on the first of each
    constexpr std::array<qint64, 16> steps{60,  300,     900,     1800,     hour,  3 * hour,  6 * hour,  12 * hour,
                                           day, 2 * day, 7 * day, 14 * day, month, 3 * month, 6 * month, 12 * month};
    const double span = (m_x->max() - m_x->min()) / 1000.0;
    const double most = std::max(1.0, area.width() / 84.0);
    qint64 step = steps.back();
    for (const qint64 candidate : steps) {
        if (span / static_cast<double>(candidate) <= most) {
            step = candidate;
            break;
        }
    }
    painter.setFont(Theme::font(TextSize::Small));
    const int height = painter.fontMetrics().height();
    const double below = area.bottom() + (m_events.isEmpty() ? 0 : eventHeight);
    const QLocale locale;
    const QDateTime start = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(m_x->min()));
    // Ticks lie on local midnights and their fractions.
    const auto months = static_cast<int>(step / month);
    QDate first = start.date();
    if (months > 0)
        first = QDate(first.year(), (first.month() - 1) / months * months + 1, 1);
    QDateTime tick(first, QTime(0, 0));
    const auto next = [step, months](const QDateTime &at) {
        if (months > 0)
            return QDateTime(at.date().addMonths(months), QTime(0, 0));
        return step >= day ? QDateTime(at.date().addDays(step / day), QTime(0, 0)) : at.addSecs(step);
    };
    while (tick < start)
        tick = next(tick);
    bool dated = false;
    double taken = -1e9;
    while (static_cast<double>(tick.toMSecsSinceEpoch()) <= m_x->max()) {
        const double x = std::round(mapped(static_cast<double>(tick.toMSecsSinceEpoch()), 0).x());
        painter.setPen(QPen(theme.color(ColorRole::BorderStrong), 1));
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 4));
        const bool isDate = step >= day || tick.time() == QTime(0, 0);
        // Without a midnight on screen the first time says which day it is.
        const bool both =
            !isDate && !dated && tick.date() == QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(m_x->max())).date();
        QString text = locale.toString(
            tick.date(), step >= month ? tr("MMM yyyy", "month on a chart axis") : tr("d MMM", "date on a chart axis"));
        if (!isDate) {
            const QString time = locale.toString(tick.time(), tr("HH:mm", "time on a chart axis"));
            text = both ? tr("%1, %2", "date and time on a chart axis").arg(text, time) : time;
        }
        dated = true;
        const int width = painter.fontMetrics().horizontalAdvance(text);
        const double from = std::clamp(x - width / 2.0, 0.0, static_cast<double>(this->width() - width));
        if (from > taken + 6) {
            painter.setPen(theme.color(ColorRole::TextSecondary));
            painter.drawText(QRectF(from, below + 7, width + 1, height), Qt::AlignLeft | Qt::AlignVCenter, text);
            taken = from + width;
        }
        tick = next(tick);
    }
}

} // namespace orrery::views
