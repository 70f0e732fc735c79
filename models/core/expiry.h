// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/clock.h"

#include <QSqlDatabase>

namespace orrery::models {

/// What decides whether something kept is old enough to be removed. The wall clock alone may not: one start with a clock that
/// is years ahead would remove nearly everything. The program cannot have been away since before it last kept something, so
/// time has gone on from there by no more than this run has lasted, and a little.
class Expiry
{
public:
    /// At the start of the run; `clock` outlives it.
    explicit Expiry(const Clock *clock) : m_clock(clock), m_started(clock->now()), m_monotonic(clock->monotonic()) {}

    /// Values to take along to the database's thread.
    struct Moment
    {
        QDateTime now; ///< by the wall clock
        QDateTime started; ///< when this run began, by the wall clock
        std::chrono::milliseconds running{}; ///< for how long it has run
    };
    [[nodiscard]] Moment moment() const { return {m_clock->now(), m_started, m_clock->monotonic() - m_monotonic}; }

    /// The moment to count back from; the wall clock's where nothing tells when the program last ran.
    [[nodiscard]] static QDateTime now(QSqlDatabase &database, const Moment &moment);

private:
    const Clock *m_clock;
    QDateTime m_started;
    std::chrono::milliseconds m_monotonic;
};

} // namespace orrery::models
