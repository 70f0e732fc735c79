// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/storage/chart/layers/layer.h"

#include <QCoreApplication>
#include <QPolygonF>

namespace orrery::views {

/// The cone of what is expected.
class ForecastLayer : public ChartLayer
{
    Q_DECLARE_TR_FUNCTIONS(orrery::views::ForecastLayer)

public:
    void paint(QPainter &painter, const ChartFrame &frame) const override;

private:
    static void paintWord(QPainter &painter, const ChartFrame &frame, const QPolygonF &expected, const QPolygonF &upper,
                          const QPolygonF &lower);
};

} // namespace orrery::views
