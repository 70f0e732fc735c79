// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/storage/chart/axes.h"
#include "views/storage/chart/content.h"
#include "views/storage/chart/drawn_lines.h"
#include "views/storage/chart/input.h"
#include "views/storage/chart/navigator.h"
#include "views/storage/chart/spoken_description.h"

#include <QPixmap>
#include <QWidget>

#include <memory>
#include <vector>

namespace orrery::views {

class ChartLayer;
class ColoredLineLayer;

/// The drawing area of StorageChart: a ChartContent, painted in layers.
///
/// Time is zoomed with the wheel (at the pointer), by dragging over a range, with + and −; panned with Shift or the middle
/// button held, with Shift and the arrow keys, or by scrolling sideways; 0 or a double click shows the whole range again.
/// Left, Right, Home and End move the crosshair, Up and Down choose a line, Ctrl+Left and Ctrl+Right an event, Enter opens
/// it. New readings leave the view where it is; one that shows the newest reading goes along with it.
class StoragePlot : public QWidget
{
    Q_OBJECT

public:
    explicit StoragePlot(QWidget *parent = nullptr);
    ~StoragePlot() override;

    [[nodiscard]] const ChartContent &content() const { return m_content; }
    /// All readings there are. The same volumes as before are an update: view, crosshair and choice of line stay.
    void setSeries(const QList<models::StorageSeries> &series, StorageUnit unit);
    void setUnit(StorageUnit unit);
    /// The days before the newest reading that are shown without zoom; 0: everything.
    void setDays(int days);
    /// The cone beyond the newest reading of one series.
    void setForecast(const models::StorageForecast &forecast, int series = 0);
    void setEvents(const QList<models::StorageEvent> &events);
    void setMarkers(const QList<StorageMarker> &markers);

    /// What is shown without zoom.
    [[nodiscard]] QDateTime homeFrom() const;
    [[nodiscard]] QDateTime homeTo() const;
    /// What is on screen. A span of less than ten minutes, or outside of what there is to see, is put right.
    void setView(const QDateTime &from, const QDateTime &to);
    [[nodiscard]] QDateTime viewFrom() const;
    [[nodiscard]] QDateTime viewTo() const;
    [[nodiscard]] bool isZoomed() const { return m_navigator.isZoomed(); }
    void resetView() { m_navigator.reset(); }
    /// `factor` below 1 shows less; around the crosshair, or the middle without one.
    void zoom(double factor) { m_navigator.zoom(factor); }

    /// Time under the crosshair; invalid when it is hidden.
    [[nodiscard]] QDateTime crosshair() const;
    void setCrosshair(const QDateTime &at);
    /// "21 Nov 05:00: commerce / -80 82.4 % (98.9 GiB of 120 GiB)"; the chosen or the fullest lines where there are many.
    [[nodiscard]] QString crosshairText() const;
    /// The chosen line; -1: none.
    [[nodiscard]] int highlighted() const { return m_navigator.selection().highlighted; }
    void setHighlighted(int series) { m_navigator.setHighlighted(series); }
    /// The event that is current by key or pointer; -1: none.
    [[nodiscard]] int currentEvent() const { return m_navigator.selection().event; }
    void setCurrentEvent(int index) { m_navigator.setEvent(index); }
    /// Where an event's mark is; several that would cover each other share one. Empty when it is not on screen.
    [[nodiscard]] QRectF eventRect(int index) const;

    /// Paints everything as it is now, without the copy that is kept for the screen: for pictures of any size.
    void paint(QPainter &painter) const;
    /// The lines as they are drawn now.
    [[nodiscard]] const QList<DrawnLine> &lines() const { return m_lines; }
    [[nodiscard]] const ChartAxes &axes() const { return m_axes; }
    [[nodiscard]] const ColoredLineLayer &coloredLines() const { return *m_colored; }

Q_SIGNALS:
    void crosshairChanged();
    void highlightedChanged(int series);
    /// By zoom, pan or reset: finer history of this time may be worth loading.
    void viewChanged(const QDateTime &from, const QDateTime &to);
    /// An event's mark was clicked, or Enter pressed on it.
    void placeActivated(const orrery::models::Location &place);

protected:
    void paintEvent(QPaintEvent *event) override;
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
    using Layers = std::vector<std::unique_ptr<ChartLayer>>;

    void makeLayers();
    void rebuild();
    void updateLines();
    void showSelection();
    void paintLayers(QPainter &painter, const Layers &layers) const;
    void paintBackground(QPainter &painter) const;
    void paintForeground(QPainter &painter) const;

    ChartContent m_content;
    ChartAxes m_axes;
    ChartNavigator m_navigator;
    ChartInput m_input;
    SpokenDescription m_description;
    QList<DrawnLine> m_lines;
    Layers m_background; ///< as long as content, view, size and theme stay
    Layers m_foreground; ///< with what is pointed at
    ColoredLineLayer *m_colored = nullptr; ///< of the background
    QPixmap m_kept; ///< the background as it was painted last; null: to be painted anew
};

} // namespace orrery::views
