// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/storage_plot.h"

#include "models/core/text.h"
#include "views/core/theme.h"
#include "views/storage/storage_plot_metrics.h"

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
    const QRectF area = plot();
    if (m_unit == StorageUnit::Percent) {
        const auto band = [&](double from, double to, models::Tone tone, double strength) {
            QColor color = theme.toneFill(tone);
            color.setAlphaF(static_cast<float>(strength));
            painter->fillRect(
                QRectF(QPointF(area.left(), mapped(0, to).y()), QPointF(area.right(), mapped(0, from).y())), color);
        };
        band(60, 75, models::Tone::Warn, 0.25);
        band(75, 85, models::Tone::Warn, 0.5);
        band(85, 90, models::Tone::Warn, 0.8);
        band(90, 95, models::Tone::Critical, 0.6);
        band(95, m_y->max(), models::Tone::Critical, 1.0);
    }
    drawScale(*painter, theme);
    drawTimes(*painter, theme);
    painter->restore();
}

void StoragePlot::drawScale(QPainter &painter, const Theme &theme) const
{
    const QRectF area = plot();
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
        const std::array<int, 5> order{95, 85, 75, 90, 60};
        for (const int threshold : order) {
            const double y = std::round(mapped(0, threshold).y());
            const ColorRole role = threshold >= 90 ? ColorRole::Critical
                : threshold >= 75                  ? ColorRole::Warn
                                                   : ColorRole::TextSecondary;
            QColor line = theme.color(role);
            line.setAlphaF(0.55F);
            painter.setPen(QPen(line, 1, Qt::CustomDashLine));
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
        // With one volume the thresholds can be shown in bytes: they follow its capacity.
        if (m_series.size() == 1) {
            for (const int threshold : models::storageThresholds) {
                QPainterPath path;
                bool started = false;
                for (const models::StoragePoint &point : m_series.constFirst().points) {
                    if (!point.capacityBytes)
                        continue;
                    const QPointF at = mapped(msOf(point), *point.capacityBytes * threshold / 100.0);
                    if (!started)
                        path.moveTo(at);
                    else
                        path.lineTo(QPointF(at.x(), path.currentPosition().y()));
                    path.lineTo(at);
                    started = true;
                }
                const ColorRole role = threshold >= 90 ? ColorRole::Critical
                    : threshold >= 75                  ? ColorRole::Warn
                                                       : ColorRole::TextSecondary;
                QColor line = theme.color(role);
                line.setAlphaF(0.55F);
                QPen pen(line, 1);
                pen.setDashPattern({3, 4});
                painter.setPen(pen);
                painter.setBrush(Qt::NoBrush);
                painter.drawPath(path);
            }
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, true);
}

void StoragePlot::drawTimes(QPainter &painter, const Theme &theme) const
{
    if (m_series.isEmpty())
        return;
    const QRectF area = plot();
    constexpr qint64 hour = 3600;
    constexpr qint64 day = 86400;
    const std::array<qint64, 12> steps{900,     hour,    3 * hour, 6 * hour, 12 * hour, day,
                                       2 * day, 7 * day, 14 * day, 30 * day, 91 * day,  365 * day};
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
    const QDateTime start = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(m_x->min()));
    // Ticks lie on local midnights and their fractions.
    QDateTime tick(start.date(), QTime(0, 0));
    const auto next = [step](const QDateTime &at) {
        return step >= day ? QDateTime(at.date().addDays(step / day), QTime(0, 0)) : at.addSecs(step);
    };
    while (tick < start)
        tick = next(tick);
    while (static_cast<double>(tick.toMSecsSinceEpoch()) <= m_x->max()) {
        const double x = std::round(mapped(static_cast<double>(tick.toMSecsSinceEpoch()), 0).x());
        painter.setPen(QPen(theme.color(ColorRole::BorderStrong), 1));
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 4));
        const bool isDate = step >= day || tick.time() == QTime(0, 0);
        const QString text = isDate ? QLocale().toString(tick.date(), tr("d MMM", "date on a chart axis"))
                                    : QLocale().toString(tick.time(), tr("HH:mm", "time on a chart axis"));
        const int width = painter.fontMetrics().horizontalAdvance(text);
        const double from = std::clamp(x - width / 2.0, 0.0, static_cast<double>(this->width() - width));
        painter.setPen(theme.color(ColorRole::TextSecondary));
        painter.drawText(QRectF(from, area.bottom() + 7, width + 1, height), Qt::AlignLeft | Qt::AlignVCenter, text);
        tick = next(tick);
    }
}

