// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/created_search.h"

namespace orrery::test {

/// Lets the waits of a CreatedSearch pass at once, and tells how long they would have been.
class LookupWaits
{
public:
    LookupWaits() { services.add(std::make_unique<models::LookupTimers>(timers())); }
    [[nodiscard]] models::StoreContext with(models::StoreContext context) const
    {
        context.services = &services;
        return context;
    }

    models::Services services;
    QList<int> waits; ///< milliseconds

private:
    class Timer final : public models::PollTimer
    {
    public:
        explicit Timer(QList<int> *waits) : m_waits(waits) {}
        void start(std::chrono::milliseconds wait) override
        {
            m_waits->append(int(wait.count()));
            QMetaObject::invokeMethod(this, &PollTimer::timeout, Qt::QueuedConnection);
        }
        void stop() override {}

    private:
        QList<int> *m_waits;
    };

    models::LookupTimers timers()
    {
        return {[this]() { return std::make_unique<Timer>(&waits); }};
    }
};

} // namespace orrery::test
