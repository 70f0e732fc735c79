// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/storage_series.h"

#include <QAbstractTableModel>

namespace orrery::views {

/// The readings behind a storage chart as rows, newest first: what a screen reader reads and an export writes.
class StorageTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { Time, Volume, UsedPercent, Used, Capacity, Level, ColumnCount };

    explicit StorageTableModel(QObject *parent = nullptr);

    void setSeries(const QList<models::StorageSeries> &series);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row
    {
        int series = 0;
        int point = 0;
    };
    QList<models::StorageSeries> m_series;
    QList<Row> m_rows;
};

} // namespace orrery::views
