// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/forecast/forecast.h"
#include "models/storage/history/series.h"
#include "models/storage/view/event.h"
#include "views/storage/chart/lines.h"
#include "views/storage/chart/marker.h"

#include <QtCharts/QChartView>

class QChart;
class QLineSeries;
class QValueAxis;

namespace orrery::views {

class Theme;

enum class StorageUnit : quint8 { Percent, Bytes };

/// The drawing area of StorageChart: lines by Qt Charts; thresholds, bands, forecast, events, labels and crosshair painted
/// around them, so that they stay where they belong when the theme, the size or the view changes.
///
/// Time is zoomed with the wheel (at the pointer), by dragging over a range, with + and −; panned with Shift or the middle
/// button held, with Shift and the arrow keys, or by scrolling sideways; 0 or a double click shows the whole range again.
/// Left, Right, Home and End move the crosshair, Up and Down choose a line, Ctrl+Left and Ctrl+Right an event, Enter opens
/// it. New readings leave the view where it is; one that shows the newest reading goes along with it.
class StoragePlot : public QChartView
{
    Q_OBJECT

public:
    explicit StoragePlot(QWidget *parent = nullptr);

    /// All readings there are. The same volumes as before are an update: view, crosshair and choice of line stay.
    void setSeries(const QList<models::StorageSeries> &series, StorageUnit unit);
    [[nodiscard]] const QList<models::StorageSeries> &series() const { return m_series; }
    [[nodiscard]] StorageUnit unit() const { return m_unit; }
    void setUnit(StorageUnit unit);
    /// The days before the newest reading that are shown while nobody has zoomed; 0: everything.
    void setDays(int days);
    /// What is shown without zoom.
    [[nodiscard]] QDateTime homeFrom() const;
    [[nodiscard]] QDateTime homeTo() const;
    /// The cone beyond the newest reading of one series.
    void setForecast(const models::StorageForecast &forecast, int series = 0);
    [[nodiscard]] const models::StorageForecast &forecast() const { return m_forecast; }
    void setEvents(const QList<models::StorageEvent> &events);
    void setMarkers(const QList<StorageMarker> &markers);

    /// What is on screen. A span of less than ten minutes, or outside of what there is to see, is put right.
    void setView(const QDateTime &from, const QDateTime &to);
    [[nodiscard]] QDateTime viewFrom() const;
    [[nodiscard]] QDateTime viewTo() const;
    [[nodiscard]] bool isZoomed() const { return m_view.has_value(); }
    void resetView();
    /// `factor` below 1 shows less; around the crosshair, or the middle without one.
    void zoom(double factor);
    /// By a part of what is on screen; to the left when negative.
    void pan(double part);

    /// Time under the crosshair; invalid when it is hidden.
    [[nodiscard]] QDateTime crosshair() const;
    void setCrosshair(const QDateTime &at);
    /// What the crosshair says: "21 Nov 05:00: commerce / -80 82.4 % (98.9 GiB of 120 GiB)"; the chosen or the fullest
    /// lines where there are many.
    [[nodiscard]] QString crosshairText() const;

    /// The line somebody chose (keys, legend) or points at; -1: none.
    [[nodiscard]] int highlighted() const { return m_highlight; }
    void setHighlighted(int series);

    /// The event that is current by key or pointer; -1: none.
    [[nodiscard]] int currentEvent() const { return m_currentEvent; }
    void setCurrentEvent(int index);
    /// Where an event's mark is; several that would cover each other share one. Empty when it is not on screen.
    [[nodiscard]] QRectF eventRect(int index) const;

    /// Number of points that are drawn, after down-sampling.
    [[nodiscard]] int drawnPoints() const;
    /// Looks of the lines, for a legend.
    [[nodiscard]] const QList<StorageLineStyle> &styles() const { return m_styles; }
    /// Where lines are drawn.
    [[nodiscard]] QRectF plotArea() const;
    /// Pixel position of a moment and a value.
    [[nodiscard]] QPointF mapped(double milliseconds, double value) const;

Q_SIGNALS:
    void crosshairChanged();
    void highlightedChanged(int series);
    /// By zoom, pan or reset: finer history of this time may be worth loading.
    void viewChanged(const QDateTime &from, const QDateTime &to);
    /// An event's mark was clicked, or Enter pressed on it.
    void placeActivated(const orrery::models::Location &place);

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Window
    {
        double from = 0;
        double to = 0;
        [[nodiscard]] double span() const { return to - from; }
    };
    /// A line as it is drawn now.
    struct Drawn
    {
        QList<PointRun> runs;
        PointRun capacity;
        std::optional<QPointF> newest; ///< the last point on screen
    };
    struct EventMark
    {
        double x = 0;
        QList<int> events;
    };
    enum class Drag : quint8 { None, Range, Pan };

