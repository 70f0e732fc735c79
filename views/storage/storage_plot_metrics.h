// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/storage_series.h"

// What StoragePlot's placing and painting both need.
namespace orrery::views::storage_plot {

inline constexpr int leftMargin = 52;

inline double msOf(const models::StoragePoint &point)
{
    return static_cast<double>(point.at.toMSecsSinceEpoch());
}

} // namespace orrery::views::storage_plot
