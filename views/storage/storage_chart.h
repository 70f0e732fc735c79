// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/storage_series.h"
#include "views/storage/storage_plot.h"

#include <QWidget>

class QHBoxLayout;
class QStackedLayout;
class QToolButton;

namespace orrery::views {

class PlainLabel;
class StateChip;
class StorageTableModel;
class TableBinding;

/// Used storage over time against the thresholds at which the service warns, with the current level in words, a range, a
/// unit, the same readings as a table, and export as picture or text. Follows docs "storage".
class StorageChart : public QWidget
{
    Q_OBJECT

public:
    enum class Range : quint8 { Day, Week, All };

    explicit StorageChart(QWidget *parent = nullptr);

    /// Replaces everything shown; oldest point first in each series.
    void setSeries(const QList<models::StorageSeries> &series);
    [[nodiscard]] const QList<models::StorageSeries> &series() const { return m_series; }

    [[nodiscard]] Range range() const { return m_range; }
    void setRange(Range range);
    [[nodiscard]] StorageUnit unit() const { return m_unit; }
    void setUnit(StorageUnit unit);
    [[nodiscard]] bool isTableShown() const;
    void setTableShown(bool shown);

    /// The worst volume's level as a sentence.
    [[nodiscard]] QString summary() const;
    [[nodiscard]] StoragePlot *plot() const { return m_plot; }
    [[nodiscard]] TableBinding *table() const { return m_table; }

    /// Writes a PNG (at twice the size on screen) or, for a path that ends in .svg, a drawing. False when that failed.
    bool saveImage(const QString &path) const;
    void copyImage() const;

    [[nodiscard]] QSize sizeHint() const override { return {720, 360}; }

Q_SIGNALS:
    /// Somebody asked for another range: load what is missing, then call setSeries.
    void rangeChanged(orrery::views::StorageChart::Range range);
    void unitChanged(orrery::views::StorageUnit unit);
    /// How a saving went, in a sentence.
    void notice(const QString &sentence);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void updateLegend();
    void askForImageFile(const QString &suffix);
    [[nodiscard]] QList<models::StorageSeries> inRange() const;

    QList<models::StorageSeries> m_series;
    Range m_range = Range::Week;
    StorageUnit m_unit = StorageUnit::Percent;
    StateChip *m_level;
    PlainLabel *m_sentence;
    QList<QToolButton *> m_rangeButtons;
    QList<QToolButton *> m_unitButtons;
    QToolButton *m_tableButton;
    QStackedLayout *m_stack;
    StoragePlot *m_plot;
    PlainLabel *m_message;
    StorageTableModel *m_model;
    TableBinding *m_table;
    QWidget *m_legend;
    QHBoxLayout *m_legendRow;
};

} // namespace orrery::views
