// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>

namespace orrery::models {

enum class LineBreaks : quint8 { Show, Keep };

/// Text from outside made safe to look at: control characters as control pictures (␀, ␛), bidi overrides, zero-width and
/// tag characters as ⟨U+202E⟩. Line feeds and tabs become ␊ and ␉, or stay with LineBreaks::Keep. Joiners that scripts
/// and emoji need (U+200C, U+200D) stay.
QString visibleText(const QString &text, LineBreaks lineBreaks = LineBreaks::Show);

/// Names of objects, the wider first: "acme / shop / main".
QString joinedNames(const QStringList &names);

/// "just now", "12 s ago", "5 min ago", "2 h ago", "3 d ago", "in 4 min"; from 30 days on the date. Empty when `when` is
/// invalid.
QString relativeTime(const QDateTime &when, const QDateTime &now);

/// Date and time in the local zone with its offset, for tooltips: "Nov 21, 2026 5:04:10 AM UTC".
QString exactTime(const QDateTime &when);

/// "1.2 GiB"; binary units, as the service's capacities are.
QString formattedBytes(double bytes);
/// "1,288,490,189 bytes", behind a rounded one.
QString exactBytes(double bytes);

/// "82 %", "82.4 %": `percent` is 0..100, at most `decimals` digits, none that are zero. Never rounds up to 100 or across
/// a whole number that has not been reached (89.96 reads 89.9), because the thresholds lie there.
QString formattedPercent(double percent, int decimals = 1);

/// "45 s", "3 min 20 s", "2 h 5 min", "3 d 4 h".
QString formattedDuration(qint64 seconds);

/// "12 of 240".
QString countOf(qint64 count, qint64 total);

/// A number with the locale's group separators.
QString formattedCount(qint64 count);

} // namespace orrery::models
