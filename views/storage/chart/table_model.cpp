// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/table_model.h"

#include "models/core/roles.h"
#include "models/core/text.h"

#include <QLocale>

#include <algorithm>

namespace orrery::views {

namespace {

bool isNumeric(int column)
{
    using Table = StorageTableModel;
    return column == Table::UsedPercent || column == Table::Interval || column == Table::Used
        || column == Table::Capacity;
}

QVariant number(const std::optional<double> &value)
{
    return value ? QVariant(*value) : QVariant();
}

QVariant percentData(const std::optional<double> &percent, int role)
{
    if (role == Qt::DisplayRole)
        return percent ? models::formattedPercent(*percent) : QString();
    return role == models::SortRole ? number(percent) : QVariant();
}

QVariant bytesData(const std::optional<double> &bytes, int role)
{
    if (role == Qt::DisplayRole)
        return bytes ? models::formattedBytes(*bytes) : QString();
    if (role == models::ExactRole)
        return bytes ? models::exactBytes(*bytes) : QString();
    return role == models::SortRole ? number(bytes) : QVariant();
}

QVariant textData(const QString &text, int role)
{
    return role == Qt::DisplayRole || role == models::SortRole ? QVariant(text) : QVariant();
}

} // namespace

StorageTableModel::StorageTableModel(QObject *parent) : QAbstractTableModel(parent) {}

void StorageTableModel::setContent(const QList<models::StorageSeries> &series, const models::StorageForecast &forecast,
                                   int forecastSeries, const QList<models::StorageEvent> &events)
{
    beginResetModel();
    m_series = series;
    m_forecast = forecast;
    m_events = events;
    m_rows.clear();
    for (int s = 0; s < m_series.size(); ++s) {
        const QList<models::StoragePoint> &points = m_series.at(s).points;
        for (int p = 0; p < points.size(); ++p)
            m_rows.append({points.at(p).at.toMSecsSinceEpoch(), Kind::Reading, s, p});
    }
    if (forecastSeries >= 0 && forecastSeries < m_series.size()) {
        const QList<models::StoragePoint> &points = m_series.at(forecastSeries).points;
        for (int p = 0; p < m_forecast.cone.size(); ++p) {
            const QDateTime &at = m_forecast.cone.at(p).at;
            // The cone begins at the last reading; that one is a fact.
            if (points.isEmpty() || at > points.constLast().at)
                m_rows.append({at.toMSecsSinceEpoch(), Kind::Expected, forecastSeries, p});
        }
    }
    for (int e = 0; e < m_events.size(); ++e)
        m_rows.append({m_events.at(e).at.toMSecsSinceEpoch(), Kind::Event, -1, e});
    std::stable_sort(m_rows.begin(), m_rows.end(), [](const Row &a, const Row &b) { return a.at > b.at; });
    endResetModel();
}

int StorageTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int StorageTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

Qt::ItemFlags StorageTableModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

QVariant StorageTableModel::timeData(const QDateTime &at, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return QLocale().toString(at.toLocalTime(), QLocale::ShortFormat);
    case models::SortRole:
        return at;
    case models::ExactRole:
        return models::exactTime(at);
    default:
        return {};
    }
}

QVariant StorageTableModel::levelData(std::optional<double> percent, int role) const
{
    const std::optional<int> reached = percent ? models::thresholdReached(*percent) : std::nullopt;
    if (role == models::SortRole)
        return reached.value_or(0);
    if (!reached)
        return role == Qt::DisplayRole ? QVariant(QString()) : QVariant();
    const QString text = tr("above %1").arg(models::formattedPercent(*reached));
    if (role == Qt::DisplayRole)
        return text;
    if (role != models::StateRole)
        return {};
    const models::StateWord word = models::describeStorageLevel(percent);
    return QVariant::fromValue(models::StateWord{word.tone, text, word.explanation});
}

QVariant StorageTableModel::intervalData(const models::ForecastPoint &point, int role) const
{
    if (role == Qt::DisplayRole || role == models::SortRole) {
        return tr("%1 to %2", "percentages")
            .arg(models::formattedPercent(point.lowPercent), models::formattedPercent(point.highPercent));
    }
    if (role == models::ExactRole && point.lowBytes && point.highBytes) {
        return tr("%1 to %2", "sizes")
            .arg(models::formattedBytes(*point.lowBytes), models::formattedBytes(*point.highBytes));
    }
    return {};
}

QVariant StorageTableModel::eventData(const Row &row, int column, int role) const
{
    const models::StorageEvent &event = m_events.at(row.index);
    if (role == models::LocationRole && event.place != models::Location())
        return QVariant::fromValue(event.place);
    if (column == Time)
        return timeData(event.at, role);
    return column == What ? textData(models::visibleText(event.title), role) : QVariant();
}

QVariant StorageTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft)
                                   | Qt::AlignVCenter);
    if (role == models::IdRole)
        return QStringLiteral("%1/%2/%3").arg(static_cast<int>(row.kind)).arg(row.series).arg(row.index);
    if (row.kind == Kind::Event)
        return eventData(row, column, role);

    const models::StorageSeries &series = m_series.at(row.series);
    const bool expected = row.kind == Kind::Expected;
    const models::ForecastPoint *forecast = expected ? &m_forecast.cone.at(row.index) : nullptr;
    const models::StoragePoint *point = expected ? nullptr : &series.points.at(row.index);
    const std::optional<double> percent = expected ? std::optional<double>(forecast->percent) : point->usedPercent;
    switch (column) {
    case Time:
        return timeData(expected ? forecast->at : point->at, role);
    case Volume:
        return textData(models::visibleText(series.name), role);
    case What:
        return textData(expected ? tr("Expected") : tr("Reading"), role);
    case UsedPercent:
        return percentData(percent, role);
    case Interval:
        return expected ? intervalData(*forecast, role) : QVariant();
    case Used:
        return bytesData(expected ? forecast->bytes : point->usedBytes, role);
    case Capacity:
        return expected ? QVariant() : bytesData(point->capacityBytes, role);
    case Level:
        return levelData(percent, role);
    case Source:
        return expected ? QVariant()
                        : textData(series.source.isEmpty() ? models::sourceName(point->source) : series.source, role);
    default:
        return {};
    }
}

QVariant StorageTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft)
                                   | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Volume:
        return tr("Volume");
    case What:
        return tr("What", "reading, expected, or an event");
    case UsedPercent:
        return tr("Used %");
    case Interval:
        return tr("Interval");
    case Used:
        return tr("Used");
    case Capacity:
        return tr("Capacity");
    case Level:
        return tr("Threshold");
    case Source:
        return tr("Source");
    default:
        return {};
    }
}

} // namespace orrery::views
