// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/storage/chart/layers/layer.h"

namespace orrery::views {

/// In percent: the bands between the thresholds.
class BandLayer : public ChartLayer
{
public:
    void paint(QPainter &painter, const ChartFrame &frame) const override;
};

/// The values at the left with their lines, and the times below.
class ScaleLayer : public ChartLayer
{
public:
    void paint(QPainter &painter, const ChartFrame &frame) const override;

private:
    static void paintValues(QPainter &painter, const ChartFrame &frame);
    static void paintTimes(QPainter &painter, const ChartFrame &frame);
};

/// In bytes, of one volume: the thresholds, which follow its capacity.
class ByteThresholdLayer : public ChartLayer
{
public:
    void paint(QPainter &painter, const ChartFrame &frame) const override;
};

} // namespace orrery::views
