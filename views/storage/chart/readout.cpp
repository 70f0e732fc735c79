// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/readout.h"

#include "models/core/text.h"

#include <QLocale>

#include <algorithm>

namespace orrery::views {

namespace {

constexpr qsizetype mostSpoken = 6; ///< nobody listens to more values than that

QString shortTime(const QDateTime &local)
{
    return QLocale().toString(local, QLocale::ShortFormat);
}

} // namespace

QList<int> ChartReadout::order(qint64 milliseconds) const
{
    QList<std::optional<double>> values;
    for (int i = 0; i < m_content.readings.count(); ++i) {
        const models::StoragePoint *point = m_content.readings.nearest(i, milliseconds);
        values.append(point ? m_content.valueOf(*point) : std::nullopt);
    }
    QList<int> order = fullestFirst(values);
    // Where all are named they keep their order.
    if (order.size() <= mostSpoken)
        std::sort(order.begin(), order.end());
    if (m_selection.highlighted >= 0 && order.removeOne(m_selection.highlighted))
        order.prepend(m_selection.highlighted);
    return order;
}

ChartReadout::Row ChartReadout::expectedRow(const models::ForecastPoint &point) const
{
    using Side = ChartContent::Side;
    Row row{m_content.forecastSeries,
            models::visibleText(m_content.readings.series().at(m_content.forecastSeries).name),
            {},
            {}};
    if (m_content.isInBytes() && point.bytes && point.lowBytes && point.highBytes)
        row.value = tr("expected %1 (%2 to %3)", "sizes")
                        .arg(models::formattedBytes(*point.bytes), models::formattedBytes(*point.lowBytes),
                             models::formattedBytes(*point.highBytes));
    else
        row.value = tr("expected %1 (%2 to %3)", "percentages")
                        .arg(models::formattedPercent(point.percent), models::formattedPercent(point.lowPercent),
                             models::formattedPercent(point.highPercent));
    if (const std::optional<double> value = m_content.valueOf(point, Side::Expected))
        row.at = QPointF(msOf(point.at), *value);
    return row;
}

ChartReadout::Row ChartReadout::row(int series, const models::StoragePoint &point) const
{
    Row row{series, models::visibleText(m_content.readings.series().at(series).name), {}, {}};
    const QString percent = point.usedPercent ? models::formattedPercent(*point.usedPercent) : QString();
    QString bytes = point.usedBytes ? models::formattedBytes(*point.usedBytes) : QString();
    if (point.usedBytes && point.capacityBytes)
        bytes = tr("%1 of %2").arg(bytes, models::formattedBytes(*point.capacityBytes));
    if (percent.isEmpty())
        row.value = bytes.isEmpty() ? tr("no reading") : bytes;
    else
        row.value = bytes.isEmpty() ? percent : QStringLiteral("%1 (%2)").arg(percent, bytes);
    if (const std::optional<double> value = m_content.valueOf(point))
        row.at = QPointF(msOf(point.at), *value);
    return row;
}

ChartReadout::Rows ChartReadout::rows(qsizetype most) const
{
    Rows rows;
    if (!m_selection.crosshair)
        return rows;
    if (const models::ForecastPoint *expected = m_content.expectedAt(*m_selection.crosshair)) {
        rows.shown.append(expectedRow(*expected));
        return rows;
    }
    for (const int index : order(*m_selection.crosshair)) {
        const models::StoragePoint *point = m_content.readings.nearest(index, *m_selection.crosshair);
        if (!point)
            continue;
        if (rows.shown.size() < most)
            rows.shown.append(row(index, *point));
        else
            ++rows.hidden;
    }
    return rows;
}

QString ChartReadout::time() const
{
    return shortTime(QDateTime::fromMSecsSinceEpoch(m_selection.crosshair.value_or(0)));
}

QString ChartReadout::more(int hidden)
{
    return tr("and %Ln more", "volumes", hidden);
}

QString ChartReadout::text() const
{
    if (!m_selection.crosshair)
        return {};
    const Rows said = rows(mostSpoken);
    QStringList parts;
    for (const Row &row : said.shown)
        parts += row.name + u' ' + row.value;
    if (said.hidden > 0)
        parts += more(said.hidden);
    return time() + QLatin1String(": ") + parts.join(QLatin1String(", "));
}

QString ChartReadout::eventText(const models::StorageEvent &event)
{
    return tr("%1, %2", "an event and its time")
        .arg(models::visibleText(event.title), shortTime(event.at.toLocalTime()));
}

QString ChartReadout::description() const
{
    QStringList parts;
    if (m_selection.event >= 0)
        parts += eventText(m_content.events.at(m_selection.event));
    if (m_selection.crosshair) {
        parts += text();
    } else if (const int chosen = m_selection.highlighted; chosen >= 0) {
        const std::optional<double> level = m_content.readings.levels().at(chosen);
        parts += models::visibleText(m_content.readings.series().at(chosen).name)
            + (level ? u' ' + models::formattedPercent(*level) : QString());
    }
    return parts.join(QLatin1String(". "));
}

} // namespace orrery::views
