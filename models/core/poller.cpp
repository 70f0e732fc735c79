// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/poller.h"

#include <QTimer>

#include <algorithm>

namespace orrery::models {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds longestWait = 5min;
constexpr std::chrono::milliseconds firstTry = 5s; ///< of a service that could not be reached
constexpr std::chrono::milliseconds longestBetweenTries = 1min;
constexpr int mostDoublings = 7;

class SystemPollTimer final : public PollTimer
{
public:
    SystemPollTimer()
    {
        m_timer.setSingleShot(true);
        // Polling may come a little late, so that wake-ups of several pollers fall together.
        m_timer.setTimerType(Qt::CoarseTimer);
        connect(&m_timer, &QTimer::timeout, this, &PollTimer::timeout);
    }
    void start(std::chrono::milliseconds wait) override { m_timer.start(wait); }
    void stop() override { m_timer.stop(); }

private:
    QTimer m_timer;
};

} // namespace

std::unique_ptr<PollTimer> makePollTimer()
{
    return std::make_unique<SystemPollTimer>();
}

Poller::Poller(const Clock *clock, Interval interval, std::unique_ptr<PollTimer> timer, QObject *parent)
    : QObject(parent), m_clock(clock), m_interval(std::move(interval)),
      m_timer(timer ? std::move(timer) : makePollTimer())
{
    connect(m_timer.get(), &PollTimer::timeout, this, &Poller::fire);
}

Poller::~Poller() = default;

void Poller::setVisible(bool visible)
{
    if (m_visible == visible)
        return;
    m_visible = visible;
    arm();
}

void Poller::setOnline(bool online)
{
    if (m_online == online)
        return;
    m_online = online;
    if (online)
        m_failures = 0;
    arm();
}

void Poller::answered(bool succeeded)
{
    m_last = m_clock->monotonic();
    m_unreachable = false;
    m_failures = succeeded ? 0 : std::min(m_failures + 1, mostDoublings);
    arm();
}

void Poller::answered(const LoadState &state)
{
    using Kind = api::ApiError::Kind;
    answered(state.phase == LoadState::Phase::Ready);
    const bool unreachable = state.error
        && (state.error->kind == Kind::Offline || state.error->kind == Kind::HostNotFound
            || state.error->kind == Kind::Timeout);
    if (!unreachable)
        return;
    m_unreachable = true;
    arm();
}

std::chrono::milliseconds Poller::waitFor(std::chrono::milliseconds interval) const
{
    if (m_failures == 0)
        return interval;
    if (m_unreachable)
        return std::min(longestBetweenTries, firstTry * (1 << (m_failures - 1)));
    return std::max(interval, std::min(longestWait, interval * (1 << m_failures)));
}

void Poller::arm()
{
    const auto interval = m_online ? m_interval(m_visible) : std::nullopt;
    // Before the first answer there is nothing to repeat.
    if (!interval || !m_last) {
        m_timer->stop();
        return;
    }
    m_timer->start(std::max(0ms, *m_last + waitFor(*interval) - m_clock->monotonic()));
}

void Poller::fire()
{
    // Should no answer ever come, polling goes on all the same.
    m_last = m_clock->monotonic();
    arm();
    Q_EMIT due();
}

} // namespace orrery::models
