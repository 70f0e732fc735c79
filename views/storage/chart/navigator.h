// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/storage/chart/axes.h"
#include "views/storage/chart/content.h"
#include "views/storage/chart/event_marks.h"
#include "views/storage/chart/selection.h"
#include "views/storage/chart/time_view.h"

#include <QObject>

namespace orrery::views {

/// Moves through a chart: the part of the time that is shown, the crosshair, the chosen line, the current event. ChartInput
/// calls it for keys and mouse, StoragePlot paints what it says.
class ChartNavigator : public QObject
{
    Q_OBJECT

public:
    /// Both have to outlive it. The axes follow viewChanged().
    ChartNavigator(const ChartContent *content, const ChartAxes *axes, QObject *parent = nullptr);

    [[nodiscard]] const ChartContent &content() const { return *m_content; }
    [[nodiscard]] const ChartAxes &axes() const { return *m_axes; }
    [[nodiscard]] const ChartSelection &selection() const { return m_selection; }

    // After the content was changed.
    void readingsReplaced(bool sameVolumes);
    void forecastReplaced();
    void eventsReplaced();

    void setDays(int days) { m_view.setDays(days); }
    [[nodiscard]] int days() const { return m_view.days(); }
    [[nodiscard]] TimeRange home() const { return m_view.home(); }
    [[nodiscard]] TimeRange shown() const { return m_view.shown(); }
    [[nodiscard]] bool isZoomed() const { return m_view.isZoomed(); }
    void show(const TimeRange &range);
    void reset();
    /// `factor` below 1 shows less, around a moment that stays where it is.
    void zoomAt(double milliseconds, double factor);
    /// Around the crosshair, or the middle without one.
    void zoom(double factor);
    /// By a part of what is shown; to the left when negative.
    void pan(double part);

    void setCrosshair(std::optional<qint64> milliseconds);
    /// To the reading about four pixels away, at least to the next one.
    void moveCrosshair(int direction);
    /// Chooses a line.
    void setHighlighted(int series);
    /// In order of their levels, the fullest first.
    void moveHighlight(int steps);
    void setHovered(int series);
    void setEvent(int index);
    void moveToEvent(int steps);
    void setBand(std::optional<std::pair<double, double>> band);
    /// Opens an event's place, where it has one.
    void openEvent(int index);

    /// Marks of the events in view.
    [[nodiscard]] QList<EventMark> marks() const { return eventMarks(m_content->events, *m_axes); }
    /// The line near a point; -1: none.
    [[nodiscard]] int seriesNear(const QPointF &position) const;

Q_SIGNALS:
    /// Zoomed, panned or reset.
    void viewChanged();
    /// Anything of selection().
    void selectionChanged();
    void crosshairChanged();
    void highlightedChanged(int series);
    void placeActivated(const orrery::models::Location &place);

private:
    [[nodiscard]] qint64 neighbour(qint64 moment, int direction) const;

    const ChartContent *m_content;
    const ChartAxes *m_axes;
    TimeView m_view;
    ChartSelection m_selection;
};

} // namespace orrery::views
