// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/storage_table_model.h"

#include "models/core/roles.h"
#include "models/core/text.h"

#include <QLocale>

#include <algorithm>

namespace orrery::views {

StorageTableModel::StorageTableModel(QObject *parent) : QAbstractTableModel(parent) {}

void StorageTableModel::setSeries(const QList<models::StorageSeries> &series)
{
    beginResetModel();
    m_series = series;
    m_rows.clear();
    for (int s = 0; s < m_series.size(); ++s) {
        for (int p = 0; p < m_series.at(s).points.size(); ++p)
            m_rows.append({s, p});
    }
    std::stable_sort(m_rows.begin(), m_rows.end(), [this](const Row &a, const Row &b) {
        return m_series.at(a.series).points.at(a.point).at > m_series.at(b.series).points.at(b.point).at;
    });
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

QVariant StorageTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    const models::StorageSeries &series = m_series.at(row.series);
    const models::StoragePoint &point = series.points.at(row.point);
    const auto number = [](const std::optional<double> &value) { return value ? QVariant(*value) : QVariant(); };
    const bool numeric = index.column() == UsedPercent || index.column() == Used || index.column() == Capacity;

    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(numeric ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == models::IdRole)
        return QStringLiteral("%1/%2").arg(row.series).arg(row.point);
    switch (index.column()) {
    case Time:
        if (role == Qt::DisplayRole)
            return QLocale().toString(point.at.toLocalTime(), QLocale::ShortFormat);
        if (role == models::SortRole)
            return point.at;
        if (role == models::ExactRole)
            return models::exactTime(point.at);
        break;
    case Volume:
        if (role == Qt::DisplayRole || role == models::SortRole)
            return series.name;
        if (role == models::ExactRole)
            return series.source;
        break;
    case UsedPercent:
        if (role == Qt::DisplayRole)
            return point.usedPercent ? models::formattedPercent(*point.usedPercent) : QString();
        if (role == models::SortRole)
            return number(point.usedPercent);
        break;
    case Used:
    case Capacity: {
        const std::optional<double> &bytes = index.column() == Used ? point.usedBytes : point.capacityBytes;
        if (role == Qt::DisplayRole)
            return bytes ? models::formattedBytes(*bytes) : QString();
        if (role == models::ExactRole)
            return bytes ? models::exactBytes(*bytes) : QString();
        if (role == models::SortRole)
            return number(bytes);
        break;
    }
    case Level: {
        const models::StateWord word = models::describeStorageLevel(point.usedPercent);
        const std::optional<int> reached =
            point.usedPercent ? models::thresholdReached(*point.usedPercent) : std::nullopt;
        if (role == Qt::DisplayRole)
            return reached ? tr("above %1").arg(models::formattedPercent(*reached)) : QString();
        if (role == models::SortRole)
            return reached.value_or(0);
        if (role == models::StateRole && reached)
            return QVariant::fromValue(
                models::StateWord{word.tone, tr("above %1").arg(models::formattedPercent(*reached)), word.explanation});
        break;
    }
    default:
        break;
    }
    return {};
}

QVariant StorageTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool numeric = section == UsedPercent || section == Used || section == Capacity;
        return QVariant::fromValue(Qt::Alignment(numeric ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Volume:
        return tr("Volume");
    case UsedPercent:
        return tr("Used %");
    case Used:
        return tr("Used");
    case Capacity:
        return tr("Capacity");
    case Level:
        return tr("Threshold");
    default:
        return {};
    }
}

} // namespace orrery::views
