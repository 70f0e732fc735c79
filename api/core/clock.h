// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>

namespace orrery {

/// All "now" goes through this, so that tests and time-scaled demos decide what time it is.
class Clock
{
public:
    Clock() = default;
    virtual ~Clock() = default;
    Q_DISABLE_COPY_MOVE(Clock)
    [[nodiscard]] virtual QDateTime now() const { return QDateTime::currentDateTimeUtc(); } ///< UTC
    /// Never goes back; for waits and budgets.
    [[nodiscard]] virtual std::chrono::milliseconds monotonic() const
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now().time_since_epoch());
    }
};

} // namespace orrery
