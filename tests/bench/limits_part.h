// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/child.h"
#include "tests/bench/report.h"

namespace orrery::bench {

/// What each hostile answer costs, in `program` (orrery-bench-limits): memory and the longest turn of the event loop.
inline void measureLimits(Report &report, const QString &program, const QString &measureFile)
{
    constexpr int inputs = 12;
    Child child(program, {}, measureFile);
    for (int input = 0; input < inputs; ++input) {
        const auto found = child.waitForEvent(QStringLiteral("limit"), 120'000);
        if (!found) {
            report.add({.id = QStringLiteral("limits"),
                        .title = QStringLiteral("hostile answers"),
                        .problem = child.problem()});
            return;
        }
        const auto number = [&found](const char *name) { return found->value(QLatin1String(name)).toDouble(); };
        const QString title = found->value(QLatin1String("input")).toString();
        QString note = found->value(QLatin1String("answer")).toString();
        if (!found->value(QLatin1String("as_expected")).toBool())
            note.prepend(QStringLiteral("NOT AS EXPECTED: "));
        report.add({.id = QStringLiteral("limits_memory_%1").arg(input),
                    .title = title + QStringLiteral(": memory"),
                    .unit = QStringLiteral("KiB"),
                    .samples = {number("memory_mib") * 1024},
                    .limit = number("most_mib") * 1024,
                    .limitText = QStringLiteral("3 × the body's limit"),
                    .note = note});
        report.add({.id = QStringLiteral("limits_turn_%1").arg(input),
                    .title = title + QStringLiteral(": longest turn"),
                    .unit = QStringLiteral("ms"),
                    .samples = {number("turn_ms")},
                    .limit = 50,
                    .limitText = QStringLiteral("issue 12")});
    }
}

} // namespace orrery::bench
