// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/scale.h"

#include "models/core/text.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace orrery::views {

namespace {

/// More is cut off at the top and said in words: one absurd reading must not press all others flat.
constexpr double highestPercent = 150;

constexpr qint64 hour = 3600;
constexpr qint64 day = 86400;
constexpr qint64 month = 30 * day; ///< ticks of months lie on the first of each

/// A round number of the unit (KiB, MiB, GiB, …) that makes about `wantedTicks` steps.
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
QString roundBytes(double value)
{
    QString text = models::formattedBytes(value);
    const QString zero = QLocale().decimalPoint() + QLocale().zeroDigit();
    const qsizetype at = text.indexOf(zero);
    if (at >= 0 && at + zero.size() < text.size() && !text.at(at + zero.size()).isDigit())
        text.remove(at, zero.size());
    return text;
}

qint64 timeStep(double seconds, double mostTicks)
{
    constexpr std::array<qint64, 16> steps{60,  300,     900,     1800,     hour,  3 * hour,  6 * hour,  12 * hour,
                                           day, 2 * day, 7 * day, 14 * day, month, 3 * month, 6 * month, 12 * month};
    const auto step = std::find_if(steps.cbegin(), steps.cend(), [&](qint64 candidate) {
        return seconds / static_cast<double>(candidate) <= mostTicks;
    });
    return step == steps.cend() ? steps.back() : *step;
}

QDateTime firstTick(const QDateTime &start, qint64 step)
{
    QDate date = start.date();
    if (const auto months = static_cast<int>(step / month); months > 0)
        date = QDate(date.year(), (date.month() - 1) / months * months + 1, 1);
    return QDateTime(date, QTime(0, 0));
}

QDateTime nextTick(const QDateTime &tick, qint64 step)
{
    if (const auto months = static_cast<int>(step / month); months > 0)
        return QDateTime(tick.date().addMonths(months), QTime(0, 0));
    return step >= day ? QDateTime(tick.date().addDays(step / day), QTime(0, 0)) : tick.addSecs(step);
}

} // namespace

ColorRole ChartScale::thresholdRole(int threshold)
{
    return threshold >= 90 ? ColorRole::Critical : threshold >= 75 ? ColorRole::Warn : ColorRole::TextSecondary;
}

double ChartScale::top(StorageUnit unit, double highest)
{
    if (unit == StorageUnit::Percent)
        return std::max(100.0, std::min(highestPercent, std::ceil(highest / 5) * 5));
    return highest > 0 ? highest * 1.06 : 1;
}

QList<ValueTick> ChartScale::values(StorageUnit unit, double top, double height)
{
    using Line = ValueTick::Line;
    QList<ValueTick> ticks;
    if (unit == StorageUnit::Bytes) {
        const double step = roundStep(top, static_cast<int>(height / 48));
        const int count = step > 0 ? static_cast<int>(top / step) : 0;
        for (int i = 0; i <= count; ++i)
            ticks.append({i * step, i > 0 ? roundBytes(i * step) : QStringLiteral("0"), i > 0 ? Line::Grid : Line::Base,
                          ColorRole::TextSecondary});
        return ticks;
    }
    if (top > 100) // what is full has to be seen when something is above it
        ticks.append({100, models::formattedPercent(100), Line::None, ColorRole::Critical});
    for (const int threshold : {95, 85, 75, 90, 60}) // the most urgent first
        ticks.append({static_cast<double>(threshold), models::formattedPercent(threshold), Line::Threshold,
                      thresholdRole(threshold)});
    for (const int tick : {0, 20, 40, 100})
        ticks.append({static_cast<double>(tick), models::formattedPercent(tick), tick == 0 ? Line::Base : Line::Grid,
                      ColorRole::TextSecondary});
    return ticks;
}

QList<TimeTick> ChartScale::times(const TimeRange &range, double width)
{
    const qint64 step = timeStep(range.span() / 1000, std::max(1.0, width / 84.0));
    const QLocale locale;
    const QDateTime start = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(range.from));
    const QDate lastDate = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(range.to)).date();
    QDateTime tick = firstTick(start, step);
    while (tick < start)
        tick = nextTick(tick, step);
    QList<TimeTick> ticks;
    for (; static_cast<double>(tick.toMSecsSinceEpoch()) <= range.to; tick = nextTick(tick, step)) {
        QString text = locale.toString(
            tick.date(), step >= month ? tr("MMM yyyy", "month on a chart axis") : tr("d MMM", "date on a chart axis"));
        if (step < day && tick.time() != QTime(0, 0)) {
            const QString time = locale.toString(tick.time(), tr("HH:mm", "time on a chart axis"));
            // Without a midnight in the range the first time says which day it is.
            const bool both = ticks.isEmpty() && tick.date() == lastDate;
            text = both ? tr("%1, %2", "date and time on a chart axis").arg(text, time) : time;
        }
        ticks.append({static_cast<double>(tick.toMSecsSinceEpoch()), text});
    }
    return ticks;
}

} // namespace orrery::views
