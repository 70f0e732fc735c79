// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/child.h"
#include "tests/bench/report.h"

namespace orrery::bench {

/// The storage chart alone, in `program` (orrery-bench-chart): a year of one series, and 64 shards.
inline void measureChart(Report &report, const QString &program, const QString &measureFile)
{
    struct Line
    {
        const char *event;
        const char *value;
        Measure measure;
    };
    const QString frame = QStringLiteral("a frame");
    const Line lines[] = {
        {"chart-year",
         "set_ms",
         {.id = QStringLiteral("chart_year"),
          .title = QStringLiteral("storage chart: a year of 5-minute readings, set and drawn"),
          .unit = QStringLiteral("ms"),
          .limit = 16,
          .limitText = QStringLiteral("issue 4")}},
        {"chart-year",
         "view_ms",
         {.id = QStringLiteral("chart_year_view"),
          .title = QStringLiteral("  a zoom step in it"),
          .unit = QStringLiteral("ms"),
          .limit = 16,
          .limitText = frame}},
        {"chart-year",
         "crosshair_ms",
         {.id = QStringLiteral("chart_year_crosshair"),
          .title = QStringLiteral("  a step of the crosshair"),
          .unit = QStringLiteral("ms"),
          .limit = 16,
          .limitText = frame}},
        {"chart-shards",
         "view_ms",
         {.id = QStringLiteral("chart_shards_view"),
          .title = QStringLiteral("64 shards of a week: a zoom step"),
          .unit = QStringLiteral("ms"),
          .limit = 16,
          .limitText = frame}},
        {"chart-shards",
         "crosshair_ms",
         {.id = QStringLiteral("chart_shards_crosshair"),
          .title = QStringLiteral("  a step of the crosshair"),
          .unit = QStringLiteral("ms"),
          .limit = 16,
          .limitText = frame}},
        {"multiples",
         "set_ms",
         {.id = QStringLiteral("multiples"),
          .title = QStringLiteral("the same shards as small multiples, set and drawn"),
          .unit = QStringLiteral("ms")}},
    };
    Child child(program, {}, measureFile);
    for (const Line &line : lines) {
        Measure measure = line.measure;
        if (const auto found = child.waitForEvent(QString::fromLatin1(line.event), 60'000)) {
            measure.samples = {found->value(QLatin1String(line.value)).toDouble()};
            if (const int points = found->value(QLatin1String("drawn_points")).toInt())
                measure.note = QStringLiteral("%1 readings as %2 points")
                                   .arg(found->value(QLatin1String("readings")).toInt())
                                   .arg(points);
        } else {
            measure.problem = child.problem();
        }
        report.add(measure);
    }
}

} // namespace orrery::bench
