// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QString>

namespace orrery::simulator {

/// Milliseconds since the epoch, UTC. 0 stands for "never" and is written as JSON null.
using Instant = qint64;

constexpr Instant kSecond = 1000;
constexpr Instant kMinute = 60 * kSecond;
constexpr Instant kHour = 60 * kMinute;
constexpr Instant kDay = 24 * kHour;

/// The simulated clock: real time multiplied by a factor, plus what a test skipped over.
/// A factor of 0 freezes time, so that a test decides alone when something happens.
class Clock
{
public:
    explicit Clock(double timeScale = 1.0);

    Instant now() const;
    /// Jumps forward by `milliseconds` of simulated time.
    void advance(Instant milliseconds);
    double timeScale() const { return m_timeScale; }

private:
    Instant m_start;
    Instant m_skipped = 0;
    double m_timeScale;
    QElapsedTimer m_elapsed;
};

/// "2026-11-21T05:01:52.000Z"; an empty string for 0.
QString isoTime(Instant instant);
/// Reads what isoTime() writes and everything else ISO 8601; 0 when it is not a time.
Instant parseIsoTime(const QString &text);

} // namespace orrery::simulator
