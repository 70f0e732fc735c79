// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/history/series.h"
#include "views/core/theme.h"

// What StoragePlot's placing, input and painting all need.
namespace orrery::views::storage_plot {

inline constexpr int leftMargin = 52;
inline constexpr int topMargin = 14;
inline constexpr int timeHeight = 26; ///< for the times below the plot
inline constexpr int eventHeight = 24; ///< for the events between plot and times, where there are any
inline constexpr double eventSize = 18;
inline constexpr qsizetype mostDirectLabels = 5;
inline constexpr double shortestView = 10 * 60 * 1000.0;

inline double msOf(const QDateTime &at)
{
    return static_cast<double>(at.toMSecsSinceEpoch());
}

/// Colour of a threshold's line and label.
inline ColorRole thresholdRole(int threshold)
{
    return threshold >= 90 ? ColorRole::Critical : threshold >= 75 ? ColorRole::Warn : ColorRole::TextSecondary;
}

} // namespace orrery::views::storage_plot
