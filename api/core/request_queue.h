// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <set>

namespace orrery::api {

enum class Priority : quint8 {
    Foreground, ///< a person waits for it
    Background, ///< polling, prefetching: at most half of the budget, after all foreground requests
};

/// Decides which request may be sent when; knows nothing of requests but their numbers. Pure: the time is handed in, and
/// never goes back.
///
/// Rules: foreground before background, first come first served within each; at most `concurrent` at once, of which
/// background leaves two free (one, when there are only two) so that a person never waits behind polling; at most
/// `perMinute` starts in any 60 seconds, background at most half of them; nothing at all while paused.
class RequestQueue
{
public:
    using Id = quint64; ///< given out in rising order: a request that comes back keeps its place
    using Time = std::chrono::milliseconds; ///< Clock::monotonic()

    RequestQueue(int perMinute, int concurrent);

    /// Adds a request, or one that is to be sent again, not before `notBefore`.
    void add(Id id, Priority priority, Time notBefore = Time::min());
    /// Of a request that waits: a person began to wait for it, or no longer does. No effect on one that is under way.
    void setPriority(Id id, Priority priority);
    /// Takes the next request that may start now and counts it. Empty when none may.
    std::optional<Id> takeNext(Time now);
    /// When takeNext() may give something: `now` or later. Empty while nothing waits, or only an end can make room.
    [[nodiscard]] std::optional<Time> nextChance(Time now) const;
    /// A request taken has ended; its slot is free.
    void finished(Id id);
    /// A request taken was not sent after all: slot and budget are given back.
    void giveBack(Id id);
    /// Forgets a request that waits.
    void remove(Id id);
    /// Nothing is taken before `until`; an earlier, longer pause stays.
    void pauseUntil(Time until);

    [[nodiscard]] int waitingCount() const { return int(m_ready[0].size() + m_ready[1].size() + m_delayed.size()); }
    [[nodiscard]] int runningCount() const { return int(m_running.size()); }

private:
    struct Start
    {
        Time at;
        Id id;
        Priority priority;
    };
    struct Delayed
    {
        Time notBefore;
        Priority priority;
    };
    static constexpr std::chrono::seconds window{60};

    void advance(Time now);
    [[nodiscard]] int runningInBackground() const;
    [[nodiscard]] bool hasSlot(Priority priority) const;
    /// When the budget allows a start of this priority, counting only starts after `now` - 60 s.
    [[nodiscard]] Time budgetFreeAt(Priority priority, Time now) const;

    int m_perMinute;
    int m_concurrent;
    std::set<Id> m_ready[2]; ///< by priority
    std::map<Id, Delayed> m_delayed;
    std::map<Id, Priority> m_running;
    std::deque<Start> m_starts; ///< of the last minute, oldest first
    Time m_pausedUntil = Time::min();
};

} // namespace orrery::api
