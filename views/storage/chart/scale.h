// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/core/theme.h"
#include "views/storage/chart/readings.h"

#include <QCoreApplication>

namespace orrery::views {

/// A line across the chart at a round value, with its label at the left.
struct ValueTick
{
    enum class Line : quint8 { None, Grid, Base, Threshold };

    double value = 0;
    QString text;
    Line line = Line::Grid;
    ColorRole role = ColorRole::TextSecondary; ///< of the text, and of the line of a threshold
};

/// A mark on the time axis with its label below.
struct TimeTick
{
    double at = 0;
    QString text;
    friend bool operator==(const TimeTick &, const TimeTick &) = default;
};

/// What the axes of a chart say.
class ChartScale
{
    Q_DECLARE_TR_FUNCTIONS(orrery::views::ChartScale)

public:
    /// Where labels would cover each other the earlier tick keeps its own. In percent the thresholds are the scale.
    static QList<ValueTick> values(StorageUnit unit, double top, double height);
    /// At most about one tick in 84 pixels, on local midnights and their fractions.
    static QList<TimeTick> times(const TimeRange &range, double width);
    /// The value at the upper edge, for lines that reach up to `highest`.
    static double top(StorageUnit unit, double highest);

    /// Colour of a threshold's line and label.
    static ColorRole thresholdRole(int threshold);
};

} // namespace orrery::views