void StoragePlot::drawForeground(QPainter *painter, const QRectF &)
{
    const Theme theme = Theme::of(this);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    // A reading that stands alone makes no line; it gets a dot.
    for (qsizetype i = 0; i < m_series.size(); ++i) {
        const QList<models::StoragePoint> &points = m_series.at(i).points;
        for (qsizetype p = 0; p < points.size(); ++p) {
            const std::optional<double> value = valueOf(points.at(p));
            const bool before = p > 0 && valueOf(points.at(p - 1));
            const bool after = p + 1 < points.size() && valueOf(points.at(p + 1));
            if (!value || before || after)
                continue;
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.series(static_cast<int>(i)));
            painter->drawEllipse(mapped(msOf(points.at(p)), *value), 4, 4);
        }
    }
    drawEndLabels(*painter, theme);
    drawCrosshair(*painter, theme);
    if (hasFocus()) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(theme.color(ColorRole::Focus), 2));
        painter->drawRoundedRect(QRectF(QPointF(0, 0), QSizeF(size())).adjusted(1, 1, -1, -1), 4, 4);
    }
    painter->restore();
}

void StoragePlot::drawEndLabels(QPainter &painter, const Theme &theme) const
{
    if (m_endLabelWidth == 0)
        return;
    const QRectF area = plot();
    QList<EndLabel> labels;
    for (int i = 0; i < m_series.size(); ++i) {
        const QList<models::StoragePoint> &points = m_series.at(i).points;
        for (qsizetype p = points.size() - 1; p >= 0; --p) {
            if (const std::optional<double> value = valueOf(points.at(p))) {
                const QString text = m_series.size() > 1 ? models::visibleText(m_series.at(i).name)
                    : m_unit == StorageUnit::Percent     ? models::formattedPercent(*value)
                                                         : models::formattedBytes(*value);
                labels.append({i, mapped(0, *value).y(), text});
                break;
            }
        }
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
        painter.setPen(theme.series(label.series));
        painter.drawText(QRectF(area.right() + 6, label.y - height / 2.0, m_endLabelWidth + 4, height),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(label.text, Qt::ElideMiddle, m_endLabelWidth + 4));
    }
}

void StoragePlot::drawCrosshair(QPainter &painter, const Theme &theme) const
{
    if (!m_crosshair)
        return;
    const QRectF area = plot();
    const double x = mapped(static_cast<double>(*m_crosshair), 0).x();
    painter.setPen(QPen(theme.color(ColorRole::TextSecondary), 1));
    painter.drawLine(QPointF(std::round(x) + 0.5, area.top()), QPointF(std::round(x) + 0.5, area.bottom()));

    QStringList names;
    QStringList values;
    QList<int> indexes;
    for (int i = 0; i < m_series.size(); ++i) {
        const models::StoragePoint *point = pointAt(i, *m_crosshair);
        if (!point)
            continue;
        if (const std::optional<double> value = valueOf(*point)) {
            painter.setPen(QPen(theme.color(ColorRole::Surface), 2));
            painter.setBrush(theme.series(i));
            painter.drawEllipse(mapped(msOf(*point), *value), 4.5, 4.5);
        }
        names += models::visibleText(m_series.at(i).name);
        values += valueText(*point);
        indexes += i;
    }
    const QFont small = Theme::font(TextSize::Small);
    painter.setFont(small);
    const QFontMetrics metrics(small);
    const QString time = QLocale().toString(QDateTime::fromMSecsSinceEpoch(*m_crosshair), QLocale::ShortFormat);
    const int rowHeight = metrics.height() + 3;
    int nameWidth = 0;
    int valueWidth = 0;
    for (qsizetype i = 0; i < names.size(); ++i) {
        nameWidth = std::max(nameWidth, metrics.horizontalAdvance(names.at(i)));
        valueWidth = std::max(valueWidth, metrics.horizontalAdvance(values.at(i)));
    }
    nameWidth = std::min(nameWidth, 200);
    const int boxWidth = std::max(metrics.horizontalAdvance(time), 14 + nameWidth + 12 + valueWidth) + 20;
    const int boxHeight = rowHeight * (static_cast<int>(names.size()) + 1) + 12;
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
    for (qsizetype i = 0; i < names.size(); ++i) {
        y += rowHeight;
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.series(indexes.at(i)));
        painter.drawEllipse(QPointF(box.x() + 14, y + rowHeight / 2.0), 3.5, 3.5);
        painter.setPen(theme.color(ColorRole::Text));
        painter.drawText(QRectF(box.x() + 24, y, nameWidth + 2, rowHeight), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(names.at(i), Qt::ElideMiddle, nameWidth + 2));
        painter.drawText(QRectF(box.x() + 24, y, boxWidth - 34, rowHeight), Qt::AlignRight | Qt::AlignVCenter,
                         values.at(i));
    }
}

} // namespace orrery::views
