// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>
#include <utility>

namespace orrery::views {

/// What somebody points at or chose in a chart.
struct ChartSelection
{
    std::optional<qint64> crosshair; ///< milliseconds since 1970
    int highlighted = -1; ///< the line chosen by key, click or legend
    int hovered = -1; ///< the line under the pointer
    int event = -1; ///< the event that is current by key or pointer
    std::optional<std::pair<double, double>> band; ///< pixels between which a range is being dragged

    /// The line that is drawn above all others; -1: none.
    [[nodiscard]] int lifted() const { return hovered >= 0 ? hovered : highlighted; }
};

} // namespace orrery::views