    // storage_plot.cpp
    void rebuild();
    void repaintAll();
    void repaintMarks(); ///< what is painted over the lines
    void placePlot();
    void updateLines();
    void updateHeight();
    void changeView(std::optional<Window> view);
    [[nodiscard]] Window home() const;
    [[nodiscard]] Window limits() const;
    [[nodiscard]] Window shown() const { return m_view.value_or(home()); }
    [[nodiscard]] bool hasCone() const;
    [[nodiscard]] double coneEnd() const;
    [[nodiscard]] bool isOneVolume() const { return m_series.size() == 1; }
    [[nodiscard]] std::optional<double> capacityOf(int series) const;
    [[nodiscard]] std::optional<double> markerValue(const StorageMarker &marker) const;
    [[nodiscard]] std::optional<double> coneValue(const models::ForecastPoint &point, int side) const;
    [[nodiscard]] QList<int> labelled() const;
    [[nodiscard]] double timeAt(double x) const;

    // storage_plot_crosshair.cpp
    [[nodiscard]] std::optional<qint64> snapped(qint64 milliseconds) const;
    [[nodiscard]] const models::StoragePoint *pointAt(int series, qint64 milliseconds) const;
    [[nodiscard]] const models::ForecastPoint *expectedAt(qint64 milliseconds) const;
    [[nodiscard]] QString valueText(const models::StoragePoint &point) const;
    [[nodiscard]] QString expectedText(const models::ForecastPoint &point) const;
    [[nodiscard]] QList<int> crosshairOrder(qint64 milliseconds) const;
    void moveCrosshair(int steps);
    void moveHighlight(int steps);
    void moveToEvent(int steps);
    void openEvent(int index);
    void describe();
    [[nodiscard]] int seriesNear(const QPointF &position) const;
    void drawCrosshair(QPainter &painter, const Theme &theme) const;

    // storage_plot_paint.cpp, storage_plot_marks.cpp
    void drawLinesBehind(QPainter &painter, const Theme &theme) const;
    void drawBands(QPainter &painter, const Theme &theme) const;
    void drawScale(QPainter &painter, const Theme &theme) const;
    void drawByteThresholds(QPainter &painter, const Theme &theme) const;
    void drawTimes(QPainter &painter, const Theme &theme) const;
    void drawMarkers(QPainter &painter, const Theme &theme) const;
    void drawCapacityLabel(QPainter &painter, const Theme &theme) const;
    void drawNothingKnown(QPainter &painter, const Theme &theme) const;
    void drawCone(QPainter &painter, const Theme &theme) const;
    void drawHighlight(QPainter &painter, const Theme &theme) const;
    void drawEndLabels(QPainter &painter, const Theme &theme) const;
    void drawEvents(QPainter &painter, const Theme &theme) const;
    [[nodiscard]] QList<EventMark> eventMarks() const;

    QList<models::StorageSeries> m_series;
    std::vector<StorageLine> m_lines;
    QList<std::optional<double>> m_levels; ///< newest percentages
    QList<StorageLineStyle> m_styles;
    QList<Drawn> m_drawn;
    QList<QLineSeries *> m_pool; ///< in the chart, used again by the next view
    QList<qint64> m_times; ///< of all readings, once each
    models::StorageForecast m_forecast;
    int m_forecastSeries = 0;
    QList<models::StorageEvent> m_events;
    QList<StorageMarker> m_markers;
    StorageUnit m_unit = StorageUnit::Percent;
    int m_days = 0;
    QValueAxis *m_x;
    QValueAxis *m_y;
    std::optional<Window> m_view;
    std::optional<qint64> m_crosshair;
    int m_highlight = -1;
    int m_hovered = -1;
    int m_currentEvent = -1;
    int m_endLabelWidth = 0;
    Drag m_drag = Drag::None;
    QPointF m_dragFrom;
    QPointF m_dragTo;
    Window m_dragView;
};

} // namespace orrery::views
