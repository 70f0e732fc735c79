// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/poller.h"

namespace orrery::test {

/// Rings when the test says so, and tells what it was set to.
class ManualTimer final : public models::PollTimer
{
public:
    std::optional<std::chrono::milliseconds> wait;
    void start(std::chrono::milliseconds by) override { wait = by; }
    void stop() override { wait.reset(); }
    void fire()
    {
        wait.reset();
        Q_EMIT timeout();
    }
};

} // namespace orrery::test
