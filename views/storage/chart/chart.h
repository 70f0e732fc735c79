// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/history/series.h"
#include "views/storage/chart/plot.h"

#include <QWidget>

class QButtonGroup;
class QStackedLayout;
class QToolButton;

namespace orrery::views {

class FlowLayout;
class PlainLabel;
class StateChip;
class StorageLegend;
class StorageTableModel;
class TableBinding;

/// Used storage over time against the thresholds at which the service warns, with the current level in words, a range, a
/// unit, zoom, the days to come, what happened, everything as a table, and export as picture or text. Follows docs
/// "storage".
class StorageChart : public QWidget
{
    Q_OBJECT

public:
    enum class Range : quint8 { Day, Week, Month, Quarter, Year, All };

    explicit StorageChart(QWidget *parent = nullptr);

    /// Which ranges are offered, where the data does not reach as far as a year.
    void setRanges(const QList<Range> &ranges);

    /// Replaces everything shown; oldest point first in each series. With the same volumes as before it is an update: zoom,
    /// crosshair and forecast stay. With others the forecast goes; set it afterwards.
    void setSeries(const QList<models::StorageSeries> &series);
    [[nodiscard]] const QList<models::StorageSeries> &series() const { return m_series; }
    /// What is expected of one of the series.
    void setForecast(const models::StorageForecast &forecast, int series = 0);
    void setEvents(const QList<models::StorageEvent> &events);
    /// Levels of the disk itself: where it autoscales, its limit, where it becomes read-only.
    void setMarkers(const QList<StorageMarker> &markers);

    [[nodiscard]] Range range() const { return m_range; }
    void setRange(Range range);
    /// Its length; 0 for Range::All.
    static int daysOf(Range range);
    [[nodiscard]] StorageUnit unit() const { return m_unit; }
    void setUnit(StorageUnit unit);
    [[nodiscard]] bool isTableShown() const;
    void setTableShown(bool shown);

    /// The worst volume's level as a sentence.
    [[nodiscard]] QString summary() const;
    [[nodiscard]] StoragePlot *plot() const { return m_plot; }
    [[nodiscard]] StorageLegend *legend() const { return m_legend; }
    /// The same as a table, brought up to date when it is asked for or shown.
    [[nodiscard]] TableBinding *table() const;

    /// The plot's keys for a page's "?" sheet: (shortcut, what it does).
    static QList<std::pair<QString, QString>> keys();

    [[nodiscard]] QSize sizeHint() const override { return {720, 360}; }

Q_SIGNALS:
    /// Somebody asked for another range: load what is missing, then call setSeries.
    void rangeChanged(orrery::views::StorageChart::Range range);
    void unitChanged(orrery::views::StorageUnit unit);
    /// Zoomed or moved: finer history of this time may be worth loading.
    void viewChanged(const QDateTime &from, const QDateTime &to);
    /// An event was opened.
    void placeActivated(const orrery::models::Location &place);
    /// How a saving went, in a sentence.
    void notice(const QString &sentence);

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeBar(FlowLayout *bar);
    void refresh();
    void refreshTable() const;
    [[nodiscard]] QList<models::StorageSeries> inRange() const;

    QList<models::StorageSeries> m_series;
    models::StorageForecast m_forecast;
    int m_forecastSeries = 0;
    QList<models::StorageEvent> m_events;
    Range m_range = Range::Week;
    StorageUnit m_unit = StorageUnit::Percent;
    StateChip *m_level;
    PlainLabel *m_sentence;
    QToolButton *m_whole;
    QList<QToolButton *> m_rangeButtons;
    QList<QToolButton *> m_unitButtons;
    QToolButton *m_tableButton;
    QStackedLayout *m_stack;
    StoragePlot *m_plot;
    PlainLabel *m_message;
    StorageTableModel *m_model;
    TableBinding *m_table;
    StorageLegend *m_legend;
    mutable bool m_tableIsOld = true;
};

} // namespace orrery::views
