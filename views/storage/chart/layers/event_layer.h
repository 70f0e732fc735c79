// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/storage/chart/event_marks.h"
#include "views/storage/chart/layers/layer.h"

#include <QCoreApplication>

namespace orrery::views {

/// Marks of what happened, and the titles of the current one.
class EventLayer : public ChartLayer
{
    Q_DECLARE_TR_FUNCTIONS(orrery::views::EventLayer)

public:
    void paint(QPainter &painter, const ChartFrame &frame) const override;

private:
    struct Title
    {
        QString text;
        bool isCurrent = false;
    };
    static void paintMark(QPainter &painter, const ChartFrame &frame, const EventMark &mark);
    static void paintTitles(QPainter &painter, const ChartFrame &frame, const EventMark &mark);
    [[nodiscard]] static QList<Title> titles(const ChartFrame &frame, const EventMark &mark);
};

} // namespace orrery::views
