// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/storage/chart/layers/layer.h"

namespace orrery::views {

/// The crosshair, a dot on each line it names, and their values in a box beside it.
class CrosshairLayer : public ChartLayer
{
public:
    void paint(QPainter &painter, const ChartFrame &frame) const override;
};

/// The range that is being dragged over.
class RangeLayer : public ChartLayer
{
public:
    void paint(QPainter &painter, const ChartFrame &frame) const override;
};

} // namespace orrery::views
