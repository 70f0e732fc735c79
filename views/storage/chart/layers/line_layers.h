// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/storage/chart/layers/layer.h"

namespace orrery::views {

/// The thin grey lines, where there are many.
class BackgroundLineLayer : public ChartLayer
{
public:
    void paint(QPainter &painter, const ChartFrame &frame) const override;
};

/// Readings that stand alone, of which no line can be drawn.
class LoneReadingLayer : public ChartLayer
{
public:
    void paint(QPainter &painter, const ChartFrame &frame) const override;
};

/// The chosen line or the one under the pointer, above all others.
class LiftedLineLayer : public ChartLayer
{
public:
    void paint(QPainter &painter, const ChartFrame &frame) const override;
};

} // namespace orrery::views
