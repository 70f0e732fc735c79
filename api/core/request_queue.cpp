// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/request_queue.h"

#include <algorithm>

namespace orrery::api {

namespace {
constexpr std::size_t slot(Priority priority)
{
    return priority == Priority::Foreground ? 0 : 1;
}
} // namespace

RequestQueue::RequestQueue(int perMinute, int concurrent)
    : m_perMinute(std::max(1, perMinute)), m_concurrent(std::max(1, concurrent))
{}

void RequestQueue::add(Id id, Priority priority, Time notBefore)
{
    if (notBefore == Time::min())
        m_ready[slot(priority)].insert(id);
    else
        m_delayed.insert_or_assign(id, Delayed{.notBefore = notBefore, .priority = priority});
}

void RequestQueue::setPriority(Id id, Priority priority)
{
    const Priority other = priority == Priority::Foreground ? Priority::Background : Priority::Foreground;
    if (m_ready[slot(other)].erase(id) > 0)
        m_ready[slot(priority)].insert(id);
    else if (const auto found = m_delayed.find(id); found != m_delayed.end())
        found->second.priority = priority;
}

std::optional<RequestQueue::Id> RequestQueue::takeNext(Time now)
{
    advance(now);
    if (now < m_pausedUntil)
        return {};
    for (const Priority priority : {Priority::Foreground, Priority::Background}) {
        auto &ready = m_ready[slot(priority)];
        if (ready.empty() || !hasSlot(priority) || budgetFreeAt(priority, now) > now)
            continue;
        const Id id = *ready.begin();
        ready.erase(ready.begin());
        m_running.emplace(id, priority);
        m_starts.push_back({.at = now, .id = id, .priority = priority});
        return id;
    }
    return {};
}

std::optional<RequestQueue::Time> RequestQueue::nextChance(Time now) const
{
    std::optional<Time> best;
    const auto consider = [&](Priority priority, Time earliest) {
        if (!hasSlot(priority))
            return;
        const Time at = std::max({now, earliest, m_pausedUntil, budgetFreeAt(priority, now)});
        best = best ? std::min(*best, at) : at;
    };
    for (const Priority priority : {Priority::Foreground, Priority::Background}) {
        if (!m_ready[slot(priority)].empty())
            consider(priority, now);
    }
    for (const auto &[id, delayed] : m_delayed)
        consider(delayed.priority, delayed.notBefore);
    return best;
}

void RequestQueue::finished(Id id)
{
    m_running.erase(id);
}

void RequestQueue::giveBack(Id id)
{
    m_running.erase(id);
    const auto newest =
        std::find_if(m_starts.rbegin(), m_starts.rend(), [id](const Start &start) { return start.id == id; });
    if (newest != m_starts.rend())
        m_starts.erase(std::next(newest).base());
}

void RequestQueue::remove(Id id)
{
    m_ready[0].erase(id);
    m_ready[1].erase(id);
    m_delayed.erase(id);
}

void RequestQueue::pauseUntil(Time until)
{
    m_pausedUntil = std::max(m_pausedUntil, until);
}

void RequestQueue::advance(Time now)
{
    while (!m_starts.empty() && m_starts.front().at + window <= now)
        m_starts.pop_front();
    for (auto at = m_delayed.begin(); at != m_delayed.end();) {
        if (at->second.notBefore <= now) {
            m_ready[slot(at->second.priority)].insert(at->first);
            at = m_delayed.erase(at);
        } else {
            ++at;
        }
    }
}

int RequestQueue::runningInBackground() const
{
    return int(std::count_if(m_running.begin(), m_running.end(),
                             [](const auto &entry) { return entry.second == Priority::Background; }));
}

bool RequestQueue::hasSlot(Priority priority) const
{
    if (runningCount() >= m_concurrent)
        return false;
    const int reserved = m_concurrent > 2 ? 2 : m_concurrent - 1;
    return priority == Priority::Foreground || runningInBackground() < m_concurrent - reserved;
}

RequestQueue::Time RequestQueue::budgetFreeAt(Priority priority, Time now) const
{
    const auto freeAt = [&](int limit, bool backgroundOnly) {
        // The limit-th newest start that counts has to leave the window first.
        int counted = 0;
        for (auto start = m_starts.rbegin(); start != m_starts.rend(); ++start) {
            if (start->at + window <= now)
                break;
            if (backgroundOnly && start->priority != Priority::Background)
                continue;
            if (++counted == limit)
                return start->at + window;
        }
        return now;
    };
    const Time all = freeAt(m_perMinute, false);
    return priority == Priority::Foreground ? all : std::max(all, freeAt(std::max(1, m_perMinute / 2), true));
}

} // namespace orrery::api
