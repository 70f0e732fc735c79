// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/child.h"
#include "tests/bench/report.h"

namespace orrery::bench {

/// A list of 1,000, 10,000 and 100,000 rows, in `program` (orrery-bench-growth): each figure with what it costs per row.
inline void measureGrowth(Report &report, const QString &program, const QString &measureFile)
{
    struct Line
    {
        const char *value;
        const char *id;
        const char *title;
    };
    constexpr Line lines[] = {{"load_ms", "growth_load", "decoded and shown, page by page"},
                              {"merge_same_ms", "growth_merge", "  a refresh that brings the same"},
                              {"merge_changed_ms", "growth_merge_changed", "  a refresh with one row of 100 changed"},
                              {"sort_ms", "growth_sort", "  sorted by another column"},
                              {"filter_ms", "growth_filter", "  a key in the filter, until it is painted"}};
    Child child(program, {}, measureFile);
    for (int event = 0; event < 3; ++event) {
        const auto found = child.waitForEvent(QStringLiteral("growth"), 180'000);
        if (!found) {
            report.add({.id = QStringLiteral("growth"),
                        .title = QStringLiteral("a list as it grows"),
                        .problem = child.problem()});
            return;
        }
        const int rows = found->value(QLatin1String("rows")).toInt();
        const auto number = [&found](const char *name) { return found->value(QLatin1String(name)).toDouble(); };
        for (const Line &line : lines) {
            Measure measure{.id = QStringLiteral("%1_%2").arg(QLatin1String(line.id)).arg(rows),
                            .title = QStringLiteral("%1 rows: %2").arg(rows).arg(QLatin1String(line.title)),
                            .unit = QStringLiteral("ms"),
                            .samples = {number(line.value)}};
            measure.note = QStringLiteral("%1 µs a row").arg(number(line.value) * 1000 / rows, 0, 'f', 2);
            if (measure.id.startsWith(QLatin1String("growth_filter"))) {
                measure.limit = number("plain_ms") / 2;
                measure.limitText = QStringLiteral("half of a plain QSortFilterProxyModel");
                measure.note += QStringLiteral("; longest %1 ms, plain %2 ms, longest %3 ms%4")
                                    .arg(number("filter_longest_ms"), 0, 'f', 1)
                                    .arg(number("plain_ms"), 0, 'f', 1)
                                    .arg(number("plain_longest_ms"), 0, 'f', 1)
                                    .arg(found->value(QLatin1String("same_rows")).toBool()
                                             ? QString()
                                             : QStringLiteral("; they show different rows"));
            }
            report.add(measure);
        }
        report.add({.id = QStringLiteral("growth_memory_%1").arg(rows),
                    .title = QStringLiteral("%1 rows:   memory").arg(rows),
                    .unit = QStringLiteral("KiB"),
                    .samples = {number("bytes") / 1024},
                    .note = QStringLiteral("%1 bytes a row").arg(number("bytes") / rows, 0, 'f', 0)});
    }
}

} // namespace orrery::bench
