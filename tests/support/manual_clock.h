// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/clock.h"
#include "api/core/utc.h"

namespace orrery::test {

/// Stands still until told: 2026-03-01 12:00 UTC.
class ManualClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return m_now; }
    [[nodiscard]] std::chrono::milliseconds monotonic() const override { return m_monotonic; }

    void advance(std::chrono::milliseconds by)
    {
        m_now = m_now.addMSecs(by.count());
        m_monotonic += by;
    }
    /// Sets the calendar only, as a person correcting the computer's clock does.
    void setNow(const QDateTime &now) { m_now = now; }

private:
    QDateTime m_now = QDateTime(QDate(2026, 3, 1), QTime(12, 0), orrery::kUtc);
    std::chrono::milliseconds m_monotonic{1'000'000};
};

} // namespace orrery::test
