// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/storage_series.h"

#include <QtCharts/QChartView>

class QChart;
class QValueAxis;

namespace orrery::views {

class Theme;

enum class StorageUnit : quint8 { Percent, Bytes };

/// The drawing area of StorageChart: lines by Qt Charts; thresholds, bands, labels and crosshair painted around them, so
/// that they stay where they belong when the theme or the size changes.
class StoragePlot : public QChartView
{
    Q_OBJECT

public:
    explicit StoragePlot(QWidget *parent = nullptr);

    /// Points as they are to be drawn (already cut to the range).
    void setSeries(const QList<models::StorageSeries> &series, StorageUnit unit);
    [[nodiscard]] StorageUnit unit() const { return m_unit; }

    /// Time under the crosshair; invalid when it is hidden.
    [[nodiscard]] QDateTime crosshair() const;
    void setCrosshair(const QDateTime &at);
    /// What the crosshair says: "21 Nov 05:00: commerce / -80 82.4 % (98.9 GiB of 120 GiB)".
    [[nodiscard]] QString crosshairText() const;
    /// Number of points given to the chart, after down-sampling.
    [[nodiscard]] int drawnPoints() const;

Q_SIGNALS:
    void crosshairChanged();

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct EndLabel
    {
        int series = 0;
        double y = 0;
        QString text;
    };

    void rebuild();
    void placePlot();
    void updateAxes();
    [[nodiscard]] std::optional<double> valueOf(const models::StoragePoint &point) const;
    [[nodiscard]] QPointF mapped(double milliseconds, double value) const;
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] QList<qint64> allTimes() const;
    [[nodiscard]] const models::StoragePoint *pointAt(int series, qint64 milliseconds) const;
    [[nodiscard]] QString valueText(const models::StoragePoint &point) const;
    void moveCrosshair(int steps);
    void drawScale(QPainter &painter, const Theme &theme) const;
    void drawTimes(QPainter &painter, const Theme &theme) const;
    void drawEndLabels(QPainter &painter, const Theme &theme) const;
    void drawCrosshair(QPainter &painter, const Theme &theme) const;

    QList<models::StorageSeries> m_series;
    StorageUnit m_unit = StorageUnit::Percent;
    QValueAxis *m_x;
    QValueAxis *m_y;
    std::optional<qint64> m_crosshair;
    int m_endLabelWidth = 0;
};

} // namespace orrery::views
