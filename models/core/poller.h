// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/clock.h"
#include "models/core/load_state.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace orrery::models {

/// A timer that fires once, as a seam: tests decide when it fires.
class PollTimer : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void start(std::chrono::milliseconds wait) = 0; ///< starts over when it runs already
    virtual void stop() = 0;

Q_SIGNALS:
    void timeout();
};

/// One that measures time.
std::unique_ptr<PollTimer> makePollTimer();

/// Says when to ask the service again. How long to wait depends on what is polled and on whether somebody looks at it, so
/// it is asked anew each time; nothing is polled while offline. After failures the waits grow, up to five minutes.
class Poller final : public QObject
{
    Q_OBJECT
public:
    /// The wait between two answers; nothing: do not poll.
    using Interval = std::function<std::optional<std::chrono::milliseconds>(bool visible)>;

    /// Hidden and online at first, and idle until something happens. `clock` outlives the poller; without `timer` a QTimer
    /// is used.
    Poller(const Clock *clock, Interval interval, std::unique_ptr<PollTimer> timer = {}, QObject *parent = nullptr);
    ~Poller() override;

    /// Becoming visible asks at once when the last answer is older than the shorter wait.
    void setVisible(bool visible);
    void setOnline(bool online);
    [[nodiscard]] bool isVisible() const { return m_visible; }
    [[nodiscard]] bool isOnline() const { return m_online; }
    /// An answer came, or the request failed: waiting starts over.
    void answered(bool succeeded = true);
    /// The same by where a store stands after it. A service that cannot be reached is tried again after 5 seconds, and after
    /// twice as long each time, up to a minute: nobody presses a button when the network is back.
    void answered(const LoadState &state);

Q_SIGNALS:
    /// Ask now, with background priority.
    void due();

private:
    void arm();
    void fire();
    [[nodiscard]] std::chrono::milliseconds waitFor(std::chrono::milliseconds interval) const;

    const Clock *m_clock;
    Interval m_interval;
    std::unique_ptr<PollTimer> m_timer;
    std::optional<std::chrono::milliseconds> m_last; ///< monotonic, of the last answer or question
    int m_failures = 0;
    bool m_unreachable = false;
    bool m_visible = false;
    bool m_online = true;
};

} // namespace orrery::models
