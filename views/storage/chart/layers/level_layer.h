// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/storage/chart/layers/layer.h"

#include <QCoreApplication>

namespace orrery::views {

/// The levels of the disk itself, each with its name, and the capacity in words.
class LevelLayer : public ChartLayer
{
    Q_DECLARE_TR_FUNCTIONS(orrery::views::LevelLayer)

public:
    void paint(QPainter &painter, const ChartFrame &frame) const override;

private:
    static void paintMarkers(QPainter &painter, const ChartFrame &frame);
    static void paintCapacity(QPainter &painter, const ChartFrame &frame);
};

/// Why nothing is drawn, where there are readings.
class NoValuesLayer : public ChartLayer
{
    Q_DECLARE_TR_FUNCTIONS(orrery::views::NoValuesLayer)

public:
    void paint(QPainter &painter, const ChartFrame &frame) const override;
};

} // namespace orrery::views
