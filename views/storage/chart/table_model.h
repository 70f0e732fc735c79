// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/forecast/forecast.h"
#include "models/storage/history/series.h"
#include "models/storage/view/event.h"

#include <QAbstractTableModel>

namespace orrery::views {

/// Everything a storage chart shows as rows, newest first: readings, what is expected, and what happened. What a screen
/// reader reads and an export writes.
class StorageTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { Time, Volume, What, UsedPercent, Interval, Used, Capacity, Level, Source, ColumnCount };

    explicit StorageTableModel(QObject *parent = nullptr);

    /// `forecast` is that of series `forecastSeries`.
    void setContent(const QList<models::StorageSeries> &series, const models::StorageForecast &forecast,
                    int forecastSeries, const QList<models::StorageEvent> &events);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    enum class Kind : quint8 { Reading, Expected, Event };
    struct Row
    {
        qint64 at = 0; ///< milliseconds; what rows are sorted by
        Kind kind = Kind::Reading;
        int series = 0;
        int index = 0; ///< of the point, the cone's point or the event
    };

    [[nodiscard]] QVariant eventData(const Row &row, int column, int role) const;
    [[nodiscard]] QVariant timeData(const QDateTime &at, int role) const;
    [[nodiscard]] QVariant levelData(std::optional<double> percent, int role) const;
    [[nodiscard]] QVariant intervalData(const models::ForecastPoint &point, int role) const;

    QList<models::StorageSeries> m_series;
    models::StorageForecast m_forecast;
    QList<models::StorageEvent> m_events;
    QList<Row> m_rows;
};

} // namespace orrery::views
